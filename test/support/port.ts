// Ports for servers that cannot choose one by themselves, and for clients that shall find nobody.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOWEST = 10_000;
const HIGHEST = 65_535;

const given = new Set<number>();

/**
 * One of 127.0.0.1 on which nothing listens, and never the same twice. It stays free: the system gives the ports of this
 * range to nobody who does not ask for one by its number, as other tests and their connections do not.
 */
export async function findFreePort(): Promise<number> {
  const { from, count } = range();
  for (;;) {
    const port = from + Math.floor(Math.random() * count);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

/** Outside of what Linux chooses from: https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range) */
function range(): { readonly from: number; readonly count: number } {
  const [first = NaN, last = NaN] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number);
  const below = { from: LOWEST, count: first - LOWEST };
  const above = { from: last + 1, count: HIGHEST - last };
  const wider = below.count > above.count ? below : above;
  // A machine that chooses from nearly all of them leaves no range of our own.
  return wider.count >= 1_000 ? wider : { from: LOWEST, count: HIGHEST - LOWEST };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

// Whose program listens on a port of this machine: any user may take one that is free, and answer in another's place.
// https://docs.kernel.org/networking/proc_net_tcp.html

import { statSync } from 'node:fs';
import { readBytes } from './files.ts';

const LISTENS = '0A';

/** Who gets a connection to an address, the first first; as the kernel writes it, on machines of both byte orders. */
const TAKERS: Readonly<Record<string, readonly RegExp[]>> = {
  '127.0.0.1': [
    /^(?:0100007F|7F000001)$/,
    /^0{16}(?:FFFF00000100007F|0000FFFF7F000001)$/, // ::ffff:127.0.0.1
    /^0{8}$/,
    /^0{32}$/,
  ],
  '[::1]': [/^(?:0{24}01000000|0{31}1)$/, /^0{32}$/],
};

/** The user beside root and us to whom the socket belongs that a URL of this machine leads to; undefined: none. */
export function otherUserListening(
  url: string,
  read: (path: string) => string = readText,
): number | undefined {
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  const takers = TAKERS[hostname] ?? [];
  const sockets =
    takers.length === 0 ? [] : ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => rowsOf(read(path)));
  const there = sockets.filter((each) => each.port === number);
  const taker = takers.flatMap((address) => there.filter((each) => address.test(each.address)))[0];
  const own = statSync('/proc/self').uid;
  return taker === undefined || taker.user === 0 || taker.user === own ? undefined : taker.user;
}

interface Socket {
  readonly address: string;
  readonly port: number;
  readonly user: number;
}

/** None where the kernel does not tell. */
function rowsOf(table: string): readonly Socket[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , user] = line.trim().split(/ +/);
    const [address = '', port = ''] = local.split(':');
    return state === LISTENS ? [{ address, port: Number.parseInt(port, 16), user: Number(user) }] : [];
  });
}

function readText(path: string): string {
  try {
    return readBytes(path, { what: 'sockets', maxBytes: MAX_BYTES }).bytes.toString('latin1');
  } catch {
    return '';
  }
}

/** Of a node with many connections. */
const MAX_BYTES = 64 * 1024 * 1024;

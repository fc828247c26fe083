// The canned clouds, behind a server that adds names of an attacker's choice to each answer.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCannedClouds } from '../../scripts/canned-clouds.mjs';

export interface PaddedClouds {
  readonly url: string;
  /** What each JSON object, XML document and head of an answer has beside its own, from now on. */
  pad(names: readonly string[]): void;
  stop(): void;
}

export async function startPaddedClouds(): Promise<PaddedClouds> {
  const clouds = await startCannedClouds();
  let names: readonly string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'GET', url = '/', headers } = request;
    const { host: _, connection: __, ...given } = headers as Record<string, string>;
    const body = method === 'GET' || chunks.length === 0 ? undefined : Buffer.concat(chunks);
    delete given['content-length'];
    const answer = await fetch(clouds.url + url, { method, headers: given, ...(body && { body }) });
    const { 'transfer-encoding': ___, ...kept } = Object.fromEntries(answer.headers);
    const text = padded(await answer.text(), names);
    for (const name of names) response.setHeader(name, '');
    response.writeHead(answer.status, { ...kept, 'content-length': Buffer.byteLength(text) }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pad: (more) => {
      names = more;
    },
    stop: () => {
      clouds.stop();
      server.close();
      server.closeAllConnections();
    },
  };
}

function padded(text: string, names: readonly string[]): string {
  if (text.startsWith('{') && names.length > 0) {
    return `{${names.map((name) => `"${name}":0,`).join('')}${text.slice(1)}`;
  }
  return text.startsWith('<')
    ? text.replace(/<\/[^<]*$/, `${names.map((name) => `<${name}/>`).join('')}$&`)
    : text;
}

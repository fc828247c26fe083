// Stands before the canned clouds and writes down what they are asked, in order.

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createEither } from '../../scripts/canned-clouds.mjs';

export interface Recorder {
  readonly url: string;
  /** `GET /path`; where the path does not say what is asked, with the operation. */
  readonly calls: readonly string[];
  readonly stop: () => void;
}

/**
 * @param upstream the URL of the canned clouds
 * @param held before its end nothing is answered
 */
export async function startRecorder(upstream: string, held?: Promise<void>): Promise<Recorder> {
  const calls: string[] = [];
  const server = createEither(async (incoming, response) => {
    const { method, url, headers } = incoming;
    const body = await text(incoming);
    calls.push(describeCall(incoming, body));
    await held;
    const outgoing = request(`${upstream}${url}`, { method, headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Amazon's services have one path, and say the operation in a header or a form. */
function describeCall({ method, url = '', headers }: IncomingMessage, body: string): string {
  const operation = headers['x-amz-target'] ?? new URLSearchParams(body).get('Action');
  const call = `${method} ${url.replace(/\?.*/s, '')}`;
  return operation === null ? call : `${call} ${operation}`;
}

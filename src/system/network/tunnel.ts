// A proxy is asked for a tunnel to a server.
// https://www.rfc-editor.org/rfc/rfc9110#name-connect

import type { Socket } from 'node:net';
import { USER_AGENT } from '../../version.ts';
import { TryError } from './failures.ts';
import { createParser, isPreliminary, loadParser, NO_BODY, NO_MORE_HTTP } from './http-parser.ts';
import { MAX_ANSWER_BYTES } from './limits.ts';
import { type Endpoint, hostAndPort, type ProxyServer } from './proxy.ts';
import { requestBytes } from './request-bytes.ts';
import { closedEarly } from './wire.ts';

/**
 * @param socket to the proxy; what it reads from then on, the server has sent
 * @throws {TryError} when the proxy refuses; whatever ends the connection before
 */
export async function openTunnel(
  socket: Socket,
  target: Endpoint,
  proxy: ProxyServer,
  signal: AbortSignal,
): Promise<void> {
  const authority = hostAndPort(target);
  const request = requestBytes({
    method: 'CONNECT',
    path: authority,
    headers: {
      host: authority,
      'user-agent': USER_AGENT,
      connection: 'keep-alive',
      ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
    },
    body: undefined,
  });
  const Parser = await loadParser();
  const parser = createParser(Parser);
  let status: number | undefined;
  let received = 0;
  parser[Parser.kOnHeadersComplete] = (...[, , , , , answered = 0]: number[]) => {
    if (isPreliminary(answered)) return NO_BODY;
    status = answered;
    return NO_MORE_HTTP;
  };
  await new Promise<void>((resolve, reject) => {
    const lost = (error: Error) => reject(signal.aborted ? signal.reason : error);
    const ended = () => lost(closedEarly());
    const read = (bytes: Buffer) => {
      received += bytes.length;
      if (received > MAX_ANSWER_BYTES) return lost(new TryError({ kind: 'tooLarge' }));
      const parsed = parser.execute(bytes);
      if (typeof parsed !== 'number') {
        lost(parsed);
      } else if (status !== undefined) {
        socket.off('data', read).off('end', ended).pause();
        socket.unshift(bytes.subarray(parsed));
        if (status >= 200 && status <= 299) resolve();
        else reject(new TryError({ kind: 'proxyStatus', status }));
      }
    };
    socket.on('error', lost).once('close', ended).once('end', ended).on('data', read);
    // Lost while the parser was loaded: there is no event for that any more.
    if (socket.destroyed) ended();
    else socket.write(request);
  });
}

// A request by a client that shows a certificate. Never on the kubelet's path.
// https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions

import { request } from 'node:https';
import { isIP } from 'node:net';
import type { Secret } from '../secret.ts';
import { MAX_BODY_BYTES } from './network/limits.ts';
import { checkServerIdentity } from './network/server-identity.ts';

interface CertifiedRequest {
  /** JSON that is posted; absent: nothing, and it is a GET. */
  readonly body?: string;
  readonly url: string;
  /** PEM; undefined: those that the runtime brings. */
  readonly authorities: string | undefined;
  readonly serverName: string | undefined;
  /** Both PEM. */
  readonly certificate: string;
  readonly key: Secret;
  readonly timeoutMs: number;
}

/** @throws an error that has nothing but the code in its message, such as ECONNREFUSED; the signal's reason */
export async function askWithCertificate(
  { url, body, authorities, serverName, certificate, key, timeoutMs }: CertifiedRequest,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  signal.throwIfAborted();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const { hostname } = new URL(url);
  const name = serverName ?? hostname.replace(/^\[|\]$/g, '');
  try {
    return await new Promise((resolve, reject) => {
      const fail = () => reject(new Error('closed'));
      const client = request(
        url,
        {
          agent: false,
          signal: limit,
          cert: certificate,
          key: key.reveal(),
          ...(authorities !== undefined && { ca: authorities }),
          ...(isIP(name) === 0 && { servername: name }),
          rejectUnauthorized: true,
          checkServerIdentity: (_host, shown) => checkServerIdentity(name, shown),
          minVersion: 'TLSv1.2',
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          let length = 0;
          answer.on('data', (chunk: Buffer) => {
            length += chunk.length;
            if (length > MAX_BODY_BYTES) answer.destroy();
            else chunks.push(chunk);
          });
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
          );
          answer.on('close', fail);
        },
      );
      client.on('error', reject);
      client.end(body);
    });
  } catch (error) {
    signal.throwIfAborted();
    const { code, name: kind } = error as NodeJS.ErrnoException;
    throw new Error(limit.aborted ? `no answer within ${timeoutMs / 1000} s` : (code ?? kind));
  }
}

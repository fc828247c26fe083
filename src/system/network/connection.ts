// From nothing to a connection that a request can be written to: TCP, the proxy's tunnel, TLS.
// https://www.rfc-editor.org/rfc/rfc9110#name-connect

import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { USER_AGENT } from '../../version.ts';
import { type Phase, TryError } from './failures.ts';
import { MAX_HEADER_BYTES } from './limits.ts';
import { type Endpoint, hostAndPort, type ProxyServer } from './proxy.ts';

export interface Route {
  readonly target: Endpoint;
  readonly proxy: ProxyServer | undefined;
}

export interface ConnectOptions {
  /** Ends the connection, unfinished or finished. */
  readonly signal: AbortSignal;
  /** Told of each step when it begins. */
  readonly enter: (phase: Phase) => void;
  readonly secureContext: () => Promise<SecureContext>;
}

/** For http through a proxy, the connection to the proxy itself; else one to the target. */
export async function connect({ target, proxy }: Route, options: ConnectOptions): Promise<Socket> {
  const socket = await connectTcp(proxy ?? target, options);
  if (proxy === undefined) {
    return target.tls ? startTls(socket, target, 'tls', options) : socket;
  }
  const toProxy = proxy.tls ? await startTls(socket, proxy, 'proxyTls', options) : socket;
  if (!target.tls) {
    return toProxy;
  }
  return startTls(await openTunnel(toProxy, target, proxy, options), target, 'tls', options);
}

async function connectTcp({ host, port }: Endpoint, { signal, enter }: ConnectOptions): Promise<Socket> {
  const net = await import('node:net');
  signal.throwIfAborted();
  enter(net.isIP(host) === 0 ? 'resolve' : 'connect');
  const socket = net.connect({ host, port, noDelay: true });
  // Whatever is built on it goes with it.
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  socket.once('lookup', (error: Error | null) => error === null && enter('connect'));
  return arrival(socket, 'connect', signal);
}

async function startTls(
  socket: Socket,
  { host }: Endpoint,
  phase: 'proxyTls' | 'tls',
  { signal, enter, secureContext }: ConnectOptions,
): Promise<Socket> {
  enter(phase);
  const tls = await import('node:tls');
  const net = await import('node:net');
  const context = await secureContext();
  const secure = tls.connect({
    socket,
    host,
    // The certificate is checked against `host`; an address is never a server name: RFC 6066.
    ...(net.isIP(host) === 0 && { servername: host }),
    secureContext: context,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  });
  return arrival(secure, 'secureConnect', signal);
}

async function openTunnel(
  socket: Socket,
  target: Endpoint,
  proxy: ProxyServer,
  { signal, enter }: ConnectOptions,
): Promise<Socket> {
  enter('tunnel');
  const http = await import('node:http');
  const authority = hostAndPort(target);
  return new Promise((resolve, reject) => {
    http
      .request({
        method: 'CONNECT',
        path: authority,
        headers: {
          host: authority,
          'user-agent': USER_AGENT,
          connection: 'keep-alive',
          ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
        },
        createConnection: () => socket,
        maxHeaderSize: MAX_HEADER_BYTES,
      })
      .once('connect', ({ statusCode = 0 }, _socket, head) => {
        if (statusCode < 200 || statusCode > 299) {
          reject(new TryError({ kind: 'proxyStatus', status: statusCode }));
          return;
        }
        socket.unshift(head);
        resolve(socket);
      })
      .on('error', (error) => reject(signal.aborted ? signal.reason : error))
      .end();
  });
}

/** Resolves once the socket has come so far. Its errors have a listener from then on: without, they end the process. */
function arrival<T extends Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const closed = () =>
      reject(signal.aborted ? signal.reason : Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    socket.once('close', closed);
    socket.on('error', reject);
    socket.once(event, () => {
      socket.removeListener('close', closed);
      resolve(socket);
    });
  });
}

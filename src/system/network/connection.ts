// From nothing to a connection that a request can be written to: TCP, the proxy's tunnel, TLS.

import type * as Net from 'node:net';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { FixedServer, OnlyAuthorities } from './door.ts';
import { TryError } from './failures.ts';
import { parseIp } from './ip.ts';
import type { Endpoint, ProxyServer } from './proxy.ts';
import { checkServerIdentity } from './server-identity.ts';
import type { ConnectionPhase } from './situation.ts';
import { connectHandle, findHandles } from './tcp-handle.ts';
import { isDistrust } from './tls-failures.ts';
import { createContext, type TlsTrust } from './trust.ts';
import { openTunnel } from './tunnel.ts';
import { socketWire, type Wire } from './wire.ts';

export interface Route {
  readonly target: Endpoint;
  readonly proxy: ProxyServer | undefined;
  /** What is connected to for the target, if that is no matter of its name; then there is no proxy. */
  readonly server: FixedServer | undefined;
  /** What vouches for the target; undefined: what the node trusts. For a proxy it is always that. */
  readonly authorities: OnlyAuthorities | undefined;
}

export interface ConnectOptions {
  /** Ends the connection, unfinished or finished. */
  readonly signal: AbortSignal;
  /** Told of each step when it begins. */
  readonly enter: (phase: ConnectionPhase) => void;
  readonly trust: TlsTrust;
}

/** For http through a proxy, the connection to the proxy itself; else one to the target. */
export async function connect(route: Route, options: ConnectOptions): Promise<Wire> {
  const { target, proxy, server } = route;
  const peer = server ?? proxy ?? target;
  const handles = !target.tls && !proxy?.tls && isAddress(peer.host) ? findHandles() : undefined;
  if (handles !== undefined) {
    options.signal.throwIfAborted();
    options.enter('connect');
    return connectHandle(handles, peer, options.signal);
  }
  return socketWire(await connectSocket(route, options));
}

function isAddress(host: string): boolean {
  return parseIp(host) !== undefined;
}

async function connectSocket(route: Route, options: ConnectOptions): Promise<Socket> {
  const { trust } = options;
  const { authorities } = route;
  if (authorities !== undefined) {
    return connectVerified(route, () => createContext([authorities.pem]), options);
  }
  const all = () => trust.all();
  if (!route.target.tls || route.proxy?.tls) {
    return connectVerified(route, all, options);
  }
  let hinted = true;
  const likely = async () => {
    const context = await trust.likely(route.target.host);
    hinted = context !== undefined;
    return context ?? all();
  };
  try {
    return await connectVerified(route, likely, options);
  } catch (error) {
    if (!hinted || !(error instanceof TryError) || error.flaw.kind !== 'distrusted') throw error;
    trust.giveUpLikely();
    return connectVerified(route, all, options);
  }
}

type ContextSource = () => Promise<SecureContext>;

async function connectVerified(
  { target, proxy, server }: Route,
  contextSource: ContextSource,
  options: ConnectOptions,
): Promise<Socket> {
  const net = await import('node:net');
  const arriving = connectTcp(net, server ?? proxy ?? target, options);
  // Parsing certificates takes as long as a connection: it is done while that is waited for.
  const [socket, ofTarget, ofProxy] = await Promise.all([
    arriving,
    target.tls ? contextSource() : undefined,
    proxy?.tls ? options.trust.all() : undefined,
  ]);
  const startTls = (over: Socket, endpoint: Endpoint, phase: 'proxyTls' | 'tls') => {
    const context = phase === 'tls' ? ofTarget : ofProxy;
    return secure(over, endpoint, context as SecureContext, () => options.enter(phase), options.signal);
  };
  if (proxy === undefined) {
    return target.tls ? startTls(socket, target, 'tls') : socket;
  }
  const toProxy = proxy.tls ? await startTls(socket, proxy, 'proxyTls') : socket;
  if (!target.tls) {
    return toProxy;
  }
  options.enter('tunnel');
  await openTunnel(toProxy, target, proxy, options.signal);
  return startTls(toProxy, target, 'tls');
}

function connectTcp(
  net: typeof Net,
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
  { signal, enter }: ConnectOptions,
): Promise<Socket> {
  signal.throwIfAborted();
  enter(net.isIP(host) === 0 ? 'resolve' : 'connect');
  const socket = net.connect({ host, port, noDelay: true });
  // Whatever is built on it goes with it.
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  socket.once('lookup', (error: Error | null) => error === null && enter('connect'));
  return arrival(socket, 'connect', signal);
}

async function secure(
  socket: Socket,
  { host }: Endpoint,
  secureContext: SecureContext,
  begin: () => void,
  signal: AbortSignal,
): Promise<Socket> {
  const tls = await import('node:tls');
  const net = await import('node:net');
  begin();
  const secured = tls.connect({
    socket,
    host,
    // The certificate is checked against `host`; an address is never a server name: RFC 6066.
    ...(net.isIP(host) === 0 && { servername: host }),
    secureContext,
    checkServerIdentity,
    rejectUnauthorized: true, // or NODE_TLS_REJECT_UNAUTHORIZED would decide, where the bundle runs on another Node
    ALPNProtocols: ['http/1.1'],
  });
  let issuer: string | undefined;
  // By the time of the error the certificate is gone; before it, this event is the only one.
  secured.prependOnceListener('secure', () => {
    const { CN, O } = secured.getPeerCertificate().issuer ?? {};
    issuer = [CN ?? O].flat()[0];
  });
  return arrival(secured, 'secureConnect', signal).catch((error) => {
    throw isDistrust(error) ? new TryError({ kind: 'distrusted', code: error.code, issuer }) : error;
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

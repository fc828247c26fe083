// Sockets on loopback that bring requests to fake services: one service, or many of which the host name chooses one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { CertificateFor } from './authority.ts';
import { type Service, send } from './service.ts';

export interface ListenOptions {
  /** With it, TLS. */
  readonly certificateFor?: CertificateFor;
  /** Loopback, unless in a network namespace of the test's own. */
  readonly address?: string;
  readonly port?: number;
}

export interface Listener {
  readonly port: number;
  /** `http://127.0.0.1:port`, or `https://localhost:port`, for which certificates exist. */
  readonly url: string;
  /** Ends every connection, also those which wait for an answer that will not come. */
  close(): Promise<void>;
}

/** A request for a host that no service has is answered 421. A single service takes all. */
export async function listen(services: readonly Service[], options: ListenOptions = {}): Promise<Listener> {
  const { certificateFor } = options;
  const handle = (incoming: IncomingMessage, response: ServerResponse): void => {
    // A client that hangs up in the middle of its request is no event here.
    serviceFor(services, incoming.headers.host ?? '')
      ?.handle(incoming, response)
      .catch(() => response.destroy()) ?? send(response, { status: 421, body: 'no such host here' });
  };
  const server =
    certificateFor === undefined
      ? createHttpServer(handle)
      : createHttpsServer(tlsOptions(certificateFor), handle);
  server.keepAliveTimeout = 60_000;
  return start(server, certificateFor === undefined ? 'http://127.0.0.1' : 'https://localhost', options);
}

/** Accepts connections and never says a word, not even in TLS. */
export const listenSilently = (): Promise<Listener> => start(createTcpServer(), 'http://127.0.0.1');

/** Its queue of connections is full, and nobody accepts one: whoever connects hears nothing. */
export async function listenWithoutAccepting(): Promise<Listener> {
  // In a process of its own, since Node accepts whatever comes; it fills its own queue.
  const script = `
import socket, sys
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(0)
clients = []
for _ in range(4):
    client = socket.socket()
    client.setblocking(False)
    client.connect_ex(server.getsockname())
    clients.append(client)
print(server.getsockname()[1], flush=True)
sys.stdin.read()
`;
  const child = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [printed] = await once(child.stdout, 'data');
  const port = Number(String(printed));
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
    },
  };
}

export async function start(
  server: Server,
  origin: string,
  { address = '127.0.0.1', port = 0 }: ListenOptions = {},
): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  });
  server.listen(port, address);
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `${origin}:${bound}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function serviceFor(services: readonly Service[], host: string): Service | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return services.length === 1 ? services[0] : services.find(({ hosts }) => hosts.test(name));
}

/** A certificate for whom asks for no name, and one for each name. */
function tlsOptions(certificateFor: CertificateFor) {
  const contextFor = (name: string | undefined): { readonly cert: string; readonly key: string } => {
    const { certificate: cert, key } = certificateFor(name);
    return { cert, key };
  };
  return {
    ...contextFor(undefined),
    SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) =>
      done(null, createSecureContext(contextFor(name))),
  };
}

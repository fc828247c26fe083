// An HTTP proxy for CONNECT on loopback, as on a company's node: it brings what is meant for the services' real host
// names to the fakes. RFC 9110, 9.3.6.
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Listener, start } from './listener.ts';

export interface ConnectProxyOptions {
  /** The loopback port for a target `host:port`; undefined: the proxy cannot reach it (502). */
  readonly portFor: (target: string) => number | undefined;
  /** Whom it lets through, by Basic authentication. */
  readonly user?: { readonly name: string; readonly password: string };
  /** It answers every CONNECT with this status. */
  readonly refuses?: number;
  /** Where it listens, when not on a port of loopback's choice. */
  readonly port?: number;
}

export interface ConnectProxy extends Listener {
  /** `host:port` of each CONNECT, and the status it got. */
  readonly targets: readonly { readonly target: string; readonly status: number }[];
  /** What is not CONNECT; a proxy for https alone sees none. */
  readonly others: readonly string[];
}

export async function startConnectProxy({
  portFor,
  user,
  refuses,
  port: own = 0,
}: ConnectProxyOptions): Promise<ConnectProxy> {
  const targets: { target: string; status: number }[] = [];
  const others: string[] = [];

  const statusFor = ({ url = '', headers }: IncomingMessage): number => {
    if (refuses !== undefined) return refuses;
    if (user !== undefined && headers['proxy-authorization'] !== basic(user)) return 407;
    return portFor(url) === undefined ? 502 : 200;
  };

  const server = createServer((request, response) => {
    others.push(`${request.method} ${request.url}`);
    response.writeHead(405).end();
  });
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    const { url: target = '' } = request;
    const status = statusFor(request);
    targets.push({ target, status });
    const port = portFor(target);
    if (status !== 200 || port === undefined) {
      const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="proxy"\r\n' : '';
      client.end(`HTTP/1.1 ${status} Refused\r\n${challenge}Content-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
  });
  return { ...(await start(server, 'http://127.0.0.1', { port: own })), targets, others };
}

const basic = ({ name, password }: { readonly name: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

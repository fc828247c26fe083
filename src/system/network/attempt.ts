// One try of a request: one connection, new or left over, and one answer.
// https://www.rfc-editor.org/rfc/rfc9112

import type { Agent, ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { hasTooManyNames, MAX_NAMES } from '../../names.ts';
import { USER_AGENT } from '../../version.ts';
import type { ConnectOptions, Route } from './connection.ts';
import type { HttpRequest, HttpResponse } from './door.ts';
import { TryError } from './failures.ts';
import { type Limits, MAX_BODY_BYTES, MAX_HEADER_BYTES } from './limits.ts';
import type { ConnectionPhase } from './situation.ts';
import { withLimits } from './watch.ts';

interface AttemptOptions {
  readonly route: Route;
  readonly limits: Limits;
  readonly agent: Agent;
  /** Makes a connection where none is left over. */
  readonly connect: (options: Pick<ConnectOptions, 'signal' | 'enter'>) => Promise<Socket>;
  /** Told of each step when it begins. */
  readonly enter: (phase: ConnectionPhase) => void;
}

/** What our agent is given with a request: how to connect when no connection is left over. */
interface Opening {
  readonly open: () => Promise<Socket>;
}

/** Keeps connections for further requests on the same route. None that waits for one keeps the process alive. */
export async function createAgent(): Promise<Agent> {
  const http = await import('node:http');
  const agent = new http.Agent({ keepAlive: true });
  agent.createConnection = (options, callback) => {
    (options as Partial<Opening>).open?.().then(
      (socket) => callback?.(null, socket),
      (error) => callback?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}

/** @throws the signal's reason, a TryError, or whatever ended the connection */
export async function attempt(
  request: HttpRequest,
  url: URL,
  signal: AbortSignal,
  { route, limits, agent, connect, enter }: AttemptOptions,
): Promise<HttpResponse> {
  const http = await import('node:http');
  signal.throwIfAborted();
  return withLimits(limits, signal, async (watch) => {
    const opening: Opening = {
      open: () => connect({ signal: watch.signal, enter }),
    };
    const client = http.request({
      agent,
      ...opening,
      host: route.target.host,
      port: route.target.port,
      method: request.method,
      path: isForwarded(route) ? `http://${url.host}${url.pathname}${url.search}` : url.pathname + url.search,
      headers: headersOf(request, url, route),
      setHost: false,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    watch.signal.addEventListener('abort', () => client.destroy(), { once: true });
    client.once('socket', () => {
      enter('answer');
      watch.connected();
    });
    const message = await answerTo(client, request.body);
    enter('body');
    watch.answered();
    return readAnswer(message, isForwarded(route));
  });
}

/** Whether the proxy is given the request itself, and not asked for a tunnel. */
function isForwarded({ target, proxy }: Route): boolean {
  return proxy !== undefined && !target.tls;
}

/** Between two neighbours only, or ours to decide. */
const NOT_THE_CALLERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function headersOf({ headers = {}, body, method }: HttpRequest, url: URL, route: Route): OutgoingHttpHeaders {
  const given = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !NOT_THE_CALLERS.has(name));
  return {
    'user-agent': USER_AGENT,
    ...Object.fromEntries(given),
    host: url.host,
    'accept-encoding': 'identity',
    ...((body !== undefined || (method !== 'GET' && method !== 'HEAD')) && {
      'content-length': Buffer.byteLength(body ?? ''),
    }),
    ...(isForwarded(route) &&
      route.proxy?.authorization !== undefined && { 'proxy-authorization': route.proxy.authorization }),
  };
}

function answerTo(client: ClientRequest, body: HttpRequest['body']): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    client.once('response', resolve);
    client.on('error', reject);
    // Without an error where the server switches to another protocol.
    client.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    client.end(body);
  });
}

async function readAnswer(message: IncomingMessage, forwarded: boolean): Promise<HttpResponse> {
  const status = message.statusCode ?? 0;
  if (forwarded && status === 407) {
    throw new TryError({ kind: 'proxyStatus', status });
  }
  if (message.rawHeaders.length > 2 * MAX_NAMES) {
    throw new TryError({ kind: 'tooManyNames' });
  }
  const headers = joinHeaders(message.rawHeaders);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new TryError({ kind: 'encoded', encoding });
  }
  const body = await readBody(message);
  if (!hasTooManyNames(body)) {
    return { status, headers, body };
  }
  if (status < 300) {
    throw new TryError({ kind: 'tooManyNames' });
  }
  // The page of a proxy or load balancer, an error or a redirect. Its status says what is needed, and its body is not parsed.
  return { status, headers, body: Buffer.alloc(0) };
}

function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    const earlier = headers.get(name);
    const value = raw[i + 1] as string;
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return Object.fromEntries(headers);
}

function readBody(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) {
        reject(new TryError({ kind: 'tooLarge' }));
        message.destroy();
        return;
      }
      chunks.push(chunk);
    });
    message.on('end', () => message.complete && resolve(Buffer.concat(chunks, length)));
    // A lost connection and a malformed chunk look the same here.
    message.on('error', () => reject(new TryError({ kind: 'torn' })));
    message.on('close', () => reject(new TryError({ kind: 'torn' })));
  });
}

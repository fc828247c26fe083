// One try of a request: one connection, new or left over, and one answer.
// https://www.rfc-editor.org/rfc/rfc9112

import { hasTooManyNames, MAX_NAMES } from '../../names.ts';
import { USER_AGENT } from '../../version.ts';
import { type AnswerHead, readAnswer } from './answer-reader.ts';
import type { ConnectOptions, Route } from './connection.ts';
import type { HttpRequest, HttpResponse } from './door.ts';
import { TryError } from './failures.ts';
import { loadParser } from './http-parser.ts';
import type { Limits } from './limits.ts';
import { requestBytes } from './request-bytes.ts';
import type { ConnectionPhase } from './situation.ts';
import { withLimits } from './watch.ts';
import type { Wire } from './wire.ts';

interface AttemptOptions {
  readonly route: Route;
  readonly limits: Limits;
  /** A connection: one that is left over, or a new one. */
  readonly connect: (options: Pick<ConnectOptions, 'signal' | 'enter'>) => Wire | Promise<Wire>;
  /** Takes a connection that another request may use. */
  readonly leave: (wire: Wire, headers: HttpResponse['headers']) => void;
  /** Told of each step when it begins. */
  readonly enter: (phase: ConnectionPhase) => void;
}

/** @throws the signal's reason, a TryError, or whatever ended the connection */
export async function attempt(
  request: HttpRequest,
  url: URL,
  signal: AbortSignal,
  { route, limits, connect, leave, enter }: AttemptOptions,
): Promise<HttpResponse> {
  return withLimits(limits, signal, async (watch) => {
    const bytes = requestBytes({
      method: request.method,
      path: isForwarded(route) ? `http://${url.host}${url.pathname}${url.search}` : url.pathname + url.search,
      headers: headersOf(request, url, route),
      body: request.body,
    });
    // It is on its way while the parser is loaded.
    const arriving = connect({ signal: watch.signal, enter });
    const [wire, Parser] = await Promise.all([arriving, loadParser()]);
    watch.signal.addEventListener('abort', () => wire.close(), { once: true });
    if (watch.signal.aborted) wire.close();
    watch.signal.throwIfAborted();
    enter('answer');
    watch.connected();
    const {
      status,
      body,
      headers: raw,
      isReusable,
    } = await readAnswer(Parser, wire, {
      request: bytes,
      isHead: request.method === 'HEAD',
      head(head) {
        enter('body');
        watch.answered();
        refuseHead(head, isForwarded(route));
      },
    });
    const headers = joinHeaders(raw);
    if (isReusable) leave(wire, headers);
    else wire.close();
    return withoutTooManyNames({ status, headers, body });
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

function headersOf(
  { headers = {}, body, method }: HttpRequest,
  url: URL,
  route: Route,
): Readonly<Record<string, string>> {
  const given = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !NOT_THE_CALLERS.has(name));
  return {
    'user-agent': USER_AGENT,
    ...Object.fromEntries(given),
    host: url.host,
    'accept-encoding': 'identity',
    connection: 'keep-alive',
    ...((body !== undefined || (method !== 'GET' && method !== 'HEAD')) && {
      'content-length': String(Buffer.byteLength(body ?? '')),
    }),
    ...(isForwarded(route) &&
      route.proxy?.authorization !== undefined && { 'proxy-authorization': route.proxy.authorization }),
  };
}

/** @throws {TryError} of what no body is read */
function refuseHead({ status, headers }: AnswerHead, forwarded: boolean): void {
  if (forwarded && status === 407) {
    throw new TryError({ kind: 'proxyStatus', status });
  }
  if (headers.length > 2 * MAX_NAMES) {
    throw new TryError({ kind: 'tooManyNames' });
  }
  const encoding = joinHeaders(headers)['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new TryError({ kind: 'encoded', encoding });
  }
}

function withoutTooManyNames(response: HttpResponse): HttpResponse {
  if (!hasTooManyNames(response.body)) {
    return response;
  }
  if (response.status < 300) {
    throw new TryError({ kind: 'tooManyNames' });
  }
  // The page of a proxy or load balancer, an error or a redirect. Its status says what is needed, and its body is not parsed.
  return { ...response, body: Buffer.alloc(0) };
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

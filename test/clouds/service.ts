// One fake service of a cloud: it answers requests, keeps a record of them, and misbehaves when a test asks it to.
// It knows nothing of sockets' addresses: any number of listeners (listener.ts) may bring it requests.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { type Misbehaviour, misbehave } from './misbehaviour.ts';
import { type Journal, redact } from './record.ts';

/** A request as it came off the wire, whole. */
export interface ReceivedRequest {
  readonly method: string;
  /** The Host header: name, and port if one was sent. */
  readonly host: string;
  /** The name that the client asked for in TLS (SNI); undefined: none. */
  readonly serverName: string | undefined;
  /** Undecoded, without the query. */
  readonly path: string;
  /** Undecoded, without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Name and value of each header, in the order in which they came. */
  readonly headerList: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What tells one service from another. */
export interface ServiceDefinition {
  readonly name: string;
  /** The real host names under which the service is reached; a listener for many services chooses by them. */
  readonly hosts: RegExp;
  /** What the Date header of its answers is; the real time, when absent. SDKs set their clocks by it. */
  readonly now?: () => Date;
  answer(request: ReceivedRequest): Answer | Promise<Answer>;
  /** "Too many requests" in the service's own form. */
  throttled(): Answer;
  /** A failure of the service's own, in its own form. */
  failing(status: number): Answer;
  /** Any documented error, in the service's own form. Where that has no place for a code, it is left out. */
  refusing(status: number, code: string, message: string): Answer;
}

export interface Service {
  readonly name: string;
  readonly hosts: RegExp;
  /** Until `behave`, or as often as the misbehaviour says. Of several that fit a request, the oldest acts. */
  misbehave(misbehaviour: Misbehaviour): void;
  behave(): void;
  handle(incoming: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createService(definition: ServiceDefinition, cloud: string, journal: Journal): Service {
  const { name, hosts } = definition;
  let pending: { readonly misbehaviour: Misbehaviour; left: number }[] = [];

  const take = (request: ReceivedRequest): Misbehaviour | undefined => {
    const found = pending.find(({ misbehaviour: { path, method }, left }) => {
      const fits =
        (path === undefined || path === request.path) && (method === undefined || method === request.method);
      return left > 0 && fits;
    });
    if (found !== undefined) found.left -= 1;
    return found?.misbehaviour;
  };

  return {
    name,
    hosts,
    misbehave: (misbehaviour) => {
      pending.push({ misbehaviour, left: misbehaviour.times ?? Number.POSITIVE_INFINITY });
    },
    behave: () => {
      pending = [];
    },
    async handle(incoming, response) {
      const request = await receive(incoming);
      const misbehaviour = take(request);
      const record = journal.add({
        cloud,
        service: name,
        ...redact(request),
        serverName: request.serverName,
        misbehaviour: misbehaviour?.kind,
        status: undefined,
      });
      const answer = (): Promise<Answer> => answerOf(definition, request);
      const given =
        misbehaviour === undefined
          ? send(response, await answer())
          : await misbehave(misbehaviour, definition, answer, response);
      record(given);
    },
  };
}

/** A mistake of the fake is an answer that no test takes for the service's own. */
async function answerOf(definition: ServiceDefinition, request: ReceivedRequest): Promise<Answer> {
  try {
    const { now } = definition;
    const { headers = {}, ...answer } = await definition.answer(request);
    return { ...answer, headers: { ...(now && { date: now().toUTCString() }), ...headers } };
  } catch (error) {
    const { stack = String(error) } = error as Error;
    return {
      status: 599,
      headers: { 'content-type': 'text/plain' },
      body: `fake ${definition.name}: ${stack}`,
    };
  }
}

/** Gives the status that was sent. */
export function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer): number {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
  return status;
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '/', headers, rawHeaders } = incoming;
  const [path = '/', ...queries] = url.split('?');
  const rawQuery = queries.join('?');
  const headerList = rawHeaders
    .map((name, index) => [name, rawHeaders[index + 1] ?? ''] as const)
    .filter((_, index) => index % 2 === 0);
  const body = Buffer.concat(chunks);
  const host = headers.host ?? '';
  const query = new URLSearchParams(rawQuery);
  const serverName = serverNameOf(incoming);
  return { method, host, serverName, path, rawQuery, query, headers, headerList, body };
}

const serverNameOf = (incoming: IncomingMessage): string | undefined =>
  (incoming.socket as Partial<TLSSocket>).servername || undefined;

export const json = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export const text = (status: number, body: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
});

/** The fields of a form body; undefined when the content type says that it is none. */
export const formOf = ({ headers, body }: ReceivedRequest): URLSearchParams | undefined =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '')
    ? new URLSearchParams(body.toString('utf8'))
    : undefined;

/** The body as a JSON object; undefined when it is none. */
export function jsonOf({ body }: ReceivedRequest): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The token of `Authorization: Bearer`. */
export const bearerOf = ({ headers }: ReceivedRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];

// The ways in which a service or the network before it goes wrong, as a test scripts them; plain data, so that a
// fake in another process takes them too.
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type ServiceDefinition, send } from './service.ts';

export type Misbehaviour = Limits &
  (
    | { readonly kind: 'late'; readonly ms: number }
    /** In the service's own form. `retryAfter` as the header has it: seconds or a date. */
    | { readonly kind: 'throttled'; readonly retryAfter?: string }
    /** In the service's own form: 500, 502, 503, 504. */
    | { readonly kind: 'failing'; readonly status: number; readonly retryAfter?: string }
    /** Any error that the service documents, in its own form. */
    | { readonly kind: 'refusing'; readonly status: number; readonly code: string; readonly message: string }
    /** The true answer, and the connection ends in the middle of its body. */
    | { readonly kind: 'torn' }
    /** The true answer, and then white space that every parser skips; its length announced or not. */
    | { readonly kind: 'oversized'; readonly bytes?: number; readonly announced?: boolean }
    | { readonly kind: 'redirecting'; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
    | { readonly kind: 'wrongContentType'; readonly contentType?: string }
    /** Status and headers of the true answer, but the page of some proxy as the body. */
    | { readonly kind: 'page' }
    | { readonly kind: 'empty' }
    /** The true answer, one byte after the other. */
    | { readonly kind: 'dripping'; readonly msPerByte: number }
    /** The request is taken, and nothing ever comes back. */
    | { readonly kind: 'blackHole' }
    /** A TCP reset instead of an answer. */
    | { readonly kind: 'reset' }
    /** What the test says. */
    | { readonly kind: 'answer'; readonly answer: Answer }
    /** The true answer with other members in its JSON object; `undefined` and null as in JSON. */
    | { readonly kind: 'changed'; readonly members: Readonly<Record<string, unknown>> }
  );

export interface Limits {
  /** Only for the first requests, so many; always, when absent. */
  readonly times?: number;
  /** Only for this path, whole and undecoded. */
  readonly path?: string;
  readonly method?: string;
}

export const PAGE = '<!DOCTYPE html><html><body><h1>Blocked by policy</h1></body></html>';
const DEFAULT_OVERSIZE = 1024 * 1024 + 1;

/** Gives the status that was sent, if one was. */
export async function misbehave(
  misbehaviour: Misbehaviour,
  service: ServiceDefinition,
  trueAnswer: () => Promise<Answer>,
  response: ServerResponse,
): Promise<number | undefined> {
  switch (misbehaviour.kind) {
    case 'late':
      await delay(misbehaviour.ms, undefined, { ref: false });
      return send(response, await trueAnswer());
    case 'throttled':
      return send(response, withRetryAfter(service.throttled(), misbehaviour.retryAfter));
    case 'failing':
      return send(response, withRetryAfter(service.failing(misbehaviour.status), misbehaviour.retryAfter));
    case 'refusing':
      return send(response, service.refusing(misbehaviour.status, misbehaviour.code, misbehaviour.message));
    case 'torn':
      return tear(response, await trueAnswer());
    case 'oversized':
      return overfill(response, await trueAnswer(), misbehaviour);
    case 'redirecting':
      return send(response, { status: misbehaviour.status ?? 302, headers: { location: misbehaviour.to } });
    case 'wrongContentType': {
      const answer = await trueAnswer();
      const contentType = misbehaviour.contentType ?? 'text/html; charset=utf-8';
      return send(response, { ...answer, headers: { ...answer.headers, 'content-type': contentType } });
    }
    case 'page':
      return send(response, { ...(await trueAnswer()), body: PAGE });
    case 'empty':
      return send(response, { ...(await trueAnswer()), body: '' });
    case 'dripping':
      return drip(response, await trueAnswer(), misbehaviour.msPerByte);
    case 'blackHole':
      return undefined;
    case 'reset':
      response.socket?.resetAndDestroy();
      return undefined;
    case 'answer':
      return send(response, misbehaviour.answer);
    case 'changed': {
      const answer = await trueAnswer();
      const body = JSON.stringify({ ...JSON.parse(answer.body ?? ''), ...misbehaviour.members });
      return send(response, { ...answer, body });
    }
  }
}

const withRetryAfter = (answer: Answer, retryAfter: string | undefined): Answer =>
  retryAfter === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': retryAfter } };

function tear(response: ServerResponse, { status, headers = {}, body = '' }: Answer): number {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  const half = body.slice(0, Math.floor(body.length / 2));
  response.write(half, () => response.socket?.end());
  return status;
}

function overfill(
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
  { bytes = DEFAULT_OVERSIZE, announced = false }: { readonly bytes?: number; readonly announced?: boolean },
): number {
  const filled = body.padEnd(bytes, ' ');
  const length = announced ? { 'content-length': Buffer.byteLength(filled) } : {};
  response.writeHead(status, { ...headers, ...length });
  response.end(filled);
  return status;
}

async function drip(
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
  msPerByte: number,
): Promise<number> {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  for (const byte of Buffer.from(body)) {
    if (response.destroyed) return status;
    response.write(Uint8Array.of(byte));
    await delay(msPerByte, undefined, { ref: false });
  }
  response.end();
  return status;
}

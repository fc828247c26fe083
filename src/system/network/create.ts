// The door itself: routes a request, tries it, and tries it again where that is worth it.

import { ProviderError } from '../../errors.ts';
import { Deadline } from '../deadline.ts';
import { sleep as sleepUnlessAborted } from '../sleep.ts';
import { attempt } from './attempt.ts';
import { type ConnectOptions, connect, type Route } from './connection.ts';
import type { HttpRequest, HttpResponse, Network, NetworkOptions, SentRequest } from './door.ts';
import { EarlyConnection } from './early-connection.ts';
import { describeFailure, describeWait, type Failure } from './failures.ts';
import { LeftOvers } from './left-over.ts';
import { LIMITS } from './limits.ts';
import { chooseProxy, endpointOf, exemptionOf, hostAndPort, misreadExemptionOf } from './proxy.ts';
import { createBudget, delayBeforeNextTry, parseRetryAfter } from './retry.ts';
import { type ConnectionPhase, nameOf } from './situation.ts';
import { createTrust } from './trust.ts';
import type { Wire } from './wire.ts';

/** A request on its way, for the question what takes so long. */
interface Sending {
  /** What it waits for. */
  wait: () => string;
}

/** Costs nothing: whatever a request needs is loaded and read with the first one that does. */
export function createNetwork(options: NetworkOptions): Network {
  const {
    env,
    clock = Date.now,
    now = Date.now,
    random = Math.random,
    sleep = sleepUnlessAborted,
    deadline = new Deadline(Number.POSITIVE_INFINITY, clock),
    limits = LIMITS,
  } = options;
  const calls: SentRequest[] = [];
  const budget = createBudget();
  const leftOver = new LeftOvers(clock);
  const early = new Map<string, EarlyConnection>();
  const trust = createTrust(options);

  return { calls, send, connectAhead };

  function connectAhead(url: string, signal: AbortSignal): void {
    try {
      const target = endpointOf(new URL(url));
      const proxy = chooseProxy(target, env);
      const route = { target, proxy, server: undefined, authorities: undefined };
      if (!signal.aborted && !early.has(keyOf(route))) {
        early.set(keyOf(route), new EarlyConnection(route, trust, signal));
      }
    } catch (error) {
      // A proxy's variable that is of no use: the request says so.
      if (!(error instanceof ProviderError)) throw error;
    }
  }

  async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    signal.throwIfAborted();
    const url = parseUrl(request);
    const route = routeOf(request, url);
    const sending: Sending = { wait: () => request.step };
    return deadline.during(
      () => sending.wait(),
      () => sendUntil(signal, request, url, route, sending),
    );
  }

  async function sendUntil(
    signal: AbortSignal,
    request: HttpRequest,
    url: URL,
    route: Route,
    sending: Sending,
  ): Promise<HttpResponse> {
    const startedAt = clock();
    for (let tries = 1; ; tries++) {
      const outcome = await tryOnce(request, url, route, signal, sending);
      const delay = isWorthAnother(request, outcome)
        ? delayBeforeNextTry(
            {
              tries,
              elapsedMs: clock() - startedAt,
              remainingMs: deadline.remainingMs(),
              retryAfterMs:
                'status' in outcome ? parseRetryAfter(outcome.headers['retry-after'], now()) : undefined,
            },
            budget,
            random,
          )
        : undefined;
      if (delay === undefined) {
        if ('status' in outcome) return outcome;
        throw tries === 1 ? outcome.error : afterTries(outcome.error, tries);
      }
      sending.wait = () =>
        'status' in outcome
          ? `${request.step}: ${nameOf(route.target)} answered ${outcome.status}`
          : outcome.error.message;
      await sleep(delay, signal);
    }
  }

  function routeOf({ kind, server, authorities }: HttpRequest, url: URL): Route {
    const target = endpointOf(url);
    const isDirect = kind === 'metadata' || server !== undefined;
    return { target, proxy: isDirect ? undefined : chooseProxy(target, env), server, authorities };
  }

  async function tryOnce(
    request: HttpRequest,
    url: URL,
    route: Route,
    signal: AbortSignal,
    sending: Sending,
  ): Promise<HttpResponse | Failure> {
    const { step, method, kind = 'service' } = request;
    const { target, server } = route;
    const call = { step, method, host: hostAndPort(target) };
    const index = calls.push({ ...call, connected: false, begun: false, status: undefined, ms: 0 }) - 1;
    const startedAt = clock();
    let phase: ConnectionPhase = 'connect';
    sending.wait = () => describeWait({ step, ...route, phase, kind });
    let status: number | undefined;
    try {
      const response = await attempt(request, url, signal, {
        route,
        limits: limits[kind],
        connect: (options) => leftOver.take(keyOf(route)) ?? connectionOf(route, options),
        leave: (wire, headers) => leftOver.leave(keyOf(route), wire, headers),
        enter: (next) => {
          phase = next;
        },
      });
      status = response.status;
      return response;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof ProviderError) throw error;
      const isSubject = kind !== 'metadata' && server === undefined;
      const exemptBy = isSubject && route.proxy === undefined ? exemptionOf(target, env) : undefined;
      const notExemptBy = route.proxy === undefined ? undefined : misreadExemptionOf(target, env);
      const { caFile } = options;
      return describeFailure(error, { step, ...route, phase, kind, exemptBy, notExemptBy, caFile });
    } finally {
      const reached = phase as ConnectionPhase; // TypeScript does not see the assignment
      const begun = reached === 'body';
      const connected = begun || reached === 'answer';
      const ms = clock() - startedAt;
      calls[index] = { ...call, connected, begun, status, ms };
    }
  }

  async function connectionOf(
    route: Route,
    options: Pick<ConnectOptions, 'signal' | 'enter'>,
  ): Promise<Wire> {
    const begun = early.get(keyOf(route));
    early.delete(keyOf(route));
    return (await begun?.take(options)) ?? connect(route, { ...options, trust });
  }
}

/** Equal for all that may share a connection. */
function keyOf({ target, proxy, server, authorities }: Route): string {
  const at = [target, proxy, server].map((each) => each && hostAndPort(each));
  return [target.tls, ...at, authorities?.pem].join(' ');
}

/** What was asked for is never shown: path and query may hold a secret. */
function parseUrl({ step, url }: HttpRequest): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    throw new ProviderError(`${step}: the endpoint is not an http or https URL`, {
      code: 'CONFIG_INVALID',
      hint: 'correct the endpoint in the configuration or environment',
    });
  }
  return parsed;
}

function isWorthAnother({ retry }: HttpRequest, outcome: HttpResponse | Failure): boolean {
  if (retry === 'never') {
    return false;
  }
  if (!('status' in outcome)) {
    return outcome.passing && retry !== 'answered';
  }
  const { status } = outcome;
  return status === 408 || status === 429 || status >= 500 || (typeof retry === 'function' && retry(outcome));
}

function afterTries(error: ProviderError, tries: number): ProviderError {
  return new ProviderError(`${error.message}, tried ${tries} times`, {
    code: error.code,
    hint: error.hint,
    cause: error.cause,
  });
}

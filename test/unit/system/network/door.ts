// The door to the network as its tests use it: real sockets on loopback, no waiting between tries.

import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { Deadline } from '../../../../src/system/deadline.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type {
  HttpRequest,
  HttpResponse,
  Network,
  NetworkOptions,
} from '../../../../src/system/network/door.ts';
import { type Listener, start } from '../../../clouds/listener.ts';

/** What no message, cause or call may show. It stands in each URL, header and body that `ask` sends. */
export const CANARY = 'canary-5bd0';

export interface Door extends Network, Pick<Deadline, 'waitingFor'> {
  /** Milliseconds of each wait between two tries; none was waited for. */
  readonly waits: readonly number[];
}

export function openDoor(options: Partial<NetworkOptions> = {}): Door {
  const waits: number[] = [];
  const deadline = new Deadline(Number.POSITIVE_INFINITY, () => 0);
  const network = createNetwork({
    deadline,
    env: {},
    systemBundles: [],
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  return Object.assign(network, { waits, waitingFor: () => deadline.waitingFor() });
}

export function ask(
  network: Network,
  url: string,
  extra: Partial<HttpRequest> & { readonly signal?: AbortSignal } = {},
): Promise<HttpResponse> {
  const { signal = new AbortController().signal, ...request } = extra;
  return network.send(
    {
      step: 'get token',
      method: 'POST',
      url: `${url}/path-${CANARY}?query=${CANARY}`,
      headers: { authorization: `Bearer ${CANARY}` },
      body: `body=${CANARY}`,
      ...request,
    },
    signal,
  );
}

/** The line that tells of the failure, which shows nothing that it must not. */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    (value) => assert.fail(`no failure but ${inspect(value)}`),
    (reason) => reason,
  );
  assert.ok(error instanceof ProviderError, inspect(error));
  assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), new RegExp(CANARY));
  return formatError(error);
}

/** A web server that closes with the test. */
export async function serve(context: TestContext, handle: RequestListener): Promise<Listener> {
  return closing(context, await start(createHttpServer(handle), 'http://127.0.0.1'));
}

/** A server that is given each connection as it comes. */
export async function serveRaw(context: TestContext, handle: (socket: Socket) => void): Promise<Listener> {
  return closing(context, await start(createTcpServer(handle), 'http://127.0.0.1'));
}

/** A server that answers whatever it is sent with these bytes, and then hangs up if it is told. */
export function serveText(
  context: TestContext,
  text: string,
  then: 'end' | 'wait' = 'end',
): Promise<Listener> {
  return serveRaw(context, (socket) => {
    socket.once('data', () => {
      socket.write(text, 'latin1');
      if (then === 'end') socket.end();
    });
  });
}

export function closing<T extends Listener>(context: TestContext, listener: T): T {
  context.after(() => listener.close());
  return listener;
}

// The door keeps our own reason, whatever an SDK makes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SdkDoor } from '../../../../src/backend/cloud/sdk-door.ts';
import { ProviderError } from '../../../../src/errors.ts';
import type { HttpResponse, Network } from '../../../../src/system/network/door.ts';

const REQUEST = { step: 'token', method: 'GET', url: 'https://a.example/' } as const;
const OK: HttpResponse = { status: 200, headers: {}, body: Buffer.from('') };
const REFUSED = new ProviderError('token: a.example refused the connection', {
  code: 'NETWORK_FAILED',
  hint: 'check it',
  retryAfterMs: 5,
  cause: 'x',
});

function networkOf(...outcomes: readonly (HttpResponse | Error)[]): Network {
  const left = [...outcomes];
  return {
    calls: [],
    async send(_request, signal) {
      signal.throwIfAborted();
      const outcome = left.shift();
      if (outcome instanceof Error || outcome === undefined) throw outcome;
      return outcome;
    },
  };
}

const { signal } = new AbortController();

test('an answer is an answer', async () => {
  const door = new SdkDoor(networkOf({ ...OK, status: 503 }), signal);
  assert.equal((await door.send(REQUEST)).status, 503);
  assert.equal(door.failure, undefined);
});

test('the latest failure is kept, until there is an answer', async () => {
  const door = new SdkDoor(networkOf(REFUSED, OK), signal);
  await assert.rejects(door.send(REQUEST), (error) => error === REFUSED);
  assert.equal(door.failure, REFUSED);
  await door.send(REQUEST);
  assert.equal(door.failure, undefined);
});

test('what is not ours is thrown as it is, and is no reason', async () => {
  const bug = new TypeError('x');
  const door = new SdkDoor(networkOf(REFUSED, bug), signal);
  await assert.rejects(door.send(REQUEST));
  await assert.rejects(door.send(REQUEST), (error) => error === bug);
  assert.equal(door.failure, undefined);
});

test("the deadline's own words stay as they are", async () => {
  const reason = new ProviderError('no answer within the deadline', { code: 'DEADLINE_EXCEEDED' });
  const door = new SdkDoor(networkOf(OK), AbortSignal.abort(reason));
  await assert.rejects(door.send(REQUEST), (error) => error === reason);
});

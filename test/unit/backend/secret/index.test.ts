// How soon a rotation is seen, by what the node's cache and the kubelet keep together, and which entries of a docker config are left out.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeAnswer } from '../../../../src/answer.ts';
import { NodeCache } from '../../../../src/cache/node-cache.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { Deadline } from '../../../../src/system/deadline.ts';
import { startAws } from '../../../clouds/aws.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { ALICE, ALICE_KEYS, WORLD } from '../ecr/world.ts';
import { prepare } from './stores.ts';

const MINUTE = 60_000;
const CACHE_MS = 15 * MINUTE;

/** A node and its store, and the clock of both. */
async function start(context: TestContext) {
  const clock = { now: Date.UTC(2026, 10, 29, 12), onTheWay: 0 };
  const versions = [{ id: '00000000-0000-4000-8000-000000000001', text: 'puller:old' }];
  const aws = await startAws({
    ...WORLD,
    now: () => {
      clock.now += clock.onTheWay;
      clock.onTheWay = 0;
      return new Date(clock.now);
    },
    users: (WORLD.users ?? []).map((user) =>
      user.arn === ALICE ? { ...user, allows: ['secretsmanager:GetSecretValue'] } : user,
    ),
    secrets: [{ name: 'pull/hub', versions }],
  });
  context.after(() => aws.close());
  const directory = join(temporaryFolder(context).path, 'cache');
  /** One process. What the kubelet gets of it: the password, and until when it may keep it. */
  const pull = async (image = 'registry.example/team/app:1') => {
    const now = () => clock.now;
    const uid = process.getuid?.() ?? -1;
    const cache = new NodeCache({ directory, uid, now, graceMs: 0, deadline: new Deadline(45_000, () => 0) });
    const { backend, request } = prepare({
      secret: { awsSecretsManager: { secretId: 'pull/hub', region: 'eu-west-1' } },
      env: { HOME: '/no/such/home', ...aws.env, ...ALICE_KEYS },
      image,
      now,
      cache,
    });
    const found = await backend.getCredentials(request, new AbortController());
    assert.ok(found !== undefined);
    const options = { image: request.image, wholeRegistry: true, cacheDurationMs: CACHE_MS, now: now() };
    const { auth, cacheDurationMs } = makeAnswer(found, options);
    assert.deepEqual(cache.report?.troubles, []);
    return {
      outcome: cache.report?.outcome,
      passwords: auth.map(({ password }) => password.reveal()),
      usedUntil: clock.now + cacheDurationMs,
    };
  };
  const rotate = (text: string) => versions.splice(0, 1, { id: versions[0]?.id ?? '', text });
  return { aws, clock, pull, rotate, asked: () => aws.requests.length };
}

async function lineOf(failing: Promise<unknown>): Promise<string> {
  try {
    await failing;
  } catch (error) {
    if (error instanceof ProviderError) return formatError(error);
  }
  return 'it did not fail';
}

test('a version that is written at once after a reading is used within cacheDuration', async (context) => {
  const { clock, pull, rotate, asked } = await start(context);
  const t0 = clock.now;
  const first = await pull();
  assert.deepEqual([first.outcome, first.passwords], ['asked', ['old']]);
  rotate('puller:new');

  clock.now = t0 + 10 * MINUTE;
  const second = await pull();
  assert.deepEqual([second.outcome, second.passwords, asked()], ['hit', ['old'], 1]);
  assert.ok(second.usedUntil > clock.now && second.usedUntil <= t0 + CACHE_MS);

  clock.now = t0 + CACHE_MS;
  const third = await pull();
  assert.deepEqual([third.outcome, third.passwords, asked()], ['asked', ['new'], 2]);
});

test('whenever a Pod comes, neither cache keeps the old version beyond cacheDuration', async (context) => {
  const { clock, pull, rotate } = await start(context);
  const t0 = clock.now;
  await pull();
  rotate('puller:new');
  for (let second = 0; second <= 15 * 60; second += 30) {
    clock.now = t0 + second * 1000;
    const { passwords, usedUntil } = await pull();
    assert.ok(passwords[0] === 'new' || usedUntil <= t0 + CACHE_MS, `after ${second} s`);
  }
});

test('while the store is down, the old one is used until cacheDuration is over, and no longer', async (context) => {
  const { aws, clock, pull, rotate } = await start(context);
  rotate('{"auths":{"registry.example":{"username":"puller","password":"old"}}}');
  const t0 = clock.now;
  await pull();
  aws.services.secretsmanager.misbehave({ kind: 'failing', status: 503 });
  clock.now = t0 + 14 * MINUTE;
  const old = await pull();
  assert.deepEqual([old.outcome, old.passwords], ['old', ['old']]);
  assert.ok(old.usedUntil <= t0 + CACHE_MS);
  clock.now = t0 + CACHE_MS;
  await assert.rejects(pull(), /status 503/);
});

test('what was long on its way counts from before the reading', async (context) => {
  const { clock, pull } = await start(context);
  const t0 = clock.now;
  clock.onTheWay = 40_000;
  const { usedUntil } = await pull();
  assert.equal(clock.now, t0 + 40_000);
  assert.equal(usedUntil, clock.now + ((CACHE_MS - 40_000) * 4) / 5);
});

test('an entry that no header and no cache can have is left out of a docker config', async (context) => {
  const { pull, rotate, asked } = await start(context);
  const auth = btoa('puller:with a line end\n');
  const auths = {
    'registry.example/team': { auth },
    'registry.example/empty': {},
    'registry.example': { username: 'puller', password: 'good' },
  };
  rotate(JSON.stringify({ auths }));
  assert.deepEqual((await pull()).passwords, ['good']);
  assert.deepEqual((await pull('registry.example/empty:1')).passwords, ['good']);
  assert.equal(asked(), 1);
});

test('that one image has no entry is not remembered for another', async (context) => {
  const { pull, rotate, asked } = await start(context);
  const auths = {
    'registry.example/team': { username: 'puller', password: 'good' },
    'registry.example/helped': {},
  };
  rotate(JSON.stringify({ auths, credHelpers: { 'registry.example/helped': 'pass' } }));
  const line =
    /no entry that matches "registry\.example\/helped".*malformed ones, and those of credential helpers/;
  assert.match(await lineOf(pull('registry.example/helped:1')), line);
  assert.deepEqual((await pull()).passwords, ['good']);
  assert.equal(asked(), 1);
});

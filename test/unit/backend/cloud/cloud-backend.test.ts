// Host first, then who asks, and only then the network; `explain` sees the same without it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CredentialCache, Question } from '../../../../src/backend/backend.ts';
import { CloudBackend } from '../../../../src/backend/cloud/cloud-backend.ts';
import { ProviderError } from '../../../../src/errors.ts';
import { FakeCloud, pullOf, ruleOf } from './cloud.ts';

const APP = { namespace: 'team-a', name: 'app' };
const { signal } = new AbortController();

describe('host pinning', () => {
  for (const host of ['own.example:443', 'own.example.evil.example', 'evil.example', 'a.own.example']) {
    test(`${host} is refused before anybody is chosen or asked`, async () => {
      const cloud = new FakeCloud();
      // A token that is none would be noticed, if anybody looked.
      const rule = ruleOf({ identity: 'serviceAccount', matchImages: ['*.example'] });
      const backend = new CloudBackend(rule, {}, cloud);
      const pull = pullOf(`${host}/a`, { ...APP, token: 'canary' });
      const refused = {
        code: 'HOST_REFUSED',
        message: `rule "team-a": ecr: "${host}" is not a registry of this cloud (own.example)`,
        hint: 'narrow matchImages; for a mirror or pull-through cache, set the real registry in ecr.registry',
      };
      await assert.rejects(backend.getCredentials(pull, { signal }), refused);
      assert.throws(() => backend.describe(pull), refused);
      assert.deepEqual([cloud.planned, cloud.asked], [[], []]);
    });
  }

  test('`registry` is asked for, whatever the image is', async () => {
    const cloud = new FakeCloud('other.own.example');
    const backend = new CloudBackend(ruleOf(), {}, cloud);
    await backend.getCredentials(pullOf('docker.io/library/nginx'), { signal });
    await backend.getCredentials(pullOf('own.example/a'), { signal });
    assert.deepEqual(cloud.asked, ['node other.own.example', 'node other.own.example']);
  });

  test('a `registry` that is none of its own is refused', async () => {
    const cloud = new FakeCloud('evil.example');
    await assert.rejects(
      new CloudBackend(ruleOf(), {}, cloud).getCredentials(pullOf('own.example/a'), { signal }),
      {
        code: 'HOST_REFUSED',
        message: 'rule "team-a": ecr: "evil.example" is not a registry of this cloud (own.example)',
        hint: 'correct ecr.registry',
      },
    );
    assert.deepEqual(cloud.planned, []);
  });
});

describe('who asks', () => {
  test('the node, the service account, nobody', async () => {
    const cloud = new FakeCloud();
    const ask = (rule: Parameters<typeof ruleOf>[0], account?: typeof APP) =>
      new CloudBackend(ruleOf(rule), {}, cloud).getCredentials(pullOf('own.example/a', account), { signal });
    assert.equal((await ask({}, APP))?.entries[0]?.username, 'node');
    assert.equal((await ask({ identity: 'serviceAccount' }, APP))?.entries[0]?.username, 'team-a/app');
    assert.equal(await ask({ identity: 'serviceAccount', onMissingServiceAccount: 'anonymous' }), undefined);
    await assert.rejects(ask({ identity: 'serviceAccount' }), { code: 'SERVICE_ACCOUNT_MISSING' });
    assert.deepEqual(cloud.asked, ['node own.example', 'team-a/app own.example']);
  });
});

test('a question goes through the cache where there is one, after the host and who asks', async () => {
  const cloud = new FakeCloud();
  const through: string[] = [];
  const cache: CredentialCache = {
    async through({ backend, registry, key, ask }, stop) {
      through.push(`${backend} ${registry} ${key.who}`);
      return ask(stop.signal);
    },
  };
  const backend = new CloudBackend(ruleOf(), { cache: async () => cache }, cloud);
  await assert.rejects(backend.getCredentials(pullOf('evil.example/a'), { signal }), {
    code: 'HOST_REFUSED',
  });
  assert.deepEqual(through, []);
  assert.equal(
    (await backend.getCredentials(pullOf('own.example/a'), { signal }))?.entries[0]?.username,
    'node',
  );
  assert.deepEqual([through, cloud.asked], [['ecr own.example node'], ['node own.example']]);
});

describe('explain', () => {
  test('registry, who asks, what the question tells, and what it would ask; nothing is asked', () => {
    const cloud = new FakeCloud();
    const backend = new CloudBackend(ruleOf({ identity: 'serviceAccount' }), {}, cloud);
    const { question, ...description } = backend.describe(pullOf('own.example/a', APP));
    assert.deepEqual([question?.backend, question?.registry], ['ecr', 'own.example']);
    assert.deepEqual(description, {
      details: { host: 'own.example', asks: 'serviceAccount', account: 'team-a/app' },
      scope: 'registry',
      warnings: ['a warning of team-a/app'],
    });
    assert.ok(question !== undefined);
    const { ask: _, ...asked } = question;
    assert.deepEqual(asked, {
      rule: 'team-a',
      backend: 'ecr',
      registry: 'own.example',
      key: { who: 'team-a/app', host: 'own.example' },
      byToken: true,
      imagined: false,
    });
    assert.deepEqual(cloud.asked, []);
  });

  test('a service account that is only imagined', () => {
    const pull = { ...pullOf('own.example/a', APP), serviceAccountToken: undefined };
    const rule = ruleOf({ identity: 'serviceAccount' });
    const { question } = new CloudBackend(rule, {}, new FakeCloud()).describe(pull);
    assert.equal(question?.imagined, true);
  });

  test('nobody', () => {
    const rule = ruleOf({ identity: 'serviceAccount', onMissingServiceAccount: 'anonymous' });
    const cloud = new FakeCloud();
    assert.deepEqual(new CloudBackend(rule, {}, cloud).describe(pullOf('own.example/a')), {
      details: { host: 'own.example', asks: 'anonymous' },
      scope: 'registry',
      warnings: [],
    });
    assert.deepEqual(cloud.planned, []);
  });

  test('what fails before the network fails in explain too', () => {
    const cloud = new FakeCloud();
    cloud.questionOf = () => {
      throw new ProviderError('no role', { code: 'ANNOTATION_MISSING', hint: 'name one' });
    };
    assert.throws(() => new CloudBackend(ruleOf(), {}, cloud).describe(pullOf('own.example/a')), {
      code: 'ANNOTATION_MISSING',
      message: 'rule "team-a": ecr: no role',
      hint: 'name one',
    });
  });
});

test('a failure says whose it is, and the deadline has words of its own', async () => {
  const failure = new ProviderError('denied', { code: 'BACKEND_DENIED', retryAfterMs: 5, cause: 'x' });
  const reason = new ProviderError('no time left', { code: 'DEADLINE_EXCEEDED' });
  const bug = new TypeError('bug');
  const cloud = new FakeCloud();
  const cache: CredentialCache = { through: ({ ask }, stop) => ask(stop.signal) };
  for (const surroundings of [{}, { cache: async () => cache }]) {
    const failing = async (error: Error, ownSignal = signal) => {
      cloud.ask = () => Promise.reject(error);
      return new CloudBackend(ruleOf(), surroundings, cloud).getCredentials(pullOf('own.example/a'), {
        signal: ownSignal,
      });
    };
    await assert.rejects(failing(failure), {
      message: 'rule "team-a": ecr: denied',
      code: 'BACKEND_DENIED',
      retryAfterMs: 5,
      cause: 'x',
    });
    await assert.rejects(failing(failure, AbortSignal.abort(reason)), (error) => error === reason);
    await assert.rejects(failing(bug), (error) => error === bug);
  }
});

describe('the cache', () => {
  test('is asked in the place of the cloud, with all that decides the answer', async () => {
    const cloud = new FakeCloud('own.example');
    const questions: Question[] = [];
    const cache: CredentialCache = {
      through: async (question) => {
        questions.push(question);
        return { entries: [], scope: 'registry' };
      },
    };
    const backend = new CloudBackend(ruleOf(), { cache: async () => cache }, cloud);
    await backend.getCredentials(pullOf('docker.io/library/nginx'), { signal });
    assert.deepEqual(cloud.asked, []);
    const [question] = questions;
    assert.deepEqual(
      [question?.backend, question?.registry, question?.imagined],
      ['ecr', 'own.example', undefined],
    );
    await question?.ask(signal);
    assert.deepEqual(cloud.asked, ['node own.example']);
  });

  test('that is turned off leaves the cloud to be asked', async () => {
    const cloud = new FakeCloud();
    const backend = new CloudBackend(ruleOf(), { cache: async () => undefined }, cloud);
    await backend.getCredentials(pullOf('own.example/a'), { signal });
    assert.deepEqual(cloud.asked, ['node own.example']);
  });

  test('is not loaded for who is refused, or for nobody', async () => {
    const cache = async () => assert.fail('it was loaded');
    const refused = new CloudBackend(ruleOf(), { cache }, new FakeCloud());
    await assert.rejects(refused.getCredentials(pullOf('evil.example/a'), { signal }), {
      code: 'HOST_REFUSED',
    });
    const rule = ruleOf({ identity: 'serviceAccount', onMissingServiceAccount: 'anonymous' });
    const nobody = new CloudBackend(rule, { cache }, new FakeCloud());
    assert.equal(await nobody.getCredentials(pullOf('own.example/a'), { signal }), undefined);
  });
});

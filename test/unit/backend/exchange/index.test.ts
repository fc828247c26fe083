// The exchange behind the node-wide cache: one for an identity, a memory of refusals, and what an outage leaves.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createBackend } from '../../../../src/backend/create.ts';
import { NodeCache } from '../../../../src/cache/node-cache.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { ProviderError } from '../../../../src/errors.ts';
import { Deadline } from '../../../../src/system/deadline.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Cloud } from '../../../clouds/cloud.ts';
import type { RegistryService } from '../../../clouds/registries.ts';
import { configText, temporaryFolder } from '../../../support/temporary.ts';
import { podToken, pullOf, sectionFor, startTrust } from './registries.ts';

const MINUTE = 60_000;

/** A node with a clock of its own, which asks JFrog. */
class JfrogNode {
  now = Date.now();
  readonly #registries: Cloud<RegistryService>;
  readonly #directory: string;

  constructor(context: TestContext, registries: Cloud<RegistryService>) {
    this.#registries = registries;
    this.#directory = join(temporaryFolder(context).path, 'cache');
  }

  /** One run. Of each Pod the token is another. */
  async pull(name: string, { image = 'app', provider = 'cluster' } = {}): Promise<string> {
    const exchange = {
      serviceAccountTokenAudience: 'acme.jfrog.io',
      ...sectionFor('jfrog', this.#registries.urls, { provider }),
    };
    const text = configText([
      { name: 'jfrog', matchImages: ['acme.jfrog.io'], identity: 'serviceAccount', exchange },
    ]);
    const [rule] = parseConfig('/c', text).rules;
    const now = () => this.now;
    const cache = new NodeCache({
      directory: this.#directory,
      uid: process.getuid?.() ?? -1,
      now,
      graceMs: 0,
      deadline: new Deadline(45_000, () => 0),
    });
    const backend = createBackend(rule as NonNullable<typeof rule>, {
      env: {},
      network: createNetwork({ env: {}, sleep: async () => {} }),
      now,
      cache: async () => cache,
    });
    const token = podToken('jfrog', { name, claims: { jti: `${Math.random()}` } });
    const pull = pullOf({ image: `acme.jfrog.io/docker/${image}`, token });
    try {
      const credentials = await backend.getCredentials(pull, new AbortController());
      return `${cache.report?.outcome} ${credentials?.entries[0]?.username}`;
    } catch (error) {
      assert.ok(error instanceof ProviderError, String(error));
      return `${cache.report?.outcome} ${error.code}`;
    }
  }

  get asked(): number {
    return this.#registries.requests.length;
  }
}

test('Pods of one service account, whatever they pull: one exchange; of two: two', async (context) => {
  const node = new JfrogNode(context, await startTrust(context));
  for (let index = 0; index < 10; index += 1) {
    assert.match(await node.pull('app', { image: `app-${index}` }), / team-a-puller$/);
    assert.match(await node.pull('other', { image: `app-${index}` }), / puller$/);
  }
  assert.equal(node.asked, 2);
});

test('a refusal is remembered for ten seconds, for its identity', async (context) => {
  const node = new JfrogNode(context, await startTrust(context));
  const missing = { provider: 'nobody' };
  assert.match(await node.pull('app', missing), / BACKEND_NOT_FOUND$/);
  assert.match(await node.pull('app', missing), / BACKEND_NOT_FOUND$/);
  assert.equal(node.asked, 1);
  assert.match(await node.pull('other', missing), / BACKEND_NOT_FOUND$/);
  assert.equal(node.asked, 2);
  node.now += 11_000;
  assert.match(await node.pull('app', missing), / BACKEND_NOT_FOUND$/);
  assert.equal(node.asked, 3);
});

test('while the service is down, a credential that needs renewal is used as long as it lives', async (context) => {
  const registries = await startTrust(context);
  const node = new JfrogNode(context, registries);
  await node.pull('app'); // for five hours
  node.now += 250 * MINUTE;
  registries.services.jfrog.misbehave({ kind: 'failing', status: 503 });
  for (let index = 0; index < 5; index += 1) {
    assert.match(await node.pull('app', { image: `app-${index}` }), / team-a-puller$/);
  }
  assert.match(await node.pull('other'), / BACKEND_UNAVAILABLE$/);
  node.now += 51 * MINUTE;
  assert.match(await node.pull('app'), / BACKEND_UNAVAILABLE$/);
  registries.services.jfrog.behave();
  node.now += 11_000;
  assert.match(await node.pull('other'), / puller$/);
});

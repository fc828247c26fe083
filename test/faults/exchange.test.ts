// Many Pods of service accounts whose tokens are exchanged: one exchange for each service account, and none needs the
// token endpoint as long as what it gave is valid.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Cloud } from '../clouds/cloud.ts';
import { type RegistryService, startRegistries } from '../clouds/registries.ts';
import { type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import { AUDIENCES, IMAGES, podToken, sectionFor, TRUST } from '../unit/backend/exchange/registries.ts';
import { makeDue } from './outage/entry.ts';

const SERVICE = 'jfrog';
const AT_ONCE = 50;
/** The exchange takes longer than the processes need to arrive. */
const LATE = { kind: 'late', ms: 500 } as const;

class Node {
  readonly #folder: TemporaryFolder;
  readonly registries: Cloud<RegistryService>;

  private constructor(folder: TemporaryFolder, registries: Cloud<RegistryService>) {
    this.#folder = folder;
    this.registries = registries;
  }

  static async start(context: TestContext): Promise<Node> {
    const registries = await startRegistries(TRUST);
    context.after(() => registries.close());
    return new Node(temporaryFolder(context), registries);
  }

  /** At once, each by a Pod of its own with a token of its own, of these service accounts in turn. */
  pulls(count: number, accounts: readonly string[] = ['app']): Promise<RunResult[]> {
    const rule = {
      name: SERVICE,
      matchImages: [IMAGES[SERVICE].split('/')[0]],
      identity: 'serviceAccount',
      exchange: {
        serviceAccountTokenAudience: AUDIENCES[SERVICE],
        ...sectionFor(SERVICE, this.registries.urls),
      },
    };
    const config = this.#folder.write(
      'config.json',
      configText([rule], { cache: { directory: this.#cache } }),
    );
    return Promise.all(
      Array.from({ length: count }, (_, index) => {
        const name = accounts[index % accounts.length] as string;
        const serviceAccountToken = podToken(SERVICE, { name, claims: { jti: `pod-${index}` } });
        return run({
          args: ['--config', config],
          input: request(`${IMAGES[SERVICE]}-${index}`, { serviceAccountToken }),
        });
      }),
    );
  }

  /** How often a token was exchanged, or tried to be. */
  get asked(): number {
    return this.registries.requests.length;
  }

  makeDue(): void {
    makeDue(this.#cache);
  }

  get #cache(): string {
    return join(this.#folder.path, 'cache');
  }
}

const passwordOf = ({ stdout, stderr }: RunResult): string =>
  stdout === ''
    ? stderr
    : ((Object.values(JSON.parse(stdout).auth) as { password: string }[])[0]?.password ?? '');

const passwordsOf = (results: readonly RunResult[]): readonly string[] =>
  [...new Set(results.map(passwordOf))].sort();

const OF_APP = 'jfrog-team-a-puller-';
const OF_OTHERS = 'jfrog-puller-';

describe(`${AT_ONCE} Pods at once`, () => {
  test('of one service account: one exchange', async (context) => {
    const node = await Node.start(context);
    node.registries.services[SERVICE].misbehave(LATE);
    assert.deepEqual(passwordsOf(await node.pulls(AT_ONCE)), [OF_APP]);
    assert.equal(node.asked, 1);
  });

  test('of two: two, and each gets its own', async (context) => {
    const node = await Node.start(context);
    node.registries.services[SERVICE].misbehave(LATE);
    const results = await node.pulls(AT_ONCE, ['app', 'other']);
    results.forEach((result, index) => {
      assert.equal(passwordOf(result), index % 2 === 0 ? OF_APP : OF_OTHERS);
    });
    assert.equal(node.asked, 2);
  });

  test('of one that is not trusted: one exchange, and each is told', async (context) => {
    const node = await Node.start(context);
    const refusal = { status: 403, code: 'FORBIDDEN', message: 'No identity mapping matches the token' };
    node.registries.services[SERVICE].misbehave({ kind: 'refusing', ...refusal });
    const results = await node.pulls(AT_ONCE);
    for (const { exit, stdout, stderr } of results) {
      assert.deepEqual([exit, stdout], [1, '']);
      assert.match(stderr, /\[BACKEND_DENIED\]$/);
    }
    assert.equal(node.asked, 1);
  });
});

describe(`${AT_ONCE} Pods at once, and the credential is due`, () => {
  test('the token endpoint fails: all are answered, and one process asks', async (context) => {
    const node = await Node.start(context);
    await node.pulls(1);
    node.makeDue();
    node.registries.services[SERVICE].misbehave({ kind: 'failing', status: 503, retryAfter: '30' });
    assert.deepEqual(passwordsOf(await node.pulls(AT_ONCE)), [OF_APP]);
    assert.equal(node.asked, 2);
  });

  test('nobody listens there: all are answered', async (context) => {
    const node = await Node.start(context);
    await node.pulls(2, ['app', 'other']);
    node.makeDue();
    await node.registries.close();
    const results = await node.pulls(AT_ONCE, ['app', 'other']);
    assert.deepEqual(passwordsOf(results), [OF_OTHERS, OF_APP]);
    assert.equal(node.asked, 2);
  });

  test('it hangs: all are answered', async (context) => {
    const node = await Node.start(context);
    await node.pulls(1);
    node.makeDue();
    node.registries.services[SERVICE].misbehave({ kind: 'blackHole' });
    assert.deepEqual(passwordsOf(await node.pulls(AT_ONCE)), [OF_APP]);
    assert.equal(node.asked, 2);
  });
});

// The kubelet's own code starts a process of ours for each of many images at once: the node-wide cache makes one call
// of them, and none after the kubelet was restarted, when its own memory is empty.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import { createSigningKey, keySet } from '../clouds/jwt.ts';
import { callsOf } from '../clouds/record.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { ALICE_KEYS, ISSUER, PULL, WORLD } from '../unit/backend/ecr/world.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { lookUp, type Pull } from './harness.ts';

const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const ROLE = 'eks.amazonaws.com/role-arn';
const key = createSigningKey();

const ECR_CALL = 'POST ecr /';
const AS_ROLE = ['POST sts /', ECR_CALL];

/** Images of one registry. */
const images = (count: number, folder = 'team'): readonly Pull[] =>
  Array.from({ length: count }, (_, number) => ({ image: `${HOST}/${folder}/app-${number}` }));

/** Of a service account that a role's trust policy names. */
const account = (serviceAccount: string, roleArn: string) => ({
  namespace: 'team-a',
  serviceAccount,
  annotations: { [ROLE]: roleArn },
});

/** A node with a cache, whose kubelet may be started any number of times. */
class Node {
  readonly aws: AwsCloud;
  readonly #release: Release;
  readonly #folder: string;

  private constructor(release: Release, aws: AwsCloud, folder: string) {
    this.#release = release;
    this.aws = aws;
    this.#folder = folder;
  }

  /** @param pulls how many will come at once: Amazon answers when the kubelet has started a process for each */
  static async start(release: Release, context: TestContext, pulls = 50): Promise<Node> {
    const aws = await startAws({ ...WORLD, issuers: [{ issuer: ISSUER, keys: keySet(key) }] });
    context.after(() => aws.close());
    aws.services.ecr.misbehave({ kind: 'late', ms: pulls * 20 });
    return new Node(release, aws, temporaryFolder(context).path);
  }

  /** A kubelet that has just started pulls all of them at once. The password of each; undefined: it got none. */
  async pullAtOnce(pulls: readonly Pull[], rules: readonly object[]): Promise<(string | undefined)[]> {
    const endpoints = { endpoint: this.aws.urls.ecr, stsEndpoint: this.aws.urls.sts };
    const { credentials, log } = await lookUp({
      release: this.#release,
      apiVersion: 'v1',
      rules: configText(
        rules.map((rule) => ({ ...rule, ecr: { ...('ecr' in rule && (rule.ecr as object)), ...endpoints } })),
        {
          cache: { directory: join(this.#folder, 'cache') },
          log: { file: join(this.#folder, 'pulls.json') },
        },
      ),
      pulls,
      parallel: true,
      env: { ...ALICE_KEYS, HOME: '/nonexistent' },
      ...(pulls.some(({ serviceAccount }) => serviceAccount !== undefined) && {
        issuer: { issuer: ISSUER, key },
        tokenAttributes: {
          serviceAccountTokenAudience: 'sts.amazonaws.com',
          cacheType: 'ServiceAccount',
          requireServiceAccount: false,
          optionalServiceAccountAnnotationKeys: [ROLE],
        },
      }),
    });
    assert.doesNotMatch(log, /^E/m);
    return credentials.map((found) => {
      assert.ok(found.length <= 1);
      return found[0]?.password;
    });
  }

  get calls(): readonly string[] {
    return callsOf(this.aws.requests);
  }

  /** How often the kubelet has started us, by how each run was answered. */
  get runs(): Readonly<Record<string, number>> {
    const runs: Record<string, number> = {};
    for (const line of readFileSync(join(this.#folder, 'pulls.json'), 'utf8').trimEnd().split('\n')) {
      const { outcome } = (JSON.parse(line) as { readonly cache: { readonly outcome: string } }).cache;
      runs[outcome] = (runs[outcome] ?? 0) + 1;
    }
    return runs;
  }

  get files(): readonly string[] {
    return readdirSync(join(this.#folder, 'cache'));
  }
}

const RULE = { name: 'ecr', matchImages: [HOST] };

describe('a kubelet pulls at once, with a node-wide cache', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    for (const count of [50, 110]) {
      it(`${count} images of one registry: one call, and after its restart none, kubelet ${release}`, async (context) => {
        const node = await Node.start(release, context, count);
        const expected = Array.from({ length: count }, () => 'password of alice');
        assert.deepEqual(await node.pullAtOnce(images(count), [RULE]), expected);
        assert.deepEqual(node.calls, [ECR_CALL]);
        const { asked, waited = 0, hit = 0, ...others } = node.runs;
        assert.equal(asked, 1);
        const runs = asked + waited + hit;
        // A pull that a busy machine begins late finds the kubelet's own memory filled: how many do is the machine's.
        assert.ok(runs > 1, 'the kubelet has not merged them by itself');
        assert.deepEqual(others, {});
        assert.equal(node.files.length, 1, 'neither a lock nor an unfinished file is left');

        assert.deepEqual(await node.pullAtOnce(images(count), [RULE]), expected);
        assert.deepEqual(node.calls, [ECR_CALL]);
        assert.ok((node.runs.hit ?? 0) > hit, 'the new kubelet has asked us again');
        assert.equal(node.runs.asked, 1);
      });
    }

    it(`50 images for two service accounts: each asks once, and after a restart none, kubelet ${release}`, async (context) => {
      const node = await Node.start(release, context);
      const rule = { ...RULE, identity: 'serviceAccount' };
      const pulls = images(50).map((pull, index) => ({
        ...pull,
        ...(index % 2 === 0 ? account('app', PULL) : account('puller', PULL)),
      }));
      const expected = pulls.map(() => 'pass:word:of:pull');
      assert.deepEqual(await node.pullAtOnce(pulls, [rule]), expected);
      assert.deepEqual([...node.calls].sort(), [...AS_ROLE, ...AS_ROLE].sort());
      assert.equal(node.runs.asked, 2);
      assert.equal(node.files.length, 2);
      assert.deepEqual(await node.pullAtOnce(pulls, [rule]), expected);
      assert.equal(node.calls.length, 4);
    });

    it(`50 images of two rules: one call of each identity, and after a restart none, kubelet ${release}`, async (context) => {
      const node = await Node.start(release, context);
      const rules = [
        { ...RULE, name: 'pull', matchImages: [`${HOST}/pull/`], ecr: { roleArn: PULL } },
        { ...RULE, name: 'node' },
      ];
      const pulls = images(25, 'pull').flatMap((pull, index) => [pull, images(25)[index] as Pull]);
      const expected = pulls.map((_, index) => (index % 2 === 0 ? 'pass:word:of:pull' : 'password of alice'));
      assert.deepEqual(await node.pullAtOnce(pulls, rules), expected);
      assert.deepEqual([...node.calls].sort(), [ECR_CALL, ...AS_ROLE].sort());
      assert.deepEqual(await node.pullAtOnce(pulls, rules), expected);
      assert.equal(node.calls.length, 3);
    });
  }
});

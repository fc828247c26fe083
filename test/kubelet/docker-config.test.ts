// A docker config gives the same credentials in the same order by our executable as when it is the node's own.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { auth, CASES, type DockerConfigCase } from './docker-config-cases.ts';
import { randomKeyring, randomSibling } from './generate.ts';
import {
  type Answer,
  API_VERSIONS,
  askKubelet,
  type Credential,
  lookUp,
  withTemporaryDirectory,
} from './harness.ts';
import { createRandom } from './random.ts';

const GENERATED_CONFIGS = 30;
const IMAGES = 5;

describe('docker configs', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    describe(`by hand, kubelet ${release}`, { concurrency: 4 }, () => {
      let files: readonly DockerConfigFile[];
      let node: readonly Answer[];
      let directory: string;

      before(async () => {
        directory = await mkdtemp(join(tmpdir(), 'rcp-docker-config-'));
        files = await Promise.all(
          CASES.map(({ auths, configJson, dockercfg }, index) =>
            writeConfig(
              join(directory, String(index)),
              dockercfg ?? configJson ?? { auths },
              dockercfg && '.dockercfg',
            ),
          ),
        );
        node = await askKubelet(
          release,
          CASES.map(({ image }, index) => nodeConfigQuestion(files[index], image)),
        );
      });

      after(() => rm(directory, { recursive: true, force: true }));

      for (const [index, row] of CASES.entries()) {
        it(`${row.name}: as node config`, () => {
          assert.equal(node[index]?.error !== undefined, row.kubeletRefuses ?? false, node[index]?.error);
          assertTried(row, node[index]?.credentials ?? [], row.tried);
        });

        for (const apiVersion of API_VERSIONS) {
          it(`${row.name}: by our executable, ${apiVersion}`, async () => {
            const { tried = row.tried, error } = row.ours ?? {};
            const { credentials, log } = await lookUp({
              release,
              apiVersion,
              rules: [{ name: 'docker-config', dockerConfig: { path: files[index]?.path } }],
              pulls: [{ image: row.image }],
              matchImages: row.matchImages,
            });
            assertTried(row, credentials[0] ?? [], tried, log);
            const errors = /exit status .*?\[[A-Z_]+\]/.exec(log)?.[0] ?? '';
            assert.match(errors, error ? new RegExp(`^exit status 1: .*\\[${error}\\]$`) : /^$/);
            assert.doesNotMatch(log, /canary|nobody/);
          });
        }
      }
    });

    it(`a rule for a registry that the file lacks is a failure, kubelet ${release}`, async () => {
      await withTemporaryDirectory(async (directory) => {
        const { path } = await writeConfig(directory, {
          auths: { 'other.example': auth({ username: 'a', password: 'secret-a' }) },
        });
        const { credentials, log } = await lookUp({
          release,
          apiVersion: 'v1',
          rules: [{ name: 'narrow', matchImages: ['reg.example'], dockerConfig: { path } }],
          pulls: [{ image: 'reg.example/app' }],
        });
        assert.deepEqual(credentials, [[]]);
        assert.match(log, /exit status 1: .*narrow.*reg\.example\/app.*\[DOCKER_CONFIG_NO_ENTRY\]/);
      });
    });

    it(`generated, kubelet ${release}`, (t) => compareGenerated(release, t));
  }
});

function assertTried(
  row: DockerConfigCase,
  tried: readonly Credential[],
  expected: readonly Credential[],
  log?: string,
): void {
  const order = (credentials: readonly Credential[]) =>
    row.anyOrder ? credentials.toSorted((a, b) => a.username.localeCompare(b.username)) : credentials;
  assert.deepEqual(order(tried), order(expected), log);
}

/** Each config for several images of one registry in one kubelet, so that what it remembers is put to the test too. */
async function compareGenerated(release: Release, t: TestContext): Promise<void> {
  const random = createRandom(RELEASES.indexOf(release) + 60);
  const configs = Array.from({ length: GENERATED_CONFIGS }, () => {
    const { image, keys } = randomKeyring(random);
    return {
      keys,
      images: [image, ...random.list(IMAGES - 1, IMAGES - 1, () => randomSibling(random, image))],
    };
  });
  const keys = configs.flatMap((config) => config.keys);
  const answers = await askKubelet(
    release,
    keys.map((key) => ({ key })),
  );
  const stored = new Map(keys.map((key, index) => [key, answers[index]?.key]));

  await withTemporaryDirectory(async (directory) => {
    let tried = 0;
    for (const [number, { keys, images }] of configs.entries()) {
      // The user name of a credential is the number of its key; those whose keys are kept alike are tried in any order.
      const entries = keys.map((key, index) => [key, auth({ username: `${index}`, password: `p:${index}` })]);
      const withoutTies = (credentials: readonly Credential[] = []) =>
        [...Map.groupBy(credentials, ({ username }) => stored.get(keys[Number(username)] ?? ''))].map(
          ([key, alike]) => [key, alike.map(({ username, password }) => `${username} ${password}`).sort()],
        );
      const file = await writeConfig(join(directory, String(number)), { auths: Object.fromEntries(entries) });

      const node = await askKubelet(
        release,
        images.map((image) => nodeConfigQuestion(file, image)),
      );
      const { credentials, log } = await lookUp({
        release,
        apiVersion: random.pick(API_VERSIONS),
        rules: [{ name: 'docker-config', dockerConfig: { path: file.path } }],
        pulls: images.map((image) => ({ image })),
      });
      assert.deepEqual(
        credentials.map(withoutTies),
        node.map((answer) => withoutTies(answer.credentials)),
        JSON.stringify({ images, keys, log }),
      );
      tried += credentials.flat().length;
    }
    const pulls = GENERATED_CONFIGS * IMAGES;
    t.diagnostic(`${GENERATED_CONFIGS} docker configs, ${pulls} pulls, ${tried} credentials tried`);
    assert.ok(tried > pulls / 2, 'few pulls try a credential');
  });
}

interface DockerConfigFile {
  readonly dir: string;
  readonly path: string;
}

/** By the names that the kubelet looks for. */
async function writeConfig(dir: string, content: object, name = 'config.json'): Promise<DockerConfigFile> {
  const path = join(dir, name);
  await mkdir(dir, { recursive: true });
  await writeFile(path, JSON.stringify(content));
  return { dir, path };
}

function nodeConfigQuestion(file: DockerConfigFile | undefined, image: string) {
  return { nodeConfig: { dir: file?.dir ?? '', image } };
}

// Auth keys are kept and tried as in the kubelet's keyring.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookupKeys, normalizeAuthKey } from '../../src/kubelet/keyring.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { randomAuthKey, randomKeyring } from './generate.ts';
import { askKubelet } from './harness.ts';
import { createRandom } from './random.ts';

const KEYS = 20_000;
const KEYRINGS = 20_000;

/** As what the keyring keeps a key; undefined: it ignores it. */
const KEY_ROWS: readonly (readonly [key: string, stored: string | undefined])[] = [
  ['reg.example', 'reg.example'],
  ['https://reg.example', 'reg.example'],
  ['http://reg.example', 'reg.example'],
  ['HTTPS://reg.example', 'HTTPS://reg.example'],
  ['reg.example/', 'reg.example'],
  ['https://index.docker.io/v1/', 'index.docker.io'],
  ['reg.example/v2/', 'reg.example'],
  ['reg.example/v2//', 'reg.example//'],
  ['reg.example/v1', 'reg.example/v1'],
  ['reg.example/v2/app', 'reg.example/app'],
  ['reg.example/v2/v2/app', 'reg.example/v2/app'],
  ['reg.example/v3/app', 'reg.example/v3/app'],
  ['reg.example/team/', 'reg.example/team/'],
  ['reg.example:5000/team', 'reg.example:5000/team'],
  ['user@reg.example', 'reg.example'],
  ['*.example', '*.example'],
  ['[::1]:5000', '[::1]:5000'],
  ['reg.example:port', undefined],
  ['reg.example/%zz', undefined],
  ['reg.example/%61pp', 'reg.example/app'],
  ['', ''],
];

/** The keys, in the order in which they are tried for the image. */
const LOOKUP_ROWS: readonly {
  readonly name: string;
  readonly keys: readonly string[];
  readonly image: string;
  readonly tried: readonly string[];
}[] = [
  {
    name: 'longer paths first',
    keys: ['reg.example', 'reg.example/a', 'reg.example/a/b', 'reg.example/x'],
    image: 'reg.example/a/b',
    tried: ['reg.example/a/b', 'reg.example/a', 'reg.example'],
  },
  {
    name: 'reverse order of the text, not of how much it says',
    keys: ['*.io', 're*.io', 'registry.*', 'registry.io'],
    image: 'registry.io/app',
    tried: ['registry.io', 'registry.*', 're*.io', '*.io'],
  },
  {
    name: 'Docker Hub by its index, when no other key matches',
    keys: ['https://index.docker.io/v1/', 'docker.io/other', 'reg.example'],
    image: 'docker.io/library/nginx',
    tried: ['https://index.docker.io/v1/'],
  },
  {
    name: 'Docker Hub by its index with a path: no',
    keys: ['https://index.docker.io/v1', 'index.docker.io/library'],
    image: 'docker.io/library/nginx',
    tried: [],
  },
  {
    name: 'Docker Hub by its own name first',
    keys: ['index.docker.io', 'docker.io'],
    image: 'docker.io/library/nginx',
    tried: ['docker.io'],
  },
  {
    name: 'order by bytes, not by UTF-16',
    keys: ['reg.example/\uffff', 'reg.example/\u{1f40b}', 'reg.example/'],
    image: 'reg.example/\u{1f40b}',
    tried: ['reg.example/\u{1f40b}', 'reg.example/'],
  },
];

describe('auth keys', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`kept, by hand, kubelet ${release}`, async () => {
      const stored = await storedKeys(
        release,
        KEY_ROWS.map(([key]) => key),
      );
      for (const [key, expected] of KEY_ROWS) {
        assert.equal(stored.get(key), expected, `the kubelet keeps ${key}`);
        assert.equal(normalizeAuthKey(key), expected, `we keep ${key}`);
      }
    });

    it(`kept, generated, kubelet ${release}`, async (t) => {
      const random = createRandom(2);
      const keys = Array.from({ length: KEYS }, () => randomAuthKey(random));
      const stored = await storedKeys(release, keys);
      const differences = keys.flatMap((key) => {
        const [kubelet, ours] = [stored.get(key), normalizeAuthKey(key)];
        return kubelet === ours ? [] : [{ key, kubelet, ours }];
      });
      assert.deepEqual(differences.slice(0, 20), [], `${differences.length} of ${KEYS} keys differ`);
      t.diagnostic(`${KEYS} keys, ${[...stored.values()].filter((key) => key === undefined).length} ignored`);
    });

    it(`tried, by hand, kubelet ${release}`, async () => {
      const answers = await askKubelet(
        release,
        LOOKUP_ROWS.map(({ keys, image }) => ({ keyring: { keys, image } })),
      );
      for (const [index, { name, keys, image, tried }] of LOOKUP_ROWS.entries()) {
        assert.deepEqual(answers[index]?.keys ?? [], tried, `the kubelet: ${name}`);
        assert.deepEqual(lookupKeys(keys, image), tried, `ours: ${name}`);
      }
    });

    it(`tried, generated, kubelet ${release}`, async (t) => {
      const random = createRandom(3);
      const keyrings = Array.from({ length: KEYRINGS }, () => randomKeyring(random));
      const stored = await storedKeys(
        release,
        keyrings.flatMap(({ keys }) => keys),
      );
      const answers = await askKubelet(
        release,
        keyrings.map((keyring) => ({ keyring })),
      );
      // Keys that are kept alike are tried in any order.
      const sortTies = (keys: readonly string[]) =>
        [...Map.groupBy(keys, (key) => stored.get(key))].map(([key, alike]) => [key, alike.toSorted()]);
      const differences = keyrings.flatMap(({ keys, image }, index) => {
        const [kubelet, ours] = [answers[index]?.keys ?? [], lookupKeys(keys, image)];
        const same = JSON.stringify(sortTies(kubelet)) === JSON.stringify(sortTies(ours));
        return same ? [] : [{ keys, image, kubelet, ours }];
      });
      assert.deepEqual(differences.slice(0, 10), [], `${differences.length} of ${KEYRINGS} keyrings differ`);

      const several = answers.filter(({ keys }) => (keys?.length ?? 0) > 1).length;
      t.diagnostic(`${KEYRINGS} keyrings, of which ${several} try several keys`);
      assert.ok(several > KEYRINGS / 5, `only ${several} keyrings try several keys`);
    });
  }
});

async function storedKeys(
  release: Release,
  keys: readonly string[],
): Promise<Map<string, string | undefined>> {
  const answers = await askKubelet(
    release,
    keys.map((key) => ({ key })),
  );
  return new Map(keys.map((key, index) => [key, answers[index]?.key]));
}

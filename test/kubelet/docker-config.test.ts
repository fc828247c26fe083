// A docker config gives the same credentials in the same order by our executable as when it is the node's own.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { randomKeyring } from './generate.ts';
import {
  API_VERSIONS,
  type ApiVersion,
  askKubelet,
  type Credential,
  type LookedUp,
  lookUp,
  withTemporaryDirectory,
} from './harness.ts';
import { createRandom } from './random.ts';

const GENERATED_CONFIGS = 60;
const IMAGES_PER_CONFIG = 5;

interface Case {
  readonly name: string;
  /** `auths` of a config.json, or the whole of a file. */
  readonly auths?: Readonly<Record<string, object>>;
  readonly configJson?: object;
  readonly dockercfg?: object;
  readonly image: string;
  /** What the kubelet tries, by our executable and with the file as its node config. */
  readonly tried: readonly Credential[];
  /** In any order, since the keys are alike. */
  readonly anyOrder?: true;
  /** Where ours is meant to differ: what comes of it by our executable. */
  readonly ours?: { readonly tried: readonly Credential[]; readonly error?: string };
  /** Where ours is meant to differ: the kubelet takes nothing from the file. */
  readonly kubeletRefuses?: true;
}

const A = { username: 'a', password: 'secret-a' };
const B = { username: 'b', password: 'secret-b' };
const C = { username: 'c', password: 'secret-c' };
const EMPTY = { username: '', password: '' };
const AMPERSANDS = { username: 'user', password: '<&>\u2028\\"\t' };
const COLONS = { username: 'user', password: 'a:b::c' };
const NO_PASSWORD = { username: 'user', password: '' };
const UTF8 = { username: 'Jürgen', password: 'pässwörd \u{1f40b}' };
const KEEP_OUT = { auth: base64('nobody') };

const CASES: readonly Case[] = [
  { name: 'a host', auths: { 'reg.example': auth(A), 'other.example': auth(B) }, image: 'reg.example/app', tried: [A] },
  { name: 'no key', auths: { 'other.example': auth(B) }, image: 'reg.example/app', tried: [] },
  { name: 'https', auths: { 'https://reg.example': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'http', auths: { 'http://reg.example/': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'a port', auths: { 'reg.example:5000': auth(A), 'reg.example': auth(B) }, image: 'reg.example:5000/app', tried: [A] },
  { name: '/v1/', auths: { 'https://reg.example/v1/': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: '/v2/', auths: { 'reg.example/v2/': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: '/v1 without slash is a path', auths: { 'https://reg.example/v1': auth(A) }, image: 'reg.example/app', tried: [] },
  { name: '/v2/ before a path', auths: { 'reg.example/v2/team/': auth(A) }, image: 'reg.example/team/app', tried: [A] },
  {
    name: 'a path and its parent, as on the Images page',
    auths: { 'my-registry.example/images': auth(A), 'my-registry.example/images/subpath': auth(B) },
    image: 'my-registry.example/images/subpath/my-image',
    tried: [B, A],
  },
  {
    name: 'only the parent',
    auths: { 'my-registry.example/images': auth(A), 'my-registry.example/images/subpath': auth(B) },
    image: 'my-registry.example/images/my-image',
    tried: [A],
  },
  {
    name: 'three widths',
    auths: { '*.example': auth(A), 'reg.example/team/app': auth(C), 'reg.example': auth(B) },
    image: 'reg.example/team/app',
    tried: [C, B, A],
  },
  {
    name: 'wildcards in the order of their text',
    auths: { '*.io': auth(A), 're*.io': auth(B), 'registry.*': auth(C) },
    image: 'registry.io/app',
    tried: [C, B, A],
  },
  { name: 'a wildcard is one label', auths: { '*.example': auth(A) }, image: 'a.reg.example/app', tried: [] },
  { name: 'a wildcard as path', auths: { 'reg.example/*': auth(A) }, image: 'reg.example/app', tried: [] },
  {
    name: 'keys that are alike',
    auths: { 'reg.example': auth(A), 'https://reg.example': auth(B), 'reg.example/v2/': auth(C) },
    image: 'reg.example/app',
    tried: [A, B, C],
    anyOrder: true,
  },
  {
    name: 'an image below /v2/',
    auths: { 'reg.example/v2/app': auth(A), 'reg.example/v2/v2/app': auth(B), 'reg.example': auth(C) },
    image: 'reg.example/v2/app',
    tried: [B, C],
  },
  { name: 'an image below /v1/', auths: { 'reg.example/v1/v1/': auth(A) }, image: 'reg.example/v1/app', tried: [A] },
  { name: 'user info', auths: { 'someone@reg.example': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'a query', auths: { 'reg.example/app?x#y': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'percent-encoded', auths: { 'reg.example/%61pp': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'percent-encoded twice', auths: { 'reg.example/%2561pp': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'a key that is no URL', auths: { 'reg.example/%zz': auth(A), 'reg.example': auth(B) }, image: 'reg.example/app', tried: [B] },
  { name: 'IPv6', auths: { '[::1]:5000': auth(A), 'https://[::1]:5000/v2/team': auth(B) }, image: '[::1]:5000/team/app', tried: [B, A] },
  { name: 'IPv4', auths: { '127.0.*.1:5000': auth(A) }, image: '127.0.0.1:5000/app', tried: [A] },
  { name: 'upper case', auths: { 'Reg.example': auth(A), 'reg.example': auth(B) }, image: 'Reg.example/app', tried: [A] },

  { name: 'Docker Hub as docker writes it', auths: { 'https://index.docker.io/v1/': auth(A) }, image: 'nginx', tried: [A] },
  { name: 'Docker Hub by name', auths: { 'docker.io': auth(A), 'https://index.docker.io/v1/': auth(B) }, image: 'nginx', tried: [A] },
  {
    name: 'Docker Hub, a key for another path',
    auths: { 'docker.io/team': auth(A), 'https://index.docker.io/v1/': auth(B) },
    image: 'nginx',
    tried: [B],
  },
  {
    name: 'Docker Hub, a wildcard',
    auths: { '*.io': auth(A), 'index.docker.io': auth(B) },
    image: 'docker.io/team/app',
    tried: [A],
  },
  {
    name: 'Docker Hub twice by its index',
    auths: { 'index.docker.io': auth(A), 'https://index.docker.io/v2/': auth(B) },
    image: 'nginx',
    tried: [A, B],
    anyOrder: true,
  },
  { name: 'Docker Hub by its address', auths: { 'registry-1.docker.io': auth(A) }, image: 'nginx', tried: [] },
  { name: 'Docker Hub, its index with a path', auths: { 'https://index.docker.io/v1': auth(A) }, image: 'nginx', tried: [] },

  { name: '.dockercfg', dockercfg: { 'https://reg.example/v1/': auth(A), 'reg.example/app': auth(B) }, image: 'reg.example/app', tried: [B, A] },
  { name: 'username and password', auths: { 'reg.example': { ...A, email: 'a@example' } }, image: 'reg.example/app', tried: [A] },
  { name: 'auth before username and password', auths: { 'reg.example': { ...auth(A), ...B } }, image: 'reg.example/app', tried: [A] },
  { name: 'an empty auth', auths: { 'reg.example': { ...B, auth: '' } }, image: 'reg.example/app', tried: [B] },
  { name: 'auth padded', auths: { 'reg.example': { auth: base64('user:') } }, image: 'reg.example/app', tried: [NO_PASSWORD] },
  { name: 'auth not padded', auths: { 'reg.example': unpadded(UTF8) }, image: 'reg.example/app', tried: [UTF8] },
  { name: 'auth with line ends', auths: { 'reg.example': folded(UTF8) }, image: 'reg.example/app', tried: [UTF8] },
  { name: 'colons in the password', auths: { 'reg.example': auth(COLONS) }, image: 'reg.example/app', tried: [COLONS] },
  { name: 'UTF-8', auths: { 'reg.example': auth(UTF8) }, image: 'reg.example/app', tried: [UTF8] },
  { name: 'characters that JSON escapes', auths: { 'reg.example': AMPERSANDS }, image: 'reg.example/app', tried: [AMPERSANDS] },
  { name: 'an empty entry', auths: { 'reg.example': {}, '*.example': auth(A) }, image: 'reg.example/app', tried: [EMPTY, A] },
  { name: 'fields in other letter cases', configJson: { AUTHS: { 'reg.example': { Auth: auth(A).auth } } }, image: 'reg.example/app', tried: [A] },
  {
    name: 'headers, and a credential store beside an entry with its own password',
    configJson: { auths: { 'reg.example': auth(A) }, HttpHeaders: { 'User-Agent': 'x' }, credsStore: 'pass' },
    image: 'reg.example/app',
    tried: [A],
  },

  {
    name: 'differs: a bad entry spoils only itself',
    auths: { 'bad.example': KEEP_OUT, 'reg.example': auth(A) },
    image: 'reg.example/app',
    tried: [],
    kubeletRefuses: true,
    ours: { tried: [A] },
  },
  {
    name: 'differs: a bad entry beside one that matches too',
    auths: { 'reg.example/app': { auth: '!' }, 'reg.example': auth(A) },
    image: 'reg.example/app',
    tried: [],
    kubeletRefuses: true,
    ours: { tried: [A] },
  },
  {
    name: 'differs: a bad entry that is needed',
    auths: { 'reg.example': KEEP_OUT },
    image: 'reg.example/app',
    tried: [],
    kubeletRefuses: true,
    ours: { tried: [], error: 'DOCKER_CONFIG_INVALID' },
  },
  {
    name: 'differs: spaces in auth',
    auths: { 'reg.example': { auth: ` ${base64('user:password')}` } },
    image: 'reg.example/app',
    tried: [],
    kubeletRefuses: true,
    ours: { tried: [], error: 'DOCKER_CONFIG_INVALID' },
  },
  {
    name: 'differs: a credential store',
    configJson: { auths: { 'reg.example': {} }, credsStore: 'pass' },
    image: 'reg.example/app',
    tried: [EMPTY],
    ours: { tried: [], error: 'DOCKER_CONFIG_UNSUPPORTED' },
  },
  {
    name: 'differs: a credential helper',
    configJson: { auths: {}, credHelpers: { 'reg.example': 'ecr-login' } },
    image: 'reg.example/app',
    tried: [],
    ours: { tried: [], error: 'DOCKER_CONFIG_UNSUPPORTED' },
  },
  {
    name: 'differs: an identity token',
    auths: { 'reg.example': { ...auth(NO_PASSWORD), identitytoken: 'canary' } },
    image: 'reg.example/app',
    tried: [NO_PASSWORD],
    ours: { tried: [], error: 'DOCKER_CONFIG_UNSUPPORTED' },
  },
];

describe('docker configs', { skip: await whyNoHarness(), concurrency: 4 }, () => {
  for (const release of RELEASES) {
    for (const apiVersion of API_VERSIONS) {
      for (const row of CASES) {
        it(`${row.name}, kubelet ${release}, ${apiVersion}`, () => checkCase(row, release, apiVersion));
      }
    }

    it(`generated, kubelet ${release}`, async (t) => {
      const random = createRandom(6);
      let tried = 0;
      for (let number = 0; number < GENERATED_CONFIGS; number++) {
        const { image, keys } = randomKeyring(random);
        const [registry = ''] = image.split('/');
        const images = [image, ...random.list(IMAGES_PER_CONFIG - 1, IMAGES_PER_CONFIG - 1, () => imageOf(registry))];
        const file = { auths: Object.fromEntries(keys.map((key, index) => [key, auth(credentialOf(index))])) };
        const apiVersion = random.pick(API_VERSIONS);
        const stored = await askKubelet(release, keys.map((key) => ({ key })));
        // A credential's number is that of its key; those whose keys are kept alike are tried in any order.
        const withoutTies = (credentials: readonly Credential[]) =>
          [...Map.groupBy(credentials, ({ username }) => stored[Number(username.slice(1))]?.key)].map(([key, alike]) => [
            key,
            alike.map(({ username, password }) => `${username}:${password}`).sort(),
          ]);

        const { node, ours } = await lookUpBoth(release, apiVersion, 'config.json', file, images);
        assert.deepEqual(ours.credentials.map(withoutTies), node.map(withoutTies), JSON.stringify({ images, file, log: ours.log }));
        tried += node.flat().length;

        function imageOf(host: string): string {
          return `${host}/${random.list(1, 3, () => random.pick(['app', 'team-a', 'team', 'v1', 'v2', 'a', 'b', 'library'])).join('/')}`;
        }
      }
      const pulls = GENERATED_CONFIGS * IMAGES_PER_CONFIG;
      t.diagnostic(`${GENERATED_CONFIGS} docker configs, ${pulls} pulls, ${tried} credentials tried`);
      assert.ok(tried > pulls, 'most pulls try no credential');
    });
  }
});

async function checkCase(row: Case, release: Release, apiVersion: ApiVersion): Promise<void> {
  const [fileName, file] = row.dockercfg
    ? ['.dockercfg', row.dockercfg]
    : ['config.json', row.configJson ?? { auths: row.auths }];
  const { node, nodeError, ours } = await lookUpBoth(release, apiVersion, fileName, file, [row.image]);
  const order = (credentials: readonly Credential[] = []) =>
    row.anyOrder ? credentials.toSorted((a, b) => a.username.localeCompare(b.username)) : credentials;

  assert.equal(nodeError !== undefined, row.kubeletRefuses ?? false, `the kubelet: ${nodeError}`);
  assert.deepEqual(order(node[0]), row.tried, 'the kubelet tries');
  assert.deepEqual(order(ours.credentials[0]), row.ours?.tried ?? row.tried, `ours: ${ours.log}`);
  if (row.ours?.error) {
    assert.match(ours.log, new RegExp(`exit status 1: .*\\[${row.ours.error}\\]`));
    assert.doesNotMatch(ours.log, /canary|nobody/);
  } else {
    assert.doesNotMatch(ours.log, /^E/m);
  }
}

/** What the kubelet tries for the images with the file as its own, and with the file in a rule of ours. */
async function lookUpBoth(
  release: Release,
  apiVersion: ApiVersion,
  fileName: string,
  file: object,
  images: readonly string[],
): Promise<{ node: readonly (readonly Credential[])[]; nodeError: string | undefined; ours: LookedUp }> {
  return withTemporaryDirectory(async (dir) => {
    const path = join(dir, fileName);
    await mkdir(dir, { recursive: true });
    await writeFile(path, JSON.stringify(file));
    const answers = await askKubelet(release, images.map((image) => ({ nodeConfig: { dir, image } })));
    const ours = await lookUp({
      release,
      apiVersion,
      rules: [{ name: 'docker-config', dockerConfig: { path } }],
      pulls: images.map((image) => ({ image })),
    });
    return { node: answers.map(({ credentials = [] }) => credentials), nodeError: answers[0]?.error, ours };
  });
}

function credentialOf(index: number): Credential {
  return { username: `u${index}`, password: `p:${index}` };
}

function auth({ username, password }: Credential): { auth: string } {
  return { auth: base64(`${username}:${password}`) };
}

function unpadded(credential: Credential): { auth: string } {
  return { auth: auth(credential).auth.replace(/=+$/, '') };
}

function folded(credential: Credential): { auth: string } {
  return { auth: auth(credential).auth.replace(/.{5}/g, '$&\r\n') };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

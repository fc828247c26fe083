// Docker configs, and which of their credentials the kubelet tries for an image.

import type { Credential } from './harness.ts';

export interface DockerConfigCase {
  readonly name: string;
  /** `auths` of a config.json, or the whole of a file. */
  readonly auths?: Readonly<Record<string, object>>;
  readonly configJson?: object;
  readonly dockercfg?: object;
  readonly image: string;
  /** Of the kubelet's provider, where the image's registry does not match itself. */
  readonly matchImages?: readonly string[];
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

export const CASES: readonly DockerConfigCase[] = [
  {
    name: 'a host',
    auths: { 'reg.example': auth(A), 'other.example': auth(B) },
    image: 'reg.example/app',
    tried: [A],
  },
  { name: 'no key', auths: { 'other.example': auth(B) }, image: 'reg.example/app', tried: [] },
  { name: 'https', auths: { 'https://reg.example': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'http', auths: { 'http://reg.example/': auth(A) }, image: 'reg.example/app', tried: [A] },
  {
    name: 'a port',
    auths: { 'reg.example:5000': auth(A), 'reg.example': auth(B) },
    image: 'reg.example:5000/app',
    tried: [A],
  },
  { name: '/v1/', auths: { 'https://reg.example/v1/': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: '/v2/', auths: { 'reg.example/v2/': auth(A) }, image: 'reg.example/app', tried: [A] },
  {
    name: '/v1 without slash is a path',
    auths: { 'https://reg.example/v1': auth(A) },
    image: 'reg.example/app',
    tried: [],
  },
  {
    name: '/v2/ before a path',
    auths: { 'reg.example/v2/team/': auth(A) },
    image: 'reg.example/team/app',
    tried: [A],
  },
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
  {
    name: 'an image below /v1/',
    auths: { 'reg.example/v1/v1/': auth(A) },
    image: 'reg.example/v1/app',
    tried: [A],
  },
  { name: 'user info', auths: { 'someone@reg.example': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'a query', auths: { 'reg.example/app?x#y': auth(A) }, image: 'reg.example/app', tried: [A] },
  { name: 'percent-encoded', auths: { 'reg.example/%61pp': auth(A) }, image: 'reg.example/app', tried: [A] },
  {
    name: 'percent-encoded twice',
    auths: { 'reg.example/%2561pp': auth(A) },
    image: 'reg.example/app',
    tried: [A],
  },
  {
    name: 'a key that is no URL',
    auths: { 'reg.example/%zz': auth(A), 'reg.example': auth(B) },
    image: 'reg.example/app',
    tried: [B],
  },
  {
    name: 'IPv6',
    auths: { '[::1]:5000': auth(A), 'https://[::1]:5000/v2/team': auth(B) },
    image: '[::1]:5000/team/app',
    tried: [B, A],
  },
  {
    name: 'IPv6 without a port, which only a wildcard matches',
    auths: { '[::1]': auth(A), '*': auth(B) },
    image: '[::1]/app',
    matchImages: ['*'],
    tried: [B],
  },
  { name: 'IPv4', auths: { '127.0.*.1:5000': auth(A) }, image: '127.0.0.1:5000/app', tried: [A] },
  {
    name: 'upper case',
    auths: { 'Reg.example': auth(A), 'reg.example': auth(B) },
    image: 'Reg.example/app',
    tried: [A],
  },

  {
    name: 'Docker Hub as docker writes it',
    auths: { 'https://index.docker.io/v1/': auth(A) },
    image: 'nginx',
    tried: [A],
  },
  {
    name: 'Docker Hub by name',
    auths: { 'docker.io': auth(A), 'https://index.docker.io/v1/': auth(B) },
    image: 'nginx',
    tried: [A],
  },
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
  {
    name: 'Docker Hub by its address',
    auths: { 'registry-1.docker.io': auth(A) },
    image: 'nginx',
    tried: [],
  },
  {
    name: 'Docker Hub, its index with a path',
    auths: { 'https://index.docker.io/v1': auth(A) },
    image: 'nginx',
    tried: [],
  },

  {
    name: '.dockercfg',
    dockercfg: { 'https://reg.example/v1/': auth(A), 'reg.example/app': auth(B) },
    image: 'reg.example/app',
    tried: [B, A],
  },
  {
    name: 'username and password',
    auths: { 'reg.example': { ...A, email: 'a@example' } },
    image: 'reg.example/app',
    tried: [A],
  },
  {
    name: 'auth before username and password',
    auths: { 'reg.example': { ...auth(A), ...B } },
    image: 'reg.example/app',
    tried: [A],
  },
  {
    name: 'an empty auth',
    auths: { 'reg.example': { ...B, auth: '' } },
    image: 'reg.example/app',
    tried: [B],
  },
  {
    name: 'auth padded',
    auths: { 'reg.example': { auth: base64('user:') } },
    image: 'reg.example/app',
    tried: [NO_PASSWORD],
  },
  {
    name: 'auth not padded',
    auths: { 'reg.example': unpadded(UTF8) },
    image: 'reg.example/app',
    tried: [UTF8],
  },
  {
    name: 'auth with line ends',
    auths: { 'reg.example': folded(UTF8) },
    image: 'reg.example/app',
    tried: [UTF8],
  },
  {
    name: 'colons in the password',
    auths: { 'reg.example': auth(COLONS) },
    image: 'reg.example/app',
    tried: [COLONS],
  },
  { name: 'UTF-8', auths: { 'reg.example': auth(UTF8) }, image: 'reg.example/app', tried: [UTF8] },
  {
    name: 'characters that JSON escapes',
    auths: { 'reg.example': AMPERSANDS },
    image: 'reg.example/app',
    tried: [AMPERSANDS],
  },
  {
    name: 'an empty entry',
    auths: { 'reg.example': {}, '*.example': auth(A) },
    image: 'reg.example/app',
    tried: [EMPTY, A],
  },
  {
    name: 'fields in other letter cases',
    configJson: { AUTHS: { 'reg.example': { Auth: auth(A).auth } } },
    image: 'reg.example/app',
    tried: [A],
  },
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

/** An entry as `docker login` writes it. */
export function auth({ username, password }: Credential): { auth: string } {
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

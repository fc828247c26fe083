import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesPattern } from '../../../src/image/pattern.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { AuthKeys, authKeyFor, lookupKeys, normalizeAuthKey } from '../../../src/kubelet/keyring.ts';
import fc from '../../support/property.ts';
import { edited, imageText, patternSoup } from '../image/arbitraries.ts';

const NORMAL: readonly (readonly [title: string, key: string, normalized: string | undefined])[] = [
  ['a host', 'gcr.io', 'gcr.io'],
  ['https', 'https://gcr.io', 'gcr.io'],
  ['http', 'http://gcr.io:5000/a', 'gcr.io:5000/a'],
  ['a scheme in upper case is a host', 'HTTPS://gcr.io', 'HTTPS://gcr.io'],
  ['another scheme is a host', 'oci://gcr.io', 'oci://gcr.io'],
  ['two schemes: the second is a host', 'https://http://gcr.io', 'http://gcr.io'],
  ['a slash alone is dropped', 'gcr.io/', 'gcr.io'],
  ['a slash after a path stays', 'gcr.io/a/', 'gcr.io/a/'],
  ['v1', 'https://index.docker.io/v1/', 'index.docker.io'],
  ['v2 and a path', 'gcr.io/v2/a', 'gcr.io/a'],
  ['v2 is cut once', 'gcr.io/v2/v2/a', 'gcr.io/v2/a'],
  ['v1 without a slash stays', 'https://gcr.io/v1', 'gcr.io/v1'],
  ['v3 stays', 'gcr.io/v3/', 'gcr.io/v3/'],
  ['wildcards stay', '*.gcr.io/*', '*.gcr.io/*'],
  ['user information, query and fragment are dropped', 'u:p@gcr.io/a?b#c', 'gcr.io/a'],
  ['the path is decoded', 'gcr.io/%61%2F', 'gcr.io/a/'],
  ['nothing', '', ''],
  ['an empty port stays', 'gcr.io:', 'gcr.io:'],
  ['no URL: a port', 'gcr.io:x', undefined],
  ['no URL: white space', 'a b', undefined],
  ['no URL: an escape', 'gcr.io/%', undefined],
];

for (const [title, key, normalized] of NORMAL) {
  test(`normalizeAuthKey: ${title}`, () => assert.equal(normalizeAuthKey(key), normalized));
}

const LOOKUP: readonly (readonly [
  title: string,
  image: string,
  keys: readonly string[],
  used: readonly string[],
])[] = [
  [
    'the longer path first',
    'my-registry.example/images/subpath/my-image',
    ['my-registry.example/images', 'my-registry.example', 'my-registry.example/images/subpath'],
    ['my-registry.example/images/subpath', 'my-registry.example/images', 'my-registry.example'],
  ],
  [
    'a star comes after letters and digits, and text decides, not how special a key is',
    'registry.io/a',
    ['*.io', 'registry.*', 're*.io', 'registry.io', '*.io/a'],
    ['registry.io', 'registry.*', 're*.io', '*.io/a', '*.io'],
  ],
  [
    'the normalized text decides, not the key',
    'gcr.io/a/b',
    ['https://gcr.io', 'http://gcr.io/v2/a', 'gcr.io/a/b'],
    ['gcr.io/a/b', 'http://gcr.io/v2/a', 'https://gcr.io'],
  ],
  [
    'keys that are alike keep their order',
    'gcr.io/a',
    ['https://gcr.io', 'gcr.io'],
    ['https://gcr.io', 'gcr.io'],
  ],
  [
    'others are left out',
    'gcr.io/a',
    ['ghcr.io', 'gcr.io:443', 'gcr.io/b', 'gcr.io:x', 'gcr.io'],
    ['gcr.io'],
  ],
  [
    'Docker Hub by its own key',
    'docker.io/library/nginx',
    ['https://index.docker.io/v1/', 'docker.io'],
    ['docker.io'],
  ],
  [
    'Docker Hub by the old key when nothing else matches',
    'docker.io/library/nginx',
    ['gcr.io', 'https://index.docker.io/v1/', 'index.docker.io'],
    ['https://index.docker.io/v1/', 'index.docker.io'],
  ],
  [
    'the old key with a path is not meant',
    'docker.io/a/b',
    ['index.docker.io/a', 'https://index.docker.io/v1'],
    [],
  ],
  ['the old key is for Docker Hub only', 'gcr.io/a', ['index.docker.io'], []],
  ['localhost counts as Docker Hub there', 'localhost/a', ['index.docker.io'], ['index.docker.io']],
  ['a port does not', 'localhost:5000/a', ['index.docker.io'], []],
  ['no keys', 'gcr.io/a', [], []],
];

for (const [title, image, keys, used] of LOOKUP) {
  test(`lookupKeys: ${title}`, () => {
    assert.deepEqual(lookupKeys(keys, image), used);
    assert.deepEqual(lookupKeys(keys.toReversed(), image).sort(), [...used].sort());
  });
}

test('lookupKeys does not change the keys it is given', () => {
  const keys = Object.freeze(['a.io', 'gcr.io', '*.io']);
  assert.deepEqual(lookupKeys(keys, 'gcr.io/a'), ['gcr.io', '*.io']);
});

const KEYS: readonly (readonly [title: string, normalized: string, key: string | undefined])[] = [
  ['a host', 'gcr.io', 'gcr.io'],
  ['an image', 'gcr.io/team/app', 'gcr.io/team/app'],
  ['a path that begins with v2/', 'gcr.io/v2/app', 'gcr.io/v2/v2/app'],
  ['a path that begins with v1/', 'gcr.io:5000/v1/app', 'gcr.io:5000/v2/v1/app'],
  ['a path that is v2', 'gcr.io/v2', 'gcr.io/v2'],
  ['an IPv6 address', '[::1]:5000/a', '[::1]:5000/a'],
  ['a host that is a scheme', 'https://gcr.io', 'https://https://gcr.io'],
  ['a percent sign', 'gcr.io/a%b', 'gcr.io/a%25b'],
  ['an escape that is meant', 'gcr.io/%41', 'gcr.io/%2541'],
  ['a question mark', 'gcr.io/a?b', 'gcr.io/a%3Fb'],
  ['a zone', '[fe80::1%a [b]:5000/a', '[fe80::1%25a%20%5Bb]:5000/a'],
  ['a slash alone', 'gcr.io/', undefined],
  ['no URL', 'a b', undefined],
];

for (const [title, normalized, key] of KEYS) {
  test(`authKeyFor ${title}`, () => {
    assert.equal(authKeyFor(normalized), key);
    if (key !== undefined) assert.equal(normalizeAuthKey(key), normalized);
  });
}

/** As many keys for the same text as are wanted. */
function keysFor(normalized: string, count: number): string[] {
  const taken = new AuthKeys();
  const keys = new Set<string>();
  for (let i = 0; i < count; i++) {
    const key = taken.keyFor(normalized);
    assert.ok(key !== undefined);
    keys.add(key);
  }
  return [...keys];
}

test('authKeyFor has another spelling where one is taken', () => {
  assert.deepEqual(keysFor('gcr.io', 4), ['gcr.io', 'https://gcr.io', 'http://gcr.io', 'gcr.io/v2/']);
  assert.deepEqual(keysFor('gcr.io/v2/a', 2), ['gcr.io/v2/v2/a', 'https://gcr.io/v2/v2/a']);
  assert.equal(keysFor('gcr.io/a', 50).length, 50);
});

test('authKeyFor finds keys for all that the kubelet keeps', () => {
  const isFound = (text: string): void => {
    const normalized = normalizeAuthKey(text);
    fc.pre(normalized !== undefined);
    const keys = keysFor(normalized ?? '', 12);
    assert.equal(keys.length, 12);
    for (const key of keys) assert.equal(normalizeAuthKey(key), normalized);
  };
  fc.assert(fc.property(patternSoup, isFound), { maxSkipsPerRun: 1000 });
  fc.assert(fc.property(edited(imageText), ([, text]) => isFound(text)));
});

test('a key made by authKeyFor matches as its pattern does, for every image', () => {
  fc.assert(
    fc.property(edited(imageText), ([text, pattern]) => {
      const image = parseImage(text).name;
      fc.pre(normalizeAuthKey(pattern) === pattern && !image.startsWith('docker.io/'));
      const keys = keysFor(pattern, 3);
      assert.deepEqual(lookupKeys(keys, image), matchesPattern(pattern, image) ? keys : []);
    }),
  );
});

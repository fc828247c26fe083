import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { parseImage } from '../../../src/image/reference.ts';
import fc from '../../support/property.ts';
import { anyText, imageText } from './arbitraries.ts';

const SHA256 = 'a1'.repeat(32);

const VALID: readonly (readonly [title: string, text: string, name: string])[] = [
  ['a name alone is official', 'nginx', 'docker.io/library/nginx'],
  ['an account of Docker Hub', 'bitnami/redis', 'docker.io/bitnami/redis'],
  ['a first part without dot is an account', 'registry/team/app', 'docker.io/registry/team/app'],
  ['docker.io without an account', 'docker.io/nginx', 'docker.io/library/nginx'],
  ['index.docker.io is docker.io', 'index.docker.io/nginx', 'docker.io/library/nginx'],
  ['index.docker.io with a port is itself', 'index.docker.io:443/nginx', 'index.docker.io:443/nginx'],
  [
    'other names of Docker Hub stay',
    'registry-1.docker.io/library/nginx',
    'registry-1.docker.io/library/nginx',
  ],
  ['localhost is a registry', 'localhost/app', 'localhost/app'],
  ['a port makes a registry', 'registry:5000/app', 'registry:5000/app'],
  ['a dot makes a registry', 'gcr.io/google/pause', 'gcr.io/google/pause'],
  ['upper case makes a registry', 'Registry/app', 'Registry/app'],
  ['the host keeps its case', 'Gcr.IO/app', 'Gcr.IO/app'],
  ['an IPv4 address', '10.0.0.1:5000/app', '10.0.0.1:5000/app'],
  ['an IPv6 address', '[2001:db8::1]:5000/app', '[2001:db8::1]:5000/app'],
  ['an IPv6 address without a port', '[::1]/app', '[::1]/app'],
  ['a host with an underscore is let through as a path', 'foo_bar.example/app', 'foo_bar.example/app'],
  ['a tag is dropped', 'nginx:1.29', 'docker.io/library/nginx'],
  ['a tag may have upper case', 'gcr.io/a:V1_x.y-z', 'gcr.io/a'],
  ['a tag of 128 characters', `gcr.io/a:${'t'.repeat(128)}`, 'gcr.io/a'],
  ['a digest is dropped', `gcr.io/a@sha256:${SHA256}`, 'gcr.io/a'],
  ['tag and digest', `gcr.io/a:v1@sha256:${SHA256}`, 'gcr.io/a'],
  ['sha512', `gcr.io/a@sha512:${SHA256}${SHA256}`, 'gcr.io/a'],
  ['separators in a component', 'gcr.io/a.b_c__d---e', 'gcr.io/a.b_c__d---e'],
  ['64 hexadecimal digits with an account', `team/${SHA256}`, `docker.io/team/${SHA256}`],
  ['a path of 255 characters', `gcr.io/${'a'.repeat(255)}`, `gcr.io/${'a'.repeat(255)}`],
];

for (const [title, text, name] of VALID) {
  test(`parseImage: ${title}`, () => {
    const parsed = parseImage(text);
    assert.equal(parsed.name, name);
    assert.equal(`${parsed.registry}/${parsed.path}`, name);
    assert.ok(!parsed.registry.includes('/'));
    assert.deepEqual(parseImage(name), parsed, 'the name is its own normal form');
  });
}

const INVALID: readonly (readonly [title: string, text: string, message: RegExp, hint?: RegExp])[] = [
  ['empty', '', /image "" is not valid: it is empty/],
  ['upper case', 'gcr.io/Team/App', /must be lowercase/, /^use "gcr\.io\/team\/app"$/],
  ['upper case on Docker Hub', 'Nginx', /must be lowercase/, /^use "docker\.io\/library\/nginx"$/],
  ['a scheme', 'https://gcr.io/a', /scheme/, /leave the scheme out/],
  ['white space around', ' nginx ', /white space/, /use "nginx"/],
  ['white space inside', 'gcr.io/a b', /"a b" is not a valid repository name/],
  ['a new line at the end', 'gcr.io/a\n', /image "gcr\.io\/a\\u\{a\}" is not valid/],
  ['a control character is shown escaped', 'gcr.io/a\u001b[2J', /"gcr\.io\/a\\u\{1b\}\[2J"/],
  ['an image ID', SHA256, /image ID/, /name the repository/],
  ['only a slash', '/', /not valid/],
  ['no path', 'gcr.io/', /not valid/],
  ['two slashes', 'gcr.io//a', /not valid/],
  ['a slash at the end', 'gcr.io/a/', /not valid/],
  ['a separator at the end', 'gcr.io/a-', /not valid/],
  ['two dots', 'gcr.io/a..b', /not valid/],
  ['three underscores', 'gcr.io/a___b', /not valid/],
  ['a port that is no number', 'host:abc/a', /"host:abc" is not a valid registry/],
  ['a host with a hyphen at the end', 'a-.example:1/a', /"a-\.example:1" is not a valid registry/],
  ['a host with an underscore and a port', 'foo_bar.example:5000/a', /not a valid registry/],
  ['an empty tag', 'gcr.io/a:', /"" is not a valid tag/],
  ['a tag that starts with a hyphen', 'gcr.io/a:-1', /"-1" is not a valid tag/],
  ['a tag of 129 characters', `gcr.io/a:${'t'.repeat(129)}`, /not a valid tag/],
  ['two tags', 'gcr.io/a:b:c', /"b:c" is not a valid tag/],
  ['a short digest', 'gcr.io/a@sha256:abcd', /not a valid sha256, sha384 or sha512 digest/],
  ['a digest in upper case', `gcr.io/a@sha256:${SHA256.toUpperCase()}`, /not a valid sha256/],
  ['a digest of another algorithm', `gcr.io/a@md5:${SHA256}`, /not a valid sha256/],
  ['a path of 256 characters', `gcr.io/${'a'.repeat(256)}`, /has 256 characters, at most 255/],
  ['a letter that looks like another', 'gcr.io/nginх', /not a valid repository name/],
  ['an expression in place of a name', '$IMAGE', /not valid/],
];

for (const [title, text, message, hint = /./] of INVALID) {
  test(`parseImage refuses ${title}`, () => {
    assert.throws(
      () => parseImage(text),
      (error) => {
        assert.ok(error instanceof ProviderError);
        assert.equal(error.code, 'IMAGE_INVALID');
        assert.match(error.message, message);
        if (error.hint !== undefined) assert.match(error.hint, hint);
        else assert.equal(hint.source, '.', 'a hint was expected');
        return true;
      },
    );
  });
}

test('parseImage takes what the kubelet sends as it is', () => {
  fc.assert(
    fc.property(imageText, (text) => {
      const { name } = parseImage(text);
      assert.equal(parseImage(name).name, name);
    }),
  );
});

test('parseImage either answers or throws IMAGE_INVALID, whatever the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        parseImage(text);
      } catch (error) {
        assert.ok(error instanceof ProviderError && error.code === 'IMAGE_INVALID');
      }
    }),
  );
});

test('parseImage is fast on hostile text', () => {
  const started = performance.now();
  for (const text of [
    'a-'.repeat(500),
    `gcr.io/${'a/'.repeat(500)}!`,
    '-'.repeat(1023),
    'a'.repeat(5_000_000),
  ]) {
    assert.throws(() => parseImage(text), { code: 'IMAGE_INVALID' });
  }
  assert.ok(performance.now() - started < 5000);
});

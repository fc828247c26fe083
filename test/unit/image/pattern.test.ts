import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBytes } from '../../../src/image/go-bytes.ts';
import { coverage, matchesPattern } from '../../../src/image/pattern.ts';
import { parsePattern, parsePatternBytes } from '../../../src/image/pattern-parts.ts';
import { parseImage } from '../../../src/image/reference.ts';
import fc from '../../support/property.ts';
import { anyText, edited, imageText, patternSoup } from './arbitraries.ts';

type Row = readonly [title: string, pattern: string, image: string];

const MATCHING: readonly Row[] = [
  ['the host alone', 'gcr.io', 'gcr.io/a/b'],
  ['a slash after the host', 'gcr.io/', 'gcr.io/a'],
  ['a path is a prefix of the text, not of the parts', 'reg.io/foo', 'reg.io/foobar/x'],
  ['a path and a slash', 'reg.io/foo/', 'reg.io/foo/x'],
  ['the whole name', 'reg.io/foo', 'reg.io/foo'],
  ['equal ports', 'reg.io:5000', 'reg.io:5000/x'],
  ['an empty port is none', 'reg.io:', 'reg.io/x'],
  ['a star for a label', '*.azurecr.io', 'team.azurecr.io/x'],
  ['stars for two labels', '*.dkr.ecr.*.amazonaws.com', '123.dkr.ecr.eu-west-1.amazonaws.com/x'],
  ['a star within a label', 'eu*-x.pkg.dev', 'europe-x.pkg.dev/p'],
  ['a star matches nothing as well', 'app*.io', 'app.io/x'],
  ['two stars are one', '**.io', 'docker.io/library/nginx'],
  ['several stars in a label', '*a*b*.io', 'xaybz.io/x'],
  ['the octets of an address are labels', '10.*.0.1:5000', '10.20.0.1:5000/x'],
  ['an IPv6 address with a port', '[::1]:5000', '[::1]:5000/x'],
  ['a star for an IPv6 address', '*:5000', '[::1]:5000/x'],
  ['a star for an IPv6 address without a port', '*', '[::1]/x'],
  ['a percent-encoded path', 'reg.io/%66oo', 'reg.io/foo'],
  ['a percent-encoded slash', 'reg.io/a%2Fb', 'reg.io/a/b'],
  ['user information is ignored', 'user:pass@reg.io/foo', 'reg.io/foo'],
  ['user information with @', 'a@b@reg.io', 'reg.io/foo'],
  ['a query is ignored', 'reg.io/foo?bar', 'reg.io/foo/x'],
  ['a fragment is ignored', 'reg.io#/foo', 'reg.io/x'],
  ['a control character in a fragment', 'reg.io#\u0001', 'reg.io/x'],
  ['one-label host', 'localhost', 'localhost/x'],
];

const FAILING: readonly Row[] = [
  ['another host', 'gcr.io', 'ghcr.io/a'],
  ['a host that only ends alike', 'azurecr.io', 'evil-azurecr.io/x'],
  ['a host that begins alike', 'gcr.io', 'gcr.io.evil.example/x'],
  ['one label too many', '*.azurecr.io', 'a.b.azurecr.io/x'],
  ['one label too few', '*.azurecr.io', 'azurecr.io/x'],
  ['no port in the pattern', 'reg.io', 'reg.io:5000/x'],
  ['no port in the image', 'reg.io:5000', 'reg.io/x'],
  ['the port of https is not implied', 'reg.io:443', 'reg.io/x'],
  ['ports are text', 'reg.io:05000', 'reg.io:5000/x'],
  ['a star in the port', 'reg.io:*', 'reg.io:5000/x'],
  ['a star in the path', 'reg.io/*', 'reg.io/x'],
  ['stars in the path', 'reg.io/**', 'reg.io/x'],
  ['a slash after the whole name', 'reg.io/foo/', 'reg.io/foo'],
  ['upper case in the path', 'reg.io/Foo', 'reg.io/foo'],
  ['upper case in the host', 'Reg.io', 'reg.io/foo'],
  ['a scheme', 'https://reg.io', 'reg.io/x'],
  ['an alias of Docker Hub', 'index.docker.io', 'docker.io/library/nginx'],
  ['another one', 'registry-1.docker.io', 'docker.io/library/nginx'],
  ['Docker Hub without library', 'docker.io/nginx', 'docker.io/library/nginx'],
  ['a tag', 'reg.io/foo:v1', 'reg.io/foo'],
  ['nothing', '', 'reg.io/foo'],
  ['white space around', ' reg.io', 'reg.io/foo'],
  ['a class in the host', 'reg[0-9].io', 'reg1.io/x'],
  ['an IPv6 address without a port, not even itself', '[::1]', '[::1]/x'],
  ['a question mark is no wildcard', 're?.io', 'reg.io/x'],
  ['a percent-encoded star stays in the path', 'reg.io/%2A', 'reg.io/x'],
  ['a percent-encoded letter in the host', 'r%65g.io', 'reg.io/x'],
  ['a broken escape in the path', 'reg.io/%zz', 'reg.io/%zz'],
  ['a broken escape in the fragment', 'reg.io#%', 'reg.io/x'],
  ['wrong user information', 'us er@reg.io', 'reg.io/x'],
  ['a control character', 'reg.io/\u0001', 'reg.io/\u0001'],
  ['two ports', 'reg.io:1:2', 'reg.io:1:2/x'],
  ['brackets around a name', '[reg.io]', '[reg.io]/x'],
  ['an image that cannot be parsed', '*', 'a b/x'],
];

for (const [title, pattern, image] of MATCHING) {
  test(`matchesPattern: ${title}: ${pattern}`, () => assert.equal(matchesPattern(pattern, image), true));
}
for (const [title, pattern, image] of FAILING) {
  test(`matchesPattern, not: ${title}: ${pattern}`, () =>
    assert.equal(matchesPattern(pattern, image), false));
}

const COVERAGE: readonly (readonly [pattern: string, registry: string, expected: 'none' | 'some' | 'all'])[] =
  [
    ['reg.io', 'reg.io', 'all'],
    ['reg.io/', 'reg.io', 'all'],
    ['reg.io/%2F', 'reg.io', 'some'],
    ['u@*.io?q', 'reg.io', 'all'],
    ['reg.io/a', 'reg.io', 'some'],
    ['*.io:5000', 'reg.io:5000', 'all'],
    ['*.io', 'reg.io:5000', 'none'],
    ['*.com/a', 'reg.io', 'none'],
    ['reg.io:*', 'reg.io', 'none'],
    ['[::1]:5000/a', '[::1]:5000', 'some'],
  ];

for (const [pattern, registry, expected] of COVERAGE) {
  test(`coverage of ${registry} by ${pattern} is ${expected}`, () => {
    assert.equal(coverage(pattern, registry), expected);
  });
}

test('coverage says for a registry what matchesPattern says for each of its images', () => {
  fc.assert(
    fc.property(edited(imageText), ([image, pattern]) => {
      const { registry, name } = parseImage(image);
      const covered = coverage(pattern, registry);
      if (matchesPattern(pattern, name)) assert.notEqual(covered, 'none');
      else assert.notEqual(covered, 'all');
    }),
  );
});

test('an image matches its own name and its registry, unless that is an IPv6 address without a port', () => {
  fc.assert(
    fc.property(imageText, (text) => {
      const { name, registry } = parseImage(text);
      const isOdd = registry.endsWith(']');
      assert.equal(matchesPattern(name, name), !isOdd);
      assert.equal(matchesPattern(registry, name), !isOdd);
    }),
  );
});

test('matchesPattern never throws', () => {
  fc.assert(fc.property(patternSoup, patternSoup, (a, b) => void matchesPattern(a, b)));
  fc.assert(fc.property(anyText, anyText, (a, b) => void matchesPattern(a, b)));
});

test('matchesPattern is fast on hostile patterns', () => {
  const started = performance.now();
  assert.equal(matchesPattern(`${'*a'.repeat(500)}*b`, `${'a'.repeat(1000)}/x`), false);
  assert.equal(matchesPattern('*.'.repeat(100_000), 'a.b/x'), false);
  assert.equal(matchesPattern(`a/${'%41'.repeat(100_000)}`, 'a.b/x'), false);
  assert.equal(matchesPattern(`[${':'.repeat(100_000)}]`, 'a.b/x'), false);
  assert.ok(performance.now() - started < 5000);
});

test("plain text is taken apart as Go's rules do it", () => {
  const agree = (text: string) =>
    assert.deepEqual(parsePattern(text), parsePatternBytes(toBytes(text)), text);
  const rows = [
    'a.b',
    'a.b:5',
    'a.b:',
    'a.b/',
    'a.b:5/',
    ':5',
    '/x',
    '',
    'a.b:5:6',
    'a.b:x',
    'a..b',
    '*',
    'a.b/c:d',
  ];
  [...rows, 'a.b\n', 'a.b//c', '-', '.', 'a.b:00005', 'http://a.b', 'a.b/%41'].forEach(agree);
  fc.assert(fc.property(edited(imageText), (texts) => texts.forEach(agree)));
  fc.assert(fc.property(fc.oneof(patternSoup, anyText), agree));
});

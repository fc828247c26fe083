import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEAD_PATTERNS } from '../../../scripts/deploy/refusals.mjs';
import { OFFICIAL_IMAGES } from '../../../src/image/docker-hub.ts';
import { lintPattern, withoutPassword } from '../../../src/image/lint.ts';
import { matchesPattern, parsePattern } from '../../../src/image/pattern.ts';
import { parseImage } from '../../../src/image/reference.ts';
import fc from '../../support/property.ts';
import { edited, imageText, patternSoup } from './arbitraries.ts';

const WRONG: readonly (readonly [pattern: string, problem: RegExp, meant?: string])[] = [
  ['', /it is empty/],
  [' \t', /it is empty/],
  [' gcr.io', /white space/, 'gcr.io'],
  ['gcr.io\n', /white space/, 'gcr.io'],
  ['https://gcr.io', /scheme/, 'gcr.io'],
  ['oci://ghcr.io/org/*', /scheme/, 'ghcr.io/org/'],
  ['https://index.docker.io/v1/', /scheme/, 'docker.io'],
  ['/gcr.io/a', /begins with a slash/, 'gcr.io/a'],
  ['!gcr.io', /exclude/],
  ['gcr.io,ghcr.io', /comma/],
  ['gcr.io ghcr.io', /refuses it: " " is not allowed/],
  ['gcr.io/*', /wildcard in the path/, 'gcr.io'],
  ['gcr.io/**', /wildcard in the path/, 'gcr.io'],
  ['gcr.io/team/*', /wildcard in the path/, 'gcr.io/team/'],
  ['gcr.io/team/**/*', /wildcard in the path/, 'gcr.io/team/'],
  ['gcr.io/team*', /wildcard in the path/, 'gcr.io/team'],
  ['gcr.io/*/app', /wildcard in the path/],
  ['*.dkr.ecr.*.amazonaws.com/*', /wildcard in the path/, '*.dkr.ecr.*.amazonaws.com'],
  ['gcr.io/%2A', /no image's path starts with "\/\*"/],
  ['gcr.io:*', /wildcard in the port/],
  ['gcr.io:50*/a', /wildcard in the port/],
  ['gcr.io/team/app:v1', /tag/, 'gcr.io/team/app'],
  ['gcr.io/team/app:*', /wildcard/, 'gcr.io/team/app'],
  ['gcr.io/app@sha256:abc', /digest/, 'gcr.io/app'],
  ['docker.io/app:v1', /tag/, 'docker.io/library/app'],
  ['nginx:1.29', /tag/, 'docker.io/library/nginx'],
  ['nginx:latest', /tag/, 'docker.io/library/nginx'],
  ['nginx', /"nginx" cannot be a registry/, 'docker.io/library/nginx'],
  ['library/nginx', /"library" cannot be a registry/, 'docker.io/library/nginx'],
  ['team/', /"team" cannot be a registry/, 'docker.io/team/'],
  ['team/*', /wildcard in the path/, 'docker.io/team/'],
  ['docker.io/nginx', /for the account write docker\.io\/nginx\/$/, 'docker.io/library/nginx'],
  ['index.docker.io', /docker\.io for index\.docker\.io/, 'docker.io'],
  ['index.docker.io/v1/', /docker\.io for index\.docker\.io/, 'docker.io'],
  ['index.docker.io/nginx', /docker\.io for index\.docker\.io/, 'docker.io/library/nginx'],
  ['registry-1.docker.io', /named after docker\.io/, 'docker.io'],
  ['gcr.io/Team', /upper case/, 'gcr.io/team'],
  ['Nginx/App', /upper case/, 'docker.io/nginx/app'],
  ['*', /localhost; no pattern matches every registry/],
  ['**', /no pattern matches every registry/],
  ['user@gcr.io', /user information/, 'gcr.io'],
  ['gcr.io/a?b', /"\?"/, 'gcr.io/a'],
  ['eu?.gcr.io', /"\?"/, 'eu*.gcr.io'],
  ['gcr.io#x', /"#"/, 'gcr.io'],
  ['gcr.io.', /ends with a dot/, 'gcr.io'],
  ['gcr.io.:5000/a', /ends with a dot/, 'gcr.io:5000/a'],
  ['.gcr.io', /begins with a dot/, '*.gcr.io'],
  ['gcr..io', /a label of its host "gcr\.\.io" is empty/],
  ['[::1]', /IPv6 address without a port/],
  ['[::1]/a', /IPv6 address without a port/],
  ['[::1]:', /IPv6 address without a port/],
  ['[fe80::1%25eth0]:5000', /alternatives|no registry has the host/],
  ['::1', /refuses it/],
  ['reg[0-9].io', /alternatives/],
  ['{a,b}.io', /alternatives/],
  ['-a.io', /no registry has the host "-a\.io"/],
  ['a-.io', /no registry has the host/],
  ['$REGISTRY/app', /no registry has the host "\$REGISTRY"/],
  ['a_b.io:5000', /no registry has the host/],
  ['A_b.io', /no registry has the host/],
  ['a___b.io', /no registry has the host/],
  ['bücher.example:5000/a', /punycode/, 'xn--bcher-kva.example:5000/a'],
  ['*.bücher.example', /punycode/, '*.xn--bcher-kva.example'],
  ['gcr.io//a', /two slashes/, 'gcr.io/a'],
  ['gcr.io/a//', /two slashes/, 'gcr.io/a/'],
  ['gcr.io/_a', /no image's path starts with "\/_a"/],
  ['gcr.io/a..b', /no image's path starts/],
  ['gcr.io/é', /no image's path starts with "\/é"/],
  ['gcr.io/a b', /no image's path starts/],
  ['gcr.io/\u0000', /control character/],
  ['gcr.io/%', /percent-encoding/],
  [`gcr.io/${'a'.repeat(256)}`, /more than 255 characters/],
  ['a'.repeat(100_000), /more than 1024 characters/],
  [`*.io/${'*/'.repeat(500_000)}x`, /more than 1024 characters/],
];

for (const [pattern, problem, meant] of WRONG) {
  test(`lintPattern objects to ${JSON.stringify(pattern.slice(0, 60))}`, () => {
    const found = lintPattern(pattern);
    assert.match(found?.problem ?? 'nothing', problem);
    assert.equal(found?.meant, meant);
    if (meant !== undefined) assert.equal(lintPattern(meant), undefined, 'what was meant lints clean');
  });
}

const RIGHT = [
  ...[
    'gcr.io',
    'gcr.io/',
    'gcr.io/team',
    'gcr.io/team/',
    'gcr.io/team-',
    'gcr.io/v2/',
    'gcr.io:5000',
    'gcr.io:',
  ],
  ...[
    '*.dkr.ecr.*.amazonaws.com',
    '*.azurecr.io',
    '*.pkg.dev',
    'docker.*.rep.pkg.dev',
    '**.example.com',
    '*.*',
  ],
  ...['docker.io', 'docker.io/library', 'docker.io/library/nginx', 'docker.io/bitnami', 'docker.io/nginx/'],
  ...[
    'registry-1.docker.io/',
    '*/',
    'index.docker.io:443',
    'localhost',
    'localhost:5000',
    'registry:5000/a',
    '*:5000',
  ],
  ...[
    'Registry',
    'Registry.Example/a',
    '10.0.0.1',
    '[::1]:5000',
    '[2001:db8::a]:443/x',
    'a_b.io',
    '*_b.io',
    '*]',
    '*1]*',
  ],
  ...[
    'gcr.io/%74eam',
    'gcr.io/a%2Fb',
    'xn--bcher-kva.example',
    'host-*',
    'gcr.io/a_',
    'gcr.io/a__',
    'gcr.io/a.',
  ],
];

for (const pattern of RIGHT) {
  test(`lintPattern has nothing against ${pattern}`, () => assert.equal(lintPattern(pattern), undefined));
}

// Patterns that do match something and are refused all the same, because they say something else than they do.
function isMisleading(pattern: string): boolean {
  const isAlias = /^(?:\*+|registry-1\.docker\.io|docker\.io\/[a-z0-9-]+)$/.test(pattern);
  return isAlias || /[?#]|^[^/]*@/.test(pattern);
}

test('lintPattern lets pass what matches an image', () => {
  fc.assert(
    fc.property(edited(imageText), ([image, pattern]) => {
      fc.pre(!isMisleading(pattern) && matchesPattern(pattern, parseImage(image).name));
      assert.equal(lintPattern(pattern), undefined);
    }),
    { numRuns: 300 },
  );
});

/** An image that the pattern should match if it is any good. */
function imageFor(pattern: string): string {
  const parts = parsePattern(pattern);
  assert.ok(parts !== undefined);
  const isAlone = parts.labels.length === 1 && parts.port === '';
  const labels = parts.labels.map((label) => label.replaceAll('*', isAlone ? 'A' : 'a'));
  const host = parts.labels.join('').includes(':') ? `[${labels.join('.')}]` : labels.join('.');
  const path = parts.path === '' ? '/' : parts.path;
  const whole = /[a-z0-9]$/.test(path) ? path : `${path}x`;
  const account = host === 'docker.io' && whole.indexOf('/', 1) === -1 ? `${whole}/x` : whole;
  return host + (parts.port === '' ? '' : `:${parts.port}`) + account;
}

test('lintPattern lets pass only what matches an image', () => {
  const isProven = (pattern: string): void => {
    // "*1]" may be the end of an IPv6 address, which is too odd to make up here.
    fc.pre(lintPattern(pattern) === undefined && !pattern.includes(']'));
    const image = imageFor(pattern);
    assert.equal(parseImage(image).name, image);
    assert.ok(matchesPattern(pattern, image), `${pattern} ${image}`);
  };
  fc.assert(
    fc.property(edited(imageText), ([, pattern]) => isProven(pattern)),
    { numRuns: 300 },
  );
  fc.assert(fc.property(patternSoup, isProven), { maxSkipsPerRun: 1000 });
});

test('lintPattern suggests only what it has nothing against', () => {
  const isClean = (pattern: string): void => {
    const meant = lintPattern(pattern)?.meant;
    if (meant !== undefined) assert.equal(lintPattern(meant), undefined);
  };
  fc.assert(fc.property(patternSoup, isClean), { numRuns: 500 });
  fc.assert(fc.property(edited(imageText), ([, pattern]) => isClean(pattern)));
});

test('a property: what the chart refuses as a pattern is refused here', () => {
  const part = fc.constantFrom(
    'a.example',
    'A',
    '*',
    ':5000',
    ':*',
    '/',
    '/team',
    '//',
    '%41',
    ',',
    '@',
    '[::1]:5000',
    '{a}',
    '?',
    '#',
    ' ',
    '.',
    '!',
    'https://',
    ':1',
    '-',
    '_',
    'é',
    '\\',
    '"',
    '[::1]',
    'docker.io/',
    'index.docker.io',
    'nginx',
  );
  const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, (text) => {
      const [, problem] = DEAD_PATTERNS.find(([sign]) => new RegExp(sign).test(text)) ?? [];
      assert.ok(problem === undefined || lintPattern(text) !== undefined, `${text}: ${problem}`);
    }),
    { numRuns: 2000 },
  );
});

test('the chart refuses each official image that is named without library', () => {
  for (const name of OFFICIAL_IMAGES.split(' ')) {
    assert.ok(
      DEAD_PATTERNS.some(([sign]) => new RegExp(sign).test(`docker.io/${name}`)),
      name,
    );
  }
});

test('a password that was written into a pattern is not shown', () => {
  for (const [pattern, shown] of [
    ['user:hunter2@gcr.io/a', 'user:[redacted]@gcr.io/a'],
    ['https://user:hunter2@gcr.io', 'https://user:[redacted]@gcr.io'],
    ['user:hun@ter2@gcr.io', 'user:[redacted]@gcr.io'],
    [':hunter2@gcr.io', ':[redacted]@gcr.io'],
    ['user@gcr.io', 'user@gcr.io'],
    ['gcr.io:5000/a@sha256:01', 'gcr.io:5000/a@sha256:01'],
    ['gcr.io/a@sha256:01', 'gcr.io/a@sha256:01'],
    ['*.gcr.io', '*.gcr.io'],
  ] as const) {
    assert.equal(withoutPassword(pattern), shown);
  }
});

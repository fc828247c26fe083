// Random image names and texts that resemble patterns, for the properties of src/image and src/kubelet.

import fc from '../../support/property.ts';

const label = fc.constantFrom('docker', 'io', 'eu-west-1', 'a', 'Foo', 'x0', '123456789012');
const host = fc.oneof(
  fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join('.')),
  fc.constantFrom('docker.io', 'localhost', 'Foo', 'foo_bar.example', '10.0.0.1', 'index.docker.io.example'),
);
const ipv6Host = fc.constantFrom('[::1]:5000', '[2001:db8::A]:443', '[::1]');
const port = fc.constantFrom('', '', ':5000', ':443', ':0');
const registry = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(host, port).map(([name, suffix]) => name + suffix) },
  { weight: 1, arbitrary: ipv6Host },
);
const component = fc.constantFrom('library', 'nginx', 'team-a', 'v1', 'v2', 'a__b', 'x.y', 'a---b', '0');

/** `registry/path` without tag, valid, mostly in the kubelet's normal form. */
export const imageText: fc.Arbitrary<string> = fc
  .tuple(registry, fc.array(component, { minLength: 1, maxLength: 4 }))
  .map(([where, path]) => [where, ...path].join('/'))
  .filter((text) => !/^foo_bar\.example:/.test(text));

const insertion = fc.constantFrom(
  '*',
  '/',
  '.',
  '-',
  '_',
  'a',
  'A',
  ':5000',
  ':',
  '%41',
  '%2a',
  '%',
  '@',
  '?',
  '#',
  '[',
  ']',
);

/** A text and another that was made from it by a few edits, as a pattern may be made from an image. */
export const edited = (text: fc.Arbitrary<string>): fc.Arbitrary<[original: string, changed: string]> =>
  fc
    .tuple(text, fc.array(fc.tuple(fc.nat(200), fc.nat(3), insertion, fc.nat(5)), { maxLength: 3 }))
    .map(([original, edits]) => {
      const changed = edits.reduce((current, [place, length, inserted, kind]) => {
        const at = place % (current.length + 1);
        if (kind === 0) return current.slice(0, at);
        if (kind === 1) return current.slice(0, at) + inserted + current.slice(at);
        if (kind === 2) return current.replace(/[^./:]+/, '*');
        if (kind === 3) return `${current.slice(0, at)}*${current.slice(at + length)}`;
        if (kind === 4) return current.split('/', 1)[0] ?? '';
        return current.slice(0, at) + current.slice(at + length);
      }, original);
      return [original, changed];
    });

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    '.',
    '.',
    '*',
    '**',
    '/',
    '/',
    ':',
    ':5000',
    '[::1]',
    '[',
    ']',
    '-',
    '_',
    '%41',
    '%25',
    '%zz',
    '%2f',
  ],
  ...[
    '@',
    '?',
    '#',
    ' ',
    '\\',
    '^',
    'A',
    'é',
    '\u0000',
    '\u007f',
    'docker.io',
    'localhost',
    '/v1/',
    '/v2/',
    'https://',
  ],
);

/** Anything that is made of the pieces that the rules care about. */
export const patternSoup: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 7 })
  .map((pieces) => pieces.join(''));

/** Any UTF-16 units, mostly ASCII. (fast-check's own unit `binary` takes seconds to set up.) */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

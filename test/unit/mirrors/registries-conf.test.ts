// Mirrors as the documentation of registries.conf writes them, what is not read, and which table an image gets.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tableFor, tablesIn } from '../../../src/mirrors/registries-conf.ts';

const EXAMPLE = `unqualified-search-registries = ["example.com"]

[[registry]]
prefix = "example.com/foo"
insecure = false
blocked = false
location = "internal-registry-for-example.com/bar"

[[registry.mirror]]
location = "example-mirror-0.local/mirror-for-foo"

[[registry.mirror]]
location = 'example-mirror-1.local/mirrors/foo'
insecure = true
`;

const ROWS: readonly (readonly [
  name: string,
  text: string,
  tables: readonly (readonly [prefix: string, ...locations: string[]])[],
  isPartial?: true,
])[] = [
  ['nothing', '', []],
  [
    'the example: mirrors before the location',
    EXAMPLE,
    [
      [
        'example.com/foo',
        'example-mirror-0.local/mirror-for-foo',
        'example-mirror-1.local/mirrors/foo',
        'internal-registry-for-example.com/bar',
      ],
    ],
  ],
  ['a location alone is the prefix', '[[registry]]\nlocation = "a.example"', [['a.example', 'a.example']]],
  ['an empty prefix too', '[[registry]]\nlocation = "a.example"\nprefix = ""', [['a.example', 'a.example']]],
  [
    'a prefix alone, and a mirror',
    '[[registry]]\r\nprefix = "*.example"\r\n[[registry.mirror]]\r\nlocation = "m.example"',
    [['*.example', 'm.example', '*.example']],
  ],
  [
    'blanks and comments',
    '  [[ registry ]] # ours\n  prefix="a.example" # b\n# [[registry.mirror]]\n',
    [['a.example', 'a.example']],
  ],
  ['a location of another table', '[other]\nlocation = "x"\n[[registry]]\n', []],
  ['version 1 knows no mirrors', "[registries.search]\nregistries = ['a.example']\n", []],
  ['an inline table', 'registry = [{ prefix = "a.example" }]', [], true],
  [
    'a list of mirrors',
    '[[registry]]\nlocation = "a.example"\nmirror = [{ location = "m.example" }]',
    [['a.example', 'a.example']],
    true,
  ],
  ['a text with escapes', '[[registry]]\nlocation = "a\\u002eexample"', [], true],
  [
    'a text of several lines',
    '[[registry]]\nlocation = """a.example"""',
    [['a.example']].slice(1) as [],
    true,
  ],
];

describe('registries.conf', () => {
  for (const [name, text, tables, isPartial = false] of ROWS) {
    test(name, () =>
      assert.deepEqual(tablesIn(text), {
        tables: tables.map(([prefix, ...locations]) => ({ prefix, locations })),
        isPartial,
      }),
    );
  }

  test('more tables than a node has', () => {
    const { tables, isPartial } = tablesIn('[[registry]]\nlocation = "a.example"\n'.repeat(1_500));
    assert.deepEqual([tables.length, isPartial], [1_000, true]);
  });
});

describe('the table of an image', () => {
  const tables = ['a.example', 'a.example/team', '*.example', 'a.example/team/app'].map((prefix) => ({
    prefix,
    locations: [],
  }));
  for (const [image, prefix] of [
    ['a.example/x', 'a.example'],
    ['a.example/team/x', 'a.example/team'],
    ['a.example/teams/x', 'a.example'],
    ['a.example/team/app', 'a.example/team/app'],
    ['a.example:5000/x', 'a.example'],
    ['b.example/x', '*.example'],
    ['c.b.example/x', '*.example'],
    ['example/x', undefined],
    ['a.example.evil/x', undefined],
  ] as const) {
    test(image, () => assert.equal(tableFor(tables, image)?.prefix, prefix));
  }

  test('the later of two that are equal', () => {
    const twice = ['one', 'two'].map((location) => ({ prefix: 'a.example', locations: [location] }));
    assert.deepEqual(tableFor(twice, 'a.example/x')?.locations, ['two']);
  });
});

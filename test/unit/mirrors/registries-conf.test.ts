// Mirrors as the documentation of registries.conf writes them, what is not read, and which table an image gets.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostsFor, tableFor, tablesIn } from '../../../src/mirrors/registries-conf.ts';

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
  [
    'slashes at the end',
    '[[registry]]\nprefix = "a.example/team/"\nlocation = "b.example//"\n[[registry.mirror]]\nlocation = "m.example/hub/"',
    [['a.example/team', 'm.example/hub', 'b.example']],
  ],
  [
    'one prefix twice: the first',
    '[[registry]]\nlocation = "a.example"\n[[registry.mirror]]\nlocation = "m.example"\n[[registry]]\nprefix = "a.example/"\nlocation = "n.example"',
    [['a.example', 'm.example', 'a.example']],
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
    const { tables, isPartial } = tablesIn(
      Array.from({ length: 1_500 }, (_, i) => `[[registry]]\nlocation = "${i}.example"\n`).join(''),
    );
    assert.deepEqual([tables.length, isPartial], [1_000, true]);
  });
});

// What CRI-O's library does with them: findRegistryWithParsedConfig, refMatchingPrefix, rewriteReference.
describe('the table of an image', () => {
  const tables = [
    'a.example',
    'a.example/team',
    '*.example',
    '*.b.example',
    'b.example',
    'long-name.example',
    'a.example/team/app',
    '*.twice',
  ].map((prefix) => ({ prefix, locations: [] }));
  for (const [image, prefix] of [
    // Equally long: the first by its bytes, which a star is.
    ['a.example/x', '*.example'],
    ['long-name.example/x', 'long-name.example'],
    ['a.example/team/x', 'a.example/team'],
    ['a.example/teams/x', '*.example'],
    ['a.example/team/app', 'a.example/team/app'],
    ['a.example:5000/x', '*.example'],
    ['long-name.example:5000/x', 'long-name.example'],
    ['b.example/x', '*.example'],
    ['c.b.example/x', '*.b.example'],
    ['d.c.b.example:8443/x', '*.b.example'],
    // The suffix is looked for once, from the left.
    ['a.twice.twice/x', undefined],
    ['a.once.twice/x', '*.twice'],
    ['x/y.example/z', undefined],
    ['example/x', undefined],
    ['a.example.evil/x', undefined],
  ] as const) {
    for (const order of [tables, tables.toReversed()]) {
      test(image, () => assert.equal(tableFor(order, image)?.prefix, prefix));
    }
  }

  for (const [prefix, location, image, hosts] of [
    ['a.example', 'a.example', 'a.example/x', ['m.example', 'a.example']],
    ['a.example', 'a.example', 'a.example:5000/x', ['m.example', 'a.example:5000']],
    ['a.example/team', 'b.example/other', 'a.example/team/x', ['m.example', 'b.example']],
    ['*.example', '*.example', 'd.a.example:5000/x', ['m.example', 'd.a.example:5000']],
    ['*.example', 'b.example', 'a.example:5000/x', ['m.example', 'b.example:5000']],
  ] as const) {
    test(`the hosts of ${prefix} at ${location} for ${image}`, () =>
      assert.deepEqual(hostsFor({ prefix, locations: ['m.example/hub', location] }, image), hosts));
  }
});

// What would make a pattern match that nearly does: the clause names the value to write, and it then matches.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nearnessOf } from '../../../src/image/nearness.ts';
import { matchesPattern } from '../../../src/image/pattern.ts';
import fc from '../../support/property.ts';
import { edited, imageText, patternSoup } from './arbitraries.ts';

const ROWS: readonly (readonly [
  pattern: string,
  image: string,
  distance: number | undefined,
  remedy: RegExp | undefined,
])[] = [
  ['h.example:8443', 'h.example/a', 1, /^the port is missing; the image must be h\.example:8443\/…$/],
  ['h.example', 'h.example:5000/a', 1, /the pattern must be h\.example:5000$/],
  [
    'h.example:1',
    'h.example:2/a',
    1,
    /^the image's port is 2, and the pattern's is 1; the image must be h\.example:1\/…, or the pattern h\.example:2$/,
  ],
  ['*.example:1/t/', 'h.example:2/t/a', 1, /must be h\.example:1\/…, or the pattern \*\.example:2\/t\/$/],
  [
    'h.example:1/b',
    'h.example:2/a',
    2,
    /or the pattern h\.example:2\/b; the image's path must begin with \/b$/,
  ],
  ['H.example:1', 'h.example:2/a', 2, /must be h\.example:2; .*or the pattern h\.example:2$/],
  ['H.example', 'h.example/a', 1, /^letter case counts; the pattern must be h\.example$/],
  ['h.example', 'H.example/a', 1, /^letter case counts; the image must be h\.example\/…$/],
  ['h.example/*', 'h.example/a', 1, /the pattern must be h\.example$/],
  ['h.example/team/*', 'h.example/team/a', 1, /the pattern must be h\.example\/team\/$/],
  ['h.example/a/*', 'h.example/b/c', 1, /^"\*" has no meaning in a path, and .* must begin with \/a\/$/],
  ['h.example/Team/', 'h.example/team/a', 1, /the pattern must be h\.example\/team\/$/],
  ['h.example/a/', 'h.example/a', 1, /the slash at the end .* must be h\.example\/a$/],
  ['h.example/b', 'h.example/a', 1, /^the image's path must begin with \/b$/],
  ['https://h.example', 'h.example/a', 1, /write h\.example in matchImages$/],
  ['index.docker.io', 'docker.io/library/nginx', 1, /write docker\.io instead of index\.docker\.io/],
  ['registry-1.docker.io', 'docker.io/library/nginx', 1, /write docker\.io instead of registry-1/],
  ['h.example/a:1.0', 'h.example/a', 1, /must begin with \/a:1\.0|write h\.example\/a in/],
  ['h.example:*', 'h.example:5000/a', undefined, undefined],
  ['*.h.example', 'h.example/a', 1, /one label less.*add h\.example to matchImages/],
  ['h.example', 'a.h.example/a', 1, /one label more/],
  ['*.example:5000', 'a.h.example:5000/a', 1, /the pattern must be a\.h\.example:5000, or have a "\*"/],
  ['*.example/team', 'a.h.example/team/a', 1, /the pattern must be a\.h\.example\/team, or/],
  ['*.h.example:5000/t', 'h.example:5000/t/a', 1, /add h\.example:5000\/t to matchImages/],
  ['*.example', 'h.example:5000/a', 1, /the pattern must be \*\.example:5000$/],
  ['h.example/team', 'h.example:5000/team/a', 1, /the pattern must be h\.example:5000\/team$/],
  ['H.example/Team', 'h.example:5000/team/a', 2, /(?:must be h\.example:5000\/team[;]?.*){3}/],
  ['*.azurecr.io', 'gcr.io/a', undefined, undefined],
  ['h.example:1/b', 'h.example/a', 2, /^the port is missing.*; the image's path must begin with \/b$/],
  [
    'harbor.corp.example',
    'harbour.corp.example/a',
    3,
    /^the host differs; the pattern has harbor\.corp\.example$/,
  ],
  ['harbor.corp.example', 'habror.corp.example:1/a', 3, /harbor\.corp\.example/],
  ['ghcr.io', 'gcr.io/a', undefined, undefined],
  ['quay.io', 'gcr.io/a', undefined, undefined],
  ['h.example', 'h.example/a', undefined, undefined],
];

describe('how near a pattern comes', () => {
  for (const [pattern, image, distance, remedy] of ROWS) {
    test(`${pattern} ${image}`, () => {
      const near = nearnessOf(pattern, image);
      assert.equal(near?.distance, distance, near?.remedy);
      assert.match(near?.remedy ?? '', remedy ?? /^$/);
    });
  }

  /** What the clauses say to write, each of them; none where something is off that a pattern does not mend. */
  const better = (remedy: string): string[] =>
    /the image must be|the image's p/.test(remedy)
      ? []
      : Array.from(
          remedy.matchAll(/(?:the pattern must be|write|add) (\S+?)(?=[,;]? (?!of)|$)/g),
          ([, text = '']) => text,
        );

  test('what a clause says to write matches the image', () => {
    let found = 0;
    const hold = (pattern: string, image: string): void => {
      const remedy = nearnessOf(pattern, image)?.remedy ?? '';
      for (const text of better(remedy)) {
        found += 1;
        assert.ok(matchesPattern(text, image), `${pattern}: ${remedy}: ${text} ${image}`);
      }
    };
    for (const [pattern, image] of ROWS) hold(pattern, image);
    assert.ok(found >= 18, `${found}`);
    fc.assert(
      fc.property(edited(imageText), ([image, pattern]) => {
        if (!image.includes('[')) hold(pattern, image);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of two ports, either can be changed', () => {
    for (const [pattern, image] of [
      ['h.example:1', 'h.example:2/a'],
      ['*.example:8443/team/', 'h.example:443/team/a'],
      ['H.example:1/T/', 'h.example:2/t/a'],
    ] as const) {
      const remedy = nearnessOf(pattern, image)?.remedy ?? '';
      const [, host = '', other = ''] = /must be (\S+)\/…, or the pattern (\S+?)(?:;|$)/.exec(remedy) ?? [];
      assert.ok(matchesPattern(other, image), remedy);
      const moved = image.replace(/^[^/]+/, () => host);
      assert.doesNotMatch(nearnessOf(pattern, moved)?.remedy ?? '', /port/, remedy);
    }
  });

  test('nothing is near that matches, and nothing throws', () => {
    fc.assert(
      fc.property(patternSoup, imageText, (pattern, image) => {
        if (matchesPattern(pattern, image)) assert.equal(nearnessOf(pattern, image), undefined);
        else nearnessOf(pattern, image);
      }),
    );
  });
});

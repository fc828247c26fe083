// What would make a pattern match that nearly does: the clause names the value to write, and it then matches.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { nearnessOf } from '../../../src/image/nearness.ts';
import { matchesPattern } from '../../../src/image/pattern.ts';
import { imageText, patternSoup } from './arbitraries.ts';

const ROWS: readonly (readonly [
  pattern: string,
  image: string,
  distance: number | undefined,
  remedy: RegExp | undefined,
])[] = [
  ['h.example:8443', 'h.example/a', 1, /^the port is missing; the image must be h\.example:8443\/…$/],
  ['h.example', 'h.example:5000/a', 1, /the pattern must be h\.example:5000$/],
  ['h.example:1', 'h.example:2/a', 1, /^the image's port is 2, and the pattern's is 1$/],
  ['H.example', 'h.example/a', 1, /^letter case counts; the pattern must be h\.example$/],
  ['h.example', 'H.example/a', 1, /^letter case counts; the image must be h\.example\/…$/],
  ['h.example/*', 'h.example/a', 1, /the pattern must be h\.example$/],
  ['h.example/team/*', 'h.example/team/a', 1, /the pattern must be h\.example\/team\/$/],
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

  test('what a clause says the pattern must be matches the image', () => {
    let found = 0;
    for (const [pattern, image] of ROWS) {
      const [, better] =
        /(?:must be|write) ([^ …]+)(?: in matchImages)?$/.exec(nearnessOf(pattern, image)?.remedy ?? '') ??
        [];
      if (better === undefined) continue;
      found += 1;
      assert.ok(matchesPattern(better, image), `${pattern}: ${better} ${image}`);
    }
    assert.ok(found >= 7);
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

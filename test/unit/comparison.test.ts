// docs/comparison.md claims nothing without a link: of this plugin to a test that exists, of another to a version of its source.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from '../support/executable.ts';

const page = readFileSync(join(ROOT, 'docs/comparison.md'), 'utf8');

/** The rows of each table, its head and the line below that left out. */
const tables = [...page.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
  table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    ),
);
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

/** A tag or a commit, not a branch, whose files change. */
const PINNED =
  /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(?:blob|tree)\/(?:(?:[\w-]+\/)?v\d+\.\d+\.\d+|[0-9a-f]{40})\//;

test('there are tables to hold', () => {
  assert.ok(tables.length >= 5 && tables.every((rows) => rows.length > 2));
});

for (const [head = [], , ...rows] of tables) {
  describe(`the table ${head.join(', ')}`, () => {
    for (const [first = '', ...cells] of rows) {
      test(`${first}: each claim has a link`, () => {
        assert.equal(cells.length, head.length - 1);
        const claims = head.at(-1) === 'read at' ? cells.slice(-1) : cells;
        for (const cell of claims) {
          // Several claims of a cell have semicolons between them.
          for (const claim of cell.split(/; (?=[A-Z][\w', -]*: )/)) {
            assert.ok(links(claim).length > 0, claim);
          }
        }
      });
    }
  });
}

test('what is linked elsewhere is a version of a source, and each version that is linked was named', () => {
  const elsewhere = links(page).filter((target) => target.startsWith('https:'));
  assert.ok(elsewhere.length > 40);
  assert.deepEqual(
    elsewhere.filter((target) => !PINNED.test(target)),
    [],
  );
});

test('of this plugin, tests are linked, and they exist', () => {
  const tests = links(page).filter((target) => target.startsWith('../test/'));
  assert.ok(tests.length > 20);
  assert.deepEqual(
    tests.filter((target) => !existsSync(join(ROOT, 'docs', target))),
    [],
  );
});

test('in the tables about this plugin, its column links to a test or to a page that a test holds', () => {
  const columns = tables.flatMap(([head = [], , ...rows]) => {
    const own = head.indexOf('this plugin');
    return own === -1 ? [] : rows.map((row) => row[own] ?? '');
  });
  assert.ok(columns.length > 25);
  for (const cell of columns) {
    assert.match(
      cell,
      /\]\((?:\.\.\/test\/|performance\.md|registries\.md|systems\.md|\.\.\/README\.md)/,
      cell,
    );
  }
});

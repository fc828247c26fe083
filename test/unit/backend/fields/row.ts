// A row of the tables: what a change of one field does to a pull.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, type Pull, requestsOf } from './pulls.ts';

export type Row =
  /** Each of the pulls has an entry of its own. */
  | { readonly kind: 'another'; readonly pulls: () => readonly Pull[] }
  /** All share one, and send the same. */
  | { readonly kind: 'same'; readonly why: string; readonly pulls: () => readonly Pull[] }
  /** All share one, though they do not send the same: what is sent is renewed in its place, by its owner. */
  | { readonly kind: 'renewed'; readonly why: string; readonly pulls: () => readonly Pull[] }
  /** None gets as far as a question. */
  | { readonly kind: 'refused'; readonly pulls: () => readonly Pull[] }
  /** It is of no question to a cloud. */
  | { readonly kind: 'none'; readonly why: string };

export const another = (...pulls: readonly Pull[]): Row => ({ kind: 'another', pulls: () => pulls });
export const same = (why: string, ...pulls: readonly Pull[]): Row => ({
  kind: 'same',
  why,
  pulls: () => pulls,
});
export const renewed = (why: string, ...pulls: readonly Pull[]): Row => ({
  kind: 'renewed',
  why,
  pulls: () => pulls,
});
export const refused = (...pulls: readonly Pull[]): Row => ({ kind: 'refused', pulls: () => pulls });
export const none = (why: string): Row => ({ kind: 'none', why });

/** @param wanted the fields that there are, each of which has a row, and no other */
export function testRows(wanted: Iterable<string>, rows: Readonly<Record<string, Row>>): void {
  test('each field has a row, and each row a field', () => {
    assert.deepEqual(Object.keys(rows).sort(), [...new Set(wanted)].sort());
  });
  for (const [field, row] of Object.entries(rows)) {
    test(`${field}: ${TITLES[row.kind]}${'why' in row ? `: ${row.why}` : ''}`, () => judge(row));
  }
}

const TITLES: Readonly<Record<Row['kind'], string>> = {
  another: 'another entry',
  same: 'the same entry and the same requests',
  renewed: 'the same entry',
  refused: 'a failure',
  none: 'no question',
};

async function judge(row: Row): Promise<void> {
  if (row.kind === 'none') {
    return;
  }
  const pulls = row.pulls();
  if (row.kind === 'refused') {
    for (const pull of pulls) {
      assert.throws(() => nameOf(pull), { name: 'ProviderError' });
    }
    return;
  }
  assert.ok(pulls.length > 1);
  const names = new Set(pulls.map(nameOf));
  assert.equal(names.size, row.kind === 'another' ? pulls.length : 1);
  if (row.kind === 'same') {
    const [first, ...others] = pulls;
    const sent = await requestsOf(first as Pull);
    for (const other of others) {
      assert.deepEqual(await requestsOf(other), sent);
    }
  }
}

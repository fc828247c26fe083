// Our Headers do what Node's do, as far as google-auth-library can tell.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Headers as Ours } from '../../../../src/backend/google/headers.ts';

const name = fc.constantFrom('a', 'A', 'b', 'content-type', 'Content-Type', 'authorization', 'x y', '', 'ä');
const value = fc.oneof(
  fc.constantFrom('', ' a ', '\tb\r\n', 'a\nb', 'a\u0000', 'ä', '€', 'c, d'),
  fc.string({ maxLength: 5 }),
);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 4 });
const step = fc.oneof(
  fc.tuple(fc.constantFrom('set', 'append'), name, value),
  fc.tuple(fc.constantFrom('get', 'has', 'delete'), name),
);

/** What comes of it: a value, or that it throws a TypeError. */
function outcome<T>(run: () => T): T | 'TypeError' {
  try {
    return run();
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return 'TypeError';
  }
}

const contents = (headers: Headers | Ours) => {
  const seen: [string, string][] = [];
  headers.forEach((text: string, key: string) => {
    seen.push([key, text]);
  });
  return { seen, entries: [...headers], keys: [...headers.keys()], values: [...headers.values()] };
};

test('the same contents after the same steps', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        pairs,
        pairs.map((list) => Object.fromEntries(list)),
        fc.constant(undefined),
      ),
      fc.array(step, { maxLength: 6 }),
      (init, steps) => {
        const theirs = outcome(() => new Headers(init));
        const ours = outcome(() => new Ours(init));
        if (theirs === 'TypeError' || ours === 'TypeError') {
          assert.equal(ours, theirs);
          return;
        }
        for (const [method, ...args] of steps) {
          const call = (headers: Headers | Ours) =>
            outcome(() => (headers[method as 'set'] as (...rest: string[]) => unknown)(...args));
          assert.deepEqual(call(ours), call(theirs));
        }
        assert.deepEqual(contents(ours), contents(theirs));
        assert.deepEqual(contents(new Ours(ours)), contents(new Headers(theirs)));
      },
    ),
    { numRuns: 2000 },
  );
});

test('everything that the library calls on Headers is there', async () => {
  const { readFileSync } = await import('node:fs');
  const { createRequire } = await import('node:module');
  const require = createRequire(import.meta.url);
  for (const file of ['gaxios', 'google-auth-library/build/src/auth/authclient.js', 'gcp-metadata']) {
    const text = readFileSync(require.resolve(file), 'utf8');
    for (const [, method = ''] of text.matchAll(/\b[hH]eaders\??\.(\w+)\(/g)) {
      assert.ok(method in Ours.prototype, `${file}: ${method}`);
    }
  }
});

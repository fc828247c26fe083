// The Headers of the chunks against the ones of Node, which are the standard's.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FormData, Headers as Ours, ReadableStream } from '../../../src/system/web-globals.ts';
import fc from '../../support/property.ts';

type Step = (headers: Headers) => unknown;

/** Everything that can be seen of one. */
function view(headers: Headers): unknown {
  const each: unknown[] = [];
  headers.forEach(function (this: unknown, value, name, self) {
    each.push([this, value, name, self === headers]);
  }, 'self');
  return {
    entries: [...headers.entries()],
    iterated: [...headers],
    keys: [...headers.keys()],
    values: [...headers.values()],
    cookies: headers.getSetCookie(),
    tag: Object.prototype.toString.call(headers),
    each,
  };
}

/** What steps give, one after the other, and what is there in the end. */
function outcome(Kind: typeof Headers, init: unknown, steps: readonly Step[]): unknown {
  const attempt = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      return (error as Error).name;
    }
  };
  const headers = attempt(() => new Kind(init as HeadersInit));
  return typeof headers === 'string'
    ? headers
    : [...steps.map((step) => attempt(() => step(headers as Headers))), view(headers as Headers)];
}

function assertSame(init: unknown, steps: readonly Step[]): void {
  assert.deepEqual(outcome(Ours as unknown as typeof Headers, init, steps), outcome(Headers, init, steps));
}

type HeadersInit = ConstructorParameters<typeof Headers>[0];

describe('Headers', () => {
  const inits: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'an object': { 'Content-Type': 'a/b', accept: 'c' },
    'pairs, some of one name': [
      ['X-A', '1'],
      ['x-a', '2'],
      ['b', '3'],
    ],
    'a Map': new Map([['a', 'b']]),
    cookies: [
      ['set-cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['cookie', 'c'],
    ],
    'values with blanks around': { a: ' \t b c\r\n', d: '' },
    'a value of another type': { a: 1, b: true, c: undefined },
    'a name that is none': { 'a b': 'c' },
    'an empty name': { '': 'c' },
    'a value of two lines': { a: 'b\r\nc' },
    'a value beyond latin1': { a: 'ł' },
    'a value with NUL': { a: 'b\0c' },
  };
  for (const [name, init] of Object.entries(inits)) {
    test(name, () => assertSame(init, []));
  }

  test('of another Headers', () => {
    const others = [new Headers({ a: 'b' }), new Ours({ a: 'b' })] as const;
    assert.deepEqual([...new Ours(others[0] as never)], [...new Ours(others[1])]);
  });

  test('whatever is done with it', () => {
    const name = fc.constantFrom('a', 'A', 'content-type', 'Content-Type', 'set-cookie', 'x y', '');
    const value = fc.constantFrom('', ' b ', 'c', 'd, e', 'ü', '\n', 'f\ng', '☃');
    const step = fc.oneof(
      fc.tuple(name, value).map(
        ([n, v]): Step =>
          (headers) =>
            headers.append(n, v),
      ),
      fc.tuple(name, value).map(
        ([n, v]): Step =>
          (headers) =>
            headers.set(n, v),
      ),
      name.map(
        (n): Step =>
          (headers) =>
            headers.get(n),
      ),
      name.map(
        (n): Step =>
          (headers) =>
            headers.has(n),
      ),
      name.map(
        (n): Step =>
          (headers) =>
            headers.delete(n),
      ),
    );
    fc.assert(fc.property(fc.array(fc.tuple(name, value)), fc.array(step), assertSame));
  });
});

test('what is only asked for cannot be made', () => {
  for (const Kind of [FormData, ReadableStream]) {
    assert.equal((Buffer.from('body') as unknown) instanceof Kind, false);
    assert.throws(() => new Kind(), { name: 'TypeError', message: `there is no ${Kind.name} here` });
  }
});

// Whom a token speaks for: names in the forms of Kubernetes, so that two accounts never come out as one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { QuestionKey } from '../../../src/backend/backend.ts';
import { sessionNameOf } from '../../../src/backend/ecr/identity.ts';
import { headOf } from '../../../src/cache/key.ts';
import { ProviderError } from '../../../src/errors.ts';
import { type ServiceAccount, serviceAccountOf } from '../../../src/protocol/service-account.ts';
import { Secret } from '../../../src/secret.ts';
import fc from '../../support/property.ts';

function tokenOf(claims: object): Secret {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return new Secret(`${part({ alg: 'RS256' })}.${part(claims)}.c2ln`);
}

const accountOf = (namespace: string, name: string, uid?: unknown) =>
  serviceAccountOf(
    tokenOf({
      sub: `system:serviceaccount:${namespace}:${name}`,
      ...(uid !== undefined && { 'kubernetes.io': { serviceaccount: { uid } } }),
    }),
  );

const LONG = 'a'.repeat(63);

describe('names of a token', () => {
  for (const [namespace, name] of [
    ['team-a', 'default'],
    ['a', 'b.c'],
    ['0', '0.1.2'],
    [LONG, `${LONG}.${LONG}.${LONG}.${'a'.repeat(61)}`],
  ] as const) {
    test(`${namespace.slice(0, 9)}/${name.slice(0, 9)} are taken`, () => {
      const account = accountOf(namespace, name);
      assert.deepEqual([account.namespace, account.name], [namespace, name]);
    });
  }

  for (const [what, namespace, name] of [
    ['a namespace with a dot, beside the same text split elsewhere', 'a.b', 'c'],
    ['a namespace that is too long', `${LONG}a`, 'c'],
    ['a namespace that begins with a hyphen', '-a', 'c'],
    ['a namespace that ends with one', 'a-', 'c'],
    ['a namespace in capitals', 'Team', 'c'],
    ['a namespace with a line break', 'a\nb', 'c'],
    ['a namespace with a slash', 'a/b', 'c'],
    ['no namespace', '', 'c'],
    ['no name', 'a', ''],
    ['a name with two dots together', 'a', 'b..c'],
    ['a name that ends with a dot', 'a', 'b.'],
    ['a name with a part that begins with a hyphen', 'a', 'b.-c'],
    ['a name that is too long', 'a', 'b'.repeat(254)],
    ['a name with a colon', 'a', 'b:c'],
    ['a name with an equals sign', 'a', 'b=c'],
    ['letters that are none of these', 'a', 'ä'],
  ] as const) {
    test(`${what} is refused`, () => {
      assert.throws(
        () => accountOf(namespace, name),
        (error) =>
          error instanceof ProviderError && error.code === 'TOKEN_INVALID' && !/\n/.test(error.message),
      );
    });
  }

  test('a uid is a uid', () => {
    assert.equal(accountOf('a', 'b', '2f0a9a7e-5a44-4e0b-a8f4-7d2c9a2d6b10').uid?.length, 36);
    for (const uid of ['', ' ', 'a b', 'a\nb', 'a'.repeat(129), 7, null, {}, ['x']]) {
      assert.throws(() => accountOf('a', 'b', uid), /the uid of the service account is not valid/);
    }
  });
});

describe('two accounts', () => {
  /** Letters of names, and those that texts are joined with. */
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '0', '-', '.', ':', '/', '=', 'A'),
    maxLength: 80,
  });
  const account = fc.tuple(text, text).map(([namespace, name]): ServiceAccount | undefined => {
    try {
      return accountOf(namespace, name);
    } catch {
      return undefined; // refused
    }
  });
  /** Mostly what is taken: parts that dots could be moved between. */
  const label = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 40 });
  const valid = fc
    .tuple(label, fc.array(label, { minLength: 1, maxLength: 3 }))
    .map(([namespace, parts]) => accountOf(namespace, parts.join('.')));
  const either = fc.oneof(account, valid);

  const sessionName = ({ namespace, name }: ServiceAccount) =>
    sessionNameOf({
      kind: 'serviceAccount',
      asker: { account: { namespace, name }, token: new Secret('x') },
    } as unknown as Parameters<typeof sessionNameOf>[0]);
  const entryName = (value: ServiceAccount) =>
    headOf({
      backend: 'ecr',
      registry: 'r.example',
      key: { account: { ...value } } as unknown as QuestionKey,
    }).name;

  test('have two session names and two entries in the cache', async () => {
    await fc.assert(
      fc.asyncProperty(either, either, async (one, other) => {
        if (one === undefined || other === undefined) return;
        const same = one.namespace === other.namespace && one.name === other.name;
        const [first, second] = await Promise.all([sessionName(one), sessionName(other)]);
        assert.equal(first === second, same);
        assert.ok(first.length <= 64 && /^[\w+=,.@-]+$/.test(first), first);
        assert.equal(entryName(one) === entryName(other), same);
      }),
      { numRuns: 300 },
    );
  });

  test('of one text, wherever it is split, are not both taken', () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 4 }), (parts) => {
        const splits = parts.slice(1).flatMap((_, at) => {
          try {
            return [accountOf(parts.slice(0, at + 1).join('.'), parts.slice(at + 1).join('.'))];
          } catch {
            return [];
          }
        });
        assert.ok(splits.length <= 1);
      }),
      { numRuns: 100 },
    );
  });
});

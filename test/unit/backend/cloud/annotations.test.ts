// What a service account's owner may choose, and what he is told when it is missing or no good.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { missingAnnotation, readAnnotation } from '../../../../src/backend/cloud/annotations.ts';
import type { ServiceAccountAsker } from '../../../../src/backend/cloud/asker.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import fc from '../../../support/property.ts';

const FORM = {
  keys: ['example.com/first', 'example.com/second'],
  pattern: /^role-[a-z]+$/,
  expected: 'a role such as role-puller',
} as const;

const asker = (annotations: Readonly<Record<string, string>>): ServiceAccountAsker => ({
  kind: 'serviceAccount',
  account: { namespace: 'team-a', name: 'app' },
  token: undefined,
  annotations: new Map(Object.entries(annotations)),
});

describe('the value', () => {
  const rows: readonly (readonly [annotations: Record<string, string>, expected: string | undefined])[] = [
    [{}, undefined],
    [{ 'example.com/other': 'role-a' }, undefined],
    [{ 'example.com/First': 'role-a' }, undefined],
    [{ 'example.com/first': 'role-a' }, 'role-a'],
    [{ 'example.com/second': 'role-b' }, 'role-b'],
    [{ 'example.com/second': 'role-b', 'example.com/first': 'role-a' }, 'role-a'],
  ];
  for (const [annotations, expected] of rows) {
    test(JSON.stringify(annotations), () => assert.equal(readAnnotation(asker(annotations), FORM), expected));
  }

  test('a first one that is no good does not give way to the second', () => {
    const annotations = { 'example.com/first': 'evil', 'example.com/second': 'role-b' };
    assert.throws(() => readAnnotation(asker(annotations), FORM), {
      code: 'ANNOTATION_INVALID',
      message:
        'service account team-a/app: annotation example.com/first: expected a role such as role-puller, got "evil"',
      hint: 'correct it: kubectl annotate --overwrite serviceaccount --namespace team-a app example.com/first=…',
    });
  });

  test('an empty one is set, and no good', () => {
    assert.throws(() => readAnnotation(asker({ 'example.com/first': '' }), FORM), {
      code: 'ANNOTATION_INVALID',
    });
  });

  test('whatever it is: the form, or one bounded line without controls', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc.constantFrom('role-a\n', 'role-a', ' role-a'),
        ),
        (value) => {
          try {
            assert.ok(FORM.pattern.test(readAnnotation(asker({ 'example.com/first': value }), FORM) ?? ''));
          } catch (error) {
            assert.ok(error instanceof ProviderError, String(error));
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
            assert.doesNotMatch(formatError(error), /[\u0000-\u001f\u007f-\u009f]/);
            assert.ok(error.message.length < 2500);
          }
        },
      ),
    );
  });
});

describe('an allow-list', () => {
  const allowing = (entries: readonly string[] | undefined) => ({
    ...FORM,
    allowList: {
      field: 'ecr.allowedRoleArns',
      entries,
      allows: (entry: string, value: string) => value.startsWith(entry),
    },
  });
  const chosen = asker({ 'example.com/second': 'role-b' });

  test('that is not there allows all, an empty one nothing', () => {
    assert.equal(readAnnotation(chosen, allowing(undefined)), 'role-b');
    assert.throws(() => readAnnotation(chosen, allowing([])), { code: 'IDENTITY_NOT_ALLOWED' });
  });

  test('one of its entries is enough', () => {
    assert.equal(readAnnotation(chosen, allowing(['role-a', 'role-b'])), 'role-b');
  });

  test('what is on none is named, with the list and the annotation', () => {
    assert.throws(() => readAnnotation(chosen, allowing(['role-a', 'role-c'])), {
      code: 'IDENTITY_NOT_ALLOWED',
      message:
        'service account team-a/app: annotation example.com/second: role-b is not in ecr.allowedRoleArns of the rule (role-a, role-c)',
      hint: 'add it to ecr.allowedRoleArns, or correct the annotation: kubectl annotate --overwrite serviceaccount --namespace team-a app example.com/second=…',
    });
  });
});

describe('a missing one', () => {
  test('names every key, the service account, and the command', () => {
    const error = missingAnnotation(asker({}), FORM, 'ROLE_ARN');
    assert.equal(error.code, 'ANNOTATION_MISSING');
    assert.equal(
      error.message,
      'service account team-a/app has no annotation example.com/first (or example.com/second) in the request',
    );
    assert.equal(
      error.hint,
      "set it: kubectl annotate serviceaccount --namespace team-a app example.com/first=ROLE_ARN; and add the key to optionalServiceAccountAnnotationKeys of this plugin's entry in the kubelet's configuration",
    );
  });

  test('with one key only', () => {
    const { message } = missingAnnotation(asker({}), { ...FORM, keys: ['example.com/only'] }, 'X');
    assert.match(message, /has no annotation example\.com\/only in the request$/);
  });
});

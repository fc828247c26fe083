import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asProviderError, formatError, ProviderError } from '../../src/errors.ts';
import { escapeControls } from '../../src/escape.ts';
import fc from '../support/property.ts';

test('who, what and why; what to do; the code', () => {
  const error = new ProviderError('rule "a": nothing there', { code: 'FILE_UNREADABLE', hint: 'create it' });
  assert.equal(formatError(error), 'rule "a": nothing there; create it [FILE_UNREADABLE]');
});

test('whose it is stands before the message, and nothing else of the failure changes', () => {
  const facts = {
    code: 'CONFIG_INVALID',
    hint: 'correct it',
    details: ['one', 'two'],
    summary: 'two mistakes',
    retryAfterMs: 5,
    isContradiction: true,
    cause: 'x',
  } as const;
  const error = new ProviderError('not there', facts).of('rule "a": ecr');
  assert.equal(error.message, 'rule "a": ecr: not there');
  const { code, hint, details, summary, retryAfterMs, isContradiction, cause } = error;
  assert.deepEqual({ code, hint, details, summary, retryAfterMs, isContradiction, cause }, facts);
});

test('usage and configuration exit with 2, the rest with 1', () => {
  const exits = (['USAGE', 'CONFIG_INVALID', 'CONFIG_NOT_FOUND', 'REQUEST_INVALID', 'INTERNAL'] as const).map(
    (code) => new ProviderError('x', { code }).exitCode,
  );
  assert.deepEqual(exits, [2, 2, 2, 1, 1]);
});

test('of a bug its kind and place are shown, and nothing of its message', () => {
  const bug = new TypeError('canary\n    at canary\n  at canary (canary)');
  assert.match(
    asProviderError(bug).message,
    /^internal error: TypeError in \S.*errors\.test\.ts:\d+:\d+\)?$/,
  );
  assert.equal(asProviderError(bug).code, 'INTERNAL');
  assert.equal(asProviderError('canary').message, 'internal error: string in an unknown place');
});

test('a property: whatever is in it, it is one printable line that ends with its code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), (text) => {
      const line = formatError(new ProviderError(text, { code: 'INTERNAL', hint: text }));
      assert.ok(line.endsWith(' [INTERNAL]'));
      assert.ok(line.length <= 4096);
      assert.equal(line, escapeControls(line));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
      assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]/);
    }),
  );
});

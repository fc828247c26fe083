// What a person reads of a failure: whole lines where programs read them, broken ones on a terminal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureText } from '../../../src/command-line/failure-text.ts';
import { formatError, ProviderError } from '../../../src/errors.ts';
import fc from '../../support/property.ts';

const failure = (message: string, details: readonly string[] = [], summary?: string) =>
  new ProviderError(message, { code: 'CONFIG_INVALID', hint: 'correct the file', details, summary });

test('a single mistake is one line', () => {
  assert.equal(failureText(failure('/c:1: x')), '/c:1: x; correct the file [CONFIG_INVALID]\n');
  assert.equal(failureText(failure('/c:1: x', ['/c:1: x'])), '/c:1: x; correct the file [CONFIG_INVALID]\n');
});

test('several are one line each, and then what to do', () => {
  const lines = '/c:1: x\n/c:2: \\u{7}\n2 mistakes; correct the file [CONFIG_INVALID]\n';
  assert.equal(failureText(failure('both', ['/c:1: x', '/c:2: \u0007'])), lines);
  assert.equal(
    failureText(failure('both', ['/c:1: x', '/c:2: \u0007'], 'no use')),
    lines.replace('2 mistakes', 'no use'),
  );
});

test('on a terminal a line breaks between words, and what follows is further in', () => {
  assert.equal(
    failureText(failure('both', ['/c:1: expected a name', '/c:2: y']), 20),
    [
      '/c:1: expected a',
      '  name',
      '/c:2: y',
      '2 mistakes; correct',
      '  the file',
      '  [CONFIG_INVALID]',
      '',
    ].join('\n'),
  );
});

test('a property: a terminal is shown the same words, in lines that fit but for a word that is longer', () => {
  const words = fc.array(fc.stringMatching(/^[!-~]{1,30}$/), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 200 }), (texts, columns) => {
      const error = failure(texts.join(' '));
      const lines = failureText(error, columns).trimEnd().split('\n');
      const said = lines.map((line, index) => (index === 0 ? line : line.slice(2))).join(' ');
      assert.equal(said, formatError(error));
      for (const line of lines) assert.ok(line.length <= columns || !line.trim().includes(' '), line);
    }),
  );
});

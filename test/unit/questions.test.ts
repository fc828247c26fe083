// docs/questions.md has short answers, each of which ends where the long one is, or in a command.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/executable.ts';

const [, ...questions] = readFileSync(join(ROOT, 'docs/questions.md'), 'utf8').split(/^### /m);

test('there are as many as can be looked through', () => {
  assert.ok(questions.length >= 15 && questions.length <= 25, String(questions.length));
});

for (const text of questions) {
  const [question = '', ...rest] = text.split(/^## /m)[0]?.trim().split('\n') ?? [];
  const answer = rest.join('\n').trim();

  test(question, () => {
    assert.ok(answer.length < 1_000, 'make it shorter, and let it end in a link');
    const end = answer.split('\n').slice(-2).join(' ');
    assert.match(end, /\]\([a-z-]+\.md|`registry-credential-provider /);
  });
}

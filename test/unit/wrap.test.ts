// Lines for a terminal: none but the whole of a command begins or ends with a part of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { wrap } from '../../src/wrap.ts';

const FILE = "'/var/lib/kubelet/plugins/of a vendor'";

describe('a command that is pasted stays whole', () => {
  const rows: readonly (readonly [text: string, width: number, lines: readonly string[]])[] = [
    [`chown root: ${FILE} && chmod go-w ${FILE}`, 60, [`chown root: ${FILE} &&`, `chmod go-w ${FILE}`]],
    [`run chmod 0600 ${FILE}, or remove it`, 30, ['run', `chmod 0600 ${FILE},`, 'or remove it']],
    [
      'set it: kubectl annotate serviceaccount --namespace a b c=d; then try again',
      40,
      ['set it:', 'kubectl annotate serviceaccount --namespace a b c=d;', 'then try again'],
    ],
    ['run chown root: and chmod go-w on it', 20, ['run chown root: and', 'chmod go-w on it']],
  ];
  for (const [text, width, lines] of rows) {
    test(text, () => assert.deepEqual(wrap(text, width).split('\n'), lines));
  }
});

test('other words break where the line ends', () => {
  assert.equal(wrap('one two three', 7), 'one two\nthree');
  assert.equal(wrap('one two three', 9, { indent: 2, hang: 2, end: ' +' }), '  one +\n    two +\n    three');
});

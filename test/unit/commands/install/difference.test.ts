// What a dry run shows, and that no secret is in it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Change, fileOf, type Role } from '../../../../src/commands/install/change.ts';
import { formatDifference } from '../../../../src/commands/install/difference.ts';
import { standingAt } from '../../../../src/system/placing.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import type { TestEnd } from '../../../support/test-end.ts';

function show(context: TestEnd, role: Role, before: string | undefined, after: string): string {
  const folder = temporaryFolder(context);
  const path = `${folder.path}/file`;
  if (before !== undefined) folder.write('file', before);
  const change: Change = { role, path, before: standingAt(path), after: fileOf(after, 0o600) };
  return formatDifference({
    changes: [change],
    record: undefined,
    kept: new Map(),
    restart: true,
    notes: [],
  }).replaceAll(path, '/file');
}

const config = (password: string, comment = '') =>
  `rules:\n  - name: a\n    static:\n      username: u\n      password: ${password}\n${comment}`;

describe('a secret is not shown', () => {
  for (const [name, role, before, after] of [
    ['a password', 'config', undefined, config('canary')],
    ['in quotes', 'config', undefined, config('"canary"')],
    ['in the escapes of YAML', 'config', undefined, config('"can\\u0061ry"')],
    ['in a block', 'config', undefined, config('|-\n        canary')],
    ['the old one', 'config', config('canary'), config('other')],
    ['in a comment, too', 'config', config('canary'), config('other', '# was canary\n')],
    ['in JSON', 'config', undefined, '{"rules": [{"static": {"password": "canary"}}]}'],
    ['a file of --files', 'file', 'canary', 'canary 2'],
    [
      'a variable of a vendor',
      'kubeletConfig',
      'providers:\n- name: v\n  env:\n  - name: V_TOKEN\n    value: canary\n',
      'providers: []\n',
    ],
    [
      'a variable of a vendor in JSON',
      'kubeletConfig',
      '{"env": [{"name": "V_SECRET", "value": "canary"}]}\n',
      '{}\n',
    ],
    ['a setting of the distribution', 'flags', 'token: canary\n', 'token: canary\nkubelet-arg: x\n'],
    ['an assignment', 'flags', 'API_KEY=canary\n', 'API_KEY=canary\nX=y\n'],
  ] as const) {
    test(name, (context) => {
      const text = show(context, role, before, after);
      assert.doesNotMatch(text, /canary|can\\u0061ry/);
      if (role !== 'file') assert.match(text, /\[redacted\]|something that is not shown/);
    });
  }
});

test('everything else is', (context) => {
  const text = show(context, 'config', config('p1', '# end\n'), config('p2', '# the end\n'));
  assert.equal(
    text,
    `--- /file
+++ /file
@@ -2,5 +2,5 @@
   - name: a
     static:
       username: u
       password: [redacted]
-# end
+# the end
# /file: something that is not shown here changes
The kubelet would be restarted.
`,
  );
});

test('a change of nothing but a password is said', (context) => {
  assert.match(
    show(context, 'config', config('p1'), config('p2')),
    /# \/file: something that is not shown here changes/,
  );
});

test('an audience of tokens is no token', (context) => {
  const line = 'serviceAccountTokenAudience: sts.amazonaws.com';
  assert.match(show(context, 'kubeletConfig', undefined, `${line}\n`), new RegExp(line));
});

test('nothing', () => {
  assert.equal(
    formatDifference({ changes: [], record: undefined, kept: new Map(), restart: false, notes: [] }),
    'Nothing would change.\nThe kubelet would not be restarted.\n',
  );
});

// What a dry run shows, and that no secret is in it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AS_IT_STANDS } from '../../../../src/install/node/node-files.ts';
import { formatDifference } from '../../../../src/install/plan/difference.ts';
import type { Change, NodePlan } from '../../../../src/install/plan/node-plan.ts';
import { fileOf, type Role } from '../../../../src/install/state/content.ts';
import { standingAt } from '../../../../src/system/placing.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import type { TestEnd } from '../../../support/test-end.ts';

function show(context: TestEnd, role: Role, before: string | undefined, after: string): string {
  const folder = temporaryFolder(context);
  const path = `${folder.path}/file`;
  if (before !== undefined) folder.write('file', before);
  const change: Change = {
    role,
    path,
    before: standingAt(path),
    after: fileOf(after, 0o600),
    why: undefined,
  };
  const plan: NodePlan = { changes: [change], record: undefined, kept: new Map(), restart: true, notes: [] };
  return formatDifference(plan, AS_IT_STANDS).replaceAll(path, '/file');
}

const config = (password: string, comment = '') =>
  `rules:\n  - name: a\n    static:\n      username: u\n      password: ${password}\n${comment}`;

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The kind: what is shown in one place is the secret of another. */
const ALIAS = `rules:\n  - name: a\n    static:\n      username: &p canary\n      password: *p\n`;

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
    ['an alias of an anchor', 'config', undefined, ALIAS],
    ['an alias, in the old file', 'config', ALIAS, config('other')],
    ['an anchor in a comment, too', 'config', undefined, `${ALIAS}# canary\n`],
    [
      'an alias in flow',
      'config',
      undefined,
      'rules: [{name: &p canary, static: {username: u, password: *p}}]\n',
    ],
    [
      'a merge key',
      'config',
      undefined,
      'x: &b {password: canary}\nrules:\n  - name: a\n    static:\n      <<: *b\n      username: u\n',
    ],
    ['an anchor of the key', 'config', undefined, 'x: &k password\nrules:\n  - static:\n      *k : canary\n'],
    ['a key in escapes', 'config', undefined, 'rules:\n  - static:\n      "pass\\x77ord": canary\n'],
    [
      'a key in quotes, a blank before the colon',
      'config',
      undefined,
      "rules:\n  - static:\n      'password' : canary\n",
    ],
    ['an explicit key', 'config', undefined, 'rules:\n  - static:\n      ? password\n      : canary\n'],
    ['folded', 'config', undefined, config('>-\n        canary\n        canary2')],
    ['a plain scalar of several lines', 'config', undefined, config('canary\n        canary2')],
    [
      'in quotes over several lines',
      'config',
      undefined,
      config('"canary\n        canary2 \\\n        canary3"'),
    ],
    [
      'the lines of a block in a comment',
      'config',
      undefined,
      `${config('|\n        canary\n        second')}# canary\n`,
    ],
    ['a tag', 'config', undefined, config('!!str canary')],
    ['binary data', 'config', undefined, config('!!binary Y2FuYXJ5')],
    ['a number', 'config', undefined, config('0x1F # 0x1F canary').replace('canary', '')],
    [
      'base64 of user and password in a comment',
      'config',
      undefined,
      config('canary', `# auth: ${base64('u:canary')}\n`),
    ],
    ['base64 of another user', 'config', undefined, config('canary', `# ${base64('someone:canary')}\n`)],
    [
      'percent-encoded in a comment',
      'config',
      undefined,
      config('"can/ary"', '# can%2Fary canary\n').replace(' canary', ''),
    ],
    [
      'a password in another rule',
      'config',
      config('canary'),
      `${config('other')}  - name: canary\n    static: {username: canary, password: x}\n`,
    ],
    ['two documents', 'config', undefined, `${config('a-b')}---\n${config('canary')}`],
    ['a file that is no YAML', 'config', 'rules:\n  - static: {password: canary\n', config('other')],
    ['JSON that is cut off', 'config', '{"rules": [{"static": {"password": "canary', config('other')],
    [
      'escapes of JSON',
      'config',
      undefined,
      '{"rules": [{"static": {"pass\\u0077ord": "\\u0063anary"}}, {"name": "canary"}]}\n',
    ],
    [
      'an auth of a docker config',
      'kubeletConfig',
      undefined,
      `{"auths": {"r": {"auth": "${base64('u:canary')}"}}}\n`,
    ],
    [
      'a proxy of an entry',
      'kubeletConfig',
      undefined,
      'providers:\n- env:\n  - name: HTTPS_PROXY\n    value: http://u:canary@p:1\n',
    ],
    [
      'a proxy by an alias',
      'kubeletConfig',
      undefined,
      'providers:\n- env:\n  - {name: &p "http://u:canary@p:1", value: *p}\n',
    ],
    [
      'a variable whose value comes first',
      'kubeletConfig',
      undefined,
      'providers:\n- env:\n  - value: canary\n    name: V_TOKEN\n',
    ],
    [
      'a variable whose name is an alias',
      'kubeletConfig',
      undefined,
      'x: &n V_PASSWORD\nproviders:\n- env:\n  - name: *n\n    value: canary\n',
    ],
    ['an argument', 'kubeletConfig', undefined, 'providers:\n- args: ["--password=canary"]\n'],
    [
      'an argument in two words',
      'kubeletConfig',
      undefined,
      'providers:\n- args:\n  - --token\n  - canary\n',
    ],
    ['a proxy in a unit', 'flags', '', '[Service]\nEnvironment="HTTPS_PROXY=http://u:canary@proxy:3128"\n'],
    ['a flag of an environment file', 'flags', '', 'KUBELET_EXTRA_ARGS="--x --token=canary --y"\n'],
    ['a flag in two words', 'flags', '', "KUBELET_EXTRA_ARGS='--token canary --y'\n"],
    ['a token of k3s by an alias', 'flags', '', 'node-name: &t canary\ntoken: *t\n'],
    ['an assignment', 'flags', 'API_KEY=canary\n', 'API_KEY=canary\nX=y\n'],
  ] as const) {
    test(name, (context) => {
      const text = show(context, role, before, after);
      for (const spelling of [
        'canary',
        'can\\u0061ry',
        '\\u0063anary',
        'Y2FuYXJ5',
        '0x1F',
        'can/ary',
        'can%2Fary',
        'OmNhbmFye',
        'p1OmNhbmFyeQ',
        base64('u:canary'),
        base64('someone:canary'),
      ]) {
        assert.ok(!text.includes(spelling), text);
      }
      if (role !== 'file')
        assert.match(text, /\[redacted\]|a part that is not shown|the content is not shown/);
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
# /file: a part that is not shown here changes
The kubelet would be restarted.
Only the run itself can tell whether the kubelet is healthy then.
`,
  );
});

test('a change of nothing but a password is said', (context) => {
  assert.match(
    show(context, 'config', config('p1'), config('p2')),
    /# \/file: a part that is not shown here changes/,
  );
});

test('an audience of tokens is no token', (context) => {
  const line = 'serviceAccountTokenAudience: sts.amazonaws.com';
  assert.match(show(context, 'kubeletConfig', undefined, `${line}\n`), new RegExp(line));
});

test('nothing', () => {
  assert.equal(
    formatDifference(
      { changes: [], record: undefined, kept: new Map(), restart: false, notes: [] },
      AS_IT_STANDS,
    ),
    'Nothing would change.\nThe kubelet would not be restarted.\n',
  );
});

test('what is not text is named by its digest', (context) => {
  assert.match(show(context, 'executable', undefined, 'new'), /^# \/file: created: sha256 [0-9a-f]{64}\n/);
  assert.match(
    show(context, 'executable', 'old', 'new'),
    /^# \/file: sha256 [0-9a-f]{64} becomes sha256 [0-9a-f]{64}\n/,
  );
});

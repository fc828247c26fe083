// The commands that a finding says to run, with paths that another user of the node has named.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { writableByOthers } from '../../../src/check/executable-checks.ts';
import { escapeControls } from '../../../src/escape.ts';
import { wrap } from '../../../src/wrap.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const MACHINE = { architecture: 'x64', uid: process.getuid?.() };

describe('a command that is pasted does what it says, to that file alone', () => {
  for (const name of [
    'plain',
    'of a vendor',
    '$(touch pwned)',
    '`touch pwned`',
    '";touch pwned;"',
    "';touch pwned;'",
    "it's; touch pwned",
    '$PWD && touch pwned #',
    'back\\slash',
    '!!',
    '~',
    '*',
  ]) {
    test(name, (context) => {
      const { path: folder } = temporaryFolder(context);
      const place = join(folder, name);
      mkdirSync(place);
      chmodSync(place, 0o777);
      symlinkSync(place, join(folder, 'link'));
      const [{ remedy = '' } = {}] = writableByOthers([join(folder, 'link')], MACHINE);
      // `chown root:` is for root alone.
      const shown = wrap(escapeControls(remedy), 40).replaceAll('chown root:', 'test -d');
      execFileSync('sh', ['-c', shown], { cwd: folder });
      assert.equal(statSync(place).mode & 0o777, 0o755);
      assert.equal(existsSync(join(folder, 'pwned')), false);
    });
  }

  test('a name that a terminal would obey is no name for the shell', (context) => {
    const { path: folder } = temporaryFolder(context);
    const place = join(folder, '\u001b[2Jx\ntouch pwned\n');
    mkdirSync(place);
    chmodSync(place, 0o777);
    const [{ remedy = '' } = {}] = writableByOthers([place], MACHINE);
    assert.throws(() =>
      execFileSync('sh', ['-c', escapeControls(remedy).replaceAll('chown root:', 'test -d')], {
        cwd: folder,
        stdio: 'ignore',
      }),
    );
    assert.equal(existsSync(join(folder, 'pwned')), false);
  });
});

// Which file the name of a program means.

import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { describe, test } from 'node:test';
import { systemEnvironment, systemProgram } from '../../../../src/install/node/system-environment.ts';
import { whyNoOtherUser } from '../../../support/fake-node.ts';
import { ROOT_ONLY, temporaryFolder } from '../../../support/temporary.ts';

describe('a program of the system', { skip: whyNoOtherUser }, () => {
  test('its name means one that root alone can write', () => {
    const found = systemProgram('sh');
    assert.match('path' in found ? found.path : '', /\/bin\/sh$/);
    assert.deepEqual(systemProgram('no-such-program'), { problem: 'ENOENT' });
  });

  test('one that another user could have put there is not run', (context) => {
    const folder = temporaryFolder(context, ROOT_ONLY);
    const program = folder.write('bin/program', '#!/bin/sh\n', 0o755);
    assert.deepEqual(systemProgram(program), { path: program });
    chmodSync(program, 0o757);
    const found = systemProgram(program);
    assert.match('problem' in found ? found.problem : '', /^not run as root: every user can write /);
    chmodSync(program, 0o755);
    chmodSync(`${folder.path}/bin`, 0o1777);
    assert.ok('problem' in systemProgram(program));
  });

  test('in PATH are folders that root alone can write', () => {
    assert.match(systemEnvironment().PATH ?? '', /(?:^|:)\/usr\/bin(?::|$)/);
    assert.ok(!(systemEnvironment().PATH ?? '').includes('/tmp'));
  });
});

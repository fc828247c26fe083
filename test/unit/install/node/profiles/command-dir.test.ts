// In which folder of PATH the link to the executable is made.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host } from '../../../../../src/install/node/host.ts';
import { commandDirOf } from '../../../../../src/install/node/profiles/command-dir.ts';

const hostOf = (release: string | undefined) =>
  ({ read: (path) => (path === '/etc/os-release' ? release : undefined) }) as Host;

const CASES = {
  'any system': [hostOf('ID=ubuntu\n'), {}, '/usr/local/bin'],
  'a system that does not say what it is': [hostOf(undefined), {}, '/usr/local/bin'],
  'Flatcar, whose /usr is read-only': [hostOf('ID=flatcar\nID_LIKE=coreos\n'), {}, '/opt/bin'],
  'a system that is only like it': [hostOf('ID=fedora\nVARIANT_ID=coreos\n'), {}, '/usr/local/bin'],
  'the folder that was named': [hostOf('ID=flatcar\n'), { link: '/opt/tools' }, '/opt/tools'],
  'no link wanted': [hostOf('ID=ubuntu\n'), { noLink: true }, undefined],
} as const;

for (const [name, [host, overrides, expected]] of Object.entries(CASES)) {
  test(name, () => {
    assert.equal(commandDirOf(host, overrides), expected);
  });
}

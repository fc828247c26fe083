// Who could lead us elsewhere on the way to a folder; what is in it is tried with the cache.

import assert from 'node:assert/strict';
import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkWay, NotUsable, PrivateDirectory } from '../../../src/system/private-directory.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const OWN = process.getuid?.() ?? 0;

/** What stands on the way: the folder `way`, or a link to the folder `other`. */
const TABLE: readonly (readonly [
  name: string,
  make: (root: string) => void,
  expected: RegExp | undefined,
])[] = [
  ['a folder of this user', (root) => mkdirSync(join(root, 'way'), 0o755), undefined],
  ['a sticky folder that every user can write', (root) => folder(join(root, 'way'), 0o1777), undefined],
  [
    'a folder that every user can write',
    (root) => folder(join(root, 'way'), 0o777),
    /way, which every user can write$/,
  ],
  ['a folder that a group can write, as /var/log is', (root) => folder(join(root, 'way'), 0o775), undefined],
  [
    'a link of this user to a folder that every user can write',
    (root) => {
      folder(join(root, 'other'), 0o777);
      symlinkSync('other', join(root, 'way'));
    },
    /other, which every user can write$/,
  ],
  [
    'a link of this user to a folder of its own',
    (root) => {
      mkdirSync(join(root, 'other'));
      symlinkSync('other', join(root, 'way'));
    },
    undefined,
  ],
  [
    'a link to a link in a folder that every user can write, which leads to a folder of this user',
    (root) => {
      folder(join(root, 'other'), 0o777);
      mkdirSync(join(root, 'own'));
      symlinkSync('../own', join(root, 'other/link'));
      symlinkSync('other/link', join(root, 'way'));
    },
    /other, which every user can write$/,
  ],
  [
    'a link to itself',
    (root) => symlinkSync('way', join(root, 'way')),
    /a symbolic link that leads back to itself$/,
  ],
  ['nothing', () => {}, undefined],
];

function folder(path: string, mode: number): void {
  mkdirSync(path);
  chmodSync(path, mode);
}

describe('the way to a folder that only one user can enter', () => {
  for (const [name, make, expected] of TABLE) {
    test(name, (context) => {
      const root = temporaryFolder(context).path;
      make(root);
      const look = () => checkWay(join(root, 'way'), OWN);
      if (expected === undefined) look();
      else assert.throws(look, (error: Error) => error instanceof NotUsable && expected.test(error.message));
    });
  }

  test('a folder of another user, of which the one below is ours', (context) => {
    const root = temporaryFolder(context).path;
    mkdirSync(join(root, 'way/private'), { recursive: true, mode: 0o700 });
    const other = OWN === 0 ? 65534 : OWN;
    if (OWN === 0) chownSync(join(root, 'way'), other, other);
    const asked = OWN === 0 ? 0 : OWN + 1;
    assert.throws(() => checkWay(join(root, 'way'), asked), new RegExp(`belongs to user ${other}$`));
    if (OWN === 0) {
      assert.throws(
        () => PrivateDirectory.open(join(root, 'way/private'), { uid: 0, create: true }),
        /is reached through .*way, which belongs to user 65534$/,
      );
    }
  });
});

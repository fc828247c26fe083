// Who decides what a path leads to, seen in a root file system of the test's own.

import assert from 'node:assert/strict';
import { chmodSync, lchownSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { followRootOnly, problemOfRootOnly, rootOnly } from '../../../src/system/root-only.ts';
import { FakeNode, NOBODY, OWNER, whyNoOtherUser } from '../../support/fake-node.ts';

interface Row {
  readonly name: string;
  readonly prepare: (node: FakeNode) => void;
  readonly path?: string;
  /** Undefined: root alone decides. */
  readonly problem: string | RegExp | undefined;
  readonly real?: string;
  readonly needsRoot?: true;
}

const link = (node: FakeNode, path: string, target: string) => {
  mkdirSync(dirname(node.at(path)), { recursive: true });
  symlinkSync(target, node.at(path));
};

const ROWS: readonly Row[] = [
  { name: 'a file of root in folders of root', prepare: () => {}, problem: undefined, real: '/opt/bin/x' },
  {
    name: 'a file that does not exist yet',
    prepare: () => {},
    path: '/opt/new/folder/x',
    problem: undefined,
    real: '/opt/new/folder/x',
  },
  {
    name: 'a file that everybody can write',
    prepare: (node) => node.chmod('/opt/bin/x', 0o757),
    problem: 'every user can write "/opt/bin/x" (mode 757)',
  },
  {
    name: 'a file that a group can write, also where an access control list gives that to one user',
    prepare: (node) => node.chmod('/opt/bin/x', 0o775),
    problem: /^group [0-9]+ can write "\/opt\/bin\/x" \(mode 775\)$/,
  },
  {
    name: 'a folder that everybody can write',
    prepare: (node) => node.chmod('/opt', 0o777),
    problem: 'every user can write "/opt" (mode 777)',
  },
  {
    name: 'a sticky folder, where everybody can make what does not exist',
    prepare: (node) => node.chmod('/opt/bin', 0o1777),
    path: '/opt/bin/new',
    problem: 'every user can write "/opt/bin" (mode 1777)',
  },
  {
    name: 'the root of the file system itself',
    prepare: (node) => chmodSync(node.folder.path, 0o777),
    problem: 'every user can write "/" (mode 777)',
  },
  {
    name: 'a file of another user',
    prepare: (node) => lchownSync(node.at('/opt/bin/x'), NOBODY, 0),
    problem: '"/opt/bin/x" belongs to user 65534',
    needsRoot: true,
  },
  {
    name: 'a folder of another user, whatever its mode',
    prepare: (node) => {
      node.chmod('/opt/bin', 0o555);
      lchownSync(node.at('/opt/bin'), NOBODY, 0);
    },
    problem: '"/opt/bin" belongs to user 65534',
    needsRoot: true,
  },
  {
    name: 'a link that root has made',
    prepare: (node) => link(node, '/usr/bin/x', '../../opt/bin/x'),
    path: '/usr/bin/x',
    problem: undefined,
    real: '/opt/bin/x',
  },
  {
    name: 'an absolute link, which begins at that root',
    prepare: (node) => link(node, '/usr/bin/x', '/opt/bin/x'),
    path: '/usr/bin/x',
    problem: undefined,
    real: '/opt/bin/x',
  },
  {
    name: 'a link through a folder that another user can write',
    prepare: (node) => {
      link(node, '/open/y', '/opt/bin/x');
      link(node, '/usr/bin/x', '/open/y');
      node.chmod('/open', 0o777);
    },
    path: '/usr/bin/x',
    problem: 'every user can write "/open" (mode 777)',
  },
  {
    name: 'a folder that is a link into a folder that another user can write',
    prepare: (node) => {
      node.program('/open/bin/x');
      node.chmod('/open', 0o1777);
      link(node, '/srv', 'open/bin');
    },
    path: '/srv/x',
    problem: 'every user can write "/open" (mode 1777)',
  },
  {
    name: 'a way back up does not forget where it was',
    prepare: (node) => {
      node.program('/open/y');
      node.chmod('/open', 0o777);
    },
    path: '/open/../opt/bin/x',
    problem: 'every user can write "/open" (mode 777)',
  },
  {
    name: 'a link that leads nowhere',
    prepare: (node) => link(node, '/usr/bin/x', '/nowhere/x'),
    path: '/usr/bin/x',
    problem: undefined,
    real: '/nowhere/x',
  },
  {
    name: 'a symbolic link that leads back to itself',
    prepare: (node) => link(node, '/usr/bin/x', 'x'),
    path: '/usr/bin/x',
    problem: '"/usr/bin/x" is a symbolic link that leads back to itself',
  },
  {
    name: 'the root of a process, which is what the process makes of it',
    prepare: (node) => node.add(7, ['kubelet']),
    path: '/proc/7/root/opt/bin/x',
    problem: '"/proc/7" is under /proc, where a process decides what is there',
  },
];

describe('whether root alone decides', () => {
  for (const { name, prepare, path = '/opt/bin/x', problem, real, needsRoot } of ROWS) {
    test(name, { skip: needsRoot && whyNoOtherUser }, (context) => {
      const node = new FakeNode(context);
      node.program('/opt/bin/x');
      prepare(node);
      const found = problemOfRootOnly(path, node.trust);
      if (problem instanceof RegExp) assert.match(found ?? '', problem);
      else assert.equal(found, problem);
      if (real !== undefined) assert.equal(followRootOnly(path, node.trust).real, real);
      const open = () => rootOnly(path, 'file', node.trust);
      if (problem === undefined) assert.equal(open(), join(node.folder.path, real ?? path));
      else assert.throws(open, (error) => error instanceof ProviderError && error.code === 'FILE_UNREADABLE');
    });
  }

  test('which file it is, and who may write it, are two questions', (context) => {
    const node = new FakeNode(context);
    node.program('/opt/bin/x', '', 0o666);
    const { problem, problemOnTheWay } = followRootOnly('/opt/bin/x', node.trust);
    assert.equal(problem, 'every user can write "/opt/bin/x" (mode 666)');
    assert.equal(problemOnTheWay, undefined);
  });

  test('files of root are not those of another user who looks', (context) => {
    const node = new FakeNode(context);
    node.program('/opt/bin/x');
    const { problem } = followRootOnly('/opt/bin/x', { ...node.trust, owner: OWNER + 1 });
    assert.equal(problem, `"/" belongs to user ${OWNER}`);
  });
});

// The link in a folder of PATH: when it is made, repaired and removed, and that it never costs anything else.

import assert from 'node:assert/strict';
import { chmodSync, chownSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestEnd } from '../../../support/test-end.ts';
import { NOT_ROOT, SmallNode } from '../small-node.ts';

const LINK = 'path/registry-credential-provider';

class NodeWithPath extends SmallNode {
  folder: string | undefined = 'path';

  constructor(context: TestEnd, { hasFolder = true } = {}) {
    super(context);
    if (hasFolder) mkdirSync(this.at('path'), { mode: 0o755 });
  }

  at(name: string): string {
    return join(this.root, name);
  }

  override get setup() {
    return { ...super.setup, commandDir: this.folder && this.at(this.folder) };
  }

  get target(): string | undefined {
    const stat = lstatSync(this.at(LINK), { throwIfNoEntry: false });
    return stat?.isSymbolicLink() ? readlinkSync(this.at(LINK)) : undefined;
  }

  get executable(): string {
    return this.at('bin/registry-credential-provider');
  }

  get recorded(): string[] {
    return this.record?.items.filter(({ role }) => role === 'link').map(({ path }) => path) ?? [];
  }
}

describe('the link in a folder of PATH', { skip: NOT_ROOT }, () => {
  for (const hasFolder of [true, false]) {
    test(`is made, recorded and removed, with the folder ${hasFolder ? 'there' : 'missing'}`, async (context) => {
      const node = new NodeWithPath(context, { hasFolder });
      const before = node.snapshot();
      await node.install(['a.example']);
      assert.equal(node.target, node.executable);
      assert.deepEqual(node.recorded, [node.at(LINK)]);
      const again = node.plan(['a.example']);
      assert.deepEqual([again.changes, again.notes], [[], []]);
      await node.uninstall();
      const { state: _, ...after } = node.snapshot();
      const { state: __, ...expected } = before;
      assert.deepEqual(after, expected);
    });
  }

  test('needs no restart of the kubelet, and is told in the difference', async (context) => {
    const node = new NodeWithPath(context);
    node.folder = undefined;
    await node.install(['a.example']);
    node.folder = 'path';
    const { changes, restart } = node.plan(['a.example']);
    assert.equal(restart, false);
    assert.deepEqual(
      changes.map(({ path, before, after, why }) => [path, before.kind, after, why]),
      [
        [
          node.at(LINK),
          'absent',
          { kind: 'link', target: node.executable },
          'so that commands can be typed without their path',
        ],
      ],
    );
  });

  test('is removed when none is wanted any more, and moves with the folder', async (context) => {
    const node = new NodeWithPath(context);
    await node.install(['a.example']);
    node.folder = 'other-path';
    await node.install(['a.example']);
    assert.equal(node.target, undefined);
    assert.deepEqual(node.recorded, [node.at('other-path/registry-credential-provider')]);
    node.folder = undefined;
    await node.install(['a.example']);
    assert.deepEqual(node.recorded, []);
    assert.equal(node.snapshot()['other-path/registry-credential-provider'], undefined);
  });

  test('is repaired when it is gone', async (context) => {
    const node = new NodeWithPath(context);
    await node.install(['a.example']);
    rmSync(node.at(LINK));
    await node.install(['a.example']);
    assert.equal(node.target, node.executable);
  });

  const OTHERS: Readonly<Record<string, (node: NodeWithPath) => void>> = {
    'a file': (node) => node.write(LINK, '#!/bin/sh\n', 0o755),
    'a link to another place': (node) => symlinkSync('/usr/bin/true', node.at(LINK)),
    'a link that leads nowhere': (node) => symlinkSync('/nowhere', node.at(LINK)),
    'a folder': (node) => mkdirSync(node.at(LINK)),
  };
  for (const [what, put] of Object.entries(OTHERS)) {
    test(`${what} of another stays, before install and after it`, async (context) => {
      const node = new NodeWithPath(context);
      put(node);
      const { [LINK]: theirs } = node.snapshot();
      const plan = node.plan(['a.example']);
      assert.match(plan.notes.join(), /No link was made in .*\/path, because .* is not from install: type/);
      await node.carryOut(plan);
      assert.deepEqual(node.recorded, []);
      assert.equal(node.snapshot()[LINK], theirs);
      await node.uninstall();
      assert.equal(node.snapshot()[LINK], theirs);

      const late = new NodeWithPath(context);
      await late.install(['a.example']);
      rmSync(late.at(LINK));
      put(late);
      assert.match(late.planUninstall().plan.notes.join(), /was changed after install wrote it, and is left/);
      await late.install(['a.example']);
      assert.deepEqual([late.snapshot()[LINK], late.recorded], [theirs, []]);
      await late.uninstall();
      assert.equal(late.snapshot()[LINK], theirs);
    });
  }

  test('one made by hand that leads where ours would stays the one of the operator', async (context) => {
    const node = new NodeWithPath(context);
    symlinkSync(node.executable, node.at(LINK));
    await node.install(['a.example']);
    assert.deepEqual(node.recorded, []);
    await node.uninstall();
    assert.equal(node.target, node.executable);
  });

  const UNUSABLE: Readonly<Record<string, readonly [make: (node: NodeWithPath) => void, why: RegExp]>> = {
    'every user can write the folder': [(node) => chmodSync(node.at('path'), 0o777), /every user can write/],
    'every user can write it, though it is sticky': [
      (node) => chmodSync(node.at('path'), 0o1777),
      /every user can write/,
    ],
    'a group can write it, as in old Debians': [
      (node) => {
        chownSync(node.at('path'), 0, 50);
        chmodSync(node.at('path'), 0o2775);
      },
      /group 50 can write/,
    ],
    'it is the folder of another user': [
      (node) => chownSync(node.at('path'), 1000, 0),
      /belongs to user 1000/,
    ],
  };
  for (const [what, [make, why]] of Object.entries(UNUSABLE)) {
    test(`none where root alone does not decide: ${what}`, async (context) => {
      const node = new NodeWithPath(context);
      make(node);
      const plan = node.plan(['a.example']);
      assert.match(plan.notes.join(), why);
      await node.carryOut(plan);
      assert.equal(node.target, undefined);

      // One that was made before is not touched there, and neither install nor uninstall is refused.
      const late = new NodeWithPath(context);
      await late.install(['a.example']);
      make(late);
      const again = late.plan(['a.example']);
      assert.match(again.notes.join(), /path\/registry-credential-provider is left as it is, because/);
      assert.match(late.planUninstall().plan.notes.join(), why);
      await late.uninstall();
      assert.equal(late.target, late.executable);
      assert.equal(late.snapshot()['bin/registry-credential-provider'], undefined);
    });
  }

  test('none where the folder is a file, or a link that leads nowhere', (context) => {
    const file = new NodeWithPath(context, { hasFolder: false });
    file.write('path', '');
    assert.match(file.plan(['a.example']).notes.join(), /ENOTDIR|not a directory/);
    const dangling = new NodeWithPath(context, { hasFolder: false });
    symlinkSync('/nowhere/at/all', dangling.at('path'));
    assert.match(dangling.plan(['a.example']).notes.join(), /No link was made/);
  });

  for (const [what, folder, make] of [
    ['a link to its folder', 'path', (node) => symlinkSync('bin', node.at('path'))],
    ['a link above it', 'above/bin', (node) => symlinkSync('.', node.at('above'))],
  ] satisfies [string, string, (node: NodeWithPath) => void][]) {
    test(`none that would lead to itself, as the folder of PATH is ${what}`, async (context) => {
      const node = new NodeWithPath(context, { hasFolder: false });
      node.folder = folder;
      make(node);
      await node.install(['a.example']);
      assert.ok(lstatSync(node.executable).isFile());
      assert.deepEqual(node.recorded, []);
      await node.uninstall();
      assert.equal(lstatSync(node.executable, { throwIfNoEntry: false }), undefined);
    });
  }

  test('none beside the executable, which is found there already', (context) => {
    const node = new NodeWithPath(context);
    node.folder = 'bin';
    const { changes, notes } = node.plan(['a.example']);
    assert.deepEqual(
      changes.filter(({ role }) => role === 'link'),
      [],
    );
    assert.deepEqual(notes, []);
  });
});

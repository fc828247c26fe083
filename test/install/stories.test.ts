// What happens to a node over time: installs, upgrades, other people's changes, disks that are full, and removal.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { FORMS, kubeletConfig, kubeletText, NAME, Node } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';
const CONFIG = 'etc/registry-credential-provider/config.yaml';
const FLAGS = 'unit.d/20-credentials.conf';

async function install(node: Node, wants = node.wants(['a.example'])): Promise<void> {
  const { outcome, message } = await node.run({ what: 'install', wants });
  assert.equal(outcome, 'installed', message);
}

async function uninstall(node: Node): Promise<readonly string[]> {
  const { outcome, message, said } = await node.run({ what: 'uninstall' });
  assert.equal(outcome, 'uninstalled', message);
  return said;
}

describe('a node over time', { skip: NOT_ROOT }, () => {
  for (const form of FORMS) {
    test(`install, again, upgrade, uninstall: byte for byte as before, kubelet with ${form}`, async (context) => {
      const node = await Node.make(context, form);
      const before = node.snapshot();
      await install(node);
      assert.equal(node.restarts, 1);
      assert.ok(node.providers.includes(NAME));
      assert.deepEqual(node.whyNotLoaded(), []);

      const installed = node.snapshot();
      const again = await node.run({ what: 'install', wants: node.wants(['a.example']) });
      assert.equal(again.outcome, 'unchanged', again.message);
      assert.deepEqual(again.steps, []);
      assert.deepEqual(node.snapshot(), installed);
      assert.equal(node.restarts, 1);

      node.ship('2.0.0');
      const wants = { files: ['other'], tokens: true, replace: ['vendor-plugin'], acceptLoss: true };
      await install(node, node.wants(['a.example', 'pods.example'], wants));
      assert.equal(node.restarts, 2);
      assert.ok(!node.providers.includes('vendor-plugin'));
      assert.ok(node.providers.includes(`${NAME}-pods`));
      assert.ok(
        !node.has('etc/registry-credential-provider/password'),
        'what is not wanted any more is gone',
      );

      const unchanged = await node.run({
        what: 'install',
        wants: node.wants(['a.example', 'pods.example'], wants),
      });
      assert.equal(unchanged.outcome, 'unchanged', unchanged.message);

      await uninstall(node);
      assert.equal(node.restarts, 3);
      assert.deepEqual(node.snapshot(), before);
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), before);
    });
  }

  test('a new executable, or a new secret, needs no restart, and running processes keep the old file', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    const inode = () =>
      execFileSync('stat', ['-c', '%i', join(node.root, 'bin', NAME)], { encoding: 'utf8' });
    const old = inode();
    node.ship('1.0.1');
    const wants = node.wants(['a.example']);
    node.write('source/files/password', 'changed\n');
    await install(node, wants);
    assert.equal(node.restarts, 1);
    assert.notEqual(inode(), old);
    assert.equal(node.read('etc/registry-credential-provider/password'), 'changed\n');
  });

  test('the vendor’s entry is back when it is no longer to be replaced', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node, node.wants(['a.example'], { replace: ['vendor-plugin'], acceptLoss: true }));
    assert.deepEqual(node.providers, ['other-plugin', NAME]);
    await install(node);
    assert.deepEqual(node.providers, ['vendor-plugin', 'other-plugin', NAME]);
  });

  test('lines of others stay as they were written', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    assert.ok(node.read('kubelet/providers.yaml').startsWith(kubeletText(['vendor-plugin', 'other-plugin'])));
    assert.match(node.snapshot()['kubelet/providers.yaml'] ?? '', /^640 /, 'with its mode');
  });

  test('words alone are no reason to restart a kubelet', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    node.write(
      'kubelet/providers.yaml',
      node.read('kubelet/providers.yaml').replaceAll(/^ *#.*\n/gm, ''),
      0o640,
    );
    const { outcome, message } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
    assert.equal(outcome, 'unchanged', message);
    assert.equal(node.restarts, 1);
  });
});

describe('somebody else changes what we have put there', { skip: NOT_ROOT }, () => {
  test('an entry is added to the kubelet’s configuration: it stays through upgrade and uninstall', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node, node.wants(['a.example'], { replace: ['vendor-plugin'], acceptLoss: true }));
    node.write('bin/third-plugin', '#!/bin/sh\n', 0o755);
    const entry = kubeletText(['third-plugin']).split('\n').slice(4).join('\n');
    node.write('kubelet/providers.yaml', node.read('kubelet/providers.yaml') + entry, 0o640);
    assert.deepEqual(node.providers, ['other-plugin', NAME, 'third-plugin']);

    await install(
      node,
      node.wants(['a.example', 'b.example'], { replace: ['vendor-plugin'], acceptLoss: true }),
    );
    assert.deepEqual(
      node.providers,
      ['other-plugin', NAME, 'third-plugin'],
      'in the order that it was left in',
    );
    assert.deepEqual(node.whyNotLoaded(), []);

    await uninstall(node);
    assert.deepEqual(node.providers, ['vendor-plugin', 'other-plugin', 'third-plugin']);
    assert.ok(!node.has('state') && !node.has('etc'));
  });

  test('right before the uninstall: exactly our part goes, and it says so', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node, node.wants(['a.example'], { replace: ['vendor-plugin'], acceptLoss: true }));
    node.write('kubelet/providers.yaml', `# mine\n${node.read('kubelet/providers.yaml')}`, 0o640);
    const said = await uninstall(node);
    assert.ok(
      said.some((line) =>
        /providers\.yaml was changed after install wrote it: only the part of this plugin/.test(line),
      ),
    );
    assert.deepEqual(node.providers, ['vendor-plugin', 'other-plugin']);
    assert.match(node.read('kubelet/providers.yaml'), /^# mine\n/);
  });

  test('a file whose flags are ours has lines of others by now: ours go', async (context) => {
    const node = await Node.make(context, 'nothing');
    await install(node);
    node.write(FLAGS, `# theirs\n${node.read(FLAGS)}Nice=5\n`);
    const said = await uninstall(node);
    assert.equal(node.read(FLAGS), '# theirs\nNice=5\n');
    assert.ok(said.some((line) => /20-credentials\.conf was changed after install wrote it/.test(line)));
  });

  test('flags that cannot be told from theirs: refused, and nothing has changed', async (context) => {
    const node = await Node.make(context, 'nothing');
    await install(node);
    node.write(FLAGS, 'something else altogether\n');
    const before = node.snapshot();
    const { code, message } = await node.run({ what: 'uninstall' });
    assert.equal(code, 'INSTALL_REFUSED', message);
    assert.deepEqual(node.snapshot(), before);
  });

  test('others have an entry in the file that only our flags name: flags and file stay', async (context) => {
    const node = await Node.make(context, 'nothing');
    await install(node);
    node.write('bin/third-plugin', '#!/bin/sh\n', 0o755);
    const entry = kubeletText(['third-plugin']).split('\n').slice(4).join('\n').replaceAll(/^ {4}/gm, '  ');
    node.write('kubelet/providers.yaml', node.read('kubelet/providers.yaml') + entry);
    await uninstall(node);
    assert.deepEqual(node.providers, ['third-plugin']);
    assert.ok(node.has(FLAGS));
    assert.deepEqual(node.whyNotLoaded(), []);
  });

  test('our configuration was edited: it stays, and comes back under a later one', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    node.write(CONFIG, `# edited\n${node.read(CONFIG)}`);
    const said = await uninstall(node);
    assert.ok(said.some((line) => /config\.yaml was changed after install wrote it, and is left/.test(line)));
    assert.match(node.read(CONFIG), /^# edited/);
    await install(node);
    assert.doesNotMatch(node.read(CONFIG), /edited/);
    await uninstall(node);
    assert.match(node.read(CONFIG), /^# edited/);
  });

  test('our executable was removed: the next run puts it back', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    rmSync(join(node.root, 'bin', NAME));
    assert.notDeepEqual(node.whyNotLoaded(), []);
    await install(node);
    assert.deepEqual(node.whyNotLoaded(), []);
  });

  test('a file changes between the check and the switch: nothing is lost', async (context) => {
    const node = await Node.make(context, 'file');
    const run = node.begin({ what: 'install', wants: node.wants(['a.example']), holdAt: 'begun' });
    await run.held;
    node.write('kubelet/providers.yaml', kubeletText(['other-plugin']), 0o640);
    node.goOn();
    const result = await run.result;
    assert.equal(result?.code, 'INSTALL_REFUSED', result?.message);
    assert.match(result?.message ?? '', /was changed by another process during this run/);
    assert.equal(node.read('kubelet/providers.yaml'), kubeletText(['other-plugin']));
    assert.ok(!node.has('etc') && !node.has(`bin/${NAME}`));
  });
});

describe('refused before anything is switched', { skip: NOT_ROOT }, () => {
  /** What is there, what is wanted, and what the line says. */
  const rows: readonly (readonly [name: string, prepare: (node: Node) => void, said: RegExp])[] = [
    [
      'an executable that does not start here',
      (node) => void node.write('new-executable', '#!/bin/sh\nexit 3\n', 0o755),
      /"version" failed \(exit 3\).*executable-does-not-start/,
    ],
    [
      'an executable that is for another machine',
      (node) => void writeFileSync(join(node.root, 'new-executable'), elf(0xf3)),
      /it was built for riscv64.*executable-architecture/,
    ],
    [
      'a kubelet that would not start even now',
      (node) =>
        void node.write(
          'kubelet/providers.yaml',
          JSON.stringify({ ...kubeletConfig(['other-plugin']), extra: 1 }),
        ),
      /the kubelet refuses the file: .*extra/,
    ],
    [
      'a plugin of others that is not there',
      (node) => rmSync(join(node.root, 'bin/vendor-plugin')),
      /bin\/vendor-plugin" does not exist.*correct them first/,
    ],
    [
      'a folder for our configuration that everybody can write',
      (node) => {
        node.write('etc/registry-credential-provider/x', '');
        chmodSync(join(node.root, 'etc/registry-credential-provider'), 0o777);
      },
      /nothing is (?:changed at|written to) .*: every user can write ".*\/etc\/registry-credential-provider" \(mode 777\)/,
    ],
    [
      'a link on the way to the executables, in a folder where everybody can write',
      (node) => {
        // As before us, so that check alone would take it for the node's own business.
        node.write('open/x', '');
        chmodSync(join(node.root, 'open'), 0o1777);
        renameSync(join(node.root, 'bin'), join(node.root, 'open/bin'));
        symlinkSync('open/bin', join(node.root, 'bin'));
      },
      /nothing is (?:changed at|written to) ".*\/bin\/registry-credential-provider": every user can write ".*\/open" \(mode 1777\)/,
    ],
    [
      "a folder of another user on the way to the kubelet's configuration",
      (node) => chownSync(join(node.root, 'kubelet'), 65534, 65534),
      /nothing is (?:changed at|written to) ".*\/kubelet\/providers.yaml": ".*\/kubelet" belongs to user 65534/,
    ],
    [
      'a folder that a group can write, root’s own group too',
      (node) => chmodSync(join(node.root, 'bin'), 0o775),
      /: group 0 can write ".*\/bin" \(mode 775\)/,
    ],
    [
      'a folder in the place of our executable',
      (node) => void node.write(`bin/${NAME}/x`, ''),
      /is neither a file nor a link/,
    ],
  ];
  for (const [name, prepare, said] of rows) {
    test(name, async (context) => {
      const node = await Node.make(context, 'file');
      const wants = node.wants(['a.example']);
      prepare(node);
      const before = node.snapshotOfOthers();
      const { code, message } = await node.run({ what: 'install', wants });
      assert.ok(code === 'INSTALL_REFUSED' || code === 'CONFIG_INVALID', `${code} ${message}`);
      assert.match(message, said);
      assert.deepEqual(node.snapshotOfOthers(), before);
      assert.equal(node.restarts, 0);
      const last = JSON.parse(node.read('state/last-run.json'));
      assert.equal(last.outcome, 'refused');
      assert.match(last.message, said);
    });
  }

  test('what is wrong with the part of others, and does not keep the kubelet down, is said and no more', async (context) => {
    const node = await Node.make(context, 'file');
    writeFileSync(join(node.root, 'bin/vendor-plugin'), elf(0xf3));
    const { outcome, said } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
    assert.equal(outcome, 'installed');
    assert.ok(
      said.some((line) =>
        /^it was there before, and is not a part of this plugin: .*it was built for riscv64/.test(line),
      ),
      said.join('\n'),
    );
  });

  function elf(machine: number): Buffer {
    const header = Buffer.alloc(64);
    header.write('\x7fELF\x02\x01\x01', 'latin1');
    header.writeUInt16LE(machine, 18);
    return header;
  }
});

describe('a kubelet that is not well', { skip: NOT_ROOT }, () => {
  test('all is undone, its own lines are shown, and nobody tries the same again by itself', async (context) => {
    const node = await Node.make(context, 'file');
    node.write('ill-when', 'a.example');
    const before = node.snapshotOfOthers();
    const wants = node.wants(['a.example']);
    const first = await node.run({ what: 'install', wants });
    assert.equal(first.code, 'INSTALL_ROLLED_BACK');
    assert.match(first.message, /not healthy with the changes: healthz says 500/);
    assert.ok(first.said.includes('F1125 kubelet cannot start'));
    assert.deepEqual(node.snapshotOfOthers(), before);
    assert.equal(node.restarts, 2);

    const unattended = await node.run({ what: 'install', wants: { ...wants, unattended: true } });
    assert.equal(unattended.code, 'INSTALL_ROLLED_BACK');
    assert.match(unattended.message, /not retried, because the same change was rolled back before/);
    assert.equal(node.restarts, 2);
    assert.equal(JSON.parse(node.read('state/last-run.json')).outcome, 'rolledBack');

    assert.equal((await node.run({ what: 'install', wants })).code, 'INSTALL_ROLLED_BACK');
    assert.equal(node.restarts, 4, 'a person may try again');

    const other = await node.run({
      what: 'install',
      wants: { ...node.wants(['b.example']), unattended: true },
    });
    assert.equal(other.outcome, 'installed', 'something else is wanted');
  });
});

describe('a disk that is', { skip: NOT_ROOT }, () => {
  /** A file system of its own for a folder of the node, with what is in it, for the time of the work. */
  async function onDisk(node: Node, name: string, options: string, work: () => Promise<void>): Promise<void> {
    const path = join(node.root, name);
    const kept = `${node.root}-kept`;
    mkdirSync(path, { recursive: true });
    execFileSync('cp', ['-a', path, kept]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=700,${options}`, 'tmpfs', path]);
    try {
      if (!options.includes('ro,')) execFileSync('cp', ['-a', `${kept}/.`, path]);
      await work();
    } finally {
      execFileSync('umount', ['-l', path]);
    }
  }

  function fill(node: Node, folder: string): void {
    const filler = join(node.root, folder, 'filler');
    assert.throws(() => writeFileSync(filler, Buffer.alloc(1024 * 1024)), { code: 'ENOSPC' });
  }

  test('full where the executable goes: nothing has changed', async (context) => {
    const node = await Node.make(context, 'file');
    await onDisk(node, 'bin', 'size=256k', async () => {
      fill(node, 'bin');
      const before = node.snapshotOfOthers();
      const { code, message } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
      assert.equal(code, 'INSTALL_FAILED', message);
      assert.match(message, /^install: ".*bin\/.*could not be written: the disk is full; make room/);
      assert.deepEqual(node.snapshotOfOthers(), before);
      assert.ok(!node.has('state/transaction.json'));
    });
  });

  test('full where we keep account: nothing has changed', async (context) => {
    const node = await Node.make(context, 'file');
    await onDisk(node, 'state', 'size=64k', async () => {
      fill(node, 'state');
      const before = node.snapshotOfOthers();
      const { code, message } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
      assert.equal(code, 'INSTALL_FAILED', message);
      assert.deepEqual(node.snapshotOfOthers(), before);
    });
  });

  test('full from the first switch on: the roll-back needs no room', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    await onDisk(node, 'state', 'size=256k', async () => {
      node.write('ill-when', 'b.example');
      const before = node.snapshotOfOthers();
      const run = node.begin({ what: 'install', wants: node.wants(['b.example']), holdAt: 'begun' });
      await run.held;
      fill(node, 'state');
      node.goOn();
      const result = await run.result;
      assert.equal(result?.code, 'INSTALL_ROLLED_BACK', result?.message);
      assert.deepEqual(node.snapshotOfOthers(), before);
      assert.ok(!node.has('state/transaction.json'));
    });
  });

  test('read-only: nothing has changed, and the line says why', async (context) => {
    const node = await Node.make(context, 'file');
    await onDisk(node, 'etc', 'ro,size=64k', async () => {
      const before = node.snapshotOfOthers();
      const { code, message } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
      assert.equal(code, 'INSTALL_FAILED', message);
      assert.match(message, /read-only file system/);
      assert.deepEqual(node.snapshotOfOthers(), before);
    });
  });
});

describe('two at once', { skip: NOT_ROOT }, () => {
  test('the second waits, and finds nothing to do', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    const first = node.begin({ what: 'install', wants, holdAt: 'switched' });
    await first.held;
    const second = node.start({ what: 'install', wants });
    await second.waiting;
    node.goOn();
    assert.equal((await first.result)?.outcome, 'installed');
    const { outcome, said } = await second.result;
    assert.equal(outcome, 'unchanged');
    assert.match(said[0] ?? '', new RegExp(`waiting for process ${first.child.pid}`));
    assert.equal(node.restarts, 1);
  });

  test('many at once: one installs', async (context) => {
    const node = await Node.make(context, 'directory');
    const wants = node.wants(['a.example']);
    const results = await Promise.all(
      Array.from({ length: 5 }, () => node.begin({ what: 'install', wants }).result),
    );
    assert.deepEqual(results.map((result) => result?.outcome).toSorted(), [
      'installed',
      ...Array.from({ length: 4 }, () => 'unchanged'),
    ]);
    assert.equal(node.restarts, 1);
  });

  // As in a Pod that has made the node's root its own: its processes have a namespace, and /proc is the node's.
  test('one in a PID namespace of its own is seen, alive and dead', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    const command = ['unshare', '--pid', '--fork', '--kill-child=SIGKILL'];
    const first = node.begin({ what: 'install', wants, holdAt: 'switched', command });
    await first.held;
    const second = node.start({ what: 'install', wants });
    await second.waiting;
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(node.restarts, 0, 'the second waits');
    first.child.kill('SIGKILL');
    assert.equal(await first.result, undefined);
    const { outcome, said } = await second.result;
    assert.equal(outcome, 'installed');
    assert.match(said.join('\n'), /waiting for process .*\n.*undoing its changes/);
    assert.deepEqual(node.whyNotLoaded(), []);
  });
});

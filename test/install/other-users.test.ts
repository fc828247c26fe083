// Where another user of the node could write, install puts nothing, and believes nothing that lies there.

import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { sweepRuns } from '../../src/install/apply/sweep.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Node } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'owners are given by root';

const PLACES: readonly (readonly [name: string, make: (node: Node) => void, where: RegExp])[] = [
  [
    "every user can write the executables' folder",
    (node) => chmodSync(join(node.root, 'bin'), 0o777),
    /bin"/,
  ],
  [
    "the executables' folder is sticky",
    (node) => chmodSync(join(node.root, 'bin'), 0o1777),
    /every user can write .*mode 1777/,
  ],
  [
    "a group can write the executables' folder",
    (node) => chmodSync(join(node.root, 'bin'), 0o775),
    /group 0 can write/,
  ],
  [
    "every user can write the folder of the kubelet's configuration",
    (node) => chmodSync(join(node.root, 'kubelet'), 0o777),
    /kubelet"/,
  ],
  [
    "the executables' folder is a link to a folder below one that every user can write",
    (node) => {
      mkdirSync(join(node.root, 'open/bin'), { recursive: true });
      chmodSync(join(node.root, 'open'), 0o777);
      rmSync(join(node.root, 'bin'), { recursive: true });
      symlinkSync('open/bin', join(node.root, 'bin'));
    },
    /open"/,
  ],
  [
    'every user can write the folder of our configuration',
    (node) => {
      mkdirSync(join(node.root, 'etc/registry-credential-provider'), { recursive: true });
      chmodSync(join(node.root, 'etc/registry-credential-provider'), 0o777);
    },
    /registry-credential-provider"/,
  ],
];

describe('install writes nothing where another user could have a hand in it', () => {
  for (const [name, make, where] of PLACES) {
    test(name, async (context) => {
      const node = await Node.make(context, 'file');
      make(node);
      const before = node.snapshot();
      const { code, message } = await node.run({ what: 'install', wants: node.wants(['r.example']) });
      assert.equal(code, 'INSTALL_REFUSED', message);
      assert.match(message, /nothing is changed at/);
      assert.match(message, where);
      const { state, ...after } = node.snapshot();
      assert.equal(state, '700 folder');
      assert.deepEqual(after, before);
      assert.equal(node.restarts, 0);
    });
  }
});

const KUBELET_FILES: readonly (readonly [name: string, form: 'file' | 'directory', file: string])[] = [
  ["the kubelet's configuration", 'file', 'kubelet/providers.yaml'],
  ["a vendor's file beside ours", 'directory', 'kubelet/10-vendor.yaml'],
  ["another plugin's file in JSON", 'directory', 'kubelet/20-other.json'],
];
const OPENED: readonly (readonly [name: string, open: (path: string) => void, said: RegExp])[] = [
  ['belongs to another user', (path) => chownSync(path, 65_534, 0), /its owner, user 65534, can write "/],
  [
    'a group of users can write',
    (path) => {
      chownSync(path, 0, 65_534);
      chmodSync(path, 0o664);
    },
    /the group 65534 \(mode 664\) can write "/,
  ],
  ['every user can write', (path) => chmodSync(path, 0o666), /every user \(mode 666\) can write "/],
];

describe('install adds nothing to what another user has a hand in, and does not call it done', () => {
  for (const [name, form, file] of KUBELET_FILES) {
    for (const [how, open, said] of OPENED) {
      test(`${name} ${how}`, { skip: NOT_ROOT }, async (context) => {
        const node = await Node.make(context, form);
        const wants = node.wants(['r.example']);
        open(join(node.root, file));
        const before = node.snapshotOfOthers();
        for (const dryRun of [false, true]) {
          const { code, message } = await node.run({ what: 'install', wants, dryRun });
          assert.equal(code, 'INSTALL_REFUSED', message);
          assert.match(message, said);
          assert.deepEqual(node.snapshotOfOthers(), before);
        }
        chownSync(join(node.root, file), 0, 0);
        chmodSync(join(node.root, file), 0o644);
        assert.equal((await node.run({ what: 'install', wants })).outcome, 'installed');
        open(join(node.root, file));
        assert.equal((await node.run({ what: 'install', wants })).code, 'INSTALL_REFUSED');
        assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      });
    }
  }

  test('a link to a file of another user', { skip: NOT_ROOT }, async (context) => {
    const node = await Node.make(context, 'file');
    node.write('elsewhere/providers.yaml', node.read('kubelet/providers.yaml'));
    chownSync(join(node.root, 'elsewhere/providers.yaml'), 65_534, 0);
    rmSync(join(node.root, 'kubelet/providers.yaml'));
    symlinkSync('../elsewhere/providers.yaml', join(node.root, 'kubelet/providers.yaml'));
    const { code, message } = await node.run({ what: 'install', wants: node.wants(['r.example']) });
    assert.equal(code, 'INSTALL_REFUSED', message);
    assert.match(message, /its owner, user 65534, can write/);
  });

  test("our own configuration, which is in force as it stands; one that is placed becomes root's", {
    skip: NOT_ROOT,
  }, async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['r.example']);
    const { config: _, ...inForce } = wants;
    await node.run({ what: 'install', wants });
    const file = join(node.root, 'etc/registry-credential-provider/config.yaml');
    chownSync(file, 65_534, 0);
    const { code, message } = await node.run({ what: 'install', wants: inForce });
    assert.equal(code, 'INSTALL_REFUSED', message);
    assert.match(message, /config\.yaml"/);
    assert.equal((await node.run({ what: 'install', wants })).outcome, 'installed');
    assert.equal(statSync(file).uid, 0);
  });
});

describe('an account of an install that another user could have written is not believed', () => {
  for (const file of ['installed.json', 'transaction.json']) {
    test(file, async (context) => {
      const node = await Node.make(context, 'file');
      await node.run({ what: 'install', wants: node.wants(['r.example']) });
      if (file === 'transaction.json')
        node.write('state/transaction.json', node.read('state/installed.json'), 0o600);
      chmodSync(join(node.root, 'state', file), 0o666);
      const before = node.snapshot();
      const dry = await node.run({ what: 'uninstall', dryRun: true });
      assert.deepEqual(node.snapshot(), before);
      const { code, message } = await node.run({ what: 'uninstall' });
      assert.equal(code, 'INSTALL_REFUSED', message);
      assert.match(message, new RegExp(`${file.replace('.', '\\.')}" is not trusted: every user can write`));
      assert.deepEqual([dry.code, dry.message], [code, message]);
      assert.ok(node.has('bin/registry-credential-provider'));
    });
  }
});

for (const [name, open, said] of [
  ['the folder', 'kubelet', /nothing is changed at .*every user can write ".*kubelet"/],
  [
    'the copy of it',
    'kubelet/.providers.yaml.rcp-old',
    /every user \(mode 666\) can write ".*providers\.yaml"/,
  ],
] as const) {
  test(`after a killed run, a file is not believed where every user can write ${name}`, async (context) => {
    const node = await Node.make(context, 'file');
    const run = { what: 'install', wants: node.wants(['r.example']) } as const;
    await node.kill({ ...run, killAtStep: 'restarted' });
    chmodSync(join(node.root, open), open === 'kubelet' ? 0o777 : 0o666);
    const { 'state/lock': _, ...before } = node.snapshot();
    const dry = await node.run({ ...run, dryRun: true });
    assert.deepEqual(node.snapshot(), before);
    assert.match(dry.message, said);
    const { code, message } = await node.run(run);
    assert.deepEqual([dry.code, dry.message], [code, message]);
    assert.equal(code, 'INSTALL_REFUSED');
  });
}

for (const [name, change] of [
  ['differs', (node, file) => node.write(file, 'kind: Evil\n', 0o600)],
  ['every user can write', (node, file) => chmodSync(join(node.root, file), 0o666)],
] as const satisfies readonly (readonly [string, (node: Node, file: string) => void])[]) {
  test(`a backup that ${name} does not come back`, async (context) => {
    const node = await Node.make(context, 'file');
    await node.run({ what: 'install', wants: node.wants(['r.example']) });
    const before = node.read('kubelet/providers.yaml');
    for (const file of readdirSync(join(node.root, 'state/backup'))) change(node, `state/backup/${file}`);
    const { code, message } = await node.run({ what: 'uninstall' });
    assert.equal(code, 'INSTALL_REFUSED', message);
    assert.match(message, new RegExp(`is not the copy that install made: .*${name}`));
    assert.equal(node.read('kubelet/providers.yaml'), before);
  });
}

test('a log behind a folder that every user can write stays when the runs are swept away', async (context) => {
  const { path: root, write } = temporaryFolder(context);
  const open = write('open/log', '');
  const own = write('own/log', '');
  chmodSync(join(root, 'open'), 0o777);
  await sweepRuns({ cache: null, log: open });
  await sweepRuns({ cache: null, log: own });
  assert.deepEqual([existsSync(open), existsSync(own)], [true, false]);
});

// A dry run ends as the run would: for each refusal that the run knows, the same line with the same code, and nothing on the
// node is other than before.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { configText } from '../support/temporary.ts';
import { kubeletConfig, NAME, Node, type RunOptions } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';
const CONFIG = 'etc/registry-credential-provider/config.yaml';

type Run = Omit<RunOptions, 'root' | 'setup'> & { readonly setup?: Partial<Node['setup']> };

async function install(node: Node, wants = node.wants(['a.example'])): Promise<void> {
  const { outcome, message } = await node.run({ what: 'install', wants });
  assert.equal(outcome, 'installed', message);
}

/** What is in the way, and what the run is then. */
const REFUSALS: readonly (readonly [
  name: string,
  prepare: (node: Node) => Run | Promise<Run>,
  code: string,
])[] = [
  [
    'our configuration has a mistake',
    (node) => {
      const wants = node.wants(['a.example']);
      node.write('source/config.yaml', 'kind: Nonsense\n');
      return { what: 'install', wants };
    },
    'CONFIG_INVALID',
  ],
  [
    'a rule needs a token, and no entry asks for one',
    (node) => {
      const wants = node.wants(['a.example']);
      const team = {
        name: 'team-a',
        matchImages: ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/team-a/'],
        identity: 'serviceAccount',
        ecr: {},
      };
      const all = { name: 'ecr', matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: {} };
      node.write('source/config.yaml', configText([team, all]));
      return { what: 'install', wants };
    },
    'INSTALL_REFUSED',
  ],
  [
    'a password file is not there',
    (node) => ({ what: 'install', wants: node.wants(['a.example'], { files: [] }) }),
    'INSTALL_REFUSED',
  ],
  [
    'the executable does not start',
    (node) => {
      node.write('new-executable', '#!/bin/sh\nexit 3\n', 0o755);
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'the executable is for another machine',
    (node) => {
      const header = Buffer.alloc(64);
      header.write('\x7fELF\x02\x01\x01', 'latin1');
      header.writeUInt16LE(0xf3, 18);
      writeFileSync(join(node.root, 'new-executable'), header);
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'the kubelet would not start even now',
    (node) => {
      node.write('kubelet/providers.yaml', JSON.stringify({ ...kubeletConfig(['other-plugin']), extra: 1 }));
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'CONFIG_INVALID',
  ],
  [
    'a plugin of others is gone',
    (node) => {
      rmSync(join(node.root, 'bin/vendor-plugin'));
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'every user can write where our configuration goes',
    (node) => {
      node.write('etc/registry-credential-provider/x', '');
      chmodSync(join(node.root, 'etc/registry-credential-provider'), 0o777);
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'a folder stands in the place of the executable',
    (node) => {
      node.write(`bin/${NAME}/x`, '');
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'a file stands in the place of a folder',
    (node) => {
      node.write('etc', 'a file');
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_FAILED',
  ],
  [
    'the node has not joined a cluster',
    (node) => ({ what: 'install', wants: node.wants(['a.example']), setup: { notJoined: 'no config.yaml' } }),
    'INSTALL_REFUSED',
  ],
  [
    'it was rolled back before, and nobody looks on',
    async (node) => {
      node.write('ill-when', 'a.example');
      const wants = node.wants(['a.example']);
      await node.run({ what: 'install', wants });
      return { what: 'install', wants: { ...wants, unattended: true } };
    },
    'INSTALL_ROLLED_BACK',
  ],
  [
    'the record is of another version',
    (node) => {
      node.write('state/installed.json', '{"format": 7}', 0o600);
      chmodSync(join(node.root, 'state'), 0o700);
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'other users can write the state folder',
    (node) => {
      node.write('state/x', '');
      chmodSync(join(node.root, 'state'), 0o777);
      return { what: 'install', wants: node.wants(['a.example']) };
    },
    'INSTALL_REFUSED',
  ],
  [
    'an uninstall: our flags cannot be told from others',
    async (node) => {
      await install(node);
      node.write('kubelet/providers.yaml', 'kind: [\n', 0o640);
      return { what: 'uninstall' };
    },
    'CONFIG_INVALID',
  ],
  [
    'an uninstall: the kubelet would not start without us',
    async (node) => {
      await install(node);
      rmSync(join(node.root, 'bin/vendor-plugin'));
      return { what: 'uninstall' };
    },
    'INSTALL_REFUSED',
  ],
  ['a restore: nothing is held', () => ({ what: 'restore' }), 'INSTALL_REFUSED'],
];

describe('a dry run is refused as the run is:', { skip: NOT_ROOT }, () => {
  for (const [name, prepare, expected] of REFUSALS) {
    test(name, async (context) => {
      const node = await Node.make(context, 'file');
      const run = await prepare(node);
      const before = node.snapshot();
      const dry = await node.run({ ...run, dryRun: true });
      assert.equal(dry.code, expected, dry.message);
      assert.deepEqual(node.snapshot(), before, 'a dry run changes nothing');
      const real = await node.run(run);
      assert.deepEqual([dry.code, dry.message], [real.code, real.message]);
    });
  }

  /** A file system of its own for a folder of the node. */
  async function onDisk(
    node: Node,
    folder: string,
    options: string,
    work: () => Promise<void>,
  ): Promise<void> {
    const path = join(node.root, folder);
    mkdirSync(path, { recursive: true });
    const kept = `${node.root}-kept`;
    execFileSync('cp', ['-a', path, kept]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=700,${options}`, 'tmpfs', path]);
    try {
      if (!/\bro\b/.test(options)) execFileSync('cp', ['-a', `${kept}/.`, path]);
      await work();
    } finally {
      execFileSync('umount', ['-l', path]);
    }
  }

  const DISKS: readonly (readonly [
    name: string,
    folder: string,
    options: string,
    fill: boolean,
    code: string,
  ])[] = [
    ['full where the executable goes', 'bin', 'size=256k', true, 'INSTALL_FAILED'],
    ['full where we keep account', 'state', 'size=64k', true, 'INSTALL_FAILED'],
    ['read-only where our configuration goes', 'etc', 'ro,size=64k', false, 'INSTALL_FAILED'],
    ['mounted noexec where the executable goes', 'bin', 'noexec,size=1m', false, 'INSTALL_REFUSED'],
  ];
  for (const [name, folder, options, fill, code] of DISKS) {
    test(`a disk that is ${name}`, async (context) => {
      const node = await Node.make(context, 'file');
      const wants = node.wants(['a.example']);
      await onDisk(node, folder, options, async () => {
        if (fill) {
          const filler = join(node.root, folder, 'filler');
          assert.throws(() => writeFileSync(filler, Buffer.alloc(1024 * 1024)), { code: 'ENOSPC' });
        }
        const dry = await node.run({ what: 'install', wants, dryRun: true });
        assert.equal(dry.code, code, dry.message);
        assert.match(dry.message, /^install: /);
        const real = await node.run({ what: 'install', wants });
        assert.deepEqual([dry.code, dry.message], [real.code, real.message]);
      });
    });
  }
});

describe('a dry run', { skip: NOT_ROOT }, () => {
  test('of a run that goes through leaves no trace, the first time and later', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    for (const run of [{ what: 'install', wants }, { what: 'uninstall' }] as const) {
      const before = node.snapshot();
      const { outcome, message } = await node.run({ ...run, dryRun: true });
      assert.equal(outcome, 'dryRun', message);
      assert.deepEqual(node.snapshot(), before);
    }
    await install(node, wants);
    const before = node.snapshot();
    assert.match(
      (await node.run({ what: 'install', wants, dryRun: true })).message,
      /^Nothing would change\./,
    );
    assert.match((await node.run({ what: 'uninstall', dryRun: true })).message, /would be restarted\.$/m);
    assert.deepEqual(node.snapshot(), before);
    assert.equal(node.restarts, 1);
    assert.ok(node.has(CONFIG));
  });

  test('that was killed: the next run removes its copies, with or without an install', async (context) => {
    const node = await Node.make(context, 'file');
    const before = node.snapshot();
    for (const prepare of [async () => {}, () => install(node)]) {
      await prepare();
      chmodSync(dirname(node.write('state/dry-run/new-x/config.yaml', 'password: secret', 0o600)), 0o700);
      chmodSync(join(node.root, 'state'), 0o700);
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), before);
    }
  });

  test('waits for a run that is under way, as the run does', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    const first = node.begin({ what: 'install', wants, holdAt: 'switched' });
    await first.held;
    const second = node.start({ what: 'install', wants, dryRun: true });
    await second.waiting;
    node.goOn();
    assert.equal((await first.result)?.outcome, 'installed');
    const { said, message } = await second.result;
    assert.match(said[0] ?? '', new RegExp(`waiting for process ${first.child.pid}`));
    assert.match(message, /^Nothing would change\./);
  });
});

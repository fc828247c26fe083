// Files that are broken: each run names the one that is in the way, changes nothing, and the way back works.

import assert from 'node:assert/strict';
import { lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DAMAGES } from './damage.ts';
import { type Form, Node, type RunOptions } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';
const NAME = 'registry-credential-provider';

/** The file that has our entries. */
const CONFIG: Readonly<Record<Exclude<Form, 'nothing'>, string>> = {
  file: 'kubelet/providers.yaml',
  directory: `kubelet/${NAME}.yaml`,
};
const FORMS = Object.keys(CONFIG) as (keyof typeof CONFIG)[];

type Run = Pick<RunOptions, 'what' | 'dryRun'>;
const RUNS: readonly Run[] = [
  { what: 'install' },
  { what: 'install', dryRun: true },
  { what: 'uninstall' },
  { what: 'uninstall', dryRun: true },
];

async function installed(node: Node, registry = 'a.example'): Promise<void> {
  const { outcome, message } = await node.run({ what: 'install', wants: node.wants([registry]) });
  assert.equal(outcome, 'installed', message);
}

function append(node: Node, name: string, text: string): void {
  const { mode } = lstatSync(join(node.root, name));
  node.write(name, node.read(name) + text, mode & 0o777);
}

describe("a kubelet's configuration that cannot be read", { skip: NOT_ROOT }, () => {
  for (const form of FORMS) {
    const name = CONFIG[form];

    test(`is named with its line by every run, which changes nothing, kubelet with ${form}`, async (context) => {
      const node = await Node.make(context, form);
      await installed(node);
      const lines = node.read(name).split('\n').length;
      append(node, name, 'oops canary-51c2\n');
      const before = node.snapshotOfOthers();
      for (const run of RUNS) {
        const { code, message } = await node.run({ ...run, wants: node.wants(['a.example']) });
        assert.equal(code, 'CONFIG_INVALID', message);
        assert.match(message, new RegExp(`^${run.what}: the kubelet's configuration cannot be read: `));
        assert.match(message, new RegExp(`/${name.replaceAll('.', '\\.')}:(${lines}|${lines + 1}): `));
        assert.match(message, /restore what install wrote there last: .* install --restore-kubelet-config /);
        assert.doesNotMatch(message, /canary/);
        assert.deepEqual(node.snapshotOfOthers(), before);
      }
      assert.equal(node.restarts, 1);
    });

    test(`comes back as install wrote it, and everything goes on, kubelet with ${form}`, async (context) => {
      const node = await Node.make(context, form);
      const original = node.snapshot();
      await installed(node);
      const wanted = node.snapshot();
      append(node, name, 'oops\n');
      const broken = node.snapshot();

      const dry = await node.run({ what: 'restore', dryRun: true });
      assert.match(dry.message, /: changed; the content is not shown: it is not valid YAML or JSON/);
      assert.doesNotMatch(dry.message, /oops/);
      assert.match(dry.message, /later changes are lost/);
      assert.match(dry.message, /The kubelet would be restarted\.$/m);
      assert.deepEqual(node.snapshot(), broken);

      const restored = await node.run({ what: 'restore' });
      assert.equal(restored.outcome, 'installed', restored.message);
      assert.match(
        restored.message,
        /was restored to what install wrote last: 1 file was changed, the kubelet was restarted/,
      );
      assert.deepEqual(node.snapshot(), wanted);
      assert.equal(node.restarts, 2);

      const again = await node.run({ what: 'restore' });
      assert.equal(again.outcome, 'unchanged', again.message);
      assert.equal(
        (await node.run({ what: 'install', wants: node.wants(['a.example']) })).outcome,
        'unchanged',
      );
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), original);
    });

    test(`of which no copy is held: what to do is said, kubelet with ${form}`, async (context) => {
      const node = await Node.make(context, form);
      const vendor = form === 'file' ? name : 'kubelet/10-vendor.yaml';
      append(node, vendor, 'oops\n');
      const { code, message } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
      assert.equal(code, 'CONFIG_INVALID', message);
      assert.match(message, /from a backup of yours: install has no copy of /);
      assert.doesNotMatch(message, /--restore-kubelet-config/);
      const restore = await node.run({ what: 'restore' });
      assert.equal(restore.code, 'INSTALL_REFUSED');
      assert.match(restore.message, /no install is recorded on this node, so there is no copy to restore/);
    });
  }

  test('what others have changed and the kubelet can read stays, also when all is to be restored', async (context) => {
    const node = await Node.make(context, 'file');
    await installed(node);
    append(node, CONFIG.file, '# mine\n');
    const { outcome, message } = await node.run({ what: 'restore' });
    assert.equal(outcome, 'unchanged');
    assert.match(
      message,
      /was changed after install wrote it, but the kubelet can read it: it is left as it is/,
    );
    assert.match(node.read(CONFIG.file), /# mine\n$/);
  });

  test('a file that has gone comes back, with its mode', async (context) => {
    const node = await Node.make(context, 'file');
    await installed(node);
    const wanted = node.snapshot();
    rmSync(join(node.root, CONFIG.file));
    assert.equal((await node.run({ what: 'restore' })).outcome, 'installed');
    assert.deepEqual(node.snapshot(), wanted);
  });

  test('a kubelet that is not healthy with what comes back: the file is as it was', async (context) => {
    const node = await Node.make(context, 'file');
    await installed(node);
    append(node, CONFIG.file, 'oops\n');
    node.write('ill-when', 'a.example');
    const before = node.snapshotOfOthers();
    const { code } = await node.run({ what: 'restore' });
    assert.equal(code, 'INSTALL_ROLLED_BACK');
    assert.deepEqual(node.snapshotOfOthers(), before);
  });

  for (const [name, spoil] of [
    ['a record of an earlier version, which has kept no copy', (path: string) => rmSync(path)],
    ['a copy that was damaged', (path: string) => writeFileSync(path, 'kind: [')],
  ] as const)
    test(`${name}: what was there before install comes back`, async (context) => {
      const node = await Node.make(context, 'file');
      await installed(node);
      const wanted = node.read(CONFIG.file);
      const record = JSON.parse(node.read('state/installed.json'));
      const item = record.items.find(({ role }: { role: string }) => role === 'kubeletConfig');
      spoil(join(node.root, 'state/backup', item.ours.digest));
      append(node, CONFIG.file, 'oops\n');
      const { outcome, said } = await node.run({ what: 'restore' });
      assert.equal(outcome, 'installed');
      assert.ok(
        said.some((line) => /run install again afterwards, to add the entries of this plugin\.$/.test(line)),
      );
      assert.deepEqual(node.providers, ['vendor-plugin', 'other-plugin']);
      await installed(node);
      assert.equal(node.read(CONFIG.file), wanted);
    });
});

describe("a kubelet's configuration that has gone after an install", { skip: NOT_ROOT }, () => {
  const ways: Readonly<Record<string, (node: Node, path: string) => void>> = {
    'the file was removed': (_, path) => rmSync(path),
    'a link that leads nowhere is in its place': (_, path) => {
      rmSync(path);
      symlinkSync('/nowhere/providers.yaml', path);
    },
    'a truncated copy of the record': (node, path) => {
      const { items } = JSON.parse(node.read('state/installed.json'));
      const { ours } = items.find(({ role }: { role: string }) => role === 'kubeletConfig');
      writeFileSync(join(node.root, 'state/backup', ours.digest), '');
      rmSync(path);
    },
  };
  for (const [name, lose] of Object.entries(ways))
    test(`${name}: the next install writes it again, with the entries of others, which uninstall leaves`, async (context) => {
      const node = await Node.make(context, 'file');
      const original = node.snapshot();
      await installed(node);
      const wanted = node.snapshot();
      lose(node, join(node.root, CONFIG.file));
      const dry = await node.run({ what: 'install', wants: node.wants(['a.example']), dryRun: true });
      assert.match(
        dry.message,
        /providers\.yaml is missing: it is written again as it was after the last install/,
      );
      await installed(node);
      assert.deepEqual(node.snapshot(), wanted);
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), original);
    });

  for (const what of ['install', 'restore'] as const)
    test(`the file behind a link was removed: ${what} writes it again there, and the link stays`, async (context) => {
      const node = await Node.make(context, 'file');
      const file = node.write('elsewhere/providers.yaml', node.read(CONFIG.file), 0o640);
      rmSync(join(node.root, CONFIG.file));
      symlinkSync('../elsewhere/providers.yaml', join(node.root, CONFIG.file));
      const original = node.snapshot();
      await installed(node);
      const wanted = node.snapshot();
      rmSync(file);
      assert.equal((await node.run({ what, wants: node.wants(['a.example']) })).outcome, 'installed');
      assert.deepEqual(node.snapshot(), wanted);
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), original);
    });
});

test('a large configuration, which install takes, is one that uninstall takes too', {
  skip: NOT_ROOT,
}, async (context) => {
  const node = await Node.make(context, 'file');
  const before = node.read(CONFIG.file);
  const comment = `# ${'x'.repeat(12_000)}\n`.repeat(100);
  await installed(node);
  append(node, CONFIG.file, comment);
  await installed(node, 'b.example');
  const dry = await node.run({ what: 'uninstall', dryRun: true });
  assert.equal(dry.outcome, 'dryRun', dry.message);
  const { outcome, message } = await node.run({ what: 'uninstall' });
  assert.equal(outcome, 'uninstalled', message);
  assert.equal(node.read(CONFIG.file), before + comment);
});

describe('killed while it restores', { skip: NOT_ROOT }, () => {
  test('at each of its steps: the next run brings it about', async (context) => {
    const node = await Node.make(context, 'file');
    await installed(node);
    append(node, CONFIG.file, 'oops\n');
    const reset = node.save();
    const whole = await node.run({ what: 'restore' });
    assert.equal(whole.outcome, 'installed', whole.message);
    const end = node.snapshot();
    for (let number = 1; number <= whole.steps.length; number += 1) {
      reset();
      await node.kill({ what: 'restore', killAt: number });
      const again = await node.run({ what: 'restore' });
      assert.ok(['installed', 'unchanged'].includes(again.outcome ?? ''), `${number}: ${again.message}`);
      assert.deepEqual(node.snapshot(), end, `after ${number}, "${whole.steps[number - 1]}"`);
    }
  });
});

/** Every file that a run reads; of what there is no file yet it is made. */
const FILES: readonly string[] = [
  CONFIG.file,
  'source/config.yaml',
  'etc/registry-credential-provider/config.yaml',
  'state/installed.json',
  'state/transaction.json',
  'state/last-run.json',
  'state/lock',
  'unit.d/20-credentials.conf',
];

describe('damage', { skip: NOT_ROOT, concurrency: 2 }, () => {
  for (const file of FILES) {
    test(`of ${file}: an error with a name, or none, and never a bug's`, async (context) => {
      const node = await Node.make(context, file.startsWith('unit.d') ? 'nothing' : 'file');
      await installed(node);
      const path = join(node.root, file);
      const reset = node.save();
      for (const [name, damage] of DAMAGES) {
        for (const run of [...RUNS, { what: 'restore' } as const]) {
          reset();
          const wants = node.wants(['a.example']);
          node.ship('2.0.0');
          const stat = lstatSync(path, { throwIfNoEntry: false });
          writeFileSync(path, damage(stat?.isFile() ? readFileSync(path) : Buffer.from('{"format": 1}')));
          const before = node.snapshotOfOthers();
          const { code, message } = await node.run({ ...run, wants }).catch((error) => {
            throw new Error(`${run.what}, ${name}: ${error}`, { cause: error });
          });
          assert.notEqual(code, 'INTERNAL', `${name}: ${message}`);
          if (code !== undefined || run.dryRun) {
            assert.deepEqual(node.snapshotOfOthers(), before, `${run.what}, ${name}: ${message}`);
          }
        }
      }
    });
  }
});

// From a Pod that has the node's root mounted: with the node's own loader and chroot, in a PID namespace of its own, with
// a single capability. The node is a root with glibc and few programs; its kubelet is a stand-in.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { EXECUTABLE } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Machine, NAME, type Pod, whyNoMachine } from './machine.ts';

const rules = (...registries: string[]): string =>
  configText(
    registries.map((registry) => ({
      name: registry.replaceAll('.', '-'),
      matchImages: [registry],
      static: { username: 'u', passwordFile: `/etc/${NAME}/password` },
    })),
  );

/** As the kubelet mounts ConfigMaps and Secrets; a new version replaces one link. */
class Mounted {
  readonly path: string;
  #version = 0;

  constructor(machine: Machine, name: string, files: Readonly<Record<string, string>>) {
    this.path = join(machine.folder.path, name);
    mkdirSync(this.path);
    for (const file of Object.keys(files)) symlinkSync(join('..data', file), join(this.path, file));
    this.flip(files);
  }

  flip(files: Readonly<Record<string, string>>): void {
    this.#version += 1;
    const version = `..v${this.#version}`;
    mkdirSync(join(this.path, version));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.path, version, name), text);
    symlinkSync(version, join(this.path, '..data_tmp'));
    renameSync(join(this.path, '..data_tmp'), join(this.path, '..data'));
  }
}

interface Setting {
  readonly machine: Machine;
  readonly config: Mounted;
  readonly files: Mounted;
  readonly install: readonly string[];
}

async function setUp(context: TestContext): Promise<Setting> {
  const machine = await Machine.make(context);
  const config = new Mounted(machine, 'config', { 'config.yaml': rules('one.example') });
  const files = new Mounted(machine, 'files', { password: 'canary-6f2a\n' });
  const sources = [`--config=${config.path}/config.yaml`, `--files=${files.path}`];
  return {
    machine,
    config,
    files,
    install: ['install', `--host-root=${machine.root}`, ...sources, ...machine.options],
  };
}

function status({ machine, config, files }: Setting): { exit: number | null; first: string } {
  const {
    status: exit,
    stdout,
    stderr,
  } = spawnSync(
    EXECUTABLE,
    ['status', `--host-root=${machine.root}`, `--config=${config.path}/config.yaml`, `--files=${files.path}`],
    { encoding: 'utf8', env: {} },
  );
  return { exit, first: (stdout || stderr).split('\n')[0] as string };
}

async function until(what: () => boolean, pod: Pod, name: string): Promise<void> {
  for (let left = 2400; !what(); left -= 1) {
    assert.ok(left > 0, `${name}: ${pod.output.text}`);
    await delay(50);
  }
}

const skip = whyNoMachine();

describe('from a Pod', { concurrency: 2, ...(skip !== undefined && { skip }) }, () => {
  test('it stays: installs, follows its ConfigMap and Secret, says how it is, ends when told to', async (context) => {
    const setting = await setUp(context);
    const { machine, config, files } = setting;
    assert.match(status(setting).first, /^install has not run on this node yet$/);
    const pod = machine.pod(context, [...setting.install, '--watch']);
    const waits = () => pod.output.text.match(/ waits for changes$/gm)?.length ?? 0;

    await until(() => waits() === 1, pod, 'the first run');
    assert.deepEqual(status(setting).exit, 0, status(setting).first);
    assert.match(
      pod.output.text,
      /^\S+Z the kubelet is healthy: process \d+, its flags name the installed files, healthz ok, /m,
    );
    assert.match(machine.read('etc/kubernetes/providers.yaml'), new RegExp(NAME));
    assert.equal(statSync(machine.at(`etc/${NAME}/password`)).mode & 0o777, 0o600);
    assert.deepEqual(
      machine.names().filter((name) => name.includes('from-outside')),
      [],
    );

    files.flip({ password: 'canary-7777\n' });
    assert.match(status(setting).first, /password is not yet updated from /);
    await until(() => waits() === 2, pod, 'the new password');
    assert.match(pod.output.text, /the kubelet needed no restart/);
    assert.equal(machine.read(`etc/${NAME}/password`), 'canary-7777\n');

    config.flip({ 'config.yaml': 'no rules' });
    await until(() => / waits for changes; tries again/.test(pod.output.text), pod, 'rules that are none');
    assert.match(status(setting).first, /^refused at \S+: config\.yaml:/);
    assert.match(pod.output.text, /^\S+Z config\.yaml:.* \[CONFIG_INVALID\]$/m);
    config.flip({ 'config.yaml': rules('one.example', 'two.example') });
    await until(() => waits() === 3, pod, 'better rules');
    assert.match(machine.read('etc/kubernetes/providers.yaml'), /two\.example/);
    assert.deepEqual(status(setting).exit, 0, status(setting).first);

    pod.terminate();
    assert.equal(await pod.exit, 0);
    assert.match(pod.output.text, / stops, as requested; the node is not changed\n$/);
    assert.doesNotMatch(pod.output.text, /canary/);
  });

  test('a kubelet that does not come up with it: as before, and the Pod says why', async (context) => {
    const setting = await setUp(context);
    const { machine } = setting;
    const before = machine.read('etc/kubernetes/providers.yaml');
    const reason = 'E1125 02:00:00.000000 1 "Failed to register CRI auth plugins" err="no"';
    machine.plan({
      healthz: 200,
      log: [reason],
      end: { afterMs: 200, exit: 1, if: { file: '/etc/kubernetes/providers.yaml', text: NAME } },
    });
    machine.write('tmp/kubelet.log', `${reason}\n`);
    const pod = machine.pod(context, setting.install);
    assert.equal(await pod.exit, 1);
    assert.match(pod.output.text, /it exits soon after each start: 4 starts were seen/);
    assert.ok(pod.output.text.includes(reason), pod.output.text);
    assert.match(pod.output.text, /\[INSTALL_ROLLED_BACK\]$/m);
    assert.equal(machine.read('etc/kubernetes/providers.yaml'), before);
    assert.ok(!machine.has(`opt/bin/${NAME}`));
    assert.match(status(setting).first, /^rolled back at .*: install: the kubelet was not healthy/);
  });

  test('there and away again: nothing stays', async (context) => {
    const setting = await setUp(context);
    const { machine } = setting;
    const names = machine.names();
    const before = machine.read('etc/kubernetes/providers.yaml');
    assert.equal(await machine.pod(context, setting.install).exit, 0);
    const pod = machine.pod(context, ['uninstall', `--host-root=${machine.root}`, ...machine.control]);
    assert.equal(await pod.exit, 0, pod.output.text);
    assert.deepEqual(machine.names(), names);
    assert.equal(machine.read('etc/kubernetes/providers.yaml'), before);
  });

  test('explain, check, try and cache clear look at the node from there, and leave nothing', async (context) => {
    const setting = await setUp(context);
    const { machine } = setting;
    assert.equal(await machine.pod(context, setting.install).exit, 0);
    const names = machine.names();
    const outside = temporaryFolder(context).write('password', 'canary-outside');
    const root = `--host-root=${machine.root}`;
    for (const [args, exit, said] of [
      [
        ['explain', root, 'one.example/app'],
        0,
        /^config: +\/etc\/registry-credential-provider\/config\.yaml$/m,
      ],
      [['explain', 'one.example:5000/app', root, '-o', 'json'], 0, /the pattern must be one\.example:5000/],
      [['check', root], 0, /^0 errors/m],
      [['cache', 'clear', root], 0, /removed from|nothing to clear/],
      [['try', root, 'one.example/app'], 0, /one\.example/],
    ] as const) {
      const pod = machine.pod(context, args);
      assert.equal(await pod.exit, exit, pod.output.text);
      assert.match(pod.output.text, said);
      assert.doesNotMatch(pod.output.text, /canary/);
    }
    // A link that leads to a file outside of the root leads nowhere inside of it.
    rmSync(machine.at(`etc/${NAME}/password`));
    symlinkSync(outside, machine.at(`etc/${NAME}/password`));
    const pod = machine.pod(context, ['explain', root, 'one.example/app']);
    assert.equal(await pod.exit, 1);
    assert.match(pod.output.text, /FILE_UNREADABLE/);
    assert.deepEqual(machine.names(), names);
  });

  test('--dry-run leaves nothing either', async (context) => {
    const setting = await setUp(context);
    const names = setting.machine.names();
    const pod = setting.machine.pod(context, [...setting.install, '--dry-run']);
    assert.equal(await pod.exit, 0, pod.output.text);
    assert.match(pod.output.text, /one\.example/);
    assert.deepEqual(setting.machine.names(), names);
  });

  /** What a node needs beyond SYS_CHROOT, and what is said without. */
  const PRIVILEGES: readonly (readonly [
    name: string,
    prepare: (machine: Machine) => void,
    capabilities: string,
    missing: string,
    said: RegExp,
  ])[] = [
    ['SYS_CHROOT: always', () => {}, ',+sys_chroot', '', /give the container the capability SYS_CHROOT/],
    [
      'CHOWN: a file of another group, which it keeps',
      (machine) => chownSync(machine.at('etc/kubernetes/providers.yaml'), 0, 1234),
      ',+sys_chroot,+chown',
      ',+sys_chroot',
      /operation not permitted/,
    ],
    [
      'DAC_OVERRIDE: a folder that its mode lets no user write',
      (machine) => chmodSync(machine.at('etc/kubernetes'), 0o555),
      ',+sys_chroot,+dac_override',
      ',+sys_chroot',
      /"\/etc\/kubernetes/,
    ],
  ];
  for (const [name, prepare, capabilities, missing, said] of PRIVILEGES) {
    test(name, async (context) => {
      const { machine, install } = await setUp(context);
      prepare(machine);
      const owner = statSync(machine.at('etc/kubernetes/providers.yaml'));
      const without = machine.pod(context, install, missing);
      assert.equal(await without.exit, 1);
      assert.match(without.output.text, said);
      const pod = machine.pod(context, install, capabilities);
      assert.equal(await pod.exit, 0, pod.output.text);
      const { uid, gid, mode } = statSync(machine.at('etc/kubernetes/providers.yaml'));
      assert.deepEqual({ uid, gid, mode }, { uid: owner.uid, gid: owner.gid, mode: owner.mode });
    });
  }

  test('FOWNER: a file of another user comes back as it was at the removal', async (context) => {
    const { machine, install } = await setUp(context);
    const path = machine.at('etc/registry-credential-provider/password');
    machine.write('etc/registry-credential-provider/password', 'theirs\n', 0o640);
    chmodSync(machine.at('etc/registry-credential-provider'), 0o755);
    chownSync(path, 1234, 1234);
    const needed = ',+sys_chroot,+chown,+dac_override';
    const installed = machine.pod(context, install, `${needed},+fowner`);
    assert.equal(await installed.exit, 0, installed.output.text);
    assert.equal(statSync(path).uid, 0);
    const uninstall = ['uninstall', `--host-root=${machine.root}`, ...machine.control];
    const without = machine.pod(context, uninstall, needed);
    assert.equal(await without.exit, 1, without.output.text);
    assert.equal(statSync(path).uid, 0);
    const pod = machine.pod(context, uninstall, `${needed},+fowner`);
    assert.equal(await pod.exit, 0, pod.output.text);
    const { uid, gid, mode } = statSync(path);
    assert.deepEqual([uid, gid, mode & 0o7777], [1234, 1234, 0o640]);
  });

  const UNUSABLE: readonly (readonly [name: string, spoil: (machine: Machine) => void, said: RegExp])[] = [
    [
      'musl',
      (machine) =>
        rmSync(machine.at(`usr/lib/ld-linux-${process.arch === 'x64' ? 'x86-64.so.2' : 'aarch64.so.1'}`)),
      /its C library is not glibc \(but musl/,
    ],
    ['no chroot', (machine) => rmSync(machine.at('usr/sbin/chroot')), /it has no chroot in \/usr\/sbin/],
    [
      'a library that our executable needs',
      (machine) => rmSync(machine.at('usr/lib/libstdc++.so.6')),
      /libstdc\+\+\.so\.6[\s\S]*the executable does not start there/,
    ],
    [
      'a chroot that another user could have written',
      (machine) => chownSync(machine.at('usr/sbin/chroot'), 1234, 1234),
      /\/usr\/sbin\/chroot can be changed by another user than root: "\/usr\/sbin\/chroot" belongs to user 1234/,
    ],
    [
      'libraries in a folder that everybody can write',
      (machine) => chmodSync(machine.at('usr/lib'), 0o777),
      /can be changed by another user than root: every user can write "\/usr\/lib" \(mode 777\)/,
    ],
    [
      'a /var/lib that another user can write',
      (machine) => chmodSync(machine.at('var/lib'), 0o1777),
      /can be changed by another user than root: every user can write "\/var\/lib" \(mode 1777\)/,
    ],
  ];
  for (const [name, spoil, said] of UNUSABLE) {
    test(`a node that it cannot run on: ${name}`, async (context) => {
      const { machine, install } = await setUp(context);
      const names = machine.names();
      spoil(machine);
      const pod = machine.pod(context, install);
      assert.equal(await pod.exit, 1);
      assert.match(pod.output.text, said);
      assert.match(pod.output.text, /\[HOST_ROOT_UNUSABLE\]$/m);
      assert.deepEqual(machine.names(), names);
    });
  }

  test('what is no root of a node, and nobody who is not root', async (context) => {
    const { machine, install } = await setUp(context);
    const run = (args: readonly string[], uid = 0) =>
      spawnSync(EXECUTABLE, args, { encoding: 'utf8', env: {}, uid, timeout: 120_000 }).stderr;
    assert.match(
      run(install),
      /has no \/proc\/self; mount the root of the node there with everything that is mounted in it/,
    );
    assert.match(run(install, 65534), /user 65534 may not chroot into it; run as root/);
    const other = [`--host-root=${machine.folder.path}`, '--profile=systemd'];
    assert.match(run(['install', ...other]), /it has no \/etc, so it is not a root file system/);
    assert.match(run(['uninstall', '--host-root=/no/such/folder']), /ENOENT; mount the root/);
  });
});

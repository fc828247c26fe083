// Which process is believed to be the node's kubelet, whatever its command line says.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, lchownSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findKubelets } from '../../../src/kubelet/process.ts';
import { FakeNode, NOBODY, OWNER, type ProcessOptions, whyNoOtherUser } from '../../support/fake-node.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const find = (node: FakeNode, unit?: string) => findKubelets({ proc: node.proc, trust: node.trust, unit });
const pids = (node: FakeNode, unit?: string) => find(node, unit).kubelets.map(({ pid }) => pid);

interface Row {
  readonly name: string;
  readonly words?: readonly string[];
  readonly process?: ProcessOptions;
  readonly prepare?: (node: FakeNode) => void;
  /** What is said of it; undefined: it is believed. A `null`: it does not call itself a kubelet. */
  readonly why: RegExp | undefined | null;
  readonly needsRoot?: true;
}

const OTHER = OWNER + 1000;

const ROWS: readonly Row[] = [
  { name: 'a kubelet', why: undefined },
  { name: 'a kubelet whose command line has another name', words: ['/opt/k8s/agent'], why: undefined },
  ...(['kubelet-1.34.2', 'kubelet-v1.34.2', 'kubelet.1.34', '.kubelet-wrapped'] as const).map((name) => ({
    name: `the executable ${name}, to which a link leads`,
    prepare: (node: FakeNode) => void node.program(`/opt/${name}`),
    process: { exe: `/opt/${name}` },
    why: undefined,
  })),
  ...[0, 1, 2, 3].map((at) => ({
    name: `user id ${at} is another user's`,
    process: { uids: [OWNER, OWNER, OWNER, OWNER].with(at, OTHER) },
    why: /^it runs as user /,
  })),
  {
    name: 'all its user ids are another user’s',
    process: { uids: [OTHER, OTHER, OTHER, OTHER] },
    why: new RegExp(`^it runs as user ${OTHER}$`),
  },
  {
    name: 'another user’s, whose command line alone has that name: it is not read',
    prepare: (node) => void node.program('/usr/bin/sleep'),
    process: { exe: '/usr/bin/sleep', uids: [OTHER, OTHER, OTHER, OTHER] },
    why: null,
  },
  {
    name: 'a program of root that a user started by the name of a kubelet',
    prepare: (node) => void node.program('/usr/bin/sudo'),
    process: { exe: '/usr/bin/sudo' },
    why: /^its executable is "\/usr\/bin\/sudo"$/,
  },
  {
    name: 'a set-user-id program by the name of a kubelet',
    prepare: (node) => node.chmod('/usr/bin/kubelet', 0o4755),
    why: /is run as another user \(mode 4755\)$/,
  },
  {
    name: 'an executable that the group can write',
    prepare: (node) => node.chmod('/usr/bin/kubelet', 0o775),
    why: /^other users can write its executable "\/usr\/bin\/kubelet" \(mode 775\)$/,
  },
  {
    name: 'a folder on the way that everybody can write',
    prepare: (node) => node.chmod('/usr', 0o777),
    why: /^other users can change its executable: every user can write "\/usr" \(mode 777\)$/,
  },
  {
    name: 'a folder such as /tmp on the way',
    prepare: (node) => node.chmod('/usr', 0o1777),
    why: /every user can write "\/usr" \(mode 1777\)$/,
  },
  {
    name: 'an executable of another user',
    prepare: (node) => lchownSync(node.at('/usr/bin/kubelet'), NOBODY, NOBODY),
    why: /^its executable "\/usr\/bin\/kubelet" belongs to user 65534$/,
    needsRoot: true,
  },
  {
    name: 'a folder of another user on the way',
    prepare: (node) => lchownSync(node.at('/usr/bin'), NOBODY, NOBODY),
    why: /: "\/usr\/bin" belongs to user 65534$/,
    needsRoot: true,
  },
  {
    name: 'a user namespace of its own',
    process: { user: 'user:[2]' },
    why: /^it is in a user namespace of its own$/,
  },
  {
    name: 'an executable that was replaced by an upgrade while it runs',
    prepare: (node) => {
      node.copy(node.at('/usr/bin/kubelet'), '/usr/bin/kubelet (deleted)');
    },
    process: { exe: '/usr/bin/kubelet (deleted)' },
    // A file of that very name, which the kernel does not tell from a removed one.
    why: /^its executable is "\/usr\/bin\/kubelet \(deleted\)"$/,
  },
  { name: 'a kubelet that only tells its version', words: ['kubelet', '--version'], why: null },
  { name: 'a kubelet that does not', words: ['kubelet', '--version=false'], why: undefined },
  { name: 'one that has ended', process: { state: 'Z' }, why: null },
  {
    name: 'an editor of its file',
    prepare: (node) => void node.program('/usr/bin/vi'),
    words: ['vi', '/etc/kubelet'],
    process: { exe: '/usr/bin/vi' },
    why: null,
  },
  {
    name: 'another program whose name begins so',
    prepare: (node) => void node.program('/usr/bin/kubelet-exporter'),
    words: ['/usr/bin/kubelet-exporter'],
    process: { exe: '/usr/bin/kubelet-exporter' },
    why: null,
  },
];

describe('whether a process is believed to be a kubelet', () => {
  for (const { name, words = ['kubelet'], process = {}, prepare, why, needsRoot } of ROWS) {
    test(name, { skip: needsRoot && whyNoOtherUser }, (context) => {
      const node = new FakeNode(context);
      prepare?.(node);
      node.add(4711, words, process);
      const { kubelets, passedOver } = find(node);
      assert.equal(kubelets.length, why === undefined ? 1 : 0, JSON.stringify(passedOver));
      assert.equal(passedOver.length, why instanceof RegExp ? 1 : 0);
      if (why instanceof RegExp) assert.match(passedOver[0]?.why ?? '', why);
    });
  }

  test('k3s counts by its executable, its first word and its second', (context) => {
    for (const [line, kind] of [
      ['/usr/local/bin/k3s server', 'k3s'],
      ['/usr/local/bin/k3s agent', 'k3s'],
      ['k3s-server server', 'k3s'],
      ['/usr/local/bin/k3s kubectl get pods', undefined],
      ['containerd -c /x', undefined],
    ] as const) {
      const node = new FakeNode(context);
      const exe = '/var/lib/rancher/k3s/data/1/bin/k3s';
      node.program(exe);
      node.add(3, [line], { exe });
      assert.equal(find(node).kubelets[0]?.kind, kind, line);
    }
  });
});

describe('of several', () => {
  const other = { cgroup: '0::/user.slice/user-0.slice/session-1.scope\n' };

  test('numbers are compared as numbers, the oldest counts', (context) => {
    const node = new FakeNode(context);
    node.add(1001, ['kubelet'], { start: 5 });
    node.add(900, ['kubelet'], { start: 5 });
    node.add(12, ['kubelet'], { start: 7 });
    assert.deepEqual(pids(node), [900, 1001, 12]);
  });

  for (const [name, options] of [
    ['outside of any service', other],
    [
      'in a service of a user',
      { cgroup: '0::/user.slice/user-7.slice/user@7.service/app.slice/kubelet.service\n' },
    ],
    ['in a Pod', { cgroup: '0::/kubepods.slice/kubepods-pod1.slice/kubelet.service\n' }],
    ['in another service', { cgroup: '0::/system.slice/cron.service\n' }],
    ['with other files', { mount: 'mnt:[2]' }],
  ] as const) {
    test(`that of kubelet.service comes before one ${name}`, (context) => {
      const node = new FakeNode(context);
      node.add(2, ['kubelet'], { ...options, start: 1 });
      node.add(3, ['kubelet'], { cgroup: '0::/../../system.slice/kubelet.service\n' });
      assert.deepEqual(pids(node), [3, 2]);
    });
  }

  test('that of the named service comes first, by the tables of both versions of control groups', (context) => {
    const node = new FakeNode(context);
    node.add(2, ['kubelet'], { cgroup: '0::/system.slice/kubelet.service\n' });
    node.add(3, ['kubelet'], {
      cgroup: '12:cpu,cpuacct:/\n1:name=systemd:/system.slice/k0sworker.service\n',
    });
    assert.deepEqual(pids(node, 'k0sworker.service'), [3, 2]);
    assert.deepEqual(pids(node), [2, 3]);
  });
});

describe('real processes', { skip: whyNoOtherUser }, () => {
  const trust = { root: '/', owner: 0 };

  /** A program of the name kubelet in a folder that is root's alone, as /tmp is not. */
  function kubelet(context: Parameters<typeof temporaryFolder>[0]): string {
    const folder = temporaryFolder(context, '/run');
    chmodSync(folder.path, 0o755);
    const path = join(folder.path, 'kubelet');
    copyFileSync('/bin/sleep', path);
    return path;
  }

  async function run(
    context: Parameters<typeof temporaryFolder>[0],
    line: readonly string[],
  ): Promise<number> {
    const [program = '', ...args] = line;
    const child = spawn(program, args, { stdio: 'ignore' });
    context.after(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    return child.pid as number;
  }

  async function seen(pid: number): Promise<ReturnType<typeof findKubelets>> {
    for (;;) {
      const { kubelets, passedOver } = findKubelets({ proc: '/proc', trust });
      const own = {
        kubelets: kubelets.filter((each) => each.pid === pid),
        passedOver: passedOver.filter((each) => each.pid === pid),
      };
      if (own.kubelets.length + own.passedOver.length > 0) return own;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  test('one of root is believed, also when its file is replaced, and its own file is what runs', async (context) => {
    const path = kubelet(context);
    const pid = await run(context, [path, '600']);
    assert.equal((await seen(pid)).kubelets.length, 1);
    copyFileSync('/bin/true', `${path}.new`);
    renameSync(`${path}.new`, path);
    const [found] = (await seen(pid)).kubelets;
    assert.match(found?.version() ?? '', /^sleep /);
    rmSync(path);
    assert.equal((await seen(pid)).kubelets.length, 1);
  });

  test("one of root's whose folder another user can write by now is not", async (context) => {
    const path = kubelet(context);
    const pid = await run(context, [path, '600']);
    chmodSync(join(path, '..'), 0o777);
    assert.match((await seen(pid)).passedOver[0]?.why ?? '', /every user can write/);
  });

  for (const [name, as] of [
    ['a user’s', ['setpriv', '--reuid=65534', '--clear-groups']],
    [
      'a user’s that is root in a user namespace',
      ['setpriv', '--reuid=65534', '--clear-groups', 'unshare', '--user', '--map-root-user'],
    ],
    ['one that has given up some of its user ids', ['setpriv', '--euid=65534', '--clear-groups']],
  ] as const) {
    test(`${name} is not`, async (context) => {
      const path = kubelet(context);
      const pid = await run(context, [...as, path, '600']);
      const { kubelets, passedOver } = await seen(pid);
      assert.deepEqual(kubelets, []);
      assert.match(passedOver[0]?.why ?? '', /^it runs as user /);
    });
  }

  test('a program of root with another name is not, whatever it is told of its name', async (context) => {
    const pid = await run(context, ['bash', '-c', 'exec -a kubelet sleep 600']);
    const { passedOver } = await seen(pid);
    assert.match(passedOver[0]?.why ?? '', /^its executable is "\/.*sleep"$/);
  });

  test('a second name for it in a folder that everybody can write is not', async (context) => {
    const path = kubelet(context);
    const open = join(path, '../open');
    mkdirSync(open);
    chmodSync(open, 0o1777);
    linkSync(path, join(open, 'kubelet'));
    const pid = await run(context, [join(open, 'kubelet'), '600']);
    assert.match((await seen(pid)).passedOver[0]?.why ?? '', /every user can write ".*\/open" \(mode 1777\)/);
  });
});

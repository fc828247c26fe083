// The executable itself, on a root file system of its own with the libraries of this machine and nothing else: what an
// operator types, from nothing to a node that pulls, and back.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { BUNDLE, EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { kubeletText, NAME } from './node.ts';

const LIBRARIES = ['lib', 'lib64', 'usr', 'bin'];

/** In a mount namespace, so that nothing is left mounted: $1 is the root, the rest is run in it. */
const ENTER = `
root=$1; shift
for folder in ${LIBRARIES.join(' ')}; do
  [ -d /$folder ] && mkdir -p $root/$folder && mount --rbind -o ro /$folder $root/$folder
done
mkdir -p $root/proc $root/dev && mount --rbind /proc $root/proc && mount --rbind /dev $root/dev
exec chroot $root "$@"`;

/** Stops the stand-in and starts it again. It is a shell under the kubelet's name, with the kubelet's flags. */
const FLAGS =
  '--image-credential-provider-config=/etc/kubernetes/providers.yaml --image-credential-provider-bin-dir=/opt/bin';
const RESTART = `kill -9 "$(cat /run/kubelet.pid)" 2>/dev/null; /opt/kubelet -c "while sleep 1; do :; done" ${FLAGS} >/dev/null 2>&1 & echo $! > /run/kubelet.pid`;

const CANARY = 'canary-Zx81';

function whyNot(): string | false {
  const { status } = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return status === 0 ? false : 'needs root and the right to mount';
}

class Root {
  readonly path: string;
  readonly #healthUrl: string;
  healthy = true;

  private constructor(path: string, healthUrl: string) {
    this.path = path;
    this.#healthUrl = healthUrl;
  }

  static async make(context: TestContext): Promise<Root> {
    let root: Root | undefined;
    const server = createServer((_, response) => response.writeHead(root?.healthy ? 200 : 500).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    context.after(() => server.close());
    const { path } = temporaryFolder(context);
    const { port } = server.address() as AddressInfo;
    root = new Root(path, `http://127.0.0.1:${port}/healthz`);
    for (const folder of ['etc/kubernetes', 'opt/bin', 'run', 'tmp', 'var/lib', 'src/files']) {
      mkdirSync(join(path, folder), { recursive: true });
    }
    copyFileSync(EXECUTABLE, join(path, 'src/rcp'));
    copyFileSync('/bin/sh', join(path, 'opt/kubelet'));
    root.write('etc/kubernetes/providers.yaml', kubeletText(['vendor-plugin']));
    writeFileSync(join(path, 'opt/bin/vendor-plugin'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    root.write('src/files/password', `${CANARY}\n`);
    root.write('kubelet.log', 'F1125 kubelet stand-in cannot start\n');
    context.after(() => root?.stopKubelet());
    return root;
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** A configuration with a password in a file and one in itself. */
  wantRules(...images: string[]): void {
    const rules = images.map((image, index) => ({
      name: `rule-${index}`,
      matchImages: [image],
      static: { username: 'u', passwordFile: '/etc/registry-credential-provider/password' },
    }));
    const inline = {
      name: 'inline',
      matchImages: ['inline.example'],
      static: { username: 'u', password: `in-${CANARY}` },
    };
    this.write(
      'src/config.yaml',
      JSON.stringify({
        apiVersion: 'registry-credential-provider/v1alpha1',
        kind: 'RegistryCredentialProviderConfig',
        cache: { enabled: false },
        rules: [...rules, inline],
      }),
    );
  }

  run(program: string, args: readonly string[], input = ''): Promise<RunResult> {
    const command = ['unshare', '-m', '/bin/sh', '-c', ENTER, 'sh', this.path, program] as const;
    return run({
      command: [...command],
      args,
      input,
      env: { PATH: process.env.PATH ?? '' },
      timeoutMs: 120_000,
    });
  }

  install(...args: string[]): Promise<RunResult> {
    const places = [
      '--kubelet-config=/etc/kubernetes/providers.yaml',
      '--kubelet-bin-dir=/opt/bin',
      '--kubelet-version=1.35',
    ];
    const sources = ['--config=/src/config.yaml', '--files=/src/files'];
    return this.run('/src/rcp', [
      'install',
      '--profile=systemd',
      ...places,
      ...sources,
      ...this.#kubelet.filter((option) => !args.some((arg) => arg.split('=')[0] === option.split('=')[0])),
      ...args,
    ]);
  }

  uninstall(): Promise<RunResult> {
    return this.run('/src/rcp', ['uninstall', ...this.#kubelet]);
  }

  get #kubelet(): string[] {
    return [
      `--restart-command=${RESTART}`,
      '--log-command=cat /kubelet.log',
      `--health-url=${this.#healthUrl}`,
      '--health-timeout=120s',
    ];
  }

  get pid(): string {
    return readFileSync(join(this.path, 'run/kubelet.pid'), 'utf8');
  }

  stopKubelet(): void {
    try {
      process.kill(Number(this.pid), 'SIGKILL');
    } catch {
      // It was never started.
    }
  }

  /** What is on it, less what is mounted and what the test wants. */
  snapshot(): Record<string, string> {
    const found: Record<string, string> = {};
    const walk = (folder: string) => {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        const short = relative(this.path, path);
        if ([...LIBRARIES, 'src', 'proc', 'dev', 'run/kubelet.pid', 'opt/kubelet'].includes(short)) continue;
        const stat = lstatSync(path);
        const mode = (stat.mode & 0o7777).toString(8);
        if (stat.isSymbolicLink()) found[short] = readlinkSync(path);
        else if (stat.isFile())
          found[short] = `${mode} ${stat.size > 1e6 ? stat.size : readFileSync(path, 'utf8')}`;
        else {
          found[short] = mode;
          walk(path);
        }
      }
    };
    walk(this.path);
    return found;
  }
}

test('from nothing to a node that pulls, and back', { skip: whyNot() }, async (context) => {
  const root = await Root.make(context);
  root.wantRules('registry.example');
  await root.run('/src/rcp', ['version']); // makes the folders for mounts
  const before = root.snapshot();

  const dry = await root.install('--dry-run');
  assert.equal(dry.exit, 0, dry.stderr);
  assert.match(dry.stdout, /^# \/opt\/bin\/registry-credential-provider: created: sha256 [0-9a-f]{64}$/m);
  assert.match(
    dry.stdout,
    /^\+\+\+ \/etc\/kubernetes\/providers\.yaml\n@@ .* @@\n(?: .*\n)+\+ {4}# Without tokens/m,
  );
  assert.doesNotMatch(dry.stdout, /^-[^-]/m, 'no line of others changes');
  assert.match(
    dry.stdout,
    /The kubelet would be restarted\.\nOnly the run itself can tell whether the kubelet is healthy then\.\n$/,
  );
  assert.doesNotMatch(dry.stdout + dry.stderr, new RegExp(CANARY));
  assert.deepEqual(root.snapshot(), before);

  const installed = await root.install();
  assert.equal(installed.exit, 0, installed.stderr);
  assert.match(
    installed.stdout,
    /is in place: 4 files were changed, the kubelet was restarted and is healthy \(process \d+, its flags name the installed files, healthz ok, node Ready not seen: .*\)\n$/,
  );
  assert.match(
    installed.stderr,
    /^No link was made in \/usr\/local\/bin, because .*: type commands as \/opt\/bin\/registry-credential-provider, /m,
  );
  assert.doesNotMatch(installed.stdout + installed.stderr, new RegExp(CANARY));
  const after = root.snapshot();
  assert.equal(
    after['etc/registry-credential-provider/config.yaml']?.slice(0, 4),
    '600 ',
    'it has a password in it',
  );
  const status = await root.run('/src/rcp', ['status']);
  assert.equal(status.exit, 0, status.stdout);

  const pulled = await root.run(
    `/opt/bin/${NAME}`,
    ['--config=/etc/registry-credential-provider/config.yaml'],
    request('registry.example/app'),
  );
  assert.match(pulled.stdout, new RegExp(`"password":"${CANARY}"`), pulled.stderr);

  const { pid } = root;
  const again = await root.install();
  assert.equal(again.exit, 0, again.stderr);
  assert.match(again.stdout, /^nothing to do/);
  assert.equal(root.pid, pid);

  root.write('src/config.yaml', '{"kind": "Nonsense"}');
  const refused = await root.install();
  assert.equal(refused.exit, 2);
  assert.match(refused.stderr, /\[CONFIG_INVALID\]/);

  root.wantRules('registry.example', 'other.example');
  for (const url of ['notaurl', '127.0.0.1:10248', 'http://u:canary@127.0.0.1:1/healthz']) {
    const noUrl = await root.install(`--health-url=${url}`);
    assert.equal(noUrl.exit, 2, noUrl.stderr);
    assert.match(noUrl.stderr, /^--health-url: expected an http or https URL, got .*\[USAGE\]\n?$/);
    assert.doesNotMatch(noUrl.stderr, /canary/);
    assert.equal(root.pid, pid);
  }
  root.healthy = false;
  const rolledBack = await root.install('--health-timeout=2s');
  assert.equal(rolledBack.exit, 1);
  assert.match(rolledBack.stderr, /F1125 kubelet stand-in cannot start\n[\s\S]*\[INSTALL_ROLLED_BACK\]\n$/);
  assert.match(rolledBack.stderr, /not healthy with the earlier files either/);
  assert.doesNotMatch(rolledBack.stderr, /not healthy[^;\n]*the kubelet was not healthy/);
  root.healthy = true;
  const others = (snapshot: Record<string, string>) =>
    Object.entries(snapshot).filter(([name]) => !name.endsWith('last-run.json'));
  assert.deepEqual(others(root.snapshot()), others(after));

  const removed = await root.uninstall();
  assert.equal(removed.exit, 0, removed.stderr);
  assert.deepEqual(root.snapshot(), before);
});

test('the plain bundle, and whoever is not root, cannot install', { skip: whyNot() }, async () => {
  const bundle = await run({
    command: [process.execPath, BUNDLE],
    args: ['install', '--dry-run'],
  });
  assert.equal(bundle.exit, 2);
  assert.match(bundle.stderr, /the plain bundle cannot be installed/);
  const user = await run({
    command: ['setpriv', '--reuid=65534', '--clear-groups', EXECUTABLE],
    args: ['install'],
  });
  assert.equal(user.exit, 2, user.stderr);
  assert.match(user.stderr, /user 65534 may not change this node; run as root/);
});

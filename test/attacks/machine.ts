// A node for an attack, in namespaces of its own: the files of this machine with those of a node over them, of which
// nothing is left behind.

import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from '../support/debian.ts';
import { EXECUTABLE } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import { Unavailable } from '../support/unavailable.ts';
import { type Attack, FLAGS, RCP, SECRET, type Seen } from './attack.ts';
import { becomingRootProgram, kubeletProgram, trapProgram } from './elf.ts';

const here = (name: string) => join(import.meta.dirname, name);

const PROGRAMS = {
  unshare: 'util-linux',
  setpriv: 'util-linux',
  ip: 'iproute2',
  bash: 'bash',
  perl: 'perl-base',
  awk: 'mawk',
};

/** Why there can be none here, for `skip`. */
export async function whyNoMachine(): Promise<string | false> {
  if (process.getuid?.() !== 0) return 'namespaces need root';
  if (process.arch !== 'x64') return "the attacker's programs are made for x64";
  try {
    const { root } = await findPrograms(PROGRAMS);
    if (root !== '/') return `this machine lacks one of ${Object.keys(PROGRAMS).join(', ')}`;
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
  const { status, stderr } = spawnSync('unshare', ['-m', '-p', '-n', '-f', 'true'], { encoding: 'utf8' });
  return status === 0 ? false : `no namespaces: ${stderr}`;
}

/** Why user nobody gets no user namespaces here, for `skip`. */
export function whyNoUserNamespaces(): string | false {
  const user = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const { status, stderr } = spawnSync('setpriv', [...user, 'unshare', '--user', '--map-root-user', 'true'], {
    encoding: 'utf8',
  });
  return status === 0 ? false : `users may have no namespaces: ${stderr}`;
}

const UNIT = `[Service]
ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml ${FLAGS}
Restart=always
`;

const START_KUBELET = `#!/bin/sh
# Starts it again, as systemd does.
[ ! -e /run/kubelet.pid ] || kill -9 "$(cat /run/kubelet.pid)"
/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml ${FLAGS} < /dev/null > /run/kubelet.log 2>&1 &
echo $! > /run/kubelet.pid
until [ "$(readlink /proc/$!/exe)" = /usr/bin/kubelet ]; do sleep 0.01; done
`;

const HEALTH = `import { createServer } from 'node:http';
createServer((_, response) => response.end('ok')).listen(10248, '127.0.0.1');
`;

const START_HEALTHZ = `
node /usr/local/lib/attacks/health.mjs < /dev/null > /run/healthz.log 2>&1 &
until grep -q ':2808 ' /proc/net/tcp; do sleep 0.02; done
`;

/** What user nobody has at hand. */
const ATTACK = `
# NAME PROGRAM ARGUMENT…: a process that goes on, under that name; $! is its number
as() {
  bash -c 'name=$1; shift; exec -a "$name" "$@"' bash "$@" < /dev/null > /dev/null 2>&1 &
  until [ "$(readlink /proc/$!/exe)" != /usr/bin/bash ]; do sleep 0.01; done
}
# the same, by a shell that is named so itself and stays in the way
goes_on() {
  "$@" < /dev/null > /dev/null 2>&1 &
}
`;

/** Tells who has run it, and behaves as what it stands in for. */
const PROGRAM = `#!/bin/sh
touch "/canary/ran-by-$(id -u)-as-$(basename "$0")-$$"
echo "registry-credential-provider 9.9.9"
`;

export const ENTRY = (name: string, registry: string): object => ({
  name,
  apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
  matchImages: [registry],
  defaultCacheDuration: '1m',
});

const kubeletConfig = (...providers: object[]): string =>
  JSON.stringify({ apiVersion: 'kubelet.config.k8s.io/v1', kind: 'CredentialProviderConfig', providers });

export class Machine {
  readonly #files: TemporaryFolder;
  readonly #scenes: string;

  /** What all of them have in common. */
  constructor(context: TestEnd) {
    this.#files = temporaryFolder(context);
    this.#scenes = temporaryFolder(context).path;
    const write = (name: string, content: string | Uint8Array, mode = 0o644) =>
      this.#files.write(join('root', name), content, mode);
    write('usr/bin/kubelet', kubeletProgram('v1.35.4'), 0o755);
    write('usr/local/sbin/restart-kubelet', START_KUBELET, 0o755);
    copyFileSync(EXECUTABLE, join(this.#files.path, 'registry-credential-provider'));
    write('etc/systemd/system/kubelet.service', UNIT);
    write('etc/kubernetes/providers.yaml', kubeletConfig(ENTRY('other', 'other.example')));
    write(
      'var/lib/kubelet/config.yaml',
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
    );
    write('opt/plugins/other', '#!/bin/sh\nexit 1\n', 0o755);
    write(
      'etc/registry-credential-provider/config.yaml',
      configText([
        {
          name: 'harbor',
          matchImages: ['harbor.example'],
          static: { username: 'u', passwordFile: '/etc/registry-credential-provider/harbor.password' },
        },
      ]),
    );
    write('etc/registry-credential-provider/harbor.password', `${SECRET}\n`, 0o600);
    write('usr/local/lib/attacks/health.mjs', HEALTH);
    write('usr/local/lib/attacks/attack.sh', ATTACK);
    write('usr/local/lib/attacks/secret', `${SECRET}-of-root\n`, 0o600);
    write('usr/local/lib/attacks/pattern', 'secret-canary\n');
    write('usr/local/lib/attacks/become-root', becomingRootProgram(), 0o755);
    const home = 'usr/local/lib/attacks/home';
    write(`${home}/trap`, trapProgram('/home/mallory/program'), 0o755);
    write(`${home}/program`, PROGRAM, 0o755);
    write(`${home}/bin/registry-credential-provider`, PROGRAM, 0o755);
    write(`${home}/bin/neighbour`, PROGRAM, 0o755);
    write(
      `${home}/providers.yaml`,
      kubeletConfig(
        ENTRY('registry-credential-provider', 'mallory.example'),
        ENTRY('neighbour', 'mallory.example'),
      ),
    );
  }

  async run(attack: Attack): Promise<Seen> {
    const scene = mkdtempSync(join(this.#scenes, 'scene-'));
    const write = (name: string, text: string | undefined) =>
      text === undefined || writeFileSync(join(scene, name), `${text}\n`);
    const { careless, early, prepare, kubelet = 'running', pids = PIDS, root = CHECK } = attack;
    write('careless', careless);
    write('early', early);
    write('prepare', prepare);
    write('root', root);
    write('kubelet-pid', String(pids.kubelet));
    write('attacker-pid', String(pids.attacker));
    if (kubelet !== 'none') {
      write('kubelet', `restart-kubelet${kubelet === 'healthy' ? START_HEALTHZ : ''}`);
    }
    const ended = await start(this.#files.path, scene);
    const read = (name: string) =>
      existsSync(join(scene, name)) ? readFileSync(join(scene, name), 'utf8') : undefined;
    const lines = (name: string) => (read(name) ?? '').split('\n').filter((line) => line !== '');
    if (read('exit') === undefined) {
      throw new Error(`the attack could not be prepared: ${ended}${read('prepare.log') ?? ''}`);
    }
    const before = lines('listening-before');
    const seen: Seen = {
      exit: Number(read('exit')),
      stdout: read('stdout') ?? '',
      stderr: read('stderr') ?? '',
      rootsFiles: lines('roots'),
      changed: lines('changed').filter((path) => !path.startsWith('/usr/local/bin/node')),
      leaked: lines('leaked'),
      listening: lines('listening-after').filter((line) => !before.includes(line)),
      said: read,
    };
    rmSync(scene, { recursive: true, force: true });
    return seen;
  }
}

/** Of whoever sorts numbers, as such or as text, the attacker's come first. */
const PIDS = { kubelet: 990, attacker: 1000 };

const CHECK = `${RCP} check --output json`;

/** @returns what it has written, at its end */
function start(files: string, scene: string): Promise<string> {
  const namespaces = ['--pid', '--fork', '--kill-child', '--mount', '--propagation=private'];
  const child = spawn(
    'unshare',
    [...namespaces, '--net', '--ipc', '--uts', 'sh', here('machine.sh'), files, scene, process.execPath],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: '/' },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

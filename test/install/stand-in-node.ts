// A node whose kubelet is a stand-in, with a supervisor that starts it again when it ends, as systemd does.

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeSetup } from '../../src/install/node/node-setup.ts';
import { findFreePort } from '../support/port.ts';
import { ROOT_ONLY, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import type { Plan } from './stand-in-kubelet.ts';

const PROGRAM = fileURLToPath(new URL('stand-in-kubelet.ts', import.meta.url));

export interface StandInNode {
  readonly folder: TemporaryFolder;
  readonly setup: NodeSetup;
  /** In the place of /proc. */
  readonly proc: string;
  /** Of the kubelet that was started last; undefined: none ever was. */
  pid(): number | undefined;
  /** How it is from its next start on. */
  plan(plan: Omit<Plan, 'port'>): void;
  /** What it is started with from its next start on. */
  flags(words: string): void;
  restart(): void;
}

/** The kubelet does not run yet. */
export async function standInNode(context: TestEnd): Promise<StandInNode> {
  let supervisor: string | undefined;
  context.after(() => stop(supervisor)); // before its folder goes
  const folder = temporaryFolder(context, ROOT_ONLY);
  const at = (name: string) => join(folder.path, name);
  mkdirSync(at('proc'));
  symlinkSync('/proc/self', at('proc/self'));
  folder.write(
    'supervise',
    `#!/bin/sh\nwhile :; do ${kubeletProgram()} ${PROGRAM} "$1" $(cat "$1/flags"); sleep 0.2; done\n`,
    0o755,
  );
  // A session of its own, whose number is that of the group by which it ends.
  folder.write(
    'restart',
    `#!/bin/sh
cd ${folder.path}
[ -f supervisor ] && kill -9 "-$(cat supervisor)"
rm -f supervisor
setsid sh -c 'echo $$ > supervisor.new; mv supervisor.new supervisor; exec ./supervise ${folder.path}' >> kubelet.log 2>&1 < /dev/null &
while [ ! -f supervisor ]; do sleep 0.02; done
`,
    0o755,
  );
  supervisor = at('supervisor');
  const port = await findFreePort();
  const node: StandInNode = {
    folder,
    proc: at('proc'),
    setup: {
      profile: 'systemd',
      release: 37,
      tokenGate: undefined,
      kubeletConfig: { path: at('credential-providers.yaml'), form: 'file' },
      binDir: at('bin'),
      commandDir: undefined,
      flagsFrom: 'operator',
      notJoined: undefined,
      flagFiles: [],
      restart: [[at('restart')]],
      logs: ['tail', '-n', '200', at('kubelet.log')],
      healthUrl: `http://127.0.0.1:${port}/healthz`,
      kubeconfig: undefined,
      nodeName: 'n1',
      notes: [],
    },
    pid: () => (existsSync(at('pid')) ? Number(readFileSync(at('pid'), 'utf8')) : undefined),
    plan: (plan) => folder.write('plan.json', JSON.stringify({ ...plan, port })),
    flags: (words) => folder.write('flags', words),
    restart: () => spawnSync(at('restart'), { stdio: 'ignore' }),
  };
  node.plan({ healthz: 200 });
  node.flags('');
  return node;
}

let program: string | undefined;

/**
 * What its process runs: a program of the name kubelet, at a place that is root's alone, as /tmp is not. Without root
 * there is no such place, and no process is believed to be a kubelet.
 */
function kubeletProgram(): string {
  if (program === undefined) {
    const folder = mkdtempSync(join(ROOT_ONLY, 'rcp-test-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    program = join(folder, 'kubelet');
    copyFileSync(process.execPath, program);
  }
  return program;
}

function stop(file: string | undefined): void {
  if (file !== undefined && existsSync(file)) {
    process.kill(-Number(readFileSync(file, 'utf8')), 'SIGKILL');
  }
}

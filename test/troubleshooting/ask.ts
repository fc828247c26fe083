// Asks the executable about a node of a test's own: in namespaces of its own, so that no network is there to be used but
// the servers of the set-up, and a kubelet of this machine is not found.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import type { SetUp } from './set-up.ts';

const ISOLATED: readonly string[] =
  process.getuid?.() === 0 ? ['unshare', '--fork', '--pid', '--mount-proc', '--net'] : [];

const ON_NODE = fileURLToPath(new URL('on-node.ts', import.meta.url));

/** Only there for root. */
export function hasServers(folder: string): boolean {
  return existsSync(join(folder, 'servers.json'));
}

export interface Question {
  readonly command: SetUp['ask'] | 'provide';
  readonly image: string;
  readonly options?: readonly string[];
  readonly env?: SetUp['env'];
}

/** @param node the folder with `config.yaml`, `kubelet.yaml` and `bin/`, as far as the set-up has them */
export function ask(node: string, { command, image, options = [], env = {} }: Question): Promise<RunResult> {
  const given = (option: string, name: string): string[] =>
    existsSync(join(node, name)) ? [option, join(node, name)] : [];
  const kubelet = given('--kubelet-config', 'kubelet.yaml');
  const config = command === 'try' && kubelet.length > 0 ? [] : given('--config', 'config.yaml');
  const args = {
    provide: config,
    explain: [command, image, ...config, ...kubelet],
    try: [command, image, ...config, ...kubelet, ...given('--kubelet-bin-dir', 'bin')],
    check: [command, ...config, ...kubelet, ...given('--kubelet-bin-dir', 'bin'), '--kubelet-version=1.35'],
  }[command];
  const onNode = hasServers(node)
    ? ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, ON_NODE, node]
    : [];
  const [program = EXECUTABLE, ...first] = [...ISOLATED, ...onNode, EXECUTABLE];
  return run({
    command: [program, ...first],
    args: [...args, ...options],
    input: command === 'provide' ? request(image) : '',
    env,
    cwd: node,
  });
}

/** Whether the set-up works, as its proof wants it. */
export async function works(
  node: string,
  { image, proof, env, options, ask: asked }: SetUp,
): Promise<boolean> {
  const command = typeof proof === 'string' ? proof : 'check';
  const json = command === 'provide' ? [] : ['--output=json'];
  const given = command === asked ? options : [];
  const { exit, stdout } = await ask(node, { command, image, env, options: [...given, ...json] });
  if (typeof proof === 'object') {
    const { findings } = JSON.parse(stdout) as { findings: { code: string }[] };
    return findings.every(({ code }) => code !== proof.check);
  }
  if (exit !== 0) return false;
  const answer = JSON.parse(stdout);
  return proof === 'provide'
    ? Object.keys(answer.auth).length > 0
    : proof === 'explain'
      ? answer.rule !== null && (answer.error ?? null) === null
      : true;
}

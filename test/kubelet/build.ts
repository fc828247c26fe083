// The Go program of go/, built against a release of the kubelet and kept on this machine between runs.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, hash } from '../support/cache.ts';
import { findGo, goVersion, runGo } from '../support/go.ts';
import { Unavailable } from '../support/unavailable.ts';

/** The kubelets that the tests compare us with; go/ has a module file for each. */
export const RELEASES = ['1.37.2', '1.34.4'] as const;
export type Release = (typeof RELEASES)[number];

const SOURCE = join(import.meta.dirname, 'go');

/** Path of the harness for the release. Takes minutes the first time. */
export async function buildHarness(release: Release): Promise<string> {
  const go = await findGo(SOURCE);
  const moduleFile = release === RELEASES[0] ? 'go.mod' : `kubernetes-${release}.mod`;
  const input = await hashSources(go, moduleFile);
  const folder = await cached(`harness-${release}-${input}`, async (target) => {
    process.stderr.write(`test/kubelet: building kubelet ${release}'s code, once on this machine\n`);
    const options = ['-trimpath', '-ldflags=-s -w', `-modfile=${moduleFile}`, `-o=${target}/harness`];
    await runGo(go, SOURCE, ['build', ...options, '.'], 45 * 60_000);
  });
  return join(folder, 'harness');
}

/** Why the harness cannot be built here, for `skip`. */
export async function whyNoHarness(): Promise<string | false> {
  try {
    await findGo(SOURCE);
    return false;
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}

const AZURE = join(import.meta.dirname, 'azure');

/** Path of the program of azure/, which needs nothing of the kubelet's and is built in seconds. */
export async function buildAzureReader(): Promise<string> {
  const go = await findGo(AZURE);
  const files = ['main.go', 'go.mod', 'go.sum'];
  const contents = await Promise.all(files.map((name) => readFile(join(AZURE, name))));
  const input = hash([await goVersion(go, AZURE), ...contents]);
  const folder = await cached(`azure-reader-${input}`, async (target) => {
    await runGo(go, AZURE, ['build', '-trimpath', `-o=${target}/azure`, '.'], 5 * 60_000);
  });
  return join(folder, 'azure');
}

async function hashSources(go: string, moduleFile: string): Promise<string> {
  const sources = (await readdir(SOURCE)).filter((name) => /\.(?:go|s)$/.test(name)).sort();
  const files = [...sources, moduleFile, moduleFile.replace(/mod$/, 'sum')];
  const contents = await Promise.all(files.map((name) => readFile(join(SOURCE, name))));
  return hash([await goVersion(go, SOURCE), ...files, ...contents]);
}

// `node test/kubelet/build.ts` builds ahead of the tests.
if (import.meta.main) {
  for (const release of RELEASES) console.log(await buildHarness(release));
}

// The Go program of go/, with Helm's and kustomize's code, kept on this machine between runs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, hash } from '../support/cache.ts';
import { findGo, goVersion, runGo } from '../support/go.ts';
import { Unavailable } from '../support/unavailable.ts';

const source = join(import.meta.dirname, 'go');

/** Path of the program. Takes two minutes the first time; Go fetches its modules from its proxy. @throws {Unavailable} */
export async function buildRenderer(): Promise<string> {
  const go = await findGo(source);
  const files = ['go.mod', 'go.sum', 'main.go'].map((file) => readFile(join(source, file)));
  const input = hash([await goVersion(go, source), ...(await Promise.all(files))]);
  const directory = await cached(`render-${input}`, async (target) => {
    process.stderr.write('test/deploy: building Helm and kustomize, once on this machine\n');
    await runGo(
      go,
      source,
      ['build', '-trimpath', '-ldflags=-s -w', `-o=${target}/render`, '.'],
      45 * 60_000,
    );
  });
  return join(directory, 'render');
}

/** Why it cannot be built here, for `skip`. */
export async function whyNoRenderer(): Promise<string | false> {
  try {
    await findGo(source);
    return false;
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}

// `node test/deploy/build.ts` builds ahead of the tests.
if (import.meta.main) console.log(await buildRenderer());

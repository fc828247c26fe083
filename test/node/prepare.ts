// What must be there before a node can start. `node test/node/prepare.ts` does it ahead of the tests.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Unavailable } from '../support/unavailable.ts';
import { type Binaries, buildBinaries } from './build.ts';
import { checkMachine } from './machine.ts';
import { installPackages } from './packages.ts';
import type { Environment } from './program.ts';

export interface Programs {
  readonly binaries: Binaries;
  /** In which the programs from Debian's packages are found. */
  readonly env: Environment;
}

/** The programs, or why they cannot be had on this machine. */
export async function preparePrograms(): Promise<Programs | Unavailable> {
  try {
    await checkMachine();
    return { env: await installPackages(), binaries: await buildBinaries() };
  } catch (error) {
    if (error instanceof Unavailable) return error;
    throw error;
  }
}

/** Ours, as the kubelet will run it. */
export function findExecutable(): string {
  const built = resolve(import.meta.dirname, '../../dist/registry-credential-provider');
  const executable = resolve(process.env.RCP_EXECUTABLE || built);
  if (!existsSync(executable)) throw new Error(`${executable} is missing; npm run build makes it`);
  return executable;
}

if (import.meta.main) {
  const programs = await preparePrograms();
  if (programs instanceof Unavailable) throw programs;
  console.log(programs.binaries.kubelet);
}

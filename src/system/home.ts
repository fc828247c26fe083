// The home directory of the user that this process runs as.

import type { Environment } from './environment.ts';

/** HOME where it is set, as it is not for many services, else what the system's users say; undefined where none does. */
export async function homeDirectory(env: Environment): Promise<string | undefined> {
  if (env.HOME) return env.HOME;
  const { homedir } = await import('node:os');
  try {
    return homedir();
  } catch {
    return undefined; // a system without a list of its users
  }
}

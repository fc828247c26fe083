// The home directory of the user that we run as.

/** HOME where it is set, as it is not for many services, else what the system's users say. */
export async function homeDirectory(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  return env.HOME || (await import('node:os')).homedir();
}

// Whom a registry lets in, and how it finds out.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../support/run-program.ts';
import type { Environment } from './program.ts';

export interface User {
  readonly username: string;
  readonly password: string;
}

export interface Gate {
  /** The `auth` section of the registry's configuration, with files in its directory. */
  configure(directory: string): Promise<object>;
  /** The `Authorization` of who may push to the repository, where one is needed. */
  authorizePush(repository: string): string | undefined;
}

/** Everyone may pull and push. */
export const openGate: Gate = { configure: async () => ({}), authorizePush: () => undefined };

const owner: User = { username: 'owner', password: 'may push' };

/** The registry itself has a password file: Basic authentication, as Amazon ECR. */
export const passwordGate = (users: readonly User[], env: Environment): Gate => ({
  configure: async (directory) => {
    const path = join(directory, 'htpasswd');
    const lines = [owner, ...users].map((user) =>
      runProgram('htpasswd', ['-Bbn', user.username, user.password], env, 60_000),
    );
    await writeFile(path, (await Promise.all(lines)).join(''));
    return { htpasswd: { realm: 'test', path } };
  },
  authorizePush: () => `Basic ${Buffer.from(`${owner.username}:${owner.password}`).toString('base64')}`,
});

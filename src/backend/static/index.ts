// static: one username and password, written in the configuration or in files, read at each run.

import type { StaticBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { modeWarnings, readTextFile } from '../../system/files.ts';
import type { Backend, Credentials, Description } from '../backend.ts';
import { loginOddities } from '../login-oddities.ts';

export class StaticBackend implements Backend {
  readonly #rule: string;
  readonly #config: StaticBackendConfig;

  constructor(rule: string, config: StaticBackendConfig) {
    this.#rule = rule;
    this.#config = config;
  }

  async getCredentials(): Promise<Credentials> {
    const { username, password } = this.#config;
    const entry = {
      username: 'text' in username ? username.text : this.#read(username.file, 'username').text,
      password:
        'secret' in password ? password.secret : new Secret(this.#read(password.file, 'password').text),
    };
    return { entries: [entry], scope: 'registry' };
  }

  describe(): Description {
    const { username, password } = this.#config;
    const details: Record<string, string> = {};
    const warnings: string[] = [];
    let name: string;
    if ('text' in username) {
      name = username.text;
    } else {
      details.usernameFile = username.file;
      name = this.#read(username.file, 'username').text;
    }
    details.username = '[redacted]'; // its place, before the password's
    let secret: string;
    if ('file' in password) {
      const file = this.#read(password.file, 'password');
      secret = file.text;
      details.passwordFile = password.file;
      warnings.push(...modeWarnings(password.file, file.mode));
    } else {
      secret = password.secret.reveal();
    }
    warnings.push(...loginOddities(name, new Secret(secret)));
    // One token for both, or the wrong of two files.
    const holdsIt = name === secret || (secret.length > 3 && name.includes(secret));
    details.username = holdsIt ? '[redacted], as it holds the password' : name;
    return { details, scope: 'registry', warnings };
  }

  #read(path: string, field: 'username' | 'password'): { text: string; mode: number } {
    const what = `rule "${this.#rule}": static: ${field}File`;
    const file = readTextFile(path, { what });
    const text = withoutLineEnd(file.text);
    // Without a user name containerd ignores the password and pulls anonymously.
    if (text === '') {
      throw new ProviderError(`${what} ${quote(path)} is empty`, {
        code: 'SECRET_INVALID',
        hint: `write the ${field} into it`,
      });
    }
    return { text, mode: file.mode };
  }
}

/** Editors and `echo` end a file with one line end that is not meant to be part of the secret. */
function withoutLineEnd(text: string): string {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  return line !== text && line.endsWith('\r') ? line.slice(0, -1) : line;
}

// dockerConfig: every entry of a docker config file that matches the image, in the kubelet's order.

import type { DockerConfigBackendConfig } from '../../config/config.ts';
import { quote } from '../../escape.ts';
import { modeWarnings, readTextFile } from '../../system/files.ts';
import type { Backend, Credentials, Description, PullRequest } from '../backend.ts';
import { asPattern, chooseEntries } from '../docker-entries/choose.ts';
import { type DockerConfig, parseDockerConfig, type UnusableEntry } from '../docker-entries/parse.ts';

export class DockerConfigBackend implements Backend {
  readonly #rule: string;
  readonly #path: string;
  #file: DockerConfig | undefined;
  #mode = 0;

  constructor(rule: string, { path }: DockerConfigBackendConfig) {
    this.#rule = rule;
    this.#path = path;
  }

  patterns(): readonly string[] {
    return this.#read().entries.flatMap(({ key }) => asPattern(key) ?? []);
  }

  async getCredentials(pull: PullRequest): Promise<Credentials> {
    return this.#find(pull).credentials;
  }

  describe(pull: PullRequest): Description {
    const { credentials, unusable } = this.#find(pull);
    return {
      details: { path: this.#path },
      scope: credentials.scope,
      keys: credentials.entries.flatMap(({ key }) => key ?? []),
      warnings: [
        ...modeWarnings(this.#path, this.#mode),
        ...unusable.map(
          ({ key, problem }) => `${this.#path}: the entry ${quote(key)} is skipped: ${problem}`,
        ),
      ],
    };
  }

  #find({ image }: PullRequest): { credentials: Credentials; unusable: readonly UnusableEntry[] } {
    return chooseEntries(this.#read(), image, `rule "${this.#rule}": dockerConfig ${quote(this.#path)}`);
  }

  /** Once a run, so that choosing the rule and answering see the same file. */
  #read(): DockerConfig {
    if (this.#file === undefined) {
      const what = `rule "${this.#rule}": dockerConfig`;
      const { text, mode } = readTextFile(this.#path, { what });
      this.#mode = mode;
      this.#file = parseDockerConfig(text, `${what} ${quote(this.#path)}`);
    }
    return this.#file;
  }
}

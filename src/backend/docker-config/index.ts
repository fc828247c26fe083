// dockerConfig: every entry of a docker config file that matches the image, in the kubelet's order.

import type { DockerConfigBackendConfig } from '../../config/config.ts';
import { quote } from '../../escape.ts';
import type { Stop } from '../../system/deadline.ts';
import { modeWarnings, readTextFile } from '../../system/files.ts';
import type {
  Backend,
  Credentials,
  Description,
  LoginReport,
  PullRequest,
  Surroundings,
} from '../backend.ts';
import { chooseEntries } from '../docker-entries/choose.ts';
import { asPattern } from '../docker-entries/key.ts';
import { type DockerConfig, parseDockerConfig } from '../docker-entries/parse.ts';
import { reportLogins } from '../docker-entries/report.ts';
import { askHelpers, describeHelpers } from './helpers.ts';

const WITHOUT_HELPERS =
  "set helpers in the rule's dockerConfig to the folder of this helper, or write username and password, or auth, into the entry";

export class DockerConfigBackend implements Backend {
  readonly #where: string;
  readonly #config: DockerConfigBackendConfig;
  readonly #surroundings: Surroundings;
  #file: DockerConfig | undefined;
  #mode = 0;

  constructor(rule: string, config: DockerConfigBackendConfig, surroundings: Surroundings) {
    this.#where = `rule "${rule}": dockerConfig`;
    this.#config = config;
    this.#surroundings = surroundings;
  }

  patterns(): readonly string[] {
    return this.#read().entries.flatMap(({ key }) => asPattern(key) ?? []);
  }

  async getCredentials({ image }: PullRequest, stop: Stop): Promise<Credentials> {
    const { path, helpers: folder } = this.#config;
    const file = this.#read();
    if (folder === undefined) {
      return chooseEntries(file, image, this.#named, WITHOUT_HELPERS).credentials;
    }
    const options = { folder, file: path, where: this.#named };
    const { signal } = stop;
    const filled = await askHelpers(file, image, options, { surroundings: this.#surroundings, signal });
    return chooseEntries(filled, image, this.#named).credentials;
  }

  describe({ image }: PullRequest): Description {
    const { path, helpers: folder } = this.#config;
    const file = this.#read();
    const { filled, runs } =
      folder === undefined
        ? { filled: file, runs: [] }
        : describeHelpers(file, image, { folder, file: path, where: this.#named });
    const { credentials, unusable } = chooseEntries(filled, image, this.#named, WITHOUT_HELPERS);
    return {
      details: runs.length === 0 ? { path } : { path, runs: runs.join('; ') },
      scope: credentials.scope,
      keys: credentials.entries.flatMap(({ key }) => key ?? []),
      warnings: [
        ...modeWarnings(path, this.#mode),
        ...unusable.map(({ key, problem }) => `${path}: the entry ${quote(key)} is skipped: ${problem}`),
      ],
    };
  }

  logins({ image }: PullRequest): readonly LoginReport[] {
    return reportLogins(this.#read(), image, { asksHelpers: this.#config.helpers !== undefined });
  }

  get #named(): string {
    return `${this.#where} ${quote(this.#config.path)}`;
  }

  /** Once a run, so that choosing the rule and answering see the same file. */
  #read(): DockerConfig {
    if (this.#file === undefined) {
      const { text, mode } = readTextFile(this.#config.path, { what: this.#where });
      this.#mode = mode;
      this.#file = parseDockerConfig(text, this.#named);
    }
    return this.#file;
  }
}

// What the node's files tell for the metrics: the configuration that its pulls use, the state of the install, the
// credentials that are kept.

import type { EntryFacts } from '../cache/entry.ts';
import { KeptCredentialsReader } from '../cache/kept-credentials.ts';
import { BUILT_IN, BUILT_IN_CONFIG } from '../config/built-in.ts';
import type { Config } from '../config/config.ts';
import { parseConfig, readConfig } from '../config/load.ts';
import { ProviderError } from '../errors.ts';
import type { InstallStatus } from '../generated/install-status-types.ts';
import { readRecord } from '../install/state/item-state.ts';
import { placesIn } from '../install/state/places.ts';
import { digestOf } from '../system/placing.ts';
import { NotUsable } from '../system/private-directory.ts';
import { pathInRoot } from '../system/root-path.ts';

export interface Where {
  /** Where the node's root is mounted. */
  readonly root: string;
  /** What `status` reports of the node. @throws {ProviderError} */
  readonly status: () => Promise<InstallStatus>;
  /** The user of this process. */
  readonly uid: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The configuration that pulls on the node use. */
interface NodeConfig {
  readonly config: Config;
  /** `sha256:…` of its file; `built-in` without one. */
  readonly digest: string;
}

export interface NodeFacts {
  /** Undefined: nothing is installed, or what is there cannot be used. */
  readonly config: NodeConfig | undefined;
  /** Undefined: it could not be made. */
  readonly status: InstallStatus | undefined;
  /** Undefined: the cache is off, or its directory cannot be used. */
  readonly kept: readonly EntryFacts[] | undefined;
  /** What could not be read, in words. */
  readonly problems: readonly string[];
}

export class NodeReader {
  readonly #where: Where;
  readonly #kept = new KeptCredentialsReader();
  #config: NodeConfig | undefined;

  constructor(where: Where) {
    this.#where = where;
  }

  async read(): Promise<NodeFacts> {
    const problems: string[] = [];
    const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ProviderError || error instanceof NotUsable)) throw error;
        problems.push(error.message);
        return undefined;
      }
    };
    this.#config = await attempt(() => this.#readConfig());
    const status = await attempt(() => this.#where.status());
    const kept = await attempt(() => this.#readKept());
    return { config: this.#config, status, kept, problems };
  }

  #readConfig(): NodeConfig | undefined {
    const { root } = this.#where;
    const record = readRecord(placesIn(root));
    if (record === undefined) return undefined;
    const { config: path } = record.installed;
    if (path === BUILT_IN) return { config: BUILT_IN_CONFIG, digest: BUILT_IN };
    const text = readConfig(pathInRoot(root, path));
    const digest = `sha256:${digestOf(text)}`;
    return digest === this.#config?.digest ? this.#config : { config: parseConfig(path, text), digest };
  }

  #readKept(): readonly EntryFacts[] | undefined {
    const { root, uid, now } = this.#where;
    const cache = this.#config?.config.cache;
    if (cache === undefined) return undefined;
    try {
      return this.#kept.read({ directory: pathInRoot(root, cache.directory), uid, now });
    } catch (error) {
      throw error instanceof NotUsable
        ? new NotUsable(`the cache's directory ${cache.directory} ${error.message}`)
        : error;
    }
  }
}

// The node-wide cache: the answer to one process serves all, and processes with the same question make one call.

import type { CredentialCache, Credentials, Question } from '../backend/backend.ts';
import type { ProviderError } from '../errors.ts';
import type { Deadline, Stop } from '../system/deadline.ts';
import { NotUsable, PrivateDirectory } from '../system/private-directory.ts';
import { identifyProcess } from '../system/process-identity.ts';
import type { CachePlace } from './contents.ts';
import { headOf } from './key.ts';
import { type CacheOutcome, type CacheStep, Flight } from './single-flight.ts';
import { Store } from './store.ts';

export interface NodeCacheOptions extends CachePlace {
  readonly deadline: Deadline;
  /** For tests: the step that the process has reached. */
  readonly onStep?: (step: CacheStep) => void;
}

/** How a question was answered, for the log. */
export interface CacheReport {
  /** `off`: the directory cannot be used, so the cloud was asked. */
  readonly outcome: CacheOutcome | 'off';
  /** What went wrong with the cache; each has cost at most one call. */
  readonly troubles: readonly string[];
  /** Why the renewal failed; undefined: it did not, or another process is renewing. */
  readonly failure: ProviderError | undefined;
}

export class NodeCache implements CredentialCache {
  readonly #options: NodeCacheOptions;
  readonly #troubles = new Set<string>();
  #outcome: CacheReport['outcome'] | undefined;
  #failure: ProviderError | undefined;
  #identity: string | undefined;

  constructor(options: NodeCacheOptions) {
    this.#options = options;
  }

  /** Undefined: no question came. */
  get report(): CacheReport | undefined {
    return this.#outcome === undefined
      ? undefined
      : { outcome: this.#outcome, troubles: [...this.#troubles], failure: this.#failure };
  }

  async through(question: Question, stop: Stop): Promise<Credentials> {
    const directory = this.#openOrTell();
    if (directory === undefined) {
      this.#outcome = 'off';
      return question.ask(stop.signal);
    }
    const store = this.#storeIn(directory);
    try {
      const flight = new Flight(question, headOf(question), store, {
        ...this.#options,
        onOutcome: (outcome, failure) => {
          this.#outcome = outcome;
          this.#failure = failure ?? this.#failure; // of any question of the run
        },
      });
      return await flight.answer(stop);
    } finally {
      if (store.hasWritten) {
        store.sweep();
      }
      directory.close();
    }
  }

  /** Read only when a lock is taken or an entry written. */
  readonly #self = (): string | undefined => {
    this.#identity ??= identifyProcess();
    return this.#identity;
  };

  #openOrTell(): PrivateDirectory | undefined {
    const { directory: path, uid } = this.#options;
    try {
      const directory = PrivateDirectory.open(path, { uid, create: true });
      if (directory === undefined) {
        this.#troubles.add('directory could not be created');
      }
      return directory;
    } catch (error) {
      if (!(error instanceof NotUsable)) {
        throw error;
      }
      this.#troubles.add(`directory ${error.message}`);
      return undefined;
    }
  }

  #storeIn(directory: PrivateDirectory): Store {
    const { now, onStep } = this.#options;
    return new Store({
      directory,
      self: this.#self,
      now,
      onTrouble: (what) => this.#troubles.add(what),
      onStep,
    });
  }
}

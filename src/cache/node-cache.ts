// The cache of the whole node: what one process was told serves all, and several that need the same make one call.

import type { CredentialCache, Credentials, Question } from '../backend/backend.ts';
import type { ProviderError } from '../errors.ts';
import { NotUsable, PrivateDirectory } from '../system/private-directory.ts';
import { identifyProcess } from '../system/process-identity.ts';
import type { KeptFailure } from './entry.ts';
import { headOf } from './key.ts';
import { type Decision, decide, type Life } from './renewal.ts';
import { Flight, type Outcome, type Step } from './single-flight.ts';
import { Store } from './store.ts';

export interface NodeCacheOptions {
  /** Path of the directory. */
  readonly directory: string;
  /** This process's user, who must own it. */
  readonly uid: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds until this run must have answered, by a clock that does not jump. */
  readonly remainingMs: () => number;
  /** Told how many milliseconds of the run are not for what is asked now: no request may wait into them. */
  readonly setAside?: (ms: number) => void;
  /** What the question waits for now, for the failure that tells that it has taken too long. */
  readonly waitingFor?: () => string | undefined;
  /** For tests: at which step the process is. */
  readonly onStep?: (step: Step) => void;
}

/** How a question was answered, for the log. */
export interface CacheReport {
  /** `off`: the directory cannot be used, so the cloud was asked. */
  readonly outcome: Outcome | 'off';
  /** What was wrong and has cost no more than a call. */
  readonly troubles: readonly string[];
  /** Why the credential is old. */
  readonly failure?: ProviderError;
}

/** What is kept for a question, for `explain`. Never the credential. */
export interface Peek {
  readonly decision: Decision;
  /** Absent: no credential is kept. */
  readonly life?: Life;
  readonly failure?: KeptFailure;
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

  /** Undefined: nothing was asked through it. */
  get report(): CacheReport | undefined {
    return this.#outcome === undefined
      ? undefined
      : {
          outcome: this.#outcome,
          troubles: [...this.#troubles],
          ...(this.#failure && { failure: this.#failure }),
        };
  }

  async through(question: Question, signal: AbortSignal): Promise<Credentials> {
    const directory = this.#openOrTell();
    if (directory === undefined) {
      this.#outcome = 'off';
      return question.ask(signal);
    }
    const store = this.#storeIn(directory);
    try {
      const flight = new Flight(question, headOf(question), store, {
        ...this.#options,
        onOutcome: (outcome, failure) => {
          this.#outcome = outcome;
          this.#failure = failure;
        },
      });
      return await flight.answer(signal);
    } finally {
      if (store.hasWritten) {
        store.sweep();
      }
      directory.close();
    }
  }

  /** What a question would meet now. @throws {NotUsable} why the directory cannot be used */
  peek(question: Omit<Question, 'ask'>): Peek {
    const directory = this.#open(false);
    if (directory === undefined) {
      return { decision: { kind: 'ask' } };
    }
    try {
      const entry = this.#storeIn(directory).read(headOf(question));
      const { kept, failure } = entry ?? {};
      return {
        decision: decide(this.#options.now(), kept?.life, failure),
        ...(kept && { life: kept.life }),
        ...(failure && { failure }),
      };
    } finally {
      directory.close();
    }
  }

  /**
   * Forgets all, or what is of one registry.
   * @returns how many entries there were
   * @throws {NotUsable}
   */
  clear(registry: string | undefined): number {
    const directory = this.#open(false);
    if (directory === undefined) {
      return 0;
    }
    try {
      return this.#storeIn(directory).clear(registry);
    } finally {
      directory.close();
    }
  }

  /** Only who takes a lock or writes has to know. */
  readonly #self = (): string | undefined => {
    this.#identity ??= identifyProcess();
    return this.#identity;
  };

  #openOrTell(): PrivateDirectory | undefined {
    try {
      const directory = this.#open(true);
      if (directory === undefined) {
        this.#troubles.add('directory could not be made');
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

  #open(create: boolean): PrivateDirectory | undefined {
    const { directory, uid } = this.#options;
    return PrivateDirectory.open(directory, { uid, create });
  }

  #storeIn(directory: PrivateDirectory): Store {
    const { now, onStep } = this.#options;
    return new Store({
      directory,
      self: this.#self,
      now,
      onTrouble: (what) => this.#troubles.add(what),
      ...(onStep && { onStep }),
    });
  }
}

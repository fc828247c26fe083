// The shape that the clouds' backends share: whose host is it, which identity, what is asked, and only then the network.

import type { Rule } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Stop } from '../../system/deadline.ts';
import type {
  Backend,
  Credentials,
  Description,
  PullRequest,
  Question,
  QuestionKey,
  Surroundings,
} from '../backend.ts';
import { type Asker, chooseAsker } from './asker.ts';
import { failureOf } from './failure-of.ts';

/**
 * What one cloud contributes. Its failures do not say whose they are: the rule and the backend are put before them
 * here.
 */
export interface Cloud<Registry, Asked> {
  /** What its own hosts look like, for the reader of a refusal: `ACCOUNT.dkr.ecr.REGION.amazonaws.com`. */
  readonly hosts: string;
  /** Whose they are, for the same reader. Default: this cloud. */
  readonly owner?: string;
  /** The rule's `registry`, where the credential is not for the image's own. */
  readonly registry: string | undefined;
  /** What a host (with port, if the image has one) tells; undefined: not this cloud's. Pure. */
  parseRegistry(host: string): Registry | undefined;
  /** Which condition a host does not fulfil that is nearly one of them, as a clause. Pure. */
  whyRefused?(host: string): string | undefined;
  describeRegistry(registry: Registry): Details;
  /**
   * What would be asked, and by whom. Reads no network, evaluates no SDK.
   * @throws {ProviderError} when the asking would fail for a reason that is plain before it
   */
  questionOf(registry: Registry, asker: Asker): Asked;
  /** Who asks, and where, for `explain`: `{ role: 'arn:…' }`. Nothing secret. */
  describeQuestion(question: Asked): Details;
  warningsOf(question: Asked): readonly string[];
  /** As in the question of the cache; backend and registry are known already. */
  keyOf(question: Asked): QuestionKey;
  /** Obeys the signal. @throws {ProviderError} */
  ask(question: Asked, signal: AbortSignal): Promise<Credentials>;
}

/** For `explain`; what is undefined is not shown. */
export type Details = Readonly<Record<string, string | boolean | undefined>>;

export class CloudBackend<Registry, Asked> implements Backend {
  readonly #rule: Rule;
  /** Whose failures they are. */
  readonly #who: string;
  readonly #cloud: Cloud<Registry, Asked>;
  readonly #cache: Surroundings['cache'];

  constructor(rule: Rule, { cache }: Pick<Surroundings, 'cache'>, cloud: Cloud<Registry, Asked>) {
    this.#rule = rule;
    this.#who = `rule "${rule.name}": ${rule.backend.kind}`;
    this.#cloud = cloud;
    this.#cache = cache;
  }

  describe(pull: PullRequest): Description {
    const registry = this.#pin(pull);
    const asker = chooseAsker(this.#rule, pull);
    const details = this.#cloud.describeRegistry(registry);
    if (asker === undefined) {
      const asks = 'anonymous';
      return { details: known({ ...details, asks }), scope: 'registry', warnings: [] };
    }
    const question = this.#questionOf(registry, asker);
    return {
      details: known({ ...details, asks: asker.kind, ...this.#cloud.describeQuestion(question) }),
      scope: 'registry',
      warnings: this.#cloud.warningsOf(question),
      question: {
        ...this.#forCache(pull, asker, question),
        imagined: asker.kind === 'serviceAccount' && asker.token === undefined,
      },
    };
  }

  async getCredentials(pull: PullRequest, stop: Stop): Promise<Credentials | undefined> {
    const registry = this.#pin(pull);
    const asker = chooseAsker(this.#rule, pull);
    if (asker === undefined) {
      return undefined;
    }
    const question = this.#questionOf(registry, asker);
    const cache = await this.#cache?.();
    return cache === undefined
      ? this.#ask(question, stop.signal)
      : cache.through(this.#forCache(pull, asker, question), stop);
  }

  #questionOf(registry: Registry, asker: Asker): Asked {
    try {
      return this.#cloud.questionOf(registry, asker);
    } catch (error) {
      throw failureOf(this.#who, error);
    }
  }

  async #ask(question: Asked, signal: AbortSignal): Promise<Credentials> {
    // What was begun and is not needed any more ends with it.
    const ending = new AbortController();
    signal.addEventListener('abort', () => ending.abort(signal.reason), { once: true });
    try {
      signal.throwIfAborted();
      return await this.#cloud.ask(question, ending.signal);
    } catch (error) {
      throw failureOf(this.#who, error, signal);
    } finally {
      ending.abort();
    }
  }

  #forCache(pull: PullRequest, asker: Asker, question: Asked): Question {
    return {
      rule: this.#rule.name,
      backend: this.#rule.backend.kind,
      registry: this.#hostOf(pull),
      key: this.#cloud.keyOf(question),
      byToken: asker.kind === 'serviceAccount',
      ask: (signal) => this.#ask(question, signal),
    };
  }

  /** In lower case, as DNS knows none: only the key of the answer keeps the image's own spelling. */
  #hostOf({ image }: PullRequest): string {
    return lowerCase(this.#cloud.registry ?? image.registry);
  }

  /** A backend gives its credential to hosts of its own cloud only; no pattern can talk it out of that. */
  #pin(pull: PullRequest): Registry {
    const host = this.#cloud.registry ?? pull.image.registry;
    const registry = this.#cloud.parseRegistry(this.#hostOf(pull));
    if (registry === undefined) {
      const { kind } = this.#rule.backend;
      const why = this.#cloud.whyRefused?.(this.#hostOf(pull));
      throw new ProviderError(
        `${this.#who}: ${quote(host)} is not a registry of ${this.#cloud.owner ?? 'this cloud'}${why === undefined ? ` (${this.#cloud.hosts})` : `: ${why}`}`,
        {
          code: 'HOST_REFUSED',
          hint:
            this.#cloud.registry === undefined
              ? `${why === undefined ? '' : 'correct the name of the image; else '}narrow matchImages; for a mirror or pull-through cache, set the real registry in ${kind}.registry`
              : `correct ${kind}.registry`,
        },
      );
    }
    return registry;
  }
}

function known(details: Details): Description['details'] {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Of ASCII alone: letters of other alphabets that look alike, or become one of these, stay what they are. */
function lowerCase(host: string): string {
  return host.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

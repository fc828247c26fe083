// The shape that the clouds' backends share: whose host is it, who asks, what is asked, and only then the network.

import type { Rule } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type {
  Backend,
  Credentials,
  Description,
  PlanKey,
  PullRequest,
  Question,
  Surroundings,
} from '../backend.ts';
import { type Asker, chooseAsker } from './asker.ts';

/** What one cloud contributes. */
export interface Cloud<Registry> {
  /** What its own hosts look like, for the reader of a refusal: `ACCOUNT.dkr.ecr.REGION.amazonaws.com`. */
  readonly hosts: string;
  /** The rule's `registry`, where the credential is not for the image's own. */
  readonly registry: string | undefined;
  /** What a host (with port, if the image has one) tells; undefined: not this cloud's. Pure. */
  parseRegistry(host: string): Registry | undefined;
  describeRegistry(registry: Registry): Description['details'];
  /**
   * What would be asked, and by whom. Reads no network, evaluates no SDK.
   * @throws {ProviderError} when the asking would fail for a reason that is plain before it
   */
  plan(registry: Registry, asker: Asker): Plan;
}

/** One question to a cloud. */
export interface Plan {
  /** Who asks, for `explain` and the log: `{ role: 'arn:…' }`. Nothing secret. */
  readonly details: Description['details'];
  readonly warnings?: readonly string[];
  /** As in the question that becomes of it; backend and registry are known already. */
  readonly key: PlanKey;
  /** Obeys the signal. @throws {ProviderError} */
  ask(signal: AbortSignal): Promise<Credentials>;
}

export class CloudBackend<Registry> implements Backend {
  readonly #rule: Rule;
  readonly #cloud: Cloud<Registry>;
  readonly #cache: Surroundings['cache'];

  constructor(rule: Rule, { cache }: Pick<Surroundings, 'cache'>, cloud: Cloud<Registry>) {
    this.#rule = rule;
    this.#cloud = cloud;
    this.#cache = cache;
  }

  describe(pull: PullRequest): Description {
    const registry = this.#pin(pull);
    const asker = chooseAsker(this.#rule, pull);
    const plan = asker && this.#cloud.plan(registry, asker);
    return {
      details: {
        ...this.#cloud.describeRegistry(registry),
        asks: asker === undefined ? 'nobody: anonymous' : asker.kind,
        ...plan?.details,
      },
      scope: 'registry',
      warnings: plan?.warnings ?? [],
      ...(plan && {
        question: {
          ...this.#questionOf(pull, plan),
          ...(asker.kind === 'serviceAccount' && asker.token === undefined && { imagined: true as const }),
        },
      }),
    };
  }

  async getCredentials(pull: PullRequest, signal: AbortSignal): Promise<Credentials | undefined> {
    const registry = this.#pin(pull);
    const asker = chooseAsker(this.#rule, pull);
    if (asker === undefined) {
      return undefined;
    }
    const plan = this.#cloud.plan(registry, asker);
    const cache = await this.#cache?.();
    return cache === undefined ? plan.ask(signal) : cache.through(this.#questionOf(pull, plan), signal);
  }

  #questionOf(pull: PullRequest, plan: Plan): Question {
    return {
      backend: this.#rule.backend.kind,
      registry: this.#hostOf(pull),
      key: plan.key,
      ask: (signal) => plan.ask(signal),
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
      const { name, backend } = this.#rule;
      throw new ProviderError(
        `rule "${name}": ${backend.kind}: ${quote(host)} is none of its hosts (${this.#cloud.hosts}), so it gets no credential`,
        {
          code: 'HOST_REFUSED',
          hint:
            this.#cloud.registry === undefined
              ? `narrow matchImages, or for a mirror or pull-through cache name the real registry in ${backend.kind}.registry`
              : `correct ${backend.kind}.registry`,
        },
      );
    }
    return registry;
  }
}

/** Of ASCII alone: letters of other alphabets that look alike, or become one of these, stay what they are. */
function lowerCase(host: string): string {
  return host.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

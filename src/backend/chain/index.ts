// Several rules for one image, as a backend: the credentials of each, under keys that the kubelet tries in their order.
// docs/mirrors.md

import type { Rule } from '../../config/config.ts';
import { cacheDurationOf } from '../../config/defaults.ts';
import { asProviderError, ProviderError } from '../../errors.ts';
import type { ImageName } from '../../image/reference.ts';
import { Secret } from '../../secret.ts';
import type { Deadline, Stop } from '../../system/deadline.ts';
import type {
  Backend,
  Credential,
  Credentials,
  Description,
  Link,
  PullRequest,
  Surroundings,
} from '../backend.ts';
import { leftOutOf, noneGave, requiredFailed } from './failures.ts';
import { orderOf } from './order.ts';

interface ChainOptions {
  /** In the order in which the kubelet is to try their credentials. */
  readonly rules: readonly Rule[];
  readonly backendOf: (rule: Rule) => Backend;
  /** Every image of the registry would get these rules. */
  readonly wholeRegistry: boolean;
  /** Undefined: nothing is asked, only described. */
  readonly deadline: Pick<Deadline, 'remainingMs' | 'limitPart' | 'waitingFor'> | undefined;
}

/** The kubelet asks again after this time if a rule failed: it may work then. */
export const PARTIAL_FOR_MS = 60_000;

/** What is left of the deadline when all rules have used their parts, to answer with what there is. */
const SPARE = 0.05;

const ANONYMOUS: Credential = { username: '', password: new Secret('') };

export class Chain implements Backend {
  readonly #options: ChainOptions;
  readonly #links: Link[] = [];

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  /** What became of each rule that was asked. */
  get links(): readonly Link[] {
    return this.#links;
  }

  /** Each rule has a description of its own. */
  describe(): Description {
    return { details: {}, scope: 'image', warnings: [] };
  }

  async getCredentials(pull: PullRequest): Promise<Credentials | undefined> {
    await this.#askAll(pull);
    const links = this.#links;
    const [failure, ...failures] = links.flatMap((link) => link.failure ?? []);
    const given = links.flatMap(({ credentials }) => credentials ?? []);
    const cacheAtMostMs = Math.min(...links.map(cacheAtMostOf));
    if (given.every(({ entries }) => entries.length === 0)) {
      if (failure !== undefined) throw noneGave([failure, ...failures]);
      return given.length < links.length
        ? undefined
        : { entries: [], scope: scopeOf(given), anonymousForMs: cacheAtMostMs };
    }
    // What a rule that failed would have given is not known for the registry's other images.
    const scope = failure === undefined ? scopeOf(given) : 'image';
    return { ...this.#inOrder(pull.image, scope), cacheAtMostMs };
  }

  /** One after the other; the time is divided, so that one that hangs leaves the others theirs. */
  async #askAll(pull: PullRequest): Promise<void> {
    const { rules, backendOf } = this.#options;
    for (const [index, rule] of rules.entries()) {
      const backend = backendOf(rule);
      try {
        const credentials = await this.#within(rules.length - index, rule, (stop) =>
          backend.getCredentials(pull, stop),
        );
        this.#links.push({ rule, backend, credentials, failure: undefined });
      } catch (error) {
        const failure = asProviderError(error);
        this.#links.push({ rule, backend, credentials: undefined, failure });
        if (rule.required) throw requiredFailed(failure);
      }
    }
  }

  #within<T>(left: number, { name, backend }: Rule, work: (stop: Stop) => Promise<T>): Promise<T> {
    const { deadline } = this.#options;
    if (deadline === undefined) throw new Error('no deadline');
    const ms = Math.floor((deadline.remainingMs() * (1 - SPARE)) / left);
    return deadline.limitPart(ms, work, () => {
      const wait = deadline.waitingFor();
      return new ProviderError(
        `rule "${name}": ${backend.kind}: no answer within ${ms / 1000} s, its part of the deadline${wait === undefined ? '' : `: ${wait}`}`,
        { code: 'DEADLINE_EXCEEDED', hint: 'the kubelet runs the plugin again when it retries the pull' },
      );
    });
  }

  #inOrder(image: ImageName, scope: Credentials['scope']): Pick<Credentials, 'entries' | 'scope'> {
    const { rules, wholeRegistry } = this.#options;
    const groups = this.#links.map(({ credentials }) => credentials?.entries ?? []);
    const { cacheKeyType, keys, anonymousKey } = orderOf(
      image,
      groups.map(({ length }) => length),
      {
        cacheKeyType: wholeRegistry && scope === 'registry' ? 'Registry' : 'Image',
        thenAnonymous: rules.some(({ thenAnonymous }) => thenAnonymous),
      },
    );
    for (const [index, link] of this.#links.entries()) {
      const leftOut = leftOutOf(link.rule, image, groups[index]?.length ?? 0, keys[index] ?? []);
      this.#links[index] = { ...link, leftOut };
      if (leftOut !== undefined && link.rule.required) throw requiredFailed(leftOut);
    }
    const entries: Credential[] = groups.flatMap((group, index) =>
      group
        .slice(0, keys[index]?.length)
        .map((credential, position) => ({ ...credential, key: keys[index]?.[position] })),
    );
    // It lasts as long as another one does: nothing is asked again for its sake.
    const anonymous = { ...ANONYMOUS, expiresAt: entries[0]?.expiresAt, key: anonymousKey };
    return {
      entries: anonymousKey === undefined ? entries : [...entries, anonymous],
      scope: cacheKeyType === 'Registry' ? 'registry' : 'image',
    };
  }
}

function scopeOf(given: readonly Credentials[]): Credentials['scope'] {
  return given.every(({ scope }) => scope === 'registry') ? 'registry' : 'image';
}

/** Milliseconds; what ends by itself, the answer looks at. */
function cacheAtMostOf({ rule, credentials, failure }: Link): number {
  if (failure !== undefined) {
    return PARTIAL_FOR_MS;
  }
  if (credentials === undefined) {
    return Infinity;
  }
  const { entries, anonymousForMs = 0, cacheAtMostMs = Infinity } = credentials;
  const own = entries.every(({ expiresAt }) => expiresAt !== undefined) ? Infinity : cacheDurationOf(rule);
  return entries.length === 0 ? anonymousForMs : Math.min(own, cacheAtMostMs);
}

/**
 * Keeps the variables as they are now: a backend may hide some of them from its SDK, and the next rule of the chain must not
 * ask as another identity for that, nor give a credential helper fewer.
 */
export function keepEnvironment(surroundings: Surroundings): void {
  Object.defineProperty(surroundings, 'env', { value: { ...surroundings.env } });
}

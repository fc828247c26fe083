// A chain of rules: what each would give, and under which keys. Without the network.

import { cacheKeyTypeOf } from '../answer.ts';
import type { Description, PullRequest } from '../backend/backend.ts';
import { leftOutOf, noneGave, requiredFailed } from '../backend/chain/failures.ts';
import { PARTIAL_FOR_MS } from '../backend/chain/index.ts';
import { orderOf } from '../backend/chain/order.ts';
import type { EntryReport } from '../cache/entry-report.ts';
import type { Choice } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { cacheDurationOf } from '../config/defaults.ts';
import type { ErrorCode, ProviderError } from '../errors.ts';
import type { BackendKind } from '../generated/backends.ts';
import { formatGoDuration } from '../protocol/go-duration.ts';
import type { CacheKeyType } from '../protocol/response.ts';

/** One rule of a chain, in the order in which the kubelet tries their credentials. */
export interface ExplainedLink {
  readonly rule: string;
  readonly backend: BackendKind;
  readonly identity: string;
  readonly required: boolean;
  readonly authKeys: readonly string[];
  /** How many of its credentials, the last ones, would not be given, because there are too few keys. */
  readonly leftOut: number;
  readonly details: Description['details'];
  readonly namedBy: string | null;
  readonly nodeCache: EntryReport | null;
  /** Why this rule would give no credential. */
  readonly error: { readonly code: ErrorCode; readonly message: string } | undefined;
}

/** What is known of a rule's part in a pull. */
export interface DescribedRule {
  readonly rule: Rule;
  /** Undefined: it fails before anything is known of it. */
  readonly description: Description | undefined;
  readonly namedBy: string | null;
  readonly nodeCache: EntryReport | null;
  readonly failure: ProviderError | undefined;
}

interface ChainFacts {
  readonly chain: readonly ExplainedLink[];
  readonly authKeys: readonly string[];
  readonly thenAnonymous: boolean;
  readonly cacheKeyType: CacheKeyType;
  readonly cacheDuration: string | null;
  /** Of the rules whose credentials would not all be given. */
  readonly leftOut: readonly ProviderError[];
}

/** Each rule without its keys: these depend on all of them. */
export function explainedLinks(rules: readonly DescribedRule[]): readonly ExplainedLink[] {
  return rules.map(({ rule, description, namedBy, nodeCache, failure }) => ({
    rule: rule.name,
    backend: rule.backend.kind,
    identity: rule.identity,
    required: rule.required,
    authKeys: [],
    leftOut: 0,
    details: description?.details ?? {},
    namedBy,
    nodeCache,
    error: failure && { code: failure.code, message: textOf(failure) },
  }));
}

export function textOf({ message, hint }: ProviderError): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}

/** @throws {ProviderError} when the pull would get no credential */
export function explainChain(
  { wholeRegistry }: Choice,
  { image }: PullRequest,
  rules: readonly DescribedRule[],
): ChainFacts {
  const required = rules.find(({ rule, failure }) => rule.required && failure !== undefined);
  if (required?.failure !== undefined) throw requiredFailed(required.failure);
  const failures = rules.flatMap(({ failure }) => failure ?? []);
  const counts = rules.map(countOf);
  const [first, ...others] = failures;
  if (counts.every((count) => count === 0)) {
    if (first !== undefined) throw noneGave([first, ...others]);
    return {
      chain: explainedLinks(rules),
      authKeys: [],
      thenAnonymous: false,
      cacheKeyType: 'Image',
      cacheDuration: '0s',
      leftOut: [],
    };
  }
  const isWhole =
    failures.length === 0 && rules.every(({ description }) => description?.scope === 'registry');
  const { keys, anonymousKey, cacheKeyType } = orderOf(image, counts, {
    cacheKeyType: cacheKeyTypeOf(isWhole ? 'registry' : 'image', wholeRegistry),
    thenAnonymous: rules.some(({ rule }) => rule.thenAnonymous),
  });
  const leftOut = rules.map(({ rule }, index) =>
    leftOutOf(rule, image, counts[index] ?? 0, keys[index] ?? []),
  );
  const missing = leftOut.find((failure, index) => failure !== undefined && rules[index]?.rule.required);
  if (missing !== undefined) throw requiredFailed(missing);
  return {
    chain: explainedLinks(rules).map((link, index) => {
      const authKeys = keys[index] ?? [];
      return { ...link, authKeys, leftOut: (counts[index] ?? 0) - authKeys.length };
    }),
    authKeys: [...keys.flat(), ...(anonymousKey === undefined ? [] : [anonymousKey])],
    thenAnonymous: anonymousKey !== undefined,
    cacheKeyType,
    cacheDuration: leastDuration(rules),
    leftOut: leftOut.flatMap((failure) => failure ?? []),
  };
}

function countOf({ description, failure }: DescribedRule): number {
  return description === undefined || failure !== undefined || description.details.asks === 'anonymous'
    ? 0
    : (description.keys?.length ?? 1);
}

/** Of the credentials that do not expire by themselves; null: all do. */
function leastDuration(rules: readonly DescribedRule[]): string | null {
  const durations = rules.flatMap(({ rule, failure }) =>
    failure !== undefined
      ? [PARTIAL_FOR_MS]
      : 'cacheDurationMs' in rule.backend
        ? [cacheDurationOf(rule)]
        : [],
  );
  return durations.length === 0 ? null : formatGoDuration(Math.min(...durations));
}

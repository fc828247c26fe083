// Which rule serves a registry of which no image is known, as a docker client asks for it.

import { coverage } from '../image/pattern.ts';
import type { PatternsOf } from './choose-rule.ts';
import type { Rule } from './config.ts';

interface RegistryChoice {
  readonly rule: Rule;
  /** The pattern for some images of the registry only, which cannot decide; undefined: the rule is for all of them. */
  readonly pathPattern: string | undefined;
}

/**
 * The first rule for the whole registry; where there is none, the first for some of its images. No service account asks, so
 * that rules for some accounts do not count. @throws {ProviderError} when a rule on the way cannot be decided
 */
export function chooseRuleForRegistry(
  rules: readonly Rule[],
  registry: string,
  patternsOf: PatternsOf,
): RegistryChoice | undefined {
  let ofPath: RegistryChoice | undefined;
  for (const rule of rules) {
    if (rule.matchServiceAccounts !== undefined) {
      continue;
    }
    const patterns = patternsOf(rule);
    if (patterns.some((pattern) => coverage(pattern, registry) === 'all')) {
      return { rule, pathPattern: undefined };
    }
    const pathPattern = patterns.find((pattern) => coverage(pattern, registry) === 'some');
    if (pathPattern !== undefined) {
      ofPath ??= { rule, pathPattern };
    }
  }
  return ofPath;
}

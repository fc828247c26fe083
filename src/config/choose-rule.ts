// Which rules serve a pull: the first that matches its image and its service account, and where it says `continue` the
// next one, and so on.

import { coverage, matchesPattern } from '../image/pattern.ts';
import type { ImageName } from '../image/reference.ts';
import { type PatternsReport, reportPatterns } from '../image/report.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import type { Rule } from './config.ts';
import { matchesWildcard } from './wildcard.ts';

/** What the choice is made from. */
interface Subject {
  readonly image: ImageName;
  /** Who pulls, undefined when the request has no token. @throws {ProviderError} TOKEN_INVALID */
  readonly serviceAccount: () => ServiceAccount | undefined;
}

/** A rule's patterns: its `matchImages`, or what its backend says. @throws {ProviderError} */
export type PatternsOf = (rule: Rule) => readonly string[];

export interface Choice {
  /** Mostly one; the others are a chain, in the order of their credentials. */
  readonly rules: readonly [Rule, ...Rule[]];
  /** Every image of this registry would get these rules: the path decides nothing. */
  readonly wholeRegistry: boolean;
}

/** Whether the rule looks at the Pod's service account. */
export function needsToken({ identity, matchServiceAccounts }: Rule): boolean {
  return identity === 'serviceAccount' || matchServiceAccounts !== undefined;
}

/** @throws {ProviderError} when a rule on the way cannot be decided. */
export function chooseRules(
  rules: readonly Rule[],
  subject: Subject,
  patternsOf: PatternsOf,
): Choice | undefined {
  const chosen: Rule[] = [];
  // A rule on the way that serves only some images of this registry makes the path decide.
  let wholeRegistry = true;
  for (const rule of rules) {
    if (rule.matchImages === undefined && !appliesTo(rule, subject)) {
      continue; // its backend need not even be asked what it matches
    }
    const patterns = patternsOf(rule);
    const widths = patterns.map((pattern) => coverage(pattern, subject.image.registry));
    if (widths.every((width) => width === 'none') || !appliesTo(rule, subject)) {
      continue;
    }
    wholeRegistry &&= widths.includes('all');
    if (patterns.some((pattern) => matchesPattern(pattern, subject.image.name))) {
      chosen.push(rule);
      if (!rule.continue) {
        break;
      }
    }
  }
  const [first, ...others] = chosen;
  return first && { rules: [first, ...others], wholeRegistry };
}

function appliesTo({ matchServiceAccounts }: Rule, subject: Subject): boolean {
  if (matchServiceAccounts === undefined) {
    return true;
  }
  const serviceAccount = subject.serviceAccount();
  return serviceAccount !== undefined && namesAccount(matchServiceAccounts, serviceAccount);
}

/** Whether one of the `namespace/name` patterns, `*` within a part, names the account. */
function namesAccount(patterns: readonly string[], { namespace, name }: ServiceAccount): boolean {
  return patterns.some((pattern) => {
    const [namespacePattern = '', namePattern = ''] = pattern.split('/');
    return matchesWildcard(namespacePattern, namespace) && matchesWildcard(namePattern, name);
  });
}

export interface RuleReport extends PatternsReport {
  readonly name: string;
}

/** Why a rule does or does not match, in words. @throws {ProviderError} as chooseRules. */
export function reportRule(rule: Rule, subject: Subject, patternsOf: PatternsOf): RuleReport {
  const { name } = rule;
  const report = reportPatterns(
    patternsOf(rule),
    subject.image.name,
    'it has no pattern, because its docker config has no entry',
  );
  const accounts = rule.matchServiceAccounts;
  if (!report.matched || accounts === undefined || appliesTo(rule, subject)) {
    return { name, ...report };
  }
  const serviceAccount = subject.serviceAccount();
  const who =
    serviceAccount === undefined
      ? 'the request has no service account token'
      : `the service account is ${serviceAccount.namespace}/${serviceAccount.name}`;
  return {
    name,
    matched: false,
    reason: `${report.reason}, but only for ${accounts.join(', ')}; ${who}`,
    pattern: report.pattern,
    distance: 1,
    remedy: `it is only for service accounts ${accounts.join(', ')}; ${who}`,
  };
}

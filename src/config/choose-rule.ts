// Which rules serve a pull: the first that matches its image and its service account, and where it says `continue` the
// next one, and so on.

import { ProviderError } from '../errors.ts';
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

/** @throws {ProviderError} when a rule on the way cannot be decided, and none was chosen before. */
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
    const patterns = chosen.length === 0 ? patternsOf(rule) : knownPatterns(rule, patternsOf);
    const widths = patterns?.map((pattern) => coverage(pattern, subject.image.registry)) ?? ['some'];
    if (widths.every((width) => width === 'none') || !appliesTo(rule, subject)) {
      continue;
    }
    wholeRegistry &&= widths.includes('all');
    // One that cannot be decided fails like any other of a chain, and leaves the others' credentials.
    if (patterns?.some((pattern) => matchesPattern(pattern, subject.image.name)) ?? true) {
      chosen.push(rule);
      if (!rule.continue) {
        break;
      }
    }
  }
  const [first, ...others] = chosen;
  return first && { rules: [first, ...others], wholeRegistry };
}

/** Undefined: they cannot be known. */
function knownPatterns(rule: Rule, patternsOf: PatternsOf): readonly string[] | undefined {
  try {
    return patternsOf(rule);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
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
    rule.matchImages === undefined ? 'key' : 'pattern',
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

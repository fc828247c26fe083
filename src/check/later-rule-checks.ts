// Images of a rule for some service accounts that a later rule serves for others: found by choosing the rule for such
// images as a pull does.

import type { Rule } from '../config/config.ts';
import { matchesWildcard } from '../config/wildcard.ts';
import { quote } from '../escape.ts';
import { IDENTITIES } from '../generated/backends.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import { placeOf, rulesOf } from './checked-config.ts';
import { type CheckedEntry, entriesByConfig } from './checked-entry.ts';
import { type Finding, finding } from './finding.ts';
import { RuleChoices } from './rule-choices.ts';
import type { CheckSubject } from './subject.ts';

/** Of each rule that asks as a service account: who else gets its images, by which later rule. */
export function laterRulesServe({ configs, entries, patterns: { patternsOf } }: CheckSubject): Finding[] {
  const entriesOf = entriesByConfig(entries);
  return configs.flatMap((config) => {
    const rules = rulesOf(config);
    const choices = new RuleChoices(
      rules.map(({ rule }) => rule),
      patternsOf,
    );
    const plain = entriesWithoutTokens(entriesOf(config));
    return rules.flatMap(({ rule, path }) => {
      const { identity, matchServiceAccounts: accounts } = rule;
      if (identity !== 'serviceAccount' || accounts === undefined) {
        return [];
      }
      const served = servedByLater(
        rule,
        accounts,
        plain.overlapping(patternsOf(rule)).map(({ value }) => value),
        choices,
      );
      return served === undefined
        ? []
        : [servedFinding(rule, placeOf(config, [...path, 'matchServiceAccounts']), served)];
    });
  });
}

/** The entries through which the kubelet may ask for an image without a token, by their patterns. */
function entriesWithoutTokens(entries: readonly CheckedEntry[]): PatternIndex<CheckedEntry> {
  const index = new PatternIndex<CheckedEntry>();
  for (const entry of entries) {
    const { tokenAttributes, matchImages } = entry.provider;
    if (tokenAttributes?.requireServiceAccount !== true) {
      for (const pattern of matchImages) index.add(pattern, entry);
    }
  }
  return index;
}

interface ServedByLater {
  readonly servers: readonly Rule[];
  /** Whether they serve service accounts that the rule is not for. */
  readonly toOthers: boolean;
  /** The entries through which they serve every Pod. */
  readonly plain: readonly CheckedEntry[];
}

function servedByLater(
  rule: Rule,
  accounts: readonly string[],
  plain: readonly CheckedEntry[],
  choices: RuleChoices,
): ServedByLater | undefined {
  const later = (account: ServiceAccount | undefined) =>
    serversOf(rule, account, choices).filter(
      (each) => choices.isLater(each, rule) && asksAsNode(each, account),
    );
  const other = accountBeside(accounts);
  const ofOthers = other === undefined ? [] : later(other);
  const ofAll = plain.length > 0 ? later(undefined) : [];
  const servers = [...new Set([...ofOthers, ...ofAll])];
  return servers.length === 0
    ? undefined
    : { servers, toOthers: ofOthers.length > 0, plain: ofAll.length > 0 ? plain : [] };
}

function servedFinding(
  rule: Rule,
  place: ReturnType<typeof placeOf>,
  { servers, toOthers, plain }: ServedByLater,
): Finding {
  const whom = [
    ...(toOthers ? ['for service accounts that its matchServiceAccounts does not name'] : []),
    ...(plain.length > 0
      ? [`for every Pod through ${namesOf(plain)}, which may send requests without a token`]
      : []),
  ];
  const served = servers.map((server) => `${quote(server.name)} (${howServed(server)})`).join(' and ');
  return finding('served-as-node', {
    ...place,
    what: `images of rule ${quote(rule.name)} are served by rule ${served} ${whom.join(', and ')}`,
    remedy: `after it, add a rule with the same matchImages and backend, identity: serviceAccount and no matchServiceAccounts: it denies the others${
      plain.length === 0 ? '' : '; and remove these images from matchImages of the entry without tokens'
    }`,
  });
}

function namesOf(entries: readonly CheckedEntry[]): string {
  return `${entries.length === 1 ? 'the entry' : 'the entries'} ${entries.map(({ provider }) => quote(provider.name)).join(', ')}`;
}

/** The rules that win for one of the rule's images. */
function serversOf(rule: Rule, account: ServiceAccount | undefined, choices: RuleChoices): Rule[] {
  return [...new Set(choices.imagesOf(rule).flatMap((image) => choices.serversOf(image, account)))];
}

function asksAsNode(
  { identity, onMissingServiceAccount }: Rule,
  account: ServiceAccount | undefined,
): boolean {
  return identity === 'node' || (account === undefined && onMissingServiceAccount === 'node');
}

function howServed({ backend }: Rule): string {
  return IDENTITIES[backend.kind].includes('node') ? `${backend.kind} as the node` : backend.kind;
}

/** One that none of the patterns names; undefined: they name all. */
function accountBeside(patterns: readonly string[]): ServiceAccount | undefined {
  const candidates = ['beside-all', 'z', '0', 'zz-0'].flatMap((namespace) =>
    ['beside-all', 'z', '0', 'zz-0'].map((name) => ({ namespace, name })),
  );
  return candidates.find(({ namespace, name }) =>
    patterns.every((pattern) => {
      const [namespacePattern = '', namePattern = ''] = pattern.split('/');
      return !matchesWildcard(namespacePattern, namespace) || !matchesWildcard(namePattern, name);
    }),
  );
}

function isDenied({ identity, onMissingServiceAccount }: Rule): boolean {
  return identity === 'serviceAccount' && onMissingServiceAccount === 'deny';
}

/** What becomes of a pull of the rule's images that has no token, as a clause behind "each pull". */
export function withoutToken(rule: Rule, choices: RuleChoices): string {
  const outcomes = choices.imagesOf(rule).map((image) => {
    const servers = choices.serversOf(image, undefined);
    // In a chain, what one rule denies another may give.
    const chosen = servers.find((server) => !isDenied(server)) ?? servers[0];
    if (chosen === undefined) {
      return 'gets no credential from this plugin';
    }
    const by = chosen === rule ? '' : ` by rule ${quote(chosen.name)}`;
    if (chosen.identity === 'node') {
      return `is served${by}, ${howServed(chosen)}`;
    }
    const { onMissingServiceAccount: then } = chosen;
    return then === 'deny' ? `is denied${by}` : `continues as ${then}${by}`;
  });
  return [...new Set(outcomes)].join(' or ') || 'gets no credential from this plugin';
}

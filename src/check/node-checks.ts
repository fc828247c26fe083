// Images of a rule that asks as the Pod's service account, which a later rule gives to whoever it is: found by choosing
// the rule for such images as a pull does.

import type { RulePatterns } from '../backend/rule-patterns.ts';
import { chooseRule, type PatternsOf } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { matchesWildcard } from '../config/wildcard.ts';
import { quote } from '../escape.ts';
import { CLOUDS } from '../generated/backends.ts';
import { commonImage, patternsOverlap } from '../image/overlap.ts';
import type { ImageName } from '../image/reference.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import { type Finding, finding } from './finding.ts';
import { entriesOf, placeOf } from './rule-checks.ts';
import { type Entry, rulesOf, type Subject } from './subject.ts';

/** Of each rule that asks as a service account: who else gets its images, by which later rule. */
export function laterRulesServe({ configs, entries }: Subject, { patternsOf }: RulePatterns): Finding[] {
  return configs.flatMap((config) => {
    const rules = rulesOf(config).map(({ rule }) => rule);
    return rulesOf(config).flatMap(({ rule, path }) => {
      if (rule.identity !== 'serviceAccount' || rule.matchServiceAccounts === undefined) {
        return [];
      }
      const images = imagesOf(rule, rules, patternsOf);
      const later = (account: ServiceAccount | undefined) =>
        serversOf(images, rules, account, patternsOf).filter(
          (each) => rules.indexOf(each) > rules.indexOf(rule) && asksAsNode(each, account),
        );
      const other = accountBeside(rule.matchServiceAccounts);
      const byOthers = other === undefined ? [] : later(other);
      const plain = withoutTokens(entriesOf(config, entries), patternsOf(rule));
      const byNobody = plain.length > 0 ? later(undefined) : [];
      const servers = [...new Set([...byOthers, ...byNobody])];
      if (servers.length === 0) {
        return [];
      }
      const whom = [
        ...(byOthers.length > 0 ? ['for service accounts that its matchServiceAccounts does not name'] : []),
        ...(byNobody.length > 0
          ? [`for every Pod through ${namesOf(plain)}, which may be asked without a token`]
          : []),
      ];
      const served = servers.map((server) => `${quote(server.name)} (${howServed(server)})`).join(' and ');
      return [
        finding('served-as-node', {
          ...placeOf(config, [...path, 'matchServiceAccounts']),
          what: `images of rule ${quote(rule.name)} are served by rule ${served} ${whom.join(', and ')}`,
          remedy: `write a rule with the same matchImages and backend, identity: serviceAccount and no matchServiceAccounts behind it: it denies the others${
            byNobody.length === 0
              ? ''
              : '; and take these images out of matchImages of the entry without tokens'
          }`,
        }),
      ];
    });
  });
}

function namesOf(entries: readonly Entry[]): string {
  return `${entries.length === 1 ? 'the entry' : 'the entries'} ${entries.map(({ provider }) => quote(provider.name)).join(', ')}`;
}

/** Entries that let an image of the patterns through without a token. */
function withoutTokens(entries: readonly Entry[], patterns: readonly string[]): Entry[] {
  return entries.filter(
    ({ provider: { tokenAttributes, matchImages } }) =>
      tokenAttributes?.requireServiceAccount !== true &&
      matchImages.some((wide) => patterns.some((pattern) => patternsOverlap(wide, pattern))),
  );
}

/** Images of the rule's patterns, among them those that a later rule's match too. */
export function imagesOf(rule: Rule, rules: readonly Rule[], patternsOf: PatternsOf): ImageName[] {
  const own = patternsOf(rule);
  const later = rules.slice(rules.indexOf(rule)).flatMap(patternsOf);
  const images = own.flatMap((pattern) => later.flatMap((other) => commonImage(pattern, other) ?? []));
  return [...new Map(images.map((image) => [image.name, image])).values()];
}

/** The rules that win for one of the images. */
function serversOf(
  images: readonly ImageName[],
  rules: readonly Rule[],
  account: ServiceAccount | undefined,
  patternsOf: PatternsOf,
): Rule[] {
  const servers = images.map(
    (image) => chooseRule(rules, { image, serviceAccount: () => account }, patternsOf)?.rule,
  );
  return [...new Set(servers)].filter((rule) => rule !== undefined);
}

function asksAsNode(
  { identity, onMissingServiceAccount }: Rule,
  account: ServiceAccount | undefined,
): boolean {
  return identity === 'node' || (account === undefined && onMissingServiceAccount === 'node');
}

function howServed({ backend }: Rule): string {
  return CLOUDS.includes(backend.kind) ? `${backend.kind} as the node` : backend.kind;
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

/** What becomes of a pull of the rule's images that has no token, as a clause behind "each pull". */
export function withoutToken(rule: Rule, rules: readonly Rule[], patternsOf: PatternsOf): string {
  const images = imagesOf(rule, rules, patternsOf);
  const outcomes = images.map((image) => {
    const chosen = chooseRule(rules, { image, serviceAccount: () => undefined }, patternsOf)?.rule;
    if (chosen === undefined) {
      return 'gets no credential from us';
    }
    const by = chosen === rule ? '' : ` by rule ${quote(chosen.name)}`;
    if (chosen.identity === 'node') {
      return `is answered${by}, ${howServed(chosen)}`;
    }
    const { onMissingServiceAccount: then } = chosen;
    return then === 'deny' ? `is denied${by}` : `goes on as ${then}${by}`;
  });
  return [...new Set(outcomes)].join(' or ') || 'gets no credential from us';
}

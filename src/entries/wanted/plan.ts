// Which entries the kubelet's configuration needs for the rules: one without tokens, and one for each audience.

import { type CacheType, cloudOf, conventionOf } from '../../backend/cloud/conventions.ts';
import { needsToken, type PatternsOf } from '../../config/choose-rule.ts';
import type { Config, Rule } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { groupBy } from '../../group-by.ts';
import { PatternIndex } from '../../image/pattern-index.ts';
import { NAME } from '../../version.ts';

/** The audience of tokens that no cloud is shown: only who pulls is read from them. */
const OWN_AUDIENCE = NAME;

export interface EntryPlan {
  /** In the order in which the kubelet should try their credentials: a Pod's own before the node's. */
  readonly entries: readonly PlannedEntry[];
  /** Rules that no entry is for, as they need tokens and none are wanted. */
  readonly leftOut: readonly Rule[];
}

export interface PlannedEntry {
  /** The file name of the executable, or of a link to it. */
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly matchImages: readonly string[];
  readonly tokens?: PlannedTokens;
  /** An entry with tokens matches some of its images: it leaves the rules that need them to that one. */
  readonly rulesWithoutTokens: boolean;
}

export interface PlannedTokens {
  readonly audience: string;
  readonly cacheType: CacheType;
  /** False: Pods without a service account are asked for as well, without a token. */
  readonly requireServiceAccount: boolean;
  readonly annotationKeys: readonly string[];
}

interface EntryPlanOptions {
  readonly patternsOf: PatternsOf;
  readonly tokens: boolean;
  /** By cloud, where they are not the usual ones. */
  readonly audiences: ReadonlyMap<string, string>;
}

/** @throws {ProviderError} USAGE when an audience is needed and not known */
export function planEntries(config: Config, { patternsOf, tokens, audiences }: EntryPlanOptions): EntryPlan {
  const withToken = config.rules.filter((rule) => (tokens ? needsToken(rule) : failsWithoutToken(rule)));
  const others = config.rules.filter((rule) => !withToken.includes(rule));
  const byAudience = tokens ? groupByAudience(withToken, audiences) : new Map<string, Rule[]>();
  const names = new Set([NAME]);
  const tokenEntries = [...byAudience].map(([audience, rules]) => {
    const name = nameFor(rules, names);
    names.add(name);
    return {
      name,
      ...common(rules, patternsOf),
      tokens: tokensFor(audience, rules),
      rulesWithoutTokens: false,
    };
  });
  const withTokens = PatternIndex.of(tokenEntries.flatMap(({ matchImages }) => matchImages));
  const without = common(others, patternsOf);
  const plain = {
    name: NAME,
    ...without,
    rulesWithoutTokens: without.matchImages.some((pattern) => withTokens.overlaps(pattern)),
  };
  return {
    entries: [...tokenEntries, plain].filter(({ matchImages }) => matchImages.length > 0),
    leftOut: tokens ? [] : withToken,
  };
}

/** Every audience that a rule asks tokens for, with its rules. @throws {ProviderError} USAGE */
export function audiencesOf(
  config: Config,
  audiences: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Rule[]> {
  return groupByAudience(config.rules.filter(needsToken), audiences);
}

function groupByAudience(
  rules: readonly Rule[],
  audiences: ReadonlyMap<string, string>,
): Map<string, Rule[]> {
  requireOneStore(rules, audiences);
  const groups = new Map<string, Rule[]>();
  const index = onlyAudiences(rules);
  for (const rule of rules) {
    const audience = audienceOf(rule, audiences) ?? neighboursAudience(rule, index) ?? OWN_AUDIENCE;
    groups.set(audience, [...(groups.get(audience) ?? []), rule]);
  }
  return groups;
}

function failsWithoutToken(rule: Rule): boolean {
  return (
    needsToken(rule) &&
    !(
      rule.identity === 'serviceAccount' &&
      rule.onMissingServiceAccount !== 'deny' &&
      rule.matchServiceAccounts === undefined
    )
  );
}

/** Undefined for a rule that any audience will do for. @throws {ProviderError} USAGE */
function audienceOf(rule: Rule, audiences: ReadonlyMap<string, string>): string | undefined {
  const { name, backend } = rule;
  const convention = ruleConvention(rule);
  if (convention === undefined) {
    return undefined;
  }
  const cloud = cloudOf(backend);
  // What an option says of a cloud is not for a rule that refuses all but one.
  const named = convention.refusesOthers ? undefined : (audiences.get(cloud) ?? audiences.get(backend.kind));
  const audience = named ?? convention.audience;
  if (audience === undefined) {
    throw new ProviderError(
      `rule ${quote(name)}: the audience that ${cloud} expects in a token is not known`,
      {
        code: 'USAGE',
        hint: `set --audience ${cloud}=${convention.expected}, or set ${cloud}.workloadIdentity in the rule`,
      },
    );
  }
  return audience;
}

/** An option that names a backend alone is for the one store that its rules use. @throws {ProviderError} USAGE */
function requireOneStore(rules: readonly Rule[], audiences: ReadonlyMap<string, string>): void {
  const byBackend = groupBy(
    rules.filter((rule) => ruleConvention(rule)?.refusesOthers === false),
    ({ backend }) => backend.kind,
  );
  for (const [kind, ofKind] of byBackend) {
    const clouds = [...new Set(ofKind.map(({ backend }) => cloudOf(backend)))].filter(
      (cloud) => !audiences.has(cloud),
    );
    if (audiences.has(kind) && clouds.length > 1) {
      throw new ProviderError(
        `--audience ${kind}: the rules use ${clouds.join(', ')}, each of which expects an audience of its own`,
        { code: 'USAGE', hint: `write ${clouds.map((cloud) => `--audience ${cloud}=…`).join(' ')} instead` },
      );
    }
  }
}

/** By patterns, the audiences of the rules that refuse every other one. */
function onlyAudiences(rules: readonly Rule[]): PatternIndex<string> {
  const index = new PatternIndex<string>();
  for (const rule of rules) {
    const { audience, refusesOthers } = ruleConvention(rule) ?? {};
    if (audience === undefined || !refusesOthers) continue;
    for (const pattern of rule.matchImages ?? []) index.add(pattern, audience);
  }
  return index;
}

/**
 * The one audience that rules for the same images accept: an entry with another would fail at each of their pulls.
 * Undefined: there is none, or there are several.
 */
function neighboursAudience({ matchImages = [] }: Rule, index: PatternIndex<string>): string | undefined {
  const [first, ...others] = index.overlapping(matchImages);
  return others.length === 0 ? first?.value : undefined;
}

function ruleConvention({ identity, backend }: Rule): ReturnType<typeof conventionOf> {
  return identity === 'serviceAccount' ? conventionOf(backend) : undefined;
}

function common(rules: readonly Rule[], patternsOf: PatternsOf): Pick<PlannedEntry, 'rules' | 'matchImages'> {
  return { rules, matchImages: [...new Set(rules.flatMap(patternsOf))] };
}

function nameFor(rules: readonly Rule[], taken: ReadonlySet<string>): string {
  const [rule] = rules;
  const suffix = rule?.identity === 'serviceAccount' ? kebabCase(rule.backend.kind) : 'pods';
  const base = `${NAME}-${suffix}`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) {
    name = `${base}-${number}`;
  }
  return name;
}

/** A file name is easier to type without capitals. */
function kebabCase(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function tokensFor(audience: string, rules: readonly Rule[]): PlannedTokens {
  const conventions = rules.flatMap((rule) => ruleConvention(rule) ?? []);
  const keys = conventions.flatMap(({ neededKeys, optionalKeys }) => [...neededKeys.flat(), ...optionalKeys]);
  return {
    audience,
    // Where one password is the token, the kubelet must cache by token for all.
    cacheType: conventions.some(({ cacheType }) => cacheType === 'Token') ? 'Token' : 'ServiceAccount',
    requireServiceAccount: rules.every(failsWithoutToken),
    annotationKeys: [...new Set(keys)],
  };
}

// Service account tokens: what the rules need, against what the kubelet's entries send.

import { cloudOf, conventionOf } from '../backend/cloud/conventions.ts';
import { needsToken } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { quote } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { TokenAttributes } from '../kubelet/config/provider.ts';
import { TOKENS_ON } from '../kubelet/release.ts';
import type { Path } from '../yaml/path.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { type CheckedEntry, entriesByConfig } from './checked-entry.ts';
import { type Finding, finding } from './finding.ts';
import { withoutToken } from './later-rule-checks.ts';
import { RuleChoices } from './rule-choices.ts';
import type { CheckSubject } from './subject.ts';

interface TokenRule {
  readonly config: CheckedConfig;
  readonly rule: Rule;
  readonly path: Path;
  /** The entries through which its images come. */
  readonly reached: readonly CheckedEntry[];
}

/** Each rule that needs tokens, unless no entry lets its images through. */
function tokenRules({ configs, entries, patterns: { patternsOf } }: CheckSubject): TokenRule[] {
  const entriesOf = entriesByConfig(entries);
  return configs.flatMap((config) => {
    const index = new PatternIndex<CheckedEntry>();
    for (const entry of entriesOf(config)) {
      for (const pattern of entry.provider.matchImages) index.add(pattern, entry);
    }
    return rulesOf(config).flatMap(({ rule, path }) => {
      const reached = needsToken(rule) ? index.overlapping(patternsOf(rule)).map(({ value }) => value) : [];
      return reached.length > 0 ? [{ config, rule, path, reached }] : [];
    });
  });
}

export function tokensArrive(subject: CheckSubject): Finding[] {
  const byConfig = groupBy(tokenRules(subject), ({ config }) => config);
  return [...byConfig].flatMap(([config, tokenRulesOfIt]) => {
    const choices = new RuleChoices(
      rulesOf(config).map(({ rule }) => rule),
      subject.patterns.patternsOf,
    );
    return tokenRulesOfIt
      .filter(({ reached }) => !reached.some(({ provider }) => provider.tokenAttributes !== undefined))
      .map((each) => tokensMissing(each, choices));
  });
}

function tokensMissing({ config, rule, path }: TokenRule, choices: RuleChoices): Finding {
  const isFailure = rule.identity === 'serviceAccount' && rule.onMissingServiceAccount === 'deny';
  const field = rule.identity === 'serviceAccount' ? 'identity' : 'matchServiceAccounts';
  const never = rule.matchServiceAccounts === undefined ? '' : 'it never wins, and ';
  return finding('tokens-missing', {
    ...placeOf(config, [...path, field]),
    what: `rule ${quote(rule.name)} needs the Pod's service account token, and no entry that matches its images has tokenAttributes: ${never}each pull ${withoutToken(rule, choices)}`,
    remedy:
      'replace the entries with those of generate kubelet-config --tokens --merge FILE, grant the audience with generate rbac, and restart the kubelet',
    severity: isFailure ? undefined : 'warning',
  });
}

interface TokenPair {
  readonly rule: Rule;
  readonly entry: CheckedEntry;
  readonly tokens: TokenAttributes;
}

/** Each rule that needs tokens with each entry that sends it some, and what the entry says of them. */
function pairs(subject: CheckSubject): TokenPair[] {
  return tokenRules(subject).flatMap(({ rule, reached }) =>
    reached.flatMap((entry) => {
      const tokens = entry.provider.tokenAttributes;
      return tokens === undefined || rule.identity !== 'serviceAccount' ? [] : [{ rule, entry, tokens }];
    }),
  );
}

export function audiencesFit(subject: CheckSubject): Finding[] {
  return [...groupBy(pairs(subject), ({ rule }) => rule)].flatMap(([rule, ofRule]) => {
    const convention = conventionOf(rule.backend);
    if (convention === undefined) {
      return [];
    }
    const { expected, refusesOthers } = convention;
    const unfit = ofRule.filter(({ tokens }) => !convention.isUsual(tokens.serviceAccountTokenAudience));
    const fits = unfit.length < ofRule.length;
    // An entry for another cloud may let the same images through, beside the one that is meant.
    return fits && !refusesOthers
      ? []
      : unfit.flatMap(({ entry, tokens: { serviceAccountTokenAudience: audience } }) => {
          if (audience === '') return [];
          return refusesOthers
            ? [audienceRefused(rule, entry, { audience, expected, fits })]
            : [audienceFinding(rule, entry, audience, expected)];
        });
  });
}

const AUDIENCE_FIELD = ['tokenAttributes', 'serviceAccountTokenAudience'];

/** Of a rule that refuses tokens for any other audience than its own. */
function audienceRefused(
  { name }: Rule,
  { provider: { place } }: CheckedEntry,
  { audience, expected, fits }: { audience: string; expected: string; fits: boolean },
): Finding {
  const outcome = fits
    ? "fails through this entry, with a line in the kubelet's log, and gets its credential through another one"
    : 'fails';
  return finding('token-audience', {
    file: place.file,
    line: place.lineOf(...AUDIENCE_FIELD),
    path: [...place.path, ...AUDIENCE_FIELD],
    what: `tokens are for the audience ${quote(audience)}, and rule ${quote(name)} refuses all but ${quote(expected)}: each pull of its images ${outcome}`,
    remedy: fits
      ? `remove the images of rule ${quote(name)} from matchImages of this entry`
      : `write ${expected}, in a separate entry if this one also serves other rules`,
    severity: fits ? undefined : 'error',
  });
}

function audienceFinding(
  rule: Rule,
  { provider: { place } }: CheckedEntry,
  audience: string,
  expected: string,
): Finding {
  return finding('token-audience', {
    file: place.file,
    line: place.lineOf(...AUDIENCE_FIELD),
    path: [...place.path, ...AUDIENCE_FIELD],
    what: `tokens are for the audience ${quote(audience)}, and rule ${quote(rule.name)} sends them to ${cloudOf(rule.backend)}, which expects ${expected}`,
    remedy: `write ${expected}, in a separate entry if this one also serves another cloud`,
  });
}

/** The kubelet compares each password with the token, unless it caches by token. */
export function tokensMayBePasswords(subject: CheckSubject): Finding[] {
  if (subject.kubelet.release < TOKENS_ON) {
    return [];
  }
  return pairs(subject).flatMap(({ rule, entry: { provider }, tokens }) => {
    const convention = conventionOf(rule.backend);
    const isWrong =
      convention?.cacheType === 'Token' &&
      tokens.cacheType === 'ServiceAccount' &&
      convention.isUsual(tokens.serviceAccountTokenAudience);
    const field = ['tokenAttributes', 'cacheType'];
    return isWrong
      ? [
          finding('token-cache-type', {
            file: provider.place.file,
            line: provider.place.lineOf(...field),
            path: [...provider.place.path, ...field],
            what: `expected Token, got ServiceAccount: the password of rule ${quote(rule.name)} is the token itself`,
            remedy: 'write cacheType: Token, in a separate entry if this one also serves other rules',
          }),
        ]
      : [];
  });
}

export function annotationsAreSent(subject: CheckSubject): Finding[] {
  return pairs(subject).flatMap(({ rule, entry, tokens }) => {
    const listed = [
      ...tokens.requiredServiceAccountAnnotationKeys,
      ...tokens.optionalServiceAccountAnnotationKeys,
    ];
    const { place } = entry.provider;
    const field = ['tokenAttributes', 'optionalServiceAccountAnnotationKeys'];
    return (conventionOf(rule.backend)?.neededKeys ?? [])
      .filter((keys) => !keys.some((key) => listed.includes(key)))
      .map((keys) =>
        finding('annotation-not-sent', {
          file: place.file,
          line: place.lineOf(...field),
          path: [...place.path, ...field],
          what: `rule ${quote(rule.name)} reads the annotation ${keys.join(' or ')}, which is not listed`,
          remedy: `add ${keys.join(' and ')} to optionalServiceAccountAnnotationKeys`,
        }),
      );
  });
}

export function tokensAreUsed(subject: CheckSubject): Finding[] {
  const used = new Set(tokenRules(subject).flatMap(({ reached }) => reached));
  return subject.entries
    .filter((entry) => entry.config?.config !== undefined && !used.has(entry))
    .flatMap(({ provider: { tokenAttributes, place } }) =>
      tokenAttributes === undefined
        ? []
        : [
            finding('tokens-unused', {
              file: place.file,
              line: place.lineOf('tokenAttributes'),
              path: [...place.path, 'tokenAttributes'],
              what: 'no rule that matches its images uses a service account',
              remedy: 'remove it, or add a rule with identity: serviceAccount or matchServiceAccounts',
            }),
          ],
    );
}

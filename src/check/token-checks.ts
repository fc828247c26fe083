// Service account tokens: what our rules need of them, against what the kubelet's entries send.

import { conventionOf } from '../backend/cloud/conventions.ts';
import type { RulePatterns } from '../backend/rule-patterns.ts';
import { needsToken, type PatternsOf } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { quote } from '../escape.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { TokenAttributes } from '../kubelet/config/provider.ts';
import type { Path } from '../yaml/path.ts';
import { type Finding, finding } from './finding.ts';
import { withoutToken } from './node-checks.ts';
import { entriesOf, placeOf } from './rule-checks.ts';
import { type Entry, type OurConfig, rulesOf, type Subject } from './subject.ts';

/** Each rule that needs tokens, with the entries through which its images come. */
function tokenRules(
  { configs, entries }: Subject,
  patternsOf: PatternsOf,
): { config: OurConfig; rule: Rule; path: Path; reached: Entry[] }[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) => {
      if (!needsToken(rule)) {
        return [];
      }
      const patterns = PatternIndex.of(patternsOf(rule));
      const reached = entriesOf(config, entries).filter(({ provider }) =>
        provider.matchImages.some((wide) => patterns.overlaps(wide)),
      );
      return reached.length > 0 ? [{ config, rule, path, reached }] : [];
    }),
  );
}

export function tokensArrive(subject: Subject, { patternsOf }: RulePatterns): Finding[] {
  return tokenRules(subject, patternsOf).flatMap(({ config, rule, path, reached }) => {
    if (reached.some(({ provider }) => provider.tokenAttributes !== undefined)) {
      return [];
    }
    const isFailure = rule.identity === 'serviceAccount' && rule.onMissingServiceAccount === 'deny';
    const field = rule.identity === 'serviceAccount' ? 'identity' : 'matchServiceAccounts';
    const never = rule.matchServiceAccounts === undefined ? '' : 'it never wins, and ';
    const then = withoutToken(
      rule,
      rulesOf(config).map((each) => each.rule),
      patternsOf,
    );
    return [
      finding('tokens-missing', {
        ...placeOf(config, [...path, field]),
        what: `rule ${quote(rule.name)} needs the Pod's service account token, and no entry through which its images come has tokenAttributes: ${never}each pull ${then}`,
        remedy: 'make the entries with generate kubelet-config --tokens, and the grant with generate rbac',
        ...(!isFailure && { severity: 'warning' as const }),
      }),
    ];
  });
}

/** A rule that needs tokens of an entry that sends some, and what the entry says of them. */
function pairs(
  subject: Subject,
  patternsOf: PatternsOf,
): { rule: Rule; entry: Entry; tokens: TokenAttributes }[] {
  return tokenRules(subject, patternsOf).flatMap(({ rule, reached }) =>
    reached.flatMap((entry) => {
      const tokens = entry.provider.tokenAttributes;
      return tokens === undefined || rule.identity !== 'serviceAccount' ? [] : [{ rule, entry, tokens }];
    }),
  );
}

export function audiencesFit(subject: Subject, { patternsOf }: RulePatterns): Finding[] {
  const all = pairs(subject, patternsOf);
  return all.flatMap(({ rule, entry, tokens }) => {
    const audience = tokens.serviceAccountTokenAudience;
    const convention = conventionOf(rule.backend);
    // An entry for another cloud may let the same images through, beside the one that is meant.
    const fits = all.some(
      (pair) => pair.rule === rule && convention?.isUsual(pair.tokens.serviceAccountTokenAudience),
    );
    return convention === undefined || audience === '' || fits
      ? []
      : [audienceFinding(rule, entry, audience, convention.expected)];
  });
}

function audienceFinding(
  rule: Rule,
  { provider: { place } }: Entry,
  audience: string,
  expected: string,
): Finding {
  const field = ['tokenAttributes', 'serviceAccountTokenAudience'];
  return finding('token-audience', {
    file: place.file,
    line: place.lineOf(...field),
    path: [...place.path, ...field],
    what: `tokens are for ${quote(audience)}, and rule ${quote(rule.name)} shows them to ${rule.backend.kind}, which expects ${expected}`,
    remedy: `write ${expected}, in an entry of its own if this one serves another cloud too`,
  });
}

export function annotationsAreSent(subject: Subject, { patternsOf }: RulePatterns): Finding[] {
  return pairs(subject, patternsOf).flatMap(({ rule, entry, tokens }) => {
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

export function tokensAreUsed(subject: Subject, { patternsOf }: RulePatterns): Finding[] {
  const used = new Set(tokenRules(subject, patternsOf).flatMap(({ reached }) => reached));
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
              what: 'no rule that its images reach looks at a service account',
              remedy: 'take it out, or add a rule with identity: serviceAccount or matchServiceAccounts',
            }),
          ],
    );
}

// The rules against one another, and against the entries with which the kubelet runs this plugin.

import { BUILT_IN } from '../config/built-in.ts';
import type { Rule } from '../config/config.ts';
import { quote } from '../escape.ts';
import { lintPattern } from '../image/lint.ts';
import { coversGlob } from '../image/overlap.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { Path } from '../yaml/path.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { entriesByConfig } from './checked-entry.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function earlierRulesShadow({ configs, patterns: { patternsOf } }: CheckSubject): Finding[] {
  return configs.flatMap((config) => {
    // Rules for the same service accounts are asked together.
    const earlier = new Map<string, Earlier>();
    return rulesOf(config).flatMap(({ rule, path }, order) => {
      const patterns = patternsOf(rule);
      const serving = [...earlier.values()].filter((each) => servesAllOf(each.rule, rule));
      const shadows = patterns.map((pattern) => shadowOf(pattern, serving));
      const accounts = JSON.stringify(rule.matchServiceAccounts ?? null);
      const alike = earlier.get(accounts) ?? { rule, index: new PatternIndex<RuleAt>() };
      earlier.set(accounts, alike);
      const at = { name: rule.name, order };
      // Behind a rule with continue the next one has its turn.
      for (const pattern of rule.continue ? [] : patterns) alike.index.add(pattern, at);
      return shadows.length > 0 && shadows.every((shadow) => shadow !== undefined)
        ? [ruleShadowed(config, rule, path, shadows)]
        : patternsShadowed(config, rule, path, shadows);
    });
  });
}

interface RuleAt {
  readonly name: string;
  readonly order: number;
}

interface Earlier {
  /** The first of them. */
  readonly rule: Rule;
  readonly index: PatternIndex<RuleAt>;
}

interface Shadow {
  readonly rule: string;
  readonly by: string;
  readonly pattern: string;
}

/** By the first rule that covers the pattern. */
function shadowOf(pattern: string, earlier: readonly Earlier[]): Shadow | undefined {
  const found = earlier.flatMap(({ index }) => index.firstCovering(pattern) ?? []);
  const first = found.toSorted((a, b) => a.value.order - b.value.order)[0];
  return first && { rule: first.value.name, by: first.pattern, pattern };
}

/** Whether the earlier rule is for all service accounts that the later is for. */
function servesAllOf({ matchServiceAccounts: wide }: Rule, { matchServiceAccounts: narrow }: Rule): boolean {
  if (wide === undefined) return true;
  return narrow?.every((account) => wide.some((pattern) => coversAccount(pattern, account))) ?? false;
}

function coversAccount(wide: string, narrow: string): boolean {
  const [namespace = '', name = ''] = narrow.split('/');
  const [wideNamespace = '', wideName = ''] = wide.split('/');
  return coversGlob(wideNamespace, namespace) && coversGlob(wideName, name);
}

function ruleShadowed(
  config: CheckedConfig,
  rule: Rule,
  path: Path,
  shadows: readonly (Shadow | undefined)[],
): Finding {
  const rules = [...new Set(shadows.map((shadow) => quote(shadow?.rule ?? '')))];
  return finding('rule-shadowed', {
    ...placeOf(config, [...path, 'name']),
    what: `rule ${quote(rule.name)} never wins: each of its images matches an earlier rule: ${rules.join(', ')}`,
    remedy: `move it before ${rules[0]}, or remove it`,
  });
}

function patternsShadowed(
  config: CheckedConfig,
  { name }: Rule,
  path: Path,
  shadows: readonly (Shadow | undefined)[],
): Finding[] {
  return shadows.flatMap((shadow, index) =>
    shadow === undefined
      ? []
      : [
          finding('pattern-shadowed', {
            ...placeOf(config, [...path, 'matchImages', index]),
            what: `rule ${quote(name)}: the pattern ${quote(shadow.pattern)} has no effect: the earlier rule ${quote(shadow.rule)} has ${quote(shadow.by)}`,
            remedy: `move the rule before ${quote(shadow.rule)}, or remove the pattern`,
          }),
        ],
  );
}

export function rulesAreAsked({ configs, entries, patterns: { patternsOf } }: CheckSubject): Finding[] {
  const entriesOf = entriesByConfig(entries);
  return configs.flatMap((config) => {
    const own = entriesOf(config);
    // That a node has only one of the built-in clouds is no mistake.
    if (own.length === 0 || config.file === BUILT_IN) {
      return [];
    }
    const passed = PatternIndex.of(
      own
        .flatMap(({ provider }) => provider.matchImages)
        .filter((pattern) => lintPattern(pattern) === undefined),
    );
    return rulesOf(config).flatMap(({ rule, path }) => {
      const patterns = patternsOf(rule);
      const unasked = patterns.flatMap((pattern, index) =>
        passed.overlaps(pattern) ? [] : [{ pattern, index }],
      );
      const isWhole = unasked.length === patterns.length && rule.matchImages === undefined;
      return unasked.slice(0, isWhole ? 1 : undefined).map(({ pattern, index }) =>
        finding('rule-not-asked', {
          ...placeOf(
            config,
            rule.matchImages === undefined ? [...path, 'name'] : [...path, 'matchImages', index],
          ),
          what: `rule ${quote(rule.name)}: no entry of the kubelet's configuration that runs this plugin matches an image of ${quote(pattern)}`,
          remedy: `add ${quote(pattern)} to matchImages of this plugin's entry, and restart the kubelet, or remove it here`,
        }),
      );
    });
  });
}

export function entriesAreServed({ entries, patterns: { patternsOf } }: CheckSubject): Finding[] {
  const configs = new Set(entries.flatMap(({ config }) => config ?? []));
  const served = new Map(
    [...configs].map((config) => [
      config,
      config.config && PatternIndex.of(config.config.rules.flatMap(patternsOf)),
    ]),
  );
  return entries.flatMap(({ provider: { matchImages, place }, config }) => {
    const patterns = config && served.get(config);
    return patterns === undefined
      ? []
      : matchImages.flatMap((pattern, index) =>
          lintPattern(pattern) !== undefined || patterns.overlaps(pattern)
            ? []
            : [
                finding('provider-without-rule', {
                  file: place.file,
                  line: place.lineOf('matchImages', index),
                  path: [...place.path, 'matchImages', index],
                  what: `no rule matches an image of ${quote(pattern)}`,
                  remedy: `add a rule for it to ${config?.file}, or remove it here`,
                }),
              ],
        );
  });
}

export function durationsAreOurs({ entries }: CheckSubject): Finding[] {
  return entries.flatMap(({ provider: { defaultCacheDurationMs: duration = 0, place } }) =>
    duration <= 0
      ? []
      : [
          finding('default-cache-duration', {
            file: place.file,
            line: place.lineOf('defaultCacheDuration'),
            path: [...place.path, 'defaultCacheDuration'],
            what: 'it is more than 0s: it applies to responses without a duration of their own',
            remedy: 'write "0s" to avoid confusion: cacheDuration of a rule is used instead',
          }),
        ],
  );
}

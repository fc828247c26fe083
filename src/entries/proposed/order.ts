// In which order the proposed rules are tried. The kubelet asks every entry that matches an image, and the first rule that
// matches is used, with those that follow it by `continue`: so the narrower pattern comes first, a rule is split where only
// some of its patterns are narrower, and it continues where another entry was asked for its images too.

import { groupBy } from '../../group-by.ts';
import { coversPattern, patternsOverlap } from '../../image/overlap.ts';
import { parsePattern } from '../../image/pattern-parts.ts';
import type { FoundEntry } from './found-entry.ts';
import type { ProposedRule } from './proposal.ts';

/** A rule with the entry that it is proposed for. */
export interface RuleOfEntry {
  readonly entry: FoundEntry;
  readonly rule: ProposedRule;
}

interface OrderedRule extends RuleOfEntry {
  /** Rules below, of other entries, for which are images of this one. */
  readonly alsoFor: readonly string[];
  /** Whether they follow it. */
  readonly continues: boolean;
}

export function orderRules(rules: readonly RuleOfEntry[]): OrderedRule[] {
  const ordered = splitByDepth(rules);
  return ordered.map((each, index) => {
    const alsoFor = ordered
      .slice(index + 1)
      .filter((below) => below.entry !== each.entry && overlap(each.rule, below.rule))
      .map((below) => below.rule.name);
    // Behind a rule for some service accounts comes the one that asks as the node, which that plugin would not have done.
    return { ...each, alsoFor, continues: alsoFor.length > 0 && !isForSome(each.rule) };
  });
}

function isForSome({ fields }: ProposedRule): boolean {
  return fields.matchServiceAccounts !== undefined;
}

/** Each rule in as many as its patterns have depths, those with the narrowest patterns first. */
function splitByDepth(rules: readonly RuleOfEntry[]): RuleOfEntry[] {
  const depthOf = depths(rules);
  const parts = rules.flatMap(({ entry, rule }) => {
    const byDepth = groupBy(rule.matchImages, (pattern) => depthOf(rule, pattern));
    const deepest = [...byDepth.keys()].toSorted((a, b) => b - a);
    return deepest.map((depth, index) => ({
      entry,
      depth,
      rule: {
        ...rule,
        name: index === 0 ? rule.name : entry.ruleName(rule.name),
        matchImages: byDepth.get(depth) ?? [],
      },
    }));
  });
  return parts.toSorted((a, b) => b.depth - a.depth);
}

/** How many patterns of other rules, each within the next, a pattern is within. */
function depths(rules: readonly RuleOfEntry[]): (rule: ProposedRule, pattern: string) => number {
  const all = rules.flatMap(({ rule }) => rule.matchImages.map((pattern) => ({ rule, pattern })));
  const alike = groupBy(all, ({ pattern }) => shapeOf(pattern));
  const known = new Map<ProposedRule, Map<string, number>>();
  const depth = (rule: ProposedRule, pattern: string): number => {
    const found = known.get(rule)?.get(pattern);
    if (found !== undefined) return found;
    const wider = (alike.get(shapeOf(pattern)) ?? []).filter(
      (each) =>
        each.rule !== rule && coversPattern(each.pattern, pattern) && !coversPattern(pattern, each.pattern),
    );
    const value = Math.max(0, ...wider.map((each) => 1 + depth(each.rule, each.pattern)));
    known.set(rule, (known.get(rule) ?? new Map<string, number>()).set(pattern, value));
    return value;
  };
  return depth;
}

/** Only patterns of one shape relate. */
function shapeOf(pattern: string): string {
  const { labels = [], port = '' } = parsePattern(pattern) ?? {};
  return `${labels.length}:${port}`;
}

function overlap(one: ProposedRule, other: ProposedRule): boolean {
  return one.matchImages.some((a) => other.matchImages.some((b) => patternsOverlap(a, b)));
}

// Rules that accept tokens for one audience alone, and entries that send them others: the kubelet runs every entry that
// matches an image, and of those only one has a token that the rule accepts.

import { conventionOf } from '../../backend/cloud/conventions.ts';
import type { PatternsOf } from '../../config/choose-rule.ts';
import { quote } from '../../escape.ts';
import { PatternIndex } from '../../image/pattern-index.ts';
import type { EntryPlan } from './plan.ts';

/** A sentence for each rule and each entry of another audience that matches its images. */
export function describeAudienceConflicts({ entries }: EntryPlan, patternsOf: PatternsOf): string[] {
  const sending = entries.flatMap(({ name, matchImages, tokens }) =>
    tokens === undefined ? [] : [{ name, audience: tokens.audience, index: PatternIndex.of(matchImages) }],
  );
  return entries.flatMap(({ rules, tokens }) =>
    rules
      .filter(
        ({ identity, backend }) => identity === 'serviceAccount' && conventionOf(backend)?.refusesOthers,
      )
      .flatMap((rule) =>
        sending
          .filter(({ audience }) => audience !== tokens?.audience)
          .filter(({ index }) => patternsOf(rule).some((pattern) => index.overlaps(pattern)))
          .map(
            ({ name, audience }) =>
              `rule ${quote(rule.name)}: the kubelet also runs entry ${quote(name)} for its images, with tokens for ${audience}, which this rule refuses: each such pull gets its credential, and the kubelet's log a failure; give all rules for these images one audience, or separate their images`,
          ),
      ),
  );
}

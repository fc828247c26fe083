// Rules asked through an index which of them serves an image: what they say is what asking all of them says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RuleChoices } from '../../../src/check/rule-choices.ts';
import { chooseRules, type PatternsOf } from '../../../src/config/choose-rule.ts';
import type { Rule } from '../../../src/config/config.ts';
import { commonImage } from '../../../src/image/overlap.ts';
import fc from '../../support/property.ts';
import { subjectOf } from './rule.ts';

const pattern = fc.constantFrom(
  ...['r.example', '*.example', 'r.example/a', 'r.example/a/b', 'r.example/b', 'r.example:5000'],
  ...['q*.example', '*.r.example', 'a.r.example', 'r.example/a/', '*.*'],
);
const rule = fc.record({
  matchImages: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  accounts: fc.option(fc.constantFrom('team-a/*', 'team-b/*', '*/*'), { nil: undefined }),
  continues: fc.boolean(),
});

test('a property: the images of a rule, and the rules that serve each', () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 6 }), (rows) => {
      const { configs, patterns } = subjectOf(
        rows.map(({ matchImages, accounts, continues }) => ({
          matchImages: [...new Set(matchImages)],
          ...(accounts !== undefined && { matchServiceAccounts: [accounts] }),
          continue: continues,
          static: { username: 'u', password: 'p' },
        })),
      );
      const rules = configs.flatMap(({ config }) => config?.rules ?? []);
      const choices = new RuleChoices(rules, patterns.patternsOf);
      for (const each of rules) {
        const images = pairwiseImages(each, rules, patterns.patternsOf);
        assert.deepEqual(choices.imagesOf(each), images);
        for (const image of images) {
          for (const account of [undefined, { namespace: 'team-a', name: 'app' }]) {
            const choice = chooseRules(rules, { image, serviceAccount: () => account }, patterns.patternsOf);
            assert.deepEqual(choices.serversOf(image, account), choice?.rules ?? []);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

/** Each of the rule's patterns with each of it and of the rules after it. */
function pairwiseImages(own: Rule, rules: readonly Rule[], patternsOf: PatternsOf) {
  const later = rules.slice(rules.indexOf(own)).flatMap(patternsOf);
  const images = patternsOf(own).flatMap((one) => later.flatMap((other) => commonImage(one, other) ?? []));
  return [...new Map(images.map((image) => [image.name, image])).values()];
}

// Patterns of an entry that is replaced: what an index finds is what holding each rule's patterns against them finds.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../../../src/config/config.ts';
import { Counterparts } from '../../../../src/entries/replaced/counterparts.ts';
import { judgePattern } from '../../../../src/entries/replaced/patterns.ts';
import type { EntryPlan } from '../../../../src/entries/wanted/plan.ts';
import { coversPattern, patternsOverlap } from '../../../../src/image/overlap.ts';
import fc from '../../../support/property.ts';

const pattern = fc.constantFrom(
  ...[
    'r.example',
    '*.example',
    'r.example/a',
    'r.example/a/b',
    'r.example/b',
    'r.example:5000',
    'q*.example',
  ],
  ...['*.pkg.dev', '*-docker.pkg.dev', 'europe-docker.pkg.dev', 'acme.azurecr.de', '%'],
);
const patterns = fc.array(pattern, { maxLength: 3 });
const rule = fc.record({ matchImages: patterns, isForSome: fc.boolean() });

test('a property: the first rule or entry that covers a pattern', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 5 }),
      fc.array(patterns, { maxLength: 3 }),
      pattern,
      (rows, others, replaced) => {
        const rules = rows.map(({ matchImages, isForSome }, index) => ({
          name: `rule-${index}`,
          matchImages,
          matchServiceAccounts: isForSome ? ['team-a/*'] : undefined,
          backend: { kind: 'static' },
        })) as unknown as readonly Rule[];
        const staying = others.map((matchImages, index) => ({ name: `entry-${index}`, matchImages }));
        const plan = {
          entries: [{ name: 'own', rules, matchImages: [] }],
          leftOut: [],
        } as unknown as EntryPlan;
        const context = { plan, patternsOf, staying, env: [] };
        const { counterpart, hint } = judgePattern(replaced, new Counterparts(context));
        assert.deepEqual([counterpart, hint], pairwise(replaced, rules, staying));
      },
    ),
    { numRuns: 2000 },
  );
});

const patternsOf = ({ matchImages = [] }: Rule) => matchImages;

function pairwise(
  replaced: string,
  rules: readonly Rule[],
  staying: readonly { readonly name: string; readonly matchImages: readonly string[] }[],
): [counterpart: string | undefined, hint: string | undefined] {
  const narrow = replaced === '*.pkg.dev' ? '*-docker.pkg.dev' : replaced;
  const covering = rules.filter((each) =>
    patternsOf(each).some((wide) => coversPattern(wide, narrow) || coversPattern(wide, replaced)),
  );
  const forAll = covering.find(({ matchServiceAccounts }) => matchServiceAccounts === undefined);
  if (forAll !== undefined) return [`rule "${forAll.name}"`, undefined];
  const other = staying.find(({ matchImages }) => matchImages.some((wide) => coversPattern(wide, replaced)));
  if (other !== undefined) return [`entry "${other.name}", which stays`, undefined];
  if (replaced === 'acme.azurecr.de') return ['none is needed: that cloud was closed in 2021', undefined];
  const [some] = covering;
  if (some !== undefined) return [undefined, `rule "${some.name}" is for some service accounts only`];
  const part = rules.find((each) => patternsOf(each).some((wide) => patternsOverlap(wide, replaced)));
  return [
    undefined,
    part === undefined
      ? 'add it to matchImages of a rule'
      : `rule "${part.name}" matches only a part of its images`,
  ];
}

// What explain says of 500 generated configurations is what the kubelet's own code does with them: which patterns match the
// image, which rule is the first of them, and which of the kubelet's entries it runs. A remedy that names a pattern names one
// that the kubelet takes as matching.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RuleReport, reportRule } from '../../src/config/choose-rule.ts';
import type { Rule } from '../../src/config/config.ts';
import { parseImage } from '../../src/image/reference.ts';
import { reportPatterns } from '../../src/image/report.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { imageLike, randomPattern } from './generate.ts';
import { askKubelet } from './harness.ts';
import { createRandom } from './random.ts';

const CONFIGURATIONS = 500;
const SEED = 20_261_129;

interface Generated {
  readonly image: string;
  readonly rules: readonly (readonly string[])[];
}

describe('explain', { skip: await whyNoHarness() }, () => {
  const configurations = generate();

  for (const release of RELEASES) {
    it(`of ${CONFIGURATIONS} configurations, kubelet ${release}`, async (context) => {
      const pairs = configurations.flatMap(({ image, rules }) =>
        rules.flat().map((pattern) => ({ match: { pattern, image } })),
      );
      const answers = await askKubelet(release, pairs);
      const matched = new Set(
        pairs.flatMap(({ match: { pattern, image } }, index) =>
          answers[index]?.matched ? [`${pattern}\n${image}`] : [],
        ),
      );
      let won = 0;
      for (const { image, rules } of configurations) {
        const kubelets = rules.map((patterns) => patterns.some((each) => matched.has(`${each}\n${image}`)));
        const reports = rules.map((patterns, index) => report(index, patterns, image));
        assert.deepEqual(
          reports.map((each) => each.matched),
          kubelets,
          JSON.stringify({ image, rules }),
        );
        for (const { matched: does, reason, distance, remedy } of reports) {
          assert.notEqual(reason, '');
          if (does) assert.deepEqual([distance, remedy], [null, null]);
          else assert.equal(distance === null, remedy === null);
        }
        won += kubelets.includes(true) ? 1 : 0;
      }
      context.diagnostic(`${won} of ${CONFIGURATIONS} images have a rule`);
      assert.ok(won > CONFIGURATIONS / 10 && won < CONFIGURATIONS);
    });

    it(`what a remedy says the pattern must be, kubelet ${release}`, async () => {
      const better = configurations.flatMap(({ image, rules }) =>
        rules.flatMap((patterns) => {
          const { remedy, distance } = reportPatterns(patterns, image, '');
          const [, pattern] = /the pattern must be ([^ ;,…]+)$/.exec(remedy ?? '') ?? [];
          return pattern !== undefined && distance === 1 ? [{ match: { pattern, image } }] : [];
        }),
      );
      assert.ok(better.length > 0, `only ${better.length} remedies name a pattern`);
      const answers = await askKubelet(release, better);
      const wrong = better.filter((_, index) => answers[index]?.matched !== true);
      assert.deepEqual(wrong, []);
    });
  }
});

function report(index: number, matchImages: readonly string[], image: string): RuleReport {
  const rule = { name: `r${index}`, matchImages, matchServiceAccounts: undefined } as unknown as Rule;
  const [registry = '', ...path] = image.split('/');
  const subject = { image: { name: image, registry, path: path.join('/') }, serviceAccount: () => undefined };
  return reportRule(rule, subject, () => matchImages);
}

function generate(): readonly Generated[] {
  const random = createRandom(SEED);
  const configurations: Generated[] = [];
  while (configurations.length < CONFIGURATIONS) {
    const rules = Array.from({ length: 1 + (configurations.length % 6) }, () =>
      Array.from({ length: 1 + (configurations.length % 3) }, () => randomPattern(random)),
    );
    const image = imageLike(random, rules[configurations.length % rules.length]?.[0] ?? '');
    if (isImage(image)) configurations.push({ image, rules });
  }
  return configurations;
}

function isImage(text: string): boolean {
  try {
    return parseImage(text).name === text;
  } catch {
    return false;
  }
}

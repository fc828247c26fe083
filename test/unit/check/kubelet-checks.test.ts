// Entries of the kubelet whose patterns overlap: what an index finds is what holding each against each other one finds.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providersOverlap } from '../../../src/check/kubelet-checks.ts';
import { patternsOverlap } from '../../../src/image/overlap.ts';
import { loadKubeletConfigText, type Provider } from '../../../src/kubelet/config/load.ts';
import fc from '../../support/property.ts';
import { subjectOf } from './rule.ts';

const pattern = fc.constantFrom(
  ...['r.example', '*.example', 'r.example/a', 'r.example/a/b', 'r.example/b', 'r.example:5000', 'q.example'],
  ...['q*.example', '*.r.example', 'a.r.example', 'r.example/', '%', '*.*'],
);

const entry = fc.record({
  matchImages: fc.array(pattern, { maxLength: 4 }),
  isOurs: fc.boolean(),
  hasTokens: fc.boolean(),
});

test('a property: one finding for each two entries of which a pattern overlaps, in order', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
      const text = JSON.stringify({
        apiVersion: 'kubelet.config.k8s.io/v1',
        kind: 'CredentialProviderConfig',
        providers: entries.map(({ matchImages, hasTokens }, index) => ({
          name: `plugin-${index}`,
          apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
          defaultCacheDuration: '0s',
          matchImages,
          ...(hasTokens && { tokenAttributes: TOKENS }),
        })),
      });
      const kubeletConfig = loadKubeletConfigText('kubelet.json', text, { release: 37 });
      const { providers } = kubeletConfig;
      const own = providers.filter((_, index) => entries[index]?.isOurs);
      const found = providersOverlap({
        ...subjectOf([{ matchImages: ['r.example'], static: { username: 'u', password: 'p' } }]),
        kubeletConfig,
        entries: own.map((provider) => ({
          provider,
          config: undefined,
          problem: undefined,
          readsInstead: undefined,
        })),
      });
      assert.deepEqual(
        found.map(({ what, severity }) => [what, severity]),
        pairwise(providers, own),
      );
    }),
    { numRuns: 1000 },
  );
});

const TOKENS = {
  serviceAccountTokenAudience: 'sts.amazonaws.com',
  cacheType: 'ServiceAccount',
  requireServiceAccount: true,
};

/** Text and severity for each two, by the first pattern of the earlier and the first of the later that it overlaps. */
function pairwise(providers: readonly Provider[], own: readonly Provider[]): (readonly [string, string])[] {
  return providers.flatMap((later, index) =>
    providers.slice(0, index).flatMap((earlier) => {
      const pairs = earlier.matchImages.flatMap((first) =>
        later.matchImages
          .filter((second) => patternsOverlap(first, second))
          .map((second) => [first, second] as const),
      );
      const [pair] = pairs;
      if (pair === undefined) return [];
      const [first, second] = pair.map((each) => JSON.stringify(each));
      const images = first === second ? `of the pattern ${first}` : `that match ${first} and ${second}`;
      const isMeant =
        own.includes(earlier) &&
        own.includes(later) &&
        (earlier.tokenAttributes === undefined) !== (later.tokenAttributes === undefined);
      return [
        [
          `the kubelet runs both "${earlier.name}" and "${later.name}" for images ${images}`,
          isMeant ? 'note' : 'warning',
        ] as const,
      ];
    }),
  );
}

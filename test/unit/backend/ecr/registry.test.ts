// The table of hosts, and the SDK's own rules beside ours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ECRClient } from '@aws-sdk/client-ecr';
import { parseRegistry, partitionOf } from '../../../../src/backend/ecr/registry.ts';
import { BUILT_IN_CONFIG } from '../../../../src/config/built-in.ts';
import { matchesPattern } from '../../../../src/image/pattern.ts';
import fc from '../../../support/property.ts';
import { OTHERS, OURS } from './hosts.ts';

for (const [host, registry] of OURS) {
  test(`${host} is ours`, () => {
    assert.deepEqual(parseRegistry(host), registry);
  });

  test(`${host} has a built-in rule`, () => {
    const patterns = BUILT_IN_CONFIG.rules
      .filter(({ backend }) => backend.kind === 'ecr')
      .flatMap(({ matchImages = [] }) => matchImages);
    assert.ok(patterns.some((pattern) => matchesPattern(pattern, `${host}/team/app`)));
  });
}

for (const [what, host] of OTHERS) {
  test(`not ours: ${what}`, () => {
    assert.equal(parseRegistry(host), undefined);
  });
}

const endpoints = new ECRClient({ region: 'eu-west-1' }).config.endpointProvider;

/** The API's endpoint by the SDK's rules. */
const apiOf = (Region: string, UseFIPS = false, UseDualStack = false): string =>
  endpoints({ Region, UseFIPS, UseDualStack }).url.hostname;

for (const [host, { region, fips, dualstack, ...registry }] of OURS.filter(
  ([, { public: isPublic }]) => !isPublic,
)) {
  test(`the SDK's rules have an endpoint for ${host}, in the same partition`, () => {
    const plain = host.replace(/^\d+\.dkr[.-]ecr(-fips)?\.[^.]+\./, '');
    if (!dualstack) {
      assert.equal(apiOf(region, fips), `api.ecr${fips ? '-fips' : ''}.${region}.${plain}`);
    } else {
      assert.match(apiOf(region, fips, true), new RegExp(`^ecr${fips ? '-fips' : ''}\\.${region}\\.api\\.`));
    }
    assert.equal(partitionOf(region), registry.partition);
  });
}

test('a property: no text is ours that does not end in a suffix of Amazon', () => {
  const label = fc.stringMatching(/^[a-z0-9-]{0,12}$/);
  const piece = fc.oneof(
    label,
    fc.constantFrom('123456789012', 'dkr', 'ecr', 'dkr-ecr', 'dkr-ecr-fips', 'ecr-fips', 'eu-west-1'),
    fc.constantFrom('amazonaws', 'com', 'cn', 'on', 'aws', 'public', 'amazonwebservices'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (labels) => {
      const host = labels.join('.');
      if (parseRegistry(host) !== undefined) {
        assert.match(
          host,
          /\.(amazonaws\.com(\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$|^public\.ecr\.aws$/,
        );
        assert.doesNotMatch(host, /[^a-z0-9.-]/);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a property: what is put before or behind a host that is ours makes it another', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OURS.map(([host]) => host)),
      fc.string({ minLength: 1, maxLength: 8 }),
      (host, more) => {
        assert.equal(parseRegistry(more + host), undefined);
        assert.equal(parseRegistry(host + more), undefined);
      },
    ),
    { numRuns: 2000 },
  );
});

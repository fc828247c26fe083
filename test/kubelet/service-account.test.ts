// Rules for service accounts, in the kubelet's mode with tokens.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { lookUp, type Pull } from './harness.ts';

const VENDOR = { username: 'vendor', password: 'vendor-password' };
const EVERYBODY = { username: 'everybody', password: 'everybody-password' };

const RULES = [
  {
    name: 'vendor',
    matchImages: ['vendor.example'],
    matchServiceAccounts: ['team-b/*', 'team-c/pull*'],
    static: VENDOR,
  },
  { name: 'everybody', matchImages: ['vendor.example/free/'], static: EVERYBODY },
];

const PULLS: readonly (readonly [pull: Pull, credential: object | undefined])[] = [
  [{ image: 'vendor.example/app', namespace: 'team-b', serviceAccount: 'default' }, VENDOR],
  [{ image: 'vendor.example/app', namespace: 'team-a', serviceAccount: 'default' }, undefined],
  [{ image: 'vendor.example/free/app', namespace: 'team-a', serviceAccount: 'default' }, EVERYBODY],
  [{ image: 'vendor.example/free/app', namespace: 'team-b', serviceAccount: 'default' }, VENDOR],
  [{ image: 'vendor.example/app', namespace: 'team-c', serviceAccount: 'puller' }, VENDOR],
  [{ image: 'vendor.example/app', namespace: 'team-c', serviceAccount: 'default' }, undefined],
  [{ image: 'vendor.example/app', namespace: 'team-bb', serviceAccount: 'default' }, undefined],
  // A static Pod has no service account.
  [{ image: 'vendor.example/app', namespace: 'kube-system' }, undefined],
  [{ image: 'vendor.example/free/app', namespace: 'kube-system' }, EVERYBODY],
];

describe('service accounts', { skip: await whyNoHarness(), concurrency: 4 }, () => {
  for (const release of RELEASES) {
    for (const cacheType of ['Token', 'ServiceAccount']) {
      it(`a rule for some accounts, kubelet ${release}, cacheType ${cacheType}`, async () => {
        const { credentials, log } = await lookUpAll(release, {
          serviceAccountTokenAudience: 'registry.example',
          cacheType,
          requireServiceAccount: false,
        });
        assert.deepEqual(
          credentials,
          PULLS.map(([, credential]) => (credential ? [credential] : [])),
          log,
        );
      });
    }

    it(`without tokens the rule serves nobody, kubelet ${release}`, async () => {
      const { credentials, log } = await lookUpAll(release);
      const expected = PULLS.map(([{ image }]) => (image.includes('/free/') ? [EVERYBODY] : []));
      assert.deepEqual(credentials, expected, log);
    });
  }
});

function lookUpAll(release: Release, tokenAttributes?: object) {
  const pulls = PULLS.map(([pull]) => pull);
  return lookUp({
    release,
    apiVersion: 'v1',
    rules: RULES,
    pulls,
    ...(tokenAttributes && { tokenAttributes }),
  });
}

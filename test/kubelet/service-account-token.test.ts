// A token that is the password, by the kubelet's own code: it takes one from an entry that caches by token, and from no other.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { claimsOf } from '../../src/protocol/jwt-claims.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { lookUp, type Pull } from './harness.ts';

const AUDIENCE = 'zot.corp.example';
const RULES = [
  {
    name: 'zot',
    matchImages: ['zot.corp.example', 'zot.corp.example:5000/team-a/'],
    identity: 'serviceAccount',
    serviceAccountToken: { username: 'jwt', audience: AUDIENCE },
  },
];
const TOKENS = { serviceAccountTokenAudience: AUDIENCE, cacheType: 'Token', requireServiceAccount: true };

const OF_A: Pull = { image: 'zot.corp.example/app', namespace: 'team-a', serviceAccount: 'app' };

describe('the token as the password', { skip: await whyNoHarness(), concurrency: 4 }, () => {
  for (const release of RELEASES) {
    it(`is each service account's own, one run for a registry and token, kubelet ${release}`, async (context) => {
      const pulls: readonly Pull[] = [
        OF_A,
        { ...OF_A, image: 'zot.corp.example/team/other' },
        { ...OF_A, namespace: 'team-b' },
        { ...OF_A, image: 'zot.corp.example:5000/team-a/app' },
        { ...OF_A, image: 'zot.corp.example:5000/team-b/app' },
        { ...OF_A, image: 'zot.corp.example.evil.example/app' },
        { image: OF_A.image, namespace: 'kube-system' },
      ];
      const { credentials, log, runs } = await ask(context, release, TOKENS, pulls);
      assert.deepEqual(
        credentials.map((found) => found.map(({ username, password }) => [username, claimsOf(password).sub])),
        [
          [['jwt', 'system:serviceaccount:team-a:app']],
          [['jwt', 'system:serviceaccount:team-a:app']],
          [['jwt', 'system:serviceaccount:team-b:app']],
          [['jwt', 'system:serviceaccount:team-a:app']],
          [],
          [],
          [],
        ],
        log,
      );
      for (const { password } of credentials.flat()) {
        assert.deepEqual(claimsOf(password).aud, [AUDIENCE]);
      }
      // Each look-up of the harness has a token of its own, which is another one in each second.
      const [[first] = [], [second] = []] = credentials;
      assert.deepEqual(runs, [
        'team-a/app zot.corp.example/app',
        ...(first?.password === second?.password ? [] : ['team-a/app zot.corp.example/team/other']),
        'team-b/app zot.corp.example/app',
        'team-a/app zot.corp.example:5000/team-a/app',
        'team-a/app zot.corp.example:5000/team-b/app',
        'team-a/app zot.corp.example.evil.example/app',
      ]);
    });

    it(`is refused by the kubelet where it caches by service account, kubelet ${release}`, async (context) => {
      const tokens = { ...TOKENS, cacheType: 'ServiceAccount' };
      const { credentials, log } = await ask(context, release, tokens, [OF_A]);
      assert.deepEqual(credentials, [[]]);
      assert.match(log, /returned the service account token as the password/);
    });

    it(`does not leave the node with another audience, kubelet ${release}`, async (context) => {
      const tokens = { ...TOKENS, serviceAccountTokenAudience: 'sts.amazonaws.com' };
      const { credentials, log } = await ask(context, release, tokens, [OF_A]);
      assert.deepEqual(credentials, [[]]);
      assert.match(log, /is for \\?"sts\.amazonaws\.com\\?" \(AWS\).*\[AUDIENCE_REFUSED\]/);
    });
  }
});

/** With each run of the executable: the service account and the image. */
async function ask(context: TestContext, release: Release, tokenAttributes: object, pulls: readonly Pull[]) {
  const runLog = join(temporaryFolder(context).path, 'runs.json');
  const rules = configText(RULES, { log: { file: runLog, level: 'info' } });
  const found = await lookUp({ release, apiVersion: 'v1', rules, pulls, tokenAttributes });
  const lines = readFileSync(runLog, 'utf8').trim().split('\n');
  const runs = lines
    .map((line) => JSON.parse(line) as { serviceAccount: string; image: string })
    .map(({ serviceAccount, image }) => `${serviceAccount} ${image}`);
  return { ...found, runs };
}

// The kubelet's own code in its mode with tokens, our executable, and a fake AWS that verifies each token.

import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import { createSigningKey, keySet } from '../clouds/jwt.ts';
import { callsOf } from '../clouds/record.ts';
import { ALICE_KEYS, ISSUER, OTHER, PULL, WORLD } from '../unit/backend/ecr/world.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { type LookedUp, lookUp, type Pull } from './harness.ts';

const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const ECR_ROLE = 'eks.amazonaws.com/ecr-role-arn';
const ROLE = 'eks.amazonaws.com/role-arn';
const APP = {
  image: `${HOST}/team/app`,
  namespace: 'team-a',
  serviceAccount: 'app',
  annotations: { [ROLE]: PULL, 'example.com/other': OTHER },
};
const key = createSigningKey();

interface Setup {
  readonly release: Release;
  readonly aws: AwsCloud;
  readonly section?: object;
  readonly rule?: object;
  readonly audience?: string;
  readonly tokens?: boolean;
  readonly annotations?: readonly string[];
}

async function start(context: TestContext): Promise<AwsCloud> {
  const aws = await startAws({ ...WORLD, issuers: [{ issuer: ISSUER, keys: keySet(key) }] });
  context.after(() => aws.close());
  return aws;
}

function lookUpAll(pulls: readonly Pull[], setup: Setup): Promise<LookedUp> {
  const { release, aws, section, rule, audience = 'sts.amazonaws.com' } = setup;
  const { tokens = true, annotations = [ECR_ROLE, ROLE] } = setup;
  const endpoints = { endpoint: aws.urls.ecr, stsEndpoint: aws.urls.sts };
  return lookUp({
    release,
    apiVersion: 'v1',
    rules: [
      {
        name: 'team-a',
        matchImages: ['*.dkr.ecr.*.amazonaws.com'],
        identity: 'serviceAccount',
        ...rule,
        ecr: { ...section, ...endpoints },
      },
    ],
    pulls,
    issuer: { issuer: ISSUER, key },
    env: { ...ALICE_KEYS, HOME: '/nonexistent' },
    ...(tokens && {
      tokenAttributes: {
        serviceAccountTokenAudience: audience,
        cacheType: 'ServiceAccount',
        requireServiceAccount: false,
        optionalServiceAccountAnnotationKeys: annotations,
      },
    }),
  });
}

const passwordsOf = ({ credentials }: LookedUp): (string | undefined)[] =>
  credentials.map((found) => {
    assert.ok(found.length <= 1);
    assert.ok(found.every(({ username }) => username === 'AWS'));
    return found[0]?.password;
  });

describe('Amazon and service accounts', { skip: await whyNoHarness(), concurrency: 2 }, () => {
  for (const release of RELEASES) {
    it(`the token that the kubelet asked for, and the annotation that it passed on, kubelet ${release}`, async (context) => {
      const aws = await start(context);
      const looked = await lookUpAll(
        [
          APP,
          // The kubelet keeps an answer for the registry and the service account.
          { ...APP, image: `${HOST}/team/other` },
          { ...APP, namespace: 'team-b' },
          { ...APP, serviceAccount: 'other', annotations: { [ROLE]: PULL, [ECR_ROLE]: OTHER } },
          { ...APP, annotations: {}, serviceAccount: 'bare' },
        ],
        { release, aws },
      );
      const password = 'pass:word:of:pull';
      assert.deepEqual(
        passwordsOf(looked),
        [password, password, undefined, undefined, undefined],
        looked.log,
      );
      assert.deepEqual(callsOf(aws.requests), ['POST sts /', 'POST ecr /', 'POST sts /', 'POST sts /']);
      assert.match(
        looked.log,
        /rule \\?"team-a\\?": ecr: AssumeRoleWithWebIdentity arn:aws:iam::210987654321:role\/pull at \S+ for service account team-b\/app: access denied \(AccessDenied, status 403\); .*\[BACKEND_DENIED\]/,
      );
      assert.match(looked.log, /role\/other at \S+ for service account team-a\/other: access denied/);
      assert.match(
        looked.log,
        /service account team-a\/bare has no annotation eks\.amazonaws\.com\/ecr-role-arn \(or eks\.amazonaws\.com\/role-arn\) in the request; set it: kubectl annotate .*\[ANNOTATION_MISSING\]/,
      );
    });

    it(`an annotation that the kubelet was not told of, or that the rule does not allow, kubelet ${release}`, async (context) => {
      const aws = await start(context);
      const unnamed = await lookUpAll([APP], { release, aws, annotations: [] });
      assert.deepEqual(passwordsOf(unnamed), [undefined]);
      assert.match(unnamed.log, /\[ANNOTATION_MISSING\]/);
      const section = { allowedRoleArns: ['arn:aws:iam::210987654321:role/team-a-*'] };
      const refused = await lookUpAll([APP], { release, aws, section });
      assert.deepEqual(passwordsOf(refused), [undefined]);
      assert.match(
        refused.log,
        /service account team-a\/app: annotation \S+: arn:aws:iam::210987654321:role\/pull is not in ecr\.allowedRoleArns of the rule \(.*\[IDENTITY_NOT_ALLOWED\]/,
      );
      assert.deepEqual(aws.requests, []);
    });

    it(`a token for somebody else, kubelet ${release}`, async (context) => {
      const aws = await start(context);
      const looked = await lookUpAll([APP], { release, aws, audience: 'https://vault.example' });
      assert.deepEqual(passwordsOf(looked), [undefined]);
      assert.match(looked.log, /\(InvalidIdentityToken, status 400\); .*serviceAccountTokenAudience/);
    });

    it(`without tokens: deny, node and anonymous, kubelet ${release}`, async (context) => {
      const aws = await start(context);
      const missing = (onMissingServiceAccount: string) =>
        lookUpAll([APP], { release, aws, rule: { onMissingServiceAccount }, tokens: false });
      const denied = await missing('deny');
      assert.deepEqual(passwordsOf(denied), [undefined]);
      assert.match(denied.log, /the request has no service account token; .*\[SERVICE_ACCOUNT_MISSING\]/);
      const anonymous = await missing('anonymous');
      assert.deepEqual(passwordsOf(anonymous), [undefined]);
      assert.doesNotMatch(anonymous.log, /SERVICE_ACCOUNT_MISSING|exit status/);
      assert.deepEqual(aws.requests, []);
      assert.deepEqual(passwordsOf(await missing('node')), ['password of alice']);
    });
  }
});

// The kubelet's own code in its mode with tokens, our executable, and a fake Google that verifies each token.

import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type GoogleCloud, startGoogle } from '../clouds/google.ts';
import { callsOf } from '../clouds/record.ts';
import {
  BETWEEN,
  endpointsOf,
  GKE_ISSUER,
  GKE_POOL,
  ISSUER,
  key,
  NODE,
  POOL,
  PROJECT,
  PROVIDER,
  PULL,
} from '../unit/backend/google/google.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { type LookedUp, lookUp, type Pull } from './harness.ts';

const IMAGE = 'europe-docker.pkg.dev/project/team/app';
const ANNOTATION = 'iam.gke.io/gcp-service-account';
const APP = { image: IMAGE, namespace: 'team-a', serviceAccount: 'app' };
const POD_PRINCIPAL = `principal://iam.googleapis.com/${POOL}/subject/system:serviceaccount:team-a:app`;

interface Setup {
  readonly release: Release;
  readonly google: GoogleCloud;
  readonly section?: object;
  readonly rule?: object;
  readonly issuer?: string;
  readonly audience?: string;
  readonly tokens?: boolean;
  readonly annotations?: boolean;
}

async function start(context: TestContext): Promise<GoogleCloud> {
  const google = await startGoogle(PROJECT);
  context.after(() => google.close());
  return google;
}

function lookUpAll(pulls: readonly Pull[], setup: Setup): Promise<LookedUp> {
  const { release, google, section, rule, issuer = ISSUER, audience = PROVIDER } = setup;
  const { tokens = true, annotations = true } = setup;
  const workloadIdentity = { provider: `${POOL}/providers/on-premises` };
  return lookUp({
    release,
    apiVersion: 'v1',
    rules: [
      {
        name: 'team-a',
        matchImages: ['europe-docker.pkg.dev'],
        identity: 'serviceAccount',
        ...rule,
        google: { workloadIdentity, ...section, endpoints: endpointsOf(google) },
      },
    ],
    pulls,
    issuer: { issuer, key },
    ...(tokens && {
      tokenAttributes: {
        serviceAccountTokenAudience: audience,
        cacheType: 'ServiceAccount',
        requireServiceAccount: false,
        ...(annotations && { optionalServiceAccountAnnotationKeys: [ANNOTATION] }),
      },
    }),
  });
}

/** Whom each pull's only credential stands for; undefined: it got none. */
const membersOf = (google: GoogleCloud, { credentials }: LookedUp): (string | undefined)[] =>
  credentials.map((found) => {
    assert.ok(found.length <= 1);
    assert.ok(found.every(({ username }) => username === 'oauth2accesstoken'));
    return google.readToken(found[0]?.password ?? '')?.member;
  });

describe('Google and service accounts', { skip: await whyNoHarness(), concurrency: 2 }, () => {
  for (const release of RELEASES) {
    it(`the token that the kubelet asked for, and the annotation that it passed on, kubelet ${release}`, async (context) => {
      const google = await start(context);
      const looked = await lookUpAll(
        [
          APP,
          // The kubelet keeps an answer for the registry and the service account.
          { ...APP, image: `${IMAGE}/other` },
          { ...APP, namespace: 'team-b' },
        ],
        { release, google },
      );
      assert.deepEqual(membersOf(google, looked), [POD_PRINCIPAL, POD_PRINCIPAL, undefined], looked.log);
      assert.deepEqual(callsOf(google.requests), ['POST sts /v1/token', 'POST sts /v1/token']);
      assert.match(
        looked.log,
        /rule \\?"team-a\\?": google: token exchange at \S+ for service account team-b\/app in \S+: the provider's attribute condition rejects this identity \(unauthorized_client, status 401\).*\[BACKEND_DENIED\]/,
      );
    });

    it(`the annotation chooses whom it acts as, kubelet ${release}`, async (context) => {
      const google = await start(context);
      const pull = { ...APP, annotations: { [ANNOTATION]: PULL, 'example.com/other': BETWEEN } };
      const looked = await lookUpAll([pull], { release, google });
      assert.deepEqual(membersOf(google, looked), [`serviceAccount:${PULL}`], looked.log);
      // Not named to the kubelet, it does not reach us.
      const unnamed = await lookUpAll([pull], { release, google, annotations: false });
      assert.deepEqual(membersOf(google, unnamed), [POD_PRINCIPAL], unnamed.log);
    });

    it(`an annotation that the rule does not allow asks nobody, kubelet ${release}`, async (context) => {
      const google = await start(context);
      const section = { allowedServiceAccounts: ['*@other.iam.gserviceaccount.com'] };
      const pull = { ...APP, annotations: { [ANNOTATION]: PULL } };
      const looked = await lookUpAll([pull], { release, google, section });
      assert.deepEqual(membersOf(google, looked), [undefined]);
      assert.match(
        looked.log,
        /pull@\S+ is not in google\.allowedServiceAccounts of the rule \(.*\[IDENTITY_NOT_ALLOWED\]/,
      );
      assert.deepEqual(google.requests, []);
    });

    it(`GKE's pool, kubelet ${release}`, async (context) => {
      const google = await start(context);
      const section = { workloadIdentity: {} };
      const setup = { release, google, section, issuer: GKE_ISSUER };
      const looked = await lookUpAll([APP], { ...setup, audience: GKE_POOL });
      const [member] = membersOf(google, looked);
      assert.match(
        member ?? looked.log,
        /\/workloadIdentityPools\/example-project\.svc\.id\.goog\/subject\/ns\/team-a\/sa\/app$/,
      );
      // Another audience is a token for somebody else.
      const other = await lookUpAll([APP], { ...setup, audience: 'https://vault.example' });
      assert.deepEqual(membersOf(google, other), [undefined]);
      assert.match(
        other.log,
        /\(invalid_grant, status 400\).*https:\/\/vault\.example.*serviceAccountTokenAudience/,
      );
    });

    it(`without tokens: deny, node and anonymous, kubelet ${release}`, async (context) => {
      const google = await start(context);
      const missing = (onMissingServiceAccount: string) =>
        lookUpAll([APP], { release, google, rule: { onMissingServiceAccount }, tokens: false });
      const denied = await missing('deny');
      assert.deepEqual(membersOf(google, denied), [undefined]);
      assert.match(denied.log, /the request has no service account token; .*\[SERVICE_ACCOUNT_MISSING\]/);
      const anonymous = await missing('anonymous');
      assert.deepEqual(membersOf(google, anonymous), [undefined]);
      assert.doesNotMatch(anonymous.log, /SERVICE_ACCOUNT_MISSING|exit status/);
      assert.deepEqual(google.requests, []);
      assert.deepEqual(membersOf(google, await missing('node')), [`serviceAccount:${NODE}`]);
    });
  }
});

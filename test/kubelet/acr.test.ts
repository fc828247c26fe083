// The kubelet's own code in its mode with tokens, our executable, and a fake Azure that verifies each token.

import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createAuthority } from '../clouds/authority.ts';
import { startAzure } from '../clouds/azure.ts';
import { decodeJwt, keySet, signingKeyOf } from '../clouds/jwt.ts';
import { callsOf } from '../clouds/record.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { type LookedUp, lookUp, type Pull } from './harness.ts';

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const TEAM_A = '00000000-aaaa-4aaa-8aaa-000000000001';
const TEAM_B = '00000000-aaaa-4aaa-8aaa-000000000002';
const LOGIN_SERVER = 'contosopublic.azurecr.io';
const ISSUER = 'https://eastus.oic.prod-aks.azure.com/tenant/cluster/';
const AUDIENCE = 'api://AzureADTokenExchange';
const CLIENT_ID = 'kubernetes.azure.com/acr-client-id';
const TENANT_ID = 'kubernetes.azure.com/acr-tenant-id';

const key = signingKeyOf('kubernetes');
const authority = createAuthority();
const caFile = temporaryFolder({ after }).write('ca.pem', authority.certificate);

const annotations = { [CLIENT_ID]: TEAM_A, [TENANT_ID]: TENANT };
const APP: Pull = {
  image: `${LOGIN_SERVER}/app`,
  namespace: 'team-a',
  serviceAccount: 'puller',
  annotations,
};

async function start(context: { after(end: () => Promise<void>): void }) {
  const federated = (subject: string) => [{ issuer: ISSUER, subject: `system:serviceaccount:${subject}` }];
  const azure = await startAzure(
    {
      tenants: [TENANT],
      identities: [
        { clientId: TEAM_A, tenant: TENANT, federated: federated('team-a:puller') },
        { clientId: TEAM_B, tenant: TENANT, federated: federated('team-b:puller') },
      ],
      registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [TEAM_A, TEAM_B] }],
      issuers: [{ issuer: ISSUER, keys: keySet(key) }],
    },
    { certificateFor: authority.certificateFor() },
  );
  context.after(() => azure.close());
  return azure;
}

interface Setup {
  readonly release: Release;
  readonly azure: Awaited<ReturnType<typeof start>>;
  readonly acr?: object;
  readonly audience?: string;
}

function lookUpAll(pulls: readonly Pull[], { release, azure, acr, audience = AUDIENCE }: Setup) {
  const rule = {
    name: 'team',
    matchImages: ['*.azurecr.io'],
    identity: 'serviceAccount',
    acr: { endpoint: azure.urls.acr, cloud: { authorityHost: azure.urls.entra }, ...acr },
  };
  return lookUp({
    release,
    apiVersion: 'v1',
    rules: configText([rule], { caFile }),
    pulls,
    issuer: { issuer: ISSUER, key },
    tokenAttributes: {
      serviceAccountTokenAudience: audience,
      cacheType: 'ServiceAccount',
      requireServiceAccount: false,
      optionalServiceAccountAnnotationKeys: [CLIENT_ID, TENANT_ID],
    },
  });
}

/** Who each pull's only credential was given to; undefined: it got none. */
const clientsOf = ({ credentials }: LookedUp): unknown[] =>
  credentials.map((found) => {
    assert.ok(found.length <= 1);
    return found[0] && decodeJwt(found[0].password)?.claims.appid;
  });

const EXCHANGES = 'POST acr /oauth2/exchange';

describe('ACR and service accounts', { skip: await whyNoHarness(), concurrency: 2 }, () => {
  for (const release of RELEASES) {
    it(`each account as the client that its annotation names, kubelet ${release}`, async (context) => {
      const azure = await start(context);
      const looked = await lookUpAll(
        [
          APP,
          // The kubelet keeps an answer for the registry and the service account.
          { ...APP, image: `${LOGIN_SERVER}/other` },
          { ...APP, namespace: 'team-b', annotations: { ...annotations, [CLIENT_ID]: TEAM_B } },
        ],
        { release, azure },
      );
      assert.deepEqual(clientsOf(looked), [TEAM_A, TEAM_A, TEAM_B], looked.log);
      assert.equal(callsOf(azure.requests).filter((call) => call === EXCHANGES).length, 2);
    });

    it(`a client whose federated credential is another's, kubelet ${release}`, async (context) => {
      const azure = await start(context);
      const looked = await lookUpAll([{ ...APP, namespace: 'team-b' }], { release, azure });
      assert.deepEqual(clientsOf(looked), [undefined]);
      assert.match(
        looked.log,
        /\(service account team-b\/puller\): no federated credential of the application has the token's subject \(AADSTS700213, status 401\).*subject system:serviceaccount:team-b:puller.*\[BACKEND_DENIED\]/,
      );
      assert.ok(!callsOf(azure.requests).includes(EXCHANGES), 'the registry was sent no token');
    });

    it(`a token for another audience, kubelet ${release}`, async (context) => {
      const azure = await start(context);
      const looked = await lookUpAll([APP], { release, azure, audience: 'https://vault.example' });
      assert.deepEqual(clientsOf(looked), [undefined]);
      assert.match(looked.log, /AADSTS700212.*serviceAccountTokenAudience.*api:\/\/AzureADTokenExchange/);
    });

    it(`no annotation, one that is not allowed, and no service account ask nobody, kubelet ${release}`, async (context) => {
      const azure = await start(context);
      const acr = { allowedClientIds: [TEAM_B] };
      const looked = await lookUpAll(
        [
          { ...APP, serviceAccount: 'bare', annotations: {} },
          APP,
          { image: APP.image, namespace: 'kube-system' },
        ],
        { release, azure, acr },
      );
      assert.deepEqual(clientsOf(looked), [undefined, undefined, undefined]);
      assert.match(
        looked.log,
        /service account team-a\/bare has no annotation kubernetes\.azure\.com\/acr-client-id .*\[ANNOTATION_MISSING\]/,
      );
      assert.match(
        looked.log,
        /service account team-a\/puller: annotation \S+: \S+ is not in acr\.allowedClientIds of the rule \(.*\[IDENTITY_NOT_ALLOWED\]/,
      );
      assert.match(looked.log, /\[SERVICE_ACCOUNT_MISSING\]/);
      assert.deepEqual(azure.requests, []);
    });
  }
});

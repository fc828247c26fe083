// The Azure that the tests of the acr backend ask, and how they ask it: as provide does, without the process around.

import type { Credentials, PullRequest, Surroundings } from '../../../../src/backend/backend.ts';
import { createBackend } from '../../../../src/backend/create.ts';
import { normaliseConfig } from '../../../../src/config/normalise.ts';
import type { IdentityBindingConfig, RuleConfig } from '../../../../src/generated/config-types.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import type { Environment } from '../../../../src/system/environment.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import { createAuthority, createClientCertificate } from '../../../clouds/authority.ts';
import type { AzureConfig } from '../../../clouds/azure/directory.ts';
import { type AzureService, startAzure } from '../../../clouds/azure.ts';
import type { Cloud } from '../../../clouds/cloud.ts';
import {
  keySet,
  type ServiceAccountTokenOptions,
  signingKeyOf,
  signServiceAccountToken,
} from '../../../clouds/jwt.ts';
import { scrubCloudEnvironment, setEnvironment } from '../../../support/environment.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import type { TestEnd } from '../../../support/test-end.ts';

export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const OTHER_TENANT = '11111111-86f1-41af-91ab-2d7cd011db47';
export const LOGIN_SERVER = 'teamregistry.azurecr.io';
export const IMAGE = `${LOGIN_SERVER}/app:1`;
export const ISSUER = 'https://eastus.oic.prod-aks.azure.com/tenant/cluster/';
export const AUDIENCE = 'api://AzureADTokenExchange';
export const BINDING_AUDIENCE = 'api://AKSIdentityBinding';
export const SNI_NAME = '0123456789abcdef.identity-binding.example';
export const SECRET = 'secret-of-the-application';

const key = signingKeyOf('kubernetes');
export const certificate = createClientCertificate('pull');

scrubCloudEnvironment();

let made = 0;
/** A client id that no test has used before: MSAL keeps the tokens of managed identities for the life of the process. */
export function newClientId(): string {
  made += 1;
  return `00000000-aaaa-4aaa-8aaa-${String(made).padStart(12, '0')}`;
}

export interface AcrCloudUnderTest {
  readonly azure: Cloud<AzureService>;
  /** One client id for each of the ways to ask. */
  readonly ids: Readonly<Record<'system' | 'user' | 'stranger' | 'application' | 'bound', string>>;
  readonly env: Environment;
  readonly caFile: string;
  /** Of a rule for the cluster's identity bindings, by its own certificate authority. */
  readonly identityBinding: IdentityBindingConfig;
}

/** Entra ID and registry behind TLS; `system` is the machine's own identity, `stranger` is assigned and may not pull. */
export async function startAcrCloud(
  context: TestEnd,
  change: Partial<AzureConfig> = {},
): Promise<AcrCloudUnderTest> {
  const ids = {
    system: newClientId(),
    user: newClientId(),
    stranger: newClientId(),
    application: newClientId(),
    bound: newClientId(),
  };
  const authority = createAuthority();
  const cluster = createAuthority('cluster');
  const azure = await startAzure(
    {
      tenants: [TENANT, OTHER_TENANT],
      identities: [
        { clientId: ids.system, tenant: TENANT, assigned: 'system' },
        {
          clientId: ids.user,
          objectId: objectIdOf(ids.user),
          resourceId: resourceIdOf(ids.user),
          tenant: TENANT,
          assigned: 'user',
        },
        { clientId: ids.stranger, tenant: TENANT, assigned: 'user' },
        {
          clientId: ids.application,
          tenant: TENANT,
          secret: { value: SECRET },
          certificate: certificate.certificate,
          federated: [{ issuer: ISSUER, subject: 'system:serviceaccount:team-a:puller' }],
        },
        { clientId: ids.bound, tenant: TENANT },
      ],
      cluster: {
        sniName: SNI_NAME,
        issuer: { issuer: ISSUER, keys: keySet(key) },
        bindings: { [ids.bound]: ['system:serviceaccount:team-a:puller'] },
      },
      registries: [
        {
          loginServer: LOGIN_SERVER,
          tenant: TENANT,
          pullers: [ids.system, ids.user, ids.application, ids.bound],
        },
      ],
      issuers: [{ issuer: ISSUER, keys: keySet(key) }],
      ...change,
    },
    {
      certificateFor: authority.certificateFor(),
      listen: { 'identity-binding': { certificateFor: cluster.certificateFor() } },
    },
  );
  context.after(() => azure.close());
  setEnvironment(context, azure.env);
  const folder = temporaryFolder(context);
  const caFile = folder.write('ca.pem', authority.certificate);
  const identityBinding = {
    sniName: SNI_NAME,
    apiServer: new URL(azure.urls['identity-binding']).host,
    caFile: folder.write('cluster-ca.crt', cluster.certificate),
  };
  return { azure, ids, env: azure.env, caFile, identityBinding };
}

export const objectIdOf = (clientId: string): string => clientId.replace('aaaa', 'bbbb');
export const resourceIdOf = (clientId: string): string =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${clientId}`;

export interface Asking {
  readonly acr?: RuleConfig['acr'];
  readonly rule?: Partial<RuleConfig>;
  readonly image?: string;
  readonly token?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Beside or in place of the cloud's. */
  readonly env?: Environment;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
}

export interface Asked {
  readonly credentials: Promise<Credentials | undefined>;
  readonly network: Network;
}

/** One pull of a rule with an acr section, which asks the fake registry unless it says otherwise. */
export function ask({ azure, env, caFile }: AcrCloudUnderTest, asking: Asking = {}): Asked {
  const all = { ...env, ...asking.env };
  // Tests of failures do not wait as a node would.
  const network = createNetwork({ env: all, caFile, sleep: async () => undefined });
  const surroundings: Surroundings = { env: all, network, now: asking.now ?? Date.now };
  const backend = backendFor(
    { ...asking.rule, acr: { endpoint: azure.urls.acr, ...asking.acr } },
    surroundings,
  );
  const credentials = backend.getCredentials(pullOf(asking), {
    signal: asking.signal ?? new AbortController().signal,
  });
  return { credentials, network };
}

export function backendFor(rule: Partial<RuleConfig>, surroundings: Surroundings) {
  const { rules } = normaliseConfig('test', {
    apiVersion: 'registry-credential-provider/v1alpha1',
    kind: 'RegistryCredentialProviderConfig',
    rules: [{ name: 'team', matchImages: ['*.azurecr.io'], ...rule }],
  });
  const [first] = rules;
  if (first === undefined) throw new Error('no rule');
  return createBackend(first, surroundings);
}

export function pullOf({ image = IMAGE, token, annotations = {} }: Asking): PullRequest {
  const secret = token === undefined ? undefined : new Secret(token);
  return {
    image: parseImage(image),
    serviceAccountToken: secret,
    serviceAccount: () => secret && serviceAccountOf(secret),
    serviceAccountAnnotations: new Map(Object.entries(annotations)),
  };
}

export const tokenOf = (change: Partial<ServiceAccountTokenOptions> = {}): string =>
  signServiceAccountToken(key, {
    issuer: ISSUER,
    audience: AUDIENCE,
    namespace: 'team-a',
    name: 'puller',
    ...change,
  });

/** What the registry's refresh token says of who got it. */
export function passwordClaims(credentials: Credentials | undefined): Readonly<Record<string, unknown>> {
  const [, payload = ''] = credentials?.entries[0]?.password.reveal().split('.') ?? [];
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8') || '{}');
}

// What the tests of the google backend share: rules, pulls, a fake Google, and one way to ask it.

import { generateKeyPairSync } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Credential, Credentials, PullRequest } from '../../../../src/backend/backend.ts';
import { createGoogleBackend } from '../../../../src/backend/google/index.ts';
import type { GoogleBackendConfig, Rule } from '../../../../src/config/config.ts';
import { google } from '../../../../src/config/google.ts';
import type { GoogleConfig as GoogleSection } from '../../../../src/generated/config-types.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import type { GoogleConfig } from '../../../clouds/google/identities.ts';
import { type GoogleCloud, startGoogle } from '../../../clouds/google.ts';
import { createSigningKey, keySet, signServiceAccountToken } from '../../../clouds/jwt.ts';

export const NODE = 'node@example-project.iam.gserviceaccount.com';
export const PULL = 'pull@example-project.iam.gserviceaccount.com';
export const BETWEEN = 'between@example-project.iam.gserviceaccount.com';
export const STRANGER = 'stranger@example-project.iam.gserviceaccount.com';
export const POOL = 'projects/123456789/locations/global/workloadIdentityPools/clusters';
export const PROVIDER = `//iam.googleapis.com/${POOL}/providers/on-premises`;
export const AWS_PROVIDER = `//iam.googleapis.com/${POOL}/providers/aws`;
export const ISSUER = 'https://kubernetes.example';
export const GKE_ISSUER =
  'https://container.googleapis.com/v1/projects/example-project/locations/europe-west1/clusters/one';
export const GKE_POOL = 'example-project.svc.id.goog';

export const key = createSigningKey();

const nodeKey = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The node's service account key, as Google gives it. */
export const KEY_FILE = {
  type: 'service_account',
  client_email: NODE,
  private_key_id: 'key-1',
  private_key: nodeKey.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
};

/** A project with a node, an account to pull with, one in between, and clusters of both kinds. */
export const PROJECT: GoogleConfig = {
  projectId: 'example-project',
  accounts: [
    { email: NODE, keys: { 'key-1': nodeKey.publicKey.export({ type: 'spki', format: 'pem' }) as string } },
    {
      email: PULL,
      tokenCreators: [
        `serviceAccount:${NODE}`,
        `serviceAccount:${BETWEEN}`,
        `principal://iam.googleapis.com/${POOL}/subject/system:serviceaccount:team-a:app`,
        `principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/${GKE_POOL}/subject/ns/team-a/sa/app`,
      ],
    },
    { email: BETWEEN, tokenCreators: [`serviceAccount:${NODE}`] },
    { email: STRANGER },
  ],
  machine: { accounts: { default: NODE, [BETWEEN]: BETWEEN } },
  providers: [{ audience: PROVIDER, issuer: ISSUER, subjects: ['system:serviceaccount:team-a:*'] }],
  pools: [{ name: GKE_POOL, issuer: GKE_ISSUER, projectNumber: '123456789' }],
  issuers: [
    { issuer: ISSUER, keys: keySet(key) },
    { issuer: GKE_ISSUER, keys: keySet(key) },
  ],
};

export interface GoogleRule extends Rule {
  readonly backend: GoogleBackendConfig;
}

export function googleRule(section: GoogleSection, rule: Partial<Rule> = {}): GoogleRule {
  return {
    name: 'team-a',
    matchImages: ['gcr.io'],
    matchServiceAccounts: undefined,
    identity: 'node',
    onMissingServiceAccount: 'deny',
    continue: false,
    required: false,
    thenAnonymous: false,
    ...rule,
    backend: google.normalise(section),
  };
}

export function pullOf(
  image: string,
  token?: string,
  annotations: Readonly<Record<string, string>> = {},
): PullRequest {
  const secret = token === undefined ? undefined : new Secret(token);
  return {
    image: parseImage(image),
    serviceAccountToken: secret,
    serviceAccount: () => secret && serviceAccountOf(secret),
    serviceAccountAnnotations: new Map(Object.entries(annotations)),
  };
}

/** The token of team-a/app, as the cluster behind the provider issues it. */
export const podToken = (claims: Partial<Parameters<typeof signServiceAccountToken>[1]> = {}): string =>
  signServiceAccountToken(key, {
    issuer: ISSUER,
    audience: PROVIDER,
    namespace: 'team-a',
    name: 'app',
    ...claims,
  });

export async function startProject(
  context: TestContext,
  config: Partial<GoogleConfig> = {},
): Promise<GoogleCloud> {
  const google = await startGoogle({ ...PROJECT, ...config });
  context.after(() => google.close());
  return google;
}

export const endpointsOf = ({ urls }: GoogleCloud) => ({
  metadata: urls.metadata,
  sts: urls.sts,
  iamCredentials: urls.iamcredentials,
  oauth2: urls.oauth2,
});

export interface AskOptions {
  readonly pull?: PullRequest;
  readonly rule?: Partial<Rule>;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly network?: Network;
}

/** Asks the fake with a google section of a rule. */
export async function ask(
  google: GoogleCloud,
  section: GoogleSection,
  { pull = pullOf('gcr.io/p/image'), rule, env = {}, signal, network }: AskOptions = {},
): Promise<Credentials | undefined> {
  const made = googleRule({ endpoints: endpointsOf(google), ...section }, rule);
  const backend = createGoogleBackend(made, made.backend, {
    env,
    network: network ?? createNetwork({ env, sleep: async () => {} }),
    now: Date.now,
  });
  return backend.getCredentials(pull, { signal: signal ?? new AbortController().signal });
}

/** A door that does not wait before it tries again. @param patience how long it waits for an answer, in milliseconds */
export function hastyNetwork(patience = 10_000): Network {
  const limits = { connect: 10_000, answer: patience, total: 2 * patience };
  return createNetwork({ env: {}, sleep: async () => {}, limits: { service: limits, metadata: limits } });
}

/** The member that the credential's password stands for. */
export function memberOf(google: GoogleCloud, credentials: Credentials | undefined): string | undefined {
  const [{ username, password } = {} as Credential] = credentials?.entries ?? [];
  return username === 'oauth2accesstoken' ? google.readToken(password.reveal())?.member : undefined;
}

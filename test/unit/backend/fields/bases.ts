// The pulls that the tables of fields change one field of.

import type { Pull } from './pulls.ts';

export const ROLE = 'arn:aws:iam::210987654321:role/pull';
export const ID = '11111111-2222-4333-8444-555555555555';
export const OTHER_ID = 'aaaaaaaa-2222-4333-8444-555555555555';
export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const OTHER_TENANT = '11111111-86f1-41af-91ab-2d7cd011db47';
export const PULLER = 'puller@my-project.iam.gserviceaccount.com';
export const OTHER_PULLER = 'other@my-project.iam.gserviceaccount.com';
export const PROVIDER = 'projects/123456789/locations/global/workloadIdentityPools/clusters/providers/one';
export const ECR_HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
export const ACR_HOST = 'teamregistry.azurecr.io';
export const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 'secret' };

type Settings = Readonly<Record<string, unknown>>;
const POD_CLAIMS = {
  iss: 'https://oidc.example',
  sub: 'system:serviceaccount:team-a:app',
  aud: ['audience'],
  exp: 1_900_000_000,
  'kubernetes.io': { namespace: 'team-a', serviceaccount: { name: 'app', uid: 'uid-1' } },
};
const SERVICE_ACCOUNT = { identity: 'serviceAccount' };

export const ecr = (settings: Settings = {}, rule: Settings = {}): Pull => ({
  image: `${ECR_HOST}/app`,
  rule: { ...rule, ecr: settings },
  env: KEYS,
});

export const acr = (settings: Settings = {}, rule: Settings = {}): Pull => ({
  image: `${ACR_HOST}/app`,
  rule: { ...rule, acr: settings },
});

export const google = (settings: Settings = {}, rule: Settings = {}): Pull => ({
  image: 'gcr.io/p/app',
  rule: { ...rule, google: settings },
});

/** The same as the Pod's service account, which chooses by its annotations what the cloud wants chosen. */
export const ecrPod = (settings: Settings = {}, rule: Settings = {}): Pull => ({
  ...ecr(settings, { ...SERVICE_ACCOUNT, ...rule }),
  claims: POD_CLAIMS,
  annotations: { 'eks.amazonaws.com/role-arn': ROLE },
});

export const acrPod = (
  settings: Settings = {},
  rule: Settings = {},
  annotations: Pull['annotations'] = {},
): Pull => ({
  ...acr(settings, { ...SERVICE_ACCOUNT, ...rule }),
  claims: POD_CLAIMS,
  annotations: {
    'azure.workload.identity/client-id': ID,
    'azure.workload.identity/tenant-id': TENANT,
    ...annotations,
  },
});

/** The same by an identity binding of the cluster, in tokens for its audience alone. */
export const boundPod = (
  binding: Settings = {},
  settings: Settings = {},
  annotations?: Pull['annotations'],
): Pull => ({
  ...acrPod({ identityBinding: { ...BINDING, ...binding }, ...settings }, {}, annotations),
  claims: { ...POD_CLAIMS, aud: ['api://AKSIdentityBinding'] },
});

const BINDING = { sniName: 'a.example', apiServer: '192.0.2.1', caFile: '/ca.crt' };

export const googlePod = (settings: Settings = {}, rule: Settings = {}): Pull => ({
  ...google(settings, { ...SERVICE_ACCOUNT, ...rule }),
  claims: POD_CLAIMS,
});

const EXCHANGE_HOSTS = {
  tokenEndpoint: 'registry.example',
  jfrog: 'acme.jfrog.io',
  quay: 'quay.io',
  cloudsmith: 'docker.cloudsmith.io',
  chainguard: 'cgr.dev',
  artifactKeeper: 'artifacts.example',
  yandex: 'cr.yandex',
  dockerHub: 'docker.io',
};
const EXCHANGE_SECTIONS = {
  tokenEndpoint: { tokenEndpoint: 'https://t.example/token', response: { username: 'u' } },
  jfrog: { jfrog: { provider: 'p' } },
  quay: { quay: { robot: 'team+puller' } },
  cloudsmith: { cloudsmith: { organization: 'acme', service: 'puller' } },
  chainguard: { chainguard: {} },
  artifactKeeper: { artifactKeeper: {} },
  yandex: { yandex: { serviceAccount: 'a' } },
  dockerHub: { dockerHub: { organization: 'acme', connection: ID } },
};
export type ExchangeKind = keyof typeof EXCHANGE_SECTIONS;

/** `settings`: of the form's own fields; of a token endpoint, of the section. */
export const exchangePod = (kind: ExchangeKind, settings: Settings = {}, section: Settings = {}): Pull => ({
  image: `${EXCHANGE_HOSTS[kind]}/team/app`,
  rule: {
    ...SERVICE_ACCOUNT,
    exchange: { serviceAccountTokenAudience: 'audience', ...withSettings(kind, settings), ...section },
  },
  claims: POD_CLAIMS,
});

export const exchangeNode = (kind: ExchangeKind, section: Settings): Pull => ({
  image: `${EXCHANGE_HOSTS[kind]}/team/app`,
  rule: { exchange: { ...EXCHANGE_SECTIONS[kind], ...section } },
});

const withSettings = (kind: ExchangeKind, settings: Settings): Settings =>
  kind === 'tokenEndpoint'
    ? { ...EXCHANGE_SECTIONS[kind], ...settings }
    : { [kind]: { ...(EXCHANGE_SECTIONS[kind] as Readonly<Record<string, Settings>>)[kind], ...settings } };

type Store = 'awsSecretsManager' | 'awsParameterStore' | 'googleSecretManager' | 'azureKeyVault' | 'vault';
const STORES: Readonly<Record<Store, Settings>> = {
  awsSecretsManager: { secretId: 'hub', region: 'eu-west-1' },
  awsParameterStore: { name: '/hub', region: 'eu-west-1' },
  googleSecretManager: { project: 'my-project', secret: 'hub' },
  azureKeyVault: { vault: 'team', name: 'hub' },
  vault: { address: 'https://vault.example', path: 'hub', serviceAccountTokenAudience: 'audience' },
};

export const stored = (store: Store, settings: Settings = {}, section: Settings = {}): Pull => ({
  image: 'registry.example/app',
  rule: { secret: { [store]: { ...STORES[store], ...settings }, ...section } },
  env: KEYS,
});

/** As the Pod's service account, with all that its annotations must say but for the role and the client. */
export const storedPod = (store: Store, settings: Settings = {}): Pull => ({
  ...stored(store, settings),
  rule: { ...stored(store, settings).rule, ...SERVICE_ACCOUNT },
  claims:
    store === 'azureKeyVault' && 'identityBinding' in settings
      ? { ...POD_CLAIMS, aud: ['api://AKSIdentityBinding'] }
      : POD_CLAIMS,
});

export const withEnv = (pull: Pull, env: Readonly<Record<string, string>>): Pull => ({
  ...pull,
  env: { ...pull.env, ...env },
});

export const withConfig = (pull: Pull, config: Settings): Pull => ({ ...pull, config });
export const withoutAnnotation = (pull: Pull, name: string): Pull => {
  const { [name]: _, ...annotations } = pull.annotations ?? {};
  return { ...pull, annotations };
};

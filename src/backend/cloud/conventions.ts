// For whom a rule's service account tokens are, and which annotations it reads of the account, by its settings. Of a cloud
// this is what is usual: what an operator has set up there otherwise holds all the same.

import type {
  AcrBackendConfig,
  BackendConfig,
  EcrBackendConfig,
  ExchangeBackendConfig,
  ExchangeFormKind,
  GoogleBackendConfig,
  StoreSettings,
} from '../../config/config.ts';
import { needsWho } from '../../config/exchange-forms.ts';
import { AKS_BINDING_AUDIENCE } from '../../protocol/known-audiences.ts';
import { ANNOTATION_KEYS } from './annotations.ts';
import { gkePool } from './gke-pool.ts';

interface TokenConvention {
  /** Undefined where the settings do not tell. */
  readonly audience: string | undefined;
  /** The same for a reader, with capitals for what is not known. */
  readonly expected: string;
  /** Whether the cloud is known to take it. */
  isUsual(audience: string): boolean;
  /** The backend itself refuses a token for any other. */
  readonly refusesOthers: boolean;
  /** As the kubelet must have it: `Token` where the token itself is the password. */
  readonly cacheType: CacheType;
  /** Keys of annotations without which there is no identity, grouped: of each group one is needed. */
  readonly neededKeys: readonly (readonly string[])[];
  /** Keys that count where they are set. */
  readonly optionalKeys: readonly string[];
}

/** For what the kubelet caches a credential: the service account, or one token of it. */
export type CacheType = 'ServiceAccount' | 'Token';

/** Undefined for a backend that uses no token. */
export function conventionOf(backend: BackendConfig): TokenConvention | undefined {
  switch (backend.kind) {
    case 'ecr':
      return ofAmazon(backend);
    case 'acr':
      return ofAzure(backend);
    case 'google':
      return ofGoogle(backend);
    case 'serviceAccountToken':
      return { ...only(backend.audience), cacheType: 'Token', ...keys() };
    case 'exchange':
      return ofExchange(backend);
    case 'secret':
      return ofStore(backend.store);
    case 'dockerConfig':
    case 'static':
      return undefined;
    default:
      return backend satisfies never;
  }
}

/** What takes its tokens, as one of CLOUDS or another backend: `ecr`, `secret.azureKeyVault`. */
export function cloudOf(backend: BackendConfig): string {
  return backend.kind === 'secret' ? `${backend.kind}.${backend.store.kind}` : backend.kind;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function ofAmazon({ roleArn }: Pick<EcrBackendConfig, 'roleArn'>): TokenConvention {
  return {
    ...usually('sts.amazonaws.com', 'sts.amazonaws.com.cn'),
    ...keys([ANNOTATION_KEYS.awsRole, roleArn.length === 0]),
  };
}

/** https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
function ofAzure({
  clientId,
  tenantId,
  node,
  identityBinding,
}: Pick<AcrBackendConfig, 'clientId' | 'tenantId' | 'node' | 'identityBinding'>): TokenConvention {
  if (identityBinding !== undefined) {
    return {
      ...only(AKS_BINDING_AUDIENCE),
      ...keys(
        [ANNOTATION_KEYS.azureClientId, clientId === undefined],
        [ANNOTATION_KEYS.azureTenantId, false],
      ),
    };
  }
  return {
    ...usually(
      'api://AzureADTokenExchange',
      'api://AzureADTokenExchangeUSGov',
      'api://AzureADTokenExchangeChina',
    ),
    ...keys(
      [ANNOTATION_KEYS.azureClientId, clientId === undefined],
      [ANNOTATION_KEYS.azureTenantId, tenantId === undefined && node?.kind !== 'azureJson'],
    ),
  };
}

/** https://cloud.google.com/iam/docs/workload-identity-federation-with-kubernetes */
function ofGoogle({ workloadIdentity }: Pick<GoogleBackendConfig, 'workloadIdentity'>): TokenConvention {
  const annotations = keys([ANNOTATION_KEYS.googleServiceAccount, false]);
  if (workloadIdentity.kind === 'provider') {
    return { ...usually(`https:${workloadIdentity.name}`, workloadIdentity.name), ...annotations };
  }
  if (workloadIdentity.project !== undefined) {
    return { ...usually(gkePool(workloadIdentity.project)), ...annotations };
  }
  return {
    audience: undefined,
    expected: 'PROJECT.svc.id.goog',
    isUsual: (audience) => /^[-.a-z0-9]+\.svc\.id\.goog$/.test(audience),
    refusesOthers: false,
    cacheType: 'ServiceAccount',
    ...annotations,
  };
}

/** Of a cloud, the same as for its registries. */
function ofStore(store: StoreSettings): TokenConvention {
  switch (store.kind) {
    case 'awsSecretsManager':
    case 'awsParameterStore':
      return ofAmazon(store);
    case 'googleSecretManager':
      return ofGoogle(store);
    case 'azureKeyVault':
      return ofAzure(store);
    case 'vault':
      return { ...only(store.tokenAudience ?? ''), ...keys() };
  }
}

function ofExchange({ tokenAudience = '', form }: ExchangeBackendConfig): TokenConvention {
  const annotation = EXCHANGE_ANNOTATIONS[form.kind];
  return {
    ...only(tokenAudience),
    ...keys(
      ...(annotation === undefined
        ? []
        : [[annotation, form.who === undefined && needsWho(form.kind)] as const]),
    ),
  };
}

/** Of the annotation that names whom the credential is for at the provider. */
const EXCHANGE_ANNOTATIONS: { readonly [K in ExchangeFormKind]: readonly string[] | undefined } = {
  tokenEndpoint: undefined,
  jfrog: ANNOTATION_KEYS.jfrogProvider,
  quay: ANNOTATION_KEYS.quayRobot,
  cloudsmith: ANNOTATION_KEYS.cloudsmithService,
  chainguard: ANNOTATION_KEYS.chainguardIdentity,
  artifactKeeper: ANNOTATION_KEYS.artifactKeeperProvider,
  yandex: ANNOTATION_KEYS.yandexServiceAccount,
  dockerHub: undefined,
};

function usually(
  audience: string,
  ...others: readonly string[]
): Omit<TokenConvention, 'neededKeys' | 'optionalKeys'> {
  return {
    audience,
    expected: audience,
    isUsual: (candidate) => candidate === audience || others.includes(candidate),
    refusesOthers: false,
    cacheType: 'ServiceAccount',
  };
}

/** The rule names the audience. */
function only(audience: string): ReturnType<typeof usually> {
  return { ...usually(audience), refusesOthers: true };
}

function keys(
  ...groups: readonly (readonly [keys: readonly string[], isNeeded: boolean])[]
): Pick<TokenConvention, 'neededKeys' | 'optionalKeys'> {
  return {
    neededKeys: groups.filter(([, isNeeded]) => isNeeded).map(([group]) => group),
    optionalKeys: groups.filter(([, isNeeded]) => !isNeeded).flatMap(([group]) => group),
  };
}

// The configuration as the rest of the program sees it: defaults filled in, durations in milliseconds.

import type { BackendKind } from '../generated/backends.ts';
import type {
  AcrConfig,
  ArtifactKeeperConfig,
  AwsParameterStoreConfig,
  AwsSecretsManagerConfig,
  AzureKeyVaultConfig,
  AzureWorkloadIdentityConfig,
  ChainguardConfig,
  CloudsmithConfig,
  DockerHubConfig,
  EcrConfig,
  GoogleConfig,
  GoogleEndpoints,
  GoogleSecretManagerConfig,
  JfrogConfig,
  ManagedIdentityConfig,
  NodeSubjectConfig,
  QuayConfig,
  ServiceAccountTokenConfig,
  ServicePrincipalConfig,
  YandexConfig,
} from '../generated/config-types.ts';
import type { Secret } from '../secret.ts';

export interface Config {
  /** Path of the file, or `built-in`. */
  readonly source: string;
  readonly deadlineMs: number;
  /** PEM file of certificate authorities beside the system's. */
  readonly caFile: string | undefined;
  /** Undefined: nothing is kept between runs. */
  readonly cache: CacheSettings | undefined;
  /** Undefined: nothing is logged. */
  readonly log: LogSettings | undefined;
  /** In the order in which they are tried; never empty. */
  readonly rules: readonly Rule[];
}

interface CacheSettings {
  readonly directory: string;
  /** For how long a service account's credential may be used after its end while no service can be asked; 0: never. */
  readonly graceMs: number;
}

export interface LogSettings {
  readonly target: LogFile | { readonly kind: 'journald' };
  /** The least that is logged. */
  readonly level: LogLevel;
}

interface LogFile {
  readonly kind: 'file';
  readonly path: string;
  readonly maxBytes: number;
}

export type LogLevel = 'error' | 'warning' | 'info';

export interface Rule {
  readonly name: string;
  /** Undefined only with dockerConfig, whose file's keys then decide. */
  readonly matchImages: readonly string[] | undefined;
  /** `namespace/name` with `*` in either part. Undefined: any request, with a token or without. */
  readonly matchServiceAccounts: readonly string[] | undefined;
  readonly identity: Identity;
  /** Only of meaning with the identity `serviceAccount`. */
  readonly onMissingServiceAccount: OnMissingServiceAccount;
  /** The credentials of the next rule that matches follow its own. */
  readonly continue: boolean;
  /** In a chain: if it fails, no credential is given. */
  readonly required: boolean;
  /** After all credentials the kubelet tries without one. */
  readonly thenAnonymous: boolean;
  readonly backend: BackendConfig;
}

/** Who asks for the credential. */
type Identity = 'node' | 'serviceAccount';

type OnMissingServiceAccount = 'deny' | 'node' | 'anonymous';

/** What each backend is made from. A field that is as the file has it is described by the schema. */
export interface BackendConfigs {
  readonly ecr: EcrBackendConfig;
  readonly acr: AcrBackendConfig;
  readonly google: GoogleBackendConfig;
  readonly serviceAccountToken: ServiceAccountTokenBackendConfig;
  readonly exchange: ExchangeBackendConfig;
  readonly secret: SecretBackendConfig;
  readonly dockerConfig: DockerConfigBackendConfig;
  readonly static: StaticBackendConfig;
}

export type BackendConfig = BackendConfigs[BackendKind];

export interface EcrBackendConfig extends Readonly<Omit<EcrConfig, 'roleArn'>> {
  readonly kind: 'ecr';
  /** Roles to assume one after the other; empty: none. */
  readonly roleArn: readonly string[];
}

export interface AcrBackendConfig extends Readonly<Omit<AcrConfig, AcrNodeIdentity['kind'] | 'endpoint'>> {
  readonly kind: 'acr';
  /** Undefined: the environment decides, as docs/clouds.md tells. */
  readonly node: AcrNodeIdentity | undefined;
  /** Without a slash at its end. */
  readonly endpoint: string | undefined;
}

export type AcrNodeIdentity =
  | ({ readonly kind: 'managedIdentity' } & Readonly<ManagedIdentityConfig>)
  | ({ readonly kind: 'workloadIdentity' } & Readonly<AzureWorkloadIdentityConfig>)
  | ({ readonly kind: 'servicePrincipal' } & Readonly<ServicePrincipalConfig>)
  | { readonly kind: 'azureJson'; readonly path: string };

export interface GoogleBackendConfig extends Readonly<Omit<GoogleConfig, GoogleChanged>> {
  readonly kind: 'google';
  /** Service accounts to impersonate one after the other; empty: none. */
  readonly impersonate: readonly string[];
  readonly workloadIdentity: GoogleWorkloadIdentity;
  readonly metadataDockerConfig: boolean;
  readonly endpoints: Readonly<GoogleEndpoints>;
}

type GoogleChanged = 'impersonate' | 'workloadIdentity' | 'metadataDockerConfig' | 'endpoints';

/** Where a Kubernetes service account's token is exchanged. */
export type GoogleWorkloadIdentity =
  /** `//iam.googleapis.com/projects/…/providers/…` */
  | { readonly kind: 'provider'; readonly name: string }
  /** Absent: the node's project, the token's issuer. */
  | { readonly kind: 'gke'; readonly project?: string; readonly identityProvider?: string };

export interface ServiceAccountTokenBackendConfig extends Readonly<ServiceAccountTokenConfig> {
  readonly kind: 'serviceAccountToken';
}

export interface ExchangeBackendConfig {
  readonly kind: 'exchange';
  readonly registry: string | undefined;
  /** Of the service account's token; undefined where only the node asks. */
  readonly tokenAudience: string | undefined;
  /** What proves the node; undefined: nothing does, and only service accounts ask. */
  readonly subject: Readonly<NodeSubjectConfig> | undefined;
  readonly form: ExchangeForm;
}

/** The forms of exchange, by their keys in the section, each with the fields of its own. */
export interface ExchangeForms {
  readonly tokenEndpoint: TokenEndpointConfig;
  readonly jfrog: Readonly<JfrogConfig>;
  readonly quay: Readonly<QuayConfig>;
  readonly cloudsmith: Readonly<CloudsmithConfig>;
  readonly chainguard: Readonly<ChainguardConfig>;
  readonly artifactKeeper: Readonly<ArtifactKeeperConfig>;
  readonly yandex: Readonly<YandexConfig>;
  readonly dockerHub: Readonly<DockerHubConfig>;
}

export type ExchangeFormKind = keyof ExchangeForms;
export type ExchangeForm = { readonly [K in ExchangeFormKind]: ExchangeFormOf<K> }[ExchangeFormKind];

export interface ExchangeFormOf<K extends ExchangeFormKind> {
  readonly kind: K;
  /** Without a slash at its end. Undefined: the form's own, or the registry's. */
  readonly endpoint: string | undefined;
  /** Whom the rule names at the provider, such as a robot account; undefined also where the form has no such name. */
  readonly who: string | undefined;
  /** Whom an annotation may name instead; undefined: any. */
  readonly allowed: readonly string[] | undefined;
  readonly settings: ExchangeForms[K];
}

/** A request of RFC 8693, and where the credential is in its answer. */
export interface TokenEndpointConfig {
  readonly encoding: 'form' | 'json';
  readonly audience: readonly string[];
  readonly resource: readonly string[];
  readonly scope: string | undefined;
  readonly subjectTokenType: string;
  readonly requestedTokenType: string | undefined;
  readonly client: TokenEndpointClient | undefined;
  readonly extraFields: readonly (readonly [name: string, value: string])[];
  readonly username: { readonly text: string } | { readonly field: string } | { readonly claim: string };
  readonly passwordField: string;
  readonly lifetimeField: string;
  readonly lifetimeClaim: string;
  readonly lifetimeMs: number | undefined;
}

interface TokenEndpointClient {
  readonly id: string;
  readonly secret: { readonly file: string; readonly sentBy: 'basic' | 'post' } | undefined;
}

export interface SecretBackendConfig {
  readonly kind: 'secret';
  readonly store: StoreSettings;
  /** How long a secret is used without reading it again. */
  readonly cacheDurationMs: number;
}

/** Where the secret is, and as whom it is read. */
export type StoreSettings =
  | AwsSecretsManagerSettings
  | AwsParameterStoreSettings
  | GoogleSecretManagerSettings
  | AzureKeyVaultSettings
  | VaultSettings;

type AwsSettings<Kind extends string, Section> = Readonly<Omit<Section, 'roleArn'>> &
  Pick<EcrBackendConfig, 'roleArn'> & { readonly kind: Kind };

export type AwsSecretsManagerSettings = AwsSettings<'awsSecretsManager', AwsSecretsManagerConfig>;
export type AwsParameterStoreSettings = AwsSettings<'awsParameterStore', AwsParameterStoreConfig>;

export interface GoogleSecretManagerSettings
  extends Omit<GoogleBackendConfig, 'kind' | 'registry' | 'metadataDockerConfig'> {
  readonly kind: 'googleSecretManager';
  readonly project: string;
  /** Of a regional secret. */
  readonly location: GoogleSecretManagerConfig['location'];
  readonly secret: string;
  readonly version: string;
  readonly endpoint: string | undefined;
}

export interface AzureKeyVaultSettings
  extends Pick<
      AzureKeyVaultConfig,
      'clientId' | 'tenantId' | 'allowedClientIds' | 'identityBinding' | 'cloud'
    >,
    Pick<AcrBackendConfig, 'node' | 'endpoint'> {
  readonly kind: 'azureKeyVault';
  readonly vault: string;
  readonly name: string;
  readonly version: string | undefined;
}

export interface VaultSettings {
  readonly kind: 'vault';
  /** Without a slash at its end. */
  readonly address: string;
  /** Undefined: whom the node trusts. */
  readonly caFile: string | undefined;
  readonly namespace: string | undefined;
  readonly mount: string;
  readonly path: string;
  /** Undefined: the current one. */
  readonly version: string | undefined;
  /** Undefined: the whole secret. */
  readonly field: string | undefined;
  readonly login: VaultLogin;
  /** Of the token of a service account. */
  readonly tokenAudience: string | undefined;
  /** The token that proves the node. */
  readonly subject: NodeSubjectConfig | undefined;
}

export interface VaultLogin {
  readonly method: 'kubernetes' | 'jwt';
  readonly mount: string;
  readonly role: string;
}

export interface DockerConfigBackendConfig {
  readonly kind: 'dockerConfig';
  readonly path: string;
  /** The folder of the credential helpers that may be run; undefined: none is. */
  readonly helpers: string | undefined;
  readonly cacheDurationMs: number;
}

export interface StaticBackendConfig {
  readonly kind: 'static';
  readonly username: { readonly text: string } | FileReference;
  readonly password: { readonly secret: Secret } | FileReference;
  readonly cacheDurationMs: number;
}

export interface FileReference {
  readonly file: string;
}

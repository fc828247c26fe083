// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/**
 * An id of Entra ID.
 */
export type AzureId = string;
/**
 * How long the kubelet may reuse the answer, as Go writes durations. `0s` makes it ask each time.
 */
export type CacheDuration = string;

/**
 * Which credential an image gets. Rules are tried from top to bottom, and the first that matches wins.
 */
export interface RegistryCredentialProviderConfig {
  /**
   * Version of this format.
   */
  apiVersion: 'registry-credential-provider/v1alpha1';
  /**
   * Kind of this file.
   */
  kind: 'RegistryCredentialProviderConfig';
  /**
   * How long one run may take in all, as Go writes durations; above 0 and below 60s, when the kubelet would kill it.
   */
  deadline?: string;
  /**
   * A PEM file with certificate authorities to trust beside those of the system, such as a company's own.
   */
  caFile?: string;
  cache?: CacheConfig;
  log?: LogConfig;
  /**
   * The rules, in the order in which they are tried. At least one.
   */
  rules: RuleConfig[];
}
/**
 * The node-wide cache of credentials from clouds: one call serves all pulls and all processes of the node until the credential is due. docs/cache.md says how. `static` and `dockerConfig` are read each time.
 */
export interface CacheConfig {
  /**
   * Whether credentials are kept between runs.
   */
  enabled?: boolean;
  /**
   * Where they are kept. It is made when it is first needed, and used only while it belongs to the user who runs this program, root, and nobody else may enter it. It should not outlive the node: a tmpfs.
   */
  directory?: string;
}
/**
 * A log of our own, as the kubelet throws away what a successful run writes to stderr: one line of JSON for each run. Either `file` or `journald`. Without this section nothing is logged. docs/log.md describes the lines.
 */
export interface LogConfig {
  /**
   * The file that lines are appended to, made with mode 0600.
   */
  file?: string;
  /**
   * Lines go to systemd's journal, as `registry-credential-provider`.
   */
  journald?: true;
  /**
   * What is logged: `error` pulls that fail; `warning` also those whose credential is old, or with trouble in the cache; `info` all.
   */
  level?: 'error' | 'warning' | 'info';
  /**
   * When `file` would grow beyond this, it becomes FILE.1, in the place of the one before, and a new one is begun.
   */
  maxSize?: string;
}
/**
 * One rule: what it matches, who asks, and where the credential comes from. Exactly one of `ecr`, `acr`, `google`, `dockerConfig` and `static`.
 */
export interface RuleConfig {
  /**
   * Name of the rule in messages and in `explain`. No two rules share one.
   */
  name: string;
  /**
   * Patterns; the rule is for an image that one of them matches. They mean what they mean in `matchImages` of the kubelet: `*` stands for any text within one part of the host, ports must be equal, and a path is a prefix. Only a rule with `dockerConfig` can do without: it then matches whatever a key of its file matches.
   */
  matchImages?: string[];
  /**
   * The rule is only for Pods of these service accounts, as `namespace/name` with `*` for any text within either part. A request without a service account's token never matches.
   */
  matchServiceAccounts?: string[];
  /**
   * Who asks the cloud: the node, or the service account of the Pod. `static` and `dockerConfig` ask nobody.
   */
  identity?: 'node' | 'serviceAccount';
  /**
   * With `identity: serviceAccount`, what to do for a request without a token: `deny` fails, `node` asks as the node, `anonymous` answers that there is no credential.
   */
  onMissingServiceAccount?: 'deny' | 'node' | 'anonymous';
  ecr?: EcrConfig;
  acr?: AcrConfig;
  google?: GoogleConfig;
  dockerConfig?: DockerConfigConfig;
  static?: StaticConfig;
}
/**
 * Amazon ECR and ECR Public. The host tells account, region, partition, FIPS and dual-stack.
 */
export interface EcrConfig {
  /**
   * The registry whose credential is fetched, when it is not the image's own: for mirrors and pull-through caches.
   */
  registry?: string;
  /**
   * Profile of the shared AWS files (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`) that the node asks as, and nothing else. Left out, the node asks as what the environment names: keys, a web identity or a profile; else as the default profile, the container or the instance.
   */
  profile?: string;
  /**
   * IAM role to assume before asking ECR; of a list, each role assumes the next. Left out, the identity asks by itself; with `identity: serviceAccount` the service account's annotation names the role, and this one is for those without.
   */
  roleArn?: string | string[];
  /**
   * External id that the trust policies of `roleArn` ask for. Sent with each role that is assumed; not with a service account's token, which STS takes without one.
   */
  externalId?: string;
  /**
   * Name of the sessions of assumed roles, for CloudTrail and policies. The sessions of a service account are always named for it.
   */
  sessionName?: string;
  /**
   * Which roles a service account's annotation may name, with `*` for any text between two colons. Left out: any, since AWS asks the role's trust policy. The rule's own `roleArn` needs no entry.
   */
  allowedRoleArns?: string[];
  /**
   * Region of STS, where roles are assumed. Left out: the registry's own; for ECR Public `AWS_REGION` or `AWS_DEFAULT_REGION`, else us-east-1.
   */
  region?: string;
  /**
   * URL of ECR's API, in place of the SDK's own rules and of `AWS_ENDPOINT_URL_ECR` (for ECR Public `AWS_ENDPOINT_URL_ECR_PUBLIC`) and `AWS_ENDPOINT_URL`: for private links.
   */
  endpoint?: string;
  /**
   * URL of STS, in place of the SDK's own rules and of `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
   */
  stsEndpoint?: string;
}
/**
 * Azure Container Registry. At most one of `managedIdentity`, `workloadIdentity`, `servicePrincipal` and `azureJson` says who the node is; with none of them, the environment decides: workload identity where `AZURE_FEDERATED_TOKEN_FILE` is set, otherwise the system-assigned managed identity; variables that name an identity by half fail the pull.
 */
export interface AcrConfig {
  /**
   * The registry whose credential is fetched, when it is not the image's own: for mirrors and pull-through caches.
   */
  registry?: string;
  managedIdentity?: ManagedIdentityConfig;
  workloadIdentity?: AzureWorkloadIdentityConfig;
  servicePrincipal?: ServicePrincipalConfig;
  /**
   * The node's existing configuration of cloud-provider-azure, such as /etc/kubernetes/azure.json, in JSON or YAML; its fields say who the node is. When a service account asks, only its tenant and cloud count.
   */
  azureJson?: string;
  /**
   * With `identity: serviceAccount`, the application or managed identity of a service account whose annotations name none.
   */
  clientId?: string;
  /**
   * The Entra ID tenant: of a service account whose annotations name none, and told to the registry with the token of a managed identity.
   */
  tenantId?: string;
  /**
   * With `identity: serviceAccount`, the client ids that an annotation may choose. Left out, any: Entra ID decides by its federated credentials.
   */
  allowedClientIds?: AzureId[];
  cloud?: AzureCloudConfig;
  /**
   * URL to ask in place of the login server's own, such as a private link's.
   */
  endpoint?: string;
}
/**
 * A managed identity of the node: the system-assigned one, or the user-assigned one that one of the fields names.
 */
export interface ManagedIdentityConfig {
  /**
   * Its client id.
   */
  clientId?: string;
  /**
   * Its object id, which Azure also calls principal id.
   */
  objectId?: string;
  /**
   * Its resource id.
   */
  resourceId?: string;
}
/**
 * A token from a file that an application's federated credential trusts. What is left out comes from the environment: `AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, `AZURE_FEDERATED_TOKEN_FILE`.
 */
export interface AzureWorkloadIdentityConfig {
  /**
   * Client id of the application or managed identity.
   */
  clientId?: string;
  /**
   * Its tenant.
   */
  tenantId?: string;
  /**
   * The file with the token, read at each run.
   */
  tokenFile?: string;
}
/**
 * An application with a secret or a certificate.
 */
export interface ServicePrincipalConfig {
  /**
   * Its client id.
   */
  clientId: string;
  /**
   * Its tenant.
   */
  tenantId: string;
  /**
   * A file with its secret, read at each run; one line break at its end is not part of it.
   */
  clientSecretFile?: string;
  /**
   * A PEM file with its certificate and private key, read at each run.
   */
  clientCertificateFile?: string;
}
/**
 * A cloud of one's own, such as Azure Stack Hub, or a part of it that differs from the public cloud.
 */
export interface AzureCloudConfig {
  /**
   * What the login servers' names end with. Left out, the public clouds' azurecr.io, azurecr.cn and azurecr.us.
   */
  suffix?: string;
  /**
   * URL of Entra ID there. Left out, `AZURE_AUTHORITY_HOST`, then what azure.json's cloud or the login server's suffix tells.
   */
  authorityHost?: string;
  /**
   * For whom Entra ID's tokens are made.
   */
  resource?: string;
}
/**
 * Google Artifact Registry and gcr.io. docs/clouds.md describes the identities.
 */
export interface GoogleConfig {
  /**
   * The registry whose credential is fetched, when it is not the image's own: for mirrors and pull-through caches.
   */
  registry?: string;
  /**
   * Which of the node's service accounts the metadata server is asked for. Left out, its default.
   */
  serviceAccount?: string;
  /**
   * A file with the node's credential, in place of the metadata server: a service account key, or an `external_account` for nodes outside Google. Where neither this nor `serviceAccount` is set, the file that the environment variable `GOOGLE_APPLICATION_CREDENTIALS` names.
   */
  credentialFile?: string;
  /**
   * Service account whose token is fetched by impersonation; of a list, each impersonates the next. With `identity: serviceAccount`, the service account's annotation `iam.gke.io/gcp-service-account` comes before it.
   */
  impersonate?: string | string[];
  workloadIdentity?: GoogleWorkloadIdentityConfig;
  /**
   * Google service accounts that the annotation `iam.gke.io/gcp-service-account` may choose, with `*` for any text within either part of the address. Left out, any.
   */
  allowedServiceAccounts?: string[];
  /**
   * Whether the credentials are those of the docker config in the instance's attribute `google-dockercfg`, or at the URL in `google-dockercfg-url`, in place of a token.
   */
  metadataDockerConfig?: boolean;
  endpoints?: GoogleEndpoints;
}
/**
 * With `identity: serviceAccount`, where Google exchanges the service account's token: at a provider of a workload identity pool (`provider`), or at the pool that GKE makes for the clusters of a project (the other fields). Left out, it is GKE's pool of the node's project.
 */
export interface GoogleWorkloadIdentityConfig {
  /**
   * Full resource name of the workload identity pool's provider.
   */
  provider?: string;
  /**
   * Id of the project whose GKE pool, `PROJECT.svc.id.goog`, knows the cluster; of a domain-scoped one (`example.com:my-project`) the pool is `my-project.example.com.svc.id.goog`. Left out, the metadata server is asked for the node's project.
   */
  project?: string;
  /**
   * URL by which the GKE pool knows the cluster. Left out, the issuer of the service account's token.
   */
  identityProvider?: string;
}
/**
 * Where Google's services are reached, in place of their own addresses: for Private Service Connect, and for tests. `https`, or `http` on loopback.
 */
export interface GoogleEndpoints {
  /**
   * The metadata server; `http` is allowed to any host. Left out, what `GCE_METADATA_IP` or `GCE_METADATA_HOST` says, else `http://169.254.169.254`.
   */
  metadata?: string;
  /**
   * Security Token Service. Left out, `https://sts.googleapis.com`, or the host of the credential file's `token_url`.
   */
  sts?: string;
  /**
   * IAM Service Account Credentials API. Left out, `https://iamcredentials.googleapis.com`, or the host of the credential file's `service_account_impersonation_url`.
   */
  iamCredentials?: string;
  /**
   * Token endpoint for service account keys. Left out, `https://oauth2.googleapis.com`.
   */
  oauth2?: string;
}
/**
 * Credentials from a docker config file: `config.json`, `.dockercfg`, or the payload of a Secret of type `kubernetes.io/dockerconfigjson` or `kubernetes.io/dockercfg`. All entries that match the image are answered.
 */
export interface DockerConfigConfig {
  /**
   * The file. It is read at each run, so that a change counts at once.
   */
  path: string;
  cacheDuration?: CacheDuration;
}
/**
 * A username and a password, each written here or read from a file. A file is read at each run, so that a change counts at once; one line break at its end is not part of the value.
 */
export interface StaticConfig {
  /**
   * The username. Not empty, since a container runtime ignores a password without one, and without a colon, which would end it.
   */
  username?: string;
  /**
   * A file with the username, in place of `username`.
   */
  usernameFile?: string;
  /**
   * The password. Better kept in a file of its own: see `passwordFile`.
   */
  password?: string;
  /**
   * A file with the password, in place of `password`.
   */
  passwordFile?: string;
  cacheDuration?: CacheDuration;
}

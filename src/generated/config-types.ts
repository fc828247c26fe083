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
  /**
   * The rules, in the order in which they are tried. At least one.
   */
  rules: RuleConfig[];
}
/**
 * The node-wide cache of credentials from clouds. This version keeps none: the section is checked and has no effect yet.
 */
export interface CacheConfig {
  /**
   * Whether credentials are kept between runs.
   */
  enabled?: boolean;
  /**
   * Where they are kept. Only root may enter it, and it should not outlive the node: a tmpfs.
   */
  directory?: string;
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
 * Amazon ECR and ECR Public. This version cannot ask them yet: a pull that such a rule wins fails and says so.
 */
export interface EcrConfig {
  /**
   * The registry whose credential is fetched, when it is not the image's own: for mirrors and pull-through caches.
   */
  registry?: string;
  /**
   * IAM role to assume before asking ECR; of a list, each role assumes the next. Left out, the identity asks by itself; with `identity: serviceAccount` the service account's annotation names the role.
   */
  roleArn?: string | string[];
}
/**
 * Azure Container Registry. At most one of `managedIdentity`, `workloadIdentity`, `servicePrincipal` and `azureJson` says who the node is; with none of them, the environment decides: workload identity where `AZURE_FEDERATED_TOKEN_FILE` is set, otherwise the system-assigned managed identity.
 */
export interface AcrConfig {
  /**
   * The registry whose credential is fetched, when it is not the image's own: for mirrors and pull-through caches.
   */
  registry?: string;
  managedIdentity?: ManagedIdentityConfig;
  workloadIdentity?: WorkloadIdentityConfig;
  servicePrincipal?: ServicePrincipalConfig;
  /**
   * The node's existing configuration of cloud-provider-azure, such as /etc/kubernetes/azure.json; its fields say who the node is.
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
export interface WorkloadIdentityConfig {
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
 * Google Artifact Registry and gcr.io. This version cannot ask them yet: a pull that such a rule wins fails and says so.
 */
export interface GoogleConfig {
  /**
   * The registry whose credential is fetched, when it is not the image's own: for mirrors and pull-through caches.
   */
  registry?: string;
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

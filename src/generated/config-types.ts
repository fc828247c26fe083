// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/**
 * IAM role to assume before the call to ECR; in a list, each role assumes the next. If omitted, the identity calls ECR directly. With `identity: serviceAccount` the annotation of the service account names the role, and this one is for service accounts without the annotation.
 */
export type AwsRoleArn = string | string[];
/**
 * IAM roles that the annotation of a service account may name; `*` stands for any text between two colons. If omitted, any role: the trust policy of the role decides. The rule's own `roleArn` needs no entry.
 */
export type AwsAllowedRoleArns = string[];
/**
 * An ID of Entra ID.
 */
export type AzureId = string;
/**
 * OIDC integrations that an annotation may choose, where `*` stands for any text. If omitted, any: its identity mappings decide.
 */
export type AllowedNames = string[];
/**
 * Robot accounts that the annotation may choose, where `*` stands for any text. If omitted, any: the federation of the robot account decides.
 */
export type AllowedNames1 = string[];
/**
 * Service accounts at Cloudsmith that the annotation may choose, where `*` stands for any text. If omitted, any: the provider setting decides.
 */
export type AllowedNames2 = string[];
/**
 * Identities that the annotation may choose, where `*` stands for any text. If omitted, any: the identity decides whom it trusts.
 */
export type AllowedNames3 = string[];
/**
 * CI OIDC providers that the annotation may choose, where `*` stands for any text. If omitted, any: its identity mappings decide.
 */
export type AllowedNames4 = string[];
/**
 * Service accounts at Yandex Cloud that the annotation may choose, where `*` stands for any text. If omitted, any: the federated credentials of the service account decide.
 */
export type AllowedNames5 = string[];
/**
 * IAM role to assume before the secret is read; in a list, each role assumes the next. If omitted, the identity reads it directly. With `identity: serviceAccount` the annotation of the service account names the role, and this one is for service accounts without the annotation.
 */
export type AwsRoleArn1 = string | string[];
/**
 * IAM roles that the annotation of a service account may name; `*` stands for any text between two colons. If omitted, any role: the trust policy of the role decides. The rule's own `roleArn` needs no entry.
 */
export type AwsAllowedRoleArns1 = string[];
/**
 * IAM role to assume before the parameter is read; in a list, each role assumes the next. If omitted, the identity reads it directly. With `identity: serviceAccount` the annotation of the service account names the role, and this one is for service accounts without the annotation.
 */
export type AwsRoleArn2 = string | string[];
/**
 * IAM roles that the annotation of a service account may name; `*` stands for any text between two colons. If omitted, any role: the trust policy of the role decides. The rule's own `roleArn` needs no entry.
 */
export type AwsAllowedRoleArns2 = string[];
/**
 * How long the kubelet may reuse the answer, as a Go duration. With `0s` it runs the plugin at each pull.
 */
export type CacheDuration = string;

/**
 * Which credential an image gets. The rules are tried from top to bottom; the first that matches wins.
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
   * How long one run may take in total, as a Go duration: above 0 and below 60s, after which the kubelet kills the plugin.
   */
  deadline?: string;
  /**
   * A PEM file of certificate authorities to trust in addition to the system's, such as a company's own.
   */
  caFile?: string;
  cache?: CacheConfig;
  log?: LogConfig;
  /**
   * The rules, in the order in which they are tried; at least one.
   */
  rules: RuleConfig[];
}
/**
 * The node-wide cache of cloud credentials: one API call serves all pulls and all processes of the node until the credential needs renewal (docs/cache.md). `static` and `dockerConfig` are not cached; their files are read at each pull. `serviceAccountToken` keeps nothing.
 */
export interface CacheConfig {
  /**
   * Whether credentials are cached between runs.
   */
  enabled?: boolean;
  /**
   * The directory of the cache, created when it is first needed. It is used only if it belongs to the user who runs this program (root) and no other user can enter it. Use a tmpfs: its content should not survive a reboot.
   */
  directory?: string;
  /**
   * For how long after its end the cached credential of a service account is still returned while the service that gives it cannot be reached: no connection, no response in time, throttling, or a failure of the service, never a refusal. The expired credential pulls nothing; with it the kubelet starts containers whose image this service account has pulled before (docs/images-on-the-node.md). A Go duration of at most 168h; `0s` turns it off.
   */
  graceAfterExpiry?: string;
}
/**
 * The log of this program: one line of JSON for each run, because the kubelet discards what a successful plugin writes to stderr. Exactly one of `file` and `journald`. Without this section nothing is logged. docs/log.md describes the lines.
 */
export interface LogConfig {
  /**
   * The file that lines are appended to, created with mode 0600.
   */
  file?: string;
  /**
   * Lines go to systemd's journal with the identifier `registry-credential-provider`.
   */
  journald?: true;
  /**
   * What is logged. `error`: pulls that fail. `warning`: also pulls with an old credential or a problem of the cache. `info`: all pulls.
   */
  level?: 'error' | 'warning' | 'info';
  /**
   * The largest size of `file`. Before it grows beyond this size it is renamed to FILE.1, which replaces the previous FILE.1, and a new file is started.
   */
  maxSize?: string;
}
/**
 * One rule: which images it matches, which identity asks, and where the credential comes from. Exactly one of `ecr`, `acr`, `google`, `serviceAccountToken`, `exchange`, `secret`, `dockerConfig` and `static`.
 */
export interface RuleConfig {
  /**
   * Name of the rule in messages and in `explain`, unique in the file.
   */
  name: string;
  /**
   * Patterns of images; the rule matches an image if one of them does. They have the same meaning as in the kubelet's `matchImages`: `*` stands for any text within one part of the host, ports must be equal, and a path is a prefix. Only a rule with `dockerConfig` may omit it; it then matches the images that the keys of its file match.
   */
  matchImages?: string[];
  /**
   * Limits the rule to Pods of these service accounts: `namespace/name`, where `*` stands for any text within either part. A request without a service account token does not match.
   */
  matchServiceAccounts?: string[];
  /**
   * The identity that asks the cloud or the registry's token service: the node, or the Pod's service account. `serviceAccountToken` needs `serviceAccount`; `static` and `dockerConfig` use no cloud identity.
   */
  identity?: 'node' | 'serviceAccount';
  /**
   * With `identity: serviceAccount`, what happens to a request without a service account token. `deny`: the plugin fails, and the pull gets no credential from it. `node`: the node asks, which is not possible with `serviceAccountToken`. `anonymous`: the image is pulled without a credential.
   */
  onMissingServiceAccount?: 'deny' | 'node' | 'anonymous';
  /**
   * The credentials of the next rule that matches follow this rule's own, and so on: the kubelet tries them in this order until a pull succeeds. For mirrors and pull-through caches, where two credentials are possible for one image. The next rule may have other patterns, service accounts and another backend. docs/mirrors.md describes it.
   */
  continue?: boolean;
  /**
   * Of a rule whose credentials follow others or are followed by them: if it fails, the pull gets no credential at all. Otherwise a rule that fails takes only its own credentials away.
   */
  required?: boolean;
  /**
   * When the registry has refused all credentials of this rule and of those that follow it, the kubelet pulls without a credential. By default it does so only if there is no credential.
   */
  thenAnonymous?: boolean;
  ecr?: EcrConfig;
  acr?: AcrConfig;
  google?: GoogleConfig;
  serviceAccountToken?: ServiceAccountTokenConfig;
  exchange?: ExchangeConfig;
  secret?: SecretConfig;
  dockerConfig?: DockerConfigConfig;
  static?: StaticConfig;
}
/**
 * Amazon ECR and ECR Public. Account, region, partition, FIPS and dual-stack are taken from the host.
 */
export interface EcrConfig {
  /**
   * The registry to get the credential for, if it is not the image's own registry: for mirrors and pull-through caches.
   */
  registry?: string;
  /**
   * The only profile of the shared AWS files (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, otherwise `~/.aws`) that the node uses. If omitted, the node uses what the environment names (keys, a web identity or a profile), otherwise the default profile, the container or the instance.
   */
  profile?: string;
  roleArn?: AwsRoleArn;
  /**
   * External ID that the trust policies of `roleArn` require. It is sent with each AssumeRole; not with AssumeRoleWithWebIdentity, which has no external ID.
   */
  externalId?: string;
  /**
   * Name of the sessions of assumed roles, for CloudTrail and policies. The sessions of a service account always have the name of the service account.
   */
  sessionName?: string;
  allowedRoleArns?: AwsAllowedRoleArns;
  /**
   * Region of STS, where roles are assumed. If omitted, the region of the registry; for ECR Public `AWS_REGION` or `AWS_DEFAULT_REGION`, otherwise us-east-1.
   */
  region?: string;
  /**
   * URL of the ECR API, such as a private endpoint. It takes precedence over the SDK's own rules, `AWS_ENDPOINT_URL_ECR` (for ECR Public `AWS_ENDPOINT_URL_ECR_PUBLIC`) and `AWS_ENDPOINT_URL`.
   */
  endpoint?: string;
  /**
   * URL of STS. It takes precedence over the SDK's own rules, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
   */
  stsEndpoint?: string;
}
/**
 * Azure Container Registry. At most one of `managedIdentity`, `workloadIdentity`, `servicePrincipal` and `azureJson` names the identity of the node. With none of them the environment decides: workload identity if `AZURE_FEDERATED_TOKEN_FILE` is set, otherwise the system-assigned managed identity. If variables name an identity incompletely, the pull fails.
 */
export interface AcrConfig {
  /**
   * The registry to get the credential for, if it is not the image's own registry: for mirrors and pull-through caches.
   */
  registry?: string;
  managedIdentity?: ManagedIdentityConfig;
  workloadIdentity?: AzureWorkloadIdentityConfig;
  servicePrincipal?: ServicePrincipalConfig;
  /**
   * The node's configuration of cloud-provider-azure, such as /etc/kubernetes/azure.json, in JSON or YAML. Its fields name the identity of the node; for a service account only its tenant and cloud are used.
   */
  azureJson?: string;
  /**
   * With `identity: serviceAccount`, the client ID of the application or managed identity for service accounts whose annotations name none.
   */
  clientId?: string;
  /**
   * The Entra ID tenant for service accounts whose annotations name none. It is also sent to the registry with the token of a managed identity.
   */
  tenantId?: string;
  /**
   * With `identity: serviceAccount`, the client IDs that an annotation may choose. If omitted, any: Entra ID decides by the federated credentials.
   */
  allowedClientIds?: AzureId[];
  identityBinding?: IdentityBindingConfig;
  cloud?: AzureCloudConfig;
  /**
   * URL to use instead of the login server's own, such as a private endpoint.
   */
  endpoint?: string;
}
/**
 * A managed identity of the node: the system-assigned one, or the user-assigned one that a field names.
 */
export interface ManagedIdentityConfig {
  /**
   * Its client ID.
   */
  clientId?: string;
  /**
   * Its object ID, which Azure also calls principal ID.
   */
  objectId?: string;
  /**
   * Its resource ID.
   */
  resourceId?: string;
}
/**
 * A token from a file that a federated credential of the application trusts. A field that is omitted is taken from the environment: `AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, `AZURE_FEDERATED_TOKEN_FILE`.
 */
export interface AzureWorkloadIdentityConfig {
  /**
   * Client ID of the application or managed identity.
   */
  clientId?: string;
  /**
   * Its tenant.
   */
  tenantId?: string;
  /**
   * The file with the token. It is read at each run.
   */
  tokenFile?: string;
}
/**
 * An application with a secret or a certificate.
 */
export interface ServicePrincipalConfig {
  /**
   * Its client ID.
   */
  clientId: string;
  /**
   * Its tenant.
   */
  tenantId: string;
  /**
   * A file with its client secret. It is read at each run; one line break at its end is not part of the secret.
   */
  clientSecretFile?: string;
  /**
   * A PEM file with its certificate and private key. It is read at each run.
   */
  clientCertificateFile?: string;
}
/**
 * Identity bindings of AKS, with `identity: serviceAccount`: the cluster's API server, not Entra ID, exchanges the token of the service account, for a token of the managed identity that is bound to the cluster. The token's audience is `api://AKSIdentityBinding`. The connection uses no proxy, and `caFile` of the configuration does not count for it.
 */
export interface IdentityBindingConfig {
  /**
   * The name by which the API server is asked for the exchange: it is sent in TLS (SNI), and the certificate must be for it. `--ib-sni-name` of acr-credential-provider.
   */
  sniName: string;
  /**
   * Host or IP address of the API server, with its port if that is not 443; an IPv6 address in brackets. `--ib-apiserver-ip` of acr-credential-provider.
   */
  apiServer: string;
  /**
   * PEM file with the cluster's certificate authorities, on AKS /etc/kubernetes/certs/ca.crt. Only they are trusted for this connection.
   */
  caFile: string;
}
/**
 * A private cloud, such as Azure Stack Hub, or what differs in it from the public cloud.
 */
export interface AzureCloudConfig {
  /**
   * The suffix of the login servers. If omitted, those of the public clouds: azurecr.io, azurecr.cn and azurecr.us.
   */
  suffix?: string;
  /**
   * URL of Entra ID in this cloud. If omitted, `AZURE_AUTHORITY_HOST`, otherwise the one of azure.json's cloud or of the login server's suffix.
   */
  authorityHost?: string;
  /**
   * The resource for which Entra ID issues the tokens.
   */
  resource?: string;
}
/**
 * Google Artifact Registry and gcr.io. docs/clouds.md describes the identities.
 */
export interface GoogleConfig {
  /**
   * The registry to get the credential for, if it is not the image's own registry: for mirrors and pull-through caches.
   */
  registry?: string;
  /**
   * The service account of the instance that the metadata server is asked for. If omitted, the default one.
   */
  serviceAccount?: string;
  /**
   * A file with the node's credential, used instead of the metadata server: a service account key, or an `external_account` for nodes outside Google Cloud. If neither this nor `serviceAccount` is set, the file that the environment variable `GOOGLE_APPLICATION_CREDENTIALS` names.
   */
  credentialFile?: string;
  /**
   * Google service account to impersonate; in a list, each impersonates the next. With `identity: serviceAccount`, the annotation `iam.gke.io/gcp-service-account` of the service account takes precedence.
   */
  impersonate?: string | string[];
  workloadIdentity?: GoogleWorkloadIdentityConfig;
  /**
   * Google service accounts that the annotation `iam.gke.io/gcp-service-account` may choose, where `*` stands for any text within either part of the address. If omitted, any.
   */
  allowedServiceAccounts?: string[];
  /**
   * Whether to use the docker config in the instance's metadata attribute `google-dockercfg`, or at the URL in `google-dockercfg-url`, instead of a token.
   */
  metadataDockerConfig?: boolean;
  endpoints?: GoogleEndpoints;
}
/**
 * With `identity: serviceAccount`, where Google exchanges the service account token: a provider of a workload identity pool (`provider`), or the pool that GKE creates for the clusters of a project (the other fields). If omitted, the GKE pool of the node's project.
 */
export interface GoogleWorkloadIdentityConfig {
  /**
   * Full resource name of the provider of a workload identity pool.
   */
  provider?: string;
  /**
   * ID of the project whose GKE pool, `PROJECT.svc.id.goog`, has the cluster; for a domain-scoped project (`example.com:my-project`) the pool is `my-project.example.com.svc.id.goog`. If omitted, the project of the node, from the metadata server.
   */
  project?: string;
  /**
   * URL of the cluster in the GKE pool. If omitted, the issuer of the service account token.
   */
  identityProvider?: string;
}
/**
 * URLs to use instead of the public addresses of Google's services: for Private Service Connect, and for tests. `https`, or `http` to loopback.
 */
export interface GoogleEndpoints {
  /**
   * The metadata server; `http` is allowed to any host. If omitted, `GCE_METADATA_IP` or `GCE_METADATA_HOST`, otherwise `http://169.254.169.254`.
   */
  metadata?: string;
  /**
   * Security Token Service. If omitted, `https://sts.googleapis.com`, or the host of the credential file's `token_url`.
   */
  sts?: string;
  /**
   * IAM Service Account Credentials API. If omitted, `https://iamcredentials.googleapis.com`, or the host of the credential file's `service_account_impersonation_url`.
   */
  iamCredentials?: string;
  /**
   * Token endpoint for service account keys. If omitted, `https://oauth2.googleapis.com`.
   */
  oauth2?: string;
}
/**
 * The Pod's service account token is the password, for a registry that verifies it with the keys of the cluster, such as Zot. The registry and its mirrors see the token, so each pattern of `matchImages` names a host in full, without `*`, and the token must have one audience, which is the registry's own. The rule needs `identity: serviceAccount`. docs/registries.md describes the setup.
 */
export interface ServiceAccountTokenConfig {
  /**
   * The username that the registry expects with a token: `jwt` for the 8gears build of Harbor, any for Zot. It must not be empty, because a container runtime ignores a password without a username, and must not contain a colon.
   */
  username: string;
  /**
   * The only audience that a token may have to be shown to the registry. Use one that belongs to this registry alone, such as its host: the audiences of the API server and of the clouds are refused, because the registry could use such a token there. `*` is none: granted to nodes by RBAC it would be every audience.
   */
  audience: string;
}
/**
 * A token is exchanged for a credential: the Pod's service account token, or one that proves the node. Exactly one of `tokenEndpoint`, for any service that follows RFC 8693, and the forms of vendors. docs/registries.md describes each.
 */
export interface ExchangeConfig {
  /**
   * The registry to get the credential for: for mirrors and pull-through caches, and for a registry of a vendor's software that is not one of the vendor's own hosts.
   */
  registry?: string;
  /**
   * With `identity: serviceAccount`, the audience of the token: a name of its own for this registry, which the provider at the registry trusts. A token for another audience, or for several, is not sent.
   */
  serviceAccountTokenAudience?: string;
  subject?: NodeSubjectConfig;
  /**
   * URL of the token endpoint of a service that follows RFC 8693.
   */
  tokenEndpoint?: string;
  /**
   * How the request to `tokenEndpoint` is encoded. RFC 8693 knows `form` only.
   */
  encoding?: 'form' | 'json';
  /**
   * The `audience` of the request to `tokenEndpoint`: for whom the new token is to be; in a list, several.
   */
  audience?: string | string[];
  /**
   * The `resource` of the request to `tokenEndpoint`: URI of the service for which the new token is to be; in a list, several.
   */
  resource?: string | string[];
  /**
   * The `scope` of the request to `tokenEndpoint`, with blanks between several.
   */
  scope?: string;
  /**
   * The `subject_token_type` of the request to `tokenEndpoint`.
   */
  subjectTokenType?: string;
  /**
   * The `requested_token_type` of the request to `tokenEndpoint`. If omitted, the service chooses.
   */
  requestedTokenType?: string;
  /**
   * The client as which the request to `tokenEndpoint` is made, where the service wants one.
   */
  clientId?: string;
  /**
   * A file with the client's secret. It is read at each run; one line break at its end is not part of the secret.
   */
  clientSecretFile?: string;
  /**
   * How the client's secret is sent: `basic` in the Authorization header, `post` as `client_secret` in the body.
   */
  clientAuthentication?: 'basic' | 'post';
  /**
   * Further fields of the request to `tokenEndpoint`. They are not secret.
   */
  extraFields?: ExchangeField[];
  response?: ExchangeResponseConfig;
  jfrog?: JfrogConfig;
  quay?: QuayConfig;
  cloudsmith?: CloudsmithConfig;
  chainguard?: ChainguardConfig;
  artifactKeeper?: ArtifactKeeperConfig;
  yandex?: YandexConfig;
  dockerHub?: DockerHubConfig;
}
/**
 * With `identity: node`, the token that proves the node. Exactly one of its fields.
 */
export interface NodeSubjectConfig {
  /**
   * A file with a token, such as a projected service account token or a SPIFFE JWT that an agent writes. It is read each time it is sent.
   */
  file?: string;
  google?: GoogleSubjectConfig;
  azure?: AzureSubjectConfig;
  aws?: AwsSubjectConfig;
}
/**
 * An identity token of a service account of the instance, from Google's metadata server. Its issuer is `https://accounts.google.com`, its subject the numeric ID of the service account.
 */
export interface GoogleSubjectConfig {
  /**
   * The audience of the token: a name of its own for the service that it is sent to, which trusts it: the provider at the registry, or the role of Vault.
   */
  audience: string;
  /**
   * The service account of the instance. If omitted, the default one.
   */
  serviceAccount?: string;
  /**
   * The metadata server; `http` is allowed to any host. If omitted, `GCE_METADATA_IP` or `GCE_METADATA_HOST`, otherwise `http://169.254.169.254`.
   */
  endpoint?: string;
}
/**
 * A token of a managed identity of the machine for an application of Entra ID, from Azure's metadata service. Its issuer is `https://sts.windows.net/TENANT/`, its subject the object ID of the managed identity.
 */
export interface AzureSubjectConfig {
  /**
   * Application ID URI of an application that stands for the registry, or for Vault: it is the audience of the token.
   */
  application: string;
  /**
   * An ID of Entra ID.
   */
  clientId?: string;
  /**
   * The metadata service; `http` is allowed to any host. If omitted, `AZURE_POD_IDENTITY_AUTHORITY_HOST`, otherwise `http://169.254.169.254`.
   */
  endpoint?: string;
}
/**
 * A token from AWS STS (GetWebIdentityToken) that proves the node's identity at AWS, found as `ecr` finds it. Outbound web identity federation must be enabled for the account. Its issuer is the account's own (`aws iam get-outbound-web-identity-federation-info` prints it), its subject the ARN of the identity.
 */
export interface AwsSubjectConfig {
  /**
   * The audience of the token: a name of its own for the service that it is sent to, which trusts it: the provider at the registry, or the role of Vault.
   */
  audience: string;
  /**
   * Region of STS, such as the node's. The global endpoint of STS does not issue these tokens.
   */
  region: string;
  /**
   * How STS signs the token. Not every provider verifies `ES384`.
   */
  signingAlgorithm?: 'RS256' | 'ES384';
  /**
   * How long the token is valid, as a Go duration from 1m to 1h. If omitted, 5m, the default of STS.
   */
  lifetime?: string;
  /**
   * The only profile of the shared AWS files (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, otherwise `~/.aws`) that the node uses. If omitted, the node uses what the environment names (keys, a web identity or a profile), otherwise the default profile, the container or the instance.
   */
  profile?: string;
  /**
   * URL of STS. It takes precedence over the SDK's own rules, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
   */
  endpoint?: string;
}
/**
 * One field.
 */
export interface ExchangeField {
  /**
   * Its name.
   */
  name: string;
  /**
   * Its value.
   */
  value: string;
}
/**
 * Where the credential is in the answer of `tokenEndpoint`. Fields are members of its JSON object; a dot leads into an object. Claims are those of the password, if that is a JWT.
 */
export interface ExchangeResponseConfig {
  /**
   * The username, if it is always the same.
   */
  username?: string;
  /**
   * The field with the username.
   */
  usernameField?: string;
  /**
   * The claim with the username.
   */
  usernameClaim?: string;
  /**
   * The field with the password.
   */
  passwordField?: string;
  /**
   * The field with the seconds for which the credential is valid.
   */
  lifetimeField?: string;
  /**
   * The claim with the time at which the credential expires, where the field is not in the answer.
   */
  lifetimeClaim?: string;
  /**
   * How long the credential is used at most, as a Go duration: where the answer says nothing of its life, it is this one.
   */
  lifetime?: string;
}
/**
 * JFrog Artifactory, by an OIDC integration of the JFrog Platform. Its own hosts are `NAME.jfrog.io`; another host is named in `registry`.
 */
export interface JfrogConfig {
  /**
   * URL of the JFrog Platform. If omitted, the registry's own, which the rule must then name in full.
   */
  endpoint?: string;
  /**
   * Name of the OIDC integration. With `identity: serviceAccount` the annotation `registry-credential-provider/jfrog-provider` of the service account takes precedence.
   */
  provider?: string;
  allowedProviders?: AllowedNames;
  /**
   * Name of the identity mapping to use. If omitted, the first that fits.
   */
  identityMapping?: string;
  /**
   * Key of the project in which the OIDC integration is.
   */
  projectKey?: string;
  /**
   * Key of the application for which the token is.
   */
  applicationKey?: string;
  /**
   * The audience of the new token: service IDs of JFrog. If omitted, the identity mapping decides.
   */
  audience?: string;
}
/**
 * Quay, by a federation of a robot account. Its own host is `quay.io`; another one is named in `registry`.
 */
export interface QuayConfig {
  /**
   * URL of Quay. If omitted, the registry's own, which the rule must then name in full.
   */
  endpoint?: string;
  /**
   * The robot account, `NAMESPACE+NAME`. With `identity: serviceAccount` the annotation `quay.io/federated-robot-account` of the service account takes precedence.
   */
  robot?: string;
  allowedRobots?: AllowedNames1;
}
/**
 * Cloudsmith, by an OpenID Connect provider setting of the organization. Its own host is `docker.cloudsmith.io`; a custom domain is named in `registry`.
 */
export interface CloudsmithConfig {
  /**
   * URL of Cloudsmith's API. If omitted, `https://api.cloudsmith.io`.
   */
  endpoint?: string;
  /**
   * Slug of the organization.
   */
  organization: string;
  /**
   * Slug of the service account at Cloudsmith. With `identity: serviceAccount` the annotation `cloudsmith.io/service-slug` of the Kubernetes service account takes precedence.
   */
  service?: string;
  allowedServices?: AllowedNames2;
}
/**
 * Chainguard's registry, by an assumable identity. Its own hosts are `cgr.dev` and `NAME.cgr.dev`.
 */
export interface ChainguardConfig {
  /**
   * URL of Chainguard's issuer. If omitted, `https://issuer.enforce.dev`.
   */
  endpoint?: string;
  /**
   * UIDP of the identity to assume. With `identity: serviceAccount` the annotation `registry-credential-provider/chainguard-identity` of the service account takes precedence. If neither is set, the one that trusts issuer and subject.
   */
  identity?: string;
  allowedIdentities?: AllowedNames3;
}
/**
 * Artifact Keeper, by a CI OIDC provider of the type kubernetes.
 */
export interface ArtifactKeeperConfig {
  /**
   * URL of Artifact Keeper. If omitted, the registry's own, which the rule must then name in full.
   */
  endpoint?: string;
  /**
   * ID of the CI OIDC provider, needed where several trust the issuer of the cluster. With `identity: serviceAccount` the annotation `registry-credential-provider/artifact-keeper-provider` of the service account takes precedence.
   */
  provider?: string;
  allowedProviders?: AllowedNames4;
}
/**
 * Yandex Container Registry, by a workload identity federation. Its own host is `cr.yandex`.
 */
export interface YandexConfig {
  /**
   * URL of Yandex Cloud's token service. If omitted, `https://auth.yandex.cloud`.
   */
  endpoint?: string;
  /**
   * ID of the service account at Yandex Cloud. With `identity: serviceAccount` the annotation `registry-credential-provider/yandex-service-account` of the Kubernetes service account takes precedence.
   */
  serviceAccount?: string;
  allowedServiceAccounts?: AllowedNames5;
}
/**
 * Docker Hub, by an OIDC connection of an organization. Not tried: Docker documents OIDC connections for CI services only, and may refuse the issuer of a cluster. Its own hosts are `docker.io` and `dhi.io`.
 */
export interface DockerHubConfig {
  /**
   * URL of Docker's identity service. If omitted, `https://identity.docker.com`, which is also the audience that it expects in tokens.
   */
  endpoint?: string;
  /**
   * The organization, which is the username of the credential.
   */
  organization: string;
  /**
   * ID of the OIDC connection.
   */
  connection: string;
  /**
   * How long the credential is to live, as a Go duration from 5m to 6h.
   */
  lifetime?: string;
}
/**
 * A credential from a secret store. Exactly one store. docs/secret-stores.md describes each, and what the secret may hold.
 */
export interface SecretConfig {
  /**
   * How soon a rotation of the secret is seen, as a Go duration: at most 24h. For so long the secret is used without reading it again.
   */
  cacheDuration?: string;
  awsSecretsManager?: AwsSecretsManagerConfig;
  awsParameterStore?: AwsParameterStoreConfig;
  googleSecretManager?: GoogleSecretManagerConfig;
  azureKeyVault?: AzureKeyVaultConfig;
  vault?: VaultConfig;
}
/**
 * A secret of AWS Secrets Manager, read with `secretsmanager:GetSecretValue` by an identity as `ecr` has it.
 */
export interface AwsSecretsManagerConfig {
  /**
   * Name or ARN of the secret. A secret of another account must be named by its ARN.
   */
  secretId: string;
  /**
   * Staging label of the version. If neither this nor `versionId` is set, AWSCURRENT.
   */
  versionStage?: string;
  /**
   * ID of the version, which then never changes: a rotation is not seen.
   */
  versionId?: string;
  /**
   * Region of the secret, where roles are assumed too. Required unless an ARN names the secret.
   */
  region?: string;
  /**
   * The only profile of the shared AWS files (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, otherwise `~/.aws`) that the node uses. If omitted, the node uses what the environment names (keys, a web identity or a profile), otherwise the default profile, the container or the instance.
   */
  profile?: string;
  roleArn?: AwsRoleArn1;
  /**
   * External ID that the trust policies of `roleArn` require. It is sent with each AssumeRole; not with AssumeRoleWithWebIdentity, which has no external ID.
   */
  externalId?: string;
  /**
   * Name of the sessions of assumed roles, for CloudTrail and policies. The sessions of a service account always have the name of the service account.
   */
  sessionName?: string;
  allowedRoleArns?: AwsAllowedRoleArns1;
  /**
   * URL of the service, such as a private endpoint. It takes precedence over the usual one, `AWS_ENDPOINT_URL_SECRETS_MANAGER` and `AWS_ENDPOINT_URL`.
   */
  endpoint?: string;
  /**
   * URL of STS. It takes precedence over the SDK's own rules, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
   */
  stsEndpoint?: string;
}
/**
 * A parameter of AWS Systems Manager Parameter Store, read decrypted with `ssm:GetParameter` by an identity as `ecr` has it.
 */
export interface AwsParameterStoreConfig {
  /**
   * Name or ARN of the parameter; a colon and a version or a label may follow. A parameter of another account must be named by its ARN.
   */
  name: string;
  /**
   * Region of the parameter, where roles are assumed too. Required unless an ARN names the parameter.
   */
  region?: string;
  /**
   * The only profile of the shared AWS files (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, otherwise `~/.aws`) that the node uses. If omitted, the node uses what the environment names (keys, a web identity or a profile), otherwise the default profile, the container or the instance.
   */
  profile?: string;
  roleArn?: AwsRoleArn2;
  /**
   * External ID that the trust policies of `roleArn` require. It is sent with each AssumeRole; not with AssumeRoleWithWebIdentity, which has no external ID.
   */
  externalId?: string;
  /**
   * Name of the sessions of assumed roles, for CloudTrail and policies. The sessions of a service account always have the name of the service account.
   */
  sessionName?: string;
  allowedRoleArns?: AwsAllowedRoleArns2;
  /**
   * URL of the service, such as a private endpoint. It takes precedence over the usual one, `AWS_ENDPOINT_URL_SSM` and `AWS_ENDPOINT_URL`.
   */
  endpoint?: string;
  /**
   * URL of STS. It takes precedence over the SDK's own rules, `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
   */
  stsEndpoint?: string;
}
/**
 * A secret of Google Secret Manager, read with the role `roles/secretmanager.secretAccessor` by an identity as `google` has it.
 */
export interface GoogleSecretManagerConfig {
  /**
   * ID or number of the project of the secret.
   */
  project: string;
  /**
   * Location of a regional secret. If omitted, the secret is global.
   */
  location?: string;
  /**
   * Name of the secret.
   */
  secret: string;
  /**
   * Number or alias of the version. With `latest` a rotation is seen.
   */
  version?: string;
  /**
   * URL of Secret Manager, such as one of Private Service Connect.
   */
  endpoint?: string;
  /**
   * The service account of the instance that the metadata server is asked for. If omitted, the default one.
   */
  serviceAccount?: string;
  /**
   * A file with the node's credential, used instead of the metadata server: a service account key, or an `external_account` for nodes outside Google Cloud. If neither this nor `serviceAccount` is set, the file that the environment variable `GOOGLE_APPLICATION_CREDENTIALS` names.
   */
  credentialFile?: string;
  /**
   * Google service account to impersonate; in a list, each impersonates the next. With `identity: serviceAccount`, the annotation `iam.gke.io/gcp-service-account` of the service account takes precedence.
   */
  impersonate?: string | string[];
  workloadIdentity?: GoogleWorkloadIdentityConfig;
  /**
   * Google service accounts that the annotation `iam.gke.io/gcp-service-account` may choose, where `*` stands for any text within either part of the address. If omitted, any.
   */
  allowedServiceAccounts?: string[];
  endpoints?: GoogleEndpoints;
}
/**
 * A secret of Azure Key Vault, read with the role Key Vault Secrets User (or an access policy with `get`) by an identity as `acr` has it.
 */
export interface AzureKeyVaultConfig {
  /**
   * The vault's name, which is then in the public cloud or in that of `cloud.suffix`, or its host, such as `my-vault.vault.azure.cn`.
   */
  vault: string;
  /**
   * Name of the secret.
   */
  name: string;
  /**
   * The version, which then never changes: a rotation is not seen. If omitted, the current one.
   */
  version?: string;
  /**
   * URL to use instead of the vault's own.
   */
  endpoint?: string;
  managedIdentity?: ManagedIdentityConfig;
  workloadIdentity?: AzureWorkloadIdentityConfig;
  servicePrincipal?: ServicePrincipalConfig;
  /**
   * The node's configuration of cloud-provider-azure, such as /etc/kubernetes/azure.json, in JSON or YAML. Its fields name the identity of the node; for a service account only its tenant and cloud are used.
   */
  azureJson?: string;
  /**
   * An ID of Entra ID.
   */
  clientId?: string;
  /**
   * The Entra ID tenant for service accounts whose annotations name none.
   */
  tenantId?: string;
  /**
   * With `identity: serviceAccount`, the client IDs that an annotation may choose. If omitted, any: Entra ID decides by the federated credentials.
   */
  allowedClientIds?: AzureId[];
  identityBinding?: IdentityBindingConfig;
  cloud?: KeyVaultCloudConfig;
}
/**
 * A private cloud, such as Azure Stack Hub.
 */
export interface KeyVaultCloudConfig {
  /**
   * What follows the name of a vault in its host. If omitted, `vault.azure.net`, or what `vault` says.
   */
  suffix?: string;
  /**
   * URL of Entra ID in this cloud. If omitted, `AZURE_AUTHORITY_HOST`, otherwise the one of azure.json's cloud or of the vault's.
   */
  authorityHost?: string;
  /**
   * The resource for which Entra ID issues the tokens. If omitted, `https://` and what follows the name of the vault.
   */
  resource?: string;
}
/**
 * A secret of a KV engine, version 2, of HashiCorp Vault or OpenBao. Each reading is a login with a token, the Pod's or one that proves the node, and one request. Exactly one of `kubernetes` and `jwt`.
 */
export interface VaultConfig {
  /**
   * URL of Vault, as in `VAULT_ADDR`, which is not read.
   */
  address: string;
  /**
   * PEM file with the certificate authorities of Vault. Only they are trusted for this connection. If omitted, those of the system and of `caFile` of the configuration.
   */
  caFile?: string;
  /**
   * Namespace of the auth method and of the engine (Vault Enterprise, HCP Vault, OpenBao).
   */
  namespace?: string;
  /**
   * Where the engine is mounted.
   */
  mount?: string;
  /**
   * Path of the secret as in `vault kv get -mount=MOUNT PATH`: without the mount, and without `data/`.
   */
  path: string;
  /**
   * The version, which then never changes: a rotation is not seen. If omitted, the current one.
   */
  version?: string;
  /**
   * The only field of the secret that is read: text, or an object. If omitted, the secret itself is told apart by its content.
   */
  field?: string;
  kubernetes?: VaultKubernetesConfig;
  jwt?: VaultJwtConfig;
  /**
   * With `identity: serviceAccount`, the audience of the token: a name of its own for this Vault, which the role takes. A token for another audience, or for several, is not sent.
   */
  serviceAccountTokenAudience?: string;
  subject?: NodeSubjectConfig;
}
/**
 * Login by the auth method `kubernetes`: Vault has the token verified by the API server.
 */
export interface VaultKubernetesConfig {
  /**
   * Where the auth method is mounted, without `auth/`.
   */
  mount?: string;
  /**
   * The role. Its `audience` must be that of the token.
   */
  role: string;
}
/**
 * Login by the auth method `jwt`: Vault verifies the token with the keys of its issuer.
 */
export interface VaultJwtConfig {
  /**
   * Where the auth method is mounted, without `auth/`.
   */
  mount?: string;
  /**
   * The role, of the type `jwt`. Its `bound_audiences` must have that of the token.
   */
  role: string;
}
/**
 * Credentials from a docker config file: `config.json`, `.dockercfg`, or the payload of a Secret of type `kubernetes.io/dockerconfigjson` or `kubernetes.io/dockercfg`. All entries that match the image are returned.
 */
export interface DockerConfigConfig {
  /**
   * The file. It is read at each run, so a change takes effect at once.
   */
  path: string;
  /**
   * The folder of the credential helpers that the file names in `credHelpers` and `credsStore`: programs called `docker-credential-NAME`. Root alone may be able to write the folder, the programs and the directories above them. Without this field no helper is run.
   */
  helpers?: string;
  cacheDuration?: CacheDuration;
}
/**
 * A username and a password, each written here or read from a file. A file is read at each run, so a change takes effect at once; one line break at its end is not part of the value.
 */
export interface StaticConfig {
  /**
   * The username. It must not be empty, because a container runtime ignores a password without a username, and must not contain a colon.
   */
  username?: string;
  /**
   * A file with the username, instead of `username`.
   */
  usernameFile?: string;
  /**
   * The password. Prefer a file of its own: see `passwordFile`.
   */
  password?: string;
  /**
   * A file with the password, instead of `password`.
   */
  passwordFile?: string;
  cacheDuration?: CacheDuration;
}

// Generated from schemas/config.schema.json by scripts/generate.mjs. Do not edit.

/** Every object of the configuration, with its fields. */
export const FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
 [
  "",
  [
   "apiVersion",
   "kind",
   "deadline",
   "caFile",
   "cache",
   "log",
   "rules"
  ]
 ],
 [
  "cache",
  [
   "enabled",
   "directory",
   "graceAfterExpiry"
  ]
 ],
 [
  "log",
  [
   "file",
   "journald",
   "level",
   "maxSize"
  ]
 ],
 [
  "rules[]",
  [
   "name",
   "matchImages",
   "matchServiceAccounts",
   "identity",
   "onMissingServiceAccount",
   "continue",
   "required",
   "thenAnonymous",
   "ecr",
   "acr",
   "google",
   "serviceAccountToken",
   "exchange",
   "secret",
   "dockerConfig",
   "static"
  ]
 ],
 [
  "rules[].ecr",
  [
   "registry",
   "profile",
   "roleArn",
   "externalId",
   "sessionName",
   "allowedRoleArns",
   "region",
   "endpoint",
   "stsEndpoint"
  ]
 ],
 [
  "rules[].acr",
  [
   "registry",
   "managedIdentity",
   "workloadIdentity",
   "servicePrincipal",
   "azureJson",
   "clientId",
   "tenantId",
   "allowedClientIds",
   "identityBinding",
   "cloud",
   "endpoint"
  ]
 ],
 [
  "rules[].acr.managedIdentity",
  [
   "clientId",
   "objectId",
   "resourceId"
  ]
 ],
 [
  "rules[].acr.workloadIdentity",
  [
   "clientId",
   "tenantId",
   "tokenFile"
  ]
 ],
 [
  "rules[].acr.servicePrincipal",
  [
   "clientId",
   "tenantId",
   "clientSecretFile",
   "clientCertificateFile"
  ]
 ],
 [
  "rules[].acr.identityBinding",
  [
   "sniName",
   "apiServer",
   "caFile"
  ]
 ],
 [
  "rules[].acr.cloud",
  [
   "suffix",
   "authorityHost",
   "resource"
  ]
 ],
 [
  "rules[].google",
  [
   "registry",
   "serviceAccount",
   "credentialFile",
   "impersonate",
   "workloadIdentity",
   "allowedServiceAccounts",
   "metadataDockerConfig",
   "endpoints"
  ]
 ],
 [
  "rules[].google.workloadIdentity",
  [
   "provider",
   "project",
   "identityProvider"
  ]
 ],
 [
  "rules[].google.endpoints",
  [
   "metadata",
   "sts",
   "iamCredentials",
   "oauth2"
  ]
 ],
 [
  "rules[].serviceAccountToken",
  [
   "username",
   "audience"
  ]
 ],
 [
  "rules[].exchange",
  [
   "registry",
   "serviceAccountTokenAudience",
   "subject",
   "tokenEndpoint",
   "encoding",
   "audience",
   "resource",
   "scope",
   "subjectTokenType",
   "requestedTokenType",
   "clientId",
   "clientSecretFile",
   "clientAuthentication",
   "extraFields",
   "response",
   "jfrog",
   "quay",
   "cloudsmith",
   "chainguard",
   "artifactKeeper",
   "yandex",
   "dockerHub"
  ]
 ],
 [
  "rules[].exchange.subject",
  [
   "file",
   "google",
   "azure",
   "aws"
  ]
 ],
 [
  "rules[].exchange.subject.google",
  [
   "audience",
   "serviceAccount",
   "endpoint"
  ]
 ],
 [
  "rules[].exchange.subject.azure",
  [
   "application",
   "clientId",
   "endpoint"
  ]
 ],
 [
  "rules[].exchange.subject.aws",
  [
   "audience",
   "region",
   "signingAlgorithm",
   "lifetime",
   "profile",
   "endpoint"
  ]
 ],
 [
  "rules[].exchange.extraFields[]",
  [
   "name",
   "value"
  ]
 ],
 [
  "rules[].exchange.response",
  [
   "username",
   "usernameField",
   "usernameClaim",
   "passwordField",
   "lifetimeField",
   "lifetimeClaim",
   "lifetime"
  ]
 ],
 [
  "rules[].exchange.jfrog",
  [
   "endpoint",
   "provider",
   "allowedProviders",
   "identityMapping",
   "projectKey",
   "applicationKey",
   "audience"
  ]
 ],
 [
  "rules[].exchange.quay",
  [
   "endpoint",
   "robot",
   "allowedRobots"
  ]
 ],
 [
  "rules[].exchange.cloudsmith",
  [
   "endpoint",
   "organization",
   "service",
   "allowedServices"
  ]
 ],
 [
  "rules[].exchange.chainguard",
  [
   "endpoint",
   "identity",
   "allowedIdentities"
  ]
 ],
 [
  "rules[].exchange.artifactKeeper",
  [
   "endpoint",
   "provider",
   "allowedProviders"
  ]
 ],
 [
  "rules[].exchange.yandex",
  [
   "endpoint",
   "serviceAccount",
   "allowedServiceAccounts"
  ]
 ],
 [
  "rules[].exchange.dockerHub",
  [
   "endpoint",
   "organization",
   "connection",
   "lifetime"
  ]
 ],
 [
  "rules[].secret",
  [
   "cacheDuration",
   "awsSecretsManager",
   "awsParameterStore",
   "googleSecretManager",
   "azureKeyVault",
   "vault"
  ]
 ],
 [
  "rules[].secret.awsSecretsManager",
  [
   "secretId",
   "versionStage",
   "versionId",
   "region",
   "profile",
   "roleArn",
   "externalId",
   "sessionName",
   "allowedRoleArns",
   "endpoint",
   "stsEndpoint"
  ]
 ],
 [
  "rules[].secret.awsParameterStore",
  [
   "name",
   "region",
   "profile",
   "roleArn",
   "externalId",
   "sessionName",
   "allowedRoleArns",
   "endpoint",
   "stsEndpoint"
  ]
 ],
 [
  "rules[].secret.googleSecretManager",
  [
   "project",
   "location",
   "secret",
   "version",
   "endpoint",
   "serviceAccount",
   "credentialFile",
   "impersonate",
   "workloadIdentity",
   "allowedServiceAccounts",
   "endpoints"
  ]
 ],
 [
  "rules[].secret.googleSecretManager.workloadIdentity",
  [
   "provider",
   "project",
   "identityProvider"
  ]
 ],
 [
  "rules[].secret.googleSecretManager.endpoints",
  [
   "metadata",
   "sts",
   "iamCredentials",
   "oauth2"
  ]
 ],
 [
  "rules[].secret.azureKeyVault",
  [
   "vault",
   "name",
   "version",
   "endpoint",
   "managedIdentity",
   "workloadIdentity",
   "servicePrincipal",
   "azureJson",
   "clientId",
   "tenantId",
   "allowedClientIds",
   "identityBinding",
   "cloud"
  ]
 ],
 [
  "rules[].secret.azureKeyVault.managedIdentity",
  [
   "clientId",
   "objectId",
   "resourceId"
  ]
 ],
 [
  "rules[].secret.azureKeyVault.workloadIdentity",
  [
   "clientId",
   "tenantId",
   "tokenFile"
  ]
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal",
  [
   "clientId",
   "tenantId",
   "clientSecretFile",
   "clientCertificateFile"
  ]
 ],
 [
  "rules[].secret.azureKeyVault.identityBinding",
  [
   "sniName",
   "apiServer",
   "caFile"
  ]
 ],
 [
  "rules[].secret.azureKeyVault.cloud",
  [
   "suffix",
   "authorityHost",
   "resource"
  ]
 ],
 [
  "rules[].secret.vault",
  [
   "address",
   "caFile",
   "namespace",
   "mount",
   "path",
   "version",
   "field",
   "kubernetes",
   "jwt",
   "serviceAccountTokenAudience",
   "subject"
  ]
 ],
 [
  "rules[].secret.vault.kubernetes",
  [
   "mount",
   "role"
  ]
 ],
 [
  "rules[].secret.vault.jwt",
  [
   "mount",
   "role"
  ]
 ],
 [
  "rules[].secret.vault.subject",
  [
   "file",
   "google",
   "azure",
   "aws"
  ]
 ],
 [
  "rules[].secret.vault.subject.google",
  [
   "audience",
   "serviceAccount",
   "endpoint"
  ]
 ],
 [
  "rules[].secret.vault.subject.azure",
  [
   "application",
   "clientId",
   "endpoint"
  ]
 ],
 [
  "rules[].secret.vault.subject.aws",
  [
   "audience",
   "region",
   "signingAlgorithm",
   "lifetime",
   "profile",
   "endpoint"
  ]
 ],
 [
  "rules[].dockerConfig",
  [
   "path",
   "helpers",
   "cacheDuration"
  ]
 ],
 [
  "rules[].static",
  [
   "username",
   "usernameFile",
   "password",
   "passwordFile",
   "cacheDuration"
  ]
 ]
]);

/** What is expected of a value, in words. */
export const EXPECTED: ReadonlyMap<string, string> = new Map([
 [
  "apiVersion",
  "registry-credential-provider/v1alpha1"
 ],
 [
  "kind",
  "RegistryCredentialProviderConfig"
 ],
 [
  "deadline",
  "a duration such as 45s, above 0 and below 60s"
 ],
 [
  "caFile",
  "an absolute path"
 ],
 [
  "cache.directory",
  "an absolute path"
 ],
 [
  "cache.graceAfterExpiry",
  "a duration such as 24h, at most 168h, or 0s"
 ],
 [
  "log.file",
  "an absolute path"
 ],
 [
  "log.journald",
  "true"
 ],
 [
  "log.level",
  "error, warning or info"
 ],
 [
  "log.maxSize",
  "a size such as 10Mi or 512Ki"
 ],
 [
  "rules",
  "a list of at least one rule"
 ],
 [
  "rules[].name",
  "a name of at most 63 characters: a-z, 0-9, and - between them"
 ],
 [
  "rules[].matchImages",
  "a list of at least one pattern"
 ],
 [
  "rules[].matchImages[]",
  "a pattern such as *.dkr.ecr.*.amazonaws.com or registry.example:5000/team"
 ],
 [
  "rules[].matchServiceAccounts",
  "a list of at least one namespace/name"
 ],
 [
  "rules[].matchServiceAccounts[]",
  "namespace/name, where * stands for any text within either, such as team-a/*"
 ],
 [
  "rules[].identity",
  "node or serviceAccount"
 ],
 [
  "rules[].onMissingServiceAccount",
  "deny, node or anonymous"
 ],
 [
  "rules[].continue",
  "true or false"
 ],
 [
  "rules[].required",
  "true or false"
 ],
 [
  "rules[].thenAnonymous",
  "true or false"
 ],
 [
  "rules[].ecr.registry",
  "a registry's host, with its port if it has one, without scheme and path"
 ],
 [
  "rules[].ecr.profile",
  "a profile's name"
 ],
 [
  "rules[].ecr.roleArn",
  "an IAM role ARN"
 ],
 [
  "rules[].ecr.roleArn[]",
  "an IAM role ARN"
 ],
 [
  "rules[].ecr.externalId",
  "2 to 1224 letters, digits or characters of _+=,.@:/-"
 ],
 [
  "rules[].ecr.sessionName",
  "2 to 64 letters, digits or characters of _+=,.@-"
 ],
 [
  "rules[].ecr.allowedRoleArns",
  "a list of at least one pattern of IAM role ARNs"
 ],
 [
  "rules[].ecr.allowedRoleArns[]",
  "a pattern of IAM role ARNs such as arn:aws:iam::210987654321:role/team-a-*"
 ],
 [
  "rules[].ecr.region",
  "an AWS region such as eu-west-1"
 ],
 [
  "rules[].ecr.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].ecr.stsEndpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].acr.registry",
  "a registry's host, with its port if it has one, without scheme and path"
 ],
 [
  "rules[].acr.managedIdentity",
  "at most one of clientId, objectId and resourceId"
 ],
 [
  "rules[].acr.managedIdentity.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].acr.managedIdentity.objectId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].acr.managedIdentity.resourceId",
  "a resource ID such as /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME"
 ],
 [
  "rules[].acr.workloadIdentity.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].acr.workloadIdentity.tenantId",
  "a tenant's ID such as 11111111-2222-3333-4444-555555555555, or its domain"
 ],
 [
  "rules[].acr.workloadIdentity.tokenFile",
  "an absolute path"
 ],
 [
  "rules[].acr.servicePrincipal.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].acr.servicePrincipal.tenantId",
  "a tenant's ID such as 11111111-2222-3333-4444-555555555555, or its domain"
 ],
 [
  "rules[].acr.servicePrincipal.clientSecretFile",
  "an absolute path"
 ],
 [
  "rules[].acr.servicePrincipal.clientCertificateFile",
  "an absolute path"
 ],
 [
  "rules[].acr.azureJson",
  "an absolute path"
 ],
 [
  "rules[].acr.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].acr.tenantId",
  "a tenant's ID such as 11111111-2222-3333-4444-555555555555, or its domain"
 ],
 [
  "rules[].acr.allowedClientIds",
  "a list of at least one client ID"
 ],
 [
  "rules[].acr.allowedClientIds[]",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].acr.identityBinding.sniName",
  "a DNS name, without scheme, port and path"
 ],
 [
  "rules[].acr.identityBinding.apiServer",
  "a host or an IP address, with its port if that is not 443, without scheme and path"
 ],
 [
  "rules[].acr.identityBinding.caFile",
  "an absolute path"
 ],
 [
  "rules[].acr.cloud.suffix",
  "a domain such as azurecr.corp.example, without a dot at its start"
 ],
 [
  "rules[].acr.cloud.authorityHost",
  "an https URL"
 ],
 [
  "rules[].acr.cloud.resource",
  "an https URL"
 ],
 [
  "rules[].acr.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].google.registry",
  "a registry's host, with its port if it has one, without scheme and path"
 ],
 [
  "rules[].google.serviceAccount",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].google.credentialFile",
  "an absolute path"
 ],
 [
  "rules[].google.impersonate",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].google.impersonate[]",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].google.workloadIdentity.provider",
  "projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER"
 ],
 [
  "rules[].google.workloadIdentity.project",
  "a project ID such as my-project"
 ],
 [
  "rules[].google.workloadIdentity.identityProvider",
  "an https URL such as https://container.googleapis.com/v1/projects/my-project/locations/europe-west1/clusters/one"
 ],
 [
  "rules[].google.allowedServiceAccounts",
  "a list of at least one Google service account"
 ],
 [
  "rules[].google.allowedServiceAccounts[]",
  "a Google service account, where * stands for any text, such as *@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].google.endpoints.metadata",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].google.endpoints.sts",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].google.endpoints.iamCredentials",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].google.endpoints.oauth2",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].serviceAccountToken.username",
  "a username that is not empty and has neither a colon nor control characters"
 ],
 [
  "rules[].serviceAccountToken.audience",
  "an audience such as registry.corp.example, of at most 500 characters without blanks"
 ],
 [
  "rules[].exchange.registry",
  "a registry's host, with its port if it has one, without scheme and path"
 ],
 [
  "rules[].exchange.serviceAccountTokenAudience",
  "an audience such as the registry's host"
 ],
 [
  "rules[].exchange.subject.file",
  "an absolute path"
 ],
 [
  "rules[].exchange.subject.google.audience",
  "an audience such as the registry's host"
 ],
 [
  "rules[].exchange.subject.google.serviceAccount",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].exchange.subject.google.endpoint",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].exchange.subject.azure.application",
  "an application ID URI such as api://11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].exchange.subject.azure.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].exchange.subject.azure.endpoint",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].exchange.subject.aws.audience",
  "an audience such as the registry's host"
 ],
 [
  "rules[].exchange.subject.aws.region",
  "an AWS region such as eu-west-1"
 ],
 [
  "rules[].exchange.subject.aws.signingAlgorithm",
  "RS256 or ES384"
 ],
 [
  "rules[].exchange.subject.aws.lifetime",
  "a duration such as 5m, from 1m to 1h"
 ],
 [
  "rules[].exchange.subject.aws.profile",
  "a profile's name"
 ],
 [
  "rules[].exchange.subject.aws.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.tokenEndpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.encoding",
  "form or json"
 ],
 [
  "rules[].exchange.audience",
  "an audience without blanks"
 ],
 [
  "rules[].exchange.audience[]",
  "an audience without blanks"
 ],
 [
  "rules[].exchange.resource",
  "a URI such as https://registry.example"
 ],
 [
  "rules[].exchange.resource[]",
  "a URI such as https://registry.example"
 ],
 [
  "rules[].exchange.scope",
  "scopes with blanks between them"
 ],
 [
  "rules[].exchange.subjectTokenType",
  "a URI such as urn:ietf:params:oauth:token-type:jwt"
 ],
 [
  "rules[].exchange.requestedTokenType",
  "a URI such as urn:ietf:params:oauth:token-type:jwt"
 ],
 [
  "rules[].exchange.clientId",
  "a client ID without blanks"
 ],
 [
  "rules[].exchange.clientSecretFile",
  "an absolute path"
 ],
 [
  "rules[].exchange.clientAuthentication",
  "basic or post"
 ],
 [
  "rules[].exchange.extraFields",
  "a list of at least one name and value"
 ],
 [
  "rules[].exchange.extraFields[].name",
  "a name of letters, digits, _, . and -"
 ],
 [
  "rules[].exchange.extraFields[].value",
  "text without control characters"
 ],
 [
  "rules[].exchange.response.username",
  "a username that is not empty and has neither a colon nor control characters"
 ],
 [
  "rules[].exchange.response.usernameField",
  "a name, or several with dots between them"
 ],
 [
  "rules[].exchange.response.usernameClaim",
  "a name, or several with dots between them"
 ],
 [
  "rules[].exchange.response.passwordField",
  "a name, or several with dots between them"
 ],
 [
  "rules[].exchange.response.lifetimeField",
  "a name, or several with dots between them"
 ],
 [
  "rules[].exchange.response.lifetimeClaim",
  "a name, or several with dots between them"
 ],
 [
  "rules[].exchange.response.lifetime",
  "a duration such as 1h or 30m, above 0"
 ],
 [
  "rules[].exchange.jfrog.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.jfrog.provider",
  "a name of letters, digits, blanks and characters of _.-"
 ],
 [
  "rules[].exchange.jfrog.allowedProviders",
  "a list of at least one name"
 ],
 [
  "rules[].exchange.jfrog.allowedProviders[]",
  "a name, where * stands for any text"
 ],
 [
  "rules[].exchange.jfrog.identityMapping",
  "a name of letters, digits, blanks and characters of _.-"
 ],
 [
  "rules[].exchange.jfrog.projectKey",
  "a name of letters, digits, blanks and characters of _.-"
 ],
 [
  "rules[].exchange.jfrog.applicationKey",
  "a name of letters, digits, blanks and characters of _.-"
 ],
 [
  "rules[].exchange.jfrog.audience",
  "service IDs such as *@*"
 ],
 [
  "rules[].exchange.quay.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.quay.robot",
  "a robot account such as my-team+puller"
 ],
 [
  "rules[].exchange.quay.allowedRobots",
  "a list of at least one name"
 ],
 [
  "rules[].exchange.quay.allowedRobots[]",
  "a name, where * stands for any text"
 ],
 [
  "rules[].exchange.cloudsmith.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.cloudsmith.organization",
  "a slug of letters, digits, - and _"
 ],
 [
  "rules[].exchange.cloudsmith.service",
  "a slug of letters, digits, - and _"
 ],
 [
  "rules[].exchange.cloudsmith.allowedServices",
  "a list of at least one name"
 ],
 [
  "rules[].exchange.cloudsmith.allowedServices[]",
  "a name, where * stands for any text"
 ],
 [
  "rules[].exchange.chainguard.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.chainguard.identity",
  "a UIDP such as 720909c9f5279097d847ad02a2f24ba8f59de36a/a033a6fabe0bfa0d"
 ],
 [
  "rules[].exchange.chainguard.allowedIdentities",
  "a list of at least one name"
 ],
 [
  "rules[].exchange.chainguard.allowedIdentities[]",
  "a name, where * stands for any text"
 ],
 [
  "rules[].exchange.artifactKeeper.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.artifactKeeper.provider",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].exchange.artifactKeeper.allowedProviders",
  "a list of at least one name"
 ],
 [
  "rules[].exchange.artifactKeeper.allowedProviders[]",
  "a name, where * stands for any text"
 ],
 [
  "rules[].exchange.yandex.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.yandex.serviceAccount",
  "an ID such as ajeg2b2et02f3k8v1lnq"
 ],
 [
  "rules[].exchange.yandex.allowedServiceAccounts",
  "a list of at least one name"
 ],
 [
  "rules[].exchange.yandex.allowedServiceAccounts[]",
  "a name, where * stands for any text"
 ],
 [
  "rules[].exchange.dockerHub.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].exchange.dockerHub.organization",
  "an organization of Docker Hub"
 ],
 [
  "rules[].exchange.dockerHub.connection",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].exchange.dockerHub.lifetime",
  "a duration such as 1h, from 5m to 6h"
 ],
 [
  "rules[].secret.cacheDuration",
  "a duration such as 5m or 1h30m, not negative"
 ],
 [
  "rules[].secret.awsSecretsManager.secretId",
  "the name or the ARN of a secret"
 ],
 [
  "rules[].secret.awsSecretsManager.versionStage",
  "a staging label such as AWSCURRENT"
 ],
 [
  "rules[].secret.awsSecretsManager.versionId",
  "the ID of a version, of 32 to 64 characters"
 ],
 [
  "rules[].secret.awsSecretsManager.region",
  "an AWS region such as eu-west-1"
 ],
 [
  "rules[].secret.awsSecretsManager.profile",
  "a profile's name"
 ],
 [
  "rules[].secret.awsSecretsManager.roleArn",
  "an IAM role ARN"
 ],
 [
  "rules[].secret.awsSecretsManager.roleArn[]",
  "an IAM role ARN"
 ],
 [
  "rules[].secret.awsSecretsManager.externalId",
  "2 to 1224 letters, digits or characters of _+=,.@:/-"
 ],
 [
  "rules[].secret.awsSecretsManager.sessionName",
  "2 to 64 letters, digits or characters of _+=,.@-"
 ],
 [
  "rules[].secret.awsSecretsManager.allowedRoleArns",
  "a list of at least one pattern of IAM role ARNs"
 ],
 [
  "rules[].secret.awsSecretsManager.allowedRoleArns[]",
  "a pattern of IAM role ARNs such as arn:aws:iam::210987654321:role/team-a-*"
 ],
 [
  "rules[].secret.awsSecretsManager.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].secret.awsSecretsManager.stsEndpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].secret.awsParameterStore.name",
  "the name or the ARN of a parameter, such as /pull/docker-hub or /pull/docker-hub:3"
 ],
 [
  "rules[].secret.awsParameterStore.region",
  "an AWS region such as eu-west-1"
 ],
 [
  "rules[].secret.awsParameterStore.profile",
  "a profile's name"
 ],
 [
  "rules[].secret.awsParameterStore.roleArn",
  "an IAM role ARN"
 ],
 [
  "rules[].secret.awsParameterStore.roleArn[]",
  "an IAM role ARN"
 ],
 [
  "rules[].secret.awsParameterStore.externalId",
  "2 to 1224 letters, digits or characters of _+=,.@:/-"
 ],
 [
  "rules[].secret.awsParameterStore.sessionName",
  "2 to 64 letters, digits or characters of _+=,.@-"
 ],
 [
  "rules[].secret.awsParameterStore.allowedRoleArns",
  "a list of at least one pattern of IAM role ARNs"
 ],
 [
  "rules[].secret.awsParameterStore.allowedRoleArns[]",
  "a pattern of IAM role ARNs such as arn:aws:iam::210987654321:role/team-a-*"
 ],
 [
  "rules[].secret.awsParameterStore.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].secret.awsParameterStore.stsEndpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].secret.googleSecretManager.project",
  "a project ID such as my-project, or a project number"
 ],
 [
  "rules[].secret.googleSecretManager.location",
  "a location such as europe-west1"
 ],
 [
  "rules[].secret.googleSecretManager.secret",
  "up to 255 letters, digits, _ and -"
 ],
 [
  "rules[].secret.googleSecretManager.version",
  "a number, an alias, or latest"
 ],
 [
  "rules[].secret.googleSecretManager.endpoint",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.googleSecretManager.serviceAccount",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].secret.googleSecretManager.credentialFile",
  "an absolute path"
 ],
 [
  "rules[].secret.googleSecretManager.impersonate",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].secret.googleSecretManager.impersonate[]",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].secret.googleSecretManager.workloadIdentity.provider",
  "projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER"
 ],
 [
  "rules[].secret.googleSecretManager.workloadIdentity.project",
  "a project ID such as my-project"
 ],
 [
  "rules[].secret.googleSecretManager.workloadIdentity.identityProvider",
  "an https URL such as https://container.googleapis.com/v1/projects/my-project/locations/europe-west1/clusters/one"
 ],
 [
  "rules[].secret.googleSecretManager.allowedServiceAccounts",
  "a list of at least one Google service account"
 ],
 [
  "rules[].secret.googleSecretManager.allowedServiceAccounts[]",
  "a Google service account, where * stands for any text, such as *@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].secret.googleSecretManager.endpoints.metadata",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.googleSecretManager.endpoints.sts",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.googleSecretManager.endpoints.iamCredentials",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.googleSecretManager.endpoints.oauth2",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.azureKeyVault.vault",
  "a name of 3 to 24 letters, digits and hyphens, alone or before .vault.azure.net, .vault.azure.cn or .vault.usgovcloudapi.net"
 ],
 [
  "rules[].secret.azureKeyVault.name",
  "up to 127 letters, digits and hyphens"
 ],
 [
  "rules[].secret.azureKeyVault.version",
  "a version of 32 hexadecimal digits"
 ],
 [
  "rules[].secret.azureKeyVault.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].secret.azureKeyVault.managedIdentity",
  "at most one of clientId, objectId and resourceId"
 ],
 [
  "rules[].secret.azureKeyVault.managedIdentity.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.azureKeyVault.managedIdentity.objectId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.azureKeyVault.managedIdentity.resourceId",
  "a resource ID such as /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME"
 ],
 [
  "rules[].secret.azureKeyVault.workloadIdentity.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.azureKeyVault.workloadIdentity.tenantId",
  "a tenant's ID such as 11111111-2222-3333-4444-555555555555, or its domain"
 ],
 [
  "rules[].secret.azureKeyVault.workloadIdentity.tokenFile",
  "an absolute path"
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal.tenantId",
  "a tenant's ID such as 11111111-2222-3333-4444-555555555555, or its domain"
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal.clientSecretFile",
  "an absolute path"
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal.clientCertificateFile",
  "an absolute path"
 ],
 [
  "rules[].secret.azureKeyVault.azureJson",
  "an absolute path"
 ],
 [
  "rules[].secret.azureKeyVault.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.azureKeyVault.tenantId",
  "a tenant's ID such as 11111111-2222-3333-4444-555555555555, or its domain"
 ],
 [
  "rules[].secret.azureKeyVault.allowedClientIds",
  "a list of at least one client ID"
 ],
 [
  "rules[].secret.azureKeyVault.allowedClientIds[]",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.azureKeyVault.identityBinding.sniName",
  "a DNS name, without scheme, port and path"
 ],
 [
  "rules[].secret.azureKeyVault.identityBinding.apiServer",
  "a host or an IP address, with its port if that is not 443, without scheme and path"
 ],
 [
  "rules[].secret.azureKeyVault.identityBinding.caFile",
  "an absolute path"
 ],
 [
  "rules[].secret.azureKeyVault.cloud.suffix",
  "a domain such as vault.corp.example, without a dot at its start"
 ],
 [
  "rules[].secret.azureKeyVault.cloud.authorityHost",
  "an https URL"
 ],
 [
  "rules[].secret.azureKeyVault.cloud.resource",
  "an https URL"
 ],
 [
  "rules[].secret.vault.address",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].secret.vault.caFile",
  "an absolute path"
 ],
 [
  "rules[].secret.vault.namespace",
  "a namespace such as team or org/team"
 ],
 [
  "rules[].secret.vault.mount",
  "a mount such as secret or team/secret, without a slash at its start or end"
 ],
 [
  "rules[].secret.vault.path",
  "a path such as pull/docker-hub, without a slash at its start or end"
 ],
 [
  "rules[].secret.vault.version",
  "a version number such as 3"
 ],
 [
  "rules[].secret.vault.field",
  "the name of a field, without blanks"
 ],
 [
  "rules[].secret.vault.kubernetes.mount",
  "a mount such as secret or team/secret, without a slash at its start or end"
 ],
 [
  "rules[].secret.vault.kubernetes.role",
  "a role of letters, digits, _, . and -"
 ],
 [
  "rules[].secret.vault.jwt.mount",
  "a mount such as secret or team/secret, without a slash at its start or end"
 ],
 [
  "rules[].secret.vault.jwt.role",
  "a role of letters, digits, _, . and -"
 ],
 [
  "rules[].secret.vault.serviceAccountTokenAudience",
  "an audience such as the registry's host"
 ],
 [
  "rules[].secret.vault.subject.file",
  "an absolute path"
 ],
 [
  "rules[].secret.vault.subject.google.audience",
  "an audience such as the registry's host"
 ],
 [
  "rules[].secret.vault.subject.google.serviceAccount",
  "a Google service account such as puller@my-project.iam.gserviceaccount.com"
 ],
 [
  "rules[].secret.vault.subject.google.endpoint",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.vault.subject.azure.application",
  "an application ID URI such as api://11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.vault.subject.azure.clientId",
  "an ID such as 11111111-2222-3333-4444-555555555555"
 ],
 [
  "rules[].secret.vault.subject.azure.endpoint",
  "a URL of scheme and host, such as https://sts.example, without a path"
 ],
 [
  "rules[].secret.vault.subject.aws.audience",
  "an audience such as the registry's host"
 ],
 [
  "rules[].secret.vault.subject.aws.region",
  "an AWS region such as eu-west-1"
 ],
 [
  "rules[].secret.vault.subject.aws.signingAlgorithm",
  "RS256 or ES384"
 ],
 [
  "rules[].secret.vault.subject.aws.lifetime",
  "a duration such as 5m, from 1m to 1h"
 ],
 [
  "rules[].secret.vault.subject.aws.profile",
  "a profile's name"
 ],
 [
  "rules[].secret.vault.subject.aws.endpoint",
  "an https URL without user, query and fragment; http only to loopback"
 ],
 [
  "rules[].dockerConfig.path",
  "an absolute path"
 ],
 [
  "rules[].dockerConfig.helpers",
  "an absolute path"
 ],
 [
  "rules[].dockerConfig.cacheDuration",
  "a duration such as 5m or 1h30m, not negative"
 ],
 [
  "rules[].static.username",
  "a username that is not empty and has neither a colon nor control characters"
 ],
 [
  "rules[].static.usernameFile",
  "an absolute path"
 ],
 [
  "rules[].static.password",
  "a password that is not empty and has neither line breaks nor other control characters"
 ],
 [
  "rules[].static.passwordFile",
  "an absolute path"
 ],
 [
  "rules[].static.cacheDuration",
  "a duration such as 5m or 1h30m, not negative"
 ]
]);

/** Groups of fields of which an object must have exactly one. */
export const ALTERNATIVES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
 [
  "log",
  [
   [
    "file",
    "journald"
   ]
  ]
 ],
 [
  "rules[]",
  [
   [
    "ecr",
    "acr",
    "google",
    "serviceAccountToken",
    "exchange",
    "secret",
    "dockerConfig",
    "static"
   ]
  ]
 ],
 [
  "rules[].acr.servicePrincipal",
  [
   [
    "clientSecretFile",
    "clientCertificateFile"
   ]
  ]
 ],
 [
  "rules[].exchange",
  [
   [
    "tokenEndpoint",
    "jfrog",
    "quay",
    "cloudsmith",
    "chainguard",
    "artifactKeeper",
    "yandex",
    "dockerHub"
   ]
  ]
 ],
 [
  "rules[].exchange.subject",
  [
   [
    "file",
    "google",
    "azure",
    "aws"
   ]
  ]
 ],
 [
  "rules[].exchange.response",
  [
   [
    "username",
    "usernameField",
    "usernameClaim"
   ]
  ]
 ],
 [
  "rules[].secret",
  [
   [
    "awsSecretsManager",
    "awsParameterStore",
    "googleSecretManager",
    "azureKeyVault",
    "vault"
   ]
  ]
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal",
  [
   [
    "clientSecretFile",
    "clientCertificateFile"
   ]
  ]
 ],
 [
  "rules[].secret.vault",
  [
   [
    "kubernetes",
    "jwt"
   ]
  ]
 ],
 [
  "rules[].secret.vault.subject",
  [
   [
    "file",
    "google",
    "azure",
    "aws"
   ]
  ]
 ],
 [
  "rules[].static",
  [
   [
    "username",
    "usernameFile"
   ],
   [
    "password",
    "passwordFile"
   ]
  ]
 ]
]);

/** Fields whose value no message may show. */
export const SECRET_FIELDS: readonly string[] = [
 "username",
 "usernameFile",
 "password",
 "passwordFile"
];

/** Fields whose value is a secret in itself. */
export const SECRET_VALUES: readonly string[] = [
 "password"
];

/** Fields that name a file which is read, and whether it holds a secret. */
export const FILES: ReadonlyMap<string, { readonly isSecret: boolean }> = new Map([
 [
  "caFile",
  {
   "isSecret": false
  }
 ],
 [
  "rules[].acr.workloadIdentity.tokenFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].acr.servicePrincipal.clientSecretFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].acr.servicePrincipal.clientCertificateFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].acr.azureJson",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].acr.identityBinding.caFile",
  {
   "isSecret": false
  }
 ],
 [
  "rules[].google.credentialFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].exchange.subject.file",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].exchange.clientSecretFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].secret.googleSecretManager.credentialFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].secret.azureKeyVault.workloadIdentity.tokenFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal.clientSecretFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].secret.azureKeyVault.servicePrincipal.clientCertificateFile",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].secret.azureKeyVault.azureJson",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].secret.azureKeyVault.identityBinding.caFile",
  {
   "isSecret": false
  }
 ],
 [
  "rules[].secret.vault.caFile",
  {
   "isSecret": false
  }
 ],
 [
  "rules[].secret.vault.subject.file",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].dockerConfig.path",
  {
   "isSecret": true
  }
 ],
 [
  "rules[].static.usernameFile",
  {
   "isSecret": false
  }
 ],
 [
  "rules[].static.passwordFile",
  {
   "isSecret": true
  }
 ]
]);

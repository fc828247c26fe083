// What the codes of Google's services mean, and what to do. docs/errors.md has a row for each.
// https://cloud.google.com/iam/docs/troubleshooting-workload-identity-federation
// https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
// https://developers.google.com/identity/protocols/oauth2/service-account#error-codes
// https://cloud.google.com/compute/docs/metadata/troubleshoot-metadata-server

import { AGAIN, type Refusal, refusalsOf } from '../cloud/refusal.ts';

const METADATA_SERVER = refusalsOf('metadata server', [
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'the machine has no such service account',
    'attach a service account to the machine, or correct google.serviceAccount',
  ],
  [
    'IAM',
    'BACKEND_DENIED',
    'IAM gives no token for the service account of this node or Pod',
    'read what IAM says: enable the account, or grant roles/iam.workloadIdentityUser on it to the principal that is named',
  ],
  [
    '403',
    'BACKEND_DENIED',
    'the metadata server rejects requests that came through a proxy (X-Forwarded-For) or lost their Metadata-Flavor header',
    'check for a proxy between the node and the metadata server',
  ],
]);

const STS = refusalsOf('STS', [
  [
    'invalid_grant',
    'BACKEND_DENIED',
    'the token was rejected',
    "compare the token's issuer, audience (serviceAccountTokenAudience in the kubelet's configuration), expiry and keys with what the pool's provider expects",
  ],
  [
    'invalid_target',
    'BACKEND_NOT_FOUND',
    'the workload identity pool or provider does not exist, or is disabled',
    'correct google.workloadIdentity or the audience in the credential file, or enable the provider',
  ],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    "the provider's attribute condition rejects this identity",
    "change the provider's attribute condition to allow it",
  ],
  [
    'invalid_request',
    'BACKEND_DENIED',
    'the service rejected the request as invalid',
    'correct google.workloadIdentity, or audience and subject_token_type in the credential file',
  ],
  ['invalid_client', 'BACKEND_DENIED', 'the client is unknown', 'create the credential file again'],
  ['invalid_scope', 'BACKEND_DENIED', 'the scope was rejected', 'report this line and the version as a bug'],
  [
    'unsupported_grant_type',
    'BACKEND_DENIED',
    'the service does not support this grant type',
    'check that google.endpoints.sts is the Security Token Service',
  ],
  [
    'SERVICE_DISABLED',
    'BACKEND_DENIED',
    'the Security Token Service API is not enabled in the project',
    'enable sts.googleapis.com in the project of the pool',
  ],
]);

const IAM_CREDENTIALS = refusalsOf('IAM Credentials', [
  [
    'PERMISSION_DENIED',
    'BACKEND_DENIED',
    'the caller may not impersonate this service account, or it does not exist',
    'grant the caller a role on it: a Kubernetes service account roles/iam.workloadIdentityUser, a Google service account roles/iam.serviceAccountTokenCreator; in a chain, each needs it on the next',
  ],
  [
    'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    'BACKEND_DENIED',
    'the access scopes of the node do not allow impersonation',
    'give the machine the access scope https://www.googleapis.com/auth/cloud-platform',
  ],
  [
    'SERVICE_DISABLED',
    'BACKEND_DENIED',
    'the IAM Service Account Credentials API is not enabled in the project',
    "enable iamcredentials.googleapis.com in the caller's project",
  ],
  [
    'NOT_FOUND',
    'BACKEND_NOT_FOUND',
    'the service account does not exist',
    'correct the name, or create the account',
  ],
  [
    'FAILED_PRECONDITION',
    'BACKEND_DENIED',
    'the service account, or one in the chain, is disabled',
    'enable the service account',
  ],
  [
    'UNAUTHENTICATED',
    'BACKEND_DENIED',
    "the caller's token was rejected",
    "check the node's clock, and that the caller's account still exists",
  ],
  [
    'INVALID_ARGUMENT',
    'BACKEND_DENIED',
    'the service rejected the request as invalid',
    'set a token lifetime of at most 3600 s, or allow more with the organization policy iam.allowServiceAccountCredentialLifetimeExtension',
  ],
  ['RESOURCE_EXHAUSTED', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
]);

const OAUTH2 = refusalsOf('OAuth2', [
  [
    'invalid_grant',
    'BACKEND_DENIED',
    "the service account key was rejected: the key or its account was deleted or disabled, or the node's clock is wrong",
    "check the node's clock, and that the key and its account exist; if not, create a new key",
  ],
  ['invalid_client', 'BACKEND_DENIED', 'the service account is unknown', 'create a new key'],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    'the service account may not request a token with this scope',
    'check whether the account is disabled, or a policy forbids keys',
  ],
  ['invalid_scope', 'BACKEND_DENIED', 'the scope was rejected', 'report this line and the version as a bug'],
  [
    'unsupported_grant_type',
    'BACKEND_DENIED',
    'the service does not support this grant type',
    "check that google.endpoints.oauth2 is Google's token endpoint",
  ],
]);

export const TABLE: readonly Refusal[] = [...METADATA_SERVER, ...STS, ...IAM_CREDENTIALS, ...OAUTH2];

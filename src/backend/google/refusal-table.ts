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
    '403',
    'BACKEND_DENIED',
    'the metadata server takes no request that came through something else (X-Forwarded-For) or without its own header',
    'see what stands between this process and the metadata server',
  ],
]);

const STS = refusalsOf('STS', [
  [
    'invalid_grant',
    'BACKEND_DENIED',
    'the token was not accepted',
    "compare the token's issuer, audience (serviceAccountTokenAudience in the kubelet's configuration), expiry and keys with what the pool's provider expects",
  ],
  [
    'invalid_target',
    'BACKEND_NOT_FOUND',
    'there is no such workload identity pool or provider, or it is disabled',
    'correct google.workloadIdentity or the audience in the credential file, or enable the provider',
  ],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    "the provider's attribute condition does not let this identity in",
    'extend the attribute condition of the provider',
  ],
  [
    'invalid_request',
    'BACKEND_DENIED',
    'the request was not understood',
    'correct google.workloadIdentity, or audience and subject_token_type in the credential file',
  ],
  ['invalid_client', 'BACKEND_DENIED', 'the client is not known', 'make the credential file anew'],
  [
    'invalid_scope',
    'BACKEND_DENIED',
    'the scope was not accepted',
    'please report this line and the version',
  ],
  [
    'unsupported_grant_type',
    'BACKEND_DENIED',
    'the kind of exchange is not known there',
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
    'who asks may not act as the service account, or there is none of this name',
    'grant on it roles/iam.workloadIdentityUser to the Kubernetes service account, or roles/iam.serviceAccountTokenCreator to the Google one; of a chain, each on the next',
  ],
  [
    'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    'BACKEND_DENIED',
    "the node's token does not have the scope to act as a service account",
    'give the machine the scope https://www.googleapis.com/auth/cloud-platform',
  ],
  [
    'SERVICE_DISABLED',
    'BACKEND_DENIED',
    'the IAM Service Account Credentials API is not enabled in the project',
    'enable iamcredentials.googleapis.com in the project of who asks',
  ],
  [
    'NOT_FOUND',
    'BACKEND_NOT_FOUND',
    'there is no such service account',
    'correct the name, or make the account',
  ],
  [
    'FAILED_PRECONDITION',
    'BACKEND_DENIED',
    'the service account, or one of the chain, is disabled',
    'enable the service account',
  ],
  [
    'UNAUTHENTICATED',
    'BACKEND_DENIED',
    'the token of who asks was not accepted',
    "check the node's clock, and that the identity that asks still exists",
  ],
  [
    'INVALID_ARGUMENT',
    'BACKEND_DENIED',
    'the request was not understood',
    'ask for a lifetime of at most an hour, or permit more with iam.allowServiceAccountCredentialLifetimeExtension',
  ],
  ['RESOURCE_EXHAUSTED', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
]);

const OAUTH2 = refusalsOf('OAuth2', [
  [
    'invalid_grant',
    'BACKEND_DENIED',
    "the service account key was not accepted: another or a deleted key, a disabled or deleted account, or the node's clock is wrong",
    "check the node's clock and that key and account exist, or make a new key",
  ],
  ['invalid_client', 'BACKEND_DENIED', 'the service account is not known', 'make a new key'],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    'the service account may not ask for a token of this scope',
    'see whether the account is disabled, or a policy forbids keys',
  ],
  [
    'invalid_scope',
    'BACKEND_DENIED',
    'the scope was not accepted',
    'please report this line and the version',
  ],
  [
    'unsupported_grant_type',
    'BACKEND_DENIED',
    'the kind of exchange is not known there',
    "check that google.endpoints.oauth2 is Google's token endpoint",
  ],
]);

export const TABLE: readonly Refusal[] = [...METADATA_SERVER, ...STS, ...IAM_CREDENTIALS, ...OAUTH2];

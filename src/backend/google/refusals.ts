// What Google's services say when they refuse, and what to do then. docs/errors.md has a row for each.
// https://cloud.google.com/iam/docs/troubleshooting-workload-identity-federation
// https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
// https://developers.google.com/identity/protocols/oauth2/service-account#error-codes
// https://cloud.google.com/compute/docs/metadata/troubleshoot-metadata-server

import type { Refusal } from '../cloud/refusal.ts';

export type Service = 'metadata server' | 'STS' | 'IAM Credentials' | 'OAuth2' | 'token source';

type Rows = readonly Omit<Refusal, 'service'>[];

const of = (service: Service, rows: Rows): Refusal[] => rows.map((row) => ({ service, ...row }));

export const REFUSALS: readonly Refusal[] = [
  ...of('metadata server', [
    {
      code: '404',
      means: 'IDENTITY_UNAVAILABLE',
      why: 'the machine has no such service account',
      hint: 'attach a service account to the machine, or correct google.serviceAccount',
    },
    {
      code: '403',
      means: 'BACKEND_DENIED',
      why: 'the metadata server takes no request that came through something else (X-Forwarded-For) or without its own header',
      hint: 'see what stands between this process and the metadata server',
    },
  ]),
  ...of('STS', [
    {
      code: 'invalid_grant',
      means: 'BACKEND_DENIED',
      why: 'the token was not accepted',
      hint: "compare the token's issuer, audience (serviceAccountTokenAudience in the kubelet's configuration), expiry and keys with what the pool's provider expects",
    },
    {
      code: 'invalid_target',
      means: 'BACKEND_NOT_FOUND',
      why: 'there is no such workload identity pool or provider, or it is disabled',
      hint: 'correct google.workloadIdentity or the audience in the credential file, or enable the provider',
    },
    {
      code: 'unauthorized_client',
      means: 'BACKEND_DENIED',
      why: "the provider's attribute condition does not let this identity in",
      hint: 'extend the attribute condition of the provider',
    },
    {
      code: 'invalid_request',
      means: 'BACKEND_DENIED',
      why: 'the request was not understood',
      hint: 'correct google.workloadIdentity, or audience and subject_token_type in the credential file',
    },
    {
      code: 'invalid_client',
      means: 'BACKEND_DENIED',
      why: 'the client is not known',
      hint: 'make the credential file anew',
    },
    {
      code: 'invalid_scope',
      means: 'BACKEND_DENIED',
      why: 'the scope was not accepted',
      hint: 'please report this line and the version',
    },
    {
      code: 'unsupported_grant_type',
      means: 'BACKEND_DENIED',
      why: 'the kind of exchange is not known there',
      hint: 'check that google.endpoints.sts is the Security Token Service',
    },
    {
      code: 'SERVICE_DISABLED',
      means: 'BACKEND_DENIED',
      why: 'the Security Token Service API is not enabled in the project',
      hint: 'enable sts.googleapis.com in the project of the pool',
    },
  ]),
  ...of('IAM Credentials', [
    {
      code: 'PERMISSION_DENIED',
      means: 'BACKEND_DENIED',
      why: 'who asks may not act as the service account, or there is none of this name',
      hint: 'grant on it roles/iam.workloadIdentityUser to the Kubernetes service account, or roles/iam.serviceAccountTokenCreator to the Google one; of a chain, each on the next',
    },
    {
      code: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      means: 'BACKEND_DENIED',
      why: "the node's token does not have the scope to act as a service account",
      hint: 'give the machine the scope https://www.googleapis.com/auth/cloud-platform',
    },
    {
      code: 'SERVICE_DISABLED',
      means: 'BACKEND_DENIED',
      why: 'the IAM Service Account Credentials API is not enabled in the project',
      hint: 'enable iamcredentials.googleapis.com in the project of who asks',
    },
    {
      code: 'NOT_FOUND',
      means: 'BACKEND_NOT_FOUND',
      why: 'there is no such service account',
      hint: 'correct the name, or make the account',
    },
    {
      code: 'FAILED_PRECONDITION',
      means: 'BACKEND_DENIED',
      why: 'the service account, or one of the chain, is disabled',
      hint: 'enable the service account',
    },
    {
      code: 'UNAUTHENTICATED',
      means: 'BACKEND_DENIED',
      why: 'the token of who asks was not accepted',
      hint: "check the node's clock, and that the identity that asks still exists",
    },
    {
      code: 'INVALID_ARGUMENT',
      means: 'BACKEND_DENIED',
      why: 'the request was not understood',
      hint: 'ask for a lifetime of at most an hour, or permit more with iam.allowServiceAccountCredentialLifetimeExtension',
    },
    {
      code: 'RESOURCE_EXHAUSTED',
      means: 'BACKEND_THROTTLED',
      why: 'asked too often',
      hint: 'the kubelet asks again at the next attempt of the pull',
    },
  ]),
  ...of('OAuth2', [
    {
      code: 'invalid_grant',
      means: 'BACKEND_DENIED',
      why: "the service account key was not accepted: another or a deleted key, a disabled or deleted account, or the node's clock is wrong",
      hint: "check the node's clock and that key and account exist, or make a new key",
    },
    {
      code: 'invalid_client',
      means: 'BACKEND_DENIED',
      why: 'the service account is not known',
      hint: 'make a new key',
    },
    {
      code: 'unauthorized_client',
      means: 'BACKEND_DENIED',
      why: 'the service account may not ask for a token of this scope',
      hint: 'see whether the account is disabled, or a policy forbids keys',
    },
    {
      code: 'invalid_scope',
      means: 'BACKEND_DENIED',
      why: 'the scope was not accepted',
      hint: 'please report this line and the version',
    },
    {
      code: 'unsupported_grant_type',
      means: 'BACKEND_DENIED',
      why: 'the kind of exchange is not known there',
      hint: "check that google.endpoints.oauth2 is Google's token endpoint",
    },
  ]),
];

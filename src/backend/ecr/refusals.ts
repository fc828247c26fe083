// What the codes of Amazon's services mean, and what to do. docs/errors.md has a row for each.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-returns.html
// https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html

import type { ErrorCode } from '../../errors.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Refusal, RefusalEvent } from '../cloud/refusal.ts';

type Row = readonly [code: string, means: ErrorCode, why: string, hint: string];

const AGAIN = 'the kubelet asks again at the next attempt of the pull';

/** A request that cannot be read as ours is: something between has changed it. */
const CHANGED = 'see whether a proxy changes requests, and report this line otherwise';

const RENEW_TOKEN = 'see whether the token in AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is current';

// Of every service that requests are signed for, under the names of both of AWS's protocols.
const KEYS: readonly Row[] = [
  ['ExpiredTokenException', 'BACKEND_DENIED', 'the session of these keys is over', 'renew the keys'],
  ['ExpiredToken', 'BACKEND_DENIED', 'the session of these keys is over', 'renew the keys'],
  ['IncompleteSignature', 'BACKEND_DENIED', 'the signature is not whole', CHANGED],
  ['IncompleteSignatureException', 'BACKEND_DENIED', 'the signature is not whole', CHANGED],
  [
    'InvalidClientTokenId',
    'BACKEND_DENIED',
    'AWS does not know the access key',
    'renew the keys; those of another partition do not count, and those of a session need the region that issued them to be enabled',
  ],
  [
    'UnrecognizedClientException',
    'BACKEND_DENIED',
    'AWS does not know the access key',
    'renew the keys; those of another partition do not count, and in an opt-in region the account must have enabled it',
  ],
  [
    'InvalidSignatureException',
    'BACKEND_DENIED',
    'the signature does not match',
    'correct the secret access key, or the region of the endpoint',
  ],
  [
    'SignatureDoesNotMatch',
    'BACKEND_DENIED',
    'the signature does not match',
    'correct the secret access key, or the region of the endpoint',
  ],
  ['MissingAuthenticationToken', 'BACKEND_DENIED', 'the signature did not arrive', CHANGED],
  ['MissingAuthenticationTokenException', 'BACKEND_DENIED', 'the signature did not arrive', CHANGED],
  ['NotAuthorized', 'BACKEND_DENIED', 'refused', 'grant this action to the identity'],
  [
    'OptInRequired',
    'BACKEND_DENIED',
    'the account has no subscription to the service',
    'sign the account up for it',
  ],
  ['RequestExpired', 'BACKEND_DENIED', 'the request arrived too late', "set the node's clock"],
  ['InternalFailure', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['ServiceUnavailable', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['ServiceUnavailableException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['RequestTimeoutException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['ThrottlingException', 'BACKEND_THROTTLED', 'asked too often', AGAIN],
  ['Throttling', 'BACKEND_THROTTLED', 'asked too often', AGAIN],
  ['TooManyRequestsException', 'BACKEND_THROTTLED', 'asked too often', AGAIN],
  ['InvalidAction', 'BACKEND_NOT_FOUND', 'the endpoint has no such action', 'correct the endpoint'],
  [
    'UnknownOperationException',
    'BACKEND_NOT_FOUND',
    'the endpoint has no such action',
    'correct the endpoint',
  ],
  ['MalformedHttpRequestException', 'BACKEND_DENIED', 'the request could not be read', CHANGED],
  ['SerializationException', 'BACKEND_DENIED', 'the request could not be read', CHANGED],
];

const ECR: readonly Row[] = [
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'refused',
    'grant ecr:GetAuthorizationToken to it, on resource "*", and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repositories',
  ],
  ['ServerException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['InvalidParameterException', 'BACKEND_DENIED', 'the request was not understood', CHANGED],
];

const ECR_PUBLIC: readonly Row[] = [
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'refused',
    'grant ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken to it, or pull anonymously: without a credential the kubelet does',
  ],
  [
    'UnsupportedCommandException',
    'BACKEND_NOT_FOUND',
    'the endpoint is not of us-east-1, where ECR Public is',
    'correct the endpoint',
  ],
  ['ServerException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['InvalidParameterException', 'BACKEND_DENIED', 'the request was not understood', CHANGED],
];

const STS: readonly Row[] = [
  [
    'AccessDenied',
    'BACKEND_DENIED',
    'refused',
    "let the role's trust policy name who asks, with its conditions (sub, aud, external id), and see whether the role exists",
  ],
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'refused',
    "let the role's trust policy name who asks, and see whether the role exists",
  ],
  [
    'InvalidIdentityToken',
    'BACKEND_DENIED',
    "the token is not one of an identity provider that the role's account knows",
    "create the IAM OIDC provider for the cluster's issuer in the role's account, and let serviceAccountTokenAudience in the kubelet's configuration be sts.amazonaws.com",
  ],
  [
    'IDPRejectedClaim',
    'BACKEND_DENIED',
    'the identity provider refused the token',
    "see whether the token is the cluster's own and current",
  ],
  [
    'IDPCommunicationError',
    'BACKEND_UNAVAILABLE',
    "AWS could not reach the cluster's issuer",
    "let the issuer's /.well-known/openid-configuration and keys be reachable from AWS",
  ],
  [
    'RegionDisabledException',
    'BACKEND_DENIED',
    "STS is switched off in this region for the role's account",
    'enable the region in the account, or name another one in ecr.region',
  ],
  [
    'ValidationError',
    'BACKEND_NOT_FOUND',
    'the role, session name or external id is not of the form that STS takes',
    'correct the role ARN; the duration of a profile is at most an hour where roles are chained',
  ],
  ['MalformedPolicyDocument', 'BACKEND_DENIED', 'the request was not understood', CHANGED],
  ['PackedPolicyTooLarge', 'BACKEND_DENIED', 'the request was not understood', CHANGED],
];

const SSO: readonly Row[] = [
  [
    'UnauthorizedException',
    'BACKEND_DENIED',
    'the sign-in is over',
    'sign in again on the node: aws sso login',
  ],
  [
    'ForbiddenException',
    'BACKEND_DENIED',
    'no access to that account and role',
    'assign the role to the user in IAM Identity Center',
  ],
  [
    'ResourceNotFoundException',
    'BACKEND_NOT_FOUND',
    'no such account or role',
    'correct sso_account_id and sso_role_name of the profile',
  ],
  ['InvalidRequestException', 'BACKEND_DENIED', 'the request was not understood', 'correct the profile'],
  ['TooManyRequestsException', 'BACKEND_THROTTLED', 'asked too often', AGAIN],
];

// Of services that answer with a status alone, that is the code.
const INSTANCE_TOKEN: readonly Row[] = [
  ['400', 'IDENTITY_UNAVAILABLE', 'the PUT for a token was not understood', CHANGED],
  [
    '403',
    'IDENTITY_UNAVAILABLE',
    'it is switched off for this instance',
    'aws ec2 modify-instance-metadata-options --http-endpoint enabled',
  ],
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'it has no version 2, and version 1 is not asked',
    'update what answers there',
  ],
  [
    '405',
    'IDENTITY_UNAVAILABLE',
    'it has no version 2, and version 1 is not asked',
    'update what answers there',
  ],
];

const INSTANCE_ROLE: readonly Row[] = [
  ['401', 'IDENTITY_UNAVAILABLE', 'it does not take the token that it gave', AGAIN],
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'it knows no role of this instance',
    'attach an instance profile with a role that may pull',
  ],
];

const INSTANCE_KEYS: readonly Row[] = [
  ['401', 'IDENTITY_UNAVAILABLE', 'it does not take the token that it gave', AGAIN],
  ['404', 'IDENTITY_UNAVAILABLE', 'it has no keys of the role', 'see whether the role still exists'],
  [
    'AssumeRoleUnauthorizedAccess',
    'IDENTITY_UNAVAILABLE',
    'EC2 may not assume the role',
    'see whether the role exists and its trust policy names ec2.amazonaws.com',
  ],
  ['Failed', 'IDENTITY_UNAVAILABLE', 'EC2 could not get keys of the role', AGAIN],
];

const CONTAINER: readonly Row[] = [
  ['400', 'IDENTITY_UNAVAILABLE', 'the request was not understood', CHANGED],
  ['401', 'IDENTITY_UNAVAILABLE', 'the authorization token was refused', RENEW_TOKEN],
  ['403', 'IDENTITY_UNAVAILABLE', 'the authorization token was refused', RENEW_TOKEN],
  ['404', 'IDENTITY_UNAVAILABLE', 'there are no credentials', 'correct AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  [
    'AccessDeniedException',
    'IDENTITY_UNAVAILABLE',
    'the role may not be assumed',
    "let the role's trust policy allow sts:AssumeRole and sts:TagSession to pods.eks.amazonaws.com",
  ],
  ['ExpiredTokenException', 'IDENTITY_UNAVAILABLE', 'the authorization token is over', RENEW_TOKEN],
  ['InvalidTokenException', 'IDENTITY_UNAVAILABLE', 'the authorization token is not valid', RENEW_TOKEN],
  ['InvalidParameterException', 'IDENTITY_UNAVAILABLE', 'the request was not understood', CHANGED],
  ['InvalidRequestException', 'IDENTITY_UNAVAILABLE', 'the request was not understood', CHANGED],
  [
    'ResourceNotFoundException',
    'IDENTITY_UNAVAILABLE',
    'there are no credentials for this service account',
    'aws eks create-pod-identity-association for it',
  ],
  ['InternalServerException', 'IDENTITY_UNAVAILABLE', 'the service failed', AGAIN],
  ['ServiceUnavailableException', 'IDENTITY_UNAVAILABLE', 'the service failed', AGAIN],
  ['ThrottlingException', 'IDENTITY_UNAVAILABLE', 'asked too often', AGAIN],
];

export const REFUSALS: readonly Refusal[] = [
  ...rows('ECR', [...ECR, ...KEYS]),
  ...rows('ECR Public', [...ECR_PUBLIC, ...KEYS]),
  ...rows('STS', [...STS, ...KEYS]),
  ...rows('SSO', SSO),
  ...rows('instance metadata: token', INSTANCE_TOKEN),
  ...rows('instance metadata: role', INSTANCE_ROLE),
  ...rows('instance metadata: credentials', INSTANCE_KEYS),
  ...rows('container credentials', CONTAINER),
];

function rows(service: string, table: readonly Row[]): readonly Refusal[] {
  return table.map(([code, means, why, hint]) => ({ service, code, means, why, hint }));
}

/** Why a source of the node's identity has none, by what it answered. `place`: `instance metadata service HOST`. */
export function refusedSource(
  service: string,
  place: string,
  { status, code = String(status) }: { readonly status: number; readonly code?: string },
): { readonly reason: string; readonly hint: string } {
  const row = REFUSALS.find((refusal) => refusal.service === service && refusal.code === code);
  const { why, hint } = row ?? sourceByStatus(status);
  const said =
    code === String(status) ? `status ${status}` : `${quote(code, 60).slice(1, -1)}, status ${status}`;
  return { reason: `${place}: ${why} (${said})`, hint };
}

function sourceByStatus(status: number): Pick<Refusal, 'why' | 'hint'> {
  const hint = 'the kubelet asks again at the next attempt of the pull';
  if (status === 429) {
    return { why: 'it is asked too often', hint };
  }
  return status >= 500
    ? { why: 'it failed', hint }
    : { why: 'it gave no answer of use', hint: 'see what answers there' };
}

/** Codes of a request whose time of day AWS does not believe. */
const OF_THE_CLOCK: ReadonlySet<string | undefined> = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestExpired',
]);
/** AWS takes a signature that is five minutes off. */
const CLOCK_TOLERANCE_MS = 4 * 60_000;

/** The clock's failure, where the answer's own time says that it is the reason. */
export function clockError(event: RefusalEvent, host: string, skewMs: number): ProviderError | undefined {
  const { step, where, identity, code, status } = event;
  if (!OF_THE_CLOCK.has(code) || !(Math.abs(skewMs) > CLOCK_TOLERANCE_MS)) {
    return undefined;
  }
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return new ProviderError(
    `${step} at ${where} for ${identity}: the node's clock is ${minutes} min ${skewMs > 0 ? 'behind' : 'ahead of'} that of ${host} (${code}, status ${status})`,
    { code: 'BACKEND_DENIED', hint: "set the node's clock, with NTP or chrony" },
  );
}

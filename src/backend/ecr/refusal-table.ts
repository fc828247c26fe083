// What the codes of Amazon's services mean, and what to do. docs/errors.md has a row for each.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-returns.html
// https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html

import { AGAIN, type Refusal, refusalsOf } from '../cloud/refusal.ts';

type Rows = Parameters<typeof refusalsOf>[1];

/** A request that cannot be read as ours is: something between has changed it. */
const CHANGED = 'see whether a proxy changes requests, and report this line otherwise';

const RENEW_TOKEN = 'see whether the token in AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is current';

// Of every service that requests are signed for, under the names of both of AWS's protocols.
const KEYS: Rows = [
  [
    ['ExpiredTokenException', 'ExpiredToken'],
    'BACKEND_DENIED',
    'the session of these keys is over',
    'renew the keys',
  ],
  [
    ['IncompleteSignature', 'IncompleteSignatureException'],
    'BACKEND_DENIED',
    'the signature is not whole',
    CHANGED,
  ],
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
    ['InvalidSignatureException', 'SignatureDoesNotMatch'],
    'BACKEND_DENIED',
    'the signature does not match',
    'correct the secret access key, or the region of the endpoint',
  ],
  [
    ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
    'BACKEND_DENIED',
    'the signature did not arrive',
    CHANGED,
  ],
  ['NotAuthorized', 'BACKEND_DENIED', 'refused', 'grant this action to the identity'],
  [
    'OptInRequired',
    'BACKEND_DENIED',
    'the account has no subscription to the service',
    'sign the account up for it',
  ],
  ['RequestExpired', 'BACKEND_DENIED', 'the request arrived too late', "set the node's clock"],
  [
    ['InternalFailure', 'ServiceUnavailable', 'ServiceUnavailableException', 'RequestTimeoutException'],
    'BACKEND_UNAVAILABLE',
    'the service failed',
    AGAIN,
  ],
  [
    ['ThrottlingException', 'Throttling', 'TooManyRequestsException'],
    'BACKEND_THROTTLED',
    'too many requests',
    AGAIN,
  ],
  [
    ['InvalidAction', 'UnknownOperationException'],
    'BACKEND_NOT_FOUND',
    'the endpoint has no such action',
    'correct the endpoint',
  ],
  [
    ['MalformedHttpRequestException', 'SerializationException'],
    'BACKEND_DENIED',
    'the request could not be read',
    CHANGED,
  ],
];

const ECR: Rows = [
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'refused',
    'grant ecr:GetAuthorizationToken to it, on resource "*", and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repositories',
  ],
  ['ServerException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['InvalidParameterException', 'BACKEND_DENIED', 'the request was not understood', CHANGED],
];

const ECR_PUBLIC: Rows = [
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

const STS: Rows = [
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
  [
    ['MalformedPolicyDocument', 'PackedPolicyTooLarge'],
    'BACKEND_DENIED',
    'the request was not understood',
    CHANGED,
  ],
];

const SSO: Rows = [
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
  ['TooManyRequestsException', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
];

// Of services that answer with a status alone, that is the code.
const INSTANCE_TOKEN: Rows = [
  ['400', 'IDENTITY_UNAVAILABLE', 'the PUT for a token was not understood', CHANGED],
  [
    '403',
    'IDENTITY_UNAVAILABLE',
    'it is switched off for this instance',
    'aws ec2 modify-instance-metadata-options --http-endpoint enabled',
  ],
  [
    ['404', '405'],
    'IDENTITY_UNAVAILABLE',
    'it has no version 2, and version 1 is not asked',
    'update what answers there',
  ],
];

const INSTANCE_ROLE: Rows = [
  ['401', 'IDENTITY_UNAVAILABLE', 'it does not take the token that it gave', AGAIN],
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'it knows no role of this instance',
    'attach an instance profile with a role that may pull',
  ],
];

const INSTANCE_KEYS: Rows = [
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

const CONTAINER: Rows = [
  [
    ['400', 'InvalidParameterException', 'InvalidRequestException'],
    'IDENTITY_UNAVAILABLE',
    'the request was not understood',
    CHANGED,
  ],
  [['401', '403'], 'IDENTITY_UNAVAILABLE', 'the authorization token was refused', RENEW_TOKEN],
  ['404', 'IDENTITY_UNAVAILABLE', 'there are no credentials', 'correct AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  [
    'AccessDeniedException',
    'IDENTITY_UNAVAILABLE',
    'the role may not be assumed',
    "let the role's trust policy allow sts:AssumeRole and sts:TagSession to pods.eks.amazonaws.com",
  ],
  ['ExpiredTokenException', 'IDENTITY_UNAVAILABLE', 'the authorization token is over', RENEW_TOKEN],
  ['InvalidTokenException', 'IDENTITY_UNAVAILABLE', 'the authorization token is not valid', RENEW_TOKEN],
  [
    'ResourceNotFoundException',
    'IDENTITY_UNAVAILABLE',
    'there are no credentials for this service account',
    'aws eks create-pod-identity-association for it',
  ],
  [
    ['InternalServerException', 'ServiceUnavailableException'],
    'IDENTITY_UNAVAILABLE',
    'the service failed',
    AGAIN,
  ],
  ['ThrottlingException', 'IDENTITY_UNAVAILABLE', 'too many requests', AGAIN],
];

export const TABLE: readonly Refusal[] = [
  ...refusalsOf('ECR', [...ECR, ...KEYS]),
  ...refusalsOf('ECR Public', [...ECR_PUBLIC, ...KEYS]),
  ...refusalsOf('STS', [...STS, ...KEYS]),
  ...refusalsOf('SSO', SSO),
  ...refusalsOf('instance metadata: token', INSTANCE_TOKEN),
  ...refusalsOf('instance metadata: role', INSTANCE_ROLE),
  ...refusalsOf('instance metadata: credentials', INSTANCE_KEYS),
  ...refusalsOf('container credentials', CONTAINER),
];

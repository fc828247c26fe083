// What the codes of Amazon's services mean, and what to do. docs/errors.md has a row for each.
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_GetAuthorizationToken.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-returns.html
// https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html

import { AGAIN, type Refusal, refusalsOf } from '../cloud/refusal.ts';

type Rows = Parameters<typeof refusalsOf>[1];

/** A request that cannot be read as ours is: something between has changed it. */
const CHANGED = 'check whether a proxy changes requests; if not, report this line as a bug';

const RENEW_TOKEN = 'check that the token in AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is current';

// Of every service that requests are signed for, under the names of both of AWS's protocols.
export const KEYS: Rows = [
  [
    ['ExpiredTokenException', 'ExpiredToken'],
    'BACKEND_DENIED',
    'these credentials have expired',
    'renew the credentials',
  ],
  [
    ['IncompleteSignature', 'IncompleteSignatureException'],
    'BACKEND_DENIED',
    'the signature is incomplete',
    CHANGED,
  ],
  [
    'InvalidClientTokenId',
    'BACKEND_DENIED',
    'AWS does not know the access key',
    'use a valid access key of this partition; temporary credentials also need the region that issued them to be enabled in the account',
  ],
  [
    'UnrecognizedClientException',
    'BACKEND_DENIED',
    'AWS does not know the access key',
    'use a valid access key of this partition; an opt-in region must be enabled in the account',
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
    'the request arrived without its signature',
    CHANGED,
  ],
  ['NotAuthorized', 'BACKEND_DENIED', 'access denied', 'grant this action to the identity'],
  [
    'OptInRequired',
    'BACKEND_DENIED',
    'the account is not subscribed to the service',
    'subscribe the account to the service',
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
    'the service could not read the request',
    CHANGED,
  ],
];

const ECR: Rows = [
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'access denied',
    'grant this identity ecr:GetAuthorizationToken on resource "*", and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repositories',
  ],
  ['ServerException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['InvalidParameterException', 'BACKEND_DENIED', 'the service rejected the request as invalid', CHANGED],
];

const ECR_PUBLIC: Rows = [
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'access denied',
    'grant this identity ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken, or remove the rule: without a credential the kubelet pulls anonymously',
  ],
  [
    'UnsupportedCommandException',
    'BACKEND_NOT_FOUND',
    'the endpoint is not in us-east-1, the only region of ECR Public',
    'correct the endpoint',
  ],
  ['ServerException', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ['InvalidParameterException', 'BACKEND_DENIED', 'the service rejected the request as invalid', CHANGED],
];

const STS: Rows = [
  [
    'AccessDenied',
    'BACKEND_DENIED',
    'access denied',
    'check that the role exists, and that its trust policy allows this caller, with its conditions (sub, aud, external ID)',
  ],
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'access denied',
    'check that the role exists, and that its trust policy allows this caller',
  ],
  [
    'InvalidIdentityToken',
    'BACKEND_DENIED',
    "the role's account has no identity provider for this token",
    "create an IAM OIDC provider for the cluster's issuer in the role's account, and set serviceAccountTokenAudience in the kubelet's configuration to sts.amazonaws.com",
  ],
  [
    'IDPRejectedClaim',
    'BACKEND_DENIED',
    'the identity provider rejected the token',
    'check that the token is issued by this cluster and has not expired',
  ],
  [
    'IDPCommunicationError',
    'BACKEND_UNAVAILABLE',
    "AWS could not reach the cluster's issuer",
    "make the issuer's /.well-known/openid-configuration and its keys reachable from AWS",
  ],
  [
    'RegionDisabledException',
    'BACKEND_DENIED',
    "STS is disabled in this region for the role's account",
    'enable the region in the account, or set ecr.region to another one',
  ],
  [
    'ValidationError',
    'BACKEND_NOT_FOUND',
    'STS rejected the format of the role ARN, the session name or the external ID',
    'correct the role ARN; with role chaining, duration_seconds of a profile is at most 3600',
  ],
  [
    ['MalformedPolicyDocument', 'PackedPolicyTooLarge'],
    'BACKEND_DENIED',
    'the service rejected the request as invalid',
    CHANGED,
  ],
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_getting_started.html */
const WEB_IDENTITY_TOKEN: Rows = [
  [
    ['AccessDenied', 'AccessDeniedException'],
    'BACKEND_DENIED',
    'access denied',
    'grant this identity sts:GetWebIdentityToken, and check the conditions of its policies on audience, lifetime and signing algorithm',
  ],
  [
    ['OutboundWebIdentityFederationDisabledException', 'OutboundWebIdentityFederationDisabled'],
    'BACKEND_DENIED',
    'outbound web identity federation is not enabled for the account',
    'enable it: aws iam enable-outbound-web-identity-federation',
  ],
  [
    ['SessionDurationEscalationException', 'SessionDurationEscalation'],
    'BACKEND_DENIED',
    "the token would outlive the session of the node's identity",
    'shorten exchange.subject.aws.lifetime, or leave it out',
  ],
  [
    ['JWTPayloadSizeExceededException', 'JWTPayloadSizeExceeded'],
    'BACKEND_DENIED',
    'the token would be too large',
    'shorten exchange.subject.aws.audience, or reduce the tags of the identity',
  ],
  [
    'RegionDisabledException',
    'BACKEND_DENIED',
    'STS is disabled in this region for the account',
    'enable the region in the account, or set exchange.subject.aws.region to another one',
  ],
  [
    'ValidationError',
    'BACKEND_DENIED',
    'STS rejected the audience, the lifetime or the signing algorithm',
    'correct exchange.subject.aws',
  ],
];

const SSO: Rows = [
  [
    'UnauthorizedException',
    'BACKEND_DENIED',
    'the sign-in has expired',
    'sign in again on the node: aws sso login',
  ],
  [
    'ForbiddenException',
    'BACKEND_DENIED',
    'the user has no access to this account and role',
    'assign the role to the user in IAM Identity Center',
  ],
  [
    'ResourceNotFoundException',
    'BACKEND_NOT_FOUND',
    'the account or role does not exist',
    'correct sso_account_id and sso_role_name in the profile',
  ],
  [
    'InvalidRequestException',
    'BACKEND_DENIED',
    'the service rejected the request as invalid',
    'correct the profile',
  ],
  ['TooManyRequestsException', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
];

// Of services that answer with a status alone, that is the code.
const INSTANCE_TOKEN: Rows = [
  ['400', 'IDENTITY_UNAVAILABLE', 'the service rejected the PUT request for a token as invalid', CHANGED],
  [
    '403',
    'IDENTITY_UNAVAILABLE',
    'the metadata service is disabled for this instance',
    'enable it: aws ec2 modify-instance-metadata-options --http-endpoint enabled',
  ],
  [
    ['404', '405'],
    'IDENTITY_UNAVAILABLE',
    'the metadata service does not support version 2 (IMDSv2), and version 1 is never used',
    'update the service that answers at this address',
  ],
];

const INSTANCE_ROLE: Rows = [
  ['401', 'IDENTITY_UNAVAILABLE', 'the metadata service rejected its own token', AGAIN],
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'this instance has no role',
    'attach an instance profile with a role that is allowed to pull',
  ],
];

const INSTANCE_KEYS: Rows = [
  ['401', 'IDENTITY_UNAVAILABLE', 'the metadata service rejected its own token', AGAIN],
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'the metadata service has no credentials for the role',
    'check that the role still exists',
  ],
  [
    'AssumeRoleUnauthorizedAccess',
    'IDENTITY_UNAVAILABLE',
    'EC2 is not allowed to assume the role',
    'check that the role exists, and that its trust policy allows ec2.amazonaws.com',
  ],
  ['Failed', 'IDENTITY_UNAVAILABLE', 'EC2 could not get credentials for the role', AGAIN],
];

const CONTAINER: Rows = [
  [
    ['400', 'InvalidParameterException', 'InvalidRequestException'],
    'IDENTITY_UNAVAILABLE',
    'the service rejected the request as invalid',
    CHANGED,
  ],
  [['401', '403'], 'IDENTITY_UNAVAILABLE', 'the authorization token was rejected', RENEW_TOKEN],
  ['404', 'IDENTITY_UNAVAILABLE', 'no credentials at this URL', 'correct AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  [
    'AccessDeniedException',
    'IDENTITY_UNAVAILABLE',
    'the role cannot be assumed',
    "allow pods.eks.amazonaws.com sts:AssumeRole and sts:TagSession in the role's trust policy",
  ],
  ['ExpiredTokenException', 'IDENTITY_UNAVAILABLE', 'the authorization token has expired', RENEW_TOKEN],
  ['InvalidTokenException', 'IDENTITY_UNAVAILABLE', 'the authorization token is not valid', RENEW_TOKEN],
  [
    'ResourceNotFoundException',
    'IDENTITY_UNAVAILABLE',
    'this service account has no credentials',
    'create an association for it: aws eks create-pod-identity-association',
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
  ...refusalsOf('STS: web identity token', [...WEB_IDENTITY_TOKEN, ...KEYS]),
  ...refusalsOf('SSO', SSO),
  ...refusalsOf('instance metadata: token', INSTANCE_TOKEN),
  ...refusalsOf('instance metadata: role', INSTANCE_ROLE),
  ...refusalsOf('instance metadata: credentials', INSTANCE_KEYS),
  ...refusalsOf('container credentials', CONTAINER),
];

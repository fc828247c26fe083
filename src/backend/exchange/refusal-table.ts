// What the codes and words of registries' token services mean, and what to do. docs/errors.md has a row for each. A code
// with a blank in it is a phrase of the service's words.

import { AGAIN, type Refusal, refusalsOf } from '../cloud/refusal.ts';

/**
 * https://www.rfc-editor.org/rfc/rfc6749#section-5.2, https://www.rfc-editor.org/rfc/rfc8693#section-2.2.2; the phrases, and
 * invalid_issuer and invalid_token:
 * https://github.com/keycloak/keycloak/tree/main/services/src/main/java/org/keycloak/protocol/oidc/tokenexchange
 */
const TOKEN_ENDPOINT = refusalsOf('token endpoint', [
  [
    'Standard token exchange is not enabled',
    'BACKEND_DENIED',
    'the client may not exchange tokens',
    "for a token of Keycloak's own, turn on Standard token exchange of the client; for one of the cluster, turn on Keycloak's feature token-exchange and add an identity provider for the issuer",
  ],
  [
    'supports access tokens only',
    'BACKEND_DENIED',
    'the service exchanges tokens of its own only',
    "for a token of the cluster, turn on Keycloak's feature token-exchange and add an identity provider for the issuer",
  ],
  [
    'Requested audience not available',
    'BACKEND_DENIED',
    'the client gets no token for this audience',
    'allow the audience for the client: in Keycloak a client scope adds it, which exchange.scope may have to name',
  ],
  [
    'invalid_issuer',
    'BACKEND_DENIED',
    'the service does not know the issuer of the token',
    'add the issuer at the service: in Keycloak as an identity provider, whose alias subject_issuer in exchange.extraFields may name',
  ],
  [
    ['invalid_grant', 'invalid_token'],
    'BACKEND_DENIED',
    'the token was rejected',
    'compare issuer, audience and subject with what the service trusts, and check that it can read the keys of the issuer',
  ],
  [
    ['invalid_target', 'Audience not found'],
    'BACKEND_NOT_FOUND',
    'the service issues no token for this audience or resource',
    'correct exchange.audience or exchange.resource',
  ],
  [
    'invalid_client',
    'BACKEND_DENIED',
    'the client was not authenticated',
    'correct exchange.clientId, exchange.clientSecretFile or exchange.clientAuthentication; Keycloak requires a client of its own',
  ],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    'the client may not exchange tokens',
    'allow token exchange for this client',
  ],
  [
    'access_denied',
    'BACKEND_DENIED',
    'the service denied the exchange',
    "change the service's rule for this issuer, audience and subject",
  ],
  [
    'invalid_scope',
    'BACKEND_DENIED',
    'the scope was rejected',
    'correct exchange.scope, or allow it for the client',
  ],
  [
    'unsupported_grant_type',
    'BACKEND_DENIED',
    'the service does not exchange tokens',
    'correct exchange.tokenEndpoint, or turn on token exchange at the service',
  ],
  [
    'invalid_request',
    'BACKEND_DENIED',
    'the service rejected the request as invalid',
    'correct exchange.subjectTokenType, exchange.requestedTokenType, exchange.encoding or exchange.extraFields',
  ],
  ['temporarily_unavailable', 'BACKEND_UNAVAILABLE', 'the service is unavailable for now', AGAIN],
  ['slow_down', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
]);

/** https://docs.jfrog.com/administration/reference/oidcTokenExchange; it has no codes but the status. */
const JFROG = refusalsOf('JFrog', [
  [
    '400',
    'BACKEND_DENIED',
    'the JFrog Platform rejected the request as invalid',
    'check that the OIDC integration exists, and that exchange.jfrog.projectKey names the project that it is in',
  ],
  [
    '401',
    'BACKEND_DENIED',
    'the JFrog Platform rejected the token',
    'compare issuer and audience with the OIDC integration, and check that the JFrog Platform can read the keys of the issuer',
  ],
  [
    '403',
    'BACKEND_DENIED',
    'no identity mapping of the OIDC integration fits the token',
    "add an identity mapping with this issuer and subject to the OIDC integration: the token is the Pod's own, not that of a DaemonSet",
  ],
  [
    '404',
    'BACKEND_NOT_FOUND',
    'the OIDC integration does not exist, or this is not the JFrog Platform',
    'correct exchange.jfrog.provider or its annotation, or exchange.jfrog.endpoint',
  ],
]);

/** https://github.com/quay/quay/blob/master/util/security/federated_robot_auth.py */
const QUAY = refusalsOf('Quay', [
  [
    'Token does not match robot',
    'BACKEND_DENIED',
    'the federation of the robot account does not name this subject',
    'add the subject to the robot federation of the robot account, with this issuer',
  ],
  [
    'not configured for this robot',
    'BACKEND_DENIED',
    'the federation of the robot account does not name this issuer',
    'add the issuer, as it is written in the token, to the robot federation of the robot account',
  ],
  [
    'Robot does not have federated login configured',
    'BACKEND_DENIED',
    'the robot account has no federation',
    'set the robot federation of the robot account in Quay',
  ],
  [
    'Token audience is not allowed for this robot',
    'BACKEND_DENIED',
    'the federation of the robot account does not allow this audience',
    'add the audience to the robot federation of the robot account, or correct exchange.serviceAccountTokenAudience',
  ],
  [
    'Ambiguous federation binding for this robot',
    'BACKEND_DENIED',
    'the federation of the robot account names this subject twice',
    'remove one of the two entries from the robot federation of the robot account',
  ],
  [
    'Invalid token',
    'BACKEND_DENIED',
    'Quay could not verify the token',
    'check that Quay can read the keys of the issuer (/.well-known/openid-configuration), and the clocks of both',
  ],
  [
    'Token does not contain issuer',
    'BACKEND_DENIED',
    'the token has no issuer',
    'use a token of the API server',
  ],
  [
    'Invalid robot',
    'BACKEND_DENIED',
    'this is not a robot account',
    'write the name of the robot account in whole: NAMESPACE+ROBOT',
  ],
  [
    'Could not find robot',
    'BACKEND_NOT_FOUND',
    'the robot account does not exist',
    'correct exchange.quay.robot or the annotation, or create the robot account',
  ],
  [
    '401',
    'BACKEND_DENIED',
    'Quay rejected the token for this robot account',
    'compare issuer and subject with the robot federation of the robot account',
  ],
  [
    '404',
    'BACKEND_NOT_FOUND',
    'there is no robot federation at this address',
    'correct exchange.quay.endpoint, or update Quay: robot federation exists since 3.13',
  ],
]);

/** https://docs.cloudsmith.com/api/openid/create */
const CLOUDSMITH = refusalsOf('Cloudsmith', [
  [
    '400',
    'BACKEND_DENIED',
    'Cloudsmith made no token for this service account',
    'check that exchange.cloudsmith.service or the annotation names a service account that the provider setting lists',
  ],
  [
    '401',
    'BACKEND_DENIED',
    'Cloudsmith rejected the token',
    'compare issuer, audience and subject with the URL and the required claims of the OpenID Connect provider setting',
  ],
  [
    '404',
    'BACKEND_NOT_FOUND',
    'the organization does not exist at Cloudsmith',
    'correct exchange.cloudsmith.organization',
  ],
  [
    '422',
    'BACKEND_DENIED',
    'Cloudsmith rejected the request as invalid',
    'correct exchange.cloudsmith.organization and exchange.cloudsmith.service',
  ],
]);

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html: the answer has their numbers. */
const CHAINGUARD = refusalsOf('Chainguard', [
  [
    ['INVALID_ARGUMENT', 'FAILED_PRECONDITION'],
    'BACKEND_DENIED',
    'Chainguard rejected the request as invalid',
    'correct exchange.chainguard.identity or its annotation',
  ],
  [
    'NOT_FOUND',
    'BACKEND_NOT_FOUND',
    'the identity does not exist at Chainguard, or none trusts this issuer and subject',
    'correct exchange.chainguard.identity or its annotation, or create the identity',
  ],
  [
    'PERMISSION_DENIED',
    'BACKEND_DENIED',
    'the identity at Chainguard does not trust the token',
    'compare issuer, audience and subject with those of the identity',
  ],
  [
    'UNAUTHENTICATED',
    'BACKEND_DENIED',
    'Chainguard rejected the token',
    'check that Chainguard can read the keys of the issuer; for a cluster that the internet cannot reach, upload its keys to the identity',
  ],
  ['RESOURCE_EXHAUSTED', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
  [['DEADLINE_EXCEEDED', 'UNAVAILABLE'], 'BACKEND_UNAVAILABLE', 'the service is unavailable for now', AGAIN],
]);

/** https://github.com/artifact-keeper/artifact-keeper: its CI OIDC service */
const ARTIFACT_KEEPER = refusalsOf('Artifact Keeper', [
  [
    'did not match any identity mapping',
    'BACKEND_DENIED',
    'no identity mapping of the CI OIDC provider fits the token',
    'add an identity mapping whose claim filters fit the subject, or correct the filters',
  ],
  [
    'No CI OIDC identity mappings configured',
    'BACKEND_DENIED',
    'the CI OIDC provider has no identity mapping',
    'add an identity mapping for the subject',
  ],
  [
    'No enabled CI OIDC provider is configured',
    'BACKEND_NOT_FOUND',
    'no CI OIDC provider trusts this issuer, or it is disabled',
    'create a CI OIDC provider of the type kubernetes whose issuer is that of the token',
  ],
  [
    'supply provider_id to choose one',
    'BACKEND_DENIED',
    'several CI OIDC providers trust this issuer',
    'set exchange.artifactKeeper.provider',
  ],
  [
    'CI JWT validation failed',
    'BACKEND_DENIED',
    'Artifact Keeper could not verify the token',
    'compare the audience with that of the CI OIDC provider, and check that it can read the keys of the issuer',
  ],
  [
    'Username already exists',
    'BACKEND_DENIED',
    'the identity mapping serves another service account already',
    'use an identity mapping for each service account, or update Artifact Keeper',
  ],
  [
    '401',
    'BACKEND_DENIED',
    'Artifact Keeper rejected the token',
    'compare issuer, audience and subject with the CI OIDC provider and its identity mappings',
  ],
  [
    '404',
    'BACKEND_NOT_FOUND',
    'this is not Artifact Keeper, or a release without CI OIDC providers',
    'correct exchange.artifactKeeper.endpoint, or update Artifact Keeper',
  ],
]);

/** https://yandex.cloud/docs/iam/concepts/workload-identity: OAuth's codes */
const YANDEX = refusalsOf('Yandex Cloud', [
  [
    ['invalid_grant', 'access_denied', 'unauthorized_client'],
    'BACKEND_DENIED',
    'the workload identity federation does not trust the token',
    'compare issuer and audience with the federation, and the subject with the federated credentials of the service account',
  ],
  [
    'invalid_target',
    'BACKEND_NOT_FOUND',
    'the service account does not exist at Yandex Cloud',
    'correct exchange.yandex.serviceAccount or its annotation',
  ],
  [
    'invalid_request',
    'BACKEND_DENIED',
    'Yandex Cloud rejected the request as invalid',
    'correct exchange.yandex.serviceAccount or its annotation: it is the ID of a service account, not its name',
  ],
  ['temporarily_unavailable', 'BACKEND_UNAVAILABLE', 'the service is unavailable for now', AGAIN],
]);

/** https://github.com/docker/login-action/blob/master/src/dockerhub.ts: statuses, and OAuth's codes */
const DOCKER = refusalsOf('Docker', [
  [
    ['invalid_grant', 'access_denied', 'unauthorized_client', '401', '403'],
    'BACKEND_DENIED',
    'the OIDC connection does not trust the token',
    'compare issuer and subject with the rules of the OIDC connection; Docker documents issuers of CI services only',
  ],
  [
    ['invalid_request', '400'],
    'BACKEND_DENIED',
    'Docker rejected the request as invalid',
    'correct exchange.dockerHub.connection',
  ],
  ['404', 'BACKEND_NOT_FOUND', 'the OIDC connection does not exist', 'correct exchange.dockerHub.connection'],
]);

/** https://cloud.google.com/compute/docs/metadata/troubleshoot-metadata-server */
const METADATA_SERVER = refusalsOf('metadata server', [
  [
    '404',
    'IDENTITY_UNAVAILABLE',
    'the machine has no such service account, or gives no identity tokens',
    'attach a service account to the machine, or correct exchange.subject.google.serviceAccount',
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

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling */
const IMDS = refusalsOf('IMDS', [
  [
    'Identity not found',
    'IDENTITY_UNAVAILABLE',
    'the machine has no such managed identity',
    'assign it to the machine or scale set, or correct exchange.subject.azure.clientId',
  ],
  [
    'Multiple user assigned identities exist',
    'IDENTITY_UNAVAILABLE',
    'the machine has several user-assigned managed identities and no system-assigned one',
    'name one of them with exchange.subject.azure.clientId',
  ],
  [
    'invalid_resource',
    'BACKEND_NOT_FOUND',
    'the tenant has no such application',
    'correct exchange.subject.azure.application, or create the application',
  ],
  [
    'invalid_request',
    'IDENTITY_UNAVAILABLE',
    'the metadata service rejected the request',
    'check whether another program answers instead of the metadata service',
  ],
]);

export const TABLE: readonly Refusal[] = [
  ...METADATA_SERVER,
  ...IMDS,
  ...TOKEN_ENDPOINT,
  ...JFROG,
  ...QUAY,
  ...CLOUDSMITH,
  ...CHAINGUARD,
  ...ARTIFACT_KEEPER,
  ...YANDEX,
  ...DOCKER,
];

// What the words of Vault and OpenBao mean, and what to do. docs/errors.md has a row for each.
// https://github.com/hashicorp/vault-plugin-auth-kubernetes/blob/main/path_login.go
// https://github.com/hashicorp/vault-plugin-auth-jwt/blob/main/path_login.go
// https://github.com/hashicorp/cap/blob/main/jwt/jwt.go
// https://developer.hashicorp.com/vault/api-docs#http-status-codes

import { AGAIN, type Refusal, refusalsOf } from '../../cloud/refusal.ts';

const AUDIENCE =
  "let the role take the token's audience: audience of a kubernetes role, bound_audiences of a jwt role";
const CLOCK =
  "check the node's clock and Vault's; a token in a file must be renewed by the program that writes it";
const MOUNT =
  'correct the mount of kubernetes or jwt, and namespace; vault auth list shows which auth methods there are';

const LOGIN = refusalsOf('Vault login', [
  [
    ['invalid role name', 'could not be found'],
    'BACKEND_NOT_FOUND',
    'the auth method has no such role',
    'correct role, the mount of kubernetes or jwt, and namespace',
  ],
  [
    ['invalid audience (aud) claim', 'aud claim does not match any bound audience'],
    'BACKEND_DENIED',
    "the role does not take the token's audience",
    AUDIENCE,
  ],
  [
    'no audiences bound to the role',
    'BACKEND_DENIED',
    'the role names no audience, and the token has one',
    "set bound_audiences of the role to the token's audience",
  ],
  [
    'invalid issuer (iss) claim',
    'BACKEND_DENIED',
    'the auth method is for tokens of another issuer',
    "let it trust the token's issuer: bound_issuer or oidc_discovery_url of jwt, issuer of kubernetes",
  ],
  [
    'invalid subject (sub) claim',
    'BACKEND_DENIED',
    'the role is for another subject',
    "correct bound_subject of the role: it must be the token's subject",
  ],
  [
    [
      'invalid expiration time (exp) claim',
      'invalid not before (nbf) claim',
      'invalid issued at (iat) claim',
      'token is expired',
    ],
    'BACKEND_DENIED',
    'the token has expired, or is not valid yet',
    CLOCK,
  ],
  [
    'error validating claims',
    'BACKEND_DENIED',
    'a claim of the token is not what the role wants',
    'correct bound_claims of the role',
  ],
  [
    ['error verifying token signature: fetching keys', 'error configuring token validator'],
    'BACKEND_UNAVAILABLE',
    "Vault cannot get the issuer's keys",
    'let Vault reach oidc_discovery_url or jwks_url, and trust its certificate: oidc_discovery_ca_pem, jwks_ca_pem',
  ],
  [
    ['error verifying token signature', 'no known key successfully validated the token signature'],
    'BACKEND_DENIED',
    'the token is not signed by a key that the auth method trusts',
    'correct the keys, jwks_url or oidc_discovery_url in the configuration of the auth method',
  ],
  [
    'service account name not authorized',
    'BACKEND_DENIED',
    'the role is for other service accounts',
    'add the service account to bound_service_account_names of the role',
  ],
  [
    'namespace not authorized',
    'BACKEND_DENIED',
    "the role is for other Kubernetes namespaces than the service account's",
    'add the namespace to bound_service_account_namespaces of the role',
  ],
  [
    'role with oidc role_type is not allowed',
    'BACKEND_DENIED',
    'the role is of the type oidc',
    'create one with role_type=jwt',
  ],
  [
    ['could not load backend configuration', 'could not load configuration'],
    'BACKEND_DENIED',
    'the auth method is not configured',
    'write its configuration: vault write auth/MOUNT/config …',
  ],
  [
    ['missing client token', 'no handler for route', 'unsupported path'],
    'BACKEND_NOT_FOUND',
    'there is no such auth method',
    MOUNT,
  ],
  ['not found', 'BACKEND_NOT_FOUND', 'there is no such auth method', MOUNT],
  [
    'permission denied',
    'BACKEND_DENIED',
    'Vault denied the login',
    "for kubernetes, check that the API server's TokenReview takes the token (kubernetes_host, token_reviewer_jwt, the role system:auth-delegator); for both, token_bound_cidrs of the role, the mount, and namespace",
  ],
]);

const KV = refusalsOf('Vault KV', [
  [
    'permission denied',
    'BACKEND_DENIED',
    'no policy of the role allows to read the secret, or there is no such engine',
    'add to a policy of the role: path "MOUNT/data/PATH" { capabilities = ["read"] }; or correct mount, namespace and path, which has neither the mount nor data/',
  ],
  [
    'deleted',
    'BACKEND_NOT_FOUND',
    'this version of the secret was deleted',
    'write a new version, or undo it: vault kv undelete',
  ],
  [
    'destroyed',
    'BACKEND_NOT_FOUND',
    'this version of the secret was destroyed',
    'write a new version, or name another one in version',
  ],
  [
    ['no handler for route', 'unsupported path'],
    'BACKEND_NOT_FOUND',
    'there is no KV engine of version 2 at the mount',
    'correct mount and namespace; vault secrets list -detailed shows which engines there are, and their version',
  ],
  [['non-versioned to versioned'], 'BACKEND_UNAVAILABLE', 'the engine is being made one of version 2', AGAIN],
  [
    'not found',
    'BACKEND_NOT_FOUND',
    'the secret or this version of it does not exist, or the KV engine is of version 1',
    'correct mount and version, and path, which has neither the mount nor data/; vault kv get -mount=MOUNT PATH must find it',
  ],
]);

/** Both. */
const ANY = ['Vault login', 'Vault KV'].map((service) =>
  refusalsOf(service, [
    [
      'namespace not found',
      'BACKEND_NOT_FOUND',
      'there is no such namespace',
      'correct namespace; vault namespace list shows which there are',
    ],
    ['quota exceeded', 'BACKEND_THROTTLED', 'too many requests: a quota is used up', AGAIN],
    [
      'is sealed',
      'BACKEND_UNAVAILABLE',
      'Vault is sealed',
      'unseal it: vault operator unseal; for some minutes after its start it may do so by itself',
    ],
    [
      'redirect',
      'BACKEND_UNAVAILABLE',
      'a standby answered, which forwards no requests and names another server; redirects are not followed',
      'let address lead to the active server, such as a load balancer that asks /v1/sys/health',
    ],
    ['active cluster node not found', 'BACKEND_UNAVAILABLE', 'no server of Vault is active', AGAIN],
    [
      ['412', 'required index state not present'],
      'BACKEND_UNAVAILABLE',
      'this server of Vault has not caught up with the others',
      AGAIN,
    ],
    [
      ['472', 'replication DR secondary'],
      'BACKEND_UNAVAILABLE',
      'a disaster recovery secondary answered, which serves no requests',
      'let address lead to the primary cluster',
    ],
    [
      '473',
      'BACKEND_UNAVAILABLE',
      'a performance standby answered instead of the active server',
      'let address lead to servers that take requests',
    ],
    [
      'X-Vault-Request',
      'BACKEND_DENIED',
      'the header X-Vault-Request did not arrive',
      'let the proxy before Vault pass it on',
    ],
  ]),
);

/** Of the words that an answer has, those of the first row count. */
export const TABLE: readonly Refusal[] = [...ANY.flat(), ...LOGIN, ...KV];

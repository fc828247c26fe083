// What the codes of Google Secret Manager mean, and what to do. docs/errors.md has a row for each.
// https://cloud.google.com/secret-manager/docs/access-secret-version
// https://google.aip.dev/193

import { AGAIN, type Refusal, refusalsOf } from '../../cloud/refusal.ts';

export const TABLE: readonly Refusal[] = refusalsOf('Secret Manager', [
  [
    'FAILED_PRECONDITION (DISABLED)',
    'BACKEND_DENIED',
    'the version of the secret is disabled',
    'enable the version, or name another one in version; latest is the newest version, enabled or not',
  ],
  [
    'FAILED_PRECONDITION (DESTROYED)',
    'BACKEND_NOT_FOUND',
    'the version of the secret was destroyed',
    'add a version, or name another one in version; latest is the newest version, destroyed or not',
  ],
  [
    'FAILED_PRECONDITION',
    'BACKEND_DENIED',
    'the secret is not in a state in which it can be read',
    'check the secret, and that its KMS key is enabled',
  ],
  [
    'PERMISSION_DENIED (KMS)',
    'BACKEND_DENIED',
    'the service agent of Secret Manager may not use the KMS key of the secret',
    "grant roles/cloudkms.cryptoKeyEncrypterDecrypter on the key to Secret Manager's service agent of the project",
  ],
  [
    'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    'BACKEND_DENIED',
    'the access scopes of the node do not allow Secret Manager',
    'give the machine the access scope https://www.googleapis.com/auth/cloud-platform',
  ],
  [
    'SERVICE_DISABLED',
    'BACKEND_DENIED',
    'the Secret Manager API is not enabled in the project',
    'enable secretmanager.googleapis.com in the project of the secret',
  ],
  [
    ['IAM_PERMISSION_DENIED', 'PERMISSION_DENIED'],
    'BACKEND_DENIED',
    'the identity may not access this secret, or the secret does not exist',
    'grant the identity roles/secretmanager.secretAccessor on the secret, or correct project and secret',
  ],
  [
    'NOT_FOUND',
    'BACKEND_NOT_FOUND',
    'the secret or this version of it does not exist',
    'correct project, secret and version; a regional secret needs location',
  ],
  [
    'UNAUTHENTICATED',
    'BACKEND_DENIED',
    "the identity's token was rejected",
    "check the node's clock, and that the account still exists",
  ],
  [
    'INVALID_ARGUMENT',
    'BACKEND_DENIED',
    'the service rejected the name of the secret as invalid',
    'correct project, location, secret and version',
  ],
  ['RESOURCE_EXHAUSTED', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
  ['UNAVAILABLE', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
]);

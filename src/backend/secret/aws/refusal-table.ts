// What the codes of AWS's stores mean, and what to do. docs/errors.md has a row for each.
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
// https://repost.aws/knowledge-center/secrets-manager-cross-account-key

import { AGAIN, type Refusal, refusalsOf } from '../../cloud/refusal.ts';
import { KEYS } from '../../ecr/lent-refusals.ts';

const KMS =
  'grant the identity kms:Decrypt on the KMS key, in a policy of the identity and, from another account, in the policy of the key; a key that AWS manages cannot be used from another account';
const KMS_STATE = 'enable the KMS key, or cancel its deletion';

const SECRETS_MANAGER = refusalsOf('Secrets Manager', [
  [
    'AccessDeniedException (KMS)',
    'BACKEND_DENIED',
    'the identity may not decrypt the secret with its KMS key',
    KMS,
  ],
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'access denied',
    "grant the identity secretsmanager:GetSecretValue on the secret; from another account, in the secret's policy too",
  ],
  [
    'ResourceNotFoundException (version)',
    'BACKEND_NOT_FOUND',
    'the secret does not have this version',
    'correct versionId or versionStage, or give the secret a value',
  ],
  [
    'ResourceNotFoundException',
    'BACKEND_NOT_FOUND',
    'the secret does not exist in this region and account',
    'correct secretId or region; a secret of another account must be named by its ARN',
  ],
  [
    'InvalidRequestException (deletion)',
    'BACKEND_NOT_FOUND',
    'the secret is scheduled for deletion',
    'restore it: aws secretsmanager restore-secret',
  ],
  [
    'InvalidRequestException',
    'BACKEND_DENIED',
    'the secret is not in a state in which it can be read',
    'check the secret in the console of Secrets Manager',
  ],
  [
    'InvalidParameterException',
    'BACKEND_DENIED',
    'the service rejected the name or the version as invalid',
    'correct secretId, versionId and versionStage',
  ],
  ['DecryptionFailure', 'BACKEND_DENIED', 'the secret cannot be decrypted with its KMS key', KMS_STATE],
  [
    ['InternalServiceError', 'InternalServiceErrorException'],
    'BACKEND_UNAVAILABLE',
    'the service failed',
    AGAIN,
  ],
  ...KEYS,
]);

const PARAMETER_STORE = refusalsOf('Parameter Store', [
  [
    'AccessDeniedException (KMS)',
    'BACKEND_DENIED',
    'the identity may not decrypt the parameter with its KMS key',
    KMS,
  ],
  [
    'AccessDeniedException',
    'BACKEND_DENIED',
    'access denied',
    'grant the identity ssm:GetParameter on the parameter',
  ],
  [
    'ParameterNotFound',
    'BACKEND_NOT_FOUND',
    'the parameter does not exist in this region and account',
    'correct name or region; a parameter of another account must be named by its ARN',
  ],
  [
    'ParameterVersionNotFound',
    'BACKEND_NOT_FOUND',
    'the parameter does not have this version or label',
    'correct what follows the colon in name',
  ],
  [
    'InvalidKeyId',
    'BACKEND_DENIED',
    'the KMS key of the parameter does not exist, or cannot be used',
    KMS_STATE,
  ],
  ['ValidationException', 'BACKEND_DENIED', 'the service rejected the name as invalid', 'correct name'],
  ['InternalServerError', 'BACKEND_UNAVAILABLE', 'the service failed', AGAIN],
  ...KEYS,
]);

export const STORES: readonly Refusal[] = [...SECRETS_MANAGER, ...PARAMETER_STORE];

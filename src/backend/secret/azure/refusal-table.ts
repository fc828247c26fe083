// What the codes of Azure Key Vault mean, and what to do. docs/errors.md has a row for each.
// https://learn.microsoft.com/azure/key-vault/general/rest-error-codes

import { AGAIN, type Refusal, refusalsOf } from '../../cloud/refusal.ts';

export const TABLE: readonly Refusal[] = refusalsOf('Key Vault', [
  [
    'AKV10032',
    'BACKEND_DENIED',
    'the token is of another tenant than the vault',
    "use an identity of the vault's tenant, or correct tenantId",
  ],
  [
    'ForbiddenByFirewall',
    'BACKEND_DENIED',
    "the vault's firewall does not let the node in",
    "allow the node's address or subnet in the networking settings of the vault, or use a private endpoint",
  ],
  [
    'ForbiddenByRbac',
    'BACKEND_DENIED',
    'the identity may not read the secret (Azure RBAC)',
    'grant the identity the role Key Vault Secrets User on the vault or the secret; a new grant takes some minutes',
  ],
  [
    ['ForbiddenByPolicy', 'AccessDenied'],
    'BACKEND_DENIED',
    'no access policy of the vault allows the identity to get secrets',
    'add one: az keyvault set-policy --name VAULT --object-id ID --secret-permissions get',
  ],
  [
    'SecretDisabled',
    'BACKEND_DENIED',
    'the secret, or this version of it, is disabled',
    'enable it: az keyvault secret set-attributes --enabled true',
  ],
  [
    'Forbidden',
    'BACKEND_DENIED',
    'the vault denied the request',
    "check the identity's role or access policy, the vault's firewall, and that the secret is enabled and not deleted",
  ],
  [
    'SecretNotFound',
    'BACKEND_NOT_FOUND',
    'the vault has no such secret, or the secret was deleted',
    'correct name and version, or recover the secret: az keyvault secret recover',
  ],
  [
    'VaultNotFound',
    'BACKEND_NOT_FOUND',
    'the vault does not exist, or was deleted',
    'correct vault, or recover it: az keyvault recover',
  ],
  [
    'BadParameter',
    'BACKEND_DENIED',
    'the vault rejected the name or the version as invalid',
    'correct name and version',
  ],
  [
    'Unauthorized',
    'BACKEND_DENIED',
    "the vault rejected the identity's token",
    'check cloud.resource, the tenant, and the clock of the node',
  ],
  ['Throttled', 'BACKEND_THROTTLED', 'too many requests', AGAIN],
]);

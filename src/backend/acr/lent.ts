// What Azure Key Vault is asked with: the identities of this backend, their tokens.

export { type Authority, authorityOf } from './authority.ts';
export { readAzureJson } from './azure-json.ts';
export { type AcrIdentity, describeIdentity, identityOf } from './identity.ts';
export { getToken } from './identity-token.ts';
export { identityKey } from './question.ts';
export type { AcrRegistry } from './registry.ts';

// The identities of ecr, acr and google name their fields in messages by their own sections, and tokens that prove the node
// theirs by exchange: in a rule with a secret these fields are in the section of the store.

import type { StoreSettings } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';

const OWNERS: { readonly [K in StoreSettings['kind']]: string } = {
  awsSecretsManager: 'ecr',
  awsParameterStore: 'ecr',
  googleSecretManager: 'google',
  azureKeyVault: 'acr',
  vault: 'exchange',
};

const FIELDS = [
  ...['profile', 'roleArn', 'allowedRoleArns', 'region'],
  ...['serviceAccount', 'credentialFile', 'impersonate', 'allowedServiceAccounts', 'endpoints'],
  ...['managedIdentity', 'workloadIdentity', 'servicePrincipal', 'azureJson', 'allowedClientIds'],
  ...['identityBinding', 'cloud', 'subject'],
].join('|');

/** A text with the fields as they are called in the section of a store. */
export function inOwnFields(text: string, kind: StoreSettings['kind']): string {
  const field = new RegExp(`(?<![\\w./-])${OWNERS[kind]}\\.(?=(?:${FIELDS})\\b)`, 'g');
  return text.replace(field, `secret.${kind}.`);
}

/** What a catch throws instead of the error. */
export function withOwnFields(error: unknown, kind: StoreSettings['kind']): unknown {
  return error instanceof ProviderError
    ? error.in(inOwnFields(error.message, kind), error.hint && inOwnFields(error.hint, kind))
    : error;
}

// The identities of ecr, acr and google name their fields in messages by their own sections: in a rule with a secret
// these fields are in the section of the store.

import type { StoreSettings } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';

const OWNERS: { readonly [K in StoreSettings['kind']]: string } = {
  awsSecretsManager: 'ecr',
  awsParameterStore: 'ecr',
  googleSecretManager: 'google',
  azureKeyVault: 'acr',
};

const FIELDS = [
  ...['profile', 'roleArn', 'allowedRoleArns', 'region'],
  ...['serviceAccount', 'credentialFile', 'impersonate', 'allowedServiceAccounts', 'endpoints'],
  ...['managedIdentity', 'workloadIdentity', 'servicePrincipal', 'azureJson', 'allowedClientIds'],
  ...['identityBinding', 'cloud'],
].join('|');

/** What a catch throws instead of the error. */
export function withOwnFields(error: unknown, kind: StoreSettings['kind']): unknown {
  if (!(error instanceof ProviderError)) {
    return error;
  }
  const field = new RegExp(`(?<![\\w./-])${OWNERS[kind]}\\.(?=(?:${FIELDS})\\b)`, 'g');
  const own = (text: string) => text.replace(field, `secret.${kind}.`);
  return error.in(own(error.message), error.hint && own(error.hint));
}

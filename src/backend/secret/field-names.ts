// The identities of ecr, acr and google name their fields in messages by their own sections: in a rule with a secret
// these fields are in the section of the store.

import type { StoreSettings } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';

const OWNERS: { readonly [K in StoreSettings['kind']]: string | undefined } = {
  awsSecretsManager: 'ecr',
  awsParameterStore: 'ecr',
  googleSecretManager: 'google',
  azureKeyVault: 'acr',
  vault: undefined,
};

const FIELDS = [
  ...['profile', 'roleArn', 'allowedRoleArns', 'region'],
  ...['serviceAccount', 'credentialFile', 'impersonate', 'allowedServiceAccounts', 'endpoints'],
  ...['managedIdentity', 'workloadIdentity', 'servicePrincipal', 'azureJson', 'allowedClientIds'],
  ...['identityBinding', 'cloud'],
].join('|');

/** What a catch throws instead of the error. */
export function withOwnFields(error: unknown, kind: StoreSettings['kind']): unknown {
  const owner = OWNERS[kind];
  if (!(error instanceof ProviderError) || owner === undefined) {
    return error;
  }
  const field = new RegExp(`(?<![\\w./-])${owner}\\.(?=(?:${FIELDS})\\b)`, 'g');
  const own = (text: string) => text.replace(field, `secret.${kind}.`);
  return error.in(own(error.message), error.hint && own(error.hint));
}

// What names the identity as which the node asks: a field of the rule, a variable, a file, or nothing.

import type { Description } from '../backend/backend.ts';
import type { Rule } from '../config/config.ts';
import type { Environment } from '../system/environment.ts';

/** Null: the node's identity is not used. */
export function namedBy(
  { backend }: Rule,
  { asks, named, namedBy: byVariable, identity = '' }: Description['details'],
  env: Environment,
): string | null {
  if (asks !== 'node') return null;
  const settings = backend.kind === 'secret' ? backend.store : backend;
  const section = backend.kind === 'secret' ? `secret.${backend.store.kind}` : backend.kind;
  switch (settings.kind) {
    case 'ecr':
    case 'awsSecretsManager':
    case 'awsParameterStore':
      return typeof named === 'string'
        ? named
        : 'nothing: the default profile of the shared AWS files, else the role of the machine';
    case 'acr':
    case 'azureKeyVault':
      if (settings.node !== undefined) return `the rule (${section}.${settings.node.kind})`;
      if (env.AZURE_FEDERATED_TOKEN_FILE) return 'AZURE_FEDERATED_TOKEN_FILE';
      return /App Service/.test(String(identity))
        ? 'nothing: the machine (IDENTITY_ENDPOINT)'
        : 'nothing: the machine';
    case 'google':
    case 'googleSecretManager':
      if (settings.credentialFile !== undefined) return `the rule (${section}.credentialFile)`;
      if (settings.serviceAccount !== undefined) return `the rule (${section}.serviceAccount)`;
      return typeof byVariable === 'string' ? byVariable : 'nothing: the machine';
    case 'vault':
      return typeof named === 'string'
        ? named
        : `the rule (${section}.subject.${Object.keys(settings.subject ?? {})[0]})`;
    default:
      return typeof named === 'string' ? named : null;
  }
}

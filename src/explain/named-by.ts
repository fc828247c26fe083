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
  switch (backend.kind) {
    case 'ecr':
      return typeof named === 'string'
        ? named
        : 'nothing: the default profile of the shared AWS files, else the role of the machine';
    case 'acr':
      if (backend.node !== undefined) return `the rule (acr.${backend.node.kind})`;
      if (env.AZURE_FEDERATED_TOKEN_FILE) return 'AZURE_FEDERATED_TOKEN_FILE';
      return /App Service/.test(String(identity))
        ? 'nothing: the machine (IDENTITY_ENDPOINT)'
        : 'nothing: the machine';
    case 'google':
      if (backend.credentialFile !== undefined) return 'the rule (google.credentialFile)';
      if (backend.serviceAccount !== undefined) return 'the rule (google.serviceAccount)';
      return typeof byVariable === 'string' ? byVariable : 'nothing: the machine';
    default:
      return typeof named === 'string' ? named : null;
  }
}

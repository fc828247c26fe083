// The token of an identity at Azure: from Entra ID, from the machine, or from the cluster that the identity is bound to.

import type { Surroundings } from '../backend.ts';
import type { Caller } from '../cloud/call.ts';
import { getEntraToken } from './entra-token.ts';
import type { AcrQuestion } from './question.ts';

/** @throws {ProviderError} */
export async function getToken(
  { identity, authority, resource }: Pick<AcrQuestion, 'identity' | 'authority' | 'resource'>,
  caller: Caller,
  surroundings: Surroundings,
): Promise<string> {
  if (identity.kind !== 'boundIdentity') {
    return getEntraToken({ identity, authority, resource }, caller, surroundings);
  }
  const { getBoundToken } = await import('./identity-binding.ts');
  return getBoundToken(identity, resource, caller);
}

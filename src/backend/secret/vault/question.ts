// What is asked of Vault, where and as whom: everything that decides the answer, as plain data.

import type { VaultLogin, VaultSettings } from '../../../config/config.ts';
import { ProviderError } from '../../../errors.ts';
import type { QuestionKey } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { Details } from '../../cloud/cloud-backend.ts';
import { type OwnToken, ownTokenKey, ownTokenText, tokenOfAccount } from '../../cloud/own-token.ts';

export interface VaultQuestion
  extends Pick<VaultSettings, 'address' | 'caFile' | 'namespace' | 'mount' | 'path' | 'version' | 'field'> {
  readonly login: VaultLogin;
  readonly token: OwnToken;
}

/** @throws {ProviderError} IDENTITY_UNAVAILABLE, TOKEN_INVALID, AUDIENCE_REFUSED */
export function questionOf(
  { kind, tokenAudience = '', tokenFile, ...asked }: VaultSettings,
  asker: Asker,
): VaultQuestion {
  if (asker.kind === 'serviceAccount') {
    return { ...asked, token: tokenOfAccount(asker, tokenAudience) };
  }
  if (tokenFile === undefined) {
    throw new ProviderError('the rule names no token that proves the node', {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'set secret.vault.subject',
    });
  }
  return { ...asked, token: { kind: 'file', path: tokenFile } };
}

/** For messages: `service account team-a/app as role pull`. */
export function identityText({ token, login }: Pick<VaultQuestion, 'token' | 'login'>): string {
  return `${ownTokenText(token)} as role ${login.role}`;
}

/** For `explain`. */
export function describeQuestion(question: VaultQuestion): Details {
  const { address, caFile, namespace, mount, path, version, field, login, token } = question;
  return {
    store: 'Vault',
    address,
    namespace,
    secret: `${mount}/${path}`,
    version,
    field,
    login: `${login.method} at auth/${login.mount}`,
    as: login.role,
    token: ownTokenText(token),
    caFile,
  };
}

/** For the cache. */
export function keyOf({ token, login, ...asked }: VaultQuestion): QuestionKey {
  return { ...asked, login: { ...login }, token: ownTokenKey(token) };
}

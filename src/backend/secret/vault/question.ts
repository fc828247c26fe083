// What is asked of Vault, where and as whom: everything that decides the answer, as plain data.

import type { VaultLogin, VaultSettings } from '../../../config/config.ts';
import { ProviderError } from '../../../errors.ts';
import type { Environment } from '../../../system/environment.ts';
import type { QuestionKey } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { Details } from '../../cloud/cloud-backend.ts';
import {
  isOwnToken,
  type OwnToken,
  ownTokenKey,
  ownTokenText,
  tokenOfAccount,
} from '../../cloud/own-token.ts';
import {
  type CloudSubject,
  cloudSubjectKey,
  cloudSubjectOf,
  cloudSubjectText,
  cloudSubjectWarnings,
  describeCloudSubject,
} from '../../exchange/subject-token.ts';

export interface VaultQuestion
  extends Pick<VaultSettings, 'address' | 'caFile' | 'namespace' | 'mount' | 'path' | 'version' | 'field'> {
  readonly login: VaultLogin;
  readonly token: OwnToken | CloudSubject;
}

/** @throws {ProviderError} IDENTITY_UNAVAILABLE, TOKEN_INVALID, AUDIENCE_REFUSED, CONFIG_INVALID for an endpoint that cannot be */
export function questionOf(
  { kind, tokenAudience = '', subject = {}, ...asked }: VaultSettings,
  asker: Asker,
  env: Environment,
): VaultQuestion {
  if (asker.kind === 'serviceAccount') {
    return { ...asked, token: tokenOfAccount(asker, tokenAudience) };
  }
  const token =
    subject.file === undefined
      ? cloudSubjectOf(subject, 'secret.vault', env)
      : { kind: 'file' as const, path: subject.file };
  if (token === undefined) {
    throw new ProviderError('the rule names no token that proves the node', {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'set secret.vault.subject',
    });
  }
  return { ...asked, token };
}

/** For messages: `service account team-a/app as role pull`. */
export function identityText({ token, login }: Pick<VaultQuestion, 'token' | 'login'>): string {
  return `${tokenText(token)} as role ${login.role}`;
}

function tokenText(token: VaultQuestion['token']): string {
  return isOwnToken(token) ? ownTokenText(token) : cloudSubjectText(token);
}

/** For `explain`. */
export function describeQuestion(question: VaultQuestion, env: Environment): Details {
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
    token: tokenText(token),
    ...describeToken(token, env),
    caFile,
  };
}

function describeToken(token: VaultQuestion['token'], env: Environment): Details {
  return isOwnToken(token) ? {} : describeCloudSubject(token, env);
}

/** For the cache. */
export function keyOf({ token, login, ...asked }: VaultQuestion, env: Environment): QuestionKey {
  return {
    ...asked,
    login: { ...login },
    token: isOwnToken(token) ? ownTokenKey(token) : cloudSubjectKey(token, env),
  };
}

export function warningsOf({ token }: VaultQuestion): readonly string[] {
  return isOwnToken(token) ? [] : cloudSubjectWarnings(token);
}

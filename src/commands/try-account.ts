// The Pod's service account of try, with a token from a file where one is given.

import type { ArgumentsOf } from '../command-line/arguments.ts';
import { ProviderError } from '../errors.ts';
import { isJwt } from '../protocol/jwt-claims.ts';
import { serviceAccountOf } from '../protocol/service-account.ts';
import { Secret } from '../secret.ts';
import { readTextFile } from '../system/files.ts';
import type { PodAccount } from '../try/token.ts';
import { annotationsNamed, serviceAccountNamed } from './given-account.ts';

/** @throws {ProviderError} USAGE, TOKEN_INVALID, FILE_UNREADABLE */
export function accountOf({
  serviceAccount,
  tokenFile,
  annotation,
}: Pick<ArgumentsOf<'try'>, 'serviceAccount' | 'tokenFile' | 'annotation'>): PodAccount | undefined {
  const named = serviceAccountNamed(serviceAccount);
  const annotations = annotationsNamed(annotation);
  if (tokenFile === undefined) {
    return named && { ...named, token: undefined, annotations };
  }
  const text = readTextFile(tokenFile, { what: '--token-file' }).text.trim();
  if (!isJwt(text)) {
    throw new ProviderError(`--token-file: ${tokenFile} does not contain a service account token`, {
      code: 'TOKEN_INVALID',
      hint: 'write the output of kubectl create token to it',
    });
  }
  const token = new Secret(text);
  const { namespace, name, uid = '' } = serviceAccountOf(token);
  if (named !== undefined && (named.namespace !== namespace || named.name !== name)) {
    throw new ProviderError(
      `--token-file: the token is of service account ${namespace}/${name}, not of ${named.namespace}/${named.name}`,
      { code: 'USAGE', hint: 'leave --service-account out, or give a token of that account' },
    );
  }
  return { namespace, name, token: { text: token, uid }, annotations };
}

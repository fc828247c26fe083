// The service account of a pull, as the command line names it.

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { isNamespace, isServiceAccountName } from '../protocol/service-account-name.ts';

/** @throws {ProviderError} USAGE */
export function serviceAccountNamed(
  text: string | undefined,
): { readonly namespace: string; readonly name: string } | undefined {
  if (text === undefined) {
    return undefined;
  }
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (!isNamespace(namespace) || !isServiceAccountName(name) || rest.length > 0) {
    throw new ProviderError(`--service-account: expected NAMESPACE/NAME, got ${quote(text)}`, {
      code: 'USAGE',
      hint: 'for instance --service-account team-a/default',
    });
  }
  return { namespace, name };
}

/** @throws {ProviderError} USAGE */
export function annotationsNamed(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (key === undefined || value === undefined) {
        throw new ProviderError(`--annotation: expected KEY=VALUE, got ${quote(text)}`, {
          code: 'USAGE',
          hint: 'for instance --annotation eks.amazonaws.com/role-arn=arn:aws:iam::210987654321:role/pull',
        });
      }
      return [key, value];
    }),
  );
}

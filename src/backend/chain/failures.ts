// What is said when rules of a chain fail, or when not all of their credentials can be given.

import type { Rule } from '../../config/config.ts';
import { formatError, ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { ImageName } from '../../image/reference.ts';

/** Each rule's failure in one; the code is that of the first. */
export function noneGave(failures: readonly [ProviderError, ...ProviderError[]]): ProviderError {
  const [first, ...others] = failures;
  if (others.length === 0) {
    return first;
  }
  const each = failures.map(formatError);
  return new ProviderError(
    `none of the rules gave a credential: ${each.map((text, index) => `(${index + 1}) ${text}`).join(' ')}`,
    { code: first.code, details: each, summary: 'none of the rules gave a credential', cause: first },
  );
}

/** That of a rule without which the others' credentials are not given. */
export function requiredFailed(failure: ProviderError): ProviderError {
  return failure.in(`${failure.message}; the rule is required, so no other rule's credential is given`);
}

/** Why a rule's last credentials have no key; undefined: all have. */
export function leftOutOf(
  { name }: Rule,
  image: ImageName,
  count: number,
  { length }: readonly string[],
): ProviderError | undefined {
  if (count <= length) return undefined;
  const left = count - length;
  const what = count === 1 ? 'its credential is' : `the last ${left} of its ${count} credentials are`;
  return new ProviderError(
    `rule ${quote(name)}: for ${quote(image.name)} ${what} not given, because the kubelet tells too few keys for this name apart`,
    {
      code: 'CHAIN_TOO_LONG',
      hint: 'use fewer rules with continue, or a docker config with fewer entries for this image',
    },
  );
}

// What is said when rules of a chain fail.

import { formatError, ProviderError } from '../../errors.ts';

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

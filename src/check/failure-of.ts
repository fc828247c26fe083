// What a pull would fail for, found by trying it.

import { ProviderError } from '../errors.ts';

/** Undefined: it did not fail. @throws whatever is no ProviderError: a bug */
export function failureOf(work: () => unknown): ProviderError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

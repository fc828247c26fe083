// A failure of a whole command as JSON, for `--output json`: all that a person would be shown.

import type { ProviderError } from '../errors.ts';
import { formatJson } from '../paint.ts';

/** `mistakes` has one text for each, if there are several; else the message alone. */
export function errorJson({ code, message, hint, details }: ProviderError): string {
  const mistakes = details.length === 0 ? [message] : details;
  return formatJson({ error: { code, message, hint: hint ?? null, mistakes } });
}

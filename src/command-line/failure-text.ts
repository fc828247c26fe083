// A failure for a person: several mistakes are on a line each, and for a terminal lines break between words.

import { formatError, ProviderError } from '../errors.ts';
import { escapeControls } from '../escape.ts';
import { wrap } from '../wrap.ts';

/**
 * Each line with its end.
 * @param columns of the terminal, whose lines that go on are further in; undefined: programs read it, and no line breaks
 */
export function failureText(error: ProviderError, columns?: number): string {
  return linesOf(error)
    .map((line) => `${columns === undefined ? line : wrap(line, columns, { hang: 2 })}\n`)
    .join('');
}

function linesOf(error: ProviderError): string[] {
  const { code, hint, details } = error;
  if (details.length < 2) return [formatError(error)];
  const summary = new ProviderError(error.summary ?? `${details.length} mistakes`, { code, hint });
  return [...details.map(escapeControls), formatError(summary)];
}

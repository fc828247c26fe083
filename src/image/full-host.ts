// Patterns that name one registry, and not whichever host looks like it.

import { parsePattern } from './pattern-parts.ts';

/** Whether the pattern's host has no wildcard. Its path may still match several images. */
export function namesFullHost(pattern: string): boolean {
  return parsePattern(pattern)?.labels.every((label) => !/[*?[\]\\]/.test(label)) ?? false;
}

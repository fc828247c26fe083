// Which hosts may see the token: those that the rule names in full, port included.

import { namesFullHost } from '../../image/full-host.ts';
import { coverage } from '../../image/pattern.ts';

/** @param registry host, with port if the image has one */
export function isNamedHost(patterns: readonly string[], registry: string): boolean {
  return patterns.some((pattern) => namesFullHost(pattern) && coverage(pattern, registry) !== 'none');
}

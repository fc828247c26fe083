// Whether one of several patterns matches an image, and if not why, in words for a person.

import { explainMismatch, isNearMiss, matchesPattern } from './pattern.ts';

export interface PatternsReport {
  readonly matched: boolean;
  readonly reason: string;
  /** One thing is off, such as the port: probably what the reader meant. */
  readonly nearMiss: boolean;
}

/** `none`: what to say where there is no pattern at all. */
export function reportPatterns(patterns: readonly string[], image: string, none: string): PatternsReport {
  const pattern = patterns.find((candidate) => matchesPattern(candidate, image));
  if (pattern !== undefined) {
    return { matched: true, reason: `pattern "${pattern}" matches`, nearMiss: false };
  }
  const near = patterns.find((candidate) => isNearMiss(candidate, image));
  const shown = near ?? patterns[0];
  if (shown === undefined) {
    return { matched: false, reason: none, nearMiss: false };
  }
  const rest = patterns.length - 1;
  const others =
    rest === 0 ? '' : ` (nor ${rest === 1 ? 'does the other pattern' : `do ${rest} other patterns`})`;
  const reason = `pattern "${shown}": ${explainMismatch(shown, image)}${others}`;
  return { matched: false, reason, nearMiss: near !== undefined };
}

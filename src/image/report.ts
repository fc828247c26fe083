// Whether one of several patterns matches an image, and if not why, in words for a person.

import type { PatternWord } from './mismatch.ts';
import { type Nearness, nearnessOf } from './nearness.ts';
import { explainMismatch, matchesPattern } from './pattern.ts';

export interface PatternsReport {
  readonly matched: boolean;
  readonly reason: string;
  /** The one that matches or comes near; else the first. Null: there is none. */
  readonly pattern: string | null;
  /** How near it comes, if it does not match: 1 is one thing off, such as the port; null: it is about something else. */
  readonly distance: Nearness['distance'] | null;
  /** What is off and what to write, where it comes near. */
  readonly remedy: string | null;
}

/** `none`: what to say where there is no pattern at all. */
export function reportPatterns(
  patterns: readonly string[],
  image: string,
  none: string,
  word: PatternWord = 'pattern',
): PatternsReport {
  const pattern = patterns.find((candidate) => matchesPattern(candidate, image));
  if (pattern !== undefined) {
    return { matched: true, reason: `${word} "${pattern}" matches`, pattern, distance: null, remedy: null };
  }
  const near = nearestOf(patterns, image, word);
  const shown = near?.pattern ?? patterns[0];
  if (shown === undefined) {
    return { matched: false, reason: none, pattern: null, distance: null, remedy: null };
  }
  const rest = patterns.length - 1;
  const others =
    rest === 0 ? '' : ` (nor ${rest === 1 ? `does the other ${word}` : `do ${rest} other ${word}s`})`;
  const reason = `${word} "${shown}": ${explainMismatch(shown, image, word)}${others}`;
  return {
    matched: false,
    reason,
    pattern: shown,
    distance: near?.distance ?? null,
    remedy: near?.remedy ?? null,
  };
}

/** The first of the nearest. */
function nearestOf(
  patterns: readonly string[],
  image: string,
  word: PatternWord,
): (Nearness & { readonly pattern: string }) | undefined {
  let nearest: (Nearness & { readonly pattern: string }) | undefined;
  for (const pattern of patterns) {
    const near = nearnessOf(pattern, image, word);
    if (near !== undefined && (nearest === undefined || near.distance < nearest.distance)) {
      nearest = { ...near, pattern };
    }
    if (nearest?.distance === 1) break;
  }
  return nearest;
}

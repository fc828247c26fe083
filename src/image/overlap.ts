// How two patterns relate: whether some image matches both, and whether one matches all that the other does.

import { ProviderError } from '../errors.ts';
import { matchGlob } from './go-match.ts';
import { matchesPattern } from './pattern.ts';
import { type PatternParts, parsePattern } from './pattern-parts.ts';
import { type ImageName, parseImage } from './reference.ts';

/** Whether an image can match both. What cannot be parsed matches nothing. */
export function patternsOverlap(one: string, other: string): boolean {
  const [a, b] = [parsePattern(one), parsePattern(other)];
  if (a === undefined || b === undefined || !areAlike(a, b)) return false;
  const [pathA, pathB] = [pathOf(a), pathOf(b)];
  return (
    (pathA.startsWith(pathB) || pathB.startsWith(pathA)) &&
    a.labels.every((label, i) => globsOverlap(label, b.labels[i] ?? ''))
  );
}

/** An image that matches both; undefined: none was found, as there is none. */
export function commonImage(one: string, other: string): ImageName | undefined {
  const [a, b] = [parsePattern(one), parsePattern(other)];
  if (a === undefined || b === undefined || !patternsOverlap(one, other)) return undefined;
  const labels = a.labels.map((label, i) => commonGlobText(label, b.labels[i] ?? '') || 'a').join('.');
  const host = labels.includes(':') ? `[${labels}]` : labels; // an IPv6 address
  const path = pathOf(a).length > pathOf(b).length ? pathOf(a) : pathOf(b);
  return [path, `${path}image`, `${path}/image`]
    .map((end) => imageNamed(`${host}${a.port === '' ? '' : `:${a.port}`}${end}`))
    .find((image) => image && matchesPattern(one, image.name) && matchesPattern(other, image.name));
}

function imageNamed(text: string): ImageName | undefined {
  try {
    return parseImage(text);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

/** Whether every image that matches `narrow` matches `wide` as well. */
export function coversPattern(wide: string, narrow: string): boolean {
  const [a, b] = [parsePattern(wide), parsePattern(narrow)];
  if (a === undefined || b === undefined || !areAlike(a, b)) return false;
  return (
    pathOf(b).startsWith(pathOf(a)) && a.labels.every((label, i) => coversGlob(label, b.labels[i] ?? ''))
  );
}

/** Whether every text that the glob `narrow` matches is matched by `wide`; of wildcards both have `*` only. */
export function coversGlob(wide: string, narrow: string): boolean {
  // A character that only a star matches stands for whatever the narrow star does.
  return matchGlob(wide, narrow.replaceAll('*', '\u0001'));
}

function areAlike(a: PatternParts, b: PatternParts): boolean {
  return a.port === b.port && a.labels.length === b.labels.length;
}

/** Every image has a path. */
function pathOf({ path }: PatternParts): string {
  return path === '' ? '/' : path;
}

/** Whether one text can match both. */
export function globsOverlap(a: string, b: string): boolean {
  return overlaps(a, b)[0]?.[0] === true;
}

/** Whether what is left of both from (i, j) on can be one text. */
function overlaps(a: string, b: string): readonly (readonly boolean[])[] {
  const rows: boolean[][] = [];
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i -= 1) {
    const row: boolean[] = [];
    for (let j = b.length; j >= 0; j -= 1) {
      const [x, y] = [a[i], b[j]];
      if (x === undefined && y === undefined) row[j] = true;
      // A star ends, or takes the other's character or star.
      else if (x === '*' || y === '*') row[j] = below[j] === true || row[j + 1] === true;
      else row[j] = x !== undefined && x === y && below[j + 1] === true;
    }
    rows[i] = row;
    below = row;
  }
  return rows;
}

/** A shortest text that both match, which overlap. */
function commonGlobText(a: string, b: string): string {
  const rows = overlaps(a, b);
  let text = '';
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const [x, y] = [a[i], b[j]];
    if (x === '*' && rows[i + 1]?.[j]) i += 1;
    else if (y === '*' && rows[i]?.[j + 1]) j += 1;
    else {
      // A star takes the other's character.
      text += x === '*' ? (y ?? '') : (x ?? '');
      if (x !== '*') i += 1;
      if (y !== '*') j += 1;
    }
  }
  return text;
}

// Why a pattern does not match an image, in words for a person.

import { quote } from '../escape.ts';
import { fromBytes } from './go-bytes.ts';
import { matchGlob } from './go-match.ts';
import { type PatternParts, parsePattern, patternProblem } from './pattern-parts.ts';

/** What a text that images are compared with is called: an entry of matchImages, or a key of a docker config. */
export type PatternWord = 'pattern' | 'key';

type Aspect = 'syntax' | 'host' | 'port' | 'path';

interface Difference {
  readonly aspect: Aspect;
  readonly reason: string;
  /** So little is wrong that the two were probably meant for each other. */
  readonly small: boolean;
}

/** Why the kubelet does not take the image as matched, as a clause; undefined when it does. */
export function explainMismatch(
  pattern: string,
  image: string,
  word: PatternWord = 'pattern',
): string | undefined {
  const found = differences(pattern, image, word);
  return found.length === 0 ? undefined : found.map(({ reason }) => reason).join('; ');
}

/** What keeps them apart; empty: they match. */
export function differences(pattern: string, image: string, word: PatternWord = 'pattern'): Difference[] {
  const syntax = patternProblem(pattern) ?? patternProblem(image);
  const left = parsePattern(pattern);
  const right = parsePattern(image);
  if (left === undefined || right === undefined) {
    const whose = left === undefined ? word : 'image';
    return [{ aspect: 'syntax', reason: `${whose} cannot be parsed: ${syntax}`, small: false }];
  }
  return [
    hostDifference(left, right, word),
    portDifference(left, right, word),
    pathDifference(left, right),
  ].filter((difference) => difference !== undefined);
}

function hostDifference(
  pattern: PatternParts,
  image: PatternParts,
  word: PatternWord,
): Difference | undefined {
  const [wanted, found] = [pattern.labels, image.labels];
  if (wanted.length !== found.length) {
    const [longer, shorter] = wanted.length > found.length ? [wanted, found] : [found, wanted];
    const small =
      longer.length - shorter.length === 1 &&
      longer.some(
        (label, skip) =>
          isLoose(label, skip, longer === wanted) &&
          labelsMatch(wanted, found, longer === wanted ? skip : undefined, skip),
      );
    const labels = wanted.length === 1 ? '1 label' : `${wanted.length} labels`;
    return { aspect: 'host', reason: `host: ${word} has ${labels}, image has ${found.length}`, small };
  }
  const index = wanted.findIndex((label, i) => !matchGlob(label, found[i] ?? ''));
  if (index === -1) return undefined;
  const reason = `host: label ${index + 1} ${show(wanted[index])} does not match ${show(found[index])}`;
  const small = wanted.every((label, i) => matchGlob(label.toLowerCase(), (found[i] ?? '').toLowerCase()));
  return { aspect: 'host', reason: small ? `${reason}: letter case counts` : reason, small };
}

/** Whether the host may be meant without this label: a literal one in a pattern's middle is no slip. */
function isLoose(label: string, index: number, isPatterns: boolean): boolean {
  return !isPatterns || index === 0 || label.includes('*');
}

/** Whether the labels match once the longer of the two lists has lost one. */
function labelsMatch(
  wanted: readonly string[],
  found: readonly string[],
  skipWanted: number | undefined,
  skip: number,
): boolean {
  const left = skipWanted === undefined ? wanted : wanted.toSpliced(skip, 1);
  const right = skipWanted === undefined ? found.toSpliced(skip, 1) : found;
  return left.every((label, i) => matchGlob(label, right[i] ?? ''));
}

function portDifference(
  pattern: PatternParts,
  image: PatternParts,
  word: PatternWord,
): Difference | undefined {
  if (pattern.port === image.port) return undefined;
  const reason = `port: ${word} has ${pattern.port || 'none'}, image has ${image.port || 'none'}`;
  return { aspect: 'port', reason, small: true };
}

function pathDifference(pattern: PatternParts, image: PatternParts): Difference | undefined {
  if (image.path.startsWith(pattern.path)) return undefined;
  const reason = `path ${show(pattern.path)} is not a prefix of ${show(image.path)}`;
  return { aspect: 'path', reason: reason + pathAdvice(pattern.path, image.path), small: true };
}

function pathAdvice(pattern: string, image: string): string {
  if (image.toLowerCase().startsWith(pattern.toLowerCase())) return ': letter case counts';
  if (pattern.includes('*')) return ': "*" has no meaning in a path';
  if (pattern === `${image}/`) return ': the slash at its end';
  return '';
}

function show(bytes: string | undefined): string {
  return quote(fromBytes(bytes ?? ''));
}

// Patterns of our configuration that do not say what their author means, with the one that was probably meant.

import { codePointOf } from '../escape.ts';
import { DOCKER_HUB, isDockerHubAlias, isOfficialImage } from './docker-hub.ts';
import { parsePattern, patternProblem } from './pattern-parts.ts';
import { hostProblem, pathProblem } from './possible.ts';
import { repairPattern } from './repair.ts';

interface PatternProblem {
  /** A clause about the pattern, "it". */
  readonly problem: string;
  /** A pattern that lints clean and that was probably meant. */
  readonly meant?: string;
}

/**
 * What is wrong with a pattern that the kubelet refuses or that no image can match; undefined for any other, with
 * these exceptions, each of which can be written in another way that is clear:
 * - a query, a fragment or user information, which the kubelet ignores (leave it out);
 * - `docker.io/nginx`, where the account is spelt `docker.io/nginx/` and the image `docker.io/library/nginx`;
 * - `registry-1.docker.io` and `*`, which match little but are hardly meant so (with a slash at the end they pass).
 */
export function lintPattern(pattern: string): PatternProblem | undefined {
  const problem = problemOf(pattern);
  if (problem === undefined) return undefined;
  if (pattern.length > MAX_LENGTH) return { problem };
  const meant = repairPattern(pattern);
  return meant === '' || problemOf(meant) !== undefined ? { problem } : { problem, meant };
}

/** A pattern as it may be shown: what stands between a colon and "@" was meant for a password. */
export function withoutPassword(pattern: string): string {
  return pattern.replace(/^((?:[^/?#]*:\/\/)?[^/?#:@]*:)[^/?#]*@/, '$1[redacted]@');
}

// Longer than any image name.
const MAX_LENGTH = 1024;

function problemOf(pattern: string): string | undefined {
  if (pattern.length > MAX_LENGTH) return `it has more than ${MAX_LENGTH} characters`;
  const parts = parsePattern(pattern);
  if (parts === undefined)
    return commonMistake(pattern) ?? `the kubelet refuses it: ${patternProblem(pattern)}`;
  const impossible = hostProblem(parts) ?? pathProblem(parts);
  if (impossible !== undefined) return commonMistake(pattern) ?? impossible;
  return hasIgnoredPart(pattern) ? commonMistake(pattern) : misreading(pattern);
}

/** A query, a fragment, or user information. */
function hasIgnoredPart(pattern: string): boolean {
  const [authority = ''] = pattern.split('/', 1);
  return authority.includes('@') || pattern.includes('?') || pattern.includes('#');
}

/** What a pattern that does match something is likely to be mistaken for. */
function misreading(pattern: string): string | undefined {
  if (pattern.replaceAll('*', '') === '') {
    return 'it matches only registries without dot and port, such as localhost; no pattern matches every registry';
  }
  if (isDockerHubAlias(pattern))
    return `Docker Hub's images are named after ${DOCKER_HUB}, not after ${pattern}`;
  if (!pattern.startsWith(`${DOCKER_HUB}/`)) return undefined;
  const name = pattern.slice(DOCKER_HUB.length + 1);
  if (!isOfficialImage(name)) return undefined;
  return `it does not match the image ${name}, which is ${DOCKER_HUB}/library/${name}; for the account write ${pattern}/`;
}

/** The text of the first mistake that the pattern shows. Only for patterns of which it is known that they are wrong. */
function commonMistake(pattern: string): string | undefined {
  const found = mistakes().find(([sign]) => sign.test(pattern))?.[1];
  // It may look like another: with its code point an editor finds it.
  const [odd] = /[\u0080-\u{10ffff}]/u.exec(pattern) ?? [];
  return odd === undefined ? found : found?.replace(ODD, `(here ${codePointOf(odd)})`);
}

/** Stands where the code point of the character is named. */
const ODD = '(CHARACTER)';

/** Made when there is one: V8 parses each expression that is made. */
const mistakes = (): readonly (readonly [sign: RegExp, problem: string])[] => [
  [/^\s*$/, 'it is empty'],
  [/^\s|\s$/, 'it has white space around it'],
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'it has a scheme; a pattern begins with the host'],
  [/^\//, 'it begins with a slash; a pattern begins with the host'],
  [/^!/, 'it begins with "!"; patterns cannot exclude'],
  [
    /^\[[0-9a-f:.]*:[0-9a-f:.]*\]:?(?:\/|$)/i,
    'it has an IPv6 address without a port, which the kubelet takes for a set of characters',
  ],
  [/^[^/]*[[\]{}]/, 'it has a set of alternatives; the only wildcard is "*"'],
  [/,/, 'it has a comma; write each pattern as a separate entry'],
  [/@[a-z0-9]+:/i, 'it has a digest; the kubelet asks without tag and digest'],
  [/^[^/?#]*@/, 'it has user information before "@", which the kubelet ignores'],
  [/^[^#]*\?/, 'it has a "?", and the kubelet ignores what follows; the only wildcard is "*", in the host'],
  [/#/, 'it has a "#", and the kubelet ignores what follows'],
  [
    /^[^/]*:[0-9]*\*/,
    'it has a wildcard in the port; a port is compared exactly, so write one pattern for each port',
  ],
  [/^[^/:]*:[^/:]*[^/:0-9][^/:]*$/, 'it has a tag; the kubelet asks without tag and digest'],
  [
    /\/.*\*/,
    'it has a wildcard in the path; the path is compared as a prefix, and the wildcard "*" works only in the host',
  ],
  [/\/[^/:]*:[^/]*$/, 'it has a tag; the kubelet asks without tag and digest'],
  [/\/\//, 'it has two slashes in a row'],
  [/\/(?:%..|[^%A-Z])*[A-Z]/, 'it has upper case in the path; repository names are lower-case'],
  [/^[^/:]*\.(?:[:/]|$)/, 'its host ends with a dot'],
  [/^\./, 'its host begins with a dot'],
  [
    /^[\u2018-\u201f\u00ab\u00bb]|[\u2018-\u201f\u00ab\u00bb]$/,
    `it has typographic quotes ${ODD}; write " instead`,
  ],
  [
    /[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/,
    `it has a blank that is not the usual one, such as a no-break space ${ODD}`,
  ],
  [
    /^[^/]*[\u0080-\uffff]/,
    `its host has a character that is not ASCII ${ODD}; image names have the punycode form (xn--)`,
  ],
];

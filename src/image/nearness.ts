// How near a pattern comes to an image that it does not match, and what would make it match, for a person.

import { DOCKER_HUB, isDockerHubAlias } from './docker-hub.ts';
import { fromBytes } from './go-bytes.ts';
import { matchGlob } from './go-match.ts';
import { differences, type PatternWord } from './mismatch.ts';
import { type PatternParts, parsePattern } from './pattern-parts.ts';
import { repairPattern } from './repair.ts';

export interface Nearness {
  /** 1: a single thing is off; 2: several of the same host; 3: the host differs by a slip of the pen. */
  readonly distance: 1 | 2 | 3;
  /** What is off and what to write, as a clause: `the port is missing; the image must be reg.example:8443/…`. */
  readonly remedy: string;
}

/** Undefined: it matches, or is about something else. */
export function nearnessOf(
  pattern: string,
  image: string,
  word: PatternWord = 'pattern',
): Nearness | undefined {
  const bare = withoutScheme(pattern);
  const wanted = parsePattern(bare);
  const found = parsePattern(image);
  if (wanted === undefined || found === undefined) return repairedNearness(pattern, image, word);
  const different = differences(bare, image);
  if (different.length === 0) {
    return bare === pattern
      ? undefined
      : { distance: 1, remedy: `a ${word} has no scheme; write ${bare} ${PLACES[word]}` };
  }
  const aliased = aliasOf(wanted, found, word);
  if (aliased !== undefined) return { distance: 1, remedy: aliased };
  const host = different.find(({ aspect }) => aspect === 'host');
  if (host !== undefined && !host.small) {
    const meant = slipIn(wanted, found);
    const remedy = `the host differs; the ${word} has ${text(meant ?? '')}`;
    return meant === undefined ? undefined : { distance: 3, remedy };
  }
  if (host !== undefined && different.length > 1 && wanted.labels.length !== found.labels.length) {
    return undefined;
  }
  const remedies = [
    ...(host === undefined ? [] : [hostRemedy(wanted, found, word)]),
    ...(wanted.port === found.port ? [] : [portRemedy(wanted, found, word)]),
    ...(found.path.startsWith(wanted.path) ? [] : [pathRemedy(wanted, found, word)]),
  ];
  return { distance: different.length === 1 ? 1 : 2, remedy: remedies.join('; ') };
}

/** Where it is written. */
const PLACES: Readonly<Record<PatternWord, string>> = { pattern: 'in matchImages', key: 'as the key' };

const ADDED: Readonly<Record<PatternWord, string>> = { pattern: 'to matchImages', key: 'as another key' };

function withoutScheme(pattern: string): string {
  return pattern.replace(/^https?:\/\//i, '');
}

/** What cannot be parsed may still be meant for this image: a tag in it, a port of a wildcard. */
function repairedNearness(pattern: string, image: string, word: PatternWord): Nearness | undefined {
  const repaired = repairPattern(pattern);
  const isMeant = parsePattern(repaired) !== undefined && differences(repaired, image).length === 0;
  return isMeant
    ? { distance: 1, remedy: `the ${word} cannot be parsed; write ${repaired} ${PLACES[word]}` }
    : undefined;
}

/** Docker Hub's other names, which no image has. */
function aliasOf(wanted: PatternParts, found: PatternParts, word: PatternWord): string | undefined {
  const host = wanted.labels.join('.');
  const isHub = isDockerHubAlias(host) || host === 'registry.hub.docker.com';
  return isHub && found.labels.join('.') === DOCKER_HUB
    ? `images of Docker Hub are named ${DOCKER_HUB}/…; write ${DOCKER_HUB} instead of ${host} ${PLACES[word]}`
    : undefined;
}

function hostRemedy(wanted: PatternParts, found: PatternParts, word: PatternWord): string {
  const [pattern, image] = [wanted.labels, found.labels];
  if (pattern.length < image.length) {
    return `the image's host has one label more, and "*" stands for one label; ${mustBe(wanted, found, word)}, or have a "*" for it`;
  }
  if (pattern.length > image.length) {
    return `the image's host has one label less, and "*" needs one to stand for; add ${meantPattern(wanted, found)} ${ADDED[word]} if it is meant`;
  }
  const lower = lowerCase(image);
  return image.join('.') === lower.join('.')
    ? `letter case counts; ${mustBe(wanted, found, word)}`
    : `letter case counts; the image must be ${text(withPort(lower.join('.'), found.port))}/…`;
}

function portRemedy(wanted: PatternParts, found: PatternParts, word: PatternWord): string {
  if (found.port === '') {
    return `the port is missing; the image must be ${text(withPort(found.labels.join('.'), wanted.port))}/…`;
  }
  return wanted.port === ''
    ? `the ${word} has no port, and the image has ${text(found.port)}; ${mustBe(wanted, found, word)}`
    : `the image's port is ${text(found.port)}, and the ${word}'s is ${text(wanted.port)}; the image must be ${text(withPort(found.labels.join('.'), wanted.port))}/…, or the ${word} ${meantPattern(wanted, found)}`;
}

function pathRemedy(wanted: PatternParts, found: PatternParts, word: PatternWord): string {
  const [pattern, image] = [text(wanted.path), text(found.path)];
  if (image.toLowerCase().startsWith(pattern.toLowerCase())) {
    return `letter case counts in the path; ${mustBe(wanted, found, word)}`;
  }
  if (pattern.includes('*')) {
    const kept = beforeStar(pattern);
    return image.startsWith(kept)
      ? `"*" has no meaning in a path; ${mustBe(wanted, found, word)}`
      : `"*" has no meaning in a path, and the image's path must begin with ${kept}`;
  }
  if (pattern === `${image}/`) {
    return `the slash at the end leaves this image out; ${mustBe(wanted, found, word)}`;
  }
  return `the image's path must begin with ${pattern}`;
}

function mustBe(wanted: PatternParts, found: PatternParts, word: PatternWord): string {
  return `the ${word} must be ${meantPattern(wanted, found)}`;
}

/** The pattern without any of its slips: whoever writes it has mended all that can be mended there. */
function meantPattern(wanted: PatternParts, found: PatternParts): string {
  const host = meantHost(wanted.labels, found.labels).join('.');
  return text(withPort(host, found.port || wanted.port) + meantPath(wanted.path, found.path));
}

function meantHost(pattern: readonly string[], image: readonly string[]): readonly string[] {
  if (pattern.length !== image.length) return image;
  const matches = pattern.every((label, index) => matchGlob(label, image[index] ?? ''));
  return matches ? pattern : lowerCase(image);
}

function meantPath(pattern: string, image: string): string {
  if (image.startsWith(pattern)) return pattern;
  if (image.toLowerCase().startsWith(pattern.toLowerCase())) return pattern.toLowerCase();
  const kept = beforeStar(pattern);
  return kept === '/' ? '' : kept === `${image}/` ? image : kept;
}

function beforeStar(path: string): string {
  const [kept = ''] = path.split('*', 1);
  return kept;
}

function lowerCase(labels: readonly string[]): string[] {
  return labels.map((label) => label.toLowerCase());
}

/** The pattern's host, if an image's host of as many labels differs from it by one or two characters. */
function slipIn(wanted: PatternParts, found: PatternParts): string | undefined {
  const [pattern, image] = [wanted.labels, found.labels];
  if (pattern.length !== image.length) return undefined;
  const off = pattern.flatMap((label, index) => {
    const other = image[index] ?? '';
    return matchGlob(label, other) ? [] : [[label.toLowerCase(), other.toLowerCase()] as const];
  });
  const [[label, other] = ['', '']] = off;
  const isSlip = off.length === 1 && !/[*?[]/.test(label) && isOneSlip(label, other);
  return isSlip ? withPort(pattern.join('.'), wanted.port) : undefined;
}

/** Four letters or more, of which one is missing, added, wrong, or has changed places with its neighbour. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < 4 || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [restOne, restOther] = [one.slice(start), other.slice(start)];
  if (restOne.slice(1) === restOther.slice(1)) return true;
  if (restOne.slice(1) === restOther || restOther.slice(1) === restOne) return true;
  return (
    restOne[0] === restOther[1] && restOne[1] === restOther[0] && restOne.slice(2) === restOther.slice(2)
  );
}

function withPort(host: string, port: string): string {
  return port === '' ? host : `${host}:${port}`;
}

function text(bytes: string): string {
  return fromBytes(bytes);
}

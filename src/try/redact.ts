// What a provider writes to stderr, made fit to be shown: without the secrets that are known, and without what looks like
// one.

import { escapeControls } from '../escape.ts';
import type { Secret } from '../secret.ts';

const REDACTED = '[redacted]';
/** Shorter ones occur in every text. */
const MIN_LENGTH = 3;

// What is looked for stands before what must precede it: of long blanks each would be the beginning of another search.
const FORMS: readonly RegExp[] = [
  // A JSON Web Token, or JSON in base64 by itself.
  /\beyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g,
  // After the name of what it is: `password=…`, `"token": "…"`, `Authorization: Basic …`. This plugin's own lines begin with
  // the names of a rule and of its backend, which may be `secret`.
  /(?=[^\s"',;}]{6})(?<!^rule "(?:[^"\\\n]|\\.)*": secret: )(?<=\b(?:[\w-]*(?:passw(?:or)?d|secret|api[-_]?key)|authorization)["']?\s*[:=]\s*["']?(?:basic |bearer )?)[^\s"',;}]{6,}/gim,
  // The same, but for a plain word that tells the reason: `cannot fetch token: unexpected status`.
  /(?=[^\s"',;}]{6})(?<=\b[\w-]*(?:token|credentials?)["']?\s*[:=]\s*["']?)(?!(?<=\s)[a-z]{1,19}[.,:;)]?(?:\s|$))[^\s"',;}]{6,}/gi,
  /(?<=\b(?:basic|bearer) )(?!(?:auth|token|realm|scheme|challenge|credential))[\w.~+/=-]{8,}/gi,
  // The value of a flag: `--password VALUE`.
  /(?<=(?:^|\s)--?[\w-]*(?:passw(?:or)?d|token|secret|api-?key) )(?!-)[^\s/][^\s]*/gi,
  // The same in the short form of curl and docker login: `-u NAME:VALUE`, `-p VALUE`.
  /(?<=(?:^|\s)-u[ =]?[^\s:-][^\s:]*:)[^\s]+|(?<=(?:^|\s)-p )[^\s-][^\s]*/g,
  // The user information of a URL.
  /(?<=:\/\/)[^\s/@]+(?=@)/g,
  // What registries and clouds mark as theirs.
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\b(?:gh[pousr]_|glpat-|dckr_pat_|ya29\.)[\w.-]{10,}/g,
];

/** @param secrets the token that the provider was given, and the passwords that it has returned */
export function redactor(secrets: readonly Secret[]): (text: string) => string {
  const known = withoutSecrets(secrets);
  return (text) => FORMS.reduce((rest, form) => rest.replace(form, REDACTED), known(text));
}

/** Without those that are known, for text of our own that quotes what is not. */
export function withoutSecrets(secrets: readonly Secret[]): (text: string) => string {
  const known = secrets
    .flatMap((secret) => spellingsOf(secret.reveal()))
    .filter(({ text }) => text.length >= MIN_LENGTH)
    .sort((one, other) => other.text.length - one.text.length);
  const long = known.filter(({ text }) => text.length >= MIN_BROKEN);
  return (text) => withoutBroken(known.reduce(withoutSpelling, text), long);
}

/** How a secret may stand in a text. */
interface Spelling {
  readonly text: string;
  /** Whether a digit of base64 before it, or behind it, has bits of the secret too. */
  readonly before: boolean;
  readonly after: boolean;
}

/** From where to where it stands in a text. */
type Range = readonly [begin: number, end: number];

function withoutSpelling(text: string, spelling: Spelling): string {
  return withoutRanges(text, rangesOf(text, spelling));
}

/** A shorter one may meet at a line's end by chance. */
const MIN_BROKEN = 8;
/** Between lines, also as JSON and Go quote them. */
const LINE_BREAKS = /(?:\s|\\{1,3}[rn])+/g;

/** As `base64`, `openssl` and `fold` write what is long: on several lines. */
function withoutBroken(text: string, spellings: readonly Spelling[]): string {
  let rest = text;
  let whole = joinLines(text);
  for (const spelling of spellings) {
    const ranges = rangesOf(whole.text, spelling);
    if (ranges.length === 0) continue;
    rest = withoutRanges(
      rest,
      ranges.map(([begin, end]) => [whole.placeOf(begin), whole.placeOf(end - 1) + 1]),
    );
    whole = joinLines(rest);
  }
  return rest;
}

/** The text as one line, and where each of its characters stands in the text. */
function joinLines(text: string): { readonly text: string; readonly placeOf: (at: number) => number } {
  const places = new Uint32Array(text.length);
  let joined = '';
  let from = 0;
  const add = (end: number) => {
    for (let place = from; place < end; place += 1) places[joined.length + place - from] = place;
    joined += text.slice(from, end);
  };
  for (const { 0: blanks, index } of text.matchAll(LINE_BREAKS)) {
    if (/[\r\n\\]/.test(blanks)) {
      add(index);
      from = index + blanks.length;
    }
  }
  add(text.length);
  return { text: joined, placeOf: (at) => places[at] ?? at };
}

function withoutRanges(text: string, ranges: readonly Range[]): string {
  let rest = '';
  let from = 0;
  for (const [begin, end] of ranges) {
    rest += text.slice(from, begin) + REDACTED;
    from = end;
  }
  return rest + text.slice(from);
}

/** In order, none in another. */
function rangesOf(text: string, { text: secret, before, after }: Spelling): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, from)) {
    const begin =
      at - (before ? (DIGIT_BEFORE.exec(text.slice(Math.max(from, at - 3), at))?.[0].length ?? 0) : 0);
    const end = at + secret.length;
    from = end + (after ? (DIGIT_BEHIND.exec(text.slice(end, end + MAX_END))?.[0].length ?? 0) : 0);
    ranges.push([begin, from]);
  }
  return ranges;
}

/** Of either alphabet, and as a URL or JSON may have it. */
const DIGIT = '(?:[A-Za-z0-9+/_-]|%2[BbFf])';
const DIGIT_BEFORE = new RegExp(`${DIGIT}$`);
/** With the padding. */
const DIGIT_BEHIND = new RegExp(`^${DIGIT}?(?:=|%3[Dd]){0,2}`);
const MAX_END = 9;

/** As a message may quote it: whole, without the line break at its end, and of a key in PEM each line. */
function spellingsOf(secret: string): Spelling[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.trim().length >= MIN_LINE);
  const texts = [...new Set([secret, secret.trim(), ...lines])];
  return [
    ...[...new Set(texts.flatMap(encodingsOf))].map((text) => ({ text, before: false, after: false })),
    ...texts.flatMap(base64Of),
  ];
}

/** A shorter line of several is no secret by itself. */
const MIN_LINE = 8;

function encodingsOf(text: string): string[] {
  const wellFormed = text.toWellFormed();
  const percent = encodeURIComponent(wellFormed);
  const form = new URLSearchParams({ '': wellFormed }).toString().slice(1);
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    ...[percent, form].flatMap((each) => [each, each.replace(/%../g, (hex) => hex.toLowerCase())]),
    ...(text.length < MIN_LINE ? [] : [Buffer.from(text).toString('hex')]),
  ];
}

/** A shorter part may stand in any text. */
const MIN_DIGITS = 4;

/**
 * In base64 it stands behind a user's name of any length. The digits that it alone decides are looked for; one at each end
 * may have bits of its neighbours.
 */
function base64Of(secret: string): Spelling[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
    const bits = 8 * bytes.length;
    const digits = bytes.toString('base64').slice(Math.ceil((8 * shift) / 6), Math.floor(bits / 6));
    const forUrl = digits.replaceAll('+', '-').replaceAll('/', '_');
    const inUrl = encodeURIComponent(digits);
    const lower = inUrl.replace(/%../g, (hex) => hex.toLowerCase());
    const texts = new Set([digits, forUrl, inUrl, lower, digits.replaceAll('/', '\\/')]);
    return digits.length < MIN_DIGITS
      ? []
      : [...texts].map((text) => ({ text, before: shift > 0, after: bits % 6 > 0 }));
  });
}

const MAX_LINES = 20;
/** As long as this plugin's own lines may be: a code is at their end. */
const MAX_LINE = 4096;

/** Lines for a terminal. */
export function shownLines(bytes: Buffer, redact: (text: string) => string): readonly string[] {
  const lines = redact(bytes.toString('utf8'))
    .split('\n')
    .map((line) => line.trimEnd());
  const shown = lines.filter((line) => line !== '').map((line) => cut(escapeControls(line)));
  return shown.length <= MAX_LINES
    ? shown
    : [...shown.slice(0, MAX_LINES), `… and ${shown.length - MAX_LINES} lines more`];
}

function cut(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)}…`;
}

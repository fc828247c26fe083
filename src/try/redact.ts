// What a provider writes to stderr, made fit to be shown: without the secrets that are known, and without what looks like
// one.

import { escapeControls } from '../escape.ts';
import type { Secret } from '../secret.ts';

const REDACTED = '[redacted]';
/** Shorter ones occur in every text. */
const MIN_LENGTH = 3;

const FORMS: readonly RegExp[] = [
  // A JSON Web Token.
  /\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g,
  // After the name of what it is: `password=…`, `"token": "…"`, `Authorization: Basic …`.
  /(?<=\b(?:[\w-]*(?:passw(?:or)?d|secret|api[-_]?key)|authorization)["']?\s*[:=]\s*["']?(?:basic |bearer )?)[^\s"',;}]{6,}/gi,
  // The same, but for a plain word that tells the reason: `cannot fetch token: unexpected status`.
  /(?<=\b[\w-]*(?:token|credentials?)["']?\s*[:=]\s*["']?)(?!(?<=\s)[a-z]{1,19}[.,:;)]?(?:\s|$))[^\s"',;}]{6,}/gi,
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
    .filter((text) => text.length >= MIN_LENGTH)
    .sort((one, other) => other.length - one.length);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

/** As a message may quote it: whole, without the line break at its end, and of a key in PEM each line. */
function spellingsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.trim().length >= MIN_LINE);
  return [...new Set([secret, secret.trim(), ...lines].flatMap(encodingsOf))];
}

/** A shorter line of several is no secret by itself. */
const MIN_LINE = 8;

function encodingsOf(text: string): string[] {
  const wellFormed = text.toWellFormed();
  const percent = encodeURIComponent(wellFormed);
  const form = new URLSearchParams({ '': wellFormed }).toString().slice(1);
  const base64 = base64Of(text);
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    ...[percent, form].flatMap((each) => [each, each.replace(/%../g, (hex) => hex.toLowerCase())]),
    ...base64,
    ...base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_')),
    ...(text.length < MIN_LINE ? [] : [Buffer.from(text).toString('hex')]),
  ];
}

/** In base64 it stands behind a user's name of any length; what its neighbours change is left off. */
function base64Of(secret: string): string[] {
  return [0, 1, 2]
    .map((shift) => {
      const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
      return text.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1);
    })
    .filter((text) => text.length >= 8);
}

const MAX_LINES = 20;
const MAX_LINE = 500;

/** Lines for a terminal. */
export function shownLines(bytes: Buffer, redact: (text: string) => string): readonly string[] {
  const lines = redact(bytes.toString('utf8'))
    .split('\n')
    .map((line) => line.trimEnd());
  const shown = lines.filter((line) => line !== '').map((line) => escapeControls(line).slice(0, MAX_LINE));
  return shown.length <= MAX_LINES
    ? shown
    : [...shown.slice(0, MAX_LINES), `… and ${shown.length - MAX_LINES} lines more`];
}

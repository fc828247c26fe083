// What is said of a configuration, without any password that is written in it: an alias may have put it anywhere.

import { escapeControls } from '../escape.ts';
import { FIELDS, SECRET_VALUES } from '../generated/config-facts.ts';
import type { Mistake } from '../yaml/mistake.ts';
import { placeOf } from './mistake.ts';

const HIDDEN = '[redacted]';
/** Where no password can be a part of another word by chance. */
const MIN_LENGTH = 4;
/** As much of a value as a message quotes. */
const MAX_QUOTED = 200;

/** Every password in a configuration's value, sound or not. */
export function secretsIn(value: unknown): ReadonlySet<string> {
  const secrets = new Set<string>();
  collect(value, secrets, 0);
  return secrets;
}

export function withoutSecrets(mistakes: readonly Mistake[], secrets: ReadonlySet<string>): Mistake[] {
  if (secrets.size === 0) return [...mistakes];
  return mistakes.map((mistake) => ({
    ...mistake,
    text: hideSecrets(mistake.text, secrets),
    path: mistake.path.map((part, index) =>
      typeof part === 'string' && secrets.has(part) && !isField(mistake.path.slice(0, index), part)
        ? HIDDEN
        : part,
    ),
  }));
}

/** A text of a message, in which values are quoted. */
export function hideSecrets(text: string, secrets: ReadonlySet<string>): string {
  // The longest first: what begins with another secret is hidden whole.
  return [...secrets]
    .toSorted((a, b) => b.length - a.length)
    .reduce(
      (left, secret) => hide(left, escapeControls(secret).replaceAll('"', '\\"').slice(0, MAX_QUOTED)),
      text,
    );
}

function collect(value: unknown, secrets: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 32) return;
  for (const [key, each] of Object.entries(value)) {
    const isSecret = SECRET_VALUES.includes(key) && ['string', 'number', 'boolean'].includes(typeof each);
    if (isSecret && each !== '') secrets.add(String(each));
    collect(each, secrets, depth + 1);
  }
}

function hide(text: string, secret: string): string {
  return secret.length >= MIN_LENGTH
    ? text.replaceAll(secret, () => HIDDEN)
    : text.replaceAll(`"${secret}"`, HIDDEN).replaceAll(` got ${secret};`, ` got ${HIDDEN};`);
}

function isField(parent: Mistake['path'], name: string): boolean {
  return FIELDS.get(placeOf(parent))?.includes(name) ?? false;
}

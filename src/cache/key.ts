// The name of an entry: equal for questions that may share an answer, and it tells nothing.

import type { Question, QuestionKeyValue } from '../backend/backend.ts';
import { Secret } from '../secret.ts';
import { sha256 } from '../sha256.ts';

/** Of what is hashed and of an entry's form: a change of either must make other names. */
export const FORMAT_VERSION = 1;

/** What an entry is of. */
export interface EntryHead {
  /** Of its file, without an ending. */
  readonly name: string;
  /** All that distinguishes the question, as one text; the file repeats it. */
  readonly text: string;
  readonly backend: string;
  readonly registry: string;
}

export function headOf({ backend, registry, key }: Omit<Question, 'ask'>): EntryHead {
  const text = canonicalJson({ backend, format: FORMAT_VERSION, key, registry });
  return { name: sha256(text), text, backend, registry };
}

/**
 * JSON in which equal values are equal texts: keys sorted, members that are undefined left out. The entry's file
 * repeats it, so that of a secret there is a digest, in an object of its own: no text of a setting is equal to it.
 */
function canonicalJson(value: QuestionKeyValue): string {
  if (value instanceof Secret) {
    return `{"sha256":${JSON.stringify(sha256(value.reveal()))}}`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

// The name of an entry: equal for questions that may share an answer, and without information for a reader.

import type { Question, QuestionKeyValue } from '../backend/backend.ts';
import { Secret } from '../secret.ts';
import { sha256 } from '../sha256.ts';

/** Version of what is hashed and of an entry's form: a change of either must give other names. */
export const FORMAT_VERSION = 1;

/** What identifies an entry. */
export interface EntryHead {
  /** Name of its file, without the extension. */
  readonly name: string;
  /** All that distinguishes the question, as one text, which the file repeats. */
  readonly text: string;
  readonly backend: string;
  readonly registry: string;
}

export function headOf({
  backend,
  registry,
  key,
}: Pick<Question, 'backend' | 'registry' | 'key'>): EntryHead {
  const text = canonicalJson({ backend, format: FORMAT_VERSION, key, registry });
  return { name: sha256(text), text, backend, registry };
}

/**
 * JSON in which equal values have equal texts: keys are sorted, undefined members left out. The entry's file repeats
 * it, so a secret is replaced by its digest, in an object of its own that no text of a setting can equal.
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

// What stands in a configuration file of the kubelet: values that remember their lines, before anybody asks for types.

import type { Path } from '../../yaml/path.ts';

export type Value = MapValue | ListValue | TextValue | OtherValue;

export interface MapValue {
  readonly kind: 'map';
  readonly line: number;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly line: number;
  readonly value: Value;
}

interface ListValue {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly Value[];
}

interface TextValue {
  readonly kind: 'text';
  readonly line: number;
  readonly text: string;
}

interface OtherValue {
  readonly kind: 'number' | 'true' | 'false' | 'null';
  readonly line: number;
}

/** Why a text is no value: the line, and what is wrong there. Never quotes the text, which may hold a secret. */
export interface SyntaxProblem {
  readonly line: number;
  readonly path: Path;
  readonly what: string;
  /** Whether it is a field that is written twice; by default not. */
  readonly repeats?: boolean;
}

export interface Reading {
  /** Undefined: the text is none. */
  readonly value: Value | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Where a further YAML document begins, which the kubelet does not read. */
  readonly furtherDocument: number | undefined;
}

/** A text that is not a value. */
export function refusedReading(problems: readonly SyntaxProblem[]): Reading {
  return { value: undefined, problems, furtherDocument: undefined };
}

/** No field of the kubelet's lies this deep, so it refuses whatever does. */
export const MAX_DEPTH = 32;

/** Line, from 1, of what stands at the path, or else of what it would stand in. */
export function lineOf(value: Value, path: Path): number {
  let at: Value | undefined = value;
  let line = value.line;
  for (const part of path) {
    if (at?.kind === 'map') {
      const field: Field | undefined = at.fields.findLast(({ name }) => name === part);
      line = field?.line ?? line;
      at = field?.value;
    } else {
      at = at?.kind === 'list' ? at.items[part as number] : undefined;
      line = at?.line ?? line;
    }
  }
  return line;
}

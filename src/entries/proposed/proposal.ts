// What is proposed for an entry of the kubelet's: rules, and what is said of its settings.

import type { Path } from '../../yaml/path.ts';

export interface Proposal {
  readonly rules: readonly ProposedRule[];
  /** Of settings that are in no rule as they stand, or that need a decision. */
  readonly notes: readonly FieldNote[];
}

export interface ProposedRule {
  /** Unique in the proposal. */
  readonly name: string;
  readonly matchImages: readonly string[];
  /** All others, in the order in which they are written. */
  readonly fields: ProposedFields;
  /** Whole sentences for the reader of the rule. */
  readonly comments: readonly string[];
}

export interface ProposedFields {
  readonly [name: string]: ProposedValue;
}

export type ProposedValue =
  | string
  | boolean
  | Placeholder
  | readonly (string | Placeholder)[]
  | ProposedFields;

export interface FieldNote {
  /** Of the entry. */
  readonly field: Path;
  /** About the field, whose name stands before it: `no registry of Amazon ECR`. */
  readonly text: string;
}

/** A value that only a person knows. What is written for it is refused by the loader, so that nothing works by chance. */
export class Placeholder {
  readonly text: string;
  /** What the loader takes, to judge all the rest. */
  readonly standIn: string;

  /** @param what is to be filled in: a clause without a full stop */
  constructor(what: string, standIn: string) {
    this.text = `${FILL_IN}: ${what}`;
    this.standIn = standIn;
  }
}

export const FILL_IN = 'FILL IN';

/** The fields with one more, at a path such as `exchange.jfrog.provider`; what is there already stays. */
export function withField(fields: ProposedFields, path: string, value: ProposedValue): ProposedFields {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...fields, [name]: value };
  const inner = fields[name];
  return {
    ...fields,
    [name]: withField(isFields(inner) ? inner : {}, rest.join('.'), value),
  };
}

export function isFields(value: ProposedValue | undefined): value is ProposedFields {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Placeholder);
}

/** The fields as the loader may see them: with a stand-in for each placeholder. */
export function withStandIns(value: ProposedValue): unknown {
  if (value instanceof Placeholder) return value.standIn;
  if (Array.isArray(value)) return value.map((item) => withStandIns(item));
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withStandIns(inner)]))
    : value;
}

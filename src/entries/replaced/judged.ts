// What is said of one setting of an entry that is replaced.

import type { Path } from '../../yaml/path.ts';

export interface Judged {
  /** What the entry had, fit to be shown: `pattern "*.azurecr.cn"`. It is recorded, so that its words must stay. */
  readonly what: string;
  /** What does the same from now on; undefined: nothing does. */
  readonly counterpart: string | undefined;
  /** What can be done about it, where that is known. */
  readonly hint: string | undefined;
}

export function hasCounterpart(what: string, counterpart: string): Judged {
  return { what, counterpart, hint: undefined };
}

export function hasNone(what: string, hint: string | undefined): Judged {
  return { what, counterpart: undefined, hint };
}

export interface JudgedField extends Judged {
  /** Within the entry. */
  readonly field: Path;
}

export function atField(field: Path, judged: Judged): JudgedField {
  return { ...judged, field };
}

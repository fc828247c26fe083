// One mistake in a YAML file.

import type { Path } from './path.ts';

export interface Mistake {
  readonly path: Path;
  /** What is wrong, with the value unless it may be secret, and what was expected. */
  readonly text: string;
  /** What to do instead of correcting it, as an imperative clause. */
  readonly remedy?: string;
  /** Where the path does not tell. */
  readonly line?: number;
}

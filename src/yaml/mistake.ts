// One mistake in a YAML file.

import type { Path } from './path.ts';

export interface Mistake {
  readonly path: Path;
  /** What is wrong, with the value unless it may be secret, and what was expected. */
  readonly text: string;
  /** Where the path does not tell. */
  readonly line?: number;
}

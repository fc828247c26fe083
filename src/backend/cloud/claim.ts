// What a setting of a rule says of the registries that it can be right for.

import type { HostForm } from '../../image/host-form.ts';

export interface Claim {
  /** Of the rule's backend: `['roleArn']`. */
  readonly field: readonly string[];
  /** A clause: `arn:aws:iam::…:role/pull is of the partition aws`. */
  readonly says: string;
  /** Of the hosts for which it can be right; none: for no registry. */
  readonly fits: readonly HostForm[];
  readonly remedy: string;
  /** It is one choice of several, and of no use without being wrong. */
  readonly isChoice?: true;
}

// What a setting of a rule says of the registries, or of the secret, that it can be right for.

import type { HostForm } from '../../image/host-form.ts';

export interface Claim extends Contradiction {
  /** Of the hosts for which it can be right; none: for no registry. */
  readonly fits: readonly HostForm[];
}

/** A setting that is wrong for a secret, by what the others say of where it is. */
export interface Contradiction {
  /** Of the rule's backend, or of its store: `['roleArn']`. */
  readonly field: readonly string[];
  /** A clause: `arn:aws:iam::…:role/pull is of the partition aws`. */
  readonly says: string;
  readonly remedy: string;
  /** It is one choice of several, and of no use without being wrong. */
  readonly isChoice?: true;
}

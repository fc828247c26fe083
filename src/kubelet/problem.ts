// Why the kubelet would not start with its credential provider configuration. It exits for good on any of these.

import type { Path } from '../config/mistake.ts';

export type KubeletProblemCode =
  | 'kubelet-config-unreadable'
  | 'kubelet-config-syntax'
  | 'kubelet-config-kind'
  | 'kubelet-config-unknown-field'
  | 'kubelet-config-repeated-field'
  | 'kubelet-config-type'
  | 'kubelet-config-no-providers'
  | 'provider-name'
  | 'provider-name-repeated'
  | 'provider-api-version'
  | 'provider-match-images'
  | 'provider-cache-duration'
  | 'provider-token-attributes'
  | 'provider-executable';

export interface KubeletProblem {
  readonly code: KubeletProblemCode;
  /** The file or folder that it is about. */
  readonly file: string;
  readonly line?: number;
  readonly path?: Path;
  /** What is wrong, with the value unless it may be secret. */
  readonly what: string;
  /** What to do, as an imperative clause without a full stop. */
  readonly remedy: string;
}

// Why the kubelet would not start with its credential provider configuration. It exits for good on any of these.

import type { Finding } from '../generated/check-report-types.ts';
import type { Path } from '../yaml/path.ts';

export interface KubeletProblem extends Readonly<Pick<Finding, 'code' | 'line' | 'what' | 'remedy'>> {
  /** The file or folder that it is about. */
  readonly file: string;
  readonly path?: Path;
}

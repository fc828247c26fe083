// Whether what would come out may be put in place.

import { keepsKubeletDown } from '../../check/finding.ts';
import { ProviderError } from '../../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { type CheckContext, checkNode, checkOutcome, describeFinding, judge } from './check-outcome.ts';

export interface RefuseContext extends CheckContext {
  readonly what: 'install' | 'uninstall';
  readonly say: (line: string) => void;
  /** Where the new content of a path is now. */
  readonly stagedAt: (path: string) => string;
}

/** @throws {ProviderError} INSTALL_REFUSED */
export async function refuseErrors({ changes, record }: Plan, context: RefuseContext): Promise<void> {
  const { refused, isDownAlready, ofOthers } = judge(
    await checkNode(context),
    // Without us only the kubelet's own start counts; there is nothing of ours left to be right or wrong.
    (await checkOutcome(context, changes, context.stagedAt)).filter(
      (finding) => record !== undefined || keepsKubeletDown(finding),
    ),
  );
  for (const finding of ofOthers) {
    context.say(`not ours, and as before: ${describeFinding(finding)}`);
  }
  if (refused.length === 0) {
    return;
  }
  const lines = refused.map(describeFinding);
  lines.forEach(context.say);
  throw new ProviderError(
    `${context.what}: nothing was changed: ${refused.length === 1 ? lines[0] : `${refused.length} errors were found in what would come out`}`,
    {
      code: 'INSTALL_REFUSED',
      hint: isDownAlready
        ? 'the kubelet would not start with what is there already; correct that first'
        : 'correct this and run it again; registry-credential-provider check tells more',
    },
  );
}

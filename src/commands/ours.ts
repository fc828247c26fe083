// What commands know of us: our name, and which rules look at who pulls.

import type { Rule } from '../config/config.ts';

/** The executable's name; that of a link to it begins so. */
export const NAME = 'registry-credential-provider';

/** Whether the rule looks at the Pod's service account. */
export function needsToken({ identity, matchServiceAccounts }: Rule): boolean {
  return identity === 'serviceAccount' || matchServiceAccounts !== undefined;
}

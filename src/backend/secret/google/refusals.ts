// How Google Secret Manager refuses.

import { ProviderError } from '../../../errors.ts';
import type { CloudAnswer, CloudCall, SaidRefusal } from '../../cloud/call.ts';
import { readRefusal as readGoogleRefusal } from '../../google/lent-refusals.ts';

export { TABLE as REFUSALS } from './refusal-table.ts';

export function readRefusal(call: CloudCall, answer: CloudAnswer): SaidRefusal | ProviderError {
  const said = readGoogleRefusal(call, answer);
  if (said instanceof ProviderError) return said;
  return { ...said, codes: [...reasonIn(answer.response.body.toString()), ...said.codes] };
}

/** What of the words tells more than the code; they are fixed ones of Google's. */
function reasonIn(body: string): string[] {
  const [, state] = /\bis in (DISABLED|DESTROYED) state\b/.exec(body) ?? [];
  if (state !== undefined) return [`FAILED_PRECONDITION (${state})`];
  return /cloudkms\./.test(body) ? ['PERMISSION_DENIED (KMS)'] : [];
}

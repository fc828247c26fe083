// How the stores of AWS refuse; the services that give the identity refuse as with ECR.

import type { ProviderError } from '../../../errors.ts';
import { parseObject } from '../../../json.ts';
import type { CloudAnswer, CloudCall, SaidRefusal } from '../../cloud/call.ts';
import type { Refusal } from '../../cloud/refusal.ts';
import { REFUSALS as IDENTITY, readRefusal as readRefusalOfIdentity } from '../../ecr/lent-refusals.ts';
import { STORES } from './refusal-table.ts';

export const REFUSALS: readonly Refusal[] = [...IDENTITY, ...STORES];

const OWN = new Set(STORES.map(({ service }) => service));

export function readRefusal(
  call: CloudCall,
  answer: CloudAnswer,
  error: unknown,
  now: number,
): SaidRefusal | ProviderError {
  if (!OWN.has(call.service)) {
    return readRefusalOfIdentity(call, answer, error, now);
  }
  const { status, body } = answer.response;
  const { __type: type, message, Message = message } = (status >= 400 && parseObject(body.toString())) || {};
  // `com.amazonaws.secretsmanager#ResourceNotFoundException`
  const [, name] = (typeof type === 'string' && /^(?:[\w.]+#)?([A-Za-z]\w{2,80})$/.exec(type)) || [];
  const words = typeof Message === 'string' ? Message : '';
  // As AWS's SDKs would say it.
  const asOfSdk = name === undefined ? undefined : { $fault: 'client', name, message: words };
  const said = readRefusalOfIdentity(call, answer, asOfSdk, now);
  return 'codes' in said ? { ...said, codes: [...reasonIn(name, words), ...said.codes] } : said;
}

/** What a code alone does not tell. */
function reasonIn(code: string | undefined, words: string): string[] {
  if (code === 'AccessDeniedException' && /\bKMS\b|\bkms:/.test(words)) {
    return ['AccessDeniedException (KMS)'];
  }
  if (code === 'InvalidRequestException' && /marked (?:for )?deletion|scheduled for deletion/i.test(words)) {
    return ['InvalidRequestException (deletion)'];
  }
  if (code === 'ResourceNotFoundException' && /\bstaging label|\bversion/i.test(words)) {
    return ['ResourceNotFoundException (version)'];
  }
  return [];
}

// How Amazon's services refuse, and when the node's clock is the reason.

import { ProviderError } from '../../errors.ts';
import { parseObject } from '../../json.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import type { CloudAnswer, CloudCall, SaidRefusal } from '../cloud/call.ts';
import { subjectOf } from '../cloud/refusal.ts';
import { readDenial } from './denial.ts';

export { TABLE as REFUSALS } from './refusal-table.ts';

/** @param error the SDK's: its `name` or `Code` is the service's, where `$fault` says that it is one */
export function readRefusal(
  call: CloudCall,
  answer: CloudAnswer,
  error: unknown,
  now: number,
): SaidRefusal | ProviderError {
  const code = codeIn(answer, error);
  const denied = readDenial((error as { message?: unknown } | undefined)?.message, call.service);
  return (
    clockError(call, answer, code, now) ?? {
      codes: [code ?? []].flat(),
      identity: denied?.arn,
      message: denied && `not authorized to perform ${[denied.action, denied.clause ?? []].flat().join(' ')}`,
      hint: denied?.hint,
    }
  );
}

/** Below 400 only services of the node refuse, with 200: a redirect is none of Amazon's, whatever code it has. */
function codeIn(answer: CloudAnswer, error: unknown): string | undefined {
  const { status } = answer.response;
  if (status >= 400) {
    return codeOf(error) ?? codeInHeader(answer.response) ?? codeInBody(answer);
  }
  return status === 200 ? codeInBody(answer) : undefined;
}

/** The service's own code; undefined where the SDK found none in the answer. */
function codeOf(error: unknown): string | undefined {
  const { Code, name, $fault } = (error ?? {}) as { Code?: unknown; name?: unknown; $fault?: unknown };
  if ($fault === undefined) {
    return undefined; // none of the service's: the SDK could not read it
  }
  const code = typeof Code === 'string' ? Code : name;
  return typeof code === 'string' &&
    /^[A-Za-z]\w{2,80}$/.test(code) &&
    !/^(Error|Unknown|UnknownError)$/.test(code)
    ? code
    : undefined;
}

/** Where the SDK's providers have wrapped the error beyond recognition. */
function codeInHeader({ headers }: HttpResponse): string | undefined {
  return /^(?:[\w.]+#)?([A-Za-z]\w{2,80})(?::|$)/.exec(headers['x-amzn-errortype'] ?? '')?.[1];
}

/** Of services of the node, in JSON; the instance's metadata gives it with status 200. */
function codeInBody({ request, response }: CloudAnswer): string | undefined {
  if (request.kind === 'metadata' && response.status === 200 && response.body.toString().trim() === '') {
    return '404'; // a list of roles without one
  }
  const { Code, code = Code } = (request.kind === 'metadata' && parseObject(response.body.toString())) || {};
  return typeof code === 'string' && code !== 'Success' ? code.slice(0, 60) : undefined;
}

/** Codes of a request whose time of day AWS does not believe. */
const OF_THE_CLOCK: ReadonlySet<string | undefined> = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestExpired',
]);
/** AWS takes a signature that is five minutes off. */
const CLOCK_TOLERANCE_MS = 4 * 60_000;

/** Where the answer's own time says that the node's clock is the reason. */
function clockError(
  call: CloudCall,
  { host, response }: CloudAnswer,
  code: string | undefined,
  now: number,
): ProviderError | undefined {
  const skewMs = Date.parse(response.headers.date ?? '') - now;
  if (!OF_THE_CLOCK.has(code) || !(Math.abs(skewMs) > CLOCK_TOLERANCE_MS)) {
    return undefined;
  }
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return new ProviderError(
    `${subjectOf(call, host)}: the node's clock is ${minutes} min ${skewMs > 0 ? 'behind' : 'ahead of'} that of ${host} (${code}, status ${response.status})`,
    { code: 'BACKEND_DENIED', hint: "set the node's clock, with NTP or chrony" },
  );
}

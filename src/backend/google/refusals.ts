// How Google's services refuse, and when what answers is not Google's.

import { ProviderError } from '../../errors.ts';
import { parseObject } from '../../json.ts';
import type { CloudAnswer, CloudCall, CloudRequest, SaidRefusal } from '../cloud/call.ts';
import { isHarmless } from '../cloud/harmless.ts';
import { refusalOfIam } from '../cloud/iam-refusal.ts';
import { subjectOf } from '../cloud/refusal.ts';

export { TABLE as REFUSALS } from './refusal-table.ts';

export function readRefusal(call: CloudCall, answer: CloudAnswer): SaidRefusal | ProviderError {
  const { sent, response, host } = answer;
  const { status, headers, body } = response;
  if (call.service === 'metadata server') {
    // Its words are a page.
    const ofIam = refusalOfIam(status, body);
    if (ofIam !== undefined) return ofIam;
    return headers['metadata-flavor'] === 'Google' || status === 403
      ? { codes: [] }
      : notGoogle(subjectOf(call, host), status);
  }
  const { codes, message } = readError((status >= 400 && parseObject(body.toString())) || {});
  const secrets = sent.flatMap(secretsOf);
  // Of Google's own words alone it is known what is in them.
  const isShown = call.service !== 'token source' && isHarmless(message ?? '', secrets);
  return { codes: codes.filter((code) => isHarmless(code, secrets)), message: isShown ? message : undefined };
}

function notGoogle(subject: string, status: number): ProviderError {
  return new ProviderError(
    `${subject}: this is not Google's metadata server (status ${status}, no Metadata-Flavor: Google)`,
    {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'on a node outside Google Cloud, set google.credentialFile',
    },
  );
}

/**
 * The codes of an error, the narrowest first, and its words.
 * OAuth: https://www.rfc-editor.org/rfc/rfc6749#section-5.2, others: https://google.aip.dev/193
 */
function readError(body: Readonly<Record<string, unknown>>): {
  codes: string[];
  message: string | undefined;
} {
  const { error, error_description: description } = body;
  if (typeof error === 'string') {
    return { codes: [error], message: textOf(description) };
  }
  const { status, message, details } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const reasons = Array.isArray(details)
    ? details.map((detail) => (detail as { reason?: unknown } | null)?.reason)
    : [];
  return {
    codes: [...reasons, status].filter((code) => typeof code === 'string'),
    message: textOf(message),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function secretsOf({ headers = {}, body }: CloudRequest): string[] {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const { authorization = '' } = headers;
  return [
    authorization.replace(/^Bearer /, ''),
    form.get('assertion') ?? '',
    form.get('subject_token') ?? '',
  ];
}

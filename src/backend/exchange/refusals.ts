// How the token services of registries refuse.

import { ProviderError } from '../../errors.ts';
import { isObject, type JsonObject, parseObject } from '../../json.ts';
import type { CloudAnswer, CloudCall, CloudRequest, SaidRefusal } from '../cloud/call.ts';
import { isHarmless } from '../cloud/harmless.ts';
import { refusalOfIam } from '../cloud/iam-refusal.ts';
import { subjectOf } from '../cloud/refusal.ts';
import { TABLE } from './refusal-table.ts';

export { TABLE as REFUSALS };

export function readRefusal(
  call: CloudCall,
  { host, sent, response: { status, headers, body } }: CloudAnswer,
): SaidRefusal | ProviderError {
  const { service, facts = [] } = call;
  if (service === 'metadata server') {
    // Its words are a page.
    const ofIam = refusalOfIam(status, body);
    if (ofIam !== undefined) return ofIam;
    return headers['metadata-flavor'] === 'Google' || status === 403
      ? { codes: [] }
      : notGoogle(subjectOf(call, host), status);
  }
  const answer = parseObject(body.toString()) ?? {};
  const isGood = status < 300;
  const isRefusal = isGood ? Boolean(answer.error) : status >= 400;
  const { code, words = '' } = wordsIn(isRefusal ? answer : {});
  const phrases = TABLE.filter((row) => row.service === service && row.code.includes(' '))
    .map((row) => row.code)
    .filter((phrase) => words.includes(phrase));
  const secrets = sent.flatMap(secretsOf);
  const isCode = code !== undefined && /^[\w.-]{1,60}$/.test(code) && isHarmless(code, secrets);
  const codes = [...phrases, ...(isCode ? [code] : isGood && isRefusal ? ['error'] : [])];
  // Of words that are the code already, nothing more is said.
  const shown = isHarmless(words, secrets) && words !== codes[0] ? words : '';
  const compared = isTrouble(status) ? [] : facts;
  return {
    codes,
    message: [...compared, shown].filter((part) => part !== '').join(', '),
    // The issuer of a managed cluster and a subject may have 200 characters by themselves.
    maxMessage: compared.join(', ').length + 200,
  };
}

/** Whoever asks. */
function isTrouble(status: number): boolean {
  return status === 429 || status >= 500;
}

function notGoogle(subject: string, status: number): ProviderError {
  return new ProviderError(
    `${subject}: this is not Google's metadata server (status ${status}, no Metadata-Flavor: Google)`,
    {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'on a node outside Google Cloud, name another token in exchange.subject',
    },
  );
}

/**
 * A code and the service's own words, in the forms that there are:
 * `{"error":"invalid_grant","error_description":"…"}` of OAuth (RFC 6749), `{"error":"…"}` of Quay,
 * `{"errors":[{"code":"…","message":"…"}]}` of JFrog, `{"code":7,"message":"…"}` of gRPC's gateway,
 * `{"code":"…","message":"…"}`, `{"error":{"code":"…","message":"…"}}`, `{"detail":"…"}`.
 */
function wordsIn(body: JsonObject): {
  readonly code: string | undefined;
  readonly words: string | undefined;
} {
  const first: unknown = Array.isArray(body.errors) ? body.errors[0] : undefined;
  const said = [first, body.error].find(isObject) ?? body;
  const { error, code = error } = said;
  const words = said.error_description ?? said.message ?? said.detail ?? said.error_message ?? error;
  return {
    code: typeof code === 'number' ? GRPC[code] : typeof code === 'string' ? code : undefined,
    words: typeof words === 'string' ? words : undefined,
  };
}

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const GRPC: Readonly<Record<number, string>> = {
  3: 'INVALID_ARGUMENT',
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  9: 'FAILED_PRECONDITION',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
};

/** All that is secret in a request, as a service may repeat it. */
function secretsOf({ headers = {}, body }: CloudRequest): string[] {
  const text = typeof body === 'string' ? body : '';
  const [, scheme, value = ''] = /^(\w+) (.*)$/.exec(headers.authorization ?? '') ?? [];
  const basic = scheme === 'Basic' ? Buffer.from(value, 'base64').toString() : '';
  const { subject_token, oidc_token } = parseObject(text) ?? {};
  const form = new URLSearchParams(parseObject(text) === undefined ? text : '');
  const json = [subject_token, oidc_token, parseObject(text)?.client_secret];
  const password = basic.slice(basic.indexOf(':') + 1);
  const sent = [
    value,
    password,
    // The secret of a client is encoded as in a form before it is in the header.
    new URLSearchParams(`=${password}`).get('') ?? '',
    ...['subject_token', 'client_secret'].map((name) => form.get(name) ?? ''),
    ...json.filter((each) => typeof each === 'string'),
  ];
  return [...sent, ...sent.map(encodeURIComponent)];
}

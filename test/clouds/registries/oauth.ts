// What Yandex Cloud's and Docker's token services have in common: a form of RFC 8693 for an ID token, without a client.
import { type Answer, formOf, json, type ReceivedRequest } from '../service.ts';

const URN = 'urn:ietf:params:oauth';
const ALWAYS = ['grant_type', 'subject_token', 'subject_token_type'];

export const refuse = (error: string, error_description: string, status = 400): Answer =>
  json(status, { error, error_description });

/** For a service definition. */
export const oauthTrouble = {
  throttled: (): Answer => refuse('slow_down', 'Too many requests', 429),
  failing: (status: number): Answer => refuse('server_error', 'Internal error', status),
  refusing: (status: number, code: string, message: string): Answer => refuse(code, message, status),
};

/** The fields of a request that has these beside the usual ones, and no others; else the refusal. */
export function exchangeFields(
  request: ReceivedRequest,
  further: readonly string[],
): Readonly<Record<string, string>> | Answer {
  if (request.path !== '/oauth/token') return { status: 404 };
  if (request.method !== 'POST') return { status: 405 };
  const fields = Object.fromEntries(formOf(request) ?? []) as Record<string, string>;
  if (fields.grant_type !== `${URN}:grant-type:token-exchange`) {
    return refuse('unsupported_grant_type', 'unsupported grant_type');
  }
  const names = Object.keys(fields).sort();
  if (JSON.stringify(names) !== JSON.stringify([...ALWAYS, ...further].sort())) {
    return refuse('invalid_request', `unexpected fields: ${names.join(', ')}`);
  }
  return fields.subject_token_type === `${URN}:token-type:id_token`
    ? fields
    : refuse('invalid_request', 'unsupported subject_token_type');
}

export const isAnswer = (value: object): value is Answer => typeof (value as Answer).status === 'number';

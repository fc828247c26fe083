// How Vault and OpenBao refuse: `{"errors":["…"]}`, in words that are their own, or those of the library that verifies
// tokens. Of a version that was deleted, its metadata comes instead.

import type { ProviderError } from '../../../errors.ts';
import { isObject, type JsonObject, parseObject } from '../../../json.ts';
import type { CloudAnswer, CloudCall, CloudRequest, SaidRefusal } from '../../cloud/call.ts';
import { isHarmless } from '../../cloud/harmless.ts';
import type { Refusal } from '../../cloud/refusal.ts';
import { REFUSALS as OF_EXCHANGE, readRefusal as readRefusalOfExchange } from '../../exchange/refusals.ts';
import { TABLE } from './refusal-table.ts';

/** Of whom the node's token is had. */
const OF_SUBJECT: readonly string[] = ['metadata server', 'IMDS'];

export const REFUSALS: readonly Refusal[] = [
  ...TABLE,
  ...OF_EXCHANGE.filter(({ service }) => OF_SUBJECT.includes(service)),
];

export function readRefusal(call: CloudCall, answer: CloudAnswer): SaidRefusal | ProviderError {
  const { service, facts = [] } = call;
  if (OF_SUBJECT.includes(service)) {
    return readRefusalOfExchange(call, answer);
  }
  const {
    request,
    sent,
    response: { status, headers, body },
  } = answer;
  const elsewhere = status === 307 ? otherServer(request.url, headers.location) : undefined;
  if (elsewhere !== undefined) {
    return { codes: ['redirect'], message: `to ${elsewhere}` };
  }
  const said = (status >= 400 && parseObject(body.toString())) || {};
  const words = wordsIn(said);
  // What is a number there is a status.
  const codes = TABLE.map((row) => (row.service === service && /\D/.test(row.code) ? row.code : '')).filter(
    (code) => code !== '' && words.includes(code),
  );
  const compared = isTrouble(status) ? [] : facts;
  const shown = words !== codes[0] && isHarmless(words, sent.flatMap(secretsOf)) ? words : '';
  return {
    codes: [...codes, ...stateIn(said), ...(isNone(status, said) ? ['not found'] : [])],
    message: [...compared, shown].filter((part) => part !== '').join(', '),
    maxMessage: compared.join(', ').length + 200,
    requestId: requestIdIn(said),
  };
}

/** A UUID; in the audit log each request has it. */
function requestIdIn({ request_id: id }: JsonObject): string | undefined {
  return typeof id === 'string' && /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4,12}){4}$/.test(id) ? id : undefined;
}

/** A standby that does not forward requests names the active server by the same path: its host. */
function otherServer(url: string, location: string | undefined): string | undefined {
  const named = URL.canParse(location ?? '') ? new URL(location ?? '') : undefined;
  return named?.pathname.endsWith(new URL(url).pathname) ? named.host : undefined;
}

/** Whoever asks. */
function isTrouble(status: number): boolean {
  return status === 429 || status >= 500;
}

/** `1 error occurred:\n\t* permission denied\n\n` is one way to say it. */
function wordsIn({ errors }: JsonObject): string {
  const lines = Array.isArray(errors) ? errors.filter((each) => typeof each === 'string') : [];
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => line.replace(/^\s*\* /, '').trim())
    .filter((line) => line !== '' && !/^\d+ errors? occurred:$/.test(line))
    .join(', ');
}

function stateIn({ data }: JsonObject): string[] {
  const { metadata } = isObject(data) ? data : ({} as JsonObject);
  if (!isObject(metadata)) return [];
  if (metadata.destroyed === true) return ['destroyed'];
  return typeof metadata.deletion_time === 'string' && metadata.deletion_time !== '' ? ['deleted'] : [];
}

/** `{"errors":[]}`, and not the page of a proxy. */
function isNone(status: number, { errors }: JsonObject): boolean {
  return status === 404 && Array.isArray(errors);
}

/** What Vault may repeat. */
function secretsOf({ headers = {}, body }: CloudRequest): string[] {
  const { jwt } = (typeof body === 'string' && parseObject(body)) || {};
  return [headers['x-vault-token'], jwt].filter((each) => typeof each === 'string');
}

// From an identity to the text of a secret of Google Secret Manager: an access token, and one request with it.
// https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access

import { ProviderError } from '../../../errors.ts';
import { isObject, type JsonObject } from '../../../json.ts';
import { Secret } from '../../../secret.ts';
import { readJson } from '../../../system/network/answers.ts';
import { decodeUtf8 } from '../../../system/utf8.ts';
import type { Surroundings } from '../../backend.ts';
import { Caller, type CloudCall } from '../../cloud/call.ts';
import { askAccessToken, identityText } from '../../google/lent.ts';
import { crc32c } from './crc32c.ts';
import type { GoogleSecretQuestion } from './question.ts';

/** Obeys the signal. @throws {ProviderError} */
export async function readSecret(
  question: GoogleSecretQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Secret> {
  const { name, endpoint, identity } = question;
  const { token } = await askAccessToken(question, surroundings, signal, [endpoint]);
  const caller = new Caller(surroundings, signal, () => import('./refusals.ts'));
  const step = `access of ${name}`;
  const call: CloudCall = { step, service: 'Secret Manager', identity: identityText(identity) };
  return caller.call(call, async (send) => {
    const response = await send({
      method: 'GET',
      url: `${endpoint}/v1/${name}:access`,
      headers: { accept: 'application/json', authorization: `Bearer ${token.reveal()}` },
    });
    const { host } = new URL(endpoint);
    return response.status === 200 ? textIn(readJson(response, { step, host }), step, host) : undefined;
  });
}

/** @throws {ProviderError} RESPONSE_INVALID */
function textIn({ payload }: JsonObject, step: string, host: string): Secret {
  const invalid = (problem: string) =>
    new ProviderError(`${step} at ${host}: ${problem}`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and whether a proxy changes its responses',
    });
  const { data, dataCrc32c } = isObject(payload) ? payload : {};
  // Of an empty secret there is no `data`.
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(data)) {
    throw invalid('the response contains no secret text');
  }
  const bytes = Buffer.from(data, 'base64');
  if (String(dataCrc32c) !== String(crc32c(bytes))) {
    throw invalid('the checksum (dataCrc32c) does not match the secret, or is missing');
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    throw invalid('the secret is not text in UTF-8');
  }
  return new Secret(text);
}

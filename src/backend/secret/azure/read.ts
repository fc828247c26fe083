// From an identity to the text of a secret of Azure Key Vault: a token of Entra ID, and one request with it.
// https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret

import { ProviderError } from '../../../errors.ts';
import type { JsonObject } from '../../../json.ts';
import { Secret } from '../../../secret.ts';
import { readJson } from '../../../system/network/answers.ts';
import { describeIdentity, getToken } from '../../acr/lent.ts';
import type { Surroundings } from '../../backend.ts';
import { Caller, type CloudCall } from '../../cloud/call.ts';
import type { AzureSecretQuestion } from './question.ts';

/** The oldest version of the API that all clouds have and that is not retired. */
const API_VERSION = '7.4';

/** Obeys the signal. @throws {ProviderError} */
export async function readSecret(
  question: AzureSecretQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Secret> {
  const { identity, authority, endpoint, name, version } = question;
  const urls = [...(identity.kind === 'application' ? [authority.host] : []), endpoint];
  const caller = new Caller(surroundings, signal, () => import('./refusals.ts'), { urls });
  const token = await getToken(question, caller, surroundings);
  const step = `secret ${name}`;
  const call: CloudCall = { step, service: 'Key Vault', identity: describeIdentity(identity) };
  return caller.call(call, async (send) => {
    const response = await send({
      method: 'GET',
      url: `${endpoint}/secrets/${name}${version === undefined ? '' : `/${version}`}?api-version=${API_VERSION}`,
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    });
    if (response.status !== 200) return undefined;
    return textIn(readJson(response, { step, host: new URL(endpoint).host }), question, step);
  });
}

/** @throws {ProviderError} RESPONSE_INVALID */
function textIn(
  { value, id }: JsonObject,
  { endpoint, name, version }: AzureSecretQuestion,
  step: string,
): Secret {
  const invalid = (problem: string) =>
    new ProviderError(`${step} at ${new URL(endpoint).host}: ${problem}`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right vault, and whether a proxy answers instead of it',
    });
  // `https://NAME.vault.azure.net/secrets/NAME/VERSION`
  const [, givenName, givenVersion] =
    (typeof id === 'string' && /^https:\/\/[^/]+\/secrets\/([^/]+)\/([^/]+)$/.exec(id)) || [];
  if (givenName?.toLowerCase() !== name.toLowerCase() || (version ?? givenVersion) !== givenVersion) {
    throw invalid('the response contains another secret, or another version of it');
  }
  if (typeof value !== 'string' || value === '') {
    throw invalid('the response contains no secret text');
  }
  return new Secret(value);
}

// From an identity to the text of a secret of AWS: keys, and one signed request in AWS JSON 1.1.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html

import { ProviderError } from '../../../errors.ts';
import { isObject, type JsonObject } from '../../../json.ts';
import { Secret } from '../../../secret.ts';
import { readJson } from '../../../system/network/answers.ts';
import { decodeUtf8 } from '../../../system/utf8.ts';
import type { Surroundings } from '../../backend.ts';
import { type Ahead, Caller, type CloudCall } from '../../cloud/call.ts';
import {
  asksRoles,
  identityKeys,
  isAbsentList,
  isPassingRefusal,
  knownUrl,
  nameOf,
  noIdentity,
  Sdks,
} from '../../ecr/lent.ts';
import { storeUrl } from './endpoints.ts';
import type { AwsSecretQuestion } from './question.ts';
import { sign, type Unsigned } from './signature.ts';

/** Obeys the signal. @throws {ProviderError} */
export async function readSecret(
  question: AwsSecretQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Secret> {
  const { operation, place } = question;
  const url = storeUrl(operation.host, place);
  const sdks = new Sdks(false);
  const caller = new Caller(
    surroundings,
    signal,
    () => import('./refusals.ts'),
    aheadOf(question, url, sdks),
  );
  const keys = await identityKeys(question, { surroundings, caller, sdks, signal });
  if (isAbsentList(keys)) {
    throw noIdentity(keys);
  }
  const step = `${operation.name} ${question.input.SecretId ?? question.input.Name}`;
  const call: CloudCall = {
    step,
    service: operation.service,
    identity: keys.who,
    where: nameOf(place),
    requests: { retry: isPassingRefusal },
  };
  const scope = { service: operation.host, region: place.region };
  return caller.call(call, async (send) => {
    const request = await sign(unsignedOf(question, url), keys, { ...scope, now: surroundings.now() });
    const response = await send(request);
    if (response.status !== 200) return undefined;
    return textIn(readJson(response, { step, host: new URL(url).host }), question, step);
  });
}

function aheadOf(question: AwsSecretQuestion, url: string, sdks: Sdks): Ahead {
  const isAsked = asksRoles(question);
  return {
    urls: [isAsked ? knownUrl('sts', question.sts) : undefined, url].filter((each) => each !== undefined),
    load: () => {
      if (isAsked) sdks.roles().catch(() => undefined);
    },
  };
}

function unsignedOf({ operation, input }: AwsSecretQuestion, url: string): Unsigned {
  return {
    url,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': operation.target,
    },
    body: JSON.stringify(input),
  };
}

/** @throws {ProviderError} RESPONSE_INVALID */
function textIn(answer: JsonObject, { operation, input, place }: AwsSecretQuestion, step: string): Secret {
  const invalid = (problem: string) =>
    new ProviderError(`${step} at ${nameOf(place)}: ${problem}`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and whether a proxy answers instead of it',
    });
  const of = operation.host === 'ssm' && isObject(answer.Parameter) ? answer.Parameter : answer;
  if (input.VersionId !== undefined && of.VersionId !== input.VersionId) {
    throw invalid('the response contains another version of the secret');
  }
  const text = operation.host === 'ssm' ? of.Value : (of.SecretString ?? textOfBinary(of.SecretBinary));
  if (typeof text !== 'string' || text === '') {
    throw invalid('the response contains no secret text');
  }
  return new Secret(text);
}

/** Undefined: it is no text in UTF-8. */
function textOfBinary(value: unknown): string | undefined {
  const isBase64 = typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
  return isBase64 ? decodeUtf8(Buffer.from(value, 'base64')) : undefined;
}

// What backends ask of an answer: that it is no redirect, and that it is a JSON object.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { type JsonObject, parseObject } from '../../json.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { HttpResponse } from './door.ts';

/** Who answered what, for messages. */
interface Answerer {
  readonly step: string;
  readonly host: string;
}

/**
 * The body as a JSON object.
 * @throws {ProviderError} RESPONSE_INVALID for a redirect and for anything but a JSON object; nothing of it is shown
 */
export function readJson(response: HttpResponse, source: Answerer): JsonObject {
  refuseRedirect(response, source);
  const value = parseObject(decodeUtf8(response.body)?.replace(/^\ufeff/, '') ?? '');
  if (value === undefined) {
    const type = response.headers['content-type'];
    const described = type === undefined ? 'without a content type' : `of type ${quote(type, 80)}`;
    throw new ProviderError(
      `${source.step}: ${source.host} answered ${response.status} with ${response.body.length} bytes ${described}, not with a JSON object`,
      {
        code: 'RESPONSE_INVALID',
        hint: 'check that this is the right service, and whether a proxy answers instead of it',
      },
    );
  }
  return value;
}

/**
 * Redirects are never followed: the request carries a credential or a token.
 * @throws {ProviderError} RESPONSE_INVALID when the answer is one
 */
export function refuseRedirect({ status, headers }: HttpResponse, { step, host }: Answerer): void {
  if (status < 300 || status > 399) {
    return;
  }
  const to = hostOfLocation(headers.location, host);
  throw new ProviderError(
    `${step}: ${host} answered with a redirect (${status})${to === undefined ? '' : ` to ${quote(to, 100)}`}, which is not followed`,
    {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and whether a proxy answers instead of it',
    },
  );
}

/** Only the host: path and query may hold a secret. */
function hostOfLocation(location: string | undefined, host: string): string | undefined {
  const base = `https://${host}`;
  return location !== undefined && URL.canParse(location, base) ? new URL(location, base).host : undefined;
}

// What the kubelet makes of a response that it has decoded: whether it takes it, and what it keeps, under which key and for
// how long.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/plugin.go (provide)

import { quote } from '../../escape.ts';
import type { Secret } from '../../secret.ts';
import type { Provider } from '../config/provider.ts';
import { type DecodedResponse, decodeResponse, type ResponseRefusal } from './decode.ts';

export interface Kept {
  /** For which images the kubelet uses the response again: `registry.example`, or all that the entry matches. */
  readonly key: { readonly type: 'Image' | 'Registry' | 'Global'; readonly value: string };
  /** Milliseconds; 0: it is not kept. */
  readonly forMs: number;
  /** Whether the response says how long, or the entry's defaultCacheDuration. */
  readonly from: 'cacheDuration' | 'defaultCacheDuration';
}

export interface AcceptedResponse extends Pick<DecodedResponse, 'auth'> {
  readonly kept: Kept;
}

type JudgedEntry = Pick<Provider, 'apiVersion' | 'defaultCacheDurationMs' | 'tokenAttributes'>;

/**
 * @param image its full name
 * @param token that the request had
 */
export function judgeResponse(
  stdout: Buffer,
  provider: JudgedEntry,
  image: string,
  token: Secret | undefined,
): AcceptedResponse | ResponseRefusal {
  const response = decodeResponse(stdout, provider.apiVersion);
  if ('logged' in response) return response;
  const { auth, cacheKeyType, cacheDurationMs } = response;
  const refusal = refuseToken(auth, provider, token) ?? refuseKeyType(cacheKeyType);
  if (refusal !== undefined) return refusal;
  const type = cacheKeyType as Kept['key']['type'];
  return {
    auth,
    kept: {
      key: { type, value: KEYS[type](image) },
      // What has expired already is not used again.
      forMs: Math.max(0, cacheDurationMs ?? provider.defaultCacheDurationMs ?? 0),
      from: cacheDurationMs === undefined ? 'defaultCacheDuration' : 'cacheDuration',
    },
  };
}

const KEYS: Readonly<Record<Kept['key']['type'], (image: string) => string>> = {
  Image: (image) => image,
  Registry: (image) => image.split('/', 1)[0] as string,
  Global: () => '<global>',
};

function refuseToken(
  auth: DecodedResponse['auth'],
  { tokenAttributes }: JudgedEntry,
  token: Secret | undefined,
): ResponseRefusal | undefined {
  const isToken = auth.some(({ password }) => token !== undefined && password.reveal() === token.reveal());
  if (!isToken || tokenAttributes?.cacheType === 'Token') return undefined;
  return {
    logged:
      'credential provider plugin returned the service account token as the password which is not allowed',
    reason: `a password is the service account token itself, and cacheType of the entry is ${quote(tokenAttributes?.cacheType ?? '')}`,
    remedy: 'write cacheType: Token in tokenAttributes of the entry',
  };
}

function refuseKeyType(cacheKeyType: string): ResponseRefusal | undefined {
  if (Object.hasOwn(KEYS, cacheKeyType)) return undefined;
  const got = cacheKeyType === '' ? 'no cacheKeyType' : `cacheKeyType ${quote(cacheKeyType, 80)}`;
  const mixedUp = cacheKeyType === 'ServiceAccount' || cacheKeyType === 'Token';
  return {
    logged: 'credential provider plugin did not return a valid cacheKeyType',
    reason: `the response has ${got}${mixedUp ? ', which is a cacheType of the entry' : ''}`,
    remedy: 'answer with Image, Registry or Global, also where there is no credential',
  };
}

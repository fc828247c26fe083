// How a cloud judges a token of an OpenID Connect issuer that it was told to trust: issuer, key, signature, time.
// https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
import { readFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { type Claims, decodeJwt, findKey, isSignedBy, type KeySet } from './jwt.ts';

/** Where an issuer's keys are: in hand, in a file, or behind a URL that is read at each verification. */
export type KeySource =
  | KeySet
  | (() => KeySet | Promise<KeySet>)
  | { readonly file: string }
  | { readonly url: string; readonly caFile?: string; readonly bearerTokenFile?: string };

export interface TrustedIssuer {
  readonly issuer: string;
  readonly keys: KeySource;
}

export type Problem =
  | 'malformed'
  | 'unknownIssuer'
  | 'unreachableKeys'
  | 'unknownKey'
  | 'badSignature'
  | 'expired'
  | 'notYetValid';

/** `claims` of a token with a problem are told for the message only. */
export type Verdict =
  | { readonly problem: Problem; readonly claims: Claims }
  | { readonly problem?: never; readonly claims: Claims };

export async function verifyOidcToken(
  token: string,
  issuers: readonly TrustedIssuer[],
  now: Date,
): Promise<Verdict> {
  const jwt = decodeJwt(token);
  if (jwt === undefined) return { problem: 'malformed', claims: {} };
  const { claims } = jwt;
  const trusted = issuers.find(({ issuer }) => issuer === claims.iss);
  if (trusted === undefined) return { problem: 'unknownIssuer', claims };
  let keys: KeySet;
  try {
    keys = await readKeys(trusted.keys);
  } catch {
    return { problem: 'unreachableKeys', claims };
  }
  const key = findKey(jwt, keys);
  if (key === undefined) return { problem: 'unknownKey', claims };
  if (!isSignedBy(jwt, key)) return { problem: 'badSignature', claims };
  const seconds = now.getTime() / 1000;
  if (typeof claims.exp !== 'number' || claims.exp <= seconds) return { problem: 'expired', claims };
  if (typeof claims.nbf === 'number' && claims.nbf > seconds + 60) return { problem: 'notYetValid', claims };
  return { claims };
}

export const audiencesOf = ({ aud }: Claims): readonly string[] => [aud as string | string[]].flat();

/** Whether a text fits a pattern in which `*` stands for any text. */
export const fits = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);

async function readKeys(source: KeySource): Promise<KeySet> {
  if (typeof source === 'function') return source();
  if ('keys' in source) return source;
  const text = 'file' in source ? await readFile(source.file, 'utf8') : await fetchText(source);
  return JSON.parse(text) as KeySet;
}

async function fetchText(source: Extract<KeySource, { readonly url: string }>): Promise<string> {
  const { url, caFile, bearerTokenFile } = source;
  const ca = caFile && (await readFile(caFile));
  const token = bearerTokenFile && (await readFile(bearerTokenFile, 'utf8'));
  const headers = token ? { authorization: `Bearer ${token.trim()}` } : {};
  return new Promise((resolve, reject) => {
    const get = url.startsWith('https:') ? httpsGet : httpGet;
    get(url, { headers, ...(ca && { ca }), timeout: 10_000 }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Error(`${url}: ${response.statusCode}`));
    }).on('error', reject);
  });
}

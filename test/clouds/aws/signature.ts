// Signature Version 4, from the service's side.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** As on the wire. */
  readonly path: string;
  readonly rawQuery: string;
  readonly headerList: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What an access key opens. */
export interface AccessKey {
  readonly secretAccessKey: string;
  /** Of session credentials. */
  readonly sessionToken?: string;
  readonly expiresAt?: Date;
}

export type SignatureProblem =
  | 'missing'
  | 'incomplete'
  | 'unknownKey'
  | 'wrongScope'
  | 'expired'
  | 'notYetValid'
  | 'expiredSession'
  | 'mismatch';

export type SignatureVerdict<Key extends AccessKey> =
  | { readonly problem: SignatureProblem; readonly message: string }
  | { readonly problem?: never; readonly key: Key; readonly region: string };

export interface Verification<Key extends AccessKey> {
  readonly service: string;
  /** undefined: any. */
  readonly region: string | undefined;
  readonly now: Date;
  readonly findKey: (accessKeyId: string) => Key | undefined;
}

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAXIMUM_SKEW_MS = 15 * 60_000;

const MESSAGES = {
  missing: 'Missing Authentication Token',
  unknownKey: 'The security token included in the request is invalid.',
  expiredSession: 'The security token included in the request is expired',
  mismatch:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key' +
    ' and signing method. Consult the service documentation for details.',
};

/** In the order in which the services find mistakes: form, key, scope, time, signature. */
export function verifySignature<Key extends AccessKey>(
  request: SignedRequest,
  { service, region, now, findKey }: Verification<Key>,
): SignatureVerdict<Key> {
  const header = headerOf(request, 'authorization');
  if (header === undefined) return { problem: 'missing', message: MESSAGES.missing };
  const authorization = parseAuthorization(header);
  if (authorization === undefined) {
    return incomplete(`Authorization header requires ${ALGORITHM} and its parameters.`);
  }
  const { signedHeaders } = authorization;
  const time = headerOf(request, 'x-amz-date') ?? '';
  const sentAt = parseTime(time);
  if (sentAt === undefined || !signedHeaders.includes('x-amz-date')) {
    return incomplete("Authorization header requires existence of a signed 'X-Amz-Date' header.");
  }
  if (!signedHeaders.includes('host')) {
    return incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const lost = signedHeaders.find((name) => headerOf(request, name) === undefined);
  if (lost !== undefined) return incomplete(`'${lost}' is a 'SignedHeader' that is not in the request.`);

  const key = findKey(authorization.accessKeyId);
  if (key === undefined || key.sessionToken !== headerOf(request, 'x-amz-security-token')) {
    return { problem: 'unknownKey', message: MESSAGES.unknownKey };
  }
  const scope = scopeProblem(authorization, service, region, time);
  if (scope !== undefined) return { problem: 'wrongScope', message: scope };
  if (key.expiresAt !== undefined && key.expiresAt <= now) {
    return { problem: 'expiredSession', message: MESSAGES.expiredSession };
  }
  const edge = (ms: number) => formatTime(new Date(now.getTime() + ms));
  if (sentAt.getTime() < now.getTime() - MAXIMUM_SKEW_MS) {
    const message = `Signature expired: ${time} is now earlier than ${edge(-MAXIMUM_SKEW_MS)} (${edge(0)} - 15 min.)`;
    return { problem: 'expired', message };
  }
  if (sentAt.getTime() > now.getTime() + MAXIMUM_SKEW_MS) {
    const message = `Signature not yet current: ${time} is still later than ${edge(MAXIMUM_SKEW_MS)} (${edge(0)} + 15 min.)`;
    return { problem: 'notYetValid', message };
  }
  const payloadHash = sha256(request.body);
  const claimedHash = headerOf(request, 'x-amz-content-sha256') ?? payloadHash;
  const expected = signatureOf(request, authorization, time, key.secretAccessKey);
  if (claimedHash !== payloadHash || !equal(expected, authorization.signature)) {
    return { problem: 'mismatch', message: MESSAGES.mismatch };
  }
  return { key, region: authorization.region };
}

const incomplete = (message: string) => ({ problem: 'incomplete' as const, message });

function scopeProblem(
  authorization: Authorization,
  service: string,
  region: string | undefined,
  time: string,
): string | undefined {
  if (authorization.service !== service) {
    return `Credential should be scoped to correct service: '${service}'. `;
  }
  if (region !== undefined && authorization.region !== region) {
    return `Credential should be scoped to a valid region, not '${authorization.region}'. `;
  }
  if (!time.startsWith(authorization.date)) {
    return 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ';
  }
  return undefined;
}

function parseAuthorization(header: string): Authorization | undefined {
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    ) ?? [];
  if (signature === '') return undefined;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

function signatureOf(
  request: SignedRequest,
  { date, region, service, signedHeaders }: Omit<Authorization, 'signature' | 'accessKeyId'>,
  time: string,
  secretAccessKey: string,
): string {
  const scope = `${date}/${region}/${service}/aws4_request`;
  const stringToSign = [ALGORITHM, time, scope, sha256(canonicalRequest(request, signedHeaders))].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, stringToSign).toString('hex');
}

function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const { method, path, rawQuery, body } = request;
  const headers = signedHeaders.map((name) => `${name}:${headerOf(request, name) ?? ''}\n`);
  return [
    method,
    canonicalPath(path),
    canonicalQuery(rawQuery),
    headers.join(''),
    signedHeaders.join(';'),
    headerOf(request, 'x-amz-content-sha256') ?? sha256(body),
  ].join('\n');
}

/** Dot segments and empty ones go; then what came on the wire is encoded (once more, if it was already). */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const end = segments.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

const canonicalQuery = (rawQuery: string): string =>
  rawQuery
    .split('&')
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [name = '', ...value] = parameter.split('=');
      return [name, value.join('=')].map((part) => encode(decodeURIComponent(part)));
    })
    .sort(
      ([nameA = '', valueA = ''], [nameB = '', valueB = '']) =>
        compare(nameA, nameB) || compare(valueA, valueB),
    )
    .map((pair) => pair.join('='))
    .join('&');

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Everything but the unreserved characters of RFC 3986. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** All values of the header, trimmed, runs of spaces as one; undefined: not sent. */
function headerOf({ headerList }: SignedRequest, name: string): string | undefined {
  const values = headerList
    .filter(([header]) => header.toLowerCase() === name)
    .map(([, value]) => value.trim().replace(/ +/g, ' '));
  return values.length > 0 ? values.join(',') : undefined;
}

function parseTime(time: string): Date | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return second === undefined ? undefined : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const formatTime = (time: Date): string => time.toISOString().replace(/[-:]|\.\d+/g, '');

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

// Signature Version 4 of one request with a JSON body.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

import { USER_AGENT } from '../../../version.ts';
import type { CloudRequest } from '../../cloud/call.ts';
import type { AwsCredentials } from '../../ecr/lent.ts';

export interface Unsigned {
  /** Without a query; its path is plain ASCII, and encoded once if it has to be. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Scope {
  readonly service: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

export async function sign(
  { url, headers, body }: Unsigned,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
  { service, region, now }: Scope,
): Promise<CloudRequest> {
  // TLS evaluates it anyway.
  const { createHash, createHmac } = await import('node:crypto');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

  const { host, pathname } = new URL(url);
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const date = time.slice(0, 8);
  const signed = Object.entries({
    ...headers,
    host,
    'x-amz-date': time,
    'x-amz-security-token': sessionToken?.reveal(),
  })
    .filter((header): header is [string, string] => header[1] !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    'POST',
    encodePath(pathname),
    '',
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey.reveal()}`,
  );
  const signature = hmac(key, [ALGORITHM, time, scope, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  const { host: _, ...sent } = Object.fromEntries(signed);
  // Not signed, as proxies change it; AWS's SDKs do the same.
  const headersSent = { ...sent, authorization, 'user-agent': USER_AGENT };
  return { method: 'POST', url, headers: headersSent, body };
}

/** Once more than it is encoded in the URL, as all services but S3 want it. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(/[!'()*]/g, escapeChar))
    .join('/');
}

function escapeChar(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

// A door to the network behind which every cloud gives what is wanted, at once, and each request is written down.

import type { HttpRequest, HttpResponse, Network } from '../../../../src/system/network/door.ts';
import { jwtOf } from './pulls.ts';

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const inIso = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The first whose beginning a request's method and path have. */
const ANSWERS: readonly (readonly [beginning: string, answer: (request: HttpRequest) => Answer])[] = [
  [
    'PUT /latest/api/token',
    () => ({ headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' }, body: 'session' }),
  ],
  ['GET /latest/meta-data/iam/security-credentials/node', () => ({ body: instanceKeys() })],
  ['GET /latest/meta-data/iam/security-credentials', () => ({ body: 'node' })],
  ['GET /latest/meta-data/', () => ({ body: 'eu-west-1a' })],
  ['GET /metadata/identity/', () => ({ body: azureToken() })],
  [
    'GET /oauth2/federation/robot/token',
    () => ({ body: { token: jwtOf({ iat: inSeconds(0), exp: inSeconds(3600) }) } }),
  ],
  [
    'POST /access/api/v1/oidc/token',
    () => ({ body: { access_token: 'a', expires_in: 3600, username: 'u' } }),
  ],
  [
    'POST /openid/',
    () => ({ status: 201, body: { token: jwtOf({ iat: inSeconds(0), exp: inSeconds(3600) }) } }),
  ],
  ['POST /sts/exchange', () => ({ body: { token: jwtOf({ iat: inSeconds(0), exp: inSeconds(3600) }) } })],
  ['POST /api/v1/auth/ci/token', () => ({ body: { access_token: 'a', expires_in: 900, username: 'u' } })],
  ['GET /v2/', challenge],
  [
    'POST /oauth2/exchange',
    () => ({ body: { refresh_token: jwtOf({ iat: inSeconds(0), exp: inSeconds(7200) }) } }),
  ],
  ['GET /computeMetadata/v1/project/', () => ({ body: 'my-project' })],
  ['GET /computeMetadata/', () => ({ body: { access_token: 'a', expires_in: 3599, token_type: 'Bearer' } })],
  ['POST /v1/token', () => ({ body: { access_token: 'a', expires_in: 3599, token_type: 'Bearer' } })],
  ['POST /v1/projects/', () => ({ body: { accessToken: 'a', expireTime: inIso(3599) } })],
  ['POST /token', () => ({ body: { access_token: 'a', expires_in: 3599, token_type: 'Bearer' } })],
  ['GET /source', () => ({ body: { token: 'subject', other: 'subject' } })],
  [
    'POST /',
    ({ headers = {}, body }) =>
      headers['x-amz-target'] === undefined
        ? entraOrSts(new URLSearchParams(textOf(body)).get('Action'))
        : ecrToken(),
  ],
  ['GET /', openIdConfiguration],
];

export class CannedNetwork implements Network {
  readonly calls = [];
  readonly sent: string[] = [];

  async send(request: HttpRequest): Promise<HttpResponse> {
    const { method, url, headers = {} } = request;
    this.sent.push(describe(request));
    const { pathname } = new URL(url);
    const [, answer] = ANSWERS.find(([beginning]) => `${method} ${pathname}`.startsWith(beginning)) ?? [];
    const {
      status = 200,
      headers: more = {},
      body = '',
    } = answer?.({ ...request, headers: lowerCased(headers) }) ?? { status: 404 };
    return {
      status,
      headers: { 'metadata-flavor': 'Google', ...more },
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    };
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Headers and members that are another in each request. */
const FLEETING =
  /^(?:x-amz-date|amz-sdk-invocation-id|amz-sdk-request|client-request-id|x-ms-client-request-id|return-client-request-id|x-goog-api-client|user-agent|content-length|x-client-.*)$/;

function describe({ method, url, headers = {}, body }: HttpRequest): string {
  const steady = Object.entries(lowerCased(headers))
    .filter(([name]) => !FLEETING.test(name))
    .map(([name, value]) => `${name}: ${withoutSignature(value)}`)
    .sort();
  const form = textOf(body)
    .split('&')
    .filter((member) => !FLEETING.test(member.split('=')[0] ?? ''))
    .map(withoutSignature)
    .join('&');
  return [`${method} ${url.replace(/[?&]client-request-id=[^&]*/, '')}`, ...steady, form].join('\n');
}

function textOf(body: HttpRequest['body'] = ''): string {
  return typeof body === 'string'
    ? body
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

/** Of AWS, with the date in its scope; of a JWT, with when it was made. */
function withoutSignature(value: string): string {
  return value
    .replace(/\/\d{8}\/|Signature=[0-9a-f]+|X-Amz-Date=\w+/gi, '')
    .replace(/(eyJ[\w-]+)\.(eyJ[\w-]+)\.[\w-]+/g, (_, head: string, payload: string) => {
      const { iat, exp, nbf, jti, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${head}.${JSON.stringify(claims)}`;
    });
}

const instanceKeys = () => ({
  Code: 'Success',
  Type: 'AWS-HMAC',
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'secret',
  Token: 'session',
  LastUpdated: inIso(0),
  Expiration: inIso(7200),
});

const azureToken = () => ({
  access_token: jwtOf({ aud: 'https://containerregistry.azure.net', exp: inSeconds(7200) }),
  expires_in: '7200',
  expires_on: `${inSeconds(7200)}`,
  not_before: `${inSeconds(0)}`,
  resource: 'https://containerregistry.azure.net',
  token_type: 'Bearer',
});

function challenge({ url }: HttpRequest): Answer {
  const { host } = new URL(url);
  const realm = `Bearer realm="https://${host}/oauth2/token",service="${host}"`;
  return { status: 401, headers: { 'www-authenticate': realm } };
}

function ecrToken(): Answer {
  const authorizationToken = Buffer.from('AWS:password').toString('base64');
  return {
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: { authorizationData: [{ authorizationToken, expiresAt: inSeconds(7200) }] },
  };
}

/** Of Amazon, XML for a form that says what to do; of Entra ID, JSON. */
const entraOrSts = (action: string | null): Answer =>
  action === null
    ? entraToken()
    : {
        headers: { 'content-type': 'text/xml' },
        body: action === 'GetWebIdentityToken' ? webIdentityToken() : roleSession(action),
      };

const roleSession = (action: string): string =>
  `<${action}Response><${action}Result><AssumedRoleUser><Arn>arn:aws:sts::210987654321:assumed-role/pull/a</Arn><AssumedRoleId>A:a</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken><Expiration>${inIso(3600)}</Expiration></Credentials></${action}Result></${action}Response>`;

const webIdentityToken = (): string =>
  `<GetWebIdentityTokenResponse><GetWebIdentityTokenResult><WebIdentityToken>subject</WebIdentityToken><Expiration>${inIso(300)}</Expiration></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`;

const entraToken = (): Answer => ({
  headers: { 'content-type': 'application/json' },
  body: {
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: jwtOf({ exp: inSeconds(3599) }),
  },
});

function openIdConfiguration({ url }: HttpRequest): Answer {
  const { origin, pathname } = new URL(url);
  const tenant = pathname.split('/')[1];
  return {
    body: {
      token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
      authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
      issuer: `${origin}/${tenant}/v2.0`,
      jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    },
  };
}

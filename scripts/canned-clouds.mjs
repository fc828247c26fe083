// The clouds' answers on loopback, at once and whatever is asked: for the warm-up of the code caches and for the
// bench, which want the way through our code and not the clouds' judgement. The tests have test/clouds/, which judges.
// node canned-clouds.mjs writes its port in one line, and serves until its stdin ends.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const LIFE_S = 12 * 60 * 60;

/** Images whose registries answer here. */
export const IMAGES = {
  ecr: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app',
  acr: 'teamregistry.azurecr.io/team/app',
  google: 'europe-docker.pkg.dev/project/team/app',
};

/**
 * What makes each cloud's backend ask here as the node: its section of a rule, and the environment.
 * @param url of the canned clouds
 */
export function asNode(url) {
  return {
    ecr: { section: { endpoint: url }, env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url } },
    acr: { section: { endpoint: url }, env: { AZURE_POD_IDENTITY_AUTHORITY_HOST: url } },
    google: { section: { endpoints: { metadata: url } }, env: {} },
  };
}

/** Starts them in a process of their own. @returns {Promise<{url: string, stop: () => void}>} */
export async function startCannedClouds() {
  const child = spawn(process.execPath, [SELF], { stdio: ['pipe', 'pipe', 'inherit'], env: {} });
  const [port] = await once(createInterface(child.stdout), 'line');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds;
const inIso = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

function jwt(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256', typ: 'JWT' }), part(claims), 'c2lnbmF0dXJl'].join('.');
}

const AWS_KEYS = { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', SecretAccessKey: 'secret', Token: 'session' };

/**
 * By the beginning of method and path, the longest before others. A body that is an object is sent as JSON.
 * @type {Record<string, () => {status?: number, headers?: Record<string, string>, body?: string | object}>}
 */
const ANSWERS = {
  // Amazon: ECR and STS, which both have no path, and the metadata service.
  'POST /': ({ headers }) => (headers['x-amz-target'] === undefined ? assumedRole() : ecrToken()),
  'PUT /latest/api/token': () => ({
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' },
    body: 'metadata-session',
  }),
  'GET /latest/meta-data/iam/security-credentials/': () => ({ body: 'node-role' }),
  'GET /latest/meta-data/iam/security-credentials/node-role': () => ({
    body: {
      Code: 'Success',
      Type: 'AWS-HMAC',
      ...AWS_KEYS,
      LastUpdated: inIso(0),
      Expiration: inIso(LIFE_S),
    },
  }),

  // Azure: the metadata service, and the registry.
  'GET /metadata/identity/oauth2/token': () => ({
    body: {
      access_token: jwt({ aud: 'https://containerregistry.azure.net', exp: inSeconds(LIFE_S) }),
      client_id: '11111111-2222-3333-4444-555555555555',
      expires_in: `${LIFE_S}`,
      expires_on: `${inSeconds(LIFE_S)}`,
      not_before: `${inSeconds(0)}`,
      resource: 'https://containerregistry.azure.net',
      token_type: 'Bearer',
    },
  }),
  'GET /v2/': () => ({
    status: 401,
    headers: {
      'www-authenticate':
        'Bearer realm="https://teamregistry.azurecr.io/oauth2/token",service="teamregistry.azurecr.io"',
    },
  }),
  'POST /oauth2/exchange': () => ({ body: { refresh_token: jwt({ exp: inSeconds(LIFE_S) }) } }),

  // Google: the metadata server, the Security Token Service, and IAM.
  'GET /computeMetadata/v1/': () => ({
    headers: { 'metadata-flavor': 'Google' },
    body: { access_token: 'from-google', expires_in: 3599, token_type: 'Bearer' },
  }),
  'POST /v1/token': () => ({
    body: {
      access_token: 'from-sts',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 3599,
    },
  }),
  'POST /v1/projects/-/serviceAccounts/': () => ({
    body: { accessToken: 'from-iam', expireTime: inIso(3600) },
  }),
};

function ecrToken() {
  return {
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: {
      authorizationData: [
        {
          authorizationToken: Buffer.from('AWS:from-ecr').toString('base64'),
          expiresAt: inSeconds(LIFE_S),
          proxyEndpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com',
        },
      ],
    },
  };
}

function assumedRole() {
  const { AccessKeyId, SecretAccessKey, Token } = AWS_KEYS;
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/pull/team.app</Arn><AssumedRoleId>AROA:team.app</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>${AccessKeyId}</AccessKeyId><SecretAccessKey>${SecretAccessKey}</SecretAccessKey><SessionToken>${Token}</SessionToken><Expiration>${inIso(3600)}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  };
}

const BEGINNINGS = Object.keys(ANSWERS).sort((one, other) => other.length - one.length);

function answer(request, response) {
  const beginning = BEGINNINGS.find((text) => `${request.method} ${request.url}`.startsWith(text));
  const {
    status = 200,
    headers,
    body = '',
  } = beginning === undefined ? { status: 404 } : ANSWERS[beginning](request);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

if (process.argv[1] === SELF) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  process.stdin.resume().on('end', () => process.exit());
}

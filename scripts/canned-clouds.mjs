// The clouds' answers on loopback, at once and whatever is asked: for the warm-up of the code caches and for the
// bench, which want the way through our code and not the clouds' judgement. The tests have test/clouds/, which judges.
// node canned-clouds.mjs [MS] writes its port in one line, and serves until its stdin ends. It keeps a list of what it
// was asked: GET /requests gives those since the last time.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const LIFE_S = 12 * 60 * 60;
/** Where the list of requests is. */
const REQUESTS = '/requests';

const ECR_IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app';
/** A certificate for this machine's loopback, its own authority, with its key, which is no secret. */
export const CERTIFICATE = fileURLToPath(new URL('./canned-clouds.pem', import.meta.url));
const TENANT = '66666666-7777-8888-9999-000000000000';
const SUBJECT = 'system:serviceaccount:team:app';

/**
 * @typedef {{chunks: string[], image: string, rule: Record<string, unknown>, env: Record<string, string>, request: Record<string, unknown>}} Way
 */

/**
 * What makes a backend ask here, and the usual way through each chunk of the executable: the image, what its rule says
 * beside its name and patterns, the environment, what the request holds beside the image, and the chunks on the way.
 * @param {string} url of the canned clouds
 * @returns {Record<string, Way>}
 */
export function waysTo(url) {
  const metadata = { AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
  const ecr = { endpoint: url, stsEndpoint: url };
  return {
    ecr: way(['ecr'], ECR_IMAGE, { ecr }, metadata),
    'ecr-public': way(['ecr-public'], 'public.ecr.aws/team/app', { ecr }, metadata),
    'ecr-roles': way(
      ['ecr-roles'],
      ECR_IMAGE,
      { identity: 'serviceAccount', ecr: { ...ecr, roleArn: 'arn:aws:iam::123456789012:role/pull' } },
      {},
      { serviceAccountToken: jwt({ sub: SUBJECT }), serviceAccountAnnotations: {} },
    ),
    // A file that is there, and whose default profile names no identity.
    'ecr-profiles': way(
      ['ecr', 'ecr-profiles'],
      ECR_IMAGE,
      { ecr },
      { ...metadata, AWS_CONFIG_FILE: fileURLToPath(new URL('./canned-aws-config', import.meta.url)) },
    ),
    acr: way(
      ['acr'],
      'teamregistry.azurecr.io/team/app',
      { acr: { endpoint: url } },
      { AZURE_POD_IDENTITY_AUTHORITY_HOST: url },
    ),
    // Entra ID is asked by https only.
    'acr-pods': way(
      ['acr-applications'],
      'teamregistry.azurecr.io/team/app',
      {
        identity: 'serviceAccount',
        acr: {
          endpoint: url,
          tenantId: TENANT,
          clientId: '11111111-2222-3333-4444-555555555555',
          cloud: { authorityHost: url.replace(/^http:/, 'https:') },
        },
      },
      { NODE_EXTRA_CA_CERTS: CERTIFICATE },
      { serviceAccountToken: jwt({ sub: SUBJECT }), serviceAccountAnnotations: {} },
    ),
    google: way(
      ['google'],
      'europe-docker.pkg.dev/project/team/app',
      { google: { endpoints: { metadata: url } } },
      {},
    ),
    'google-pods': way(
      ['google'],
      'europe-docker.pkg.dev/project/team/app',
      {
        identity: 'serviceAccount',
        google: {
          workloadIdentity: { project: 'project', identityProvider: 'https://kubernetes.example' },
          impersonate: 'puller@project.iam.gserviceaccount.com',
          endpoints: { sts: url, iamCredentials: url },
        },
      },
      {},
      { serviceAccountToken: jwt({ sub: SUBJECT }), serviceAccountAnnotations: {} },
    ),
    // No SDK: one request with the token.
    exchange: way(
      [],
      'acme.jfrog.io/docker/team/app',
      {
        identity: 'serviceAccount',
        exchange: {
          serviceAccountTokenAudience: 'acme.jfrog.io',
          jfrog: { endpoint: url, provider: 'cluster' },
        },
      },
      {},
      { serviceAccountToken: jwt({ sub: SUBJECT, aud: ['acme.jfrog.io'] }), serviceAccountAnnotations: {} },
    ),
    // No SDK either: one signed request, with the keys of the environment.
    secret: way(
      [],
      'registry.example/team/app',
      { secret: { awsSecretsManager: { secretId: 'pull/hub', region: 'eu-west-1', endpoint: url } } },
      { AWS_ACCESS_KEY_ID: AWS_KEYS.AccessKeyId, AWS_SECRET_ACCESS_KEY: AWS_KEYS.SecretAccessKey },
    ),
    // Vault: a login with the token, and one request.
    'secret-vault': way(
      [],
      'registry.example/team/app',
      {
        identity: 'serviceAccount',
        secret: {
          vault: {
            address: url,
            path: 'pull/hub',
            kubernetes: { role: 'pull' },
            serviceAccountTokenAudience: 'vault.example',
          },
        },
      },
      {},
      { serviceAccountToken: jwt({ sub: SUBJECT, aud: ['vault.example'] }), serviceAccountAnnotations: {} },
    ),
    // STS says who the node is, in a token that is exchanged.
    'exchange-aws': way(
      ['ecr-roles'],
      'acme.jfrog.io/docker/team/app',
      {
        exchange: {
          subject: { aws: { audience: 'acme.jfrog.io', region: 'eu-west-1', endpoint: url } },
          jfrog: { endpoint: url, provider: 'aws' },
        },
      },
      metadata,
    ),
  };
}

function way(chunks, image, rule, env, request = {}) {
  return {
    chunks,
    image,
    rule: { matchImages: [image.slice(0, image.indexOf('/'))], ...rule },
    env,
    request,
  };
}

/**
 * Starts them in a process of their own.
 * @param delayMs how long a cloud takes for its answer; the metadata service, on the node itself, answers at once
 * @typedef {{line: string, askedAtNs: number, answeredAtNs: number}} CannedRequest by the clock of process.hrtime
 * @returns {Promise<{url: string, requests: () => Promise<CannedRequest[]>, stop: () => void}>} `requests`: all since
 *     it was called before
 */
export async function startCannedClouds(delayMs = 0) {
  const child = spawn(process.execPath, [SELF, `${delayMs}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  });
  const [port] = await once(createInterface(child.stdout), 'line');
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    requests: async () => /** @type {CannedRequest[]} */ (await (await fetch(`${url}${REQUESTS}`)).json()),
    stop: () => child.kill(),
  };
}

/**
 * A server of http and https at one port: the first byte tells which it is.
 * @param {import('node:http').RequestListener} serve
 */
export function createEither(serve) {
  const pem = readFileSync(CERTIFICATE);
  const http = createHttpServer(serve);
  const https = createHttpsServer({ key: pem, cert: pem }, serve);
  return createServer((socket) => {
    socket.once('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read();
      if (first === null) return;
      socket.unshift(first);
      (first[0] === HANDSHAKE ? https : http).emit('connection', socket);
    });
  });
}

/** The first byte of a TLS connection: https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const HANDSHAKE = 22;

const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds;
const inIso = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

/** Of the form that counts, and signed by no key. */
export function jwt(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256', typ: 'JWT' }), part(claims), 'c2lnbmF0dXJl'].join('.');
}

const AWS_KEYS = { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', SecretAccessKey: 'secret', Token: 'session' };

/** @typedef {{status?: number, headers?: Record<string, string>, body?: string | object}} CannedAnswer */

/**
 * By the beginning of method and path, the longest before others. A body that is an object is sent as JSON.
 * @type {Record<string, (request: import('node:http').IncomingMessage) => CannedAnswer>}
 */
const ANSWERS = {
  // Amazon: ECR, Secrets Manager and STS, which have no path, and the metadata service.
  'POST /': ({ headers }) => {
    if (headers['x-amz-target'] === 'secretsmanager.GetSecretValue') return storedSecret();
    if (headers['x-amz-target'] !== undefined) return ecrToken(headers);
    // Only a call for the node's token is signed.
    return headers.authorization === undefined ? assumedRole() : nodeToken();
  },
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

  // Azure: the metadata service, Entra ID, and the registry.
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
  [`GET /${TENANT}/v2.0/.well-known/openid-configuration`]: ({ headers }) => {
    const tenant = `https://${headers.host}/${TENANT}`;
    return {
      body: {
        authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
        issuer: `${tenant}/v2.0`,
        jwks_uri: `${tenant}/discovery/v2.0/keys`,
        token_endpoint: `${tenant}/oauth2/v2.0/token`,
      },
    };
  },
  [`POST /${TENANT}/oauth2/v2.0/token`]: () => ({
    body: {
      access_token: jwt({ aud: 'https://containerregistry.azure.net', exp: inSeconds(LIFE_S) }),
      expires_in: LIFE_S,
      ext_expires_in: LIFE_S,
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

  // JFrog.
  'POST /access/api/v1/oidc/token': () => ({
    body: { access_token: 'from-jfrog', token_type: 'Bearer', expires_in: 3600, username: 'puller' },
  }),

  // Vault.
  'POST /v1/auth/kubernetes/login': () => ({
    body: { auth: { client_token: 'hvs.from-vault', lease_duration: 60, renewable: false } },
  }),
  'GET /v1/secret/data/pull/hub': () => ({
    body: { data: { data: { username: 'puller', password: 'from-vault' }, metadata: { version: 1 } } },
  }),
};

function ecrToken(headers) {
  const data = {
    authorizationToken: Buffer.from('AWS:from-ecr').toString('base64'),
    expiresAt: inSeconds(LIFE_S),
  };
  const isPublic = headers['x-amz-target'].startsWith('SpencerFrontendService');
  return {
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: { authorizationData: isPublic ? data : [data] },
  };
}

function storedSecret() {
  return {
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: { Name: 'pull/hub', SecretString: JSON.stringify({ username: 'puller', password: 'from-store' }) },
  };
}

function assumedRole() {
  const { AccessKeyId, SecretAccessKey, Token } = AWS_KEYS;
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/pull/team.app</Arn><AssumedRoleId>AROA:team.app</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>${AccessKeyId}</AccessKeyId><SecretAccessKey>${SecretAccessKey}</SecretAccessKey><SessionToken>${Token}</SessionToken><Expiration>${inIso(3600)}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
  };
}

function nodeToken() {
  const token = jwt({
    iss: 'https://00000000-0000.tokens.sts.global.api.aws',
    aud: 'acme.jfrog.io',
    exp: inSeconds(300),
  });
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetWebIdentityTokenResult><WebIdentityToken>${token}</WebIdentityToken><Expiration>${inIso(300)}</Expiration></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`,
  };
}

const BEGINNINGS = Object.keys(ANSWERS).sort((one, other) => other.length - one.length);

function answer(request, response) {
  const beginning = BEGINNINGS.find((text) => `${request.method} ${request.url}`.startsWith(text));
  const {
    status = 200,
    headers,
    body = '',
  } = /** @type {CannedAnswer} */ (beginning === undefined ? { status: 404 } : ANSWERS[beginning](request));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

if (process.argv[1] === SELF) {
  const delayMs = Number(process.argv[2] ?? 0);
  /** @type {CannedRequest[]} */
  let requests = [];
  const serve = (request, response) => {
    if (request.url === REQUESTS) {
      response.end(JSON.stringify(requests));
      requests = [];
      return;
    }
    const line = `${request.method} ${request.url}`;
    const askedAtNs = Number(process.hrtime.bigint());
    const isCloud = request.method === 'POST';
    const reply = () => {
      answer(request, response);
      requests.push({ line, askedAtNs, answeredAtNs: Number(process.hrtime.bigint()) });
    };
    request.resume().on('end', () => {
      if (isCloud && delayMs > 0) {
        setTimeout(reply, delayMs);
      } else {
        reply();
      }
    });
  };
  const server = createEither(serve);
  server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    console.log(port);
  });
  process.stdin.resume().on('end', () => process.exit());
}

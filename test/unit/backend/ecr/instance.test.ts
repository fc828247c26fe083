// The instance's metadata service and the container's endpoint when they have nothing to give: one line that says why.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REFUSALS } from '../../../../src/backend/ecr/refusals.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { callsOf } from '../../../clouds/record.ts';
import { findFreePort } from '../../../support/port.ts';
import fc from '../../../support/property.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { credentialOf, failureOf, NO_FILES, start } from './pull.ts';
import { NODE } from './world.ts';

const TOKEN = '/latest/api/token';
const ROLE = '/latest/meta-data/iam/security-credentials/';
const KEYS = `${ROLE}node`;
const refusing = (path: string, status: number): Misbehaviour => ({
  kind: 'refusing',
  path,
  status,
  code: '',
  message: 'words-of-the-service',
});

const INSTANCE: readonly (readonly [what: string, misbehaviour: Misbehaviour, why: RegExp])[] = [
  [
    'no token: bad request',
    refusing(TOKEN, 400),
    /the service rejected the PUT request for a token as invalid \(status 400\); check whether a proxy/,
  ],
  [
    'switched off',
    refusing(TOKEN, 403),
    /\(4\) instance metadata token at 127\.0\.0\.1:\d+: the metadata service is disabled for this instance \(status 403\); enable it: aws ec2 modify-instance-metadata-options --http-endpoint enabled \[IDENTITY_UNAVAILABLE\]$/,
  ],
  [
    'version 1 alone',
    refusing(TOKEN, 404),
    /the metadata service does not support version 2 \(IMDSv2\), and version 1 is never used \(status 404\)/,
  ],
  [
    'version 1 alone, said otherwise',
    refusing(TOKEN, 405),
    /the metadata service does not support version 2 \(IMDSv2\), and version 1 is never used \(status 405\)/,
  ],
  [
    'in trouble',
    { kind: 'failing', status: 503, path: TOKEN },
    /the service failed \(status 503\); the kubelet runs the plugin again/,
  ],
  ['no role', refusing(ROLE, 404), /this instance has no role \(status 404\); attach an instance profile/],
  ['an empty role', { kind: 'empty', path: ROLE }, /this instance has no role \(status 404\)/],
  [
    'a token that it forgets',
    refusing(ROLE, 401),
    /the metadata service rejected its own token \(status 401\)/,
  ],
  [
    'a role that is a page',
    { kind: 'page', path: ROLE },
    /instance role at \S+: invalid response \(status 200, \d+ bytes\)/,
  ],
  ['no keys', refusing(KEYS, 404), /the metadata service has no credentials for the role \(status 404\)/],
  [
    'a role that EC2 may not assume',
    { kind: 'changed', path: KEYS, members: { Code: 'AssumeRoleUnauthorizedAccess', Message: 'secret' } },
    /EC2 is not allowed to assume the role \(AssumeRoleUnauthorizedAccess, status 200\); check that the role exists/,
  ],
  [
    'a code of the future',
    { kind: 'changed', path: KEYS, members: { Code: 'Other\n"Code' } },
    /invalid response \(Other\\u\{a\}\\"Code, status 200\)/,
  ],
  [
    'keys that are incomplete',
    { kind: 'changed', path: KEYS, members: { Token: null } },
    /sent incomplete keys of role node/,
  ],
  [
    'keys that are a page',
    { kind: 'page', path: KEYS },
    /instance credentials: .* not with a JSON object.*\[RESPONSE_INVALID\]$/,
  ],
];

for (const [what, misbehaviour, why] of INSTANCE) {
  test(`instance metadata: ${what}`, async (context) => {
    const aws = await start(context);
    aws.services.imds.misbehave(misbehaviour);
    const line = await failureOf({ env: { ...NO_FILES, ...aws.env } });
    assert.match(line, why);
    assert.match(line, /^rule "team-a": ecr: /);
    assert.doesNotMatch(line, /secret|words-of-the-service/);
    assert.ok(
      aws.requests.every(({ method, headers }) => method === 'PUT' || 'x-aws-ec2-metadata-token' in headers),
      'version 1 is never asked',
    );
  });
}

test('a hop limit of 1: the PUT is taken and its answer does not arrive', async (context) => {
  const aws = await start(context);
  aws.services.imds.misbehave({ kind: 'blackHole', path: TOKEN });
  const env = { ...NO_FILES, ...aws.env };
  const soon = { connect: 1_000, answer: 500, total: 5_000 };
  const network = createNetwork({ env, limits: { service: soon, metadata: soon } });
  assert.match(
    await failureOf({ env, network }),
    /\(4\) instance metadata service 127\.0\.0\.1:\d+ accepted the PUT request for a token, but its response did not arrive \(instance metadata token: 127\.0\.0\.1:\d+ did not answer within 0\.5 s\); in a container or a virtual machine, the usual reason is the hop limit: aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2 \[IDENTITY_UNAVAILABLE\]$/,
  );
  assert.deepEqual(callsOf(aws.requests), [`PUT imds ${TOKEN}`], 'one try');
});

for (const kind of ['torn', 'reset'] as const) {
  test(`a PUT whose answer is ${kind} has nothing to do with hops`, async (context) => {
    const aws = await start(context);
    aws.services.imds.misbehave({ kind, path: TOKEN });
    assert.match(
      await failureOf({ env: { ...NO_FILES, ...aws.env } }),
      /accepted the PUT request for a token, but its response did not arrive \(instance metadata token: .*\); check what answers at \S+ \[IDENTITY_UNAVAILABLE\]$/,
    );
    assert.deepEqual(callsOf(aws.requests), [`PUT imds ${TOKEN}`], 'one try');
  });
}

test('it is asked again when it has said, and at most three times', async (context) => {
  const aws = await start(context);
  aws.services.imds.misbehave({ kind: 'throttled', path: TOKEN, retryAfter: '1' });
  const started = performance.now();
  const env = { ...NO_FILES, ...aws.env };
  assert.match(
    await failureOf({ env, network: createNetwork({ env }) }),
    /too many requests \(status 429\); the kubelet runs the plugin again .*\[IDENTITY_UNAVAILABLE\]$/,
  );
  assert.equal(aws.requests.length, 3);
  assert.ok(performance.now() - started >= 2_000);
});

test('no instance: one try, and no word of the hop limit', async () => {
  const env = { ...NO_FILES, AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${await findFreePort()}` };
  const network = createNetwork({ env });
  const line = await failureOf({ env, network });
  assert.match(
    line,
    /\(4\) no instance metadata service 127\.0\.0\.1:\d+ \(instance metadata token: .*refused/,
  );
  assert.doesNotMatch(line, /hop/);
  assert.equal(network.calls.length, 1);
});

const ENDPOINTS: readonly (readonly [name: string, value: string])[] = [
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'https://127.0.0.1'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://127.0.0.1/path'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://user@127.0.0.1'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT', '127.0.0.1'],
  ['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', 'IPv5'],
];

for (const [name, value] of ENDPOINTS) {
  test(`${name} cannot be ${value}`, async () => {
    assert.match(
      await failureOf({ env: { ...NO_FILES, [name]: value } }),
      new RegExp(`^rule "team-a": ecr: ${name}: expected .*, got "${value}"; .*\\[CONFIG_INVALID\\]$`),
    );
  });
}

for (const [mode, host] of [
  ['IPv4', '169.254.169.254'],
  ['IPv6', '[fd00:ec2::254]'],
] as const) {
  test(`by ${mode}, the service is at ${host}`, async () => {
    const asked: string[] = [];
    const network = {
      calls: [],
      send: async ({ url, method, kind }: { url: string; method: string; kind?: string }) => {
        asked.push(`${method} ${url} ${kind}`);
        return { status: 403, headers: {}, body: Buffer.alloc(0) };
      },
    };
    await failureOf({ env: { ...NO_FILES, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: mode }, network });
    assert.deepEqual(asked, [`PUT http://${host}/latest/api/token metadata`]);
  });
}

test('a property: whatever the service answers, it is a credential or a line', async (context) => {
  const aws = await start(context);
  const env = { ...NO_FILES, ...aws.env };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(TOKEN, ROLE, KEYS),
      fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
      fc.constantFrom(200, 200, 200, 204, 302, 401, 404, 500),
      async (path, body, status) => {
        aws.services.imds.misbehave({ kind: 'answer', path, answer: { status, body } });
        const line = await failureOf({ env });
        aws.services.imds.behave();
        assert.match(
          line,
          /^no failure$|^rule "team-a": ecr: [^\n]+ \[(IDENTITY_UNAVAILABLE|RESPONSE_INVALID|NETWORK_FAILED|BACKEND_DENIED)\]$/,
        );
      },
    ),
    { numRuns: 150 },
  );
});

// ------------------------------------------------------------------------------------------------------ container

const container = { container: { role: NODE, authorization: 'token of the pod' } };

for (const { code, why, hint } of REFUSALS.filter(({ service }) => service === 'container credentials')) {
  test(`container credentials: ${code}`, async (context) => {
    const aws = await start(context, container);
    const status = /^\d+$/.test(code) ? Number(code) : 400;
    const answer = /^\d+$/.test(code)
      ? ({ kind: 'answer', answer: { status, body: 'words-of-the-service' } } as const)
      : ({ kind: 'refusing', status, code, message: 'words-of-the-service' } as const);
    aws.services['container-credentials'].misbehave(answer);
    const line = await failureOf({ env: { ...NO_FILES, ...aws.env } });
    const { host } = new URL(aws.urls['container-credentials']);
    assert.ok(line.includes(`(4) container credentials at ${host}: ${why} (`), line);
    assert.ok(line.endsWith(`; ${hint} [IDENTITY_UNAVAILABLE]`), line);
    assert.doesNotMatch(line, /words-of-the-service|token of the pod/);
    assert.ok(!callsOf(aws.requests).some((call) => call.includes('imds')), 'the instance is not asked');
  });
}

test('the token of the container goes to the node only', async (context) => {
  const env = { ...NO_FILES, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token-of-the-pod' };
  for (const url of [
    'http://192.0.2.1/',
    'http://169.254.170.24/',
    'http://127.0.0.1.evil.example/',
    'ftp://127.0.0.1/',
    'x',
  ]) {
    assert.match(
      await failureOf({ env: { ...env, AWS_CONTAINER_CREDENTIALS_FULL_URI: url } }),
      /\(4\) AWS_CONTAINER_CREDENTIALS_FULL_URI is not an https URL, nor a URL of loopback, ECS or EKS Pod Identity/,
    );
  }
  const asked: string[] = [];
  const network = {
    calls: [],
    send: async ({ url, headers }: { url: string; headers?: Readonly<Record<string, string>> }) => {
      asked.push(`${url} ${headers?.authorization}`);
      return { status: 404, headers: {}, body: Buffer.alloc(0) };
    },
  };
  const file = temporaryFolder(context).write('token', 'token-in-the-file');
  await failureOf({ network, env: { ...env, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x' } });
  await failureOf({
    network,
    env: {
      ...env,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    },
  });
  assert.deepEqual(asked, [
    'http://169.254.170.2/v2/x token-of-the-pod',
    'http://169.254.170.23/v1/credentials token-in-the-file',
  ]);
  const broken = temporaryFolder(context).write('token', 'secret-token\r\nx: y');
  const line = await failureOf({
    network,
    env: {
      ...NO_FILES,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: broken,
    },
  });
  assert.match(line, /AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE contains a line break/);
  assert.doesNotMatch(line, /secret-token/);
});

test('a source that answers with an unknown code', async (context) => {
  const aws = await start(context, container);
  aws.services['container-credentials'].misbehave({
    kind: 'answer',
    answer: { status: 418, body: '{"code":"Teapot"}' },
  });
  assert.match(
    await failureOf({ env: { ...NO_FILES, ...aws.env } }),
    /\(4\) container credentials at \S+: request denied \(Teapot, status 418\); look up .*\[IDENTITY_UNAVAILABLE\]$/,
  );
});

test('the keys of a container sign what is asked', async (context) => {
  const aws = await start(context, container);
  assert.equal((await credentialOf({ env: { ...NO_FILES, ...aws.env } })).password, 'password of node');
  assert.deepEqual(callsOf(aws.requests), ['GET container-credentials /v1/credentials', 'POST ecr /']);
});

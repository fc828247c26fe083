// Whole pulls against the fake AWS: who asks, what is asked of whom, and what becomes of each answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { callsOf } from '../../../clouds/record.ts';
import {
  backendOf,
  credentialOf,
  failureOf,
  HOST,
  NO_FILES,
  type PullOptions,
  pull,
  pullOf,
  start,
} from './pull.ts';
import { ALICE_KEYS, BOB_KEYS, DEEP, OTHER, PULL, strangersKey, tokenOf, WORLD } from './world.ts';

const IMDS = [
  'PUT imds /latest/api/token',
  'GET imds /latest/meta-data/iam/security-credentials/',
  'GET imds /latest/meta-data/iam/security-credentials/node',
];
const PUBLIC_IMAGE = 'public.ecr.aws/docker/library/alpine:3';
const ECR_ROLE = 'eks.amazonaws.com/ecr-role-arn';
const ROLE = 'eks.amazonaws.com/role-arn';
const asServiceAccount = { rule: { identity: 'serviceAccount' } } as const;

// ------------------------------------------------------------------------------------------------------- who asks

const ASKERS: readonly (readonly [who: string, options: PullOptions, password: string, calls: string[]])[] = [
  ['the role of the instance', {}, 'password of node', [...IMDS, 'POST ecr /']],
  ['keys of the environment', { env: ALICE_KEYS }, 'password of alice', ['POST ecr /']],
  [
    'a role that the instance assumes',
    { settings: { roleArn: [PULL] } },
    'pass:word:of:pull',
    [...IMDS, 'POST sts /', 'POST ecr /'],
  ],
  [
    'a chain of roles with an external id',
    { settings: { roleArn: [PULL, DEEP], externalId: 'partner-7' }, env: ALICE_KEYS },
    'password of deep',
    ['POST sts /', 'POST sts /', 'POST ecr /'],
  ],
  [
    "a service account, by the ECR plugin's annotation",
    {
      ...asServiceAccount,
      token: tokenOf(),
      annotations: { [ECR_ROLE]: OTHER, [ROLE]: PULL },
      env: ALICE_KEYS,
    },
    'password of other',
    ['POST sts /', 'POST ecr /'],
  ],
  [
    'a service account, by the annotation of IAM roles for service accounts',
    { ...asServiceAccount, token: tokenOf(), annotations: { [ROLE]: PULL } },
    'pass:word:of:pull',
    ['POST sts /', 'POST ecr /'],
  ],
  [
    "a service account without annotation, by the rule's role",
    { ...asServiceAccount, token: tokenOf(), settings: { roleArn: [OTHER] } },
    'password of other',
    ['POST sts /', 'POST ecr /'],
  ],
  [
    "a service account, by the chain that continues from the rule's role",
    {
      ...asServiceAccount,
      token: tokenOf(),
      settings: { roleArn: [PULL, DEEP], externalId: 'partner-7' },
    },
    'password of deep',
    ['POST sts /', 'POST sts /', 'POST ecr /'],
  ],
  [
    'a service account whose annotation comes before the whole chain of the rule',
    {
      ...asServiceAccount,
      token: tokenOf(),
      annotations: { [ROLE]: OTHER },
      settings: { roleArn: [PULL, DEEP] },
    },
    'password of other',
    ['POST sts /', 'POST ecr /'],
  ],
  [
    'the node, for a Pod without token, where the rule says so',
    { rule: { identity: 'serviceAccount', onMissingServiceAccount: 'node' }, env: ALICE_KEYS },
    'password of alice',
    ['POST ecr /'],
  ],
  [
    'ECR Public, as the instance',
    { image: PUBLIC_IMAGE },
    'password of node',
    [...IMDS, 'POST ecr-public /'],
  ],
  [
    'ECR Public, as a service account',
    { ...asServiceAccount, image: PUBLIC_IMAGE, token: tokenOf(), annotations: { [ROLE]: PULL } },
    'pass:word:of:pull',
    ['POST sts /', 'POST ecr-public /'],
  ],
  [
    'the real registry of a mirror',
    { image: 'docker.io/library/alpine', settings: { registry: HOST }, env: ALICE_KEYS },
    'password of alice',
    ['POST ecr /'],
  ],
];

for (const [who, options, password, calls] of ASKERS) {
  test(`asks as ${who}`, async (context) => {
    const aws = await start(context);
    const credential = await credentialOf({ ...options, env: { ...NO_FILES, ...aws.env, ...options.env } });
    assert.deepEqual(credential, { username: 'AWS', password, hours: 12 });
    assert.deepEqual(callsOf(aws.requests), calls);
    for (const { service, body } of aws.requests) {
      if (service === 'ecr') assert.equal(body, '{}', 'no registryIds');
    }
  });
}

test('sessions are named: for the node as configured, for a service account after it', async (context) => {
  const aws = await start(context);
  const env = { ...NO_FILES, ...aws.env, ...ALICE_KEYS };
  const roleArn = [PULL];
  await pull({ env, settings: { roleArn } });
  await pull({ env, settings: { roleArn, sessionName: 'node-7' } });
  await pull({ env, ...asServiceAccount, token: tokenOf(), settings: { roleArn, sessionName: 'node-7' } });
  assert.deepEqual(
    aws.requests
      .filter(({ service }) => service === 'sts')
      .map(({ body }) => /RoleSessionName=([^&]+)/.exec(body)?.[1]),
    ['registry-credential-provider', 'node-7', 'team-a.app'],
  );
});

test('nobody asks: anonymous where the rule says so, a failure where it does not', async (context) => {
  const aws = await start(context);
  const env = { ...NO_FILES, ...aws.env, ...ALICE_KEYS };
  const anonymous = { identity: 'serviceAccount', onMissingServiceAccount: 'anonymous' } as const;
  assert.equal(await pull({ env, rule: anonymous }), undefined);
  assert.match(
    await failureOf({ env, ...asServiceAccount }),
    /has no service account token.*\[SERVICE_ACCOUNT_MISSING\]$/,
  );
  assert.deepEqual(aws.requests, []);
});

test('a refused host: no request, not even for the identity', async (context) => {
  const aws = await start(context);
  const env = { ...NO_FILES, ...aws.env };
  assert.equal(
    await failureOf({ env, image: `${HOST}.evil.example/x` }),
    `rule "team-a": ecr: "${HOST}.evil.example" is not a registry of this cloud (ACCOUNT.dkr.ecr.REGION.amazonaws.com, its FIPS and dual-stack forms and those of other partitions, public.ecr.aws); narrow matchImages; for a mirror or pull-through cache, set the real registry in ecr.registry [HOST_REFUSED]`,
  );
  assert.match(await failureOf({ env, image: `${HOST}:8443/x` }), /HOST_REFUSED/);
  assert.deepEqual(aws.requests, []);
});

// ------------------------------------------------------------------------------------------------------ anonymous

const WITHOUT_IDENTITY: readonly (readonly [
  why: string,
  env: Readonly<Record<string, string>>,
  changes: object,
])[] = [
  ['metadata are switched off', { AWS_EC2_METADATA_DISABLED: 'true' }, {}],
  ['an instance without a role', {}, { instance: {} }],
  ['nobody at the address of the metadata', { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' }, {}],
];

for (const [why, env, changes] of WITHOUT_IDENTITY) {
  test(`ECR Public is pulled anonymously: ${why}`, async (context) => {
    const aws = await start(context, changes);
    const answer = await pull({ image: PUBLIC_IMAGE, env: { ...NO_FILES, ...aws.env, ...env } });
    assert.deepEqual(answer, { entries: [], scope: 'registry', anonymousForMs: 60_000 });
  });

  test(`a private registry is not: ${why}`, async (context) => {
    const aws = await start(context, changes);
    assert.match(
      await failureOf({ env: { ...NO_FILES, ...aws.env, ...env } }),
      /^rule "team-a": ecr: the node has no AWS identity: \(1\) no AWS_ACCESS_KEY_ID .*, \(2\) no AWS_WEB_IDENTITY_TOKEN_FILE .*, \(3\) no shared AWS files, \(4\) .*\[IDENTITY_UNAVAILABLE\]$/,
    );
  });
}

test('ECR Public is not pulled anonymously by who has an identity that does not work', async (context) => {
  const aws = await start(context);
  const env = { ...NO_FILES, ...aws.env };
  const image = PUBLIC_IMAGE;
  assert.equal(
    await failureOf({ image, env: { ...env, ...BOB_KEYS } }),
    `rule "team-a": ecr: GetAuthorizationToken at ${new URL(aws.urls['ecr-public']).host} for arn:aws:iam::123456789012:user/bob: access denied (AccessDeniedException, status 400): "not authorized to perform ecr-public:GetAuthorizationToken because no identity-based policy allows the ecr-public:GetAuthorizationToken action"; grant this identity ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken, or remove the rule: without a credential the kubelet pulls anonymously [BACKEND_DENIED]`,
  );
  assert.match(await failureOf({ image, env, settings: { profile: 'x' } }), /IDENTITY_UNAVAILABLE/);
  assert.match(
    await failureOf({ image, env: { ...env, AWS_PROFILE: 'x', AWS_EC2_METADATA_DISABLED: '1' } }),
    /IDENTITY_UNAVAILABLE/,
  );
  aws.services.imds.misbehave({ kind: 'failing', status: 500 });
  assert.match(await failureOf({ image, env }), /the service failed \(status 500\).*IDENTITY_UNAVAILABLE/);
});

// ------------------------------------------------------------------------------------------------------- refusals

const sa = (options: Partial<PullOptions> = {}): PullOptions => ({
  ...asServiceAccount,
  token: tokenOf(),
  annotations: { [ROLE]: PULL },
  ...options,
});

const REFUSED: readonly (readonly [what: string, options: PullOptions, failure: RegExp])[] = [
  [
    'a user who may not',
    { env: BOB_KEYS },
    /^rule "team-a": ecr: GetAuthorizationToken at 127\.0\.0\.1:\d+ for arn:aws:iam::123456789012:user\/bob: access denied \(AccessDeniedException, status 400\): "not authorized to perform ecr:GetAuthorizationToken because no identity-based policy allows the ecr:GetAuthorizationToken action"; grant this identity ecr:GetAuthorizationToken.*\[BACKEND_DENIED\]$/,
  ],
  [
    'keys of nobody',
    { env: { ...ALICE_KEYS, AWS_ACCESS_KEY_ID: 'AKIAOTHER' } },
    /for access key AKIAOTHER of the environment: AWS does not know the access key \(UnrecognizedClientException, status 400\); use a valid access key.*\[BACKEND_DENIED\]$/,
  ],
  [
    'a wrong secret',
    { env: { ...ALICE_KEYS, AWS_SECRET_ACCESS_KEY: 'other' } },
    /the signature does not match \(InvalidSignatureException, status 400\); correct the secret access key, or the region/,
  ],
  [
    'a role that does not trust the node',
    { settings: { roleArn: [OTHER] }, env: ALICE_KEYS },
    /^rule "team-a": ecr: AssumeRole arn:aws:iam::210987654321:role\/other at 127\.0\.0\.1:\d+ for arn:aws:iam::123456789012:user\/alice: access denied \(AccessDenied, status 403\): "not authorized to perform sts:AssumeRole"; check that the role exists, and that its trust policy allows.*\[BACKEND_DENIED\]$/,
  ],
  [
    'an external id that is missing, at the second role',
    { settings: { roleArn: [PULL, DEEP] }, env: ALICE_KEYS },
    /AssumeRole arn:aws:iam::333333333333:role\/deep at 127\.0\.0\.1:\d+ for arn:aws:sts::210987654321:assumed-role\/pull\/registry-credential-provider: access denied/,
  ],
  [
    'a service account of another namespace',
    sa({ token: tokenOf({ namespace: 'team-b' }) }),
    /^rule "team-a": ecr: AssumeRoleWithWebIdentity arn:aws:iam::210987654321:role\/pull at 127\.0\.0\.1:\d+ for service account team-b\/app: access denied \(AccessDenied, status 403\); check that the role exists/,
  ],
  [
    'a token of another issuer',
    sa({ token: tokenOf({ issuer: 'https://elsewhere.example' }) }),
    /the role's account has no identity provider for this token \(InvalidIdentityToken, status 400\); create an IAM OIDC provider/,
  ],
  ['a token that somebody else signed', sa({ token: tokenOf({}, strangersKey) }), /InvalidIdentityToken/],
  [
    'a token for others',
    sa({ token: tokenOf({ audience: 'vault' }) }),
    /InvalidIdentityToken.*sts\.amazonaws\.com/,
  ],
  [
    'a token that is over',
    sa({ token: tokenOf({ now: new Date(Date.now() - 7_200_000) }) }),
    /ExpiredTokenException, status 400/,
  ],
  [
    'no annotation',
    sa({ annotations: {} }),
    /^rule "team-a": ecr: service account team-a\/app has no annotation eks\.amazonaws\.com\/ecr-role-arn \(or eks\.amazonaws\.com\/role-arn\) in the request; set it: kubectl annotate serviceaccount --namespace team-a app eks\.amazonaws\.com\/ecr-role-arn=ROLE_ARN; .*\[ANNOTATION_MISSING\]$/,
  ],
  [
    'an annotation that is a URL',
    sa({ annotations: { [ECR_ROLE]: 'https://evil.example/', [ROLE]: PULL } }),
    /annotation eks\.amazonaws\.com\/ecr-role-arn: expected an IAM role ARN, got "https:\/\/evil\.example\/".*\[ANNOTATION_INVALID\]$/,
  ],
  [
    'a role that is not on the list',
    sa({
      settings: { allowedRoleArns: ['arn:aws:iam::210987654321:role/team-a-*', 'arn:aws:iam::*:role/x'] },
    }),
    /^rule "team-a": ecr: service account team-a\/app: annotation eks\.amazonaws\.com\/role-arn: arn:aws:iam::210987654321:role\/pull is not in ecr\.allowedRoleArns of the rule \(arn:aws:iam::210987654321:role\/team-a-\*, arn:aws:iam::\*:role\/x\); add it to ecr\.allowedRoleArns, or correct .*\[IDENTITY_NOT_ALLOWED\]$/,
  ],
];

for (const [what, options, failure] of REFUSED) {
  test(`refused: ${what}`, async (context) => {
    const aws = await start(context);
    const { AWS_ACCESS_KEY_ID: _, ...env } = { AWS_ACCESS_KEY_ID: '', ...aws.env };
    assert.match(await failureOf({ ...options, env: { ...NO_FILES, ...env, ...options.env } }), failure);
  });
}

test('a clock that is wrong is called that', async (context) => {
  for (const [minutes, words] of [
    [90, 'behind'],
    [-90, 'ahead of'],
  ] as const) {
    const aws = await start(context, { now: () => new Date(Date.now() + minutes * 60_000) });
    assert.match(
      await failureOf({ env: { ...NO_FILES, ...aws.env, ...ALICE_KEYS } }),
      new RegExp(
        `for access key AKIAALICE of the environment: the node's clock is 90 min ${words} that of 127\\.0\\.0\\.1:\\d+ \\(InvalidSignatureException, status 400\\); set the node's clock, with NTP or chrony \\[BACKEND_DENIED\\]$`,
      ),
    );
  }
});

// --------------------------------------------------------------------------------------------- a service in trouble

type Service = 'ecr' | 'ecr-public' | 'sts';

const TROUBLE: readonly (readonly [misbehaviour: Misbehaviour, failure: RegExp, calls?: number])[] = [
  [
    { kind: 'throttled' },
    /too many requests \(Throttling(Exception)?, status 400\).*\[BACKEND_THROTTLED\]$/,
    3,
  ],
  [
    { kind: 'failing', status: 500 },
    /the service failed \((ServerException|InternalFailure), status 500\).*\[BACKEND_UNAVAILABLE\]$/,
    3,
  ],
  [
    { kind: 'failing', status: 503 },
    /the service failed \(ServiceUnavailable(Exception)?, status 503\).*\[BACKEND_UNAVAILABLE\]$/,
    3,
  ],
  [
    { kind: 'redirecting', to: 'https://elsewhere.example/?secret=1' },
    /answered with a redirect \(302\) to "elsewhere\.example", which is not followed.*\[RESPONSE_INVALID\]$/,
    1,
  ],
  [
    {
      kind: 'answer',
      answer: {
        status: 307,
        headers: {
          location: 'https://elsewhere.example/?secret=1',
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-errortype': 'AccessDeniedException',
        },
        body: '{"__type":"AccessDeniedException"}',
      },
    },
    /answered with a redirect \(307\) to "elsewhere\.example", which is not followed.*\[RESPONSE_INVALID\]$/,
    1,
  ],
  [{ kind: 'torn' }, /ended before it was complete.*\[RESPONSE_INVALID\]$/, 3],
  [{ kind: 'oversized' }, /larger than 1048576 bytes.*\[RESPONSE_INVALID\]$/, 1],
  [{ kind: 'page' }, /\[RESPONSE_INVALID\]$/, 1],
  [{ kind: 'empty' }, /\[RESPONSE_INVALID\]$/, 1],
  [{ kind: 'reset' }, /\[NETWORK_FAILED\]$/, 3],
  [
    {
      kind: 'answer',
      answer: { status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>blocked</h1>' },
    },
    /an HTML page answered instead of the service \(status 403\); a proxy, gateway or firewall answered.* \[BACKEND_DENIED\]$/,
    1,
  ],
  [
    {
      kind: 'answer',
      answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>bad</h1>' },
    },
    /the service failed \(status 502\).*\[BACKEND_UNAVAILABLE\]$/,
    3,
  ],
];

const PATHS: readonly (readonly [Service, PullOptions])[] = [
  ['ecr', { env: ALICE_KEYS }],
  ['ecr-public', { env: ALICE_KEYS, image: PUBLIC_IMAGE }],
  ['sts', { env: ALICE_KEYS, settings: { roleArn: [PULL] } }],
  ['sts', sa()],
];

for (const [service, options] of PATHS) {
  for (const [misbehaviour, failure, calls] of TROUBLE) {
    const as = options.token === undefined ? 'the node' : 'a service account';
    const name =
      misbehaviour.kind === 'answer' ? `status ${misbehaviour.answer.status} of a page` : misbehaviour.kind;
    test(`${service} in trouble, as ${as}: ${name} ${misbehaviour.kind === 'failing' ? misbehaviour.status : ''}`, async (context) => {
      const aws = await start(context);
      aws.services[service].misbehave(misbehaviour);
      const line = await failureOf({ ...options, env: { ...NO_FILES, ...aws.env, ...options.env } });
      assert.match(line, failure);
      assert.match(line, /^rule "team-a": ecr: /);
      assert.doesNotMatch(line, /secret|blocked|<h1>/i);
      assert.equal(aws.requests.filter((request) => request.service === service).length, calls);
    });
  }
}

test('what is passing passes: one more try, and the credential is there', async (context) => {
  const aws = await start(context);
  for (const service of ['imds', 'sts', 'ecr'] as const) {
    aws.services[service].misbehave({ kind: 'throttled', times: 1 });
  }
  const settings = { roleArn: [PULL] };
  assert.equal(
    (await credentialOf({ settings, env: { ...NO_FILES, ...aws.env } })).password,
    'pass:word:of:pull',
  );
});

test('an issuer that AWS could not reach is asked for once more', async (context) => {
  let unreachable = 1;
  const [trusted] = WORLD.issuers ?? [];
  const keys = async () => {
    if (unreachable-- > 0) throw new Error('no route');
    return trusted?.keys as never;
  };
  const aws = await start(context, { issuers: [{ issuer: trusted?.issuer ?? '', keys }] });
  await credentialOf(sa({ env: { ...NO_FILES, ...aws.env } }));
  assert.equal(aws.requests.filter(({ service }) => service === 'sts').length, 2);
});

const NOT_WHOLE: readonly (readonly [what: string, members: Readonly<Record<string, unknown>>])[] = [
  ['no data', { authorizationData: [] }],
  ['no token', { authorizationData: [{ expiresAt: 1.9e9 }] }],
  ['a token without a password', { authorizationData: [{ authorizationToken: 'QVdTOg==' }] }],
  ['a token without a user', { authorizationData: [{ authorizationToken: 'OnBhc3N3b3Jk' }] }],
  ['a token that is no base64 of both', { authorizationData: [{ authorizationToken: '!!!' }] }],
  ['a token that is a number', { authorizationData: [{ authorizationToken: 7 }] }],
  ['data that are text', { authorizationData: 'x' }],
  [
    'an expiry that is no time',
    { authorizationData: [{ authorizationToken: 'QVdTOng=', expiresAt: 'soon' }] },
  ],
];

for (const [what, members] of NOT_WHOLE) {
  test(`an answer that is not valid: ${what}`, async (context) => {
    const aws = await start(context);
    aws.services.ecr.misbehave({ kind: 'changed', members });
    assert.match(
      await failureOf({ env: { ...NO_FILES, ...aws.env, ...ALICE_KEYS } }),
      /^rule "team-a": ecr: GetAuthorizationToken.*\[RESPONSE_INVALID\]$/,
    );
  });
}

test('another content type does not hide a good answer', async (context) => {
  const aws = await start(context);
  aws.services.ecr.misbehave({ kind: 'wrongContentType' });
  await credentialOf({ env: { ...NO_FILES, ...aws.env, ...ALICE_KEYS } });
});

test('the end of the run ends every step, whatever it waits for', async (context) => {
  for (const service of ['imds', 'sts', 'ecr'] as const) {
    const aws = await start(context);
    aws.services[service].misbehave({ kind: 'blackHole' });
    const controller = new AbortController();
    const over = new Error('the run is over');
    const env = { ...NO_FILES, ...aws.env };
    const pulled = pull({ env, settings: { roleArn: [PULL] }, signal: controller.signal });
    const timer = setInterval(() => {
      if (aws.requests.some((request) => request.service === service)) controller.abort(over);
    }, 5);
    await assert.rejects(pulled, over);
    clearInterval(timer);
  }
});

// -------------------------------------------------------------------------------------------------------- explain

test('explain: what the host tells, who asks, which role; and nothing is asked', async (context) => {
  const aws = await start(context);
  const env = { ...NO_FILES, ...aws.env };
  const token = tokenOf();
  const options = { env, ...asServiceAccount, token, annotations: { [ROLE]: PULL } };
  const { question, ...description } = backendOf(options).describe(pullOf(options));
  assert.equal(question?.registry, '123456789012.dkr.ecr.eu-west-1.amazonaws.com');
  assert.deepEqual(description, {
    details: {
      account: '123456789012',
      region: 'eu-west-1',
      partition: 'aws',
      fips: false,
      dualstack: false,
      public: false,
      asks: 'serviceAccount',
      role: PULL,
      stsRegion: 'eu-west-1',
      endpoint: aws.urls.ecr,
      stsEndpoint: aws.urls.sts,
    },
    scope: 'registry',
    warnings: [],
  });
  assert.deepEqual(aws.requests, []);
});

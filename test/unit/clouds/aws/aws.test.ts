// The fake AWS, with AWS's own SDK as the client: what the SDK sends is taken, and what the fake says the SDK understands.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import {
  ECRPUBLICClient,
  GetAuthorizationTokenCommand as GetPublicTokenCommand,
} from '@aws-sdk/client-ecr-public';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetWebIdentityTokenCommand,
  type GetWebIdentityTokenCommandInput,
  STSClient,
} from '@aws-sdk/client-sts';
import { fromContainerMetadata, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import type { AwsConfig } from '../../../clouds/aws/accounts.ts';
import { outboundKeys } from '../../../clouds/aws/outbound-token.ts';
import { startAws } from '../../../clouds/aws.ts';
import { createSigningKey, keySet, signServiceAccountToken } from '../../../clouds/jwt.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { verifyOidcToken } from '../../../clouds/oidc.ts';
import { callsOf } from '../../../clouds/record.ts';
import { scrubCloudEnvironment, setEnvironment } from '../../../support/environment.ts';

scrubCloudEnvironment();

const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const PULL = 'arn:aws:iam::210987654321:role/pull';
const NODE = 'arn:aws:iam::123456789012:role/eks/node';
const key = createSigningKey();
const ALICE = { accessKeyId: 'AKIAALICE', secretAccessKey: 'secret of alice' };
const BOB = { accessKeyId: 'AKIABOB', secretAccessKey: 'secret of bob' };

const CONFIG: AwsConfig = {
  users: [
    {
      arn: 'arn:aws:iam::123456789012:user/alice',
      ...ALICE,
      allows: ['ecr:GetAuthorizationToken', 'ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
    },
    { arn: 'arn:aws:iam::123456789012:user/bob', ...BOB, allows: ['ecr-public:GetAuthorizationToken'] },
  ],
  roles: [
    {
      arn: PULL,
      allows: ['ecr:GetAuthorizationToken'],
      trusts: {
        principals: ['arn:aws:iam::123456789012:user/alice', NODE],
        externalId: 'partner-7',
        subjects: ['system:serviceaccount:team-a:*'],
      },
    },
    { arn: NODE, allows: ['ecr:GetAuthorizationToken'] },
  ],
  issuers: [{ issuer: ISSUER, keys: keySet(key) }],
  instance: { role: NODE, region: 'eu-west-1' },
  container: { role: PULL, authorization: 'token of the pod' },
  passwords: { [PULL]: 'password of pull' },
  disabledRegions: ['af-south-1'],
};

async function start(context: TestContext, config: Partial<AwsConfig> = {}) {
  const aws = await startAws({ ...CONFIG, ...config });
  context.after(() => aws.close());
  return aws;
}

const settings = (endpoint: string, credentials: object = ALICE) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: credentials as typeof ALICE,
  maxAttempts: 1,
});

const nameOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => error.name,
  );

test('ECR: a token for the own account, and for those that are asked for', async (context) => {
  const { urls } = await start(context);
  const ecr = new ECRClient(settings(urls.ecr));
  const { authorizationData: [own] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  assert.match(Buffer.from(own?.authorizationToken ?? '', 'base64').toString(), /^AWS:.{80}$/);
  assert.equal(own?.proxyEndpoint, 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com');
  const hours = ((own?.expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
  assert.ok(hours > 11.9 && hours <= 12);
  const registryIds = ['210987654321', '123456789012'];
  const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({ registryIds }));
  assert.deepEqual(
    authorizationData.map(({ proxyEndpoint }) => proxyEndpoint),
    registryIds.map((id) => `https://${id}.dkr.ecr.eu-west-1.amazonaws.com`),
  );
});

test('ECR Public: one token, for who may also have a bearer token', async (context) => {
  const { urls } = await start(context);
  const send = (credentials: typeof ALICE, region: string) =>
    new ECRPUBLICClient({ ...settings(urls['ecr-public'], credentials), region }).send(
      new GetPublicTokenCommand({}),
    );
  const { authorizationData } = await send(ALICE, 'us-east-1');
  assert.match(Buffer.from(authorizationData?.authorizationToken ?? '', 'base64').toString(), /^AWS:/);
  await assert.rejects(send(BOB, 'us-east-1'), {
    name: 'AccessDeniedException',
    message: /user\/bob is not authorized to perform: sts:GetServiceBearerToken/,
  });
  assert.equal(await nameOf(send(ALICE, 'eu-west-1')), 'InvalidSignatureException');
});

const HOUR = 3_600_000;

test('ECR: an SDK whose clock is wrong sets it by the answer, and comes again', async (context) => {
  const { urls, requests } = await start(context, { now: () => new Date(Date.now() + HOUR) });
  const ecr = new ECRClient({ ...settings(urls.ecr), maxAttempts: 2 });
  await ecr.send(new GetAuthorizationTokenCommand({}));
  assert.deepEqual(
    requests.map(({ status }) => status),
    [400, 200],
  );
});

const ECR_ERRORS: readonly (readonly [
  what: string,
  credentials: object,
  config: Partial<AwsConfig>,
  name: string,
])[] = [
  ['a wrong secret', { ...ALICE, secretAccessKey: 'other' }, {}, 'InvalidSignatureException'],
  ['a key of nobody', { ...ALICE, accessKeyId: 'AKIAOTHER' }, {}, 'UnrecognizedClientException'],
  ['a session token that is none', { ...ALICE, sessionToken: 'x' }, {}, 'UnrecognizedClientException'],
  ['who may not', BOB, {}, 'AccessDeniedException'],
  ['a clock that is wrong', ALICE, { now: () => new Date(Date.now() + HOUR) }, 'InvalidSignatureException'],
];

for (const [what, credentials, config, name] of ECR_ERRORS) {
  test(`ECR refuses ${what}`, async (context) => {
    const { urls } = await start(context, config);
    const ecr = new ECRClient(settings(urls.ecr, credentials));
    assert.equal(await nameOf(ecr.send(new GetAuthorizationTokenCommand({}))), name);
  });
}

test('ECR refuses registry ids that are none', async (context) => {
  const { urls } = await start(context);
  const ecr = new ECRClient(settings(urls.ecr));
  const command = new GetAuthorizationTokenCommand({ registryIds: ['123'] });
  assert.equal(await nameOf(ecr.send(command)), 'InvalidParameterException');
});

const TROUBLES: readonly (readonly [misbehaviour: Misbehaviour, name: string])[] = [
  [{ kind: 'throttled' }, 'ThrottlingException'],
  [{ kind: 'failing', status: 500 }, 'ServerException'],
  [{ kind: 'failing', status: 503 }, 'ServiceUnavailableException'],
];

for (const [misbehaviour, name] of TROUBLES) {
  test(`ECR in trouble: ${name}, and then well again`, async (context) => {
    const { urls, services, requests } = await start(context);
    services.ecr.misbehave({ ...misbehaviour, times: 1 });
    const ecr = new ECRClient(settings(urls.ecr));
    assert.equal(await nameOf(ecr.send(new GetAuthorizationTokenCommand({}))), name);
    await ecr.send(new GetAuthorizationTokenCommand({}));
    assert.deepEqual(
      requests.map((request) => request.misbehaviour),
      [misbehaviour.kind, undefined],
    );
  });
}

test('AssumeRole: the session may what the role may, with the role as its name', async (context) => {
  const { urls } = await start(context);
  const sts = new STSClient(settings(urls.sts));
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({ RoleArn: PULL, RoleSessionName: 'kubelet', ExternalId: 'partner-7' }),
  );
  const arn = 'arn:aws:sts::210987654321:assumed-role/pull/kubelet';
  assert.equal(AssumedRoleUser?.Arn, arn);
  const session = {
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
  };
  const identity = await new STSClient(settings(urls.sts, session)).send(new GetCallerIdentityCommand({}));
  assert.equal(identity.Arn, arn);
  const ecr = new ECRClient(settings(urls.ecr, session));
  const { authorizationData: [data] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  assert.equal(Buffer.from(data?.authorizationToken ?? '', 'base64').toString(), 'AWS:password of pull');
  const { sessionToken: _, ...without } = session;
  const unnamed = new ECRClient(settings(urls.ecr, without));
  assert.equal(
    await nameOf(unnamed.send(new GetAuthorizationTokenCommand({}))),
    'UnrecognizedClientException',
  );
});

const ASSUME = { RoleArn: PULL, RoleSessionName: 'kubelet', ExternalId: 'partner-7' };
const ASSUME_ERRORS: readonly (readonly [
  what: string,
  input: typeof ASSUME & { DurationSeconds?: number },
  credentials: object,
  name: string,
])[] = [
  ['who is not trusted', ASSUME, BOB, 'AccessDenied'],
  ['another external id', { ...ASSUME, ExternalId: 'partner-8' }, ALICE, 'AccessDenied'],
  ['a role that is not there', { ...ASSUME, RoleArn: `${PULL}-other` }, ALICE, 'AccessDenied'],
  ['a session name that is none', { ...ASSUME, RoleSessionName: 'team-a/puller' }, ALICE, 'ValidationError'],
  [
    'a session name that is too long',
    { ...ASSUME, RoleSessionName: 'x'.repeat(65) },
    ALICE,
    'ValidationError',
  ],
  ['a longer session than the role gives', { ...ASSUME, DurationSeconds: 7200 }, ALICE, 'ValidationError'],
  ['a wrong secret', ASSUME, { ...ALICE, secretAccessKey: 'other' }, 'SignatureDoesNotMatch'],
  ['a key of nobody', ASSUME, { ...ALICE, accessKeyId: 'AKIAOTHER' }, 'InvalidClientTokenId'],
];

for (const [what, input, credentials, name] of ASSUME_ERRORS) {
  test(`AssumeRole refuses ${what}`, async (context) => {
    const { urls } = await start(context);
    const sts = new STSClient(settings(urls.sts, credentials));
    assert.equal(await nameOf(sts.send(new AssumeRoleCommand(input))), name);
  });
}

const TOKEN = { issuer: ISSUER, audience: 'sts.amazonaws.com', namespace: 'team-a', name: 'puller' };
const withToken = (WebIdentityToken: string, RoleArn = PULL) =>
  new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'team-a-puller', WebIdentityToken });

test('AssumeRoleWithWebIdentity: for a service account token of a trusted issuer', async (context) => {
  const { urls, requests } = await start(context);
  const sts = new STSClient(settings(urls.sts));
  const answer = await sts.send(withToken(signServiceAccountToken(key, TOKEN)));
  assert.equal(answer.SubjectFromWebIdentityToken, 'system:serviceaccount:team-a:puller');
  assert.equal(
    answer.Provider,
    'arn:aws:iam::210987654321:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
  );
  assert.deepEqual(requests[0]?.credentials, ['field WebIdentityToken']);
});

test('any other documented error comes in the form that the SDK reads', async (context) => {
  const { urls, services } = await start(context);
  services.sts.misbehave({
    kind: 'refusing',
    status: 403,
    code: 'IDPRejectedClaim',
    message: 'revoked & <gone>',
  });
  const token = signServiceAccountToken(key, TOKEN);
  await assert.rejects(new STSClient(settings(urls.sts)).send(withToken(token)), {
    name: 'IDPRejectedClaimException',
    message: 'revoked & <gone>',
  });
  services.ecr.misbehave({ kind: 'refusing', status: 400, code: 'RequestExpired', message: 'too old' });
  await assert.rejects(new ECRClient(settings(urls.ecr)).send(new GetAuthorizationTokenCommand({})), {
    name: 'RequestExpired',
    message: 'too old',
  });
});

const TOKEN_ERRORS: readonly (readonly [what: string, token: string, name: string])[] = [
  ['what is no JWT', 'abcd', 'InvalidIdentityTokenException'],
  [
    'another issuer',
    signServiceAccountToken(key, { ...TOKEN, issuer: 'https://other.example' }),
    'InvalidIdentityTokenException',
  ],
  [
    'another audience',
    signServiceAccountToken(key, { ...TOKEN, audience: 'other' }),
    'InvalidIdentityTokenException',
  ],
  ['another key', signServiceAccountToken(createSigningKey(), TOKEN), 'InvalidIdentityTokenException'],
  [
    'another key under the same name',
    signServiceAccountToken({ ...createSigningKey(), kid: key.kid }, TOKEN),
    'InvalidIdentityTokenException',
  ],
  [
    'an expired one',
    signServiceAccountToken(key, { ...TOKEN, lifetimeSeconds: -1 }),
    'ExpiredTokenException',
  ],
  ['another namespace', signServiceAccountToken(key, { ...TOKEN, namespace: 'team-b' }), 'AccessDenied'],
];

for (const [what, token, name] of TOKEN_ERRORS) {
  test(`AssumeRoleWithWebIdentity refuses ${what}`, async (context) => {
    const { urls } = await start(context);
    assert.equal(await nameOf(new STSClient(settings(urls.sts)).send(withToken(token))), name);
  });
}

test('AssumeRoleWithWebIdentity: the keys cannot be had', async (context) => {
  const keys = () => Promise.reject(new Error('unreachable'));
  const { urls } = await start(context, { issuers: [{ issuer: ISSUER, keys }] });
  const sts = new STSClient(settings(urls.sts));
  assert.equal(
    await nameOf(sts.send(withToken(signServiceAccountToken(key, TOKEN)))),
    'IDPCommunicationErrorException',
  );
});

test('IMDSv2: the SDK gets the credentials of the instance role', async (context) => {
  const aws = await start(context);
  const { urls } = aws;
  setEnvironment(context, aws.env);
  const credentials = await fromInstanceMetadata({ ec2MetadataV1Disabled: true, maxRetries: 0 })();
  const identity = await new STSClient(settings(urls.sts, credentials)).send(
    new GetCallerIdentityCommand({}),
  );
  assert.equal(identity.Arn, 'arn:aws:sts::123456789012:assumed-role/node/i-0123456789abcdef0');
  assert.deepEqual(callsOf(aws.requests.slice(0, 3)), [
    'PUT imds /latest/api/token',
    'GET imds /latest/meta-data/iam/security-credentials/',
    'GET imds /latest/meta-data/iam/security-credentials/node',
  ]);
});

test('container credentials: the SDK gets those of the role, with the right Authorization only', async (context) => {
  const aws = await start(context);
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI = '' } = aws.env;
  const read = (authorization: string) =>
    fetch(AWS_CONTAINER_CREDENTIALS_FULL_URI, { headers: { authorization } });
  assert.equal((await read('another token')).status, 401);
  setEnvironment(context, aws.env);
  const credentials = await fromContainerMetadata({ maxRetries: 0 })();
  const identity = await new STSClient(settings(aws.urls.sts, credentials)).send(
    new GetCallerIdentityCommand({}),
  );
  assert.equal(identity.Arn, 'arn:aws:sts::210987654321:assumed-role/pull/eks-cluster-pod');
});

describe('STS: a token for others', () => {
  const ACCOUNT = '123456789012';
  const config = {
    users: [{ arn: `arn:aws:iam::${ACCOUNT}:user/alice`, ...ALICE, allows: ['sts:GetWebIdentityToken'] }],
    outboundIssuers: { [ACCOUNT]: 'https://a.tokens.sts.global.api.aws' },
  } as const satisfies Partial<AwsConfig>;
  const asked: GetWebIdentityTokenCommandInput = { Audience: ['a'], SigningAlgorithm: 'ES384' };

  test('signed by a key of the algorithm, for the audience and as long as asked', async (context) => {
    const { urls } = await start(context, config);
    const sts = new STSClient(settings(urls.sts));
    const command = new GetWebIdentityTokenCommand({ ...asked, DurationSeconds: 60 });
    const { WebIdentityToken: token = '', Expiration } = await sts.send(command);
    const [issuer = ''] = Object.values(config.outboundIssuers);
    const { problem, claims } = await verifyOidcToken(token, [{ issuer, keys: outboundKeys() }], new Date());
    assert.deepEqual(
      [problem, claims.aud, claims.sub, Number(claims.exp) - Number(claims.iat)],
      [undefined, 'a', config.users[0].arn, 60],
    );
    assert.equal(Expiration?.getTime(), Number(claims.exp) * 1000);
  });

  const REFUSED: Readonly<Record<string, readonly [Partial<GetWebIdentityTokenCommandInput>, string]>> = {
    'an algorithm that it has not': [{ SigningAlgorithm: 'ES256' }, 'ValidationError'],
    'no audience': [{ Audience: [] }, 'ValidationError'],
    'less than a minute': [{ DurationSeconds: 59 }, 'ValidationError'],
    'more than an hour': [{ DurationSeconds: 3601 }, 'ValidationError'],
    'tags, which we never send': [{ Tags: [{ Key: 'k', Value: 'v' }] }, 'ValidationError'],
  };
  for (const [name, [input, code]] of Object.entries(REFUSED)) {
    test(`refused: ${name}`, async (context) => {
      const { urls } = await start(context, config);
      const sts = new STSClient(settings(urls.sts));
      assert.equal(await nameOf(sts.send(new GetWebIdentityTokenCommand({ ...asked, ...input }))), code);
    });
  }

  test('refused: who may not, a wrong secret, an account without it', async (context) => {
    const { urls } = await start(context, {
      ...config,
      users: [...config.users, { arn: `arn:aws:iam::${ACCOUNT}:user/bob`, ...BOB }],
    });
    const code = (keys: object, url = urls.sts) =>
      nameOf(new STSClient(settings(url, keys)).send(new GetWebIdentityTokenCommand(asked)));
    assert.equal(await code(BOB), 'AccessDenied');
    assert.equal(await code({ ...ALICE, secretAccessKey: 'x' }), 'SignatureDoesNotMatch');
    const { urls: others } = await start(context, { ...config, outboundIssuers: {} });
    assert.equal(await code(ALICE, others.sts), 'OutboundWebIdentityFederationDisabledException');
  });
});

const METADATA: readonly (readonly [
  what: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  status: number,
])[] = [
  ['no token', 'GET', '/latest/meta-data/placement/region', {}, 401],
  [
    'a token of its own',
    'GET',
    '/latest/meta-data/placement/region',
    { 'x-aws-ec2-metadata-token': 'x' },
    401,
  ],
  ['a token without a life', 'PUT', '/latest/api/token', {}, 400],
  [
    'a token for too long',
    'PUT',
    '/latest/api/token',
    { 'x-aws-ec2-metadata-token-ttl-seconds': '21601' },
    400,
  ],
  [
    'a token through a proxy',
    'PUT',
    '/latest/api/token',
    { 'x-aws-ec2-metadata-token-ttl-seconds': '60', 'x-forwarded-for': '1.2.3.4' },
    403,
  ],
];

for (const [what, method, path, headers, expected] of METADATA) {
  test(`IMDSv2 refuses ${what}`, async (context) => {
    const { urls } = await start(context);
    const { status } = await fetch(`${urls.imds}${path}`, { method, headers });
    assert.equal(status, expected);
  });
}

test('IMDSv2: an instance without a role, and a token that is over', async (context) => {
  const { now, instance } = { now: { time: Date.now() }, instance: { region: 'us-gov-west-1' } };
  const { urls } = await start(context, { instance, now: () => new Date(now.time) });
  const put = await fetch(`${urls.imds}/latest/api/token`, {
    method: 'PUT',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
  });
  const headers = { 'x-aws-ec2-metadata-token': await put.text() };
  const read = (path: string) => fetch(`${urls.imds}/latest/meta-data/${path}`, { headers });
  assert.equal((await read('iam/security-credentials/')).status, 404);
  assert.equal(await (await read('placement/region')).text(), 'us-gov-west-1');
  now.time += 61_000;
  assert.equal((await read('placement/region')).status, 401);
});

test('STS is switched off in a region, which its host name tells', async (context) => {
  const { urls } = await start(context);
  const ask = async (host: string) => {
    const sent = request(`${urls.sts}/?Version=2011-06-15&Action=GetCallerIdentity`, {
      headers: { host },
    }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return /<Code>(.*)<\/Code>/.exec(Buffer.concat(await response.toArray()).toString())?.[1];
  };
  assert.equal(await ask('sts.af-south-1.amazonaws.com'), 'RegionDisabledException');
  assert.equal(await ask('sts.eu-west-1.amazonaws.com'), 'MissingAuthenticationToken');
});

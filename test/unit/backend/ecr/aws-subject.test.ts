// The token that proves the node at Amazon: whose keys sign for it, what STS is asked, and what each says when there is none.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Credentials } from '../../../../src/backend/backend.ts';
import { REFUSALS } from '../../../../src/backend/ecr/refusals.ts';
import { type ErrorCode, formatError, ProviderError } from '../../../../src/errors.ts';
import type { AwsConfig } from '../../../clouds/aws/accounts.ts';
import { outboundKeys } from '../../../clouds/aws/outbound-token.ts';
import { startAws } from '../../../clouds/aws.ts';
import { callsOf } from '../../../clouds/record.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { ask, backendOf, hastyNetwork, IMAGES, pairOf, pullOf, startTrust } from '../exchange/registries.ts';

const ISSUER = 'https://0f3a9c21-0000.tokens.sts.global.api.aws';
const ACCOUNT = '123456789012';
const NODE = `arn:aws:iam::${ACCOUNT}:role/eks/node`;
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const PULL = `arn:aws:iam::${ACCOUNT}:role/pull`;
const ALICE_KEYS = { AWS_ACCESS_KEY_ID: 'AKIAALICE', AWS_SECRET_ACCESS_KEY: 'secret of alice' };
const BOB_KEYS = { AWS_ACCESS_KEY_ID: 'AKIABOB', AWS_SECRET_ACCESS_KEY: 'secret of bob' };
const AUDIENCE = 'acme.jfrog.io';
const NO_FILES = { HOME: '/no/such/home' };

const ALLOWS = ['sts:GetWebIdentityToken'] as const;
const WORLD: AwsConfig = {
  users: [
    { arn: ALICE, accessKeyId: 'AKIAALICE', secretAccessKey: 'secret of alice', allows: ALLOWS },
    { arn: BOB, accessKeyId: 'AKIABOB', secretAccessKey: 'secret of bob' },
  ],
  roles: [
    { arn: NODE, allows: ALLOWS },
    { arn: PULL, allows: ALLOWS, trusts: { principals: [ALICE] } },
  ],
  instance: { role: NODE, region: 'eu-west-1' },
  outboundIssuers: { [ACCOUNT]: ISSUER },
  disabledRegions: ['af-south-1'],
};

/** A provider at JFrog that trusts the account, and tells its identities apart. */
async function start(context: TestContext, config: Partial<AwsConfig> = {}) {
  const mappings = Object.entries({ node: NODE, alice: ALICE, pull: PULL }).map(([name, subject]) => ({
    name,
    subject,
    username: `of-${name}`,
  }));
  const registries = await startTrust(context, {
    issuers: [{ issuer: ISSUER, keys: outboundKeys() }],
    jfrog: { providers: { aws: { issuer: ISSUER, audience: AUDIENCE, mappings } } },
  });
  const aws = await startAws({ ...WORLD, ...config });
  context.after(() => aws.close());
  const asNode = (more: object = {}, env: Readonly<Record<string, string>> = {}) =>
    ask(registries, 'jfrog', {
      rule: { identity: 'node' },
      fields: { provider: 'aws' },
      section: { subject: { aws: { audience: AUDIENCE, region: 'eu-west-1', ...more } } },
      env: { ...NO_FILES, ...aws.env, ...env },
      network: hastyNetwork(),
    });
  return { registries, aws, asNode };
}

async function failureOf(asking: Promise<Credentials | undefined>): Promise<string> {
  const error = await asking.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  return formatError(error);
}

type Aws = Awaited<ReturnType<typeof start>>['aws'];

const stsRequests = ({ requests }: Aws) => requests.filter(({ service }) => service === 'sts');

/** What STS was asked, but for the action. */
function askedOf(aws: Aws): Readonly<Record<string, string>> {
  const [request = assert.fail()] = stsRequests(aws);
  const { Action, Version, ...asked } = Object.fromEntries(new URLSearchParams(request.body));
  assert.equal(Action, 'GetWebIdentityToken');
  return asked;
}

describe('whose token it is', () => {
  test("the instance's role, with as little as is needed", async (context) => {
    const { aws, registries, asNode } = await start(context);
    assert.equal(pairOf(await asNode())[0], 'of-node');
    assert.deepEqual(askedOf(aws), { 'Audience.member.1': AUDIENCE, SigningAlgorithm: 'RS256' });
    assert.deepEqual([stsRequests(aws).length, registries.requests.length], [1, 1]);
  });

  test('keys of the environment; algorithm and lifetime of the rule', async (context) => {
    const { aws, registries, asNode } = await start(context);
    const more = { signingAlgorithm: 'ES384', lifetime: '1h' };
    assert.equal(pairOf(await asNode(more, ALICE_KEYS))[0], 'of-alice');
    assert.deepEqual(askedOf(aws), {
      'Audience.member.1': AUDIENCE,
      DurationSeconds: '3600',
      SigningAlgorithm: 'ES384',
    });
    const [{ claims } = assert.fail()] = registries.requests;
    const [{ iat, exp } = assert.fail()] = Object.values(claims);
    assert.equal(Number(exp) - Number(iat), 3600);
  });

  test('a profile of the rule, whose role is assumed before', async (context) => {
    const { aws, asNode } = await start(context);
    const file = temporaryFolder(context).write(
      'config',
      `[profile a]\naws_access_key_id = AKIAALICE\naws_secret_access_key = secret of alice\n[profile p]\nrole_arn = ${PULL}\nsource_profile = a\n`,
    );
    assert.equal(
      pairOf(await asNode({ profile: 'p' }, { ...BOB_KEYS, AWS_CONFIG_FILE: file }))[0],
      'of-pull',
    );
    assert.equal(stsRequests(aws).length, 2);
  });

  test("STS at the rule's endpoint, whatever the environment says", async (context) => {
    const { aws, asNode } = await start(context);
    const env = { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' };
    assert.equal(pairOf(await asNode({ endpoint: aws.urls.sts }, env))[0], 'of-node');
  });
});

describe('what is named and cannot be had is a failure; neither STS nor the registry is asked', () => {
  const CASES: Readonly<Record<string, readonly [more: object, env: Record<string, string>, words: RegExp]>> =
    {
      'half a key': [
        {},
        { AWS_ACCESS_KEY_ID: 'AKIAALICE' },
        /AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY: this identity is incomplete, and no other identity is used instead.*\[IDENTITY_UNAVAILABLE\]$/,
      ],
      'a profile of the rule that is not there': [
        { profile: 'none' },
        ALICE_KEYS,
        /profile "none" \(exchange\.subject\.aws\.profile of the rule\) is not in the shared AWS files, because there are none, and no other identity is used instead; .* or remove exchange\.subject\.aws\.profile from the rule \[IDENTITY_UNAVAILABLE\]$/,
      ],
      'a profile of the environment that is not there': [
        {},
        { AWS_PROFILE: 'none' },
        /profile "none" \(AWS_PROFILE\) is not in the shared AWS files.*\[IDENTITY_UNAVAILABLE\]$/,
      ],
      'a token file that is not there': [
        {},
        { AWS_ROLE_ARN: PULL, AWS_WEB_IDENTITY_TOKEN_FILE: '/no/such/file' },
        /AWS_WEB_IDENTITY_TOKEN_FILE "\/no\/such\/file" does not exist; .*\[IDENTITY_UNAVAILABLE\]$/,
      ],
      'nothing at all': [
        {},
        { AWS_EC2_METADATA_DISABLED: 'true' },
        /the node has no AWS identity: \(1\) .*\[IDENTITY_UNAVAILABLE\]$/,
      ],
      'an endpoint of the environment that is none': [
        {},
        { ...ALICE_KEYS, AWS_ENDPOINT_URL_STS: 'sts' },
        /AWS_ENDPOINT_URL_STS: expected .*\[CONFIG_INVALID\]$/,
      ],
    };
  for (const [name, [more, env, words]] of Object.entries(CASES)) {
    test(name, async (context) => {
      const { aws, registries, asNode } = await start(context);
      assert.match(await failureOf(asNode(more, env)), words);
      assert.deepEqual([stsRequests(aws), callsOf(registries.requests)], [[], []]);
    });
  }
});

describe('what STS refuses by itself', () => {
  const STEP = 'rule "team-a": exchange: GetWebIdentityToken at';
  const CASES: readonly (readonly [
    name: string,
    config: Partial<AwsConfig>,
    more: object,
    env: Record<string, string>,
    line: string,
  ])[] = [
    [
      'an account without outbound federation',
      { outboundIssuers: {} },
      {},
      ALICE_KEYS,
      'for access key AKIAALICE of the environment: outbound web identity federation is not enabled for the account (OutboundWebIdentityFederationDisabledException, status 403); enable it: aws iam enable-outbound-web-identity-federation [BACKEND_DENIED]',
    ],
    [
      'an identity that may not',
      {},
      {},
      BOB_KEYS,
      `for ${BOB}: access denied (AccessDenied, status 403): "not authorized to perform sts:GetWebIdentityToken because no identity-based policy allows the sts:GetWebIdentityToken action"; grant this identity sts:GetWebIdentityToken, and check the conditions of its policies on audience, lifetime and signing algorithm [BACKEND_DENIED]`,
    ],
    [
      'keys that AWS does not know',
      {},
      {},
      { ...ALICE_KEYS, AWS_ACCESS_KEY_ID: 'AKIAOTHER' },
      'for access key AKIAOTHER of the environment: AWS does not know the access key (InvalidClientTokenId, status 403); use a valid access key of this partition; temporary credentials also need the region that issued them to be enabled in the account [BACKEND_DENIED]',
    ],
    [
      'a secret that is wrong',
      {},
      {},
      { ...ALICE_KEYS, AWS_SECRET_ACCESS_KEY: 'another' },
      'for access key AKIAALICE of the environment: the signature does not match (SignatureDoesNotMatch, status 403); correct the secret access key, or the region of the endpoint [BACKEND_DENIED]',
    ],
  ];
  for (const [name, config, more, env, line] of CASES) {
    test(name, async (context) => {
      const { aws, registries, asNode } = await start(context, config);
      assert.equal(await failureOf(asNode(more, env)), `${STEP} ${new URL(aws.urls.sts).host} ${line}`);
      assert.deepEqual(callsOf(registries.requests), []);
    });
  }

  test('a session that ends before the token would, or has ended', async (context) => {
    const { aws, asNode } = await start(context);
    const session = (seconds: number) => {
      const role = aws.accounts.findRole(NODE) ?? assert.fail();
      const { AccessKeyId, SecretAccessKey, SessionToken } = aws.accounts.openSession(role, 's', seconds);
      return {
        AWS_ACCESS_KEY_ID: AccessKeyId,
        AWS_SECRET_ACCESS_KEY: SecretAccessKey,
        AWS_SESSION_TOKEN: SessionToken,
      };
    };
    assert.match(
      await failureOf(asNode({ lifetime: '1h' }, session(1800))),
      /: the token would outlive the session of the node's identity \(SessionDurationEscalationException, status 403\); shorten exchange\.subject\.aws\.lifetime, or leave it out \[BACKEND_DENIED\]$/,
    );
    assert.match(
      await failureOf(asNode({}, session(-60))),
      /: these credentials have expired \(ExpiredToken, status 403\); renew the credentials \[BACKEND_DENIED\]$/,
    );
    assert.equal(pairOf(await asNode({ lifetime: '1m' }, session(1800)))[0], 'of-node');
  });
});

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  BACKEND_DENIED: 403,
  BACKEND_NOT_FOUND: 400,
  BACKEND_THROTTLED: 400,
  BACKEND_UNAVAILABLE: 503,
};
const SERVICE = 'STS: web identity token';

describe('every refusal of the table, in its words and not in those of STS', () => {
  for (const { code, means, why, hint } of REFUSALS.filter(({ service }) => service === SERVICE)) {
    test(code, async (context) => {
      const { aws, registries, asNode } = await start(context);
      const status = STATUS[means] ?? assert.fail(means);
      aws.services.sts.misbehave({ kind: 'refusing', status, code, message: 'words-of-the-service' });
      const line = await failureOf(asNode({}, ALICE_KEYS));
      assert.ok(line.endsWith(`: ${why} (${code}, status ${status}); ${hint} [${means}]`), line);
      assert.doesNotMatch(line, /words-of-the-service/);
      assert.deepEqual(callsOf(registries.requests), []);
    });
  }
});

describe('STS that is throttled, or answers with no token', () => {
  test('once throttled, it is asked again', async (context) => {
    const { aws, asNode } = await start(context);
    aws.services.sts.misbehave({ kind: 'throttled', times: 1 });
    assert.equal(pairOf(await asNode({}, ALICE_KEYS))[0], 'of-alice');
    assert.equal(stsRequests(aws).length, 2);
  });

  const XML = { 'content-type': 'text/xml' };
  const of = (token: string) =>
    `<GetWebIdentityTokenResponse><GetWebIdentityTokenResult>${token}</GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`;
  const BODIES: Readonly<Record<string, string>> = {
    'no token': of('<Expiration>2030-01-01T00:00:00Z</Expiration>'),
    'two words': of('<WebIdentityToken>two words</WebIdentityToken>'),
    'a page': '<html>a page',
    nothing: '',
  };
  for (const [name, body] of Object.entries(BODIES)) {
    test(name, async (context) => {
      const { aws, registries, asNode } = await start(context);
      aws.services.sts.misbehave({ kind: 'answer', answer: { status: 200, headers: XML, body } });
      assert.match(await failureOf(asNode({}, ALICE_KEYS)), /GetWebIdentityToken .*\[RESPONSE_INVALID\]$/);
      assert.deepEqual(callsOf(registries.requests), []);
    });
  }

  test('a token that the registry does not trust is its refusal, with what it saw', async (context) => {
    const { asNode } = await start(context);
    assert.match(
      await failureOf(asNode({ audience: 'other' }, ALICE_KEYS)),
      /token exchange at \S+ for the node's identity at AWS as aws: .*"issuer https:\/\/0f3a9c21-0000\.tokens\.sts\.global\.api\.aws, audience other, subject arn:aws:iam::123456789012:user\/alice,/,
    );
  });
});

describe('before anything is asked', () => {
  const explained = (env: Readonly<Record<string, string>>, more: object = {}) => {
    const image = IMAGES.jfrog;
    const backend = backendOf(
      {
        jfrog: { provider: 'aws' },
        subject: { aws: { audience: AUDIENCE, region: 'eu-west-1', ...more } },
      },
      { image, rule: { identity: 'node' }, env: { ...NO_FILES, ...env } },
    );
    return backend.describe(pullOf({ image }));
  };

  test('what is named, and where STS is', () => {
    const text = JSON.stringify(explained(ALICE_KEYS, { endpoint: 'https://sts.example' }));
    assert.match(text, /the node's identity at AWS/);
    assert.match(text, /keys \(AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\)/);
    assert.match(text, /"eu-west-1".*"https:\/\/sts\.example"/);
    assert.doesNotMatch(text, /secret of alice/);
  });

  test('that half an identity is named', () => {
    assert.match(
      JSON.stringify(explained({ AWS_ROLE_ARN: PULL })),
      /AWS_ROLE_ARN is set without AWS_WEB_IDENTITY_TOKEN_FILE/,
    );
  });
});

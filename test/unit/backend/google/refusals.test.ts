// What Google refuses, and what an operator reads then; and whatever else answers in its place.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Credentials } from '../../../../src/backend/backend.ts';
import { REFUSALS } from '../../../../src/backend/google/refusals.ts';
import { type ErrorCode, formatError, ProviderError } from '../../../../src/errors.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import type { GoogleCloud, GoogleService } from '../../../clouds/google.ts';
import { listenSilently } from '../../../clouds/listener.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { callsOf } from '../../../clouds/record.ts';
import { json } from '../../../clouds/service.ts';
import { findFreePort } from '../../../support/port.ts';
import fc from '../../../support/property.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  ask,
  endpointsOf,
  hastyNetwork,
  KEY_FILE,
  NODE,
  POOL,
  PROJECT,
  PULL,
  podToken,
  pullOf,
  STRANGER,
  startProject,
} from './google.ts';

const FROM_PROVIDER = { workloadIdentity: { provider: `${POOL}/providers/on-premises` } };
const AUDIENCE = `//iam.googleapis.com/${POOL}/providers/on-premises`;

type Ask = Parameters<typeof ask>;
type Asked = Exclude<GoogleService, 'secretmanager'>;
/** What is asked, by the service that is to refuse. */
const QUESTIONS: Readonly<Record<Asked, readonly [Ask[1], Ask[2]?]>> = {
  metadata: [{}],
  sts: [FROM_PROVIDER, { rule: { identity: 'serviceAccount' }, pull: pullOf('gcr.io/p/image', podToken()) }],
  iamcredentials: [{ impersonate: PULL }],
  oauth2: [{}],
};

async function failureOf(asking: Promise<unknown>): Promise<ProviderError> {
  const error = await asking.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String((error as Error).stack));
  return error;
}

describe('as the services refuse', () => {
  const pod = (claims: object = {}, more: object = {}) => ({
    rule: { identity: 'serviceAccount' } as const,
    pull: pullOf('gcr.io/p/image', podToken(claims), more as Record<string, string>),
  });
  const rows: readonly (readonly [
    what: string,
    asked: (typeof QUESTIONS)[Asked],
    code: ErrorCode,
    line: RegExp,
  ])[] = [
    [
      'no such account of the machine',
      [{ serviceAccount: STRANGER }],
      'IDENTITY_UNAVAILABLE',
      /^rule "team-a": google: metadata token at 127\.0\.0\.1:\d+ for the node's service account stranger@\S+: the machine has no such service account \(status 404\); attach a service account/,
    ],
    [
      'a token of another issuer',
      [FROM_PROVIDER, pod({ issuer: 'https://other.example' })],
      'BACKEND_DENIED',
      /token exchange at \S+ for service account team-a\/app in \/\/iam\S+on-premises: the token was rejected \(invalid_grant, status 400\): "The issuer in ID Token https:\/\/other\.example does not match.*; compare the token's issuer, audience/,
    ],
    [
      'a token for another audience',
      [FROM_PROVIDER, pod({ audience: 'https://kubernetes.default.svc' })],
      'BACKEND_DENIED',
      /invalid_grant.*"The audience in ID Token \[https:\/\/kubernetes\.default\.svc\] does not match the expected audience/,
    ],
    [
      'a token that has expired',
      [FROM_PROVIDER, pod({ now: new Date(Date.now() - 7_200_000) })],
      'BACKEND_DENIED',
      /invalid_grant.*is stale to sign-in/,
    ],
    [
      'a provider that is not there',
      [{ workloadIdentity: { provider: `${POOL}/providers/other` } }, pod()],
      'BACKEND_NOT_FOUND',
      /the workload identity pool or provider does not exist, or is disabled \(invalid_target, status 400\)/,
    ],
    [
      'an attribute condition',
      [FROM_PROVIDER, pod({ namespace: 'team-b' })],
      'BACKEND_DENIED',
      /for service account team-b\/app in .*attribute condition rejects this identity \(unauthorized_client, status 401\)/,
    ],
    [
      'impersonation of an account that trusts others',
      [{ impersonate: STRANGER }],
      'BACKEND_DENIED',
      /impersonation at \S+ for the node's service account default as stranger@\S+: the caller may not impersonate .*\(PERMISSION_DENIED, status 403\).*roles\/iam\.workloadIdentityUser.*roles\/iam\.serviceAccountTokenCreator/,
    ],
    [
      'impersonation of whom the annotation names',
      [FROM_PROVIDER, pod({}, { 'iam.gke.io/gcp-service-account': STRANGER })],
      'BACKEND_DENIED',
      /for service account team-a\/app as stranger@\S+: the caller may not impersonate/,
    ],
    [
      'a chain with a link that does not hold',
      [{ impersonate: [STRANGER, PULL] }],
      'BACKEND_DENIED',
      /default as stranger@\S+ as pull@/,
    ],
  ];
  for (const [what, [section, options], code, line] of rows) {
    test(what, async (context) => {
      const google = await startProject(context);
      const error = await failureOf(ask(google, section, options));
      assert.equal(error.code, code);
      assert.match(formatError(error), line);
    });
  }

  test('a machine without the scope to act as another', async (context) => {
    const machine = { ...PROJECT.machine, scopes: ['https://www.googleapis.com/auth/devstorage.read_only'] };
    const google = await startProject(context, { machine });
    const error = await failureOf(ask(google, { impersonate: PULL }));
    assert.match(
      formatError(error),
      /\(ACCESS_TOKEN_SCOPE_INSUFFICIENT, status 403\).*; give the machine the access scope/,
    );
  });

  test('a service account key that was deleted', async (context) => {
    const google = await startProject(context);
    const { privateKey } = (await import('node:crypto')).generateKeyPairSync('rsa', { modulusLength: 2048 });
    const credentialFile = temporaryFolder(context).write(
      'key.json',
      JSON.stringify({
        type: 'service_account',
        client_email: NODE,
        private_key_id: 'abc',
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      }),
    );
    const error = await failureOf(ask(google, { credentialFile }));
    assert.match(
      formatError(error),
      /for node@\S+ \(key abc\): the service account key was rejected.*\(invalid_grant, status 400\): "Invalid JWT Signature\."; check the node's clock.*\[BACKEND_DENIED\]$/,
    );
  });
});

const SERVICES: Readonly<Record<string, Asked>> = {
  'metadata server': 'metadata',
  STS: 'sts',
  'IAM Credentials': 'iamcredentials',
  OAuth2: 'oauth2',
};

describe('every code of the table', () => {
  for (const { service, code, means, why, hint } of REFUSALS) {
    test(`${service}: ${code}`, async (context) => {
      const google = await startProject(context);
      const fake = SERVICES[service] as Asked;
      const status = Number(code) || (code === 'RESOURCE_EXHAUSTED' ? 429 : 400);
      const answer =
        service === 'metadata server'
          ? code === 'IAM'
            ? { status: 403, headers: {}, body: 'IAM returned 403 Forbidden: missing getAccessToken' }
            : { status, headers: { 'metadata-flavor': 'Google' }, body: '<html>' }
          : json(status, /^[a-z]/.test(code) ? { error: code } : { error: { code: status, status: code } });
      google.services[fake].misbehave({ kind: 'answer', answer });
      const error = await failureOf(askOf(context, google, fake));
      assert.equal(error.code, means);
      assert.ok(error.message.includes(`: ${why} (`), error.message);
      assert.equal(error.hint, hint);
    });
  }
});

describe('what IAM says through the metadata server', () => {
  const THROUGH = 'Unable to generate access token; IAM returned';
  for (const [status, body, hint] of [
    [
      403,
      `${THROUGH} 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied`,
      /grant roles\//,
    ],
    [
      404,
      `${THROUGH} 404 Not Found: Not found; Gaia id not found for email a@p.iam`,
      /correct the annotation/,
    ],
    [
      400,
      `${THROUGH} 400 Bad Request: Identity Pool does not exist (p.svc.id.goog)`,
      /turn Workload Identity/,
    ],
  ] as const) {
    test(`${status}`, async (context) => {
      const google = await startProject(context);
      google.services.metadata.misbehave({ kind: 'answer', answer: { status, headers: {}, body } });
      const error = await failureOf(askOf(context, google, 'metadata'));
      assert.ok(error.message.includes(body), error.message);
      assert.match(error.hint ?? '', hint);
    });
  }

  test('429 is throttling, whoever throttles', async (context) => {
    const google = await startProject(context);
    const answer = { status: 429, headers: { 'metadata-flavor': 'Google' }, body: `${THROUGH} 429` };
    google.services.metadata.misbehave({ kind: 'answer', answer });
    const error = await failureOf(askOf(context, google, 'metadata'));
    assert.equal(error.code, 'BACKEND_THROTTLED');
  });
});

async function askOf(
  context: TestContext,
  google: GoogleCloud,
  service: Asked,
  network?: Network,
): Promise<Credentials | undefined> {
  const [section, options] = QUESTIONS[service];
  const file = () => temporaryFolder(context).write('key.json', JSON.stringify(KEY_FILE));
  const asked = service === 'oauth2' ? { ...section, credentialFile: file() } : section;
  return ask(google, asked, { ...options, ...(network && { network }) });
}

const PAGE = /answered 200 with \d+ bytes .*, not with a JSON object/;
const FLAWS: readonly (readonly [Misbehaviour, ErrorCode, RegExp])[] = [
  [{ kind: 'throttled', retryAfter: '7' }, 'BACKEND_THROTTLED', /too many requests/],
  [{ kind: 'failing', status: 500 }, 'BACKEND_UNAVAILABLE', /the service failed \(.*500\)/],
  [{ kind: 'failing', status: 503 }, 'BACKEND_UNAVAILABLE', /the service failed \(.*503\)/],
  [{ kind: 'torn' }, 'RESPONSE_INVALID', /ended before it was complete/],
  [{ kind: 'oversized' }, 'RESPONSE_INVALID', /is larger than 1048576 bytes/],
  [
    { kind: 'redirecting', to: 'https://elsewhere.example/?token=canary' },
    'RESPONSE_INVALID',
    /redirect \(302\) to "elsewhere\.example", which is not followed/,
  ],
  [{ kind: 'page' }, 'RESPONSE_INVALID', PAGE],
  [{ kind: 'empty' }, 'RESPONSE_INVALID', PAGE],
  [{ kind: 'blackHole' }, 'NETWORK_FAILED', /did not answer within 1 s/],
  [{ kind: 'dripping', msPerByte: 200 }, 'NETWORK_FAILED', /was not complete within 2 s/],
  [{ kind: 'reset' }, 'NETWORK_FAILED', /closed the connection before it had answered/],
  [
    { kind: 'changed', members: { access_token: undefined, accessToken: undefined } },
    'RESPONSE_INVALID',
    /invalid response \(status 200, \d+ bytes\)/,
  ],
  [
    { kind: 'changed', members: { access_token: 5, accessToken: {} } },
    'RESPONSE_INVALID',
    /invalid response \(status 200, \d+ bytes\)/,
  ],
  [
    { kind: 'changed', members: { access_token: 'a\nb', accessToken: 'a b' } },
    'RESPONSE_INVALID',
    /invalid response \(/,
  ],
  [
    { kind: 'changed', members: { expires_in: 'soon', expireTime: 'soon' } },
    'RESPONSE_INVALID',
    /invalid response \(/,
  ],
  [
    { kind: 'answer', answer: { status: 418, body: 'teapot' } },
    'BACKEND_DENIED',
    /request denied \(status 418\)/,
  ],
];

describe('what goes wrong with an answer', { concurrency: 8 }, () => {
  for (const service of ['metadata', 'sts', 'iamcredentials', 'oauth2'] as const) {
    for (const [misbehaviour, code, words] of FLAWS) {
      const flawed =
        misbehaviour.kind === 'answer' && service === 'metadata'
          ? { ...misbehaviour, answer: { ...misbehaviour.answer, headers: { 'metadata-flavor': 'Google' } } }
          : misbehaviour;
      test(`${service}: ${JSON.stringify(misbehaviour).slice(0, 80)}`, async (context) => {
        const google = await startProject(context);
        google.services[service].misbehave(flawed);
        const isSlow = misbehaviour.kind === 'blackHole' || misbehaviour.kind === 'dripping';
        const network = hastyNetwork(isSlow ? 1_000 : undefined);
        const error = await failureOf(askOf(context, google, service, network));
        // A redirect of the metadata server has no flavor.
        if (service === 'metadata' && misbehaviour.kind === 'redirecting') {
          assert.equal(error.code, 'IDENTITY_UNAVAILABLE');
        } else {
          assert.equal(error.code, code, error.message);
          assert.match(error.message, words);
        }
        assert.ok(error.message.startsWith('rule "team-a": google: '), error.message);
        assert.doesNotMatch(formatError(error), /canary/);
        if (misbehaviour.kind === 'throttled') assert.equal(error.retryAfterMs, 7000);
      });
    }

    test(`${service}: a failure that passes is tried again`, async (context) => {
      const google = await startProject(context);
      google.services[service].misbehave({ kind: 'failing', status: 503, times: 2 });
      await askOf(context, google, service);
      const asked = google.requests.filter((request) => request.service === service);
      assert.deepEqual(
        asked.map(({ status }) => status),
        [503, 503, 200],
      );
    });

    test(`${service}: late, and in another content type, is an answer`, async (context) => {
      const google = await startProject(context);
      google.services[service].misbehave({ kind: 'late', ms: 100, times: 1 });
      google.services[service].misbehave({ kind: 'wrongContentType' });
      for (let time = 0; time < 2; time++) {
        assert.equal((await askOf(context, google, service))?.entries.length, 1);
      }
    });
  }
});

describe("what answers in the metadata server's place", () => {
  test('something else: no Metadata-Flavor', async (context) => {
    const google = await startProject(context);
    for (const status of [200, 401, 404]) {
      google.services.metadata.misbehave({
        kind: 'answer',
        answer: json(status, { access_token: 'canary' }),
        times: 1,
      });
      const error = await failureOf(ask(google, {}));
      assert.equal(
        formatError(error),
        `rule "team-a": google: metadata token at ${new URL(google.urls.metadata).host} for the node's service account default: this is not Google's metadata server (status ${status}, no Metadata-Flavor: Google); on a node outside Google Cloud, set google.credentialFile [IDENTITY_UNAVAILABLE]`,
      );
    }
  });

  test('nothing', async (context) => {
    const google = await startProject(context);
    const silent = await listenSilently();
    context.after(() => silent.close());
    for (const [metadata, words] of [
      [
        `http://127.0.0.1:${await findFreePort()}`,
        /^rule "team-a": google: metadata token: 127\.0\.0\.1:\d+ refused the connection/,
      ],
      [
        silent.url.replace(/^https/, 'http'),
        /^rule "team-a": google: metadata token: 127\.0\.0\.1:\d+ did not answer/,
      ],
    ] as const) {
      const error = await failureOf(
        ask(google, { endpoints: { ...endpointsOf(google), metadata } }, { network: hastyNetwork(1_000) }),
      );
      assert.equal(error.code, 'NETWORK_FAILED');
      assert.match(error.message, words);
    }
  });

  test('a variable that names none', async (context) => {
    const google = await startProject(context);
    for (const value of ['a b', 'http://', 'host/path', 'user@host', 'host?x']) {
      for (const name of ['GCE_METADATA_IP', 'GCE_METADATA_HOST']) {
        const error = await failureOf(ask(google, {}, { env: { [name]: value } }));
        assert.equal(error.code, 'CONFIG_INVALID');
        assert.ok(error.message.startsWith(`rule "team-a": google: ${name}: expected HOST`), error.message);
      }
    }
    assert.deepEqual(google.requests, []);
  });
});

test('the deadline ends whatever is under way, with its own words', async (context) => {
  const google = await startProject(context);
  for (const service of ['metadata', 'sts', 'iamcredentials'] as const) {
    google.services[service].misbehave({ kind: 'blackHole' });
    const reason = new ProviderError('no answer within the deadline', { code: 'DEADLINE_EXCEEDED' });
    const controller = new AbortController();
    const [section, options] = QUESTIONS[service];
    const asking = ask(google, section, { ...options, signal: controller.signal, network: hastyNetwork() });
    setTimeout(() => controller.abort(reason), 100);
    assert.equal(await failureOf(asking), reason);
    google.services[service].behave();
  }
});

test('what a service repeats of a token is not shown', async (context) => {
  const google = await startProject(context);
  const token = podToken();
  const [, claims = '', signature = ''] = token.split('.');
  const options = { rule: { identity: 'serviceAccount' } as const, pull: pullOf('gcr.io/p/image', token) };
  for (const echo of [token, `near ${claims}`, `Signature ${signature}!`]) {
    google.services.sts.misbehave({ kind: 'answer', answer: json(400, { error: echo }), times: 1 });
    const coded = formatError(await failureOf(ask(google, FROM_PROVIDER, options)));
    assert.ok(!coded.includes(claims) && !coded.includes(signature), coded);
    google.services.sts.misbehave({
      kind: 'answer',
      answer: json(400, { error: 'invalid_grant', error_description: echo }),
      times: 1,
    });
    const line = formatError(await failureOf(ask(google, FROM_PROVIDER, options)));
    assert.match(
      line,
      new RegExp(
        `for service account team-a/app in ${AUDIENCE}: the token was rejected \\(invalid_grant, status 400\\); `,
      ),
    );
    assert.ok(!line.includes(claims) && !line.includes(signature));
  }
  google.services.iamcredentials.misbehave({
    kind: 'answer',
    answer: json(403, { error: { status: 'X', message: 'ya29.' } }),
  });
  assert.match(
    (await failureOf(ask(google, { impersonate: PULL }))).message,
    /request denied \(X, status 403\): "ya29\."$/,
  );
  assert.equal(callsOf(google.requests).length, 8);
});

test('nor what a later one repeats of what an earlier one was sent', async (context) => {
  const google = await startProject(context);
  const token = podToken();
  const [, claims = ''] = token.split('.');
  google.services.iamcredentials.misbehave({
    kind: 'answer',
    answer: json(403, { error: { status: 'X', message: `for ${claims}` } }),
  });
  const options = { rule: { identity: 'serviceAccount' } as const, pull: pullOf('gcr.io/p/image', token) };
  const line = formatError(await failureOf(ask(google, { ...FROM_PROVIDER, impersonate: PULL }, options)));
  assert.match(line, /request denied \(X, status 403\); /);
  assert.ok(!line.includes(claims), line);
});

test('nor of a signed assertion', async (context) => {
  const google = await startProject(context);
  let assertion = '';
  const echo: Network = {
    calls: [],
    send: async ({ body }) => {
      assertion = new URLSearchParams(String(body)).get('assertion') ?? '';
      const text = { error: 'invalid_grant', error_description: `bad signature ${assertion.split('.')[2]}` };
      return { status: 400, headers: {}, body: Buffer.from(JSON.stringify(text)) };
    },
  };
  const line = formatError(await failureOf(askOf(context, google, 'oauth2', echo)));
  assert.ok(assertion.split('.').length === 3 && !line.includes(assertion.split('.')[2] as string), line);
  assert.deepEqual(google.requests, []);
});

test('whatever answers: a credential or one failure of ours, and never a word of a body that is no refusal', async (context) => {
  const google = await startProject(context);
  const leaf = fc.oneof(
    fc.string(),
    fc.constantFrom('canary', 'invalid_grant', 'NOT_FOUND', '2030-01-01T00:00:00Z'),
    fc.integer(),
    fc.constant(null),
  );
  const member = fc.constantFrom(
    'access_token',
    'accessToken',
    'expires_in',
    'expireTime',
    'error',
    'status',
    'details',
    'reason',
    '__proto__',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('any'), { maxLength: 2 }),
      fc.dictionary(member, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  const good = { access_token: 't', expires_in: 60, accessToken: 't', expireTime: '2030-01-01T00:00:00Z' };
  const nearlyGood = fc.dictionary(member, value, { maxKeys: 1 }).map((changes) => ({ ...good, ...changes }));
  const body = fc.oneof(
    nearlyGood.map((any) => JSON.stringify(any)),
    value.map((any) => JSON.stringify(any)),
    fc.string({ unit: 'binary' }),
    fc.constant('<canary>'),
  );
  const status = fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 429, 500);
  const flavor = fc.constantFrom({}, ...Array(3).fill({ 'metadata-flavor': 'Google' }));
  const answer = fc
    .tuple(status, flavor, body)
    .map(([code, headers, text]) => ({ status: code, headers, body: Buffer.from(text) }));
  const seen = { answered: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('metadata', 'sts', 'iamcredentials' as const),
      fc.array(answer, { minLength: 2, maxLength: 2 }),
      async (service, answers) => {
        const left = [...answers];
        const network: Network = {
          calls: [],
          send: async () => left.shift() ?? assert.fail('asked too often'),
        };
        try {
          const credentials = await askOf(context, google, service as Asked, network);
          assert.match(credentials?.entries[0]?.password.reveal() ?? '', /^[!-~]+$/);
          seen.answered += 1;
        } catch (error) {
          assert.ok(error instanceof ProviderError, String((error as Error).stack));
          assert.ok(error.message.startsWith('rule "team-a": google: '), error.message);
          assert.notEqual(error.code, 'INTERNAL');
          if (answers.every(({ status: code }) => code < 400))
            assert.doesNotMatch(formatError(error), /canary/);
          seen.failed += 1;
        }
      },
    ),
    { numRuns: 1000 },
  );
  assert.ok(seen.answered > 10 && seen.failed > 300, JSON.stringify(seen));
});

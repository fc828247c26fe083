// What the clouds answer, at the door of all backends: lives, texts and types that no service gives, on each way to a
// credential. No sockets: each way is a list of good answers, of which a test changes one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeAnswer } from '../../../src/answer.ts';
import type { Credentials, PullRequest } from '../../../src/backend/backend.ts';
import { createBackend } from '../../../src/backend/create.ts';
import { normaliseConfig } from '../../../src/config/normalise.ts';
import { formatError, ProviderError } from '../../../src/errors.ts';
import type { RuleConfig } from '../../../src/generated/config-types.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { encodeResponse } from '../../../src/protocol/response.ts';
import { serviceAccountOf } from '../../../src/protocol/service-account.ts';
import { Secret } from '../../../src/secret.ts';
import type { HttpRequest, HttpResponse } from '../../../src/system/network/door.ts';
import { createSigningKey, signServiceAccountToken } from '../../clouds/jwt.ts';
import { scrubCloudEnvironment } from '../../support/environment.ts';
import fc from '../../support/property.ts';

scrubCloudEnvironment();

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.now();

type Members = Record<string, unknown>;
type Answers = Readonly<Record<string, Members>>;

interface Way {
  readonly name: string;
  readonly rule: Partial<RuleConfig>;
  readonly image: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** By the request's step, in the order in which they are asked; the last one's is the credential. */
  readonly answers: Answers;
  /** Members of the last answer whose token ends so long from now, by a service that is so far ahead of us. */
  readonly ending: (ms: number, aheadMs?: number) => Members;
  readonly longest: number;
}

const epoch = (ms: number): number => (NOW + ms) / SECOND;
const jwt = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const ecrToken = Buffer.from('AWS:password').toString('base64');
const ecrEnding = (ms: number): Members => ({
  authorizationData: [{ authorizationToken: ecrToken, expiresAt: epoch(ms) }],
});
const acrEnding = (ms: number, aheadMs = 0): Members => ({
  refresh_token: jwt({ iat: epoch(aheadMs), exp: epoch(ms) }),
});
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const ENTRA = { token_type: 'Bearer', expires_in: 3599, access_token: jwt({ aud: 'acr' }) };
const IMDS = { ...ENTRA, expires_in: '3599', expires_on: String(Math.floor(epoch(HOUR))), resource: 'r' };
const KEYS = { AccessKeyId: 'ASIA', SecretAccessKey: 'secret', Token: 'session' };
const GOOGLE = { access_token: 'ya29.token', expires_in: 3599, token_type: 'Bearer' };
const pod = (audience: string): string =>
  signServiceAccountToken(createSigningKey(), {
    issuer: 'https://issuer.example',
    audience,
    namespace: 'team-a',
    name: 'app',
  });
const PROVIDER =
  '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/clusters/providers/here';

const ECR_IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app';
const ACR_IMAGE = 'teamregistry.azurecr.io/app';

const WAYS: readonly Way[] = [
  {
    name: 'ECR, by the role of the instance',
    rule: { ecr: {} },
    image: ECR_IMAGE,
    answers: {
      'instance metadata token': { text: 'token' },
      'instance role': { text: 'node' },
      'instance credentials': { Code: 'Success', ...KEYS },
      GetAuthorizationToken: ecrEnding(12 * HOUR),
    },
    ending: ecrEnding,
    longest: 12 * HOUR,
  },
  {
    name: 'ECR Public, by a container endpoint',
    rule: { ecr: {} },
    image: 'public.ecr.aws/docker/library/alpine',
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/keys' },
    answers: {
      'container credentials': KEYS,
      GetAuthorizationToken: { authorizationData: { authorizationToken: ecrToken, expiresAt: epoch(HOUR) } },
    },
    ending: (ms) => ({ authorizationData: { authorizationToken: ecrToken, expiresAt: epoch(ms) } }),
    longest: 12 * HOUR,
  },
  {
    name: 'ACR, by a managed identity',
    rule: { acr: {} },
    image: ACR_IMAGE,
    answers: {
      challenge: {},
      'managed identity token': IMDS,
      'token exchange': acrEnding(3 * HOUR),
    },
    ending: acrEnding,
    longest: 24 * HOUR,
  },
  {
    name: 'ACR, by a service account',
    rule: { acr: { clientId: CLIENT, tenantId: TENANT }, identity: 'serviceAccount' },
    image: ACR_IMAGE,
    token: pod('api://AzureADTokenExchange'),
    answers: {
      challenge: {},
      'Entra ID token': ENTRA,
      'token exchange': acrEnding(3 * HOUR),
    },
    ending: acrEnding,
    longest: 24 * HOUR,
  },
  {
    name: 'Google, by the metadata server',
    rule: { google: {} },
    image: 'gcr.io/p/app',
    answers: { 'metadata token': GOOGLE },
    ending: (ms, aheadMs = 0) => ({ ...GOOGLE, expires_in: (ms - aheadMs) / SECOND }),
    longest: 12 * HOUR,
  },
  {
    name: 'Google, by a service account',
    rule: { google: { workloadIdentity: { provider: PROVIDER } }, identity: 'serviceAccount' },
    image: 'gcr.io/p/app',
    token: pod(PROVIDER),
    answers: { 'token exchange': GOOGLE },
    ending: (ms, aheadMs = 0) => ({ ...GOOGLE, expires_in: String(Math.round((ms - aheadMs) / SECOND)) }),
    longest: 12 * HOUR,
  },
  {
    name: 'Google, by impersonation',
    rule: { google: { impersonate: 'pull@example-project.iam.gserviceaccount.com' } },
    image: 'gcr.io/p/app',
    answers: {
      'metadata token': GOOGLE,
      impersonation: { accessToken: 'ya29.token', expireTime: new Date(NOW + HOUR).toISOString() },
    },
    ending: (ms) => ({ accessToken: 'ya29.token', expireTime: new Date(NOW + ms).toISOString() }),
    longest: 12 * HOUR,
  },
  {
    name: 'exchange, by Quay',
    rule: {
      exchange: { serviceAccountTokenAudience: 'quay.io', quay: { robot: 'team+puller' } },
      identity: 'serviceAccount',
    },
    image: 'quay.io/team/app',
    token: pod('quay.io'),
    answers: { 'token exchange': { token: jwt({ iat: epoch(0), exp: epoch(HOUR) }) } },
    ending: (ms, aheadMs = 0) => ({ token: jwt({ iat: epoch(aheadMs), exp: epoch(ms) }) }),
    longest: 24 * HOUR,
  },
  {
    name: 'exchange, by JFrog',
    rule: {
      exchange: { serviceAccountTokenAudience: 'acme.jfrog.io', jfrog: { provider: 'cluster' } },
      identity: 'serviceAccount',
    },
    image: 'acme.jfrog.io/docker/app',
    token: pod('acme.jfrog.io'),
    answers: { 'token exchange': { access_token: 'a', username: 'u', expires_in: 3600 } },
    ending: (ms, aheadMs = 0) => ({ access_token: 'a', username: 'u', expires_in: (ms - aheadMs) / SECOND }),
    longest: 24 * HOUR,
  },
];

const OPENID = {
  issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  authorization_endpoint: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/authorize`,
  token_endpoint: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
};
const CHALLENGE =
  'Bearer realm="https://teamregistry.azurecr.io/oauth2/token",service="teamregistry.azurecr.io"';

interface Asked {
  readonly credentials?: Credentials;
  readonly error?: ProviderError;
  /** Seconds for the kubelet, of which the response is made. */
  readonly seconds?: number;
  readonly steps: readonly string[];
  readonly sent: readonly HttpRequest[];
}

interface Change {
  readonly answers?: Answers;
  /** Of the service, in its Date header. Absent: it sends none. */
  readonly date?: number;
  readonly image?: string;
  /** Members of the last answer, request by request; the last one for all further. */
  readonly last?: readonly Members[];
}

async function pull(way: Way, { answers = {}, date, image = way.image, last }: Change = {}): Promise<Asked> {
  const steps: string[] = [];
  const sent: HttpRequest[] = [];
  const lastStep = Object.keys(way.answers).at(-1);
  let lasts = 0;
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    const { step, url, method } = request;
    steps.push(step);
    sent.push(request);
    const headers = {
      'metadata-flavor': 'Google',
      'content-type': 'application/json',
      ...(date !== undefined && { date: new Date(date).toUTCString() }),
    };
    const json = (status: number, value: unknown, more = {}): HttpResponse => ({
      status,
      headers: { ...headers, ...more },
      body: Buffer.from(JSON.stringify(value)),
    });
    if (step === 'challenge') return json(401, {}, { 'www-authenticate': CHALLENGE });
    if (step === 'Entra ID token' && method === 'GET') {
      return json(200, url.includes('openid') ? OPENID : { tenant_discovery_endpoint: 'x', metadata: [] });
    }
    const own =
      step === lastStep && last !== undefined ? last[Math.min(lasts++, last.length - 1)] : undefined;
    const members = own ?? answers[step] ?? way.answers[step] ?? assert.fail(`${step} is asked`);
    return 'text' in members
      ? {
          status: 200,
          headers,
          body: Buffer.from(
            typeof members.text === 'object' ? JSON.stringify(members.text) : String(members.text),
          ),
        }
      : json(200, members);
  };
  const { rules } = normaliseConfig('test', {
    apiVersion: 'registry-credential-provider/v1alpha1',
    kind: 'RegistryCredentialProviderConfig',
    rules: [{ name: 'team', matchImages: ['*.example'], ...way.rule }],
  });
  const [rule] = rules;
  if (rule === undefined) throw new Error('no rule');
  const secret = way.token === undefined ? undefined : new Secret(way.token);
  const request: PullRequest = {
    image: parseImage(image),
    serviceAccountToken: secret,
    serviceAccount: () => secret && serviceAccountOf(secret),
    serviceAccountAnnotations: new Map(),
  };
  const env = { HOME: '/nonexistent', ...way.env };
  const backend = createBackend(rule, { env, network: { calls: [], send }, now: () => NOW });
  try {
    const credentials = await backend.getCredentials(request, new AbortController());
    assert.ok(credentials);
    const options = { image: request.image, wholeRegistry: true, cacheDurationMs: 300_000, now: NOW };
    const answer = makeAnswer(credentials, options);
    encodeResponse('credentialprovider.kubelet.k8s.io/v1', answer);
    return { credentials, seconds: answer.cacheDurationMs / SECOND, steps, sent };
  } catch (error) {
    assert.ok(error instanceof ProviderError, (error as Error).stack);
    return { error, steps, sent };
  }
}

const lifeOf = ({ credentials }: Asked): number =>
  (credentials?.entries[0]?.expiresAt?.getTime() ?? Number.NaN) - NOW;
const YEAR = 365.25 * DAY;

for (const way of WAYS) {
  const lastStep = Object.keys(way.answers).at(-1) as string;
  const asks = ({ steps }: Asked) => steps.filter((step) => step === lastStep).length;
  describe(way.name, () => {
    test('an hour is an hour', async () => {
      const asked = await pull(way, { last: [way.ending(HOUR)], date: NOW });
      assert.ok(Math.abs(lifeOf(asked) - HOUR) < 2 * SECOND, formatted(asked));
      assert.equal(asks(asked), 1);
    });

    for (const [name, ms] of [
      ['100 years', 100 * YEAR],
      ['292 years and a day', 292.5 * YEAR],
      ['7,000 years', 7_000 * YEAR],
    ] as const) {
      test(`a life of ${name} is no life`, async () => {
        const asked = await pull(way, { last: [way.ending(ms)] });
        assert.equal(asked.error?.code, 'RESPONSE_INVALID', formatted(asked));
        assert.match(
          formatted(asked),
          /^rule "team": (ecr|acr|google|exchange): [^\n]+more than 10 years|no use/,
        );
      });
    }

    for (const [name, ms] of [
      ['30 days', 30 * DAY],
      ['a year', 365 * DAY],
    ] as const) {
      test(`a node whose clock is ${name} behind keeps a token of 3 h for no longer`, async () => {
        const asked = await pull(way, { last: [way.ending(ms + 3 * HOUR, ms)], date: NOW + ms });
        assert.ok(Math.abs(lifeOf(asked) - 3 * HOUR) < 2 * SECOND, formatted(asked));
      });
    }

    test('the service tells no time: at most what it ever gives', async () => {
      const asked = await pull(way, { last: [way.ending(30 * DAY, Number.NaN)] });
      if (asked.error !== undefined) {
        assert.ok(/^Google|JFrog/.test(way.name), formatted(asked)); // that lasts no number of seconds
        return;
      }
      assert.equal(lifeOf(asked), way.longest);
    });

    test('what has expired on arrival is asked for again', async () => {
      const asked = await pull(way, { last: [way.ending(-5 * SECOND), way.ending(HOUR)] });
      assert.ok(lifeOf(asked) > HOUR - 2 * SECOND, formatted(asked));
      assert.equal(asks(asked), 2);
    });

    for (const [name, ms] of [
      ['five seconds', 5 * SECOND],
      ['a day', DAY],
      ['50 years', 50 * YEAR],
    ] as const) {
      test(`and what has ended ${name} ago again is the clock's failure`, async () => {
        const asked = await pull(way, { last: [way.ending(-ms)] });
        assert.match(
          formatted(asked),
          /^rule "team": [^\n]+ has already expired; check the node's clock \[RESPONSE_INVALID\]$/,
        );
        assert.equal(asks(asked), 2);
      });
    }

    test('hosts in capitals are hosts of the cloud, and the key has them as the image does', async () => {
      const [host = '', ...path] = way.image.split('/');
      const image = [host.toUpperCase(), ...path].join('/');
      const asked = await pull(way, { image });
      const answer = makeAnswer(asked.credentials ?? assert.fail(formatted(asked)), {
        image: parseImage(image),
        wholeRegistry: true,
        cacheDurationMs: 0,
        now: NOW,
      });
      assert.equal(answer.auth[0]?.key, host.toUpperCase());
      for (const { url, body = '' } of asked.sent) {
        assert.doesNotMatch(`${new URL(url).host} ${body}`, /REGISTRY|AMAZONAWS|AZURECR|QUAY|JFROG/);
      }
    });
  });
}

function formatted({ error, credentials }: Asked): string {
  return error === undefined ? `no failure: ${credentials?.entries[0]?.expiresAt}` : formatError(error);
}

const LOOKALIKES: readonly (readonly [name: string, way: number, host: string])[] = [
  ['a Kelvin sign', 0, '123456789012.d\u212ar.ecr.eu-west-1.amazonaws.com'],
  ['a dotless i', 2, 'teamreg\u0131stry.azurecr.\u0131o'],
  ['a dotted capital I', 4, 'GCR.\u0130O'],
  ['a long s', 0, '123456789012.dkr.ecr.eu-west-1.amazonaw\u017f.com'],
  ['a fullwidth letter', 4, '\uff27cr.io'],
  ['capitals of another cloud', 4, 'TeamRegistry.azurecr.io'],
  ['capitals, and a host more', 2, 'TeamRegistry.azurecr.io.Evil.example'],
  ['capitals, and a port', 2, 'TeamRegistry.azurecr.io:443'],
];

for (const [name, index, registry] of LOOKALIKES) {
  test(`refused: ${name} in ${registry}`, async () => {
    const { rule } = WAYS[index] as Way;
    const { rules } = normaliseConfig('test', {
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: [{ name: 'team', matchImages: ['*.example'], ...rule }],
    });
    const network = { calls: [], send: () => assert.fail('it is asked') };
    const backend = createBackend(rules[0] ?? assert.fail(), { env: {}, network, now: () => NOW });
    const image = { name: `${registry}/app`, registry, path: 'app' };
    const request = {
      image,
      serviceAccountToken: undefined,
      serviceAccount: () => undefined,
      serviceAccountAnnotations: new Map(),
    };
    await assert.rejects(
      async () => backend.getCredentials(request, new AbortController()),
      (error) => error instanceof ProviderError && error.code === 'HOST_REFUSED',
    );
  });
}

/** JSON that no service sends in the place of a text or a number. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  ' ',
  'a\nb',
  'a\r\nx-header: y',
  'QVdTOg0KeDogeQ==', // AWS: and a line end
  'e30.e30\n.e30',
  '\u0000',
  'ü\u2028',
  '1e9',
  '99999999999999999999',
  '2030-13-45T99:99:99Z',
  'Thu, 01 Jan 2099 00:00:00 GMT',
  'x'.repeat(20_000),
  [],
  ['x'],
  [[['x']]],
  {},
  { toString: 'x' },
  { toString: null, valueOf: null },
  { length: 5, 0: 'x' },
  { constructor: { prototype: 'x' } },
  JSON.parse('{"__proto__":{"access_token":"x"}}'),
  JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
];

test('a property: whatever stands in a field of an answer, it is a clean credential or a named failure', async () => {
  const field = fc
    .constantFrom(...WAYS)
    .chain((way) =>
      fc.tuple(
        fc.constant(way),
        fc.constantFrom(
          ...Object.entries(way.answers).flatMap(([step, members]) =>
            fieldsOf(members).map((path) => [step, path] as const),
          ),
        ),
        fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue()),
      ),
    );
  const seen = { answered: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(field, async ([way, [step, path], value]) => {
      const members = put(way.answers[step] as Members, path, value);
      const asked = await pull(way, { answers: { [step]: members } });
      if (asked.error === undefined) {
        seen.answered += 1;
        for (const { username, password, expiresAt } of asked.credentials?.entries ?? []) {
          assert.match(username, /^[ -~]+$/);
          assert.match(password.reveal(), /^[ -~]+$/);
          assert.ok(expiresAt === undefined || lifeOf(asked) <= way.longest, String(expiresAt));
        }
        return;
      }
      seen.failed += 1;
      assert.notEqual(asked.error.code, 'INTERNAL');
      assert.match(formatted(asked), /^rule "team": (ecr|acr|google|exchange): [^\n]+ \[[A-Z_]+\]$/);
    }),
    { numRuns: 400 },
  );
  assert.ok(seen.answered > 20 && seen.failed > 100, JSON.stringify(seen));
});

/** Paths of all members, within a list or an object too. */
function fieldsOf(members: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof members !== 'object' || members === null) return [path];
  const inner = Object.entries(members).flatMap(([name, value]) => fieldsOf(value, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

function put(members: Members, [name = '', ...rest]: readonly string[], value: unknown): Members {
  const copy = (Array.isArray(members) ? [...members] : { ...members }) as Members;
  copy[name] = rest.length === 0 ? value : put(copy[name] as Members, rest, value);
  return copy;
}

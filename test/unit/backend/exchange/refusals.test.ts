// What token services refuse, and what an operator reads then; and whatever else answers in their place.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { REFUSALS } from '../../../../src/backend/exchange/refusals.ts';
import { type ErrorCode, formatError, ProviderError } from '../../../../src/errors.ts';
import type { Network } from '../../../../src/system/network/door.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { REGISTRY_SERVICES, type RegistryService } from '../../../clouds/registries.ts';
import { json } from '../../../clouds/service.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  type AskOptions,
  ask,
  hastyNetwork,
  ID,
  OTHER_ID,
  podToken,
  startTrust,
  UIDP,
} from './registries.ts';

async function failureOf(asking: Promise<unknown>): Promise<ProviderError> {
  const error = await asking.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String((error as Error).stack));
  return error;
}

type Options = AskOptions & { readonly fields?: Readonly<Record<string, unknown>> };
const robot = (name: string): Options => ({ annotations: { 'quay.io/federated-robot-account': name } });

describe('as the services refuse', () => {
  const rows: readonly (readonly [
    what: string,
    service: RegistryService,
    options: Options,
    code: ErrorCode,
    line: RegExp,
  ])[] = [
    [
      'a subject that the robot does not trust, with all that Quay compared',
      'quay',
      { token: podToken('quay', { name: 'other' }) },
      'BACKEND_DENIED',
      /^rule "team-a": exchange: token exchange at 127\.0\.0\.1:\d+ for service account team-a\/other as team\+puller: the federation of the robot account does not name this subject \(Token does not match robot, status 401\): "issuer https:\/\/kubernetes\.example, audience quay\.io, subject system:serviceaccount:team-a:other"; add the subject .* \[BACKEND_DENIED\]$/,
    ],
    [
      'a robot without federation',
      'quay',
      robot('team+lonely'),
      'BACKEND_DENIED',
      /the robot account has no federation/,
    ],
    [
      'a robot of another issuer',
      'quay',
      robot('team+stranger'),
      'BACKEND_DENIED',
      /does not name this issuer \(not configured for this robot, status 401\)/,
    ],
    ['a subject twice', 'quay', robot('team+twice'), 'BACKEND_DENIED', /names this subject twice/],
    [
      'a robot that does not exist',
      'quay',
      robot('team+nobody'),
      'BACKEND_NOT_FOUND',
      /the robot account does not exist/,
    ],
    [
      'a token that has expired',
      'quay',
      { token: podToken('quay', { now: new Date(Date.now() - 7_200_000) }) },
      'BACKEND_DENIED',
      /Quay could not verify the token \(Invalid token, status 401\): ".*, subject system:serviceaccount:team-a:app, expired 6\d min ago by this node's clock, Invalid token/,
    ],
    [
      'no mapping of JFrog',
      'jfrog',
      { token: podToken('jfrog', { namespace: 'team-b' }) },
      'BACKEND_DENIED',
      /no identity mapping of the OIDC integration fits the token \(FORBIDDEN, status 403\): "issuer https:\/\/kubernetes\.example, audience acme\.jfrog\.io, subject system:serviceaccount:team-b:app, No identity mapping matches the token"; add an identity mapping/,
    ],
    [
      'no provider of JFrog',
      'jfrog',
      { fields: { provider: 'other' } },
      'BACKEND_NOT_FOUND',
      /the OIDC integration does not exist/,
    ],
    [
      'a provider of a project',
      'jfrog',
      { fields: { provider: 'project' } },
      'BACKEND_DENIED',
      /exchange\.jfrog\.projectKey/,
    ],
    [
      'an issuer that JFrog does not know',
      'jfrog',
      { token: podToken('jfrog', { issuer: 'https://other.example' }) },
      'BACKEND_DENIED',
      /the JFrog Platform rejected the token \(UNAUTHORIZED, status 401\): "issuer https:\/\/other\.example,/,
    ],
    [
      'a subject that the token endpoint does not trust',
      'tokenEndpoint',
      { token: podToken('tokenEndpoint', { name: 'other' }) },
      'BACKEND_DENIED',
      /the service denied the exchange \(access_denied, status 403\): "issuer https:\/\/kubernetes\.example, audience registry\.corp\.example, subject system:serviceaccount:team-a:other, The subject is not trusted"/,
    ],
    [
      'a client that is unknown',
      'tokenEndpoint',
      { fields: { clientId: 'other' } },
      'BACKEND_DENIED',
      /invalid_client, status 401.*Keycloak/,
    ],
    [
      'a client that may not',
      'tokenEndpoint',
      { fields: { clientId: 'weak' } },
      'BACKEND_DENIED',
      /unauthorized_client, status 403/,
    ],
    [
      'an audience that is none',
      'tokenEndpoint',
      { fields: { audience: 'x' } },
      'BACKEND_NOT_FOUND',
      /issues no token for this audience or resource \(Audience not found, status 400\)/,
    ],
    [
      'a scope that is none',
      'tokenEndpoint',
      { fields: { scope: 'admin' } },
      'BACKEND_DENIED',
      /invalid_scope/,
    ],
    [
      'a type that is none',
      'tokenEndpoint',
      { fields: { subjectTokenType: 'urn:x:y' } },
      'BACKEND_DENIED',
      /invalid_request, status 400/,
    ],
    [
      'a subject that Cloudsmith does not trust',
      'cloudsmith',
      { token: podToken('cloudsmith', { name: 'other' }) },
      'BACKEND_DENIED',
      /as puller: Cloudsmith rejected the token \(status 401\): "issuer .*, subject system:serviceaccount:team-a:other, OIDC token cannot be authenticated\."; compare/,
    ],
    [
      'a service of Cloudsmith',
      'cloudsmith',
      { fields: { service: 'nobody' } },
      'BACKEND_DENIED',
      /made no token for this service account/,
    ],
    [
      'an organization of Cloudsmith',
      'cloudsmith',
      { fields: { organization: 'other' } },
      'BACKEND_NOT_FOUND',
      /the organization does not exist/,
    ],
    [
      'an identity of Chainguard that trusts others',
      'chainguard',
      { fields: { identity: `${UIDP}0` } },
      'BACKEND_DENIED',
      /does not trust the token \(PERMISSION_DENIED, status 403\): "issuer /,
    ],
    [
      'no identity of Chainguard',
      'chainguard',
      { fields: { identity: `${UIDP}1` } },
      'BACKEND_NOT_FOUND',
      /the identity does not exist at Chainguard/,
    ],
    [
      'a token that Chainguard cannot verify',
      'chainguard',
      { token: podToken('chainguard', { issuer: 'https://other.example' }) },
      'BACKEND_DENIED',
      /UNAUTHENTICATED, status 401.*upload its keys/,
    ],
    [
      'no mapping of Artifact Keeper',
      'artifactKeeper',
      { token: podToken('artifactKeeper', { name: 'other' }) },
      'BACKEND_DENIED',
      /no identity mapping of the CI OIDC provider fits the token \(did not match any identity mapping, status 401\)/,
    ],
    [
      'no provider of Artifact Keeper',
      'artifactKeeper',
      { fields: { provider: OTHER_ID } },
      'BACKEND_NOT_FOUND',
      /no CI OIDC provider trusts this issuer/,
    ],
    [
      'a token that Artifact Keeper cannot verify',
      'artifactKeeper',
      { token: podToken('artifactKeeper', { now: new Date(Date.now() - 7_200_000) }) },
      'BACKEND_DENIED',
      /CI JWT validation failed, status 401/,
    ],
    [
      'no service account of Yandex',
      'yandex',
      { fields: { serviceAccount: 'nobody' } },
      'BACKEND_NOT_FOUND',
      /does not exist at Yandex Cloud/,
    ],
    [
      'a service account of Yandex for others',
      'yandex',
      { fields: { serviceAccount: 'ajeother' } },
      'BACKEND_DENIED',
      /federation does not trust the token \(access_denied, status 403\)/,
    ],
    [
      'no connection of Docker',
      'dockerHub',
      { fields: { connection: OTHER_ID } },
      'BACKEND_NOT_FOUND',
      /the OIDC connection does not exist/,
    ],
    [
      'a connection of Docker for others',
      'dockerHub',
      { token: podToken('dockerHub', { name: 'other' }) },
      'BACKEND_DENIED',
      /the OIDC connection does not trust the token \(access_denied, status 403\)/,
    ],
    [
      'a token that has expired, of the token endpoint',
      'tokenEndpoint',
      { token: podToken('tokenEndpoint', { now: new Date(Date.now() - 7_200_000) }) },
      'BACKEND_DENIED',
      /the token was rejected \(invalid_grant, status 400\)/,
    ],
  ];
  for (const [what, service, options, code, line] of rows) {
    test(what, async (context) => {
      const registries = await startTrust(context);
      const error = await failureOf(ask(registries, service, options));
      assert.equal(error.code, code);
      assert.match(formatError(error), line);
    });
  }
});

describe('a refusal with a good status', () => {
  const rows: readonly (readonly [body: object, code: ErrorCode, line: RegExp])[] = [
    [
      { error: 'invalid_grant', error_description: 'unknown issuer' },
      'BACKEND_DENIED',
      /the token was rejected \(invalid_grant, status 200\): "issuer .*, unknown issuer"; compare/,
    ],
    [
      { error: 'The token is not trusted', token: '' },
      'RESPONSE_INVALID',
      /\(error, status 200\): "issuer https:\/\/kubernetes\.example, .*, The token is not trusted";/,
    ],
    [
      { error: { code: 'access_denied', message: 'not this subject' } },
      'BACKEND_DENIED',
      /denied the exchange \(access_denied, status 200\): ".*, not this subject"; change/,
    ],
  ];
  for (const [body, code, line] of rows) {
    test(JSON.stringify(body), async (context) => {
      const registries = await startTrust(context);
      registries.services.tokenEndpoint.misbehave({ kind: 'answer', answer: json(200, body) });
      const error = await failureOf(ask(registries, 'tokenEndpoint'));
      assert.equal(error.code, code);
      assert.match(formatError(error), line);
    });
  }

  test('an error that is empty is none', async (context) => {
    const registries = await startTrust(context);
    for (const error of ['', null, false]) {
      registries.services.tokenEndpoint.behave();
      registries.services.tokenEndpoint.misbehave({ kind: 'changed', members: { error } });
      assert.equal((await ask(registries, 'tokenEndpoint'))?.entries.length, 1);
    }
  });
});

test('issuer, audience and subject are shown whole, and the words of the service too', async (context) => {
  const registries = await startTrust(context);
  const issuer = `https://westeurope.oic.prod-aks.azure.com/${ID}/${OTHER_ID}/`;
  const [namespace, name] = ['n'.repeat(63), 'a'.repeat(70)];
  const token = podToken('quay', { issuer, namespace, name });
  registries.services.quay.misbehave({ kind: 'answer', answer: json(401, { error: 'Words of Quay' }) });
  const { message } = await failureOf(ask(registries, 'quay', { token }));
  const subject = `system:serviceaccount:${namespace}:${name}`;
  const facts = `issuer ${issuer}, audience quay.io, subject ${subject}`;
  assert.ok(message.endsWith(`: "${facts}, Words of Quay"`), message);
});

const SERVICES: Readonly<Record<string, RegistryService>> = {
  'token endpoint': 'tokenEndpoint',
  JFrog: 'jfrog',
  Quay: 'quay',
  Cloudsmith: 'cloudsmith',
  Chainguard: 'chainguard',
  'Artifact Keeper': 'artifactKeeper',
  'Yandex Cloud': 'yandex',
  Docker: 'dockerHub',
};

describe('every code of the table', () => {
  const ofRegistries = REFUSALS.filter(({ service }) => SERVICES[service] !== undefined);
  for (const { service, code, means, why, hint } of ofRegistries) {
    test(`${service}: ${code}`, async (context) => {
      const registries = await startTrust(context);
      const fake = SERVICES[service] as RegistryService;
      const status =
        Number(code) || (means === 'BACKEND_THROTTLED' ? 429 : means === 'BACKEND_UNAVAILABLE' ? 503 : 400);
      const said = code.includes(' ') ? `It says: ${code}.` : code;
      const body = { error: said, message: said };
      registries.services[fake].misbehave({ kind: 'answer', answer: json(status, Number(code) ? {} : body) });
      const error = await failureOf(ask(registries, fake));
      assert.equal(error.code, means);
      assert.ok(error.message.includes(`: ${why} (`), error.message);
      assert.equal(error.hint, hint);
    });
  }
});

const PAGE = /answered 20[01] with \d+ bytes .*, not with a JSON object/;
const FLAWS: readonly (readonly [Misbehaviour, ErrorCode, RegExp])[] = [
  [{ kind: 'throttled', retryAfter: '7' }, 'BACKEND_THROTTLED', /too many requests \(.*429\)(?!: "issuer)/],
  [{ kind: 'failing', status: 500 }, 'BACKEND_UNAVAILABLE', /the service failed \(.*500\)(?!: "issuer)/],
  [{ kind: 'failing', status: 503 }, 'BACKEND_UNAVAILABLE', /the service failed \(.*503\)(?!: "issuer)/],
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
  [{ kind: 'reset' }, 'NETWORK_FAILED', /closed the connection before it had answered/],
  [
    { kind: 'changed', members: { access_token: undefined, token: undefined } },
    'RESPONSE_INVALID',
    /token exchange at 127\.0\.0\.1:\d+: the answer has no valid password/,
  ],
  [
    { kind: 'changed', members: { access_token: 'a b', token: 'a b' } },
    'RESPONSE_INVALID',
    /no valid password/,
  ],
  [
    { kind: 'changed', members: { access_token: { canary: 1 }, token: 5 } },
    'RESPONSE_INVALID',
    /no valid password/,
  ],
  [
    { kind: 'answer', answer: { status: 418, body: 'teapot' } },
    'BACKEND_DENIED',
    /request denied \(status 418\)/,
  ],
];

describe('what goes wrong with an answer', { concurrency: 8 }, () => {
  for (const service of REGISTRY_SERVICES) {
    for (const [misbehaviour, code, words] of FLAWS) {
      test(`${service}: ${JSON.stringify(misbehaviour).slice(0, 80)}`, async (context) => {
        const registries = await startTrust(context);
        registries.services[service].misbehave(misbehaviour);
        const network = hastyNetwork(misbehaviour.kind === 'blackHole' ? 1_000 : undefined);
        const error = await failureOf(ask(registries, service, { network }));
        assert.equal(error.code, code, error.message);
        assert.match(error.message, words);
        assert.ok(error.message.startsWith('rule "team-a": exchange: '), error.message);
        assert.doesNotMatch(formatError(error), /canary/);
        if (misbehaviour.kind === 'throttled') assert.equal(error.retryAfterMs, 7000);
      });
    }

    test(`${service}: a failure that passes is tried again; late is an answer`, async (context) => {
      const registries = await startTrust(context);
      registries.services[service].misbehave({ kind: 'failing', status: 503, times: 2 });
      registries.services[service].misbehave({ kind: 'late', ms: 50, times: 1 });
      assert.equal((await ask(registries, service))?.entries.length, 1);
      assert.deepEqual(
        registries.requests.map(({ status }) => status),
        [503, 503, service === 'cloudsmith' ? 201 : 200],
      );
    });
  }

  test('a username that no login can have', async (context) => {
    const registries = await startTrust(context);
    for (const username of ['', 'a:b', 'a\nb', 5, null, 'a'.repeat(20_000)]) {
      registries.services.jfrog.behave();
      registries.services.jfrog.misbehave({ kind: 'changed', members: { username } });
      const error = await failureOf(ask(registries, 'jfrog'));
      assert.match(error.message, /the answer has no valid username/);
    }
  });

  test('the token that was sent is no credential: not as a password, nor in a username', async (context) => {
    const registries = await startTrust(context);
    const token = podToken('jfrog');
    for (const members of [{ access_token: token }, { username: token }, { username: `a ${token}` }]) {
      registries.services.jfrog.behave();
      registries.services.jfrog.misbehave({ kind: 'changed', members });
      const error = await failureOf(ask(registries, 'jfrog', { token }));
      assert.equal(error.code, 'RESPONSE_INVALID');
      assert.match(
        formatError(error),
        /the answer repeats the token that was sent; .* use serviceAccountToken \[/,
      );
      assert.ok(!formatError(error).includes(token.slice(10, 60)));
    }
  });

  test('a credential that had expired, or never does', async (context) => {
    const registries = await startTrust(context);
    for (const [expires_in, words] of [
      [0, /has already expired/],
      [-5, /has already expired/],
      [1e12, /more than 10 years/],
    ] as const) {
      registries.services.jfrog.behave();
      registries.services.jfrog.misbehave({ kind: 'changed', members: { expires_in } });
      assert.match((await failureOf(ask(registries, 'jfrog'))).message, words);
    }
  });
});

test('the deadline ends whatever is under way, with its own words', async (context) => {
  const registries = await startTrust(context);
  registries.services.quay.misbehave({ kind: 'blackHole' });
  const reason = new ProviderError('no answer within the deadline', { code: 'DEADLINE_EXCEEDED' });
  const controller = new AbortController();
  const asking = ask(registries, 'quay', { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 50);
  assert.equal(await failureOf(asking), reason);
});

describe('what a service repeats of what it was sent is not shown', () => {
  const secret = 'the-client-secret-c4n4ry';
  for (const service of REGISTRY_SERVICES) {
    test(service, async (context) => {
      const clientSecretFile = temporaryFolder(context).write('secret', secret);
      const fields = service === 'tokenEndpoint' ? { clientId: 'kubelet', clientSecretFile } : {};
      const token = podToken(service);
      const [, claims = '', signature = ''] = token.split('.');
      const secrets = [claims, signature, ...(service === 'tokenEndpoint' ? [secret] : [])];
      const echoes = [
        token,
        ...secrets.flatMap((each) => [each, `near ${each}!`, `${each.slice(3, 30)}…`]),
        encodeURIComponent(token),
      ];
      const registries = await startTrust(context);
      for (const echo of echoes) {
        for (const body of [
          { error: 'invalid_grant', error_description: echo },
          { error: echo },
          { errors: [{ code: 'X', message: echo }] },
          { errors: [{ code: echo, message: 'x' }] },
          { code: 7, message: echo },
          { error: { code: echo, message: echo } },
          { detail: echo },
        ]) {
          for (const status of [200, 400]) {
            registries.services[service].behave();
            registries.services[service].misbehave({ kind: 'answer', answer: json(status, body) });
            const line = formatError(await failureOf(ask(registries, service, { token, fields })));
            for (const each of secrets) {
              assert.ok(!line.includes(each.slice(3, 30)), line);
            }
          }
        }
      }
    });
  }

  test('nor of a Basic header', async () => {
    let header = '';
    const network: Network = {
      calls: [],
      send: async ({ headers }) => {
        header = headers?.authorization?.slice('Basic '.length) ?? '';
        return { status: 401, headers: {}, body: Buffer.from(JSON.stringify({ error: `bad ${header}` })) };
      },
    };
    const urls = { quay: 'https://quay.io' } as never;
    const line = formatError(await failureOf(ask({ urls } as never, 'quay', { network })));
    assert.ok(header.length > 20 && !line.includes(header), line);
  });

  for (const secret of ['s3cr+t/=word!! x', 'abc.def.g1.h2j', '100%+1', 'hunter2']) {
    for (const sent of [
      {},
      { clientAuthentication: 'post' },
      { clientAuthentication: 'post', encoding: 'json' },
    ] as const) {
      test(`nor the secret ${secret} of a client, ${JSON.stringify(sent)}`, async (context) => {
        const clientSecretFile = temporaryFolder(context).write('secret', secret);
        for (const echo of [secret, encodeURIComponent(secret)]) {
          const body = { error: 'invalid_client', error_description: `${echo} is wrong` };
          const network: Network = {
            calls: [],
            send: async () => ({ status: 401, headers: {}, body: Buffer.from(JSON.stringify(body)) }),
          };
          const urls = { tokenEndpoint: 'https://tokens.example' } as never;
          const fields = { clientId: 'kubelet', clientSecretFile, ...sent };
          const error = await failureOf(ask({ urls } as never, 'tokenEndpoint', { network, fields }));
          assert.match(error.message, /\(invalid_client, status 401\)/);
          assert.doesNotMatch(error.message, /is wrong/);
        }
      });
    }
  }
});

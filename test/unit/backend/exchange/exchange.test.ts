// From a token to a credential: what each form sends, and what becomes of its answer.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claimsOf } from '../../../../src/protocol/jwt-claims.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  ask,
  ID,
  ISSUER,
  OTHER_ID,
  pairOf,
  podToken,
  ROBOT,
  startTrust,
  TARGET,
  UIDP,
} from './registries.ts';

const HOUR = 3_600_000;
/** A busy machine may take its time between the answer and the look at it. */
const ROOM_MS = 30_000;
const lastsMs = (credentials: Awaited<ReturnType<typeof ask>>): number =>
  (credentials?.entries[0]?.expiresAt?.getTime() ?? 0) - Date.now();

/** For the API server, among more audiences than are looked at. */
const TOKEN_OF_MANY = `e30.${Buffer.from(JSON.stringify({ aud: Array(300).fill('https://kubernetes.default.svc') })).toString('base64url')}.c2ln`;

describe('quay', () => {
  test('Basic with the robot and the token; its own token, as the robot, for an hour', async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'quay');
    const [username, password] = pairOf(credentials);
    assert.equal(username, ROBOT);
    assert.equal((claimsOf(password).context as { robot?: string }).robot, ROBOT);
    assert.ok(Math.abs(lastsMs(credentials) - HOUR) < ROOM_MS);
    assert.equal(credentials?.scope, 'registry');
    assert.deepEqual(
      registries.requests.map(
        ({ method, path, headers: { authorization, accept }, credentials: secrets }) => [
          method,
          path,
          authorization,
          accept,
          secrets,
        ],
      ),
      [
        [
          'GET',
          '/oauth2/federation/robot/token',
          'Basic [redacted]',
          'application/json',
          ['header authorization'],
        ],
      ],
    );
  });

  test('the robot of the annotation before that of the rule', async (context) => {
    const registries = await startTrust(context);
    const annotations = { 'quay.io/federated-robot-account': ROBOT };
    assert.equal(pairOf(await ask(registries, 'quay', { annotations, fields: { robot: 'a+b' } }))[0], ROBOT);
    assert.equal(
      pairOf(await ask(registries, 'quay', { annotations, fields: { robot: undefined } }))[0],
      ROBOT,
    );
  });
});

test('quay: a robot account with each character that Quay allows in its name', async (context) => {
  const federation = [{ issuer: ISSUER, subject: 'system:serviceaccount:team-a:app' }];
  const robots = ['my-team+ci-puller', 'my_team+ci.puller', 'team.a+1', '1team+puller_2'];
  const registries = await startTrust(context, {
    quay: { robots: Object.fromEntries(robots.map((robot) => [robot, federation])) },
  });
  for (const robot of robots) {
    const annotations = { 'quay.io/federated-robot-account': robot };
    assert.equal(pairOf(await ask(registries, 'quay', { annotations }))[0], robot);
    assert.equal(pairOf(await ask(registries, 'quay', { fields: { robot } }))[0], robot);
  }
});

describe('jfrog', () => {
  test('JSON of the exchange; the username and the life of the answer', async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'jfrog');
    assert.deepEqual(pairOf(credentials), ['team-a-puller', 'jfrog-team-a-puller-']);
    assert.ok(Math.abs(lastsMs(credentials) - 5 * HOUR) < ROOM_MS);
    const [{ method, path, headers, body } = assert.fail()] = registries.requests;
    assert.deepEqual([method, path, headers.authorization], ['POST', '/access/api/v1/oidc/token', undefined]);
    assert.deepEqual(JSON.parse(body), {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      provider_name: 'cluster',
      provider_type: 'Generic OpenID Connect',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token: '[redacted]',
    });
  });

  test('the fields that the rule has beside it', async (context) => {
    const registries = await startTrust(context);
    const fields = {
      provider: 'project',
      projectKey: 'web',
      applicationKey: 'shop',
      identityMapping: 'apps',
      audience: '*@*',
    };
    assert.equal(pairOf(await ask(registries, 'jfrog', { fields }))[0], 'web-puller');
    const [{ body } = assert.fail()] = registries.requests;
    const { project_key, application_key, identity_mapping_name, audience } = JSON.parse(body);
    assert.deepEqual(
      [project_key, application_key, identity_mapping_name, audience],
      ['web', 'shop', 'apps', '*@*'],
    );
  });

  test('the provider of the annotation', async (context) => {
    const registries = await startTrust(context);
    const annotations = { 'registry-credential-provider/jfrog-provider': 'cluster' };
    const [username] = pairOf(await ask(registries, 'jfrog', { annotations, fields: { provider: 'other' } }));
    assert.equal(username, 'team-a-puller');
  });

  for (const [sub, username] of [
    ['jfac@01hq7v8k2m/users/team-a-puller', 'team-a-puller'],
    ['jfrt@01hq7v8k2m/users/ci', 'ci'],
    ['pullers', 'pullers'],
  ] as const) {
    test(`without a username it is that of the subject ${sub}`, async (context) => {
      const registries = await startTrust(context);
      const claims = Buffer.from(JSON.stringify({ sub })).toString('base64url');
      const members = { username: undefined, access_token: `e30.${claims}.c2ln` };
      registries.services.jfrog.misbehave({ kind: 'changed', members });
      assert.equal(pairOf(await ask(registries, 'jfrog'))[0], username);
    });
  }

  test('a token that is no JWT needs a username beside it', async (context) => {
    const registries = await startTrust(context);
    registries.services.jfrog.misbehave({ kind: 'changed', members: { username: undefined } });
    await assert.rejects(ask(registries, 'jfrog'), /the answer has no valid username/);
  });

  test('a life of a year is used for a day', async (context) => {
    const registries = await startTrust(context);
    registries.services.jfrog.misbehave({ kind: 'changed', members: { expires_in: 365 * 24 * 3600 } });
    assert.ok(Math.abs(lastsMs(await ask(registries, 'jfrog')) - 24 * HOUR) < ROOM_MS);
  });
});

describe('a token endpoint', () => {
  const folder = (context: Parameters<typeof temporaryFolder>[0]) =>
    temporaryFolder(context).write('secret', 'p:a ss+%&\n');

  test('a form of RFC 8693; the fixed username, five minutes', async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'tokenEndpoint');
    const [username, password] = pairOf(credentials);
    assert.equal(username, 'jwt');
    assert.equal(claimsOf(password).iss, 'https://keycloak.corp.example/realms/pull');
    assert.ok(Math.abs(lastsMs(credentials) - 300_000) < ROOM_MS);
    const [{ headers, body } = assert.fail()] = registries.requests;
    assert.equal(headers['content-type'], 'application/x-www-form-urlencoded');
    assert.deepEqual(
      [...new URLSearchParams(body.replaceAll('+', '%2B'))],
      [
        ['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange'],
        ['subject_token', '[redacted]'],
        ['subject_token_type', 'urn:ietf:params:oauth:token-type:jwt'],
        ['audience', TARGET],
      ],
    );
  });

  for (const sentBy of ['basic', 'post'] as const) {
    test(`a client with a secret, ${sentBy}`, async (context) => {
      const registries = await startTrust(context);
      const fields = { clientId: 'kubelet', clientSecretFile: folder(context), clientAuthentication: sentBy };
      assert.equal(pairOf(await ask(registries, 'tokenEndpoint', { fields }))[0], 'jwt');
      const [{ credentials } = assert.fail()] = registries.requests;
      assert.deepEqual(
        [...credentials].sort(),
        sentBy === 'basic'
          ? ['field subject_token', 'header authorization']
          : ['field client_secret', 'field subject_token'],
      );
    });
  }

  test('a client without a secret', async (context) => {
    const registries = await startTrust(context);
    assert.equal(
      pairOf(await ask(registries, 'tokenEndpoint', { fields: { clientId: 'public' } }))[0],
      'jwt',
    );
    assert.match(registries.requests[0]?.body ?? '', /client_id=public/);
  });

  test('audiences, resources, scope, types, further fields', async (context) => {
    const registries = await startTrust(context);
    const fields = {
      audience: [TARGET, 'registry'],
      resource: [TARGET],
      scope: 'pull openid',
      subjectTokenType: 'urn:ietf:params:oauth:token-type:id_token',
      requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
      extraFields: [{ name: 'connection_id', value: 'a b&c' }],
    };
    const tokenEndpoint = { trusts: [], clients: [], targets: [], wants: { connection_id: 'a b&c' } };
    const wanting = await startTrust(context, {
      tokenEndpoint: {
        ...tokenEndpoint,
        ...(await import('./registries.ts')).TRUST.tokenEndpoint,
        wants: tokenEndpoint.wants,
      },
    });
    assert.equal(pairOf(await ask(wanting, 'tokenEndpoint', { fields }))[0], 'jwt');
    await assert.rejects(ask(registries, 'tokenEndpoint', { fields }), /invalid_request/);
  });

  test('as JSON, where several are a list', async (context) => {
    const { TRUST } = await import('./registries.ts');
    const tokenEndpoint = {
      ...(TRUST.tokenEndpoint as NonNullable<typeof TRUST.tokenEndpoint>),
      encoding: 'json' as const,
    };
    const registries = await startTrust(context, { tokenEndpoint });
    const fields = { encoding: 'json', audience: [TARGET, 'registry'] };
    assert.equal(pairOf(await ask(registries, 'tokenEndpoint', { fields }))[0], 'jwt');
    const [{ headers, body } = assert.fail()] = registries.requests;
    assert.equal(headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(body).audience, [TARGET, 'registry']);
  });

  test('username of a claim, of a field within fields; password and life of fields of other names', async (context) => {
    const registries = await startTrust(context);
    const answered = (response: object) => ask(registries, 'tokenEndpoint', { fields: { response } });
    assert.equal(
      pairOf(await answered({ usernameClaim: 'preferred_username' }))[0],
      'service-account-puller',
    );
    const members = { auth: { user: 'u', token: 'the-password', ttl: 600 } };
    registries.services.tokenEndpoint.misbehave({ kind: 'changed', members });
    const other = await answered({
      usernameField: 'auth.user',
      passwordField: 'auth.token',
      lifetimeField: 'auth.ttl',
    });
    assert.deepEqual(pairOf(other), ['u', 'the-password']);
    assert.ok(Math.abs(lastsMs(other) - 600_000) < ROOM_MS);
  });

  test('a name may have dots of its own, and lead into an object too', async (context) => {
    const registries = await startTrust(context);
    const claims = {
      'https://acme.example/registry_user': 'of-acme',
      'kubernetes.io': { serviceaccount: { name: 'of-the-account' } },
      a: { b: 'of-a' },
      'a.b': 'of-a.b',
    };
    const access_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    registries.services.tokenEndpoint.misbehave({ kind: 'changed', members: { access_token } });
    for (const [usernameClaim, username] of [
      ['https://acme.example/registry_user', 'of-acme'],
      ['kubernetes.io.serviceaccount.name', 'of-the-account'],
      ['a.b', 'of-a.b'],
    ]) {
      const fields = { response: { usernameClaim } };
      assert.equal(pairOf(await ask(registries, 'tokenEndpoint', { fields }))[0], username);
    }
    const fields = { response: { usernameClaim: 'a.b.constructor' } };
    await assert.rejects(ask(registries, 'tokenEndpoint', { fields }), /the answer has no valid username/);
  });

  test('the life: a field, else the claim of the password, else the rule; the shorter of it and the rule', async (context) => {
    const registries = await startTrust(context);
    const lived = async (members: object, response: object = {}) => {
      registries.services.tokenEndpoint.behave();
      registries.services.tokenEndpoint.misbehave({ kind: 'changed', members: { ...members } });
      const fields = { response: { username: 'u', ...response } };
      return Math.round(lastsMs(await ask(registries, 'tokenEndpoint', { fields })) / 60_000);
    };
    assert.equal(await lived({ expires_in: 1200 }), 20);
    assert.equal(await lived({ expires_in: '1200' }), 20);
    assert.equal(await lived({ expires_in: undefined }), 5);
    assert.equal(await lived({ expires_in: undefined, access_token: 'opaque' }, { lifetime: '30m' }), 30);
    assert.equal(await lived({ expires_in: 1200 }, { lifetime: '10m' }), 10);
    await assert.rejects(
      lived({ expires_in: undefined, access_token: 'opaque' }),
      /the answer has no valid lifetime/,
    );
  });
});

describe('cloudsmith', () => {
  test('JSON to the organization; the token of a 201', async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'cloudsmith');
    const [username, password] = pairOf(credentials);
    assert.deepEqual([username, claimsOf(password).service], ['token', 'puller']);
    assert.ok(Math.abs(lastsMs(credentials) - 2 * HOUR) < ROOM_MS);
    const [{ method, path, body, headers, status } = assert.fail()] = registries.requests;
    assert.deepEqual(
      [method, path, status, headers.authorization],
      ['POST', '/openid/acme/', 201, undefined],
    );
    assert.deepEqual(JSON.parse(body), { oidc_token: '[redacted]', service_slug: 'puller' });
  });

  test('an hour for a token that does not say how long it lives', async (context) => {
    const registries = await startTrust(context);
    registries.services.cloudsmith.misbehave({ kind: 'changed', members: { token: 'opaque' } });
    assert.ok(Math.abs(lastsMs(await ask(registries, 'cloudsmith')) - HOUR) < ROOM_MS);
  });

  test('the service of the annotation; its organization is not read', async (context) => {
    const registries = await startTrust(context);
    const annotations = { 'cloudsmith.io/service-slug': 'other', 'cloudsmith.io/org-slug': 'evil' };
    const [, password] = pairOf(await ask(registries, 'cloudsmith', { annotations }));
    assert.equal(claimsOf(password).service, 'other');
    assert.equal(registries.requests[0]?.path, '/openid/acme/');
  });
});

describe('chainguard', () => {
  test('the token in the header, the identity in JSON', async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'chainguard');
    const [username, password] = pairOf(credentials);
    assert.deepEqual([username, claimsOf(password).sub], ['_token', UIDP]);
    assert.ok(Math.abs(lastsMs(credentials) - HOUR) < ROOM_MS);
    const [{ path, body, headers } = assert.fail()] = registries.requests;
    assert.deepEqual([path, headers.authorization], ['/sts/exchange', 'Bearer [redacted]']);
    assert.deepEqual(JSON.parse(body), { aud: ['cgr.dev'], identity: UIDP });
  });

  test('without an identity it finds the one that trusts the subject', async (context) => {
    const registries = await startTrust(context);
    await ask(registries, 'chainguard', { fields: { identity: undefined } });
    assert.deepEqual(JSON.parse(registries.requests[0]?.body ?? ''), { aud: ['cgr.dev'] });
  });
});

describe('artifactKeeper', () => {
  test('the token in the header; username and life of the answer', async (context) => {
    const registries = await startTrust(context);
    const credentials = await ask(registries, 'artifactKeeper');
    assert.deepEqual(pairOf(credentials), ['ci-0f3a9c21', `ak--${ID}`]);
    assert.ok(Math.abs(lastsMs(credentials) - 900_000) < ROOM_MS);
    const [{ path, body, headers } = assert.fail()] = registries.requests;
    assert.deepEqual(
      [path, headers.authorization, body],
      ['/api/v1/auth/ci/token', 'Bearer [redacted]', '{}'],
    );
  });

  test('the provider of the rule, or of the annotation', async (context) => {
    const registries = await startTrust(context);
    await ask(registries, 'artifactKeeper', { fields: { provider: ID } });
    const annotations = { 'registry-credential-provider/artifact-keeper-provider': ID };
    await ask(registries, 'artifactKeeper', { fields: { provider: OTHER_ID }, annotations });
    for (const { body } of registries.requests) {
      assert.deepEqual(JSON.parse(body), { provider_id: ID });
    }
  });
});

test('yandex: a form for a service account; its IAM token', async (context) => {
  const registries = await startTrust(context);
  const credentials = await ask(registries, 'yandex');
  assert.deepEqual(pairOf(credentials), ['iam', 't1..ajepuller']);
  assert.ok(Math.abs(lastsMs(credentials) - 12 * HOUR) < ROOM_MS);
  const annotations = { 'registry-credential-provider/yandex-service-account': 'ajepuller' };
  const other = await ask(registries, 'yandex', { annotations, fields: { serviceAccount: 'ajeother' } });
  assert.equal(pairOf(other)[1], 't1..ajepuller');
});

test('dockerHub: a form for a connection; as the organization, for as long as was asked', async (context) => {
  const registries = await startTrust(context);
  const credentials = await ask(registries, 'dockerHub');
  assert.deepEqual(pairOf(credentials), ['acme', `dckr__${ID}`]);
  assert.ok(Math.abs(lastsMs(credentials) - HOUR) < ROOM_MS);
  const longer = await ask(registries, 'dockerHub', { fields: { lifetime: '6h' } });
  assert.ok(Math.abs(lastsMs(longer) - 6 * HOUR) < ROOM_MS);
  assert.deepEqual(
    registries.requests.map(({ body }) => new URLSearchParams(body).get('expires_in')),
    ['3600', '21600'],
  );
});

describe('the node', () => {
  const node = { identity: 'node' };

  test('its token is read from a file at each exchange', async (context) => {
    const registries = await startTrust(context);
    const folder = temporaryFolder(context);
    const section = { subject: { file: folder.write('token', `${podToken('quay')}\n`) } };
    assert.equal(pairOf(await ask(registries, 'quay', { rule: node, section }))[0], ROBOT);
    folder.write('token', podToken('quay', { name: 'other' }));
    await assert.rejects(ask(registries, 'quay', { rule: node, section }), /Token does not match robot/);
  });

  for (const [what, content] of [
    ['is empty', '\n'],
    ['does not contain a token', 'two words'],
    ['has more than 250 claims and audiences', TOKEN_OF_MANY],
  ] as const) {
    test(`a file that ${what}`, async (context) => {
      const registries = await startTrust(context);
      const section = { subject: { file: temporaryFolder(context).write('token', content) } };
      await assert.rejects(ask(registries, 'quay', { rule: node, section }), {
        code: 'SECRET_INVALID',
        message: new RegExp(`^rule "team-a": exchange: subject token "/.*" ${what}$`),
      });
      assert.deepEqual(registries.requests, []);
    });
  }

  for (const audience of ['https://kubernetes.default.svc.cluster.local', 'sts.amazonaws.com', ISSUER]) {
    test(`a file with a token for ${audience} is not sent`, async (context) => {
      const registries = await startTrust(context);
      const token = podToken('quay', { audience });
      const section = { subject: { file: temporaryFolder(context).write('token', token) } };
      await assert.rejects(ask(registries, 'quay', { rule: node, section }), {
        code: 'AUDIENCE_REFUSED',
        message:
          /^rule "team-a": exchange: subject token "\/.*" is for the audience ".*": whoever is sent it /,
      });
      assert.deepEqual(registries.requests, []);
    });
  }

  test('a file with a token from the Secret of a service account is not sent', async (context) => {
    const registries = await startTrust(context);
    const claims = { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:team-a:app' };
    const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const section = { subject: { file: temporaryFolder(context).write('token', token) } };
    await assert.rejects(ask(registries, 'quay', { rule: node, section }), {
      code: 'AUDIENCE_REFUSED',
      message: /for no audience: whoever is sent it could use it at the Kubernetes API server$/,
    });
    assert.deepEqual(registries.requests, []);
  });

  test('its annotations are nobody’s', async (context) => {
    const registries = await startTrust(context);
    const section = { subject: { file: temporaryFolder(context).write('token', podToken('quay')) } };
    const annotations = { 'quay.io/federated-robot-account': 'team+lonely' };
    assert.equal(pairOf(await ask(registries, 'quay', { rule: node, section, annotations }))[0], ROBOT);
  });
});

// metadataDockerConfig: the docker config that an instance carries in its attributes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createGoogleBackend } from '../../../../src/backend/google/index.ts';
import { formatError, type ProviderError } from '../../../../src/errors.ts';
import { callsOf } from '../../../clouds/record.ts';
import { ask, endpointsOf, googleRule, hastyNetwork, pullOf, startProject } from './google.ts';

const SECTION = { metadataDockerConfig: true } as const;
const auth = (user: string) => ({ auth: Buffer.from(`${user}:canary`).toString('base64') });
const DOCKERCFG = JSON.stringify({
  'https://harbor.example/v1/': auth('robot'),
  'gcr.io': auth('_json_key'),
});
const CONFIG_JSON = JSON.stringify({
  auths: { 'harbor.example/team': auth('team'), 'harbor.example': auth('all') },
});
const machine = (attributes: Readonly<Record<string, string>>) => ({ machine: { attributes } });
const PATH = '/computeMetadata/v1/instance/attributes';

describe('the attribute google-dockercfg', () => {
  test('as .dockercfg: for the registries that its keys name, whoever they are', async (context) => {
    const google = await startProject(context, machine({ 'google-dockercfg': DOCKERCFG }));
    const harbor = await ask(google, SECTION, { pull: pullOf('harbor.example/a/b') });
    assert.deepEqual(
      harbor?.entries.map(({ key, username, password, expiresAt }) => [
        key,
        username,
        password.reveal(),
        expiresAt,
      ]),
      [['harbor.example', 'robot', 'canary', undefined]],
    );
    assert.equal(harbor?.scope, 'registry');
    assert.deepEqual(callsOf(google.requests), [`GET metadata ${PATH}/google-dockercfg`]);
    const gcr = await ask(google, SECTION, { pull: pullOf('gcr.io/a/b') });
    assert.equal(gcr?.entries[0]?.username, '_json_key');
  });

  test('as config.json: all entries that match, in the order of the kubelet', async (context) => {
    const google = await startProject(context, machine({ 'google-dockercfg': CONFIG_JSON }));
    const credentials = await ask(google, SECTION, { pull: pullOf('harbor.example/team/b') });
    assert.deepEqual(
      credentials?.entries.map(({ username }) => username),
      ['team', 'all'],
    );
    assert.equal(credentials?.scope, 'image');
  });

  test('an image without an entry fails, and so does what is no docker config; without a secret in the line', async (context) => {
    for (const [content, code, message] of [
      [
        DOCKERCFG,
        'DOCKER_CONFIG_NO_ENTRY',
        'rule "team-a": google: the instance\'s google-dockercfg has no entry that matches "other.example/a"',
      ],
      [
        'canary',
        'DOCKER_CONFIG_INVALID',
        'rule "team-a": google: the instance\'s google-dockercfg is not a docker config: it is not JSON (line 1, column 1: expected a value)',
      ],
      [
        '{"other.example": {"auth": "canary"}}',
        'DOCKER_CONFIG_INVALID',
        'rule "team-a": google: the instance\'s google-dockercfg: the entry "other.example" that matches "other.example/a" is malformed: auth is not base64 of username:password in UTF-8',
      ],
    ] as const) {
      const google = await startProject(context, machine({ 'google-dockercfg': content }));
      await assert.rejects(
        ask(google, SECTION, { pull: pullOf('other.example/a') }),
        (error: ProviderError) => {
          assert.deepEqual([error.code, error.message], [code, message]);
          assert.doesNotMatch(formatError(error), /canary/);
          return true;
        },
      );
    }
  });
});

describe('the attribute google-dockercfg-url', () => {
  const HARBOR = { pull: pullOf('harbor.example/a/b') };

  test('where google-dockercfg is not: a URL of the metadata server, or on loopback', async (context) => {
    const store = await startProject(context, machine({ stored: DOCKERCFG }));
    const url = `${store.urls.metadata}${PATH}/stored`;
    const google = await startProject(context, machine({ 'google-dockercfg-url': `${url}\n` }));
    // It is asked without the header of the metadata server, as Google's plugin does.
    await assert.rejects(ask(google, SECTION, HARBOR), {
      code: 'BACKEND_DENIED',
      message: /google-dockercfg-url at \S+ for this node: request denied \(status 403\)/,
    });
    store.services.metadata.misbehave({ kind: 'answer', answer: { status: 200, body: DOCKERCFG } });
    assert.equal((await ask(google, SECTION, HARBOR))?.entries[0]?.username, 'robot');
    assert.deepEqual(callsOf(google.requests).slice(0, 2), [
      `GET metadata ${PATH}/google-dockercfg`,
      `GET metadata ${PATH}/google-dockercfg-url`,
    ]);
    assert.deepEqual(
      store.requests.map(({ headers }) => headers['metadata-flavor']),
      [undefined, undefined],
    );
  });

  test('any other http, and what is no URL, is not read', async (context) => {
    for (const url of ['http://canary.example/x', 'ftp://a.example', 'gs://canary/x', 'canary', '']) {
      const google = await startProject(context, machine({ 'google-dockercfg-url': url }));
      await assert.rejects(ask(google, SECTION, HARBOR), {
        code: 'DOCKER_CONFIG_INVALID',
        message: `rule "team-a": google: the instance's google-dockercfg-url: expected an https URL, or one of the metadata server`,
      });
      assert.equal(google.requests.length, 2);
    }
  });
});

test('neither attribute; no metadata server; something else in its place', async (context) => {
  const google = await startProject(context, machine({}));
  await assert.rejects(ask(google, SECTION), {
    code: 'DOCKER_CONFIG_NO_ENTRY',
    message:
      'rule "team-a": google: the instance has neither the attribute google-dockercfg nor google-dockercfg-url',
  });
  google.services.metadata.misbehave({ kind: 'answer', answer: { status: 404, body: 'nothing' } });
  await assert.rejects(ask(google, SECTION), {
    code: 'IDENTITY_UNAVAILABLE',
    message:
      /instance\/attributes\/google-dockercfg at \S+ for this node: this is not Google's metadata server/,
  });
  await google.close();
  await assert.rejects(ask(google, SECTION, { network: hastyNetwork() }), { code: 'NETWORK_FAILED' });
});

test('explain names the place and asks nobody', async (context) => {
  const google = await startProject(context);
  const rule = googleRule({ ...SECTION, endpoints: endpointsOf(google) });
  const network = hastyNetwork();
  const backend = createGoogleBackend(rule, rule.backend, { env: {}, network, now: Date.now });
  assert.deepEqual(backend.describe(pullOf('harbor.example/a')), {
    details: {
      dockerConfig: 'attribute google-dockercfg or google-dockercfg-url of the instance',
      metadata: new URL(google.urls.metadata).host,
    },
    scope: 'image',
    warnings: [],
  });
  assert.deepEqual(network.calls, []);
});

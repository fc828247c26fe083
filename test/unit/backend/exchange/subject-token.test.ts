// The token that proves the node: of Google's metadata server, of Azure's, with what each says when there is none.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Credentials } from '../../../../src/backend/backend.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { startAzure } from '../../../clouds/azure.ts';
import { startGoogle } from '../../../clouds/google.ts';
import { keySet, signingKeyOf } from '../../../clouds/jwt.ts';
import { callsOf } from '../../../clouds/record.ts';
import { ask, hastyNetwork, ID, OTHER_ID, pairOf, startTrust } from './registries.ts';

const NODE = 'node@example-project.iam.gserviceaccount.com';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const APPLICATION = 'api://registry';
const GOOGLE_ISSUER = 'https://accounts.google.com';
const AZURE_ISSUER = `https://sts.windows.net/${TENANT}/`;

/** A provider at JFrog that trusts the nodes of both clouds. */
async function startAll(context: TestContext) {
  const mapping = (subject: string, username: string) => [{ name: 'nodes', subject, username }];
  const registries = await startTrust(context, {
    issuers: [
      { issuer: GOOGLE_ISSUER, keys: keySet(signingKeyOf('Google')) },
      { issuer: AZURE_ISSUER, keys: keySet(signingKeyOf('Entra ID')) },
    ],
    jfrog: {
      providers: {
        google: { issuer: GOOGLE_ISSUER, audience: 'acme.jfrog.io', mappings: mapping('1', 'of-google') },
        azure: { issuer: AZURE_ISSUER, audience: APPLICATION, mappings: mapping(ID, 'of-azure') },
      },
    },
  });
  const google = await startGoogle({
    accounts: [{ email: NODE }],
    machine: { accounts: { default: NODE } },
  });
  const azure = await startAzure({
    tenants: [TENANT],
    identities: [{ clientId: ID, tenant: TENANT, assigned: 'user' }],
    applications: [APPLICATION],
  });
  context.after(() => Promise.all([google.close(), azure.close()]));
  const asNode = (provider: string, subject: object, env: Readonly<Record<string, string>> = {}) =>
    ask(registries, 'jfrog', {
      rule: { identity: 'node' },
      fields: { provider },
      section: { subject },
      env,
      network: hastyNetwork(),
    });
  return { registries, google, azure, asNode };
}

async function failureOf(asking: Promise<Credentials | undefined>): Promise<string> {
  const error = await asking.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  return formatError(error);
}

describe('google', () => {
  test('an identity token for the audience, with the flavor', async (context) => {
    const { google, registries, asNode } = await startAll(context);
    const subject = { google: { audience: 'acme.jfrog.io', endpoint: google.urls.metadata } };
    assert.equal(pairOf(await asNode('google', subject))[0], 'of-google');
    const [{ path, query, headers } = assert.fail()] = google.requests;
    assert.equal(path, '/computeMetadata/v1/instance/service-accounts/default/identity');
    assert.deepEqual({ ...query }, { audience: 'acme.jfrog.io', format: 'full' });
    assert.equal(headers['metadata-flavor'], 'Google');
    assert.equal(registries.requests.length, 1);
  });

  test('the metadata server that the environment names, and an account by its name', async (context) => {
    const { google, asNode } = await startAll(context);
    const subject = { google: { audience: 'acme.jfrog.io', serviceAccount: NODE } };
    assert.equal(pairOf(await asNode('google', subject, google.env))[0], 'of-google');
    await assert.rejects(asNode('google', subject, { GCE_METADATA_HOST: 'a b' }), { code: 'CONFIG_INVALID' });
  });

  test('what cannot be had is a failure, and the registry is not asked', async (context) => {
    const { google, registries, asNode } = await startAll(context);
    const audience = 'acme.jfrog.io';
    const endpoint = google.urls.metadata;
    const stranger = { google: { audience, endpoint, serviceAccount: 'x@y.iam.gserviceaccount.com' } };
    assert.match(
      await failureOf(asNode('google', stranger)),
      /^rule "team-a": exchange: identity token at 127\.0\.0\.1:\d+ for the node's service account x@y\.iam\.gserviceaccount\.com: the machine has no such service account, or gives no identity tokens \(status 404\).*\[IDENTITY_UNAVAILABLE\]$/,
    );
    google.services.metadata.misbehave({ kind: 'answer', answer: { status: 200, body: 'a page' }, times: 1 });
    assert.match(
      await failureOf(asNode('google', { google: { audience, endpoint } })),
      /this is not Google's metadata server .*exchange\.subject \[IDENTITY_UNAVAILABLE\]$/,
    );
    const flavored = { status: 200, headers: { 'metadata-flavor': 'Google' }, body: 'two words' };
    google.services.metadata.misbehave({ kind: 'answer', answer: flavored, times: 1 });
    assert.match(
      await failureOf(asNode('google', { google: { audience, endpoint } })),
      /invalid response.*RESPONSE_INVALID/,
    );
    assert.deepEqual(callsOf(registries.requests), []);
  });

  test('what IAM says through the metadata server is shown', async (context) => {
    const { google, asNode } = await startAll(context);
    const body = "Unable to generate identity token; IAM returned 403 Forbidden: Permission 'x' denied";
    google.services.metadata.misbehave({ kind: 'answer', answer: { status: 403, headers: {}, body } });
    const subject = { google: { audience: 'acme.jfrog.io', endpoint: google.urls.metadata } };
    assert.match(
      await failureOf(asNode('google', subject)),
      /IAM gives no token .*\(IAM, status 403\): "Unable .* denied"; read what IAM says.*\[BACKEND_DENIED\]$/,
    );
  });

  test('a request that came through a proxy is refused', async (context) => {
    const { google, asNode } = await startAll(context);
    const answer = { status: 403, headers: { 'metadata-flavor': 'Google' }, body: 'Forbidden' };
    google.services.metadata.misbehave({ kind: 'answer', answer });
    const subject = { google: { audience: 'acme.jfrog.io', endpoint: google.urls.metadata } };
    assert.match(
      await failureOf(asNode('google', subject)),
      /rejects requests that came through a proxy .*\(status 403\).*\[BACKEND_DENIED\]$/,
    );
  });

  test('an audience that the registry does not trust is its refusal, with what it saw', async (context) => {
    const { google, asNode } = await startAll(context);
    const subject = { google: { audience: 'other', endpoint: google.urls.metadata } };
    assert.match(
      await failureOf(asNode('google', subject)),
      /for the node's service account default at Google as google: .*"issuer https:\/\/accounts\.google\.com, audience other, subject 1,/,
    );
  });
});

describe('azure', () => {
  test('a token for the application', async (context) => {
    const { azure, asNode } = await startAll(context);
    const subject = { azure: { application: APPLICATION, clientId: ID, endpoint: azure.urls.imds } };
    assert.equal(pairOf(await asNode('azure', subject))[0], 'of-azure');
    const [{ path, query, headers } = assert.fail()] = azure.requests;
    assert.equal(path, '/metadata/identity/oauth2/token');
    assert.deepEqual({ ...query }, { 'api-version': '2018-02-01', resource: APPLICATION, client_id: ID });
    assert.equal(headers.metadata, 'true');
  });

  test('the metadata service that the environment names', async (context) => {
    const { azure, asNode } = await startAll(context);
    const env = { AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.urls.imds };
    assert.equal(pairOf(await asNode('azure', { azure: { application: APPLICATION } }, env))[0], 'of-azure');
  });

  test('what cannot be had is a failure, and the registry is not asked', async (context) => {
    const { azure, registries, asNode } = await startAll(context);
    const endpoint = azure.urls.imds;
    const of = (more: object) => asNode('azure', { azure: { application: APPLICATION, endpoint, ...more } });
    assert.match(
      await failureOf(of({ clientId: OTHER_ID })),
      /managed identity token at \S+ for aaaaaaaa-\S+: the machine has no such managed identity \(Identity not found, status 400\).*\[IDENTITY_UNAVAILABLE\]$/,
    );
    assert.match(
      await failureOf(of({ application: 'api://other' })),
      /the tenant has no such application \(invalid_resource, status 400\).*\[BACKEND_NOT_FOUND\]$/,
    );
    azure.services.imds.misbehave({ kind: 'changed', members: { access_token: 'a b' }, times: 1 });
    assert.match(await failureOf(of({})), /invalid response.*RESPONSE_INVALID/);
    assert.deepEqual(callsOf(registries.requests), []);
  });

  const REFUSALS: readonly (readonly [answer: object, words: RegExp])[] = [
    [
      {
        error: 'invalid_request',
        error_description: 'Multiple user assigned identities exist, please specify the clientId',
      },
      /the machine has several user-assigned managed identities and no system-assigned one \(.*; name one of them with exchange\.subject\.azure\.clientId \[IDENTITY_UNAVAILABLE\]$/,
    ],
    [
      { error: 'invalid_request', error_description: 'Required metadata header not specified' },
      /the metadata service rejected the request \(invalid_request, status 400\).*\[IDENTITY_UNAVAILABLE\]$/,
    ],
  ];
  for (const [body, words] of REFUSALS) {
    test(JSON.stringify(body), async (context) => {
      const { azure, asNode } = await startAll(context);
      const answer = { status: 400, body: JSON.stringify(body) };
      azure.services.imds.misbehave({ kind: 'answer', answer });
      const endpoint = azure.urls.imds;
      assert.match(
        await failureOf(asNode('azure', { azure: { application: APPLICATION, endpoint } })),
        words,
      );
    });
  }
});

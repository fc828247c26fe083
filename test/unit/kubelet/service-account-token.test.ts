// The service account and the token that the kubelet asks the API server for, and what the node lacks where it gets none.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { ProviderError } from '../../../src/errors.ts';
import { readServiceAccount, requestToken } from '../../../src/kubelet/service-account-token.ts';
import { Secret } from '../../../src/secret.ts';
import { createAuthority, createClientCertificate } from '../../clouds/authority.ts';

const TOKEN = 'header.payload.canary-token';
const ACCOUNT = { namespace: 'team', name: 'app' };
const PODS =
  '/api/v1/namespaces/team/pods?fieldSelector=spec.nodeName%3Dnode-1%2Cspec.serviceAccountName%3Dapp&limit=5';
const never = new AbortController().signal;

describe('the API server', () => {
  const authority = createAuthority();
  const client = createClientCertificate('system:node:node-1');
  let server: Server;
  let url: string;
  let asked: { path: string; client: string; body: string }[];
  let answers: Record<string, { status: number; body: unknown }>;

  before(async () => {
    const { certificate: cert, key } = authority.issue(['127.0.0.1']);
    server = createServer(
      { cert, key, requestCert: true, rejectUnauthorized: false },
      async (request, response) => {
        const body = (await request.toArray()).join('');
        const shown = (request.socket as TLSSocket).getPeerCertificate();
        asked.push({ path: request.url ?? '', client: String(shown.subject?.CN), body });
        const { status, body: answer } = answers[request.url ?? ''] ?? { status: 404, body: {} };
        response.writeHead(status).end(JSON.stringify(answer));
      },
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    answers = {
      '/api/v1/namespaces/team/serviceaccounts/app': {
        status: 200,
        body: { metadata: { uid: 'sa-uid', annotations: { role: 'pull', odd: 5 } } },
      },
      [PODS]: { status: 200, body: { items: [{ metadata: { name: 'pod-1', uid: 'pod-uid' } }] } },
      '/api/v1/namespaces/team/serviceaccounts/app/token': {
        status: 201,
        body: { status: { token: TOKEN } },
      },
    };
  });

  const at = () => ({
    node: 'node-1',
    server: {
      url,
      authorities: authority.certificate,
      serverName: undefined,
      certificate: client.certificate,
      key: new Secret(client.key),
    },
  });
  const token = () => requestToken(at(), { ...ACCOUNT, uid: 'sa-uid' }, 'zot.example', never);

  test('tells the account, and issues a token for a Pod of the node', async () => {
    const facts = await readServiceAccount(at(), ACCOUNT, never);
    assert.deepEqual([facts.uid, [...facts.annotations]], ['sa-uid', [['role', 'pull']]]);
    assert.equal((await token()).reveal(), TOKEN);
    assert.deepEqual(
      asked.map(({ client: who }) => who),
      Array(3).fill('system:node:node-1'),
    );
    assert.deepEqual(JSON.parse(asked[2]?.body ?? ''), {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: { uid: 'sa-uid' },
      spec: {
        audiences: ['zot.example'],
        boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'pod-1', uid: 'pod-uid' },
      },
    });
  });

  const REFUSALS: readonly (readonly [name: string, message: string, hint: RegExp])[] = [
    [
      'the audience, 1.37',
      'serviceaccounts "app" is forbidden: system:node:node-1 is not authorized to request tokens for audience "zot.example"',
      /verb request-serviceaccounts-token-audience on the resource "zot.example"; .* generate rbac/,
    ],
    [
      'the audience, 1.34',
      'audience "zot.example" not found in pod spec volume, system:node:node-1 is not authorized to request tokens for this audience',
      /verb request-serviceaccounts-token-audience on the resource "zot.example"/,
    ],
    [
      'the Pod has moved',
      'node requested token bound to a pod scheduled on a different node',
      /run it again/,
    ],
    ['anything else', 'no', /--token-file/],
  ];
  for (const [name, message, hint] of REFUSALS) {
    test(`refuses a token: ${name}`, async () => {
      answers['/api/v1/namespaces/team/serviceaccounts/app/token'] = { status: 403, body: { message } };
      const error = await token().catch((thrown) => thrown);
      assert.ok(error instanceof ProviderError);
      assert.ok(error.message.includes('answered 403: '), error.message);
      assert.match(error.hint ?? '', hint);
    });
  }

  test('has no Pod of the account on this node', async () => {
    answers[PODS] = { status: 200, body: { items: [] } };
    await assert.rejects(token(), /no Pod of service account team\/app is on node node-1: a node may ask/);
  });

  test('lets no node read the account, or does not know it', async () => {
    for (const [status, hint] of [
      [403, /from Kubernetes 1.33 on/],
      [404, /correct --service-account/],
    ] as const) {
      answers['/api/v1/namespaces/team/serviceaccounts/app'] = { status, body: {} };
      const error = await readServiceAccount(at(), ACCOUNT, never).catch((thrown) => thrown);
      assert.match(error.hint, hint);
    }
  });

  test('answers with something else than a token, or is not there', async () => {
    answers['/api/v1/namespaces/team/serviceaccounts/app/token'] = { status: 201, body: 'canary' };
    await assert.rejects(token(), /with something else/);
    const nobody = { ...at(), server: { ...at().server, url: 'https://127.0.0.1:1' } };
    await assert.rejects(readServiceAccount(nobody, ACCOUNT, never), /cannot be asked \(ECONNREFUSED\)/);
  });
});

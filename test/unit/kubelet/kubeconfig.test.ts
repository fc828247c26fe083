// The kubelet's kubeconfig, and the API server that is asked by it: a real one for TLS, which wants a certificate.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Server as TLSServer, TLSSocket } from 'node:tls';
import { type ApiServer, readKubeconfig } from '../../../src/kubelet/kubeconfig.ts';
import { askWhetherReady } from '../../../src/kubelet/node-ready.ts';
import type { Trust } from '../../../src/system/root-only.ts';
import { type Authority, type Certificate, createAuthority } from '../../clouds/authority.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const never = new AbortController().signal;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** As kubeadm writes it, but for what a row changes. */
function kubeconfig({
  cluster = 'certificate-authority-data: Q0E=\n    server: https://127.0.0.1:6443',
  user = 'client-certificate: pki/current.pem\n    client-key: pki/current.pem',
  context = 'system:node:n1@k8s',
} = {}): string {
  return `apiVersion: v1
kind: Config
clusters:
- cluster:
    server: https://elsewhere.invalid:6443
  name: other
- cluster:
    ${cluster}
  name: k8s
contexts:
- context:
    cluster: k8s
    user: system:node:n1
  name: system:node:n1@k8s
current-context: ${context}
preferences: {}
users:
- name: system:node:n1
  user:
    ${user}
`;
}

/** The folder is the root of a node whose files are those of whoever runs the tests. */
function trustIn({ path }: TemporaryFolder): Trust {
  return { root: path, owner: process.getuid?.() ?? 0 };
}

function read(context: TestContext, text: string) {
  const folder = temporaryFolder(context);
  folder.write('pki/current.pem', 'PEM');
  folder.write('kubelet.conf', text);
  return { folder, found: readKubeconfig('/kubelet.conf', trustIn(folder)) };
}

describe('what a kubeconfig says', () => {
  test('as kubeadm writes it: authority inside, certificate and key in one file beside it', (context) => {
    const { found } = read(context, kubeconfig());
    assert.ok('url' in found);
    const { key, ...rest } = found;
    assert.deepEqual(rest, {
      url: 'https://127.0.0.1:6443',
      authorities: 'CA',
      serverName: undefined,
      certificate: 'PEM',
    });
    assert.equal(key.reveal(), 'PEM');
    assert.doesNotMatch(JSON.stringify(found.key), /PEM/);
  });

  test('data comes before files, and JSON is YAML', (context) => {
    const user = {
      'client-certificate': '/nowhere',
      'client-certificate-data': base64('C'),
      'client-key-data': base64('K'),
    };
    const cluster = { server: 'https://api.test/k8s/', 'tls-server-name': 'kubernetes' };
    const { found } = read(
      context,
      JSON.stringify({
        clusters: [{ name: 'c', cluster }],
        users: [{ name: 'u', user }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      }),
    );
    assert.ok('url' in found, JSON.stringify(found));
    assert.equal(found.url, 'https://api.test/k8s');
    assert.equal(found.certificate, 'C');
    assert.equal(found.authorities, undefined);
    assert.equal(found.serverName, 'kubernetes');
  });

  const refused: readonly (readonly [name: string, text: string, problem: RegExp])[] = [
    [
      'exec, as on EKS',
      kubeconfig({ user: 'exec: {command: aws}' }),
      /authenticates with a program \(exec\)/,
    ],
    ['a token', kubeconfig({ user: 'token: canary-6f2a' }), /authenticates with a token/],
    ['a token file', kubeconfig({ user: 'tokenFile: /var/run/token' }), /authenticates with a token/],
    ['a password', kubeconfig({ user: 'username: u\n    password: canary-6f2a' }), /with a user name/],
    ['nothing to show', kubeconfig({ user: 'as: nobody' }), /has no client certificate/],
    [
      'a missing file',
      kubeconfig({ user: 'client-certificate: gone\n    client-key: gone' }),
      /gone" does not exist/,
    ],
    ['another context', kubeconfig({ context: 'nowhere' }), /has no current context with a server/],
    ['no context', kubeconfig({ context: '""' }), /has no current context with a server/],
    ['http', kubeconfig({ cluster: 'server: http://127.0.0.1:8080' }), /not an https URL/],
    [
      'a server that is not verified',
      kubeconfig({ cluster: 'server: https://127.0.0.1:1\n    insecure-skip-tls-verify: true' }),
      /turns off the verification of its server/,
    ],
    [
      'a proxy',
      kubeconfig({ cluster: 'server: https://127.0.0.1:1\n    proxy-url: http://p' }),
      /goes through a proxy/,
    ],
    ['no YAML', 'a: [', /is not YAML/],
    ['another shape', '- clusters', /has no current context/],
  ];
  for (const [name, text, problem] of refused) {
    test(name, (context) => {
      const { found } = read(context, text);
      assert.ok('problem' in found);
      assert.match(found.problem, problem);
      assert.doesNotMatch(found.problem, /canary/);
    });
  }

  test('one that another user could have written is not read, nor is what it names', (context) => {
    const { folder } = read(context, kubeconfig());
    for (const name of ['kubelet.conf', 'pki/current.pem', 'pki', '.']) {
      const path = join(folder.path, name);
      const { mode } = statSync(path);
      assert.ok('url' in readKubeconfig('/kubelet.conf', trustIn(folder)), name);
      chmodSync(path, mode | 0o002);
      const found = readKubeconfig('/kubelet.conf', trustIn(folder));
      assert.match('problem' in found ? found.problem : '', /is not read: every user can write "\//, name);
      chmodSync(path, mode);
    }
  });

  test('no file', (context) => {
    const found = readKubeconfig('/kubelet.conf', trustIn(temporaryFolder(context)));
    assert.ok('problem' in found && /does not exist/.test(found.problem));
  });
});

describe('the node, by the API server', () => {
  const authority: Authority = createAuthority();
  const clientAuthority = createAuthority('authority of clients');
  const whole: Certificate = authority.issue(['127.0.0.1', 'kubernetes']);
  const node: Certificate = clientAuthority.issue(['system:node:n1'], { of: 'client' });
  let server: Server;
  let answer: { status: number; body: string };
  let asked: { path: string | undefined; client: string | undefined }[];
  let api: ApiServer;

  before(async () => {
    const { certificate: cert, key } = whole;
    server = createServer(
      { cert, key, ca: clientAuthority.certificate, requestCert: true },
      (request, response) => {
        const socket = request.socket as TLSSocket;
        const { subject } = socket.getPeerCertificate();
        asked.push({ path: request.url, client: subject?.CN as string | undefined });
        response.writeHead(answer.status).end(answer.body);
      },
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  const setUp = (context: TestContext, { ca = authority.certificate, more = '' } = {}) => {
    const folder = temporaryFolder(context);
    const { port } = server.address() as AddressInfo;
    folder.write('both.pem', `${node.certificate}\n${node.key}`);
    folder.write(
      'kubelet.conf',
      kubeconfig({
        cluster: `certificate-authority-data: ${base64(ca)}\n    server: https://127.0.0.1:${port}${more}`,
        user: 'client-certificate: both.pem\n    client-key: both.pem',
      }),
    );
    const found = readKubeconfig('/kubelet.conf', trustIn(folder));
    assert.ok('url' in found);
    api = found;
    asked = [];
  };
  const condition = (more: object) =>
    JSON.stringify({
      status: {
        conditions: [
          { type: 'MemoryPressure', status: 'False' },
          { type: 'Ready', status: 'True', lastHeartbeatTime: '2026-11-25T02:00:00Z', ...more },
        ],
      },
    });

  const rows: readonly (readonly [name: string, status: number, body: string, expected: object])[] = [
    [
      'Ready',
      200,
      condition({ reason: 'KubeletReady', message: 'kubelet is posting ready status' }),
      {
        seen: true,
        ready: true,
        heartbeat: Date.parse('2026-11-25T02:00:00Z'),
        reason: 'KubeletReady: kubelet is posting ready status',
      },
    ],
    [
      'not Ready',
      200,
      condition({ status: 'False', reason: 'KubeletNotReady' }),
      { seen: true, ready: false, heartbeat: Date.parse('2026-11-25T02:00:00Z'), reason: 'KubeletNotReady' },
    ],
    [
      'Unknown is not Ready, and a time that is none is no news',
      200,
      condition({ status: 'Unknown', lastHeartbeatTime: null }),
      { seen: true, ready: false, heartbeat: 0, reason: '' },
    ],
    ['no condition', 200, '{"status":{}}', { seen: false, why: 'the Node has no condition Ready yet' }],
    ['no JSON', 200, '<html>', { seen: false, why: 'the response of the API server is not a Node' }],
    ['null', 200, 'null', { seen: false, why: 'the response of the API server is not a Node' }],
  ];
  for (const [name, status, body, expected] of rows) {
    test(name, async (context) => {
      setUp(context);
      answer = { status, body };
      assert.deepEqual(await askWhetherReady(api, 'n1', never), expected);
      assert.deepEqual(asked, [{ path: '/api/v1/nodes/n1', client: 'system:node:n1' }]);
    });
  }

  for (const status of [401, 403, 404, 503]) {
    test(`${status}`, async (context) => {
      setUp(context);
      answer = { status, body: 'canary-6f2a' };
      const seen = await askWhetherReady(api, 'n1', never);
      assert.ok(!seen.seen && seen.why.endsWith(`answered ${status} for node n1`));
    });
  }

  test('a server of another authority is not told who we are', async (context) => {
    setUp(context, { ca: createAuthority().certificate });
    const seen = await askWhetherReady(api, 'n1', never);
    assert.ok(!seen.seen);
    assert.match(seen.why, /failed \([A-Z_]+\)$/);
    assert.deepEqual(asked, []);
  });

  test('the name in the certificate may be another than the one in the URL', async (context) => {
    answer = { status: 200, body: condition({}) };
    setUp(context, { more: '\n    tls-server-name: kubernetes' });
    assert.equal((await askWhetherReady(api, 'n1', never)).seen, true);
    setUp(context, { more: '\n    tls-server-name: other' });
    const seen = await askWhetherReady(api, 'n1', never);
    assert.ok(!seen.seen);
    assert.match(seen.why, /ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  test('a certificate with a common name alone is for no server', async (context) => {
    const show = ({ certificate: cert, key }: Certificate) =>
      (server as unknown as TLSServer).setSecureContext({ cert, key, ca: clientAuthority.certificate });
    context.after(() => show(whole));
    show(authority.issue([], { commonName: 'kubernetes' }));
    setUp(context, { more: '\n    tls-server-name: kubernetes' });
    const seen = await askWhetherReady(api, 'n1', never);
    assert.ok(!seen.seen);
    assert.match(seen.why, /ERR_TLS_CERT_ALTNAME_INVALID/);
    assert.deepEqual(asked, []);
  });

  test('nobody there, and a signal', async (context) => {
    setUp(context);
    const nobody = await askWhetherReady({ ...api, url: 'https://127.0.0.1:1' }, 'n1', never);
    assert.ok(!nobody.seen);
    assert.match(nobody.why, /127\.0\.0\.1:1 failed \(ECONNREFUSED\)/);
    const reason = new Error('enough');
    await assert.rejects(askWhetherReady(api, 'n1', AbortSignal.abort(reason)), reason);
  });
});

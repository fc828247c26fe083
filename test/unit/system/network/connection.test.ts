// The door to a server whose address a request names: the name in TLS stays the URL's, only its own authorities vouch for
// it, and neither DNS nor a proxy is asked for the name.

import assert from 'node:assert/strict';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { HttpRequest } from '../../../../src/system/network/door.ts';
import { createAuthority } from '../../../clouds/authority.ts';
import { type Listener, start } from '../../../clouds/listener.ts';
import { findFreePort } from '../../../support/port.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { ask, closing, failureOf, openDoor, serveRaw } from './door.ts';

const NAME = 'binding.example';
const cluster = createAuthority('Cluster Root');
const company = createAuthority('Company Root');

interface Named extends Listener {
  /** Of each handshake, the name that was asked for; of each request, its Host header. */
  readonly names: unknown[];
}

async function serveCluster(context: TestContext, names = [NAME], authority = cluster): Promise<Named> {
  const { certificate, key } = authority.issue(names);
  const seen: unknown[] = [];
  const server = createHttpsServer(
    {
      cert: certificate,
      key,
      SNICallback: (name, done) => {
        seen.push(name);
        done(null);
      },
    },
    ({ headers }, response) => {
      seen.push(headers.host);
      response.end('{}');
    },
  );
  return { ...closing(context, await start(server, 'https://localhost')), names: seen };
}

const at = (port: number, authorities = cluster.certificate, host = '127.0.0.1') =>
  ({
    server: { host, port },
    authorities: { pem: authorities, namedBy: 'setting.caFile' },
  }) satisfies Partial<HttpRequest>;

test('it is connected to by its address, and asked by the name', async (context) => {
  const server = await serveCluster(context);
  const door = openDoor();
  assert.equal((await ask(door, `https://${NAME}`, at(server.port))).status, 200);
  assert.deepEqual(server.names, [NAME, NAME]);
  assert.deepEqual(
    door.calls.map(({ host }) => host),
    [`${NAME}:443`],
  );
});

test('its host may be a name too', async (context) => {
  const server = await serveCluster(context);
  const named = at(server.port, cluster.certificate, 'localhost');
  assert.equal((await ask(openDoor(), `https://${NAME}`, named)).status, 200);
});

test('no proxy is asked for it', async (context) => {
  const proxy = await serveRaw(context, () => assert.fail('a connection to the proxy'));
  const server = await serveCluster(context);
  const door = openDoor({ env: { HTTPS_PROXY: proxy.url, https_proxy: proxy.url } });
  assert.equal((await ask(door, `https://${NAME}`, at(server.port))).status, 200);
});

test("the node's own authorities do not vouch for it", async (context) => {
  const folder = temporaryFolder(context);
  const trusted = folder.write('company.pem', company.certificate);
  const server = await serveCluster(context, [NAME], company);
  const door = openDoor({
    caFile: trusted,
    systemBundles: [trusted],
    env: { SSL_CERT_FILE: trusted, NODE_EXTRA_CA_CERTS: trusted },
  });
  assert.equal(
    await failureOf(ask(door, `https://${NAME}`, at(server.port))),
    `get token: the certificate of ${NAME} (at 127.0.0.1:${server.port}) was issued by an authority that this node does not trust, "Company Root" (UNABLE_TO_VERIFY_LEAF_SIGNATURE); only the authorities of setting.caFile are trusted for it: correct that file, or the address [TLS_FAILED]`,
  );
});

test('its authorities vouch for nothing else, and its connection serves nothing else', async (context) => {
  const server = await serveCluster(context, [NAME, 'localhost']);
  const door = openDoor();
  const url = `https://localhost:${server.port}`;
  const fixed = at(server.port);
  assert.equal((await ask(door, url, fixed)).status, 200);
  assert.match(await failureOf(ask(door, url)), /was issued by an authority that this node does not trust/);
  assert.match(await failureOf(ask(door, url, at(server.port, company.certificate))), /"Cluster Root"/);
  assert.equal((await ask(door, url, fixed)).status, 200);
  // One connection for the first request and the last.
  assert.equal(server.names.filter((name) => name === 'localhost').length, 3);
});

test('a certificate for its address, and not for its name', async (context) => {
  const server = await serveCluster(context, ['127.0.0.1', 'other.example']);
  assert.equal(
    await failureOf(ask(openDoor(), `https://${NAME}`, at(server.port))),
    `get token: the certificate of ${NAME} (at 127.0.0.1:${server.port}) is for another host: "IP Address:127.0.0.1, DNS:other.example"; correct the name, or the address that it is reached at [TLS_FAILED]`,
  );
});

test('no variable turns the verification off', async (context) => {
  const server = await serveCluster(context, [NAME], company);
  context.after(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  assert.match(
    await failureOf(ask(openDoor({ env: process.env }), `https://${NAME}`, at(server.port))),
    /\[TLS_FAILED\]$/,
  );
});

test('nobody at its address: the address is told, and no proxy is advised', async () => {
  const port = await findFreePort();
  assert.equal(
    await failureOf(ask(openDoor(), `https://${NAME}`, { ...at(port), retry: 'never' })),
    `get token: ${NAME} (at 127.0.0.1:${port}) refused the connection (ECONNREFUSED); check that this node can reach it [NETWORK_FAILED]`,
  );
});

test('an address that DNS does not know: it is named, not the name in TLS', async () => {
  const nowhere = at(443, cluster.certificate, 'api-server.invalid');
  assert.match(
    await failureOf(ask(openDoor(), `https://${NAME}`, { ...nowhere, retry: 'never' })),
    /^get token: DNS does not (?:know|answer for) api-server\.invalid /,
  );
});

test('authorities of a request count alone where DNS and proxies lead as usual, and not for the proxy', async (context) => {
  const folder = temporaryFolder(context);
  const server = await serveCluster(context, ['localhost', NAME]);
  const proxy = await startTlsProxy(context);
  const url = `https://localhost:${server.port}`;
  const own = { authorities: { pem: cluster.certificate, namedBy: 'setting.caFile' } };
  const others = { authorities: { pem: company.certificate, namedBy: 'setting.caFile' } };
  assert.equal((await ask(openDoor(), url, own)).status, 200);
  assert.match(await failureOf(ask(openDoor(), url, others)), /only the authorities of setting\.caFile/);
  // No proxy is asked for what is on the node.
  const far = `https://${NAME}:${server.port}`;
  const env = { HTTPS_PROXY: proxy.url };
  const door = () => openDoor({ env, caFile: folder.write('company.pem', company.certificate) });
  assert.equal((await ask(door(), far, own)).status, 200);
  assert.match(
    await failureOf(ask(door(), far, others)),
    /binding\.example.*only the authorities of setting\.caFile/,
  );
  assert.match(
    await failureOf(ask(openDoor({ env }), far, own)),
    /certificate of .*proxy.*add the company's authority with caFile/,
  );
  assert.ok(proxy.tunnels() > 0);
});

/** A proxy that speaks TLS, with a certificate of the company. */
async function startTlsProxy(
  context: TestContext,
): Promise<{ readonly url: string; readonly tunnels: () => number }> {
  const { certificate, key } = company.issue(['localhost']);
  const server = createHttpsServer({ cert: certificate, key });
  let tunnels = 0;
  server.on('connect', ({ url = '' }, socket) => {
    tunnels += 1;
    const { port } = new URL(`https://${url}`);
    const target = connect({ host: '127.0.0.1', port: Number(port) }, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    for (const each of [socket, target]) each.on('error', () => target.destroy());
  });
  const listener = closing(context, await start(server, 'https://localhost'));
  return { url: listener.url, tunnels: () => tunnels };
}

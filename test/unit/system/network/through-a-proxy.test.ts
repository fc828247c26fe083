// The door on a company's node: through its proxy, to the services' real host names.

import assert from 'node:assert/strict';
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import type { NetworkOptions } from '../../../../src/system/network/door.ts';
import { type Authority, type Certificate, createAuthority } from '../../../clouds/authority.ts';
import { type ConnectProxyOptions, startConnectProxy } from '../../../clouds/connect-proxy.ts';
import { type Listener, start } from '../../../clouds/listener.ts';
import { findFreePort } from '../../../support/port.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { ask, CANARY, closing, failureOf, openDoor, serveRaw, serveText } from './door.ts';

const ECR = 'api.ecr.eu-west-1.amazonaws.com';
const company = createAuthority('Company Root');
/** Too long for a name: it is refused before DNS is asked, which would be beyond loopback. */
const NO_HOST = `${'x'.repeat(64)}.invalid`;
const LIMITS = { connect: 1_000, answer: 1_000, total: 2_000 };
/** For what never comes; a busy machine may take longer for what does. */
const SHORT = { service: LIMITS, metadata: LIMITS };

interface Cloud extends Listener {
  /** Of each TLS connection, the server name that was asked for. */
  readonly serverNames: unknown[];
}

/** A TLS server for any host name, all of whose certificates come from the authority. */
async function startCloud(
  context: TestContext,
  authority: Authority = company,
  exceptions: Readonly<Record<string, Certificate>> = {},
): Promise<Cloud> {
  const certificateFor = authority.certificateFor(exceptions);
  const serverNames: unknown[] = [];
  const { createSecureContext } = await import('node:tls');
  const server = createHttpsServer(
    {
      SNICallback: (name, done) => {
        serverNames.push(name);
        const { certificate: cert, key } = certificateFor(name);
        done(null, createSecureContext({ cert, key }));
      },
    },
    ({ headers }, response) => response.end(JSON.stringify({ host: headers.host })),
  );
  return { ...closing(context, await start(server, 'https://localhost')), serverNames };
}

/** A node that trusts the company and has this environment. */
function nodeWith(
  context: TestContext,
  env: Readonly<Record<string, string>>,
  options: Partial<NetworkOptions> = {},
) {
  const caFile = temporaryFolder(context).write('company.pem', company.certificate);
  return openDoor({ env, caFile, ...options });
}

describe('https', () => {
  async function proxied(
    context: TestContext,
    cloud: Listener,
    options: Omit<ConnectProxyOptions, 'portFor'> = {},
  ) {
    return closing(context, await startConnectProxy({ portFor: () => cloud.port, ...options }));
  }

  test('through a tunnel, with the name in SNI, certificate and Host', async (context) => {
    const cloud = await startCloud(context);
    const proxy = await proxied(context, cloud);
    const door = nodeWith(context, { HTTPS_PROXY: proxy.url });
    const { body } = await ask(door, `https://${ECR}`);
    assert.deepEqual(JSON.parse(body.toString()), { host: ECR });
    assert.deepEqual(proxy.targets, [{ target: `${ECR}:443`, status: 200 }]);
    assert.deepEqual(cloud.serverNames, [ECR]);
    assert.deepEqual(
      door.calls.map(({ host, status }) => [host, status]),
      [[`${ECR}:443`, 200]],
    );
  });

  test('one tunnel for several requests to one host, another for another', async (context) => {
    const proxy = await proxied(context, await startCloud(context));
    const door = nodeWith(context, { HTTPS_PROXY: proxy.url });
    for (const host of [ECR, 'sts.example', ECR, 'sts.example:8443']) await ask(door, `https://${host}`);
    assert.deepEqual(
      proxy.targets.map(({ target }) => target),
      [`${ECR}:443`, 'sts.example:443', 'sts.example:8443'],
    );
  });

  test('with user name and password', async (context) => {
    const user = { name: 'us@er', password: `${CANARY}:%` };
    const proxy = await proxied(context, await startCloud(context), { user });
    const userInfo = `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}`;
    const door = nodeWith(context, { https_proxy: `${userInfo}@127.0.0.1:${proxy.port}` });
    assert.equal((await ask(door, `https://${ECR}`)).status, 200);
  });

  const refusals: readonly (readonly [
    name: string,
    userInfo: string,
    options: Omit<ConnectProxyOptions, 'portFor'>,
    line: string,
    tries: number,
  ])[] = [
    [
      'without credentials that the proxy wants',
      '',
      { user: { name: 'a', password: 'b' } },
      'PROXY requires credentials (407) for a connection to TARGET; put user name and password into HTTPS_PROXY, or list the host in NO_PROXY [NETWORK_FAILED]',
      1,
    ],
    [
      'with wrong credentials',
      `user:${CANARY}@`,
      { user: { name: 'a', password: 'b' } },
      'PROXY requires other credentials (407) for a connection to TARGET; put user name and password into HTTPS_PROXY, or list the host in NO_PROXY [NETWORK_FAILED]',
      1,
    ],
    [
      'to a host that the proxy does not permit',
      '',
      { refuses: 403 },
      'PROXY refused a connection to TARGET (403); allow the host at the proxy, or list it in NO_PROXY [NETWORK_FAILED]',
      1,
    ],
    [
      'to a host that the proxy cannot reach',
      '',
      { refuses: 502 },
      'PROXY refused a connection to TARGET (502), tried 3 times; allow the host at the proxy, or list it in NO_PROXY [NETWORK_FAILED]',
      3,
    ],
    [
      'through what takes CONNECT for a page',
      '',
      { refuses: 301 },
      'PROXY refused a connection to TARGET (301); allow the host at the proxy, or list it in NO_PROXY [NETWORK_FAILED]',
      1,
    ],
  ];
  for (const [name, userInfo, options, expected, tries] of refusals) {
    test(name, async (context) => {
      const proxy = await proxied(context, await startCloud(context), options);
      const door = nodeWith(context, { HTTPS_PROXY: `http://${userInfo}127.0.0.1:${proxy.port}` });
      const line = await failureOf(ask(door, `https://${ECR}`));
      const named = expected.replace('PROXY', `the proxy 127.0.0.1:${proxy.port} of HTTPS_PROXY`);
      assert.equal(line, `get token: ${named.replace('TARGET', ECR)}`);
      assert.equal(door.calls.length, tries);
    });
  }

  test('through a proxy that says first that it is at work', async (context) => {
    const cloud = await startCloud(context);
    const first = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n';
    const proxy = await serveRaw(context, (socket) => {
      socket.once('data', () => {
        const target = connect(cloud.port, '127.0.0.1', () => {
          socket.write(`${first}HTTP/1.1 200 OK\r\n\r\n`);
          socket.pipe(target).pipe(socket);
        });
        for (const each of [socket, target]) each.on('error', () => target.destroy());
      });
    });
    const door = nodeWith(context, { HTTPS_PROXY: proxy.url });
    assert.equal((await ask(door, `https://${ECR}`)).status, 200);
  });

  test('around the proxy, where NO_PROXY says so', async (context) => {
    const proxy = await proxied(context, await startCloud(context));
    const door = nodeWith(context, { HTTPS_PROXY: proxy.url, NO_PROXY: '.invalid' });
    const line = await failureOf(ask(door, `https://${NO_HOST}`, { retry: 'never' }));
    assert.match(line, /^get token: DNS does not know x{64}\.invalid \(ENOTFOUND\)/);
    assert.deepEqual(proxy.targets, []);
  });

  test('no metadata, whatever the environment says', async (context) => {
    const proxy = await proxied(context, await startCloud(context));
    const env = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url };
    for (const url of [`https://${NO_HOST}`, `http://${NO_HOST}`]) {
      const line = await failureOf(ask(nodeWith(context, env), url, { kind: 'metadata', retry: 'never' }));
      assert.match(line, /DNS does not know x{64}\.invalid/);
      assert.doesNotMatch(line, /proxy/i);
    }
    assert.deepEqual([proxy.targets, proxy.others], [[], []]);
  });

  test('what a proxy in between answers instead: another authority', async (context) => {
    const cloud = await startCloud(context, createAuthority('Inspecting Box'));
    const proxy = await proxied(context, cloud);
    const line = await failureOf(ask(nodeWith(context, { HTTPS_PROXY: proxy.url }), `https://${ECR}`));
    assert.equal(
      line.replace(/in "\/[^"]+"/, 'in FILE'),
      `get token: the certificate of ${ECR} (through the proxy 127.0.0.1:${proxy.port} of HTTPS_PROXY) was issued by an authority that this node does not trust, "Inspecting Box" (UNABLE_TO_VERIFY_LEAF_SIGNATURE); the authorities in FILE do not include this issuer: add the company's authority to that file [TLS_FAILED]`,
    );
  });

  test('what a proxy in between answers instead: another host', async (context) => {
    const cloud = await startCloud(context, company, { [ECR]: company.issue(['block.company.example']) });
    const proxy = await proxied(context, cloud);
    const line = await failureOf(ask(nodeWith(context, { HTTPS_PROXY: proxy.url }), `https://${ECR}`));
    assert.match(line, /is for another host: "DNS:block\.company\.example"; .* \[TLS_FAILED\]$/);
  });
});

describe('a proxy that fails', () => {
  const line = (context: TestContext, proxy: string, options: Partial<NetworkOptions> = {}) =>
    failureOf(ask(nodeWith(context, { HTTPS_PROXY: proxy }, options), `https://${ECR}`));

  test('refuses the connection', async (context) => {
    const port = await findFreePort();
    assert.equal(
      await line(context, `http://user:${CANARY}@127.0.0.1:${port}`),
      `get token: the proxy 127.0.0.1:${port} of HTTPS_PROXY refused the connection (ECONNREFUSED), tried 3 times; check HTTPS_PROXY [NETWORK_FAILED]`,
    );
  });

  test('has a name that nobody knows', async (context) => {
    assert.match(
      await line(context, `http://${NO_HOST}:3128`),
      /^get token: DNS does not know the proxy x{64}\.invalid:3128 of HTTPS_PROXY \(ENOTFOUND\); check HTTPS_PROXY \[NETWORK_FAILED\]$/,
    );
  });

  test('says nothing', async (context) => {
    const { url, port } = await serveText(context, '', 'wait');
    assert.equal(
      await line(context, url, { limits: SHORT }),
      `get token: the proxy 127.0.0.1:${port} of HTTPS_PROXY did not open a connection to ${ECR}:443 within 1 s, tried 3 times; check the proxy, or list the host in NO_PROXY [NETWORK_FAILED]`,
    );
  });

  test('hangs up', async (context) => {
    const { url } = await serveText(context, '');
    assert.match(
      await line(context, url),
      /closed the connection before it had opened the tunnel \(ECONNRESET\)/,
    );
  });

  test('speaks something else', async (context) => {
    const { url } = await serveText(context, 'SSH-2.0-OpenSSH_9.2\r\n');
    assert.match(
      await line(context, url),
      /the answer of the proxy 127\.0\.0\.1:\d+ of HTTPS_PROXY is not HTTP/,
    );
  });

  test('opens the tunnel and hangs up', async (context) => {
    const { url } = await serveText(context, 'HTTP/1.1 200 OK\r\n\r\n');
    assert.match(
      await line(context, url),
      new RegExp(
        `^get token: ${ECR} \\(through the proxy .*\\) closed the connection during the TLS handshake`,
      ),
    );
  });

  test('opens the tunnel and says nothing more', async (context) => {
    const { url } = await serveText(context, 'HTTP/1.1 200 OK\r\n\r\n', 'wait');
    assert.match(
      await line(context, url, { limits: SHORT }),
      new RegExp(`^get token: ${ECR} \\(through the proxy .*\\) did not finish the TLS handshake within 1 s`),
    );
  });

  test('is not reached over TLS', async (context) => {
    const { port } = await serveText(context, 'HTTP/1.1 400 Bad Request\r\n\r\n');
    assert.match(
      await line(context, `https://127.0.0.1:${port}`),
      /^get token: the proxy 127\.0\.0\.1:\d+ of HTTPS_PROXY does not speak TLS \(ERR_SSL_\w+\); write HTTPS_PROXY with http:\/\/ \[TLS_FAILED\]$/,
    );
  });

  test('has a value that is none', async (context) => {
    assert.match(
      await line(context, `http://user:${CANARY}@:3128`),
      /^HTTPS_PROXY is not the URL of a proxy: the host is missing; .* \[CONFIG_INVALID\]$/,
    );
  });

  test('holds the run up no longer than its signal', async (context) => {
    const reason = new Error('the run is over');
    const controller = new AbortController();
    const { url } = await serveRaw(context, (socket) => {
      socket.once('data', () => controller.abort(reason));
    });
    const door = nodeWith(context, { HTTPS_PROXY: url });
    await assert.rejects(ask(door, `https://${ECR}`, { signal: controller.signal }), reason);
  });
});

describe('a proxy over TLS', () => {
  test('with a certificate of its own, checked', async (context) => {
    const cloud = await startCloud(context);
    const good = company.issue(['localhost']);
    const rows: readonly (readonly [shown: Certificate, failure: RegExp | undefined])[] = [
      [good, undefined],
      [
        createAuthority('Stranger Root').issue(['localhost']),
        /was issued by an authority that this node does not trust, "Stranger Root"/,
      ],
      [
        company.issue([], { commonName: 'localhost' }),
        /has no subject alternative name \(SAN\), and a common name/,
      ],
      [
        company.issue(['10.0.0.1'], { commonName: 'localhost' }),
        /is for another host: "IP Address:10\.0\.0\.1"/,
      ],
    ];
    for (const [{ certificate: cert, key }, failure] of rows) {
      const server = createHttpsServer({ cert, key });
      server.on('connect', (_, client: Socket) => {
        const upstream = connect(cloud.port, '127.0.0.1', () => {
          client.write('HTTP/1.1 200 OK\r\n\r\n');
          upstream.pipe(client).pipe(upstream);
        });
        for (const end of [upstream, client]) end.on('error', () => {}).on('close', () => upstream.destroy());
      });
      const proxy = closing(context, await start(server, 'https://localhost'));
      const asked = ask(nodeWith(context, { HTTPS_PROXY: proxy.url }), `https://${ECR}`);
      if (failure === undefined) {
        assert.equal((await asked).status, 200);
      } else {
        const line = await failureOf(asked);
        assert.match(line, /^get token: the certificate of the proxy localhost:\d+ of HTTPS_PROXY /);
        assert.match(line, failure);
      }
    }
  });
});

describe('plain http', () => {
  async function forwarding(context: TestContext, status = 200) {
    const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
    const server: Server = createHttpServer(({ url, headers }, response) => {
      seen.push({ url, headers });
      response.writeHead(status).end('{}');
    });
    return { ...closing(context, await start(server, 'http://127.0.0.1')), seen };
  }

  test('with the whole URL, and credentials for the proxy', async (context) => {
    const proxy = await forwarding(context);
    const door = openDoor({ env: { HTTP_PROXY: `http://user:p%40ss@127.0.0.1:${proxy.port}` } });
    await ask(door, 'http://vault.example:8200');
    await ask(door, 'http://vault.example:8200');
    const [{ url, headers } = { url: '', headers: {} }] = proxy.seen;
    assert.equal(url, `http://vault.example:8200/path-${CANARY}?query=${CANARY}`);
    assert.equal(headers.host, 'vault.example:8200');
    assert.equal(headers['proxy-authorization'], `Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    assert.deepEqual(
      door.calls.map(({ host }) => host),
      ['vault.example:8200', 'vault.example:8200'],
    );
  });

  test('refused for want of credentials', async (context) => {
    const proxy = await forwarding(context, 407);
    assert.match(
      await failureOf(ask(openDoor({ env: { http_proxy: proxy.url } }), 'http://vault.example')),
      /^get token: the proxy 127\.0\.0\.1:\d+ of http_proxy requires credentials \(407\) for a connection to vault\.example; put user name and password into http_proxy, or .* \[NETWORK_FAILED\]$/,
    );
  });

  test('any other status is the answer', async (context) => {
    const proxy = await forwarding(context, 403);
    assert.equal(
      (await ask(openDoor({ env: { HTTP_PROXY: proxy.url } }), 'http://vault.example')).status,
      403,
    );
  });
});

describe("the clouds' likely authorities", () => {
  /** The system knows the company, and one that calls itself Amazon. */
  async function handshakes(context: TestContext, authority: Authority, host: string, caFile?: string) {
    const cloud = await startCloud(context, authority);
    const proxy = closing(context, await startConnectProxy({ portFor: () => cloud.port }));
    const folder = temporaryFolder(context);
    const system = [company, amazon, digicert].map(({ certificate }) => certificate).join('');
    const door = openDoor({
      env: { HTTPS_PROXY: proxy.url },
      systemBundles: [folder.write('system.pem', system)],
      ...(caFile !== undefined && { caFile: folder.write('ca.pem', caFile) }),
    });
    const outcome = await ask(door, `https://${host}`).then(
      ({ status }) => String(status),
      (error) => failureOf(Promise.reject(error)),
    );
    return { outcome, tunnels: proxy.targets.length, door, host };
  }
  const amazon = createAuthority('Amazon Root CA 1');
  const digicert = createAuthority('DigiCert Global Root G2');

  test('are enough for their cloud', async (context) => {
    const { outcome, tunnels } = await handshakes(context, amazon, ECR);
    assert.deepEqual([outcome, tunnels], ['200', 1]);
  });

  test('are no more than a hint: any authority of the system will do', async (context) => {
    const { outcome, tunnels, door, host } = await handshakes(context, company, ECR);
    assert.deepEqual([outcome, tunnels], ['200', 2]);
    assert.equal((await ask(door, `https://other.${host}`)).status, 200);
    assert.equal(tunnels, 2, 'and it is taken once');
  });

  test('are beside those of caFile', async (context) => {
    const inspecting = createAuthority('Inspecting Box');
    const { outcome, tunnels } = await handshakes(context, inspecting, ECR, inspecting.certificate);
    assert.deepEqual([outcome, tunnels], ['200', 1]);
  });

  test('are not asked for other hosts', async (context) => {
    for (const host of ['amazonaws.com.example', 'xamazonaws.com', 'harbor.example']) {
      const { outcome, tunnels } = await handshakes(context, company, host);
      assert.deepEqual([outcome, tunnels], ['200', 1], host);
    }
  });

  test('make nobody trusted', async (context) => {
    const { outcome, tunnels } = await handshakes(context, createAuthority('Amazon Root CA 1'), ECR);
    assert.match(outcome, /^get token: the certificate of api\.ecr.* \[TLS_FAILED\]$/);
    assert.equal(tunnels, 2);
  });
});

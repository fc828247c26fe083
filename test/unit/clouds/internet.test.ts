// The clouds under their real host names: what a process needs to reach them is the proxy and the authority, and whoever
// shows another certificate is found out.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type TestContext, test } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { createAuthority, createClientCertificate } from '../../clouds/authority.ts';
import { startAws } from '../../clouds/aws.ts';
import { startAzure } from '../../clouds/azure.ts';
import { startGoogle } from '../../clouds/google.ts';
import { type InternetOptions, startInternet } from '../../clouds/internet.ts';
import { createJournal } from '../../clouds/record.ts';

const authority = createAuthority();
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';

async function start(context: TestContext, options: InternetOptions = {}) {
  const journal = createJournal();
  const clouds = [
    await startAws({}, { journal }),
    await startAzure(
      {
        tenants: [TENANT],
        identities: [],
        registries: [{ loginServer: 'team.azurecr.io', tenant: TENANT, pullers: [] }],
      },
      { journal },
    ),
    await startGoogle({ accounts: [] }, { journal }),
  ];
  const internet = await startInternet(clouds, { authority, ...options });
  context.after(async () => {
    await internet.close();
    await Promise.all(clouds.map((cloud) => cloud.close()));
  });
  return { ...internet, requests: journal.requests };
}

/** Through the proxy, as the process under test goes. Gives the status of the proxy, or that of the host. */
async function get(
  proxyUrl: string,
  host: string,
  path: string,
  ca = authority.certificate,
): Promise<number> {
  const { hostname, port, username, password } = new URL(proxyUrl);
  const user = decodeURIComponent(`${username}:${password}`);
  const headers =
    user === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` };
  const connecting = httpRequest({ hostname, port, method: 'CONNECT', path: `${host}:443`, headers }).end();
  const [answer, socket] = await once(connecting, 'connect');
  if (answer.statusCode !== 200) return answer.statusCode;
  const tls: TLSSocket = connect({ socket, servername: host, ca });
  await once(tls, 'secureConnect');
  const request = httpsRequest({ host, path, headers: { host }, createConnection: () => tls }).end();
  const [response] = await once(request, 'response');
  tls.destroy();
  return response.statusCode;
}

const HOSTS: readonly (readonly [host: string, path: string, service: string, status: number])[] = [
  ['api.ecr.eu-west-1.amazonaws.com', '/', 'ecr', 400],
  ['api.ecr-fips.us-gov-west-1.amazonaws.com', '/', 'ecr', 400],
  ['ecr.eu-west-1.api.aws', '/', 'ecr', 400],
  ['api.ecr.cn-north-1.amazonaws.com.cn', '/', 'ecr', 400],
  ['api.ecr-public.us-east-1.amazonaws.com', '/', 'ecr-public', 400],
  ['sts.amazonaws.com', '/', 'sts', 400],
  ['sts.eu-west-1.amazonaws.com', '/', 'sts', 400],
  ['sts-fips.us-east-1.amazonaws.com', '/', 'sts', 400],
  ['login.microsoftonline.com', `/${TENANT}/v2.0/.well-known/openid-configuration`, 'entra', 200],
  ['team.azurecr.io', '/v2/', 'acr', 401],
  ['sts.googleapis.com', '/v1/token', 'sts', 404],
  ['iamcredentials.googleapis.com', '/', 'iamcredentials', 404],
  ['oauth2.googleapis.com', '/', 'oauth2', 404],
];

test('each host is reached through the proxy, by its own name', async (context) => {
  const { proxyUrl, proxy, requests } = await start(context);
  for (const [host, path, service, status] of HOSTS) {
    assert.equal(await get(proxyUrl, host, path), status, host);
    const { service: reached, serverName, host: asked } = requests.at(-1) ?? {};
    assert.deepEqual([reached, serverName, asked], [service, host, host]);
    assert.deepEqual(proxy.targets.at(-1), { target: `${host}:443`, status: 200 });
  }
});

test('no other host, and no other port', async (context) => {
  const { proxyUrl } = await start(context);
  for (const host of [
    'api.ecr.eu-west-1.amazonaws.com.cn',
    'api.ecr.cn-north-1.amazonaws.com',
    'api.ecr-public.eu-west-1.amazonaws.com',
    'sts.eu-west-1.evil.example',
    'api.ecr.eu-west-1.amazonaws.com.evil.example',
    'evil.example',
    'team.azurecr.io:8443',
  ]) {
    assert.equal(await get(proxyUrl, host, '/'), 502, host);
  }
});

test('a proxy that wants to know who comes, and one that lets nobody through', async (context) => {
  const wants = await start(context, { user: { name: 'node', password: 'p@ss:word' } });
  assert.equal(await get(wants.proxyUrl, 'sts.amazonaws.com', '/'), 400);
  assert.equal(await get(wants.proxyUrl.replace(/\/\/.*@/, '//'), 'sts.amazonaws.com', '/'), 407);
  const refuses = await start(context, { refuses: 403 });
  assert.equal(await get(refuses.proxyUrl, 'sts.amazonaws.com', '/'), 403);
});

const DAY = 86_400_000;
const BAD: readonly (readonly [what: string, names: readonly string[], to: Date, code: string])[] = [
  ['for another name', ['other.amazonaws.com'], new Date(Date.now() + DAY), 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['that is over', ['sts.amazonaws.com'], new Date(Date.now() - 60_000), 'CERT_HAS_EXPIRED'],
];

for (const [what, names, to, code] of BAD) {
  test(`a certificate ${what} is found out`, async (context) => {
    const certificates = {
      'sts.amazonaws.com': authority.issue(names, { from: new Date(Date.now() - DAY), to }),
    };
    const { proxyUrl } = await start(context, { certificates });
    await assert.rejects(get(proxyUrl, 'sts.amazonaws.com', '/'), { code });
    assert.equal(await get(proxyUrl, 'sts.eu-west-1.amazonaws.com', '/'), 400);
  });
}

test('a certificate of an authority that nobody knows is found out', async (context) => {
  const { proxyUrl } = await start(context);
  const unknown = createAuthority('another authority').certificate;
  await assert.rejects(get(proxyUrl, 'sts.amazonaws.com', '/', unknown), {
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  });
});

test('certificates say what they are', () => {
  const root = new X509Certificate(authority.certificate);
  const leaf = new X509Certificate(
    authority.issue(['*.azurecr.io', 'localhost', '127.0.0.1', '::1']).certificate,
  );
  assert.ok(
    root.ca &&
      root.verify(root.publicKey) &&
      leaf.checkIssued(root) &&
      leaf.verify(root.publicKey) &&
      !leaf.ca,
  );
  assert.equal(
    leaf.subjectAltName,
    'DNS:*.azurecr.io, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
  );
  assert.equal(leaf.checkHost('team.azurecr.io'), '*.azurecr.io');
  assert.equal(leaf.checkHost('azurecr.io'), undefined);
  const own = createClientCertificate('pull');
  const client = new X509Certificate(own.certificate);
  assert.ok(client.verify(client.publicKey));
  assert.equal(client.publicKey.asymmetricKeyType, 'rsa');
});

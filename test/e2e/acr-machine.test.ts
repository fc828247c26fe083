// A machine of Azure as it is: the metadata service at its real address, and Azure Arc's agent with its real folder, in
// network and mount namespaces of the test's own. The executable gets no environment that says where they are.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { AzureConfig } from '../clouds/azure/directory.ts';
import { startAzure } from '../clouds/azure.ts';
import { callsOf } from '../clouds/record.ts';
import { request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const SYSTEM = '00000000-aaaa-4aaa-8aaa-000000000001';
const USER = '00000000-aaaa-4aaa-8aaa-000000000002';
const LOGIN_SERVER = 'contosopublic.azurecr.io';
const KEYS = '/var/opt/azcmagent/tokens';

const AZURE: AzureConfig = {
  tenants: [TENANT],
  identities: [
    { clientId: SYSTEM, tenant: TENANT, assigned: 'system' },
    { clientId: USER, tenant: TENANT, assigned: 'user' },
  ],
  registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [SYSTEM, USER] }],
  arc: { keyDirectory: KEYS },
};

const INSIDE = 'RCP_TEST_MACHINE';

/** Loopback alone, with the metadata service's address on it; folders that are gone afterwards. */
const MACHINE = `
set -e
ip link set lo up
ip address add 169.254.169.254/32 dev lo
mkdir -p /var/opt /opt
mount -t tmpfs tmpfs /var/opt
mount -t tmpfs tmpfs /opt
exec "$@"`;

if (process.env[INSIDE] === undefined) {
  test('on a machine of its own', (context) => {
    const inside = spawnSync(
      'unshare',
      [
        '--net',
        '--mount',
        'sh',
        '-c',
        MACHINE,
        'machine',
        process.execPath,
        '--test',
        fileURLToPath(import.meta.url),
      ],
      { env: { PATH: process.env.PATH, [INSIDE]: '1' }, encoding: 'utf8' },
    );
    const missing = inside.error?.message ?? /unshare: .*|ip: .*|mount: .*/.exec(inside.stderr)?.[0];
    if (missing !== undefined) {
      context.skip(`needs root and unshare, ip and mount: ${missing}`);
      return;
    }
    assert.equal(inside.status, 0, inside.stdout + inside.stderr);
  });
} else {
  inside();
}

function inside(): void {
  const folder = temporaryFolder({ after });

  async function pull(acr: string, env: Readonly<Record<string, string>> = {}, settings: object = {}) {
    const rule = { name: 'team', matchImages: ['*.azurecr.io'], acr: { endpoint: acr, ...settings } };
    const { exit, stdout, stderr } = await run({
      args: ['--config', folder.write('config.json', configText([rule]))],
      input: request(`${LOGIN_SERVER}/app`),
      env,
    });
    assert.equal(stderr, '');
    assert.equal(exit, 0);
    const [, payload = ''] = JSON.parse(stdout).auth[LOGIN_SERVER].password.split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  }

  test('a virtual machine', async (context) => {
    const azure = await startAzure(AZURE, { listen: { imds: { address: '169.254.169.254', port: 80 } } });
    context.after(() => azure.close());
    assert.equal((await pull(azure.urls.acr)).appid, SYSTEM);
    assert.ok(callsOf(azure.requests).includes('GET imds /metadata/identity/oauth2/token'));
  });

  test('Azure Arc by the environment: the agent asks for the file that it has written', async (context) => {
    const azure = await startAzure(AZURE);
    context.after(() => azure.close());
    const { IDENTITY_ENDPOINT = '', IMDS_ENDPOINT = '' } = azure.env;
    assert.equal((await pull(azure.urls.acr, { IDENTITY_ENDPOINT, IMDS_ENDPOINT })).appid, SYSTEM);
    const asked = azure.requests.filter(({ service }) => service === 'arc');
    assert.deepEqual(
      asked.map(({ status, credentials }) => [status, credentials]),
      [
        [401, []],
        [200, ['header authorization']],
      ],
    );
  });

  test('Azure Arc: a user-assigned identity', async (context) => {
    const azure = await startAzure(AZURE);
    context.after(() => azure.close());
    const { IDENTITY_ENDPOINT = '', IMDS_ENDPOINT = '' } = azure.env;
    const settings = { managedIdentity: { clientId: USER } };
    assert.equal((await pull(azure.urls.acr, { IDENTITY_ENDPOINT, IMDS_ENDPOINT }, settings)).appid, USER);
  });

  test('App Service', async (context) => {
    const azure = await startAzure({ ...AZURE, appService: { identityHeader: 'header of the app' } });
    context.after(() => azure.close());
    const { IDENTITY_ENDPOINT = '', IDENTITY_HEADER = '' } = azure.env;
    assert.equal((await pull(azure.urls.acr, { IDENTITY_ENDPOINT, IDENTITY_HEADER })).appid, SYSTEM);
    const settings = { managedIdentity: { clientId: USER } };
    assert.equal((await pull(azure.urls.acr, { IDENTITY_ENDPOINT, IDENTITY_HEADER }, settings)).appid, USER);
    assert.ok(azure.requests.some(({ service }) => service === 'app-service'));
  });

  test('Azure Arc by its agent on the disk', async (context) => {
    mkdirSync('/opt/azcmagent/bin', { recursive: true });
    writeFileSync('/opt/azcmagent/bin/himds', '', { mode: 0o755 });
    const azure = await startAzure(AZURE, { listen: { arc: { address: '127.0.0.1', port: 40342 } } });
    context.after(() => azure.close());
    assert.equal((await pull(azure.urls.acr)).appid, SYSTEM);
    assert.equal(azure.requests.filter(({ service }) => service === 'arc').length, 2);
  });

  test("a file of the agent's that is elsewhere is not read", async (context) => {
    const elsewhere = temporaryFolder(context);
    const azure = await startAzure({ ...AZURE, arc: { keyDirectory: elsewhere.path } });
    context.after(() => azure.close());
    const rule = { name: 'team', matchImages: ['*.azurecr.io'], acr: { endpoint: azure.urls.acr } };
    const { IDENTITY_ENDPOINT = '', IMDS_ENDPOINT = '' } = azure.env;
    const { exit, stdout, stderr } = await run({
      args: ['--config', folder.write('config.json', configText([rule]))],
      input: request(`${LOGIN_SERVER}/app`),
      env: { IDENTITY_ENDPOINT, IMDS_ENDPOINT },
    });
    assert.equal(exit, 1);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^rule "team": acr: managed identity token for the system-assigned managed identity \(Azure Arc\): the SDK failed before the request \(invalid_file_path\); run as root.*\[IDENTITY_UNAVAILABLE\]$/,
    );
    assert.equal(azure.requests.filter(({ service }) => service === 'arc').length, 1);
  });
}

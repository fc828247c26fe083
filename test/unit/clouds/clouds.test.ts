// All clouds at once, with SDKs in a process of its own that knows the proxy, the authority and real host names only.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { startClouds } from '../../clouds/clouds.ts';
import { callsOf } from '../../clouds/record.ts';
import { runProgram } from '../../support/run-program.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const EMAIL = 'node@example-project.iam.gserviceaccount.com';
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const SCRIPT = `
  import { ClientSecretCredential } from '${import.meta.resolve('@azure/identity')}';
  import { JWT } from '${import.meta.resolve('google-auth-library')}';
  const azure = new ClientSecretCredential('${TENANT}', '${CLIENT}', 'secret of the application');
  await azure.getToken('https://containerregistry.azure.net/.default');
  const google = new JWT({ email: '${EMAIL}', key: process.env.KEY, scopes: ['https://www.googleapis.com/auth/cloud-platform'] });
  console.log((await google.getAccessToken()).token);
`;

test('SDKs reach the clouds by real names, through the proxy, with the extra authority', async (context) => {
  const clouds = await startClouds({
    azure: {
      tenants: [TENANT],
      identities: [{ clientId: CLIENT, tenant: TENANT, secret: { value: 'secret of the application' } }],
    },
    google: { accounts: [{ email: EMAIL, keys: { 'key-1': publicKey }, accessToken: 'ya29.the-token' }] },
  });
  context.after(() => clouds.close());
  const folder = temporaryFolder(context);
  const authority = folder.write('ca.pem', clouds.internet.authority.certificate);
  const env = { ...clouds.env, NODE_EXTRA_CA_CERTS: authority, KEY: privateKey, HOME: folder.path };
  const options = ['--input-type=module', '--eval', SCRIPT];
  const output = await runProgram(process.execPath, options, env, 60_000);
  assert.equal(output, 'ya29.the-token\n');
  assert.deepEqual(callsOf(clouds.journal.requests), [
    `POST entra /${TENANT}/oauth2/v2.0/token`,
    'POST oauth2 /token',
  ]);
  assert.deepEqual(
    clouds.internet.proxy.targets.map(({ target }) => target),
    ['login.microsoftonline.com:443', 'oauth2.googleapis.com:443'],
  );
});

test('whoever follows a redirect with a credential in hand is seen elsewhere', async (context) => {
  const clouds = await startClouds();
  context.after(() => clouds.close());
  const to = `${clouds.elsewhere.urls.elsewhere}/token`;
  clouds.google.services.oauth2.misbehave({ kind: 'redirecting', to, status: 307 });
  const fields = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' };
  await fetch(`${clouds.google.urls.oauth2}/token`, { method: 'POST', body: new URLSearchParams(fields) });
  const [first, second] = clouds.journal.requests;
  assert.deepEqual([first?.cloud, first?.status], ['google', 307]);
  assert.deepEqual(
    [second?.cloud, second?.path, second?.credentials],
    ['elsewhere', '/token', ['field assertion']],
  );
});

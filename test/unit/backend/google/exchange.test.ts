// From each identity to a credential, with a fake Google that checks what it is sent.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, type TestContext, test } from 'node:test';
import { startAws } from '../../../clouds/aws.ts';
import { callsOf } from '../../../clouds/record.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  AWS_PROVIDER,
  ask,
  BETWEEN,
  GKE_ISSUER,
  GKE_POOL,
  hastyNetwork,
  ISSUER,
  KEY_FILE,
  memberOf,
  NODE,
  POOL,
  PROVIDER,
  PULL,
  podToken,
  pullOf,
  startProject,
} from './google.ts';

const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const TOKEN = 'GET metadata /computeMetadata/v1/instance/service-accounts/default/token';
const generate = (email: string) =>
  `POST iamcredentials /v1/projects/-/serviceAccounts/${email}:generateAccessToken`;
const POD = { rule: { identity: 'serviceAccount' }, pull: pullOf('gcr.io/p/image', podToken()) } as const;
const FROM_PROVIDER = { workloadIdentity: { provider: `${POOL}/providers/on-premises` } };
const POD_PRINCIPAL = `principal://iam.googleapis.com/${POOL}/subject/system:serviceaccount:team-a:app`;
const actingAs = (email: string) => ({
  rule: { identity: 'serviceAccount' } as const,
  pull: pullOf('gcr.io/p/image', podToken(), { 'iam.gke.io/gcp-service-account': email }),
});

describe('the node, by the metadata server', () => {
  test('its default account; one request, and the expiry that the answer tells', async (context) => {
    const google = await startProject(context);
    const before = Date.now();
    const credentials = await ask(google, {});
    assert.equal(memberOf(google, credentials), `serviceAccount:${NODE}`);
    assert.equal(credentials?.scope, 'registry');
    const expiresAt = credentials?.entries[0]?.expiresAt?.getTime() ?? 0;
    assert.ok(expiresAt >= before + 3_599_000 && expiresAt <= Date.now() + 3_599_000);
    assert.deepEqual(callsOf(google.requests), [TOKEN]);
    assert.equal(google.requests[0]?.headers['metadata-flavor'], 'Google');
  });

  test('a chosen account', async (context) => {
    const google = await startProject(context);
    assert.equal(
      memberOf(google, await ask(google, { serviceAccount: BETWEEN })),
      `serviceAccount:${BETWEEN}`,
    );
  });

  test('where GCE_METADATA_HOST or GCE_METADATA_IP says', async (context) => {
    const google = await startProject(context);
    const { host } = new URL(google.urls.metadata);
    for (const env of [
      { GCE_METADATA_HOST: host },
      { GCE_METADATA_IP: host },
      { GCE_METADATA_HOST: `http://${host}` },
      { GCE_METADATA_IP: host, GCE_METADATA_HOST: 'localhost:1' },
    ] as const) {
      const credentials = await ask(google, { endpoints: {} }, { env });
      assert.equal(memberOf(google, credentials), `serviceAccount:${NODE}`);
    }
  });

  test('impersonation, also with delegates in between', async (context) => {
    const google = await startProject(context);
    assert.equal(memberOf(google, await ask(google, { impersonate: PULL })), `serviceAccount:${PULL}`);
    const chain = await ask(google, { impersonate: [BETWEEN, PULL] });
    assert.equal(memberOf(google, chain), `serviceAccount:${PULL}`);
    assert.deepEqual(callsOf(google.requests), [TOKEN, generate(PULL), TOKEN, generate(PULL)]);
    assert.deepEqual(JSON.parse(google.requests[3]?.body ?? ''), {
      delegates: [`projects/-/serviceAccounts/${BETWEEN}`],
      scope: ['https://www.googleapis.com/auth/cloud-platform'],
      lifetime: '3600s',
    });
  });

  test('no proxy stands before it, and the library builds none', async (context) => {
    const google = await startProject(context);
    const proxies = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'no url', https_proxy: 'no url' };
    setEnvironment(context, proxies);
    assert.equal(memberOf(google, await ask(google, {}, { env: proxies })), `serviceAccount:${NODE}`);
  });
});

describe('the node, by a credential file', () => {
  const EXTERNAL = {
    type: 'external_account',
    audience: PROVIDER,
    subject_token_type: JWT,
    token_url: 'https://sts.googleapis.com/v1/token',
  };
  const write = (context: TestContext, file: object) =>
    temporaryFolder(context).write('credential.json', JSON.stringify(file));

  test('a service account key; what token_uri says does not matter', async (context) => {
    const google = await startProject(context);
    const credentials = await ask(google, {
      credentialFile: write(context, { ...KEY_FILE, token_uri: 'https://evil.example/token' }),
    });
    assert.equal(memberOf(google, credentials), `serviceAccount:${NODE}`);
    assert.deepEqual(callsOf(google.requests), ['POST oauth2 /token']);
  });

  test('a service account key, and impersonation from the file and the rule', async (context) => {
    const google = await startProject(context);
    const file = {
      type: 'impersonated_service_account',
      source_credentials: KEY_FILE,
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${BETWEEN}:generateAccessToken`,
    };
    const credentials = await ask(google, { credentialFile: write(context, file), impersonate: PULL });
    assert.equal(memberOf(google, credentials), `serviceAccount:${PULL}`);
    assert.deepEqual(callsOf(google.requests), ['POST oauth2 /token', generate(PULL)]);
  });

  test('a token in a file, as text and in JSON', async (context) => {
    const google = await startProject(context);
    const folder = temporaryFolder(context);
    const text = folder.write('token', `${podToken()}\n`);
    const json = folder.write('token.json', JSON.stringify({ id_token: podToken() }));
    const sources = [
      { file: text },
      { file: text, format: { type: 'text' } },
      { file: json, format: { type: 'json', subject_token_field_name: 'id_token' } },
    ];
    for (const credential_source of sources) {
      const credentialFile = write(context, { ...EXTERNAL, credential_source });
      assert.equal(memberOf(google, await ask(google, { credentialFile })), POD_PRINCIPAL);
    }
  });

  test("a token from a URL with headers, then the file's impersonation for as long as it says", async (context) => {
    const google = await startProject(context);
    // The metadata server's own answers are good enough as a source of any token.
    const source = await startProject(context, { machine: { attributes: { token: podToken() } } });
    const credentialFile = write(context, {
      ...EXTERNAL,
      credential_source: {
        url: `${source.urls.metadata}/computeMetadata/v1/instance/attributes/token`,
        headers: { 'Metadata-Flavor': 'Google' },
      },
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${PULL}:generateAccessToken`,
      service_account_impersonation: { token_lifetime_seconds: 1200 },
    });
    const credentials = await ask(google, { credentialFile });
    assert.equal(memberOf(google, credentials), `serviceAccount:${PULL}`);
    assert.equal(JSON.parse(google.requests[1]?.body ?? '').lifetime, '1200s');
    const life = (credentials?.entries[0]?.expiresAt?.getTime() ?? 0) - Date.now();
    assert.ok(life > 1_100_000 && life <= 1_200_000, `${life}`);
  });

  const alice = {
    arn: 'arn:aws:iam::123456789012:user/node',
    accessKeyId: 'AKIAALICE',
    secretAccessKey: 'secret of alice',
    allows: [],
  };
  const AWS = {
    ...EXTERNAL,
    audience: AWS_PROVIDER,
    subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
  };
  const VERIFICATION = 'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15';

  test('an AWS identity from the environment', async (context) => {
    const aws = await startAws({ users: [alice] });
    context.after(() => aws.close());
    const google = await startProject(context, {
      providers: [{ audience: AWS_PROVIDER, awsAccount: '123456789012' }],
      aws: aws.accounts,
    });
    const env = {
      AWS_ACCESS_KEY_ID: alice.accessKeyId,
      AWS_SECRET_ACCESS_KEY: alice.secretAccessKey,
      AWS_REGION: 'eu-west-1',
    };
    setEnvironment(context, env);
    const credentialFile = write(context, {
      ...AWS,
      credential_source: { environment_id: 'aws1', regional_cred_verification_url: VERIFICATION },
    });
    const credentials = await ask(google, { credentialFile }, { env });
    assert.equal(
      memberOf(google, credentials),
      `principal://iam.googleapis.com/${POOL}/subject/${alice.arn}`,
    );
    assert.deepEqual(callsOf(google.requests), ['POST sts /v1/token']);
  });

  for (const [has, lacks] of [
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
  ] as const) {
    test(`an AWS identity of which the environment has ${has} alone: the instance is not asked`, async (context) => {
      const credentialFile = write(context, {
        ...AWS,
        credential_source: {
          environment_id: 'aws1',
          regional_cred_verification_url: VERIFICATION,
          region_url: 'http://127.0.0.1:1/region',
          url: 'http://127.0.0.1:1/keys',
        },
      });
      const google = await startProject(context);
      await assert.rejects(
        ask(google, { credentialFile }, { env: { [has]: 'canary', AWS_REGION: 'eu-west-1' } }),
        {
          code: 'IDENTITY_UNAVAILABLE',
          message: `rule "team-a": google: AWS identity: the environment has ${has} without ${lacks}`,
        },
      );
      assert.deepEqual(callsOf(google.requests), []);
    });
  }

  test('an AWS identity from the instance metadata, by a session token', async (context) => {
    const arn = 'arn:aws:iam::123456789012:role/node';
    const aws = await startAws({ roles: [{ arn }], instance: { role: arn, region: 'eu-west-1' } });
    context.after(() => aws.close());
    const google = await startProject(context, {
      providers: [{ audience: AWS_PROVIDER, awsAccount: '123456789012' }],
      aws: aws.accounts,
    });
    const meta = `${aws.urls.imds}/latest/meta-data`;
    const credentialFile = write(context, {
      ...AWS,
      credential_source: {
        environment_id: 'aws1',
        region_url: `${meta}/placement/availability-zone`,
        url: `${meta}/iam/security-credentials`,
        imdsv2_session_token_url: `${aws.urls.imds}/latest/api/token`,
        regional_cred_verification_url: VERIFICATION,
      },
    });
    const credentials = await ask(google, { credentialFile });
    assert.match(memberOf(google, credentials) ?? '', /assumed-role\/node/);
    assert.deepEqual(callsOf(aws.requests), [
      'PUT imds /latest/api/token',
      'GET imds /latest/meta-data/placement/availability-zone',
      'PUT imds /latest/api/token',
      'GET imds /latest/meta-data/iam/security-credentials',
      'GET imds /latest/meta-data/iam/security-credentials/node',
    ]);
  });

  test('an AWS identity without a region or keys is refused before anybody is asked', async (context) => {
    const google = await startProject(context);
    const credential_source = { environment_id: 'aws1', regional_cred_verification_url: VERIFICATION };
    const credentialFile = write(context, { ...AWS, credential_source });
    for (const [env, message] of [
      [{}, /no region in the environment, and no credential_source\.region_url in the credential file/],
      [
        { AWS_REGION: 'eu-west-1' },
        /no access key in the environment, and no credential_source\.url in the credential file/,
      ],
    ] as const) {
      await assert.rejects(ask(google, { credentialFile }, { env }), {
        code: 'IDENTITY_UNAVAILABLE',
        message,
      });
    }
    assert.deepEqual(google.requests, []);
  });

  test('a file whose key is no key, and one without a token', async (context) => {
    const google = await startProject(context);
    for (const private_key of [
      'canary',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ]) {
      const credentialFile = write(context, { ...KEY_FILE, private_key });
      await assert.rejects(ask(google, { credentialFile }), {
        code: 'IDENTITY_UNAVAILABLE',
        message: /private_key: expected an RSA key in PEM$/,
      });
    }
    const folder = temporaryFolder(context);
    for (const [name, content, format, message] of [
      ['empty', ' \n', undefined, /subject token ".*empty" is empty/],
      ['text', 'canary', { type: 'json', subject_token_field_name: 'a' }, /has no member "a" with text/],
      ['number', '{"a":5}', { type: 'json', subject_token_field_name: 'a' }, /has no member "a" with text/],
      ['null', 'null', { type: 'json', subject_token_field_name: 'a' }, /has no member "a" with text/],
    ] as const) {
      const credential_source = { file: folder.write(name, content), ...(format && { format }) };
      const credentialFile = write(context, { ...EXTERNAL, credential_source });
      await assert.rejects(ask(google, { credentialFile }), { code: 'IDENTITY_UNAVAILABLE', message });
    }
    assert.deepEqual(google.requests, []);
  });
});

describe("the Pod's service account", () => {
  test('through a provider of a workload identity pool', async (context) => {
    const google = await startProject(context);
    assert.equal(memberOf(google, await ask(google, FROM_PROVIDER, POD)), POD_PRINCIPAL);
    assert.deepEqual(callsOf(google.requests), ['POST sts /v1/token']);
  });

  test("through GKE's pool: of the node's project and the token's issuer, or as the rule says", async (context) => {
    const google = await startProject(context);
    const principal = `principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/${GKE_POOL}/subject/ns/team-a/sa/app`;
    const gke = {
      ...POD,
      pull: pullOf('gcr.io/p/image', podToken({ issuer: GKE_ISSUER, audience: GKE_POOL })),
    };
    assert.equal(memberOf(google, await ask(google, {}, gke)), principal);
    assert.deepEqual(callsOf(google.requests), [
      'GET metadata /computeMetadata/v1/project/project-id',
      'POST sts /v1/token',
    ]);
    google.journal.clear();
    const section = { workloadIdentity: { project: 'example-project', identityProvider: GKE_ISSUER } };
    assert.equal(memberOf(google, await ask(google, section, gke)), principal);
    assert.deepEqual(callsOf(google.requests), ['POST sts /v1/token']);
  });

  for (const [project, pool] of [
    ['my-project', 'my-project.svc.id.goog'],
    ['example.com:my-project', 'my-project.example.com.svc.id.goog'],
    ['corp.example.co.uk:my-project', 'my-project.corp.example.co.uk.svc.id.goog'],
    ['3m.example:project-7', 'project-7.3m.example.svc.id.goog'],
  ] as const) {
    test(`through GKE's pool of the project ${project}, named by the rule or by the metadata server`, async (context) => {
      const google = await startProject(context, {
        projectId: project,
        pools: [{ name: pool, issuer: GKE_ISSUER, projectNumber: '123456789' }],
      });
      const principal = `principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/${pool}/subject/ns/team-a/sa/app`;
      const gke = {
        ...POD,
        pull: pullOf('gcr.io/p/image', podToken({ issuer: GKE_ISSUER, audience: pool })),
      };
      assert.equal(memberOf(google, await ask(google, { workloadIdentity: { project } }, gke)), principal);
      assert.equal(memberOf(google, await ask(google, {}, gke)), principal);
    });
  }

  for (const projectId of [
    'example.com:',
    ':my-project',
    'a:b:c',
    'example:com:my-project',
    'My-Project',
    '../x',
    'example.com:my-project/x',
    'exa..mple.com:my-project',
    '',
  ]) {
    test(`a metadata server that names the project ${JSON.stringify(projectId)}`, async (context) => {
      const google = await startProject(context, { projectId });
      await assert.rejects(ask(google, {}, POD), { code: 'RESPONSE_INVALID' });
      assert.deepEqual(callsOf(google.requests), ['GET metadata /computeMetadata/v1/project/project-id']);
    });
  }

  test('acting as whom its annotation names, before whom the rule names', async (context) => {
    const google = await startProject(context);
    const both = { ...FROM_PROVIDER, impersonate: BETWEEN };
    assert.equal(memberOf(google, await ask(google, both, actingAs(PULL))), `serviceAccount:${PULL}`);
    const rule = await ask(google, { ...FROM_PROVIDER, impersonate: PULL }, POD);
    assert.equal(memberOf(google, rule), `serviceAccount:${PULL}`);
    assert.deepEqual(callsOf(google.requests), [
      'POST sts /v1/token',
      generate(PULL),
      'POST sts /v1/token',
      generate(PULL),
    ]);
  });

  test("the opt-in annotation of Google's plugin decides nothing", async (context) => {
    const google = await startProject(context);
    for (const value of ['true', 'false']) {
      const pull = pullOf('gcr.io/p/image', podToken(), { 'iam.gke.io/enable-wi-image-pull': value });
      assert.equal(memberOf(google, await ask(google, FROM_PROVIDER, { ...POD, pull })), POD_PRINCIPAL);
    }
  });

  test('an allow-list of whom it may act as', async (context) => {
    const google = await startProject(context);
    for (const allowed of [
      [PULL],
      ['pull@*'],
      ['*@example-project.iam.gserviceaccount.com'],
      ['a@b', 'p*l@*.com'],
    ]) {
      const credentials = await ask(
        google,
        { ...FROM_PROVIDER, allowedServiceAccounts: allowed },
        actingAs(PULL),
      );
      assert.equal(memberOf(google, credentials), `serviceAccount:${PULL}`);
    }
    google.journal.clear();
    for (const allowed of [[BETWEEN], ['*@other.iam.gserviceaccount.com'], ['pull'], ['*'], ['pull@']]) {
      await assert.rejects(
        ask(google, { ...FROM_PROVIDER, allowedServiceAccounts: allowed }, actingAs(PULL)),
        {
          code: 'IDENTITY_NOT_ALLOWED',
          message: `rule "team-a": google: service account team-a/app: annotation iam.gke.io/gcp-service-account: ${PULL} is not in google.allowedServiceAccounts of the rule (${allowed})`,
        },
      );
    }
    assert.deepEqual(google.requests, []);
    // The rule's own choice is the operator's.
    const own = { ...FROM_PROVIDER, allowedServiceAccounts: ['nobody@*'], impersonate: PULL };
    assert.equal(memberOf(google, await ask(google, own, POD)), `serviceAccount:${PULL}`);
  });

  const ELSEWHERE = [
    'https://evil.example/',
    `${PULL}/../../evil`,
    `${PULL}:generateAccessToken?`,
    `${PULL}%2f`,
    `a@evil.example`,
    `a@gserviceaccount.com.evil.example`,
    `a@evil.example#.gserviceaccount.com`,
    `a@b@c.gserviceaccount.com`,
    'PULL@example-project.iam.gserviceaccount.com',
    `${PULL}\n`,
    '',
    `${'a'.repeat(250)}@b.gserviceaccount.com`,
  ];
  for (const value of ELSEWHERE) {
    test(`an annotation that is no service account: ${JSON.stringify(value).slice(0, 60)}`, async (context) => {
      const google = await startProject(context);
      await assert.rejects(ask(google, FROM_PROVIDER, actingAs(value)), { code: 'ANNOTATION_INVALID' });
      assert.deepEqual(google.requests, []);
    });
  }

  test('no token: deny, node, anonymous', async (context) => {
    const google = await startProject(context);
    const missing = (onMissingServiceAccount: 'deny' | 'node' | 'anonymous') =>
      ask(google, FROM_PROVIDER, { rule: { identity: 'serviceAccount', onMissingServiceAccount } });
    await assert.rejects(missing('deny'), { code: 'SERVICE_ACCOUNT_MISSING' });
    assert.equal(await missing('anonymous'), undefined);
    assert.deepEqual(google.requests, []);
    assert.equal(memberOf(google, await missing('node')), `serviceAccount:${NODE}`);
  });

  test('a token that fails is a failure, whatever onMissingServiceAccount says', async (context) => {
    const google = await startProject(context);
    const pull = pullOf('gcr.io/p/image', podToken({ issuer: 'https://other.example' }));
    for (const onMissingServiceAccount of ['node', 'anonymous'] as const) {
      const rule = { identity: 'serviceAccount', onMissingServiceAccount } as const;
      await assert.rejects(ask(google, FROM_PROVIDER, { rule, pull }), { code: 'BACKEND_DENIED' });
    }
    assert.ok(google.requests.every(({ service }) => service === 'sts'));
  });

  test('a token without an issuer needs one from the rule', async (context) => {
    const google = await startProject(context);
    const pull = pullOf('gcr.io/p/image', podToken({ claims: { iss: undefined } }));
    await assert.rejects(ask(google, {}, { ...POD, pull }), {
      code: 'TOKEN_INVALID',
      message: 'rule "team-a": google: the token of service account team-a/app has no issuer',
    });
  });

  test("the issuer is the token's, and reaches no other place than the audience", async (context) => {
    const google = await startProject(context);
    const issuer = `${google.urls.metadata}/evil`;
    const network = hastyNetwork();
    const pull = pullOf('gcr.io/p/image', podToken({ issuer }));
    await assert.rejects(
      ask(google, { workloadIdentity: { project: 'example-project' } }, { ...POD, pull, network }),
      {
        code: 'BACKEND_NOT_FOUND',
      },
    );
    assert.deepEqual(
      network.calls.map(({ host }) => host),
      [new URL(google.urls.sts).host],
    );
    assert.ok(ISSUER !== issuer);
  });
});

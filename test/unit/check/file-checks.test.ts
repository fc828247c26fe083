// Files that our configuration names, unusable in each way in which a pull would find them so, beside sound ones.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, type TestContext, test } from 'node:test';
import { dockerConfigsServe } from '../../../src/check/docker-config-checks.ts';
import { filesAreUsable } from '../../../src/check/file-checks.ts';
import { FILES } from '../../../src/generated/config-facts.ts';
import { createClientCertificate } from '../../clouds/authority.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { brief, subjectOf } from './rule.ts';

const ID = '11111111-2222-3333-4444-555555555555';
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const PAIR = createClientCertificate('pull');
const KEY = {
  type: 'service_account',
  client_email: 'a@b.iam.gserviceaccount.com',
  private_key_id: '1',
  private_key: privateKey,
};
const EXTERNAL = {
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: '$DIR/token' },
};

const acr = (settings: object, more: object = {}) => ({
  matchImages: ['*.azurecr.io'],
  acr: settings,
  ...more,
});
const google = (settings: object) => ({ matchImages: ['gcr.io'], google: settings });
const ecr = (settings: object) => ({ matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: settings });
const GOV = '*.dkr.ecr.us-gov-west-1.amazonaws.com';
const ROLE = 'arn:aws:iam::210987654321:role/r';
const docker = (...matchImages: string[]) => ({
  ...(matchImages.length > 0 && { matchImages }),
  dockerConfig: { path: '$DIR/f' },
});
const helped = (...matchImages: string[]) => ({
  ...docker(...matchImages),
  dockerConfig: { path: '$DIR/f', helpers: '$DIR' },
});
const HELPERS = { credHelpers: { 'quay.io': 'one' } };
const azureJson = acr({ azureJson: '$DIR/f' });
const keyFile = google({ credentialFile: '$DIR/f' });
const certificate = acr({
  servicePrincipal: { clientId: ID, tenantId: ID, clientCertificateFile: '$DIR/f' },
});
const secretFile = acr({ servicePrincipal: { clientId: ID, tenantId: ID, clientSecretFile: '$DIR/f' } });
const tokenFile = acr({ workloadIdentity: { clientId: ID, tenantId: ID, tokenFile: '$DIR/f' } });
const LOGIN = { auth: Buffer.from('u:p').toString('base64') };
const auths = (...keys: string[]) => ({ auths: Object.fromEntries(keys.map((key) => [key, LOGIN])) });

interface Case {
  readonly rule: object;
  /** Content of `$DIR/f`; an object is written as JSON. */
  readonly file?: string | Uint8Array | object;
  /** The mode of docker-credential-one; without it there is none. */
  readonly helper?: number;
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
}

type Row = readonly [name: string, node: Case, ...found: (readonly [place: string, text: RegExp])[]];

const ROWS: readonly Row[] = [
  ['azure.json names a managed identity', { rule: azureJson, file: { useManagedIdentityExtension: true } }],
  ['azure.json in YAML', { rule: azureJson, file: 'useManagedIdentityExtension: true\n' }],
  [
    'rubbish in azure.json',
    { rule: azureJson, file: '\u0001{{' },
    ['error acr.azureJson', /is neither a JSON object nor/],
  ],
  ['azure.json names nobody', { rule: azureJson, file: {} }, ['error acr.azureJson', /has neither/]],
  [
    'azure.json names a certificate that is not there',
    { rule: azureJson, file: { aadClientId: ID, tenantId: ID, aadClientCertPath: '/no/cert.pem' } },
    ['error acr.azureJson', /client certificate file "\/no\/cert\.pem" does not exist/],
  ],
  [
    'azure.json of a Pod needs a tenant only',
    { rule: acr({ azureJson: '$DIR/f' }, { identity: 'serviceAccount' }), file: { tenantId: ID } },
  ],
  [
    'azure.json of a Pod is rubbish',
    { rule: acr({ azureJson: '$DIR/f', clientId: ID }, { identity: 'serviceAccount' }), file: '[' },
    ['error acr.azureJson', /azureJson/],
  ],
  ['a client secret', { rule: secretFile, file: 's3cret\n' }],
  [
    'a client secret of line breaks',
    { rule: secretFile, file: '\n\n' },
    ['error acr.servicePrincipal.clientSecretFile', /is empty/],
  ],
  ['a token', { rule: tokenFile, file: 'header.claims.signature' }],
  ['an empty token', { rule: tokenFile, file: '' }, ['error acr.workloadIdentity.tokenFile', /is empty/]],
  ['a certificate with its key', { rule: certificate, file: PAIR.certificate + PAIR.key }],
  [
    'a certificate with the key of another',
    { rule: certificate, file: PAIR.certificate + createClientCertificate('other').key },
    [
      'error acr.servicePrincipal.clientCertificateFile',
      /a private key that does not belong to its first certificate/,
    ],
  ],
  [
    'a certificate in DER',
    { rule: certificate, file: Uint8Array.of(0x30, 0x82, 0xff, 0xfe) },
    ['error acr.servicePrincipal.clientCertificateFile', /UTF-8|PEM/],
  ],
  [
    'a certificate without its key',
    { rule: certificate, file: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' },
    ['error acr.servicePrincipal.clientCertificateFile', /a certificate and an unencrypted private key/],
  ],
  [
    'a certificate and a key that are none',
    {
      rule: certificate,
      file: `-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
    },
    ['error acr.servicePrincipal.clientCertificateFile', /an invalid certificate/],
  ],
  ['a key of a Google service account', { rule: keyFile, file: KEY }],
  [
    'rubbish in a credential file',
    { rule: keyFile, file: 'rubbish' },
    ['error google.credentialFile', /JSON/],
  ],
  ['a credential file of no type', { rule: keyFile, file: {} }, ['error google.credentialFile', /type/]],
  [
    "a person's login",
    { rule: keyFile, file: { type: 'authorized_user' } },
    ['error google.credentialFile', /login of a person/],
  ],
  [
    'a key file whose key is a public one',
    { rule: keyFile, file: { ...KEY, private_key: publicKey } },
    ['error google.credentialFile', /expected an RSA key/],
  ],
  [
    'a key file that was cut off',
    { rule: keyFile, file: { ...KEY, private_key: privateKey.slice(0, 200) } },
    ['error google.credentialFile', /expected an RSA key/],
  ],
  ['a credential file that names a token', { rule: keyFile, file: EXTERNAL, token: 'a.b.c' }],
  [
    'a credential file that names a token that is not there',
    { rule: keyFile, file: EXTERNAL },
    ['error google.credentialFile', /subject token ".*\/token" does not exist/],
  ],
  [
    'a credential file that names an empty token',
    { rule: keyFile, file: EXTERNAL, token: '\n' },
    ['error google.credentialFile', /is empty/],
  ],
  [
    'a credential file that names a token in another form',
    {
      rule: keyFile,
      file: {
        ...EXTERNAL,
        credential_source: { file: '$DIR/token', format: { type: 'json', subject_token_field_name: 't' } },
      },
      token: 'a.b.c',
    },
    ['error google.credentialFile', /has no member "t"/],
  ],
  [
    'a profile of the shared files',
    {
      rule: ecr({ profile: 'pull' }),
      file: '[profile pull]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abcdefghijklmnop\n',
      env: { AWS_CONFIG_FILE: '$DIR/f', HOME: '$DIR' },
    },
  ],
  [
    'a profile that is not in the shared files',
    {
      rule: ecr({ profile: 'pull' }),
      file: '[profile other]\n',
      env: { AWS_CONFIG_FILE: '$DIR/f', HOME: '$DIR' },
    },
    ['error ecr.profile', /profile "pull" .*is not in the shared AWS files/],
  ],
  [
    "a profile of the node's token that is not in the shared files",
    {
      rule: {
        matchImages: ['quay.io'],
        exchange: {
          subject: { aws: { audience: 'a', region: 'eu-west-1', profile: 'pull' } },
          quay: { robot: 'team+puller' },
        },
      },
      file: '[profile other]\n',
      env: { AWS_CONFIG_FILE: '$DIR/f', HOME: '$DIR' },
    },
    ['error exchange.subject.aws.profile', /profile "pull" .*is not in the shared AWS files/],
  ],
  ...['awsSecretsManager', 'awsParameterStore', 'vault'].map((kind): Row => {
    const named = { region: 'eu-west-1', profile: 'pull' };
    const [store, field] =
      kind === 'vault'
        ? [
            {
              ...{ address: 'https://vault.example', path: 'hub', jwt: { role: 'a' } },
              subject: { aws: { audience: 'a', ...named } },
            },
            'secret.vault.subject.aws.profile',
          ]
        : [
            { [kind === 'awsParameterStore' ? 'name' : 'secretId']: 'hub', ...named },
            `secret.${kind}.profile`,
          ];
    return [
      `a profile of ${kind} that is not in the shared files`,
      {
        rule: { matchImages: ['docker.io'], secret: { [kind]: store } },
        file: '[profile other]\n',
        env: { AWS_CONFIG_FILE: '$DIR/f', HOME: '$DIR' },
      },
      [`error ${field}`, /profile "pull" .*is not in the shared AWS files/],
    ];
  }),
  [
    'a profile that refers back to itself',
    {
      rule: ecr({ profile: 'pull' }),
      file: '[profile pull]\nrole_arn = arn:aws:iam::210987654321:role/r\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::210987654321:role/r\nsource_profile = pull\n',
      env: { AWS_CONFIG_FILE: '$DIR/f', HOME: '$DIR' },
    },
    ['error ecr.profile', /source_profile/],
  ],
  [
    'a web identity whose token is not there, of the kubelet’s environment',
    {
      rule: ecr({}),
      env: {
        AWS_ROLE_ARN: 'arn:aws:iam::210987654321:role/r',
        AWS_WEB_IDENTITY_TOKEN_FILE: '$DIR/no-token',
        HOME: '$DIR',
      },
    },
    ['error ecr', /no-token" does not exist/],
  ],
  [
    'a docker config of a metadata server whose address is not valid',
    { rule: google({ metadataDockerConfig: true }), env: { GCE_METADATA_HOST: 'a/b', HOME: '$DIR' } },
    ['error google', /GCE_METADATA_HOST: expected HOST or HOST:PORT/],
  ],
  ['the instance, of which nothing is on the node', { rule: ecr({}), env: { HOME: '$DIR' } }],
  [
    'a role of another partition than the registries, of which another check tells',
    { rule: { ...ecr({ roleArn: ROLE }), matchImages: [GOV] }, env: { HOME: '$DIR' } },
  ],
  [
    'a region of STS in another partition than the registries, of which another check tells',
    { rule: { ...ecr({ region: 'cn-north-1' }), matchImages: [GOV] }, env: { HOME: '$DIR' } },
  ],
  [
    'a workload identity whose variables the kubelet has not',
    { rule: acr({ workloadIdentity: {} }), env: { HOME: '/root' } },
    ['error acr', /environment has no AZURE_CLIENT_ID/],
  ],
  [
    'a workload identity whose variables may be those of a kubelet that is not seen',
    { rule: acr({ workloadIdentity: {} }) },
    ['warning acr', /environment has no AZURE_CLIENT_ID/],
  ],
  [
    'a user name of a line break',
    {
      rule: { matchImages: ['a.example'], static: { usernameFile: '$DIR/f', password: 'p' } },
      file: '\n',
    },
    ['error static.usernameFile', /is empty/],
  ],
  [
    'a docker config with an entry for each pattern',
    { rule: docker('quay.io', 'ghcr.io/team/'), file: auths('quay.io', 'https://ghcr.io') },
  ],
  ['a docker config of keys', { rule: docker(), file: auths('quay.io') }],
  [
    'a docker config without an entry for the patterns',
    { rule: docker('quay.io', 'ghcr.io'), file: auths('nvcr.io') },
    ['error dockerConfig.path', /has no entry for an image of "quay\.io", "ghcr\.io"/],
  ],
  [
    'a docker config with an entry for one of two patterns',
    { rule: docker('quay.io', 'ghcr.io'), file: auths('quay.io') },
    ['warning dockerConfig.path', /no entry that can be used for an image of "ghcr\.io"/],
  ],
  [
    'a docker config whose passwords are in a store',
    { rule: docker('quay.io'), file: { auths: { 'quay.io': {} }, credsStore: 'desktop' } },
    ['error dockerConfig.path', /"quay\.io": its password is in the credential store "desktop"/],
  ],
  [
    'the same without patterns',
    { rule: docker(), file: { auths: { 'quay.io': {} }, credsStore: 'desktop' } },
    ['error dockerConfig.path', /credential store "desktop"/],
  ],
  [
    'a docker config of a helper',
    { rule: docker('gcr.io'), file: { credHelpers: { 'gcr.io': 'gcloud' } } },
    ['error dockerConfig.path', /credential helper "gcloud"/],
  ],
  ['a docker config of a helper that can be run', { rule: helped('quay.io'), file: HELPERS, helper: 0o755 }],
  [
    'a docker config of a store that can be run, for all patterns',
    { rule: helped('quay.io', 'ghcr.io'), file: { credsStore: 'one' }, helper: 0o755 },
  ],
  [
    'a helper that may not be executed',
    { rule: helped('quay.io'), file: HELPERS, helper: 0o644 },
    ['error dockerConfig.helpers', /docker-credential-one" is not executable \(mode 644\); run chmod 0755/],
  ],
  [
    'a helper that every user can write',
    { rule: helped(), file: HELPERS, helper: 0o757 },
    ['error dockerConfig.helpers', /is not run: every user can write ".*docker-credential-one"/],
  ],
  [
    'a helper that is not there',
    { rule: helped(), file: HELPERS },
    ['error dockerConfig.helpers', /docker-credential-one" does not exist; install it on the node/],
  ],
  [
    'a helper whose name is a path',
    { rule: helped(), file: { credHelpers: { 'quay.io': '../one' } }, helper: 0o755 },
    ['error dockerConfig.helpers', /the name "\.\.\/one" is not the end of a program's name/],
  ],
  [
    'a helper whose name is no text',
    { rule: helped(), file: { credHelpers: { 'quay.io': 7 } } },
    ['error dockerConfig.helpers', /the helper of "quay\.io" is not a string/],
  ],
  [
    'a helper for one of two patterns',
    { rule: helped('quay.io', 'ghcr.io'), file: { credHelpers: { 'quay.io': 'one' } }, helper: 0o755 },
    ['warning dockerConfig.path', /no entry that can be used for an image of "ghcr\.io"/],
  ],
  [
    'a docker config whose only key for the rule no image matches',
    { rule: docker('quay.io'), file: auths('quay.io/team:1.0') },
    [
      'error dockerConfig.path',
      /no entry that an image matches: "quay\.io\/team:1\.0" .*tag.*write "quay\.io\/team"/,
    ],
  ],
  [
    'a docker config with keys that no image matches, beside one that they do',
    { rule: docker('quay.io'), file: auths('quay.io', 'quay.io/team/*', 'quay.io/Team') },
    ['warning dockerConfig.path', /the entry "quay\.io\/team\/\*" matches no image/],
    ['warning dockerConfig.path', /the entry "quay\.io\/Team" matches no image/],
  ],
  [
    'a docker config of keys, of which no image matches one',
    { rule: docker(), file: auths('quay.io', 'nvcr.io/team:1.0') },
    ['warning dockerConfig.path', /the entry "nvcr\.io\/team:1\.0" matches no image/],
  ],
  [
    'a docker config with the keys that docker login writes',
    {
      rule: docker('docker.io', 'quay.io'),
      file: auths('https://index.docker.io/v1/', 'https://quay.io', 'quay.io/v2/'),
    },
  ],
  ...(
    [
      ['an empty password', { auth: Buffer.from('u:').toString('base64') }, /the password is empty/],
      ['a password with a line break', { username: 'u', password: 's3cret\n' }, /ends in a line break/],
      ['a user name with a colon', { username: 'u:v', password: 's3cret' }, /has a colon in it/],
      ['neither', {}, /pulls anonymously/],
      ['nothing', null, /pulls anonymously/],
    ] as const
  ).map(
    ([name, login, odd]) =>
      [
        `a docker config with an entry that has ${name}`,
        { rule: docker('quay.io'), file: { auths: { 'quay.io': login, 'ghcr.io': {} } } },
        ['warning dockerConfig.path', odd],
      ] as const,
  ),
  [
    'a docker config with auth for auths',
    { rule: docker(), file: { auth: { 'quay.io': LOGIN } } },
    ['error dockerConfig.path', /has no entry: its entries are not under "auths"; write "auths" for/],
  ],
  [
    "a Secret's manifest",
    { rule: docker('quay.io'), file: { kind: 'Secret', data: { '.dockerconfigjson': 'e30=' } } },
    ['error dockerConfig.path', /has no entry: it is a manifest of Kubernetes .kind Secret./],
  ],
  [
    'docker’s settings without a login',
    { rule: docker('quay.io'), file: { HttpHeaders: {}, currentContext: 'default' } },
    ['error dockerConfig.path', /has no entry/],
  ],
  [
    'a docker config that waits for its first login',
    { rule: docker(), file: { auths: {} } },
    ['warning dockerConfig.path', /has no entry/],
  ],
  [
    'a docker config of which one entry is unusable',
    { rule: docker(), file: { auths: { 'quay.io': LOGIN, 'ghcr.io': { auth: 'rubbish' } } } },
    ['warning dockerConfig.path', /the entry "ghcr\.io" is skipped/],
  ],
  [
    'a docker config in YAML',
    { rule: docker(), file: 'auths: {}\n' },
    ['error dockerConfig.path', /not JSON/],
  ],
  [
    'a docker config that is not there',
    { rule: docker('quay.io') },
    ['error dockerConfig.path', /does not exist/],
  ],
];

async function look(context: TestContext, { rule, file, helper, token, env }: Case, more: object = {}) {
  const folder = temporaryFolder(context);
  const fill = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll('$DIR', folder.path)) as Record<string, string>;
  if (file !== undefined) {
    const isText = typeof file === 'string' || file instanceof Uint8Array;
    folder.write('f', isText ? file : JSON.stringify(fill(file)));
  }
  if (helper !== undefined) {
    folder.write('docker-credential-one', '#!/bin/sh\nexit 9\n', helper);
  }
  if (token !== undefined) {
    folder.write('token', token);
  }
  const running = env && {
    pid: 1,
    from: undefined,
    source: undefined,
    config: undefined,
    binDir: undefined,
    tokenGate: undefined,
    release: () => undefined,
    environment: () => fill(env),
  };
  const subject = subjectOf([fill(rule)], fill(more), running);
  const found = [...(await filesAreUsable(subject)), ...dockerConfigsServe(subject)];
  return found.map(brief).map(([place, text]) => [place.replace('rules[0].', ''), text] as const);
}

describe('files that a rule names', () => {
  for (const [name, node, ...expected] of ROWS) {
    test(name, async (context) => {
      const found = await look(context, node);
      assert.deepEqual(
        found.map(([place]) => place),
        expected.map(([place]) => place),
        JSON.stringify(found),
      );
      found.forEach(([, text], index) => {
        assert.match(text, expected[index]?.[1] as RegExp);
        assert.doesNotMatch(text, /s3cret|BEGIN|abcdefghijklmnop/);
      });
    });
  }

  for (const [name, content] of [
    ['rubbish', 'rubbish'],
    ['a key', privateKey],
    ['a block without a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ] as const) {
    test(`caFile is ${name}`, async (context) => {
      const rule = { matchImages: ['a.example'], static: { username: 'u', password: 'p' } };
      const [[place, text] = [], ...further] = await look(
        context,
        { rule, file: content },
        { caFile: '$DIR/f' },
      );
      assert.deepEqual([place, further], ['error caFile', []]);
      assert.match(text ?? '', /caFile: certificate authorities/);
    });
  }
});

describe('each field that is a path', () => {
  const RULES: Readonly<Record<string, object>> = {
    'rules.acr.azureJson': azureJson,
    'rules.acr.identityBinding.caFile': {
      matchImages: ['*.azurecr.io'],
      identity: 'serviceAccount',
      acr: { identityBinding: { sniName: 'a.example', apiServer: '10.0.0.1', caFile: '$DIR/f' } },
    },
    'rules.acr.workloadIdentity.tokenFile': tokenFile,
    'rules.acr.servicePrincipal.clientSecretFile': secretFile,
    'rules.acr.servicePrincipal.clientCertificateFile': certificate,
    'rules.google.credentialFile': keyFile,
    'rules.exchange.subject.file': {
      matchImages: ['quay.io'],
      exchange: { subject: { file: '$DIR/f' }, quay: { robot: 'team+puller' } },
    },
    'rules.exchange.clientSecretFile': {
      matchImages: ['a.example'],
      identity: 'serviceAccount',
      exchange: {
        serviceAccountTokenAudience: 'a.example',
        tokenEndpoint: 'https://t.example',
        clientId: 'c',
        clientSecretFile: '$DIR/f',
        response: { username: 'u' },
      },
    },
    'rules.dockerConfig.path': docker('quay.io'),
    ...Object.fromEntries(
      Object.entries({
        azureJson: '$DIR/f',
        'servicePrincipal.clientSecretFile': {
          servicePrincipal: { clientId: ID, tenantId: ID, clientSecretFile: '$DIR/f' },
        },
        'servicePrincipal.clientCertificateFile': {
          servicePrincipal: { clientId: ID, tenantId: ID, clientCertificateFile: '$DIR/f' },
        },
        'workloadIdentity.tokenFile': {
          workloadIdentity: { clientId: ID, tenantId: ID, tokenFile: '$DIR/f' },
        },
        'identityBinding.caFile': {
          clientId: ID,
          tenantId: ID,
          identityBinding: { sniName: 'a.example', apiServer: 'b.example', caFile: '$DIR/f' },
        },
      }).map(([field, identity]) => [
        `rules.secret.azureKeyVault.${field}`,
        {
          matchImages: ['a.example'],
          ...(field.startsWith('identityBinding') && { identity: 'serviceAccount' }),
          secret: {
            azureKeyVault: {
              vault: 'team',
              name: 'hub',
              ...(typeof identity === 'string' ? { azureJson: identity } : identity),
            },
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries({
        'subject.file': { subject: { file: '$DIR/f' } },
        caFile: { caFile: '$DIR/f', serviceAccountTokenAudience: 'vault.example' },
      }).map(([field, fields]) => [
        `rules.secret.vault.${field}`,
        {
          matchImages: ['a.example'],
          ...(field === 'caFile' && { identity: 'serviceAccount' }),
          secret: {
            vault: { address: 'https://vault.example', path: 'hub', jwt: { role: 'pull' }, ...fields },
          },
        },
      ]),
    ),
    'rules.secret.googleSecretManager.credentialFile': {
      matchImages: ['a.example'],
      secret: {
        googleSecretManager: { project: 'my-project', secret: 'hub', credentialFile: '$DIR/f' },
      },
    },
    'rules.static.usernameFile': {
      matchImages: ['a.example'],
      static: { usernameFile: '$DIR/f', password: 'p' },
    },
    'rules.static.passwordFile': {
      matchImages: ['a.example'],
      static: { username: 'u', passwordFile: '$DIR/f' },
    },
  };

  test('of the schema is known here', () =>
    assert.deepEqual(
      [...FILES.keys()].map((field) => field.replace('[]', '')).sort(),
      ['caFile', ...Object.keys(RULES)].sort(),
    ));

  for (const [field, rule] of Object.entries(RULES)) {
    const place = `error ${field.replace('rules.', '')}`;
    test(`${field}: a file that is not there, and one that is empty, are found`, async (context) => {
      for (const node of [{ rule }, { rule, file: '' }, { rule, file: '\n' }]) {
        assert.deepEqual(
          (await look(context, node)).map(([where]) => where),
          [place],
        );
      }
      const [only] = subjectOf([JSON.parse(JSON.stringify(rule).replaceAll('$DIR', '/d'))]).configs;
      assert.deepEqual(
        only?.files.map(({ field: at }) => at.join('.')),
        [field.replace('rules.', 'rules.0.')],
      );
    });
  }
});

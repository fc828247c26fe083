// Credential files: what is read of them, and every one that is refused, with its place.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCredentialFile } from '../../../../src/backend/google/credential-file.ts';
import { ProviderError } from '../../../../src/errors.ts';
import fc from '../../../support/property.ts';
import { KEY_FILE, NODE, PROVIDER, PULL } from './google.ts';

const PATH = '/etc/credential.json';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';
const impersonationUrl = (email: string, host = 'iamcredentials.googleapis.com') =>
  `https://${host}/v1/projects/-/serviceAccounts/${email}:generateAccessToken`;

const EXTERNAL = {
  type: 'external_account',
  audience: PROVIDER,
  subject_token_type: JWT,
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: '/var/run/token' },
};
const AWS_SOURCE = {
  environment_id: 'aws1',
  region_url: 'http://169.254.169.254/latest/meta-data/placement/availability-zone',
  url: 'http://169.254.169.254/latest/meta-data/iam/security-credentials',
  imdsv2_session_token_url: 'http://[fd00:ec2::254]/latest/api/token',
  regional_cred_verification_url:
    'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15',
};
const IMPERSONATED = {
  type: 'impersonated_service_account',
  source_credentials: KEY_FILE,
  service_account_impersonation_url: impersonationUrl(PULL),
};

const parse = (file: unknown) => parseCredentialFile(PATH, JSON.stringify(file));

describe('what is read', () => {
  test('a service account key', () => {
    const { identity, endpoints } = parse({
      ...KEY_FILE,
      token_uri: 'https://evil.example',
      project_id: 'x',
    });
    assert.ok(identity.source.kind === 'serviceAccountKey');
    const { privateKey, ...source } = identity.source;
    assert.deepEqual(source, { kind: 'serviceAccountKey', file: PATH, email: NODE, keyId: 'key-1' });
    assert.equal(privateKey.reveal(), KEY_FILE.private_key);
    assert.equal(JSON.stringify(identity).includes('PRIVATE KEY'), false);
    assert.deepEqual(endpoints, {});
  });

  test('an external account: a file', () => {
    assert.deepEqual(parse(EXTERNAL), {
      identity: {
        source: {
          kind: 'federation',
          audience: { kind: 'name', name: PROVIDER },
          subject: { kind: 'file', tokenType: JWT, path: '/var/run/token', field: undefined },
        },
        impersonate: [],
        lifetimeSeconds: 3600,
      },
      endpoints: { sts: 'https://sts.googleapis.com' },
    });
  });

  test('an external account: a URL, its headers and the member with the token; whom it acts as, and for how long', () => {
    const { identity, endpoints } = parse({
      ...EXTERNAL,
      token_url: undefined,
      credential_source: {
        url: 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x',
        headers: { Metadata: 'True' },
        format: { type: 'json', subject_token_field_name: 'access_token' },
      },
      service_account_impersonation_url: impersonationUrl(PULL, 'iamcredentials.us-east1.rep.googleapis.com'),
      service_account_impersonation: { token_lifetime_seconds: 600 },
    });
    assert.deepEqual(identity.source.kind === 'federation' && identity.source.subject, {
      kind: 'url',
      tokenType: JWT,
      url: 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x',
      headers: { Metadata: 'True' },
      field: 'access_token',
    });
    assert.deepEqual([identity.impersonate, identity.lifetimeSeconds], [[PULL], 600]);
    assert.deepEqual(endpoints, { iamCredentials: 'https://iamcredentials.us-east1.rep.googleapis.com' });
  });

  test('an external account: AWS', () => {
    const { identity } = parse({ ...EXTERNAL, credential_source: AWS_SOURCE });
    assert.deepEqual(identity.source.kind === 'federation' && identity.source.subject, {
      kind: 'aws',
      tokenType: JWT,
      source: AWS_SOURCE,
    });
  });

  test('an account that another one acts as, through delegates', () => {
    const delegates = [
      'projects/-/serviceAccounts/a@b.iam.gserviceaccount.com',
      'c@d.iam.gserviceaccount.com',
    ];
    const { identity } = parse({ ...IMPERSONATED, delegates });
    assert.equal(identity.source.kind, 'serviceAccountKey');
    assert.deepEqual(identity.impersonate, [
      'a@b.iam.gserviceaccount.com',
      'c@d.iam.gserviceaccount.com',
      PULL,
    ]);
  });

  for (const host of [
    'sts.googleapis.com',
    'sts.mtls.googleapis.com',
    'us-east1-sts.googleapis.com',
    'us-east1.sts.googleapis.com',
    'sts.us-east1.rep.googleapis.com',
    'sts-company.p.googleapis.com',
  ]) {
    test(`a token may be sent to ${host}`, () => {
      const { endpoints } = parse({ ...EXTERNAL, token_url: `https://${host}/v1/token` });
      assert.deepEqual(endpoints, { sts: `https://${host}` });
    });
  }
});

const source = (credential_source: unknown) => ({ ...EXTERNAL, credential_source });
const ELSEWHERE = 'expected sts of googleapis.com over https, to which a token may be sent';

const REFUSED: readonly (readonly [what: string, file: unknown, line: string])[] = [
  ['a list', [], 'it is not a JSON object'],
  ['text', 'canary', 'it is not a JSON object'],
  [
    'no type',
    {},
    'type: expected service_account, external_account or impersonated_service_account, got none',
  ],
  [
    'another type',
    { type: 'gdch_service_account' },
    'type: expected service_account, external_account or impersonated_service_account, got "gdch_service_account"',
  ],
  [
    'a person',
    { type: 'authorized_user', refresh_token: 'canary' },
    'type: authorized_user is the login of a person, not an identity for a node',
  ],
  [
    'a person of a workforce',
    { type: 'external_account_authorized_user' },
    'type: external_account_authorized_user is the login of a person, not an identity for a node',
  ],
  [
    'another universe',
    { ...KEY_FILE, universe_domain: 'evil.example' },
    'universe_domain: only the universe googleapis.com is supported',
  ],
  ['a key without an account', { ...KEY_FILE, client_email: undefined }, 'client_email: is missing'],
  [
    'an account that is none',
    { ...KEY_FILE, client_email: 'canary@evil.example' },
    "client_email: expected a Google service account's address",
  ],
  ['a key without a key', { ...KEY_FILE, private_key: '' }, 'private_key: expected text'],
  ['an id that is a number', { ...KEY_FILE, private_key_id: 5 }, 'private_key_id: expected text'],
  ['no audience', { ...EXTERNAL, audience: undefined }, 'audience: is missing'],
  [
    'a workforce pool',
    { ...EXTERNAL, audience: '//iam.googleapis.com/locations/global/workforcePools/p/providers/x' },
    "audience: expected the full resource name of a workload identity pool's provider",
  ],
  [
    'an audience with more after it',
    { ...EXTERNAL, audience: `${PROVIDER}/x` },
    "audience: expected the full resource name of a workload identity pool's provider",
  ],
  ['no token type', { ...EXTERNAL, subject_token_type: undefined }, 'subject_token_type: is missing'],
  ['STS elsewhere', { ...EXTERNAL, token_url: 'https://evil.example/v1/token' }, `token_url: ${ELSEWHERE}`],
  [
    'STS over http',
    { ...EXTERNAL, token_url: 'http://sts.googleapis.com/v1/token' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'STS lookalike',
    { ...EXTERNAL, token_url: 'https://sts.googleapis.com.evil.example/v1/token' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'STS lookalike without a dot',
    { ...EXTERNAL, token_url: 'https://evilsts.googleapis.com/v1/token' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'another service of Google',
    { ...EXTERNAL, token_url: 'https://storage.googleapis.com/v1/token' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'STS with a port',
    { ...EXTERNAL, token_url: 'https://sts.googleapis.com:8443/v1/token' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'STS with a user',
    { ...EXTERNAL, token_url: 'https://sts.googleapis.com@evil.example/v1/token' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'STS with another path',
    { ...EXTERNAL, token_url: 'https://sts.googleapis.com/v1/other' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'STS with a query',
    { ...EXTERNAL, token_url: 'https://sts.googleapis.com/v1/token?x' },
    `token_url: ${ELSEWHERE}`,
  ],
  [
    'impersonation elsewhere',
    { ...EXTERNAL, service_account_impersonation_url: impersonationUrl(PULL, 'evil.example') },
    'service_account_impersonation_url: expected iamcredentials of googleapis.com over https, to which a token may be sent',
  ],
  [
    'impersonation of another form',
    { ...EXTERNAL, service_account_impersonation_url: 'https://iamcredentials.googleapis.com/v1/x' },
    'service_account_impersonation_url: expected iamcredentials of googleapis.com over https, to which a token may be sent',
  ],
  [
    'impersonation of nobody',
    { ...EXTERNAL, service_account_impersonation_url: impersonationUrl('evil?x') },
    "service_account_impersonation_url: expected a Google service account's address in it",
  ],
  [
    'too long a life',
    { ...EXTERNAL, service_account_impersonation: { token_lifetime_seconds: 43_201 } },
    'service_account_impersonation.token_lifetime_seconds: expected 600 to 43200',
  ],
  [
    'a life in words',
    { ...EXTERNAL, service_account_impersonation: { token_lifetime_seconds: 'long' } },
    'service_account_impersonation.token_lifetime_seconds: expected 600 to 43200',
  ],
  [
    'a key that would act as another account',
    { ...KEY_FILE, service_account_impersonation_url: impersonationUrl(PULL) },
    'service_account_impersonation_url: names an identity in a field that is not read in a file of type service_account',
  ],
  [
    'a key with delegates',
    { ...KEY_FILE, delegates: [PULL] },
    'delegates: names an identity in a field that is not read in a file of type service_account',
  ],
  [
    'a key beside a federated identity',
    { ...EXTERNAL, private_key: 'canary' },
    'private_key: names an identity in a field that is not read in a file of type external_account',
  ],
  [
    'a federated identity beside an impersonated one',
    { ...IMPERSONATED, credential_source: { file: '/a' } },
    'credential_source: names an identity in a field that is not read in a file of type impersonated_service_account',
  ],
  [
    'impersonation under a name in another spelling',
    { ...EXTERNAL, serviceAccountImpersonationUrl: impersonationUrl(PULL) },
    'serviceAccountImpersonationUrl: is not a known field; did you mean service_account_impersonation_url',
  ],
  [
    'impersonation under a name in another case',
    { ...EXTERNAL, Service_Account_Impersonation_URL: impersonationUrl(PULL) },
    'Service_Account_Impersonation_URL: is not a known field; did you mean service_account_impersonation_url',
  ],
  [
    'another universe under a name in another case',
    { ...KEY_FILE, universeDomain: 'evil.example' },
    'universeDomain: is not a known field; did you mean universe_domain',
  ],
  [
    'headers under a name in another case',
    source({ url: 'https://a.example', Headers: { a: 'canary' } }),
    'credential_source.Headers: is not a known field; did you mean headers',
  ],
  [
    'a project of a workforce',
    { ...EXTERNAL, workforce_pool_user_project: '1' },
    'workforce_pool_user_project: belongs to a workforce pool, whose logins are of persons, not identities for a node',
  ],
  [
    'a client that authenticates itself',
    { ...EXTERNAL, client_id: 'a', client_secret: 'canary' },
    'client_id: authenticates a client at STS, which is not supported',
  ],
  [
    'the secret of a client without its id',
    { ...EXTERNAL, client_secret: 'canary' },
    'client_secret: authenticates a client at STS, which is not supported',
  ],
  [
    'a file beside AWS',
    source({ ...AWS_SOURCE, file: '/a' }),
    'credential_source.file: is not allowed together with environment_id, which makes AWS the source',
  ],
  [
    'AWS without its environment_id',
    source({ ...AWS_SOURCE, environment_id: undefined }),
    'credential_source.region_url: belongs to an AWS source, but environment_id is missing',
  ],
  [
    'headers for a file',
    source({ file: '/a', headers: { a: 'canary' } }),
    'credential_source.headers: belongs to a url, but the source is a file',
  ],
  [
    'impersonation of nothing',
    { ...EXTERNAL, service_account_impersonation_url: null },
    'service_account_impersonation_url: expected text',
  ],
  [
    'impersonation of empty text',
    { ...EXTERNAL, service_account_impersonation_url: '' },
    'service_account_impersonation_url: expected text',
  ],
  ['no source', source(undefined), 'credential_source: is missing'],
  ['a source that is text', source('canary'), 'credential_source: expected an object'],
  ['an empty source', source({}), 'credential_source: expected exactly one of file, url and environment_id'],
  [
    'two sources',
    source({ file: '/a', url: 'https://a.example' }),
    'credential_source: expected exactly one of file, url and environment_id',
  ],
  [
    'an executable',
    source({ executable: { command: '/bin/canary' } }),
    "credential_source.executable: an executable source is not supported: it would not end with the pull's deadline",
  ],
  [
    'a certificate',
    source({ certificate: {} }),
    'credential_source.certificate: a client certificate is not supported as a source',
  ],
  ['a relative path', source({ file: 'token' }), 'credential_source.file: expected an absolute path'],
  [
    'another format',
    source({ file: '/a', format: { type: 'xml' } }),
    'credential_source.format.type: expected text or json',
  ],
  [
    'JSON without a member',
    source({ file: '/a', format: { type: 'json' } }),
    'credential_source.format.subject_token_field_name: is missing',
  ],
  [
    'http to anywhere',
    source({ url: 'http://canary.example/token' }),
    'credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  [
    'http to a lookalike',
    source({ url: 'http://169.254.169.254.evil.example/token' }),
    'credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  [
    'no URL',
    source({ url: 'canary' }),
    'credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  [
    'a password in a URL',
    source({ url: 'https://u:canary@a.example/' }),
    'credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  [
    'a file URL',
    source({ url: 'file:///etc/shadow' }),
    'credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  [
    'a header that ends a line',
    source({ url: 'https://a.example', headers: { a: 'b\r\nc: d' } }),
    'credential_source.headers: expected names and values of HTTP headers',
  ],
  [
    'a header without a name',
    source({ url: 'https://a.example', headers: { '': 'b' } }),
    'credential_source.headers: expected names and values of HTTP headers',
  ],
  [
    'AWS of another version',
    source({ ...AWS_SOURCE, environment_id: 'aws2' }),
    'credential_source.environment_id: expected aws1',
  ],
  [
    'AWS elsewhere',
    source({ ...AWS_SOURCE, regional_cred_verification_url: 'https://evil.example?x' }),
    "credential_source.regional_cred_verification_url: expected GetCallerIdentity of AWS's STS",
  ],
  [
    'AWS metadata elsewhere',
    source({ ...AWS_SOURCE, url: 'http://evil.example/' }),
    'credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  [
    'impersonation without whom',
    { ...IMPERSONATED, service_account_impersonation_url: undefined },
    'service_account_impersonation_url: is missing',
  ],
  [
    'impersonation from nothing',
    { ...IMPERSONATED, source_credentials: undefined },
    'source_credentials: is missing',
  ],
  [
    'impersonation of impersonation',
    { ...IMPERSONATED, source_credentials: IMPERSONATED },
    'source_credentials.type: expected service_account or external_account',
  ],
  [
    'impersonation by a person',
    { ...IMPERSONATED, source_credentials: { type: 'authorized_user' } },
    'source_credentials.type: authorized_user is the login of a person, not an identity for a node',
  ],
  [
    'a place within a place',
    { ...IMPERSONATED, source_credentials: source({ url: 'canary' }) },
    'source_credentials.credential_source.url: expected an https URL, or http on loopback or at a link-local address',
  ],
  ...[{ toString: 'x' }, [[PULL]], 7, null].map((delegate): (typeof REFUSED)[number] => [
    `a delegate that is ${JSON.stringify(delegate)}`,
    { ...IMPERSONATED, delegates: [delegate] },
    "delegates: expected Google service accounts' addresses",
  ]),
  ['delegates that are text', { ...IMPERSONATED, delegates: 'a' }, 'delegates: expected a list'],
  [
    'a delegate that is none',
    { ...IMPERSONATED, delegates: ['../x'] },
    "delegates: expected Google service accounts' addresses",
  ],
];

describe('what is refused', () => {
  for (const [what, file, line] of REFUSED) {
    test(what, () => {
      assert.throws(
        () => parse(file),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.equal(error.code, 'IDENTITY_UNAVAILABLE');
          assert.equal(error.message, `credentialFile "${PATH}": ${line}`);
          assert.doesNotMatch(`${error.message}${error.hint}`, /canary/);
          return true;
        },
      );
    });
  }

  test('what is not JSON, without a word of it', () => {
    for (const text of ['', 'canary', '{"private_key": canary}']) {
      assert.throws(
        () => parseCredentialFile(PATH, text),
        (error: Error) => {
          assert.match(
            error.message,
            /: the file is (?:empty|not JSON \(line 1, column \d+: expected a value\))$/,
          );
          assert.doesNotMatch(error.message, /canary/);
          assert.equal(error.cause, undefined);
          return true;
        },
      );
    }
  });

  test('anything: an identity or one line, nothing else', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.constant('service_account'),
      fc.constant(PULL),
      fc.integer(),
      fc.constant(null),
    );
    const name = fc.constantFrom(
      ...Object.keys({ ...KEY_FILE, ...EXTERNAL, ...IMPERSONATED, ...AWS_SOURCE }),
      'file',
      'url',
      'format',
      'headers',
      'delegates',
      '__proto__',
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(name, tie('any'), { maxKeys: 6 }),
      ),
    })).any;
    const base = fc.constantFrom<object>(
      KEY_FILE,
      EXTERNAL,
      IMPERSONATED,
      source(AWS_SOURCE),
      source({ url: 'https://a.example' }),
    );
    fc.assert(
      fc.property(base, fc.dictionary(name, value, { maxKeys: 3 }), (file, changes) => {
        try {
          assert.ok(parse({ ...file, ...changes }).identity.source.kind);
        } catch (error) {
          assert.ok(error instanceof ProviderError, String(error));
          assert.equal(error.code, 'IDENTITY_UNAVAILABLE');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

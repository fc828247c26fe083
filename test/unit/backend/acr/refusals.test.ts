// Each refusal that Azure's services document, in their own form, and what goes wrong below it: one line, its code, who
// was refused, and no secret.

import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { REFUSALS } from '../../../../src/backend/acr/refusals.ts';
import { type ErrorCode, formatError, ProviderError } from '../../../../src/errors.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { json } from '../../../clouds/service.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  type Asking,
  ask,
  BINDING_AUDIENCE,
  LOGIN_SERVER,
  OTHER_TENANT,
  SECRET,
  SNI_NAME,
  startAcrCloud,
  TENANT,
  tokenOf,
} from './cloud.ts';

const CANARY = 'cAnArY7f3a9';
const folder = temporaryFolder({ after });
const cloud = await startAcrCloud({ after });
const { azure, ids, identityBinding } = cloud;
const { imds, entra, acr, 'identity-binding': aks } = azure.services;

beforeEach(() => {
  for (const service of Object.values(azure.services)) service.behave();
  azure.journal.clear();
});

const serviceAccount: Asking = {
  rule: { identity: 'serviceAccount' },
  token: tokenOf(),
  acr: { clientId: ids.application, tenantId: TENANT },
};

const bound: Asking = {
  rule: { identity: 'serviceAccount' },
  token: tokenOf({ audience: BINDING_AUDIENCE }),
  acr: { clientId: ids.bound, identityBinding },
};

async function refusalOf(asking: Asking): Promise<ProviderError> {
  const { credentials } = ask(cloud, asking);
  const error = await credentials.then(
    () => assert.fail('there was a credential'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String((error as Error).stack));
  const line = formatError(error);
  assert.match(line, /^rule "team": acr: /);
  for (const secret of [SECRET, CANARY, String(asking.token)]) assert.ok(!line.includes(secret), line);
  return error;
}

const refuses = (error: ProviderError, code: ErrorCode, text: RegExp): void => {
  assert.equal(error.code, code, formatError(error));
  assert.match(formatError(error), text);
};

const answer = (status: number, body: object): Misbehaviour => ({
  kind: 'answer',
  answer: json(status, body),
});

describe('by the codes of the table', () => {
  for (const { service, code, means, why, hint } of REFUSALS) {
    test(`${service}: ${code}`, async () => {
      let asking = serviceAccount;
      if (service === 'IMDS') {
        asking = {};
        const [error, description] = /^[a-z_0-9]+$/.test(code)
          ? [code, CANARY]
          : ['invalid_request', `${code}. ${CANARY}`];
        imds.misbehave(answer(400, { error, error_description: description }));
      } else if (service === 'Entra') {
        entra.misbehave({
          ...answer(400, {
            error: 'invalid_client',
            error_description: `${code}: ${CANARY} Trace ID: 1`,
            error_codes: [Number(code.slice(6))],
            trace_id: '0d0a0f0e-1111-4222-8333-444444444444',
          }),
          path: `/${TENANT}/oauth2/v2.0/token`,
        });
      } else if (service === 'AKS') {
        asking = bound;
        aks.misbehave(
          /^\d+$/.test(code)
            ? { kind: 'refusing', status: Number(code), code: 'Reason', message: CANARY }
            : answer(400, { error: 'invalid_client', error_description: `${code}: ${CANARY}` }),
        );
      } else {
        const [word, message] =
          code === 'client with IP'
            ? [
                'DENIED',
                "client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall",
              ]
            : [code, CANARY];
        acr.misbehave({
          ...answer(403, { errors: [{ code: word, message, detail: CANARY }] }),
          path: '/oauth2/exchange',
        });
      }
      const error = await refusalOf(asking);
      assert.equal(error.code, means);
      assert.equal(error.hint, hint);
      assert.ok(error.message.includes(why), error.message);
      assert.ok(error.message.includes(code), error.message);
      const who = {
        IMDS: 'the system-assigned managed identity (IMDS)',
        AKS: `client ${ids.bound} by identity binding (service account team-a/puller)`,
      }[service];
      assert.ok(error.message.includes(who ?? `client ${ids.application}`), error.message);
    });
  }
});

const WRONG: readonly (readonly [name: string, asking: Asking, code: ErrorCode, text: RegExp])[] = [
  [
    'a managed identity that the machine has not',
    { acr: { managedIdentity: { clientId: ids.application } } },
    'IDENTITY_UNAVAILABLE',
    new RegExp(
      `for the managed identity with client id ${ids.application} \\(IMDS\\): the machine has no such`,
    ),
  ],
  [
    'a managed identity without a role at the registry',
    { acr: { managedIdentity: { clientId: ids.stranger } } },
    'BACKEND_DENIED',
    /token exchange at .*the registry denied access to this identity \(UNAUTHORIZED, status 401\); assign the identity the role AcrPull/,
  ],
  [
    'a token of another subject',
    { ...serviceAccount, token: tokenOf({ name: 'other' }) },
    'BACKEND_DENIED',
    new RegExp(
      `for client ${ids.application} of tenant ${TENANT} \\(service account team-a/other\\): .*AADSTS700213`,
    ),
  ],
  [
    'a token for another audience',
    { ...serviceAccount, token: tokenOf({ audience: 'other' }) },
    'BACKEND_DENIED',
    /\(AADSTS700212, status 401\): "issuer https:\/\/eastus[^"]+, subject system:serviceaccount:team-a:puller, audience other, trace [-0-9a-f]{36}"/,
  ],
  [
    'a token of another issuer',
    { ...serviceAccount, token: tokenOf({ issuer: 'https://other.example' }) },
    'BACKEND_DENIED',
    /700211/,
  ],
  [
    'a token that has expired',
    { ...serviceAccount, token: tokenOf({ now: new Date(Date.now() - 7_200_000) }) },
    'BACKEND_DENIED',
    /AADSTS700024/,
  ],
  [
    'an application of another tenant',
    { ...serviceAccount, acr: { clientId: ids.application, tenantId: OTHER_TENANT } },
    'BACKEND_NOT_FOUND',
    /AADSTS700016.*correct the client id or the tenant/,
  ],
  [
    'a tenant that is not there',
    { ...serviceAccount, acr: { clientId: ids.application, tenantId: 'nowhere.example' } },
    'BACKEND_NOT_FOUND',
    /AADSTS90002/,
  ],
  [
    'a wrong secret',
    {
      acr: {
        servicePrincipal: {
          clientId: ids.application,
          tenantId: TENANT,
          clientSecretFile: folder.write('wrong', CANARY),
        },
      },
    },
    'BACKEND_DENIED',
    /AADSTS7000215.*the secret's value, not its ID/,
  ],
  [
    'a resource that is not there, for a managed identity',
    { acr: { managedIdentity: {}, cloud: { resource: 'https://nowhere.example' } } },
    'BACKEND_NOT_FOUND',
    /\(invalid_resource, status 400\); correct acr\.cloud\.resource/,
  ],
  [
    'a resource that is not there, for an application',
    { ...serviceAccount, acr: { ...serviceAccount.acr, cloud: { resource: 'https://nowhere.example' } } },
    'BACKEND_NOT_FOUND',
    /AADSTS500011, status 400/,
  ],
  [
    'an empty secret file',
    {
      acr: {
        servicePrincipal: {
          clientId: ids.application,
          tenantId: TENANT,
          clientSecretFile: folder.write('empty', '\n'),
        },
      },
    },
    'SECRET_INVALID',
    /client secret file ".*empty" is empty/,
  ],
  [
    'a certificate that is none',
    {
      acr: {
        servicePrincipal: {
          clientId: ids.application,
          tenantId: TENANT,
          clientCertificateFile: folder.write('none.pem', CANARY),
        },
      },
    },
    'SECRET_INVALID',
    /openssl pkcs12/,
  ],
  [
    'a certificate whose key is torn',
    {
      acr: {
        servicePrincipal: {
          clientId: ids.application,
          tenantId: TENANT,
          clientCertificateFile: folder.write(
            'torn.pem',
            `-----BEGIN CERTIFICATE-----\n${CANARY}\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n${CANARY}\n`,
          ),
        },
      },
    },
    'IDENTITY_UNAVAILABLE',
    /torn\.pem" has an invalid certificate; write the file again/,
  ],
  [
    'an identity that is not bound to the cluster',
    { ...bound, acr: { ...bound.acr, clientId: ids.user } },
    'BACKEND_DENIED',
    new RegExp(
      `identity binding token at ${SNI_NAME} for client ${ids.user} by identity binding .*may not use this managed identity \\(status 403\\): "issuer https:[^"]*, subject system:serviceaccount:team-a:puller, audience api://AKSIdentityBinding"; create the identity binding`,
    ),
  ],
  [
    'a service account that may not use the bound identity',
    { ...bound, token: tokenOf({ audience: BINDING_AUDIENCE, name: 'other' }) },
    'BACKEND_DENIED',
    /\(service account team-a\/other\): .*\(status 403\): .*subject system:serviceaccount:team-a:other/,
  ],
  [
    'a token of another cluster for an identity binding',
    { ...bound, token: tokenOf({ audience: BINDING_AUDIENCE, issuer: 'https://other.example' }) },
    'BACKEND_DENIED',
    /\(status 401\): "issuer https:\/\/other\.example/,
  ],
  [
    'an identity binding token that has expired',
    { ...bound, token: tokenOf({ audience: BINDING_AUDIENCE, now: new Date(Date.now() - 7_200_000) }) },
    'BACKEND_DENIED',
    /does not accept the service account token \(status 401\)/,
  ],
  [
    'a resource that is not there, for an identity binding',
    { ...bound, acr: { ...bound.acr, cloud: { resource: 'https://nowhere.example' } } },
    'BACKEND_NOT_FOUND',
    /AADSTS500011, status 400/,
  ],
  [
    'another name for an identity binding',
    { ...bound, acr: { ...bound.acr, identityBinding: { ...identityBinding, sniName: 'other.example' } } },
    'BACKEND_NOT_FOUND',
    /identity binding token at other\.example .*under this name \(status 404\).*; correct acr\.identityBinding\.sniName/,
  ],
  [
    'an API server that another authority vouches for',
    { ...bound, acr: { ...bound.acr, identityBinding: { ...identityBinding, caFile: cloud.caFile } } },
    'TLS_FAILED',
    /^.*identity binding token: the certificate of 0123456789abcdef\.identity-binding\.example \(at localhost:\d+\) was issued by an authority that this node does not trust, "cluster" .*only the authorities of acr\.identityBinding\.caFile are trusted for it/,
  ],
  [
    'an API server that is not there',
    { ...bound, acr: { ...bound.acr, identityBinding: { ...identityBinding, apiServer: '127.0.0.1:1' } } },
    'NETWORK_FAILED',
    /identity-binding\.example \(at 127\.0\.0\.1:1\) refused the connection \(ECONNREFUSED\), tried 3 times; check that this node can reach it/,
  ],
  [
    'a file of authorities that is not there',
    { ...bound, acr: { ...bound.acr, identityBinding: { ...identityBinding, caFile: '/nowhere/ca.crt' } } },
    'FILE_UNREADABLE',
    /acr\.identityBinding\.caFile: certificate authorities "\/nowhere\/ca\.crt" does not exist/,
  ],
  [
    'a file of authorities with none in it',
    {
      ...bound,
      acr: {
        ...bound.acr,
        identityBinding: { ...identityBinding, caFile: folder.write('empty.crt', CANARY) },
      },
    },
    'FILE_UNREADABLE',
    /acr\.identityBinding\.caFile: certificate authorities ".*empty\.crt": not PEM text/,
  ],
  [
    'a token file that is not there',
    {
      acr: { workloadIdentity: { clientId: ids.application, tenantId: TENANT, tokenFile: '/nowhere/token' } },
    },
    'FILE_UNREADABLE',
    /token file "\/nowhere\/token" does not exist/,
  ],
];

describe('what is wrong with who asks', () => {
  for (const [name, asking, code, text] of WRONG) {
    test(name, async () => {
      const error = await refusalOf(asking);
      refuses(error, code, text);
    });
  }
});

type Service = 'imds' | 'entra' | 'identity binding' | 'acr challenge' | 'acr exchange';

const BELOW: readonly (readonly [
  misbehaviour: Misbehaviour,
  code: ErrorCode | Partial<Record<Service, ErrorCode>>,
  text: RegExp,
])[] = [
  [{ kind: 'throttled', retryAfter: '7' }, 'BACKEND_THROTTLED', /too many requests .*429/],
  [{ kind: 'failing', status: 503 }, 'BACKEND_UNAVAILABLE', /503/],
  [{ kind: 'torn' }, 'RESPONSE_INVALID', /broke off|ended|torn|before/i],
  [{ kind: 'oversized' }, 'RESPONSE_INVALID', /larger|1048576/],
  [
    { kind: 'redirecting', to: 'https://elsewhere.example/' },
    {
      imds: 'RESPONSE_INVALID',
      entra: 'RESPONSE_INVALID',
      'identity binding': 'RESPONSE_INVALID',
      'acr exchange': 'RESPONSE_INVALID',
      'acr challenge': 'RESPONSE_INVALID',
    },
    /redirect/,
  ],
  [
    { kind: 'page' },
    {
      imds: 'RESPONSE_INVALID',
      entra: 'RESPONSE_INVALID',
      'identity binding': 'RESPONSE_INVALID',
      'acr exchange': 'RESPONSE_INVALID',
    },
    /not with a JSON object/,
  ],
  [
    { kind: 'empty' },
    {
      imds: 'RESPONSE_INVALID',
      entra: 'RESPONSE_INVALID',
      'identity binding': 'RESPONSE_INVALID',
      'acr exchange': 'RESPONSE_INVALID',
    },
    /not with a JSON object/,
  ],
  [{ kind: 'reset' }, 'NETWORK_FAILED', /reset|closed|ended/],
  [
    { kind: 'changed', members: { access_token: undefined, refresh_token: undefined } },
    {
      imds: 'RESPONSE_INVALID',
      entra: 'RESPONSE_INVALID',
      'identity binding': 'RESPONSE_INVALID',
      'acr exchange': 'RESPONSE_INVALID',
    },
    /invalid response \(status 200, \d+ bytes\)|returned no valid (?:refresh|access) token/,
  ],
];

const PLACES: Readonly<Record<Service, (misbehaviour: Misbehaviour) => Asking>> = {
  imds: (misbehaviour) => {
    imds.misbehave(misbehaviour);
    return {};
  },
  entra: (misbehaviour) => {
    entra.misbehave({ ...misbehaviour, path: `/${TENANT}/oauth2/v2.0/token` });
    return serviceAccount;
  },
  'identity binding': (misbehaviour) => {
    aks.misbehave(misbehaviour);
    return bound;
  },
  'acr challenge': (misbehaviour) => {
    acr.misbehave({ ...misbehaviour, path: '/v2/' });
    return serviceAccount;
  },
  'acr exchange': (misbehaviour) => {
    acr.misbehave({ ...misbehaviour, path: '/oauth2/exchange' });
    return serviceAccount;
  },
};

for (const [place, prepare] of Object.entries(PLACES) as [Service, (m: Misbehaviour) => Asking][]) {
  describe(place, () => {
    for (const [misbehaviour, codes, text] of BELOW) {
      const code = typeof codes === 'string' ? codes : codes[place];
      if (code === undefined) continue;
      test(misbehaviour.kind, async () => {
        const error = await refusalOf(prepare(misbehaviour));
        refuses(error, code, text);
      });
    }
  });
}

test('an oversized answer without its length, a wrong content type: the true answer counts', async () => {
  acr.misbehave({ kind: 'wrongContentType', path: '/oauth2/exchange' });
  assert.equal((await ask(cloud, serviceAccount).credentials)?.entries.length, 1);
});

const TOKENS: readonly (readonly [name: string, token: unknown, text: RegExp])[] = [
  ['no JWT', CANARY, /returned no valid refresh token/],
  ['a JWT whose claims are no JSON', `e30.${CANARY}.e30`, /without an expiry time/],
  ['without exp', 'e30.e30.e30', /without an expiry time/],
  [
    'exp as text',
    `e30.${Buffer.from('{"exp":"9999999999"}').toString('base64url')}.e30`,
    /without an expiry time/,
  ],
  [
    'exp beyond all time',
    `e30.${Buffer.from('{"exp":1e300}').toString('base64url')}.e30`,
    /without an expiry time/,
  ],
  [
    'expired',
    `e30.${Buffer.from('{"exp":1}').toString('base64url')}.e30`,
    /has already expired; check the node's clock/,
  ],
  ['a number', 7, /returned no valid refresh token/],
];

describe("the registry's refresh token", () => {
  for (const [name, token, text] of TOKENS) {
    test(name, async () => {
      acr.misbehave({ kind: 'changed', members: { refresh_token: token }, path: '/oauth2/exchange' });
      refuses(await refusalOf(serviceAccount), 'RESPONSE_INVALID', text);
    });
  }
});

const CHALLENGES: readonly (readonly [name: string, header: string, text: RegExp | undefined])[] = [
  [
    'the usual one',
    `Bearer realm="https://${LOGIN_SERVER}/oauth2/token",service="${LOGIN_SERVER}"`,
    undefined,
  ],
  [
    'odd spacing and case, several challenges, escapes',
    `Negotiate , BASIC realm="x, y=\\"z",bEARER  Realm = "https://${LOGIN_SERVER}/oauth2\\/token" ,, SERVICE="${LOGIN_SERVER}"`,
    undefined,
  ],
  [
    'the default port, named',
    `Bearer realm="https://${LOGIN_SERVER}:443/x",service="${LOGIN_SERVER}"`,
    undefined,
  ],
  [
    'another host',
    `Bearer realm="https://evil.example/oauth2/token",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'a lookalike',
    `Bearer realm="https://${LOGIN_SERVER}.evil.example/",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'another port',
    `Bearer realm="https://${LOGIN_SERVER}:8443/",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'http',
    `Bearer realm="http://${LOGIN_SERVER}/oauth2/token",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'user information',
    `Bearer realm="https://a:b@${LOGIN_SERVER}/",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'a host as user information',
    `Bearer realm="https://${LOGIN_SERVER}@evil.example/",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'no URL',
    `Bearer realm="${CANARY}",service="${LOGIN_SERVER}"`,
    /realm is not an https URL of the login server/,
  ],
  [
    'another service',
    `Bearer realm="https://${LOGIN_SERVER}/oauth2/token",service="other.azurecr.io"`,
    /for another registry/,
  ],
  ['no service', `Bearer realm="https://${LOGIN_SERVER}/oauth2/token"`, /without a Bearer realm and service/],
  ['Basic alone', 'Basic realm="x"', /without a Bearer realm and service/],
  ['a string without its end', 'Bearer realm="https://', /invalid WWW-Authenticate header/],
  [
    'a parameter twice',
    `Bearer realm="a",realm="b",service="${LOGIN_SERVER}"`,
    /invalid WWW-Authenticate header/,
  ],
  ['nothing', ',,', /without a Bearer realm and service/],
];

describe("the registry's challenge", () => {
  for (const [name, header, text] of CHALLENGES) {
    test(name, async () => {
      acr.misbehave({
        kind: 'answer',
        answer: { status: 401, headers: { 'www-authenticate': header } },
        path: '/v2/',
      });
      if (text === undefined) {
        assert.equal((await ask(cloud, serviceAccount).credentials)?.entries.length, 1);
        return;
      }
      refuses(await refusalOf(serviceAccount), 'RESPONSE_INVALID', text);
      assert.ok(!azure.requests.some(({ path }) => path === '/oauth2/exchange'), 'no token was sent');
    });
  }
});

test('both fail: the token is told of, and nothing is waited for', async () => {
  imds.misbehave(answer(400, { error: 'invalid_request', error_description: 'Identity not found' }));
  acr.misbehave({ kind: 'blackHole' });
  refuses(await refusalOf({}), 'IDENTITY_UNAVAILABLE', /the machine has no such managed identity/);
});

test('a closed port in place of the metadata service says who else could ask', async () => {
  imds.misbehave({ kind: 'reset' });
  refuses(await refusalOf({}), 'NETWORK_FAILED', /acr\.workloadIdentity or acr\.servicePrincipal/);
});

test('the deadline reaches what is asked', async () => {
  entra.misbehave({ kind: 'blackHole' });
  const controller = new AbortController();
  const over = new ProviderError('over', { code: 'DEADLINE_EXCEEDED' });
  const { credentials } = ask(cloud, { ...serviceAccount, signal: controller.signal });
  setTimeout(() => controller.abort(over), 50);
  await assert.rejects(credentials, over);
});

const HOSTS = [
  'teamregistry.azurecr.io.evil.example',
  'evil.example',
  'teamregistry.azurecr.io:8443',
  'teamregistry.azurecr.de',
];
for (const host of HOSTS) {
  test(`${host}: refused without a request`, async () => {
    const error = await refusalOf({ image: `${host}/app` });
    assert.equal(error.code, 'HOST_REFUSED');
    assert.deepEqual(azure.requests, []);
  });
}

describe('a metadata service that gives a token of another identity than was asked for', () => {
  const another = { managedIdentity: { clientId: ids.user } };

  test('is not taken for the one that was named', async () => {
    imds.misbehave({ kind: 'changed', members: { client_id: ids.system } });
    const error = await refusalOf({ acr: another });
    const text = `managed identity token for the managed identity with client id ${ids.user} \\(IMDS\\): the metadata service returned a token of another identity, client ID "${ids.system}"`;
    refuses(error, 'IDENTITY_UNAVAILABLE', new RegExp(text));
  });

  for (const [name, client_id] of [
    ['in another letter case', ids.system.toUpperCase()],
    ['without a word of it', undefined],
    ['as empty text', ''],
  ] as const) {
    test(`whose own it is, ${name}, for nobody that was named`, async () => {
      imds.misbehave({ kind: 'changed', members: { client_id } });
      assert.ok(await ask(cloud, {}).credentials);
    });
  }
});

test('an identity binding that is late, throttled or failing once: the next answer counts', async () => {
  for (const misbehaviour of [
    { kind: 'late', ms: 20 },
    { kind: 'throttled', retryAfter: '1' },
    { kind: 'failing', status: 503 },
    { kind: 'torn' },
  ] as const) {
    aks.misbehave({ ...misbehaviour, times: 1 });
    assert.equal((await ask(cloud, bound).credentials)?.entries.length, 1, misbehaviour.kind);
  }
});

test('an identity binding that never answers: the signal ends it', async () => {
  aks.misbehave({ kind: 'blackHole' });
  const { credentials } = ask(cloud, { ...bound, signal: AbortSignal.timeout(50) });
  await assert.rejects(credentials, { name: 'TimeoutError' });
});

// Our executable against OpenBao: each login, each way to name a secret, and in its own words why it refuses.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { parse as load } from 'yaml';
import { createAuthority } from '../../clouds/authority.ts';
import { keySet, signingKeyOf, signServiceAccountToken } from '../../clouds/jwt.ts';
import type { Listener } from '../../clouds/listener.ts';
import { ROOT, request, run } from '../../support/executable.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';
import { listenAsApiServer } from './api-server.ts';
import { type OpenBao, startOpenBao, whyNoOpenBao } from './openbao.ts';

const ISSUER = 'https://kubernetes.test';
const AUDIENCE = 'vault.corp.example';
const REVIEWER = 'token-of-the-reviewer';
const key = signingKeyOf('cluster');

type TokenOptions = Partial<Parameters<typeof signServiceAccountToken>[1]>;

/** Of team-a/app, unless told. */
const tokenOf = (other: TokenOptions = {}, signer = key): string =>
  signServiceAccountToken(signer, {
    issuer: ISSUER,
    audience: AUDIENCE,
    namespace: 'team-a',
    name: 'app',
    ...other,
  });

describe('OpenBao', { skip: await whyNoOpenBao() }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  const authority = createAuthority();
  const caFile = folder.write('ca.pem', authority.certificate);
  let bao: OpenBao;
  let apiServer: Listener;

  before(async () => {
    apiServer = await listenAsApiServer(authority, {
      issuer: ISSUER,
      keys: keySet(key),
      audience: 'https://kubernetes.default.svc',
      reviewerToken: REVIEWER,
    });
    bao = await startOpenBao(folder, authority);
    await setUp();
    await bao.call('POST', 'sys/namespaces/team');
    await setUp('team');
  });
  after(async () => {
    await bao?.close();
    await apiServer?.close();
  });

  async function setUp(namespace?: string): Promise<void> {
    const write = (path: string, body?: object) => bao.call('POST', path, body, namespace);
    await write('sys/mounts/secret', { type: 'kv', options: { version: '2' } });
    await write('sys/mounts/old', { type: 'kv', options: { version: '1' } });
    await write('sys/policies/acl/pull', {
      policy: ['secret/data/pull/*', 'old/data/*']
        .map((path) => `path "${path}" { capabilities = ["read"] }`)
        .join('\n'),
    });
    await write('sys/auth/jwt', { type: 'jwt' });
    await write('auth/jwt/config', {
      jwt_validation_pubkeys: [key.publicKey.export({ type: 'spki', format: 'pem' })],
      bound_issuer: ISSUER,
    });
    const role = {
      role_type: 'jwt',
      user_claim: 'sub',
      bound_audiences: [AUDIENCE],
      token_policies: ['pull'],
    };
    const roles = {
      pull: { bound_subject: 'system:serviceaccount:team-a:app' },
      team: { bound_claims_type: 'glob', bound_claims: { sub: 'system:serviceaccount:team-a:*' } },
      idle: { token_policies: [] },
      'without-audience': { bound_audiences: [], bound_subject: 'system:serviceaccount:team-a:app' },
      batch: { token_type: 'batch' },
      once: { token_num_uses: 1 },
      elsewhere: { token_bound_cidrs: ['192.0.2.0/24'] },
    };
    for (const [name, more] of Object.entries(roles))
      await write(`auth/jwt/role/${name}`, { ...role, ...more });
    for (const [mount, reviewer] of [
      ['kubernetes', REVIEWER],
      ['clusters/stranger', 'of another cluster'],
    ]) {
      await write(`sys/auth/${mount}`, { type: 'kubernetes' });
      await write(`auth/${mount}/config`, {
        kubernetes_host: apiServer.url,
        kubernetes_ca_cert: authority.certificate,
        token_reviewer_jwt: reviewer,
        disable_local_ca_jwt: true,
      });
      await write(`auth/${mount}/role/pull`, {
        bound_service_account_names: ['app'],
        bound_service_account_namespaces: ['team-a'],
        audience: AUDIENCE,
        token_policies: ['pull'],
      });
    }
    const where = namespace ?? 'root';
    for (const version of ['deleted', 'destroyed', 'newest']) {
      await write('secret/data/pull/hub', { data: { username: 'u', password: `${where}-${version}` } });
    }
    await write('secret/delete/pull/hub', { versions: [1] });
    await write('secret/destroy/pull/hub', { versions: [2] });
    await write('secret/data/pull/gone', { data: { username: 'u', password: 'p' } });
    await bao.call('DELETE', 'secret/data/pull/gone', undefined, namespace);
    await write('secret/data/other/hub', { data: { username: 'u', password: 'p' } });
    await write('secret/data/pull/field', { data: { credential: 'u:of-the-field', more: 'x' } });
    await write('old/hub', { username: 'u', password: 'p' });
  }

  /** The password; of a failure its line. */
  async function pull(vault: object, token: string | undefined = tokenOf()): Promise<string> {
    const asPod = {
      identity: 'serviceAccount',
      secret: {
        vault: { ...HUB, address: bao.url, caFile, serviceAccountTokenAudience: AUDIENCE, ...vault },
      },
    };
    return pullBy(asPod, { serviceAccountToken: token });
  }

  async function pullBy(rule: object, extra: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const rules = [{ name: 'hub', matchImages: ['registry.example'], ...rule }];
    const { exit, stdout, stderr } = await run({
      args: ['--config', folder.write('config.json', configText(rules))],
      input: request('registry.example/app', extra),
    });
    if (exit === 0) return JSON.parse(stdout).auth['registry.example'].password;
    assert.equal(stdout, '');
    assert.match(stderr, /^rule "hub": secret: [^\n]+$/);
    return stderr;
  }

  const HUB = { path: 'pull/hub', jwt: { role: 'pull' } };
  const KUBERNETES = { jwt: undefined, kubernetes: { role: 'pull' } };

  const GIVEN: readonly (readonly [what: string, vault: object, password: string])[] = [
    ['by the JWT login', {}, 'root-newest'],
    ['by the Kubernetes login', KUBERNETES, 'root-newest'],
    ['by a role for all of a Kubernetes namespace', { jwt: { role: 'team' } }, 'root-newest'],
    ['by a role whose tokens are kept nowhere', { jwt: { role: 'batch' } }, 'root-newest'],
    ['by a role whose tokens are for one request', { jwt: { role: 'once' } }, 'root-newest'],
    ['by its version', { version: '3' }, 'root-newest'],
    ['by its field', { path: 'pull/field', field: 'credential' }, 'of-the-field'],
    ['in a namespace', { namespace: 'team' }, 'team-newest'],
    ['in a namespace, by the Kubernetes login', { namespace: 'team/', ...KUBERNETES }, 'team-newest'],
  ];
  for (const [what, vault, password] of GIVEN) {
    it(`gives a secret ${what}`, async () => assert.equal(await pull(vault), password));
  }

  it('gives a secret to the node, by a token in a file', async () => {
    const vault = {
      ...HUB,
      address: bao.url,
      caFile,
      subject: { file: folder.write('node.jwt', tokenOf()) },
    };
    assert.equal(await pullBy({ secret: { vault } }), 'root-newest');
  });

  it('gives what was written last', async () => {
    const path = 'pull/rotated';
    for (const password of ['first', 'second']) {
      await bao.call('POST', `secret/data/${path}`, { data: { username: 'u', password } });
      assert.equal(await pull({ path }), password);
    }
  });

  const stranger = signingKeyOf('stranger');
  const REFUSED: readonly (readonly [what: string, vault: object, line: RegExp, token?: string])[] = [
    ['a role that is not there', { jwt: { role: 'none' } }, /has no such role.* \[BACKEND_NOT_FOUND\]$/],
    [
      'a role that is not there, by the Kubernetes login',
      { ...KUBERNETES, kubernetes: { role: 'none' } },
      /has no such role.* \[BACKEND_NOT_FOUND\]$/,
    ],
    [
      'a role for another service account',
      {},
      /the role is for another subject.* \[BACKEND_DENIED\]$/,
      tokenOf({ name: 'other' }),
    ],
    [
      'a role for another service account, by the Kubernetes login',
      KUBERNETES,
      /the role is for other service accounts.* \[BACKEND_DENIED\]$/,
      tokenOf({ name: 'other' }),
    ],
    [
      'a role for another Kubernetes namespace',
      KUBERNETES,
      /the role is for other Kubernetes namespaces.* \[BACKEND_DENIED\]$/,
      tokenOf({ namespace: 'team-b' }),
    ],
    [
      'claims that the role does not want',
      { jwt: { role: 'team' } },
      /a claim of the token is not what the role wants.* \[BACKEND_DENIED\]$/,
      tokenOf({ namespace: 'team-b' }),
    ],
    [
      'another audience',
      { serviceAccountTokenAudience: 'other.example' },
      /the role does not take the token's audience.* \[BACKEND_DENIED\]$/,
      tokenOf({ audience: 'other.example' }),
    ],
    [
      'another audience, by the Kubernetes login',
      { serviceAccountTokenAudience: 'other.example', ...KUBERNETES },
      /the role does not take the token's audience.* \[BACKEND_DENIED\]$/,
      tokenOf({ audience: 'other.example' }),
    ],
    [
      'a token with an audience, where the role names none',
      { jwt: { role: 'without-audience' } },
      /the role names no audience.* \[BACKEND_DENIED\]$/,
    ],
    [
      'another issuer',
      {},
      /tokens of another issuer.* \[BACKEND_DENIED\]$/,
      tokenOf({ issuer: 'https://elsewhere.test' }),
    ],
    [
      'the key of a stranger',
      {},
      /not signed by a key that .* trusts.* \[BACKEND_DENIED\]$/,
      tokenOf({}, stranger),
    ],
    [
      'a token that the API server does not know',
      KUBERNETES,
      /Vault denied the login.* \[BACKEND_DENIED\]$/,
      tokenOf({}, stranger),
    ],
    [
      'a reviewer that the API server does not know',
      { jwt: undefined, kubernetes: { mount: 'clusters/stranger', role: 'pull' } },
      /Vault denied the login.* \[BACKEND_DENIED\]$/,
    ],
    [
      'addresses that the role does not allow',
      { jwt: { role: 'elsewhere' } },
      /Vault denied the login.* \[BACKEND_DENIED\]$/,
    ],
    [
      'an auth method that is not there',
      { jwt: { mount: 'none', role: 'pull' } },
      /denied the login.* \[BACKEND_DENIED\]$/,
    ],
    ['a namespace that is not there', { namespace: 'none' }, /no such namespace.* \[BACKEND_NOT_FOUND\]$/],
    [
      'a role without a policy for it',
      { jwt: { role: 'idle' } },
      /no policy of the role allows to read the secret.* \[BACKEND_DENIED\]$/,
    ],
    [
      'a path that the policy does not cover',
      { path: 'other/hub' },
      /no policy of the role.* \[BACKEND_DENIED\]$/,
    ],
    ['an engine that is not there', { mount: 'none' }, /there is no such engine.* \[BACKEND_DENIED\]$/],
    ['a secret that is not there', { path: 'pull/none' }, /does not exist.* \[BACKEND_NOT_FOUND\]$/],
    [
      'a version that is not there',
      { version: '9' },
      /this version of it does not exist.* \[BACKEND_NOT_FOUND\]$/,
    ],
    ['a version that was deleted', { version: '1' }, /this version .* was deleted.* \[BACKEND_NOT_FOUND\]$/],
    [
      'a version that was destroyed',
      { version: '2' },
      /this version .* was destroyed.* \[BACKEND_NOT_FOUND\]$/,
    ],
    [
      'a secret that was deleted',
      { path: 'pull/gone' },
      /this version .* was deleted.* \[BACKEND_NOT_FOUND\]$/,
    ],
    ['an engine of version 1', { mount: 'old', path: 'hub' }, /of version 1.* \[BACKEND_NOT_FOUND\]$/],
    ['a certificate of an unknown authority', { caFile: undefined }, / \[TLS_FAILED\]$/],
  ];
  for (const [what, vault, line, token] of REFUSED) {
    it(`refuses ${what}`, async () => {
      const said = await pull(vault, token);
      assert.match(said, line);
      assert.ok(!said.includes((token ?? tokenOf()).split('.')[1] ?? ''), 'a token in a message');
    });
  }

  for (const [method, login] of [
    ['JWT', {}],
    ['Kubernetes', KUBERNETES],
  ] as const) {
    it(`refuses a token that has expired, by the ${method} login`, async () => {
      const file = folder.write('expired.jwt', tokenOf({ lifetimeSeconds: -600 }));
      const vault = { ...HUB, ...login, address: bao.url, caFile, subject: { file } };
      assert.match(await pullBy({ secret: { vault } }), /the token has expired.* \[BACKEND_DENIED\]$/);
    });
  }

  it('is set up as docs/secret-stores.md has it typed', async () => {
    const [, ofVault = ''] = readFileSync(`${ROOT}docs/secret-stores.md`, 'utf8').split(
      '\n## Vault and OpenBao\n',
    );
    const [, page = ''] = ofVault.split('\n### A set-up as typed\n');
    const blocks = (language: string) =>
      [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)\\n\`\`\`$`, 'gm'))].map(
        ([, text = '']) => text,
      );
    const commands = blocks('console')
      .filter((text) => text.startsWith('vault '))
      .join('\n');
    // The cluster of the page, and the one here.
    const here = [
      [
        'kubernetes_host=https://kubernetes.default.svc',
        `kubernetes_host=${apiServer.url} kubernetes_ca_cert=@${caFile} token_reviewer_jwt='${REVIEWER}' disable_local_ca_jwt=true`,
      ],
      [
        'oidc_discovery_url=https://oidc.cluster.example',
        `oidc_discovery_url=${apiServer.url} oidc_discovery_ca_pem=@${caFile}`,
      ],
      ['bound_issuer=https://oidc.cluster.example', `bound_issuer=${apiServer.url}`],
    ] as const;
    const script = here.reduce((text, [there, ours]) => {
      assert.ok(text.includes(there), there);
      return text.replace(there, ours);
    }, commands);
    await bao.call('POST', 'sys/namespaces/typed');
    await bao.call('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '2' } }, 'typed');
    await bao.type(script, 'of-the-page', { BAO_NAMESPACE: 'typed', BAO_CACERT: caFile });

    const [rule] = load(blocks('yaml')[0] ?? '').rules;
    const { kubernetes, ...vault } = rule.secret.vault;
    for (const login of [{ kubernetes }, { jwt: kubernetes }]) {
      const typed = { ...vault, ...login, address: bao.url, caFile, namespace: 'typed' };
      const given = (namespace: string) =>
        pullBy(
          { ...rule, name: 'hub', matchImages: ['registry.example'], secret: { vault: typed } },
          { serviceAccountToken: tokenOf({ issuer: apiServer.url, namespace }) },
        );
      assert.equal(await given('team-a'), 'of-the-page');
      assert.match(await given('team-b'), / \[BACKEND_DENIED\]$/);
    }
  });

  it('says that it has no more requests to give, and that it is sealed', async () => {
    await bao.call('POST', 'sys/quotas/rate-limit/few', { path: 'auth/jwt', rate: 1, interval: '300s' });
    await pull({});
    assert.match(await pull({}), /a quota is used up.* \[BACKEND_THROTTLED\]$/);
    await bao.call('DELETE', 'sys/quotas/rate-limit/few');
    assert.equal(await pull({}), 'root-newest');
    await bao.call('PUT', 'sys/seal');
    assert.match(await pull({}), /Vault is sealed.* \[BACKEND_UNAVAILABLE\]$/);
    await bao.unseal();
    assert.equal(await pull({}), 'root-newest');
  });
});

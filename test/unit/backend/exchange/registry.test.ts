// To which hosts each form gives its credential, and the lookalikes beside them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseImage } from '../../../../src/image/reference.ts';
import { backendOf, ISSUER, pullOf } from './registries.ts';

const AS_POD = { serviceAccountTokenAudience: 'registry.example' };
const FORMS: Readonly<Record<string, object>> = {
  quay: { ...AS_POD, quay: { robot: 'team+puller' } },
  jfrog: { ...AS_POD, jfrog: { provider: 'cluster' } },
  cloudsmith: { ...AS_POD, cloudsmith: { organization: 'acme', service: 'puller' } },
  chainguard: { ...AS_POD, chainguard: {} },
  artifactKeeper: { ...AS_POD, artifactKeeper: {} },
  yandex: { ...AS_POD, yandex: { serviceAccount: 'a' } },
  dockerHub: {
    ...AS_POD,
    dockerHub: { organization: 'acme', connection: '11111111-2222-4333-8444-555555555555' },
  },
  tokenEndpoint: { ...AS_POD, tokenEndpoint: 'https://t.example', response: { username: 'u' } },
};

const HOSTS: readonly (readonly [form: string, host: string, isOwn: boolean])[] = [
  ['quay', 'quay.io', true],
  ['quay', 'QUAY.io', true],
  ['quay', 'quay.io:443', false],
  ['quay', 'quay.io.evil.example', false],
  ['quay', 'evil-quay.io', false],
  ['quay', 'a.quay.io', false],
  ['quay', 'quay.corp.example', false],
  ['jfrog', 'acme.jfrog.io', true],
  ['jfrog', 'acme-docker-local.jfrog.io', true],
  ['jfrog', 'jfrog.io', false],
  ['jfrog', 'a.acme.jfrog.io', false],
  ['jfrog', 'acme.jfrog.io:8443', false],
  ['jfrog', 'acme.jfrog.io.evil.example', false],
  ['jfrog', 'acmeXjfrog.io', false],
  ['jfrog', 'artifactory.corp.example', false],
  ['cloudsmith', 'docker.cloudsmith.io', true],
  ['cloudsmith', 'cloudsmith.io', false],
  ['cloudsmith', 'api.cloudsmith.io', false],
  ['cloudsmith', 'docker.cloudsmith.io.evil.example', false],
  ['chainguard', 'cgr.dev', true],
  ['chainguard', 'acme.cgr.dev', true],
  ['chainguard', 'a.acme.cgr.dev', false],
  ['chainguard', 'evilcgr.dev', false],
  ['chainguard', 'cgr.dev:443', false],
  ['artifactKeeper', 'artifacts.corp.example:8443', true],
  ['yandex', 'cr.yandex', true],
  ['yandex', 'a.cr.yandex', false],
  ['yandex', 'cr.yandex.evil.example', false],
  ['dockerHub', 'docker.io', true],
  ['dockerHub', 'dhi.io', true],
  ['dockerHub', 'docker.io:443', false],
  ['tokenEndpoint', 'registry.corp.example:5000', true],
  ['tokenEndpoint', 'quay.io', true],
];

const describeAt = (exchange: object, host: string) => {
  const image = `${host}/team/app`;
  return backendOf(exchange as never, { image }).describe(pullOf({ image }));
};

describe('hosts', () => {
  for (const [form, host, isOwn] of HOSTS) {
    test(`${form}: ${host}: ${isOwn}`, () => {
      // Without a token nothing is asked: what is tried is whether the host is taken.
      const asked = () => describeAt(FORMS[form] as object, host);
      assert.throws(asked, { code: isOwn ? 'SERVICE_ACCOUNT_MISSING' : 'HOST_REFUSED' });
    });
  }

  test('a registry that the rule names is the one for any host', () => {
    const exchange = { ...FORMS.quay, registry: 'quay.corp.example:8443' };
    assert.throws(() => describeAt(exchange, 'mirror.example'), { code: 'SERVICE_ACCOUNT_MISSING' });
  });

  test('the refusal names the hosts that there are, and what to write', () => {
    assert.throws(() => describeAt(FORMS.jfrog as object, 'artifactory.corp.example'), {
      message:
        'rule "team-a": exchange: "artifactory.corp.example" is not a registry of JFrog (NAME.jfrog.io)',
      hint: /exchange\.registry/,
    });
  });
});

describe('where the exchange is made', () => {
  const rows: readonly (readonly [what: string, form: object, image: string, endpoint: string])[] = [
    ['the registry itself', { quay: { robot: 'a+b' } }, 'quay.io/a/b', 'quay.io'],
    [
      'the registry that the rule names, with its port',
      { registry: 'quay.corp.example:8443', quay: { robot: 'a+b' } },
      'mirror.example/a',
      'quay.corp.example:8443',
    ],
    [
      'an endpoint',
      { jfrog: { provider: 'p', endpoint: 'https://acme.jfrog.io/' } },
      'acme-docker.jfrog.io/a',
      'acme.jfrog.io',
    ],
  ];
  for (const [what, exchange, image, endpoint] of rows) {
    test(what, () => {
      const host = image.split('/')[0] as string;
      const claims = { iss: ISSUER, sub: 'system:serviceaccount:a:b', aud: [host] };
      const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
      const { details } = backendOf(exchange as never, { image }).describe(pullOf({ image, token }));
      assert.equal(details.endpoint, endpoint);
      assert.equal(parseImage(image).registry, host);
    });
  }
});

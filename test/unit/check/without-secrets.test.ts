// A secret that an alias has put into another field is in no finding.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../../src/check/finding.ts';
import { withoutSecrets } from '../../../src/check/without-secrets.ts';
import { inspectText } from '../../../src/config/inspect.ts';
import { loadKubeletConfigText } from '../../../src/kubelet/config/load.ts';

const kubelet = (env: string, name = '*v') =>
  loadKubeletConfigText(
    '/k',
    `apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n- env: [${env}]\n  name: ${name}\n  apiVersion: credentialprovider.kubelet.k8s.io/v1\n  matchImages: [a]\n  defaultCacheDuration: 1m\n`,
    { release: 37 },
  );

describe('variables of an entry of the kubelet', () => {
  for (const [name, env, secret] of [
    ['a token', '{name: V_TOKEN, value: &v "Hunter/2"}', 'Hunter/2'],
    ['a proxy with a password', '{name: HTTPS_PROXY, value: &v "http://u:Hunter2@p:1"}', 'Hunter2'],
    ['a key with a quote', `{name: V_SECRET_KEY, value: &v 'Hunter/2"'}`, 'Hunter/2'],
  ] as const) {
    test(name, () => {
      const kubeletConfig = kubelet(env);
      const findings = kubeletConfig.problems.map(
        (problem) => ({ severity: 'error', why: '', ...problem }) as unknown as Finding,
      );
      assert.ok(
        findings.some(({ what }) => what.includes(secret)),
        'the loader quotes the name',
      );
      const shown = withoutSecrets(findings, { configs: [], kubeletConfig });
      assert.ok(
        shown.every(({ what, remedy }) => !`${what}${remedy}`.includes(secret)),
        JSON.stringify(shown),
      );
      assert.equal(shown.length, findings.length);
    });
  }

  test('a value that is none stays', () => {
    const kubeletConfig = kubelet('{name: V_TOKEN, value: "true"}', '"a/true"');
    const findings = kubeletConfig.problems.map((problem) => problem as unknown as Finding);
    assert.deepEqual(withoutSecrets(findings, { configs: [], kubeletConfig }), findings);
  });
});

test('a password of our configuration', () => {
  const inspected = inspectText(
    '/c',
    'apiVersion: registry-credential-provider/v1alpha1\nkind: RegistryCredentialProviderConfig\nrules:\n- name: a\n  matchImages: [&p hunter2.example]\n  static: {username: u, password: *p}\n',
    (path) => path,
  );
  const configs = [{ ...inspected, file: '/c', problem: undefined }];
  const finding = { what: 'pattern "hunter2.example" never matches', remedy: 'x' } as unknown as Finding;
  const [shown] = withoutSecrets([finding], { configs, kubeletConfig: undefined });
  assert.equal(shown?.what, 'pattern "[redacted]" never matches');
});

test('a secret that begins with another one is hidden whole', () => {
  const kubeletConfig = kubelet('{name: A_TOKEN, value: Hunter2}, {name: B_TOKEN, value: Hunter2-long}', 'a');
  const finding = { what: '"Hunter2-long" and "Hunter2"', remedy: 'x' } as unknown as Finding;
  const [shown] = withoutSecrets([finding], { configs: [], kubeletConfig });
  assert.equal(shown?.what, '"[redacted]" and "[redacted]"');
});

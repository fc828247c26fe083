// A file of another kind is told as what it is: as this plugin's configuration, and as the kubelet's of providers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { refuseUnloadable } from '../../../src/entries/merge/refuse.ts';
import { ProviderError } from '../../../src/errors.ts';
import { loadKubeletConfig } from '../../../src/kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../../src/kubelet/release.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROWS: readonly (readonly [kind: string, is: RegExp, text?: string])[] = [
  ['Pod', /the manifest of a Pod/, 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n'],
  ['docker config', /a docker config, which dockerConfig\.path/, '{"auths":{"h.example":{"auth":"YTpi"}}}'],
  ['key of Google', /google\.credentialFile/, '{"type":"service_account","private_key":"x"}'],
  ['azure.json', /acr\.azureJson/, '{"cloud":"AzurePublicCloud","tenantId":"x"}'],
  ['hosts.toml', /TOML/, 'server = "https://h.example"\n'],
  ['PEM', /PEM/, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ['page', /a page/, '<html>\n'],
  ['environment', /a file of variables/, 'KUBELET_EXTRA_ARGS=--v\n'],
  ['base64', /base64/, `${Buffer.from('apiVersion: v1\nkind: X\n').toString('base64')}\n`],
  ['KubeletConfiguration', /the kubelet's own configuration/],
  ['ClusterConfiguration', /kubeadm's configuration/],
  ['Config', /a kubeconfig/],
  ['ConfigMap', /manifest of a ConfigMap/],
  ['Secret', /manifest of a Secret/],
  ['CredentialProviderRequest', /a request to a plugin/],
];

describe('a file of another kind', () => {
  for (const [kind, is, text = `apiVersion: v1\nkind: ${kind}\n`] of ROWS) {
    test(`${kind} as --config: one mistake`, () => {
      assert.throws(
        () => parseConfig('/c.yaml', text),
        (error) =>
          error instanceof ProviderError &&
          is.test(error.message) &&
          error.details.length === 1 &&
          /^name the file that holds this plugin's configuration/.test(error.hint ?? ''),
      );
    });

    test(`${kind} as --merge: not corrected, but another named`, () => {
      assert.throws(
        () =>
          refuseUnloadable({ file: '/k.yaml', text, kubelet: { release: NEWEST_RELEASE, tokenGate: true } }),
        (error) =>
          error instanceof ProviderError &&
          /^give the file of the kubelet's flag --image/.test(error.hint ?? ''),
      );
    });

    test(`${kind} as --kubelet-config: one problem, which names the flag`, (context) => {
      const path = temporaryFolder(context).write('c.yaml', text);
      const { problems } = loadKubeletConfig(path, { release: NEWEST_RELEASE, tokenGate: true });
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.what ?? '', is);
      assert.match(problems[0]?.remedy ?? '', /--image-credential-provider-config/);
    });
  }
});

describe('a file of the right kind with a slip', () => {
  for (const [name, text, said] of [
    [
      'a kind that is misspelt',
      'apiVersion: registry-credential-provider/v1alpha1\nkind: Config1\n',
      /kind: expected/,
    ],
    ['no kind', 'apiVersion: registry-credential-provider/v1alpha1\nrules: []\n', /kind: missing/],
    ['a bare word', 'secret-word\n', /expected an object, got text/],
  ] as const) {
    test(name, () => {
      assert.throws(
        () => parseConfig('/c.yaml', text),
        (error) => error instanceof ProviderError && said.test([error.message, ...error.details].join('\n')),
      );
    });
  }
});

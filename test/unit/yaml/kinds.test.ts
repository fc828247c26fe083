// A file of another kind is told as what it is: as this plugin's configuration, and as the kubelet's of providers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { loadKubeletConfig } from '../../../src/kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../../src/kubelet/release.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROWS: readonly (readonly [kind: string, is: RegExp])[] = [
  ['KubeletConfiguration', /the kubelet's own configuration/],
  ['ClusterConfiguration', /kubeadm's configuration/],
  ['Config', /a kubeconfig/],
  ['ConfigMap', /manifest of a ConfigMap/],
  ['Secret', /manifest of a Secret/],
  ['CredentialProviderRequest', /a request to a plugin/],
];

describe('a file of another kind', () => {
  for (const [kind, is] of ROWS) {
    const text = `apiVersion: v1\nkind: ${kind}\n`;

    test(`${kind} as --config: one mistake`, () => {
      assert.throws(
        () => parseConfig('/c.yaml', text),
        (error) => error instanceof ProviderError && is.test(error.message) && error.details.length === 1,
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

// The kubelet configurations that we show to people are accepted by the kubelet's own loader.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RELEASES, whyNoHarness } from './build.ts';
import { whyKubeletRefuses } from './harness.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('kubelet configuration', { skip: await whyNoHarness() }, async () => {
  const example = await readFile(join(ROOT, 'examples/kubelet-credential-provider-config.yaml'), 'utf8');
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/^```ya?ml\n(.*?)^```/gms)]
    .map(([, text = '']) => text)
    .filter((text) => /^kind: CredentialProviderConfig$/m.test(text));

  for (const release of RELEASES) {
    it(`of the example, kubelet ${release}`, async () => {
      assert.equal(await whyKubeletRefuses(release, example, namesIn(example)), undefined);
    });

    for (const [index, text] of shown.entries()) {
      it(`of the README, number ${index + 1}, kubelet ${release}`, async () => {
        assert.equal(await whyKubeletRefuses(release, text, namesIn(text)), undefined);
      });
    }

    it(`with a mistake is refused, kubelet ${release}`, async () => {
      const misspelt = example.replace('matchImages:', 'matchImage:');
      assert.match((await whyKubeletRefuses(release, misspelt, namesIn(misspelt))) ?? '', /unknown field/);
    });

    it(`with a name that the bin dir lacks is refused, kubelet ${release}`, async () => {
      assert.match((await whyKubeletRefuses(release, example, [])) ?? '', /did not exist/);
    });
  }
});

/** Names of the providers, each of which is a file in the bin dir. */
function namesIn(config: string): string[] {
  return [...config.matchAll(/^\s*-\s+name:\s*(\S+)/gm)].map(([, name = '']) => name);
}

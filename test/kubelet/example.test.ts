// The kubelet configurations that we show to people are accepted by the kubelet's own loader.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { blocksOf, transcriptOf } from '../support/page.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { whyKubeletRefuses } from './harness.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('kubelet configuration', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`of the example, kubelet ${release}`, async () => {
      const example = await readExample();
      assert.equal(await whyKubeletRefuses(release, example, namesIn(example)), undefined);
    });

    it(`of the README, kubelet ${release}`, async () => {
      const shown = blocksOf('README.md')
        .flatMap(transcriptOf)
        .map(({ output }) => output)
        .filter((output) => /^kind: CredentialProviderConfig$/m.test(output));
      assert.notEqual(shown.length, 0);
      for (const text of shown) {
        assert.equal(await whyKubeletRefuses(release, text, namesIn(text)), undefined);
      }
    });

    it(`with a mistake is refused, kubelet ${release}`, async () => {
      const misspelt = (await readExample()).replace('matchImages:', 'matchImage:');
      assert.match((await whyKubeletRefuses(release, misspelt, namesIn(misspelt))) ?? '', /unknown field/);
    });

    it(`with a name that the bin dir lacks is refused, kubelet ${release}`, async () => {
      assert.match((await whyKubeletRefuses(release, await readExample(), [])) ?? '', /did not exist/);
    });
  }
});

function readExample(): Promise<string> {
  return readFile(join(ROOT, 'examples/kubelet-credential-provider-config.yaml'), 'utf8');
}

/** Names of the providers, each of which is a file in the bin dir. */
function namesIn(config: string): string[] {
  return [...config.matchAll(/^\s*-\s+name:\s*(\S+)/gm)].map(([, name = '']) => name);
}

// What we say keeps the kubelet from starting is refused by the kubelet's own loader: as the file of --config and as a
// drop-in. What we say nothing of it takes, but for values, which we do not look at.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/temporary.ts';
import { TEXTS } from '../unit/kubelet/config/own-config-texts.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { askKubelet } from './harness.ts';

const skip = await whyNoHarness();

describe("the kubelet's own configuration", { skip }, () => {
  for (const release of RELEASES) {
    it(`to kubelet ${release}`, async (context) => {
      const folder = temporaryFolder(context).path;
      const files = TEXTS.map(([, text], index) => {
        const path = join(folder, `${index}.conf`);
        writeFileSync(path, text, text.includes('\xff') ? 'latin1' : 'utf8');
        return path;
      });
      for (const dropIn of [false, true]) {
        const answers = await askKubelet(
          release,
          files.map((path) => ({ ownConfig: { path, dropIn } })),
        );
        for (const [index, [name, , said]] of TEXTS.entries()) {
          const error = answers[index]?.error;
          if (said !== undefined) assert.ok(error !== undefined, `${name}: the kubelet takes it`);
          else if (!dropIn && !name.includes('not looked at')) assert.equal(error, undefined, name);
        }
      }
    });
  }
});

// What status says of a kubelet's own configuration, while the kubelet runs and while it does not.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FoundKubelet } from '../../../../src/install/state/find-kubelet.ts';
import { lookAtKubelet } from '../../../../src/install/state/kubelet-state.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const SOUND = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';

for (const [name, text, pid, said] of [
  [
    'a kubelet that runs',
    `${SOUND}x: {\n`,
    7,
    /^the kubelet will not start again with \/config\.yaml:4: neither YAML/,
  ],
  [
    'a kubelet that is down',
    `${SOUND}x: {\n`,
    undefined,
    /^the kubelet does not start with \/config\.yaml:4: neither YAML/,
  ],
  ['a kubelet that runs, with a sound configuration', SOUND, 7, undefined],
  ['a kubelet that is down, with a sound configuration', SOUND, undefined, undefined],
] as const) {
  test(`${name}: ${said === undefined ? 'nothing is said' : 'the file and the line'}`, async (context) => {
    const root = temporaryFolder(context).path;
    writeFileSync(join(root, 'config.yaml'), text);
    const found: FoundKubelet = {
      pid,
      config: undefined,
      binDir: '/opt/bin',
      tokenGate: undefined,
      recordedRelease: () => undefined,
      release: () => 34,
      ownFiles: ['/config.yaml'],
      from: 'process',
      source: 'by its flags',
    };
    const { startProblems: problems } = await lookAtKubelet(root, undefined, found);
    assert.equal(problems.length, said === undefined ? 0 : 1, problems.join());
    assert.match(problems[0] ?? '', said ?? /^$/);
  });
}

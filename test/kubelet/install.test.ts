// At each step of install, upgrade, roll-back and uninstall the kubelet's own code loads what is on the disk.

import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FORMS, Node } from '../install/node.ts';
import { runHere } from '../install/run-here.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { type ConfigPath, loadByKubelet } from './harness.ts';

/** Copies of the node, one for each step of its story. */
async function story(node: Node, folder: string): Promise<ConfigPath[]> {
  const paths: ConfigPath[] = [];
  const look = () => {
    // Without its flags the kubelet reads nothing.
    if (node.form === 'nothing' && !node.has('unit.d/20-credentials.conf')) return;
    const copy = join(folder, String(paths.length));
    for (const name of ['kubelet', 'bin']) {
      cpSync(join(node.root, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
    }
    const { path } = node.setup.kubeletConfig;
    paths.push({ path: path.replace(node.root, copy), binDir: join(copy, 'bin'), gate: true });
  };
  const run = async (what: 'install' | 'uninstall', expected: string, wants?: ReturnType<Node['wants']>) => {
    const options = { root: node.root, setup: node.setup, what, ...(wants && { wants }) };
    const { outcome, code, message } = await runHere(options, look);
    assert.equal(outcome ?? code, expected, message);
  };
  const upgrade = { files: ['other'], tokens: true, replace: ['vendor-plugin'], acceptLoss: true };
  await run('install', 'installed', node.wants(['a.example']));
  node.write('ill-when', 'pods.example');
  await run('install', 'INSTALL_ROLLED_BACK', node.wants(['a.example', 'pods.example'], upgrade));
  node.write('ill-when', 'nothing');
  node.ship('2.0.0');
  await run('install', 'installed', node.wants(['a.example', 'pods.example'], upgrade));
  await run('uninstall', 'uninstalled');
  return paths;
}

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';

describe('the kubelet loads its configuration at each step', {
  skip: NOT_ROOT || (await whyNoHarness()),
}, () => {
  for (const form of FORMS) {
    it(`with ${form} before`, async (context) => {
      const node = await Node.make(context, form);
      const paths = await story(node, temporaryFolder(context).path);
      assert.ok(paths.length > 60, `${paths.length} steps`);
      for (const release of RELEASES) {
        const answers = await loadByKubelet(release, paths);
        const refused = answers.flatMap(({ error }, index) =>
          error === undefined ? [] : [`${index}: ${error}`],
        );
        assert.deepEqual(refused, [], `kubelet ${release}`);
        assert.equal(answers.length, paths.length);
      }
    });
  }
});

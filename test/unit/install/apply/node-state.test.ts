// The node as undoing or finishing a killed run would leave it, seen without changing anything: the dry run plans from it.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  type NodeState,
  nodeAfterRecovery,
  nodeAsItStands,
} from '../../../../src/install/apply/node-state.ts';
import { recover } from '../../../../src/install/apply/recover.ts';
import { readTransaction } from '../../../../src/install/state/journal.ts';
import { NOT_ROOT, SmallNode } from '../small-node.ts';

const NAMES = [
  'bin/registry-credential-provider',
  'etc/config.yaml',
  'kubelet/providers.yaml',
  'kubelet/other.yaml',
];

/** What each file is and has in it, the names in its folder, and the record. */
function look(node: SmallNode, { files, record }: NodeState): unknown {
  const found = NAMES.map((name) => {
    const path = join(node.root, name);
    const source = files.sourceOf(path);
    return [
      name,
      files.standing(path),
      files.real(path),
      existsSync(source) ? readFileSync(source, 'utf8') : undefined,
    ];
  });
  const folders = ['bin', 'etc', 'kubelet'].map((name) =>
    files
      .entries(join(node.root, name))
      .map((entry) => entry.name)
      .filter((each) => !each.startsWith('.'))
      .sort(),
  );
  return { found, folders, record: JSON.stringify(record) };
}

describe('the node after a killed run', { skip: NOT_ROOT }, () => {
  for (const [name, work] of [
    ['an upgrade', (node) => node.install(['b.example'])],
    ['an uninstall', (node) => node.uninstall()],
  ] as readonly (readonly [string, (node: SmallNode) => Promise<void>])[]) {
    test(`${name}: is seen at each step as recovery then leaves it`, async (context) => {
      const node = new SmallNode(context);
      await node.install(['a.example']);
      node.write('new-executable', 'version 2', 0o755);
      const kills: (() => void)[] = [];
      node.onStep = () => kills.push(node.save());
      await work(node);
      node.onStep = () => {};
      for (const [index, restore] of kills.entries()) {
        restore();
        const killed = readTransaction(node.places);
        if (killed === undefined) continue; // it has come to its end
        const folder = join(node.places.state, 'dry-run');
        mkdirSync(folder);
        const before = node.snapshot();
        const seen = look(node, nodeAfterRecovery(killed, node.places, folder));
        assert.deepEqual(node.snapshot(), before, 'nothing is changed');
        await recover(node.options);
        assert.deepEqual(
          seen,
          look(node, nodeAsItStands(node.places)),
          `step ${index}, ${node.steps[index]}`,
        );
      }
    });
  }
});

// What a user of the node tries so that root does it a favour, and that it does not.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type Attack, SECRET, type Seen } from './attack.ts';
import { FOLDERS } from './folders.ts';
import { LINKS } from './links.ts';
import { Machine, whyNoMachine, whyNoUserNamespaces } from './machine.ts';
import { METRICS } from './metrics.ts';
import { PROCESSES } from './processes.ts';
import { RUNS } from './runs.ts';
import { SET_USER_ID } from './set-user-id.ts';
import { SIGNALS } from './signals.ts';
import { SOCKETS } from './sockets.ts';
import { UNITS } from './units.ts';

const ATTACKS: readonly Attack[] = [
  ...PROCESSES,
  ...SET_USER_ID,
  ...FOLDERS,
  ...LINKS,
  ...UNITS,
  ...SOCKETS,
  ...RUNS,
  ...SIGNALS,
  ...METRICS,
];

function assertHeld(attack: Attack, seen: Seen): void {
  const { exit, stdout, stderr } = seen;
  const told = `exit ${exit}\n${stdout}\n${stderr}`;
  const { mayOwn, mayChange } = attack;
  assert.deepEqual(
    seen.rootsFiles.filter((path) => !mayOwn?.test(path)),
    [],
    `came to be root's: ${told}`,
  );
  assert.deepEqual(
    seen.changed.filter((path) => !mayChange?.test(path)),
    [],
    `written as root: ${told}`,
  );
  assert.deepEqual(seen.leaked, [], `readable to nobody: ${told}`);
  assert.deepEqual(seen.listening, [], `listens: ${told}`);
  assert.notEqual(exit, 137, `did not end: ${told}`);
  assert.doesNotMatch(stderr, /internal error/, told);
  assert.ok(!`${stdout}${stderr}`.includes('\u001b'), `writes control characters: ${told}`);
  if (attack.findsKubelet ?? attack.root === undefined) assertKubeletFound(attack, seen, told);
  attack.holds?.(seen);
}

function assertKubeletFound({ kubelet }: Attack, { stdout, exit }: Seen, told: string): void {
  const report = JSON.parse(stdout);
  assert.doesNotMatch(stdout, /mallory/, told);
  assert.doesNotMatch(stdout, new RegExp(SECRET), told);
  if (kubelet === 'none') return;
  assert.equal(report.kubelet.config, '/etc/kubernetes/providers.yaml', told);
  assert.equal(report.kubelet.binDir, '/opt/plugins', told);
  assert.deepEqual([report.kubelet.release, report.kubelet.releaseFrom], ['1.35', 'running'], told);
  assert.equal(exit, 0, told);
}

test('there are at least 60, each with a name of its own', () => {
  assert.ok(ATTACKS.length >= 60, `${ATTACKS.length}`);
  assert.equal(new Set(ATTACKS.map(({ name }) => name)).size, ATTACKS.length);
});

describe('user nobody of the node', { concurrency: 3, skip: await whyNoMachine() }, () => {
  const machine = new Machine({ after });
  for (const attack of ATTACKS) {
    const skip = attack.needsUserNamespaces === true && whyNoUserNamespaces();
    test(attack.name, { skip }, async () => assertHeld(attack, await machine.run(attack)));
  }
});

// Whether a kubelet is well: stories of what is seen of it, and how each ends.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Before, HealthWatch, type ProcessIdentity } from '../../../../src/install/kubelet/health.ts';
import type { NodeReady } from '../../../../src/kubelet/node-ready.ts';

const STEADY_MS = 5_000;
const RESTARTED_AT = Date.parse('2026-11-25T02:00:00.700Z');

const process = (pid: number, start = String(pid * 10)): ProcessIdentity => ({ pid, start });
const ready = (heartbeat = '2026-11-25T02:00:00Z') => ({
  seen: true as const,
  ready: true,
  heartbeat: Date.parse(heartbeat),
  reason: 'KubeletReady',
});
const notReady: NodeReady = {
  ...ready('2026-11-25T02:00:09Z'),
  ready: false,
  reason: 'KubeletNotReady: no CNI',
};
const unseen: NodeReady = { seen: false, why: 'the API server cannot be asked' };

/** What is seen in a second: a process, a healthz that is well, a node. */
interface Second {
  readonly kubelet?: ProcessIdentity | undefined;
  readonly healthz?: string;
  readonly node?: NodeReady;
}

const restarted: Before = { kubelet: process(1), ready: true, restartedAt: RESTARTED_AT };
const well: Second = { kubelet: process(2), node: ready() };
const times = (count: number, second: Second) => Array.from({ length: count }, () => second);

/** A look each second, until the story ends or the kubelet is well or lost. */
function tell(before: Before, seconds: readonly Second[], hasHealthz = true): string {
  const watch = new HealthWatch(before, STEADY_MS, hasHealthz);
  let last = 'nothing was seen';
  for (const [index, second] of seconds.entries()) {
    const at = index * 1000;
    const verdict = watch.see({ at, kubelet: second.kubelet, healthz: second.healthz });
    const settled = verdict.state === 'steady' ? watch.seeNode(second.node ?? unseen, at) : verdict;
    last = settled.state === 'well' ? `well: ${settled.seen.join(', ')}` : `${settled.state}: ${settled.why}`;
    if (settled.state !== 'waiting') return `${last} after ${index} s`;
  }
  return last;
}

const down = { healthz: 'refused' };

const STORIES: readonly (readonly [name: string, before: Before, seconds: readonly Second[], end: string])[] =
  [
    ['well at once', restarted, times(9, well), 'well: process 2, healthz ok, node Ready after 5 s'],
    ['well, not yet for long', restarted, times(5, well), 'waiting: it is well, though not for 5 s yet'],
    [
      'the command that restarts did nothing',
      restarted,
      times(30, { ...well, kubelet: process(1) }),
      'waiting: process 1 still runs since before the restart',
    ],
    [
      'the same number, and yet another process',
      restarted,
      times(9, { ...well, kubelet: process(1, '11') }),
      'well: process 1, healthz ok, node Ready after 5 s',
    ],
    [
      'the old one takes its time to end',
      restarted,
      [...times(3, { ...well, kubelet: process(1) }), {}, ...times(9, well)],
      'well: process 2, healthz ok, node Ready after 9 s',
    ],
    [
      'it ends once, since the runtime was not up, and comes back',
      restarted,
      [...times(3, { kubelet: process(2), ...down }), ...times(9, { ...well, kubelet: process(3) })],
      'well: process 3, healthz ok, node Ready after 8 s',
    ],
    [
      'well for four seconds of five, then another one',
      restarted,
      [...times(5, well), ...times(4, { ...well, kubelet: process(3) })],
      'waiting: it is well, though not for 5 s yet',
    ],
    [
      'a crash loop whose healthz never answers',
      restarted,
      [2, 3, 4, 5, 6].flatMap((pid) => [...times(2, { kubelet: process(pid), ...down }), down]),
      'lost: it ends each time soon after its start: 4 starts were seen after 9 s',
    ],
    [
      'a crash loop whose healthz answers in between',
      restarted,
      [2, 3, 4, 5, 6].flatMap((pid) => [...times(4, { ...well, kubelet: process(pid) }), down]),
      'lost: it ends each time soon after its start: 4 starts were seen after 15 s',
    ],
    [
      'it did not come back, while something else answers at its healthz',
      restarted,
      times(30, { node: ready() }),
      'waiting: its process is not there',
    ],
    ['healthz never answers', restarted, times(30, { ...well, ...down }), 'waiting: refused'],
    [
      'healthz fails in between',
      restarted,
      [...times(5, well), { ...well, ...down }, ...times(5, well)],
      'waiting: it is well, though not for 5 s yet',
    ],
    [
      'a process that nobody ever saw: healthz alone',
      { ...restarted, kubelet: undefined },
      times(9, { node: ready() }),
      'well: its process is not visible, healthz ok, node Ready after 5 s',
    ],
    [
      'it did not run before, and ends again',
      { ...restarted, kubelet: undefined },
      [...times(2, well), ...times(9, { node: ready() })],
      'waiting: its process is not there',
    ],
    [
      'Ready, by what was said before the restart',
      restarted,
      times(30, { ...well, node: ready('2026-11-25T01:59:59Z') }),
      'waiting: the node has not said since the restart that it is Ready',
    ],
    [
      'Ready is said late',
      restarted,
      [...times(8, { ...well, node: ready('2026-11-25T01:59:59Z') }), well],
      'well: process 2, healthz ok, node Ready after 8 s',
    ],
    [
      'not Ready',
      restarted,
      times(30, { ...well, node: notReady }),
      'waiting: the node is not Ready (KubeletNotReady: no CNI)',
    ],
    [
      'not Ready, as before',
      { ...restarted, ready: false },
      times(9, { ...well, node: notReady }),
      'well: process 2, healthz ok, node not Ready, as it was before after 5 s',
    ],
    [
      'not Ready, and nobody knows whether it was',
      { ...restarted, ready: undefined },
      times(9, { ...well, node: notReady }),
      'waiting: the node is not Ready (KubeletNotReady: no CNI)',
    ],
    [
      'an API server that was never seen',
      { ...restarted, ready: undefined },
      times(9, { ...well, node: unseen }),
      'well: process 2, healthz ok, node Ready not seen: the API server cannot be asked after 5 s',
    ],
    [
      'an API server that was seen before is waited for, and no longer than ten seconds',
      restarted,
      times(30, { ...well, node: unseen }),
      'well: process 2, healthz ok, node Ready not seen: the API server cannot be asked after 15 s',
    ],
    [
      'an API server that comes back in time',
      restarted,
      [...times(9, { ...well, node: unseen }), ...times(3, well)],
      'well: process 2, healthz ok, node Ready after 9 s',
    ],
    [
      'without a restart, any Ready counts',
      { kubelet: undefined, ready: undefined, restartedAt: undefined },
      times(9, { ...well, node: ready('2026-11-24T00:00:00Z') }),
      'well: process 2, healthz ok, node Ready after 5 s',
    ],
  ];

describe('a kubelet after its restart', () => {
  for (const [name, before, seconds, end] of STORIES) {
    test(name, () => assert.equal(tell(before, seconds), end));
  }

  test('healthz is turned off', () => {
    const end = 'well: process 2, healthz is turned off, node Ready after 5 s';
    assert.equal(tell(restarted, times(9, well), false), end);
  });

  test('healthz is turned off, and no process was ever seen', () => {
    const nothing = tell({ ...restarted, kubelet: undefined }, times(9, { node: ready() }), false);
    assert.equal(nothing, 'waiting: its process is not there');
  });
});

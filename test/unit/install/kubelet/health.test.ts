// Whether a kubelet is healthy: stories of what is seen of it, and how each ends.

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

/** What is seen in a second: a process, a healthz that is healthy, a node. */
interface Second {
  readonly kubelet?: ProcessIdentity | undefined;
  readonly healthz?: string;
  readonly node?: NodeReady;
}

const restarted: Before = { kubelet: process(1), ready: true, restartedAt: RESTARTED_AT };
const healthy: Second = { kubelet: process(2), node: ready() };
const times = (count: number, second: Second) => Array.from({ length: count }, () => second);

/** A look each second, until the story ends or the kubelet is healthy or lost. */
function tell(before: Before, seconds: readonly Second[], hasHealthz = true): string {
  const watch = new HealthWatch(before, STEADY_MS, hasHealthz);
  let last = 'nothing was seen';
  for (const [index, second] of seconds.entries()) {
    const at = index * 1000;
    const verdict = watch.see({ at, kubelet: second.kubelet, healthz: second.healthz });
    const settled = verdict.state === 'steady' ? watch.seeNode(second.node ?? unseen, at) : verdict;
    last =
      settled.state === 'healthy'
        ? `healthy: ${settled.seen.join(', ')}`
        : `${settled.state}: ${settled.why}`;
    if (settled.state !== 'waiting') return `${last} after ${index} s`;
  }
  return last;
}

const down = { healthz: 'refused' };

const STORIES: readonly (readonly [name: string, before: Before, seconds: readonly Second[], end: string])[] =
  [
    ['healthy at once', restarted, times(9, healthy), 'healthy: process 2, healthz ok, node Ready after 5 s'],
    [
      'healthy, not yet for long',
      restarted,
      times(5, healthy),
      'waiting: it is healthy, but not yet for 5 s',
    ],
    [
      'the command that restarts did nothing',
      restarted,
      times(30, { ...healthy, kubelet: process(1) }),
      'waiting: process 1 was not restarted and still runs',
    ],
    [
      'the same number, and yet another process',
      restarted,
      times(9, { ...healthy, kubelet: process(1, '11') }),
      'healthy: process 1, healthz ok, node Ready after 5 s',
    ],
    [
      'the old one takes its time to end',
      restarted,
      [...times(3, { ...healthy, kubelet: process(1) }), {}, ...times(9, healthy)],
      'healthy: process 2, healthz ok, node Ready after 9 s',
    ],
    [
      'it ends once, since the runtime was not up, and comes back',
      restarted,
      [...times(3, { kubelet: process(2), ...down }), ...times(9, { ...healthy, kubelet: process(3) })],
      'healthy: process 3, healthz ok, node Ready after 8 s',
    ],
    [
      'healthy for four seconds of five, then another one',
      restarted,
      [...times(5, healthy), ...times(4, { ...healthy, kubelet: process(3) })],
      'waiting: it is healthy, but not yet for 5 s',
    ],
    [
      'a crash loop whose healthz never answers',
      restarted,
      [2, 3, 4, 5, 6].flatMap((pid) => [...times(2, { kubelet: process(pid), ...down }), down]),
      'lost: it exits soon after each start: 4 starts were seen after 9 s',
    ],
    [
      'a crash loop whose healthz answers in between',
      restarted,
      [2, 3, 4, 5, 6].flatMap((pid) => [...times(4, { ...healthy, kubelet: process(pid) }), down]),
      'lost: it exits soon after each start: 4 starts were seen after 15 s',
    ],
    [
      'it did not come back, while something else answers at its healthz',
      restarted,
      times(30, { node: ready() }),
      'waiting: its process is not running',
    ],
    ['healthz never answers', restarted, times(30, { ...healthy, ...down }), 'waiting: refused'],
    [
      'healthz fails in between',
      restarted,
      [...times(5, healthy), { ...healthy, ...down }, ...times(5, healthy)],
      'waiting: it is healthy, but not yet for 5 s',
    ],
    [
      'a process that nobody ever saw: healthz alone',
      { ...restarted, kubelet: undefined },
      times(9, { node: ready() }),
      'healthy: its process is not visible, healthz ok, node Ready after 5 s',
    ],
    [
      'it did not run before, and ends again',
      { ...restarted, kubelet: undefined },
      [...times(2, healthy), ...times(9, { node: ready() })],
      'waiting: its process is not running',
    ],
    [
      'Ready, by what was said before the restart',
      restarted,
      times(30, { ...healthy, node: ready('2026-11-25T01:59:59Z') }),
      'waiting: the node has not reported Ready since the restart',
    ],
    [
      'Ready is said late',
      restarted,
      [...times(8, { ...healthy, node: ready('2026-11-25T01:59:59Z') }), healthy],
      'healthy: process 2, healthz ok, node Ready after 8 s',
    ],
    [
      'not Ready',
      restarted,
      times(30, { ...healthy, node: notReady }),
      'waiting: the node is not Ready (KubeletNotReady: no CNI)',
    ],
    [
      'not Ready, as before',
      { ...restarted, ready: false },
      times(9, { ...healthy, node: notReady }),
      'healthy: process 2, healthz ok, node not Ready, and it was not Ready before the restart after 5 s',
    ],
    [
      'not Ready, and nobody knows whether it was',
      { ...restarted, ready: undefined },
      times(9, { ...healthy, node: notReady }),
      'waiting: the node is not Ready (KubeletNotReady: no CNI)',
    ],
    [
      'an API server that was never seen',
      { ...restarted, ready: undefined },
      times(9, { ...healthy, node: unseen }),
      'healthy: process 2, healthz ok, node Ready not seen: the API server cannot be asked after 5 s',
    ],
    [
      'an API server that was seen before is waited for, and no longer than ten seconds',
      restarted,
      times(30, { ...healthy, node: unseen }),
      'healthy: process 2, healthz ok, node Ready not seen: the API server cannot be asked after 15 s',
    ],
    [
      'an API server that comes back in time',
      restarted,
      [...times(9, { ...healthy, node: unseen }), ...times(3, healthy)],
      'healthy: process 2, healthz ok, node Ready after 9 s',
    ],
    [
      'without a restart, any Ready counts',
      { kubelet: undefined, ready: undefined, restartedAt: undefined },
      times(9, { ...healthy, node: ready('2026-11-24T00:00:00Z') }),
      'healthy: process 2, healthz ok, node Ready after 5 s',
    ],
  ];

describe('a kubelet after its restart', () => {
  for (const [name, before, seconds, end] of STORIES) {
    test(name, () => assert.equal(tell(before, seconds), end));
  }

  test('healthz is turned off', () => {
    const end = 'healthy: process 2, healthz is turned off, node Ready after 5 s';
    assert.equal(tell(restarted, times(9, healthy), false), end);
  });

  test('healthz is turned off, and no process was ever seen', () => {
    const nothing = tell({ ...restarted, kubelet: undefined }, times(9, { node: ready() }), false);
    assert.equal(nothing, 'waiting: its process is not running');
  });
});

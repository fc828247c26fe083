// A dry run on a node where a run was killed: it shows what the next run would undo or finish first, then what that run
// would change, ends as that run would, and changes nothing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunStep } from '../../src/install/state/journal.ts';
import { FORMS, Node, type RunOptions, type Wants } from './node.ts';

type Run = Pick<RunOptions, 'what' | 'wants'>;

interface Story {
  readonly name: string;
  readonly prepare: (node: Node) => Promise<void>;
  /** The run that is killed. */
  readonly killed: (node: Node) => Run;
  /** Those that may come next. */
  readonly next: (node: Node) => readonly Run[];
}

const first = (node: Node): Wants => node.wants(['a.example']);
const second = (node: Node): Wants =>
  node.wants(['b.example', 'pods.example'], {
    files: ['other'],
    tokens: true,
    replace: ['vendor-plugin'],
    acceptLoss: true,
  });

async function installFirst(node: Node): Promise<void> {
  const { outcome, message } = await node.run({ what: 'install', wants: first(node) });
  assert.equal(outcome, 'installed', message);
  node.ship('2.0.0');
}

const STORIES: readonly Story[] = [
  {
    name: 'the first install',
    prepare: async () => {},
    killed: (node) => ({ what: 'install', wants: first(node) }),
    next: (node) => [{ what: 'install', wants: first(node) }, { what: 'uninstall' }],
  },
  {
    name: 'an upgrade',
    prepare: installFirst,
    killed: (node) => ({ what: 'install', wants: second(node) }),
    next: (node) => [
      { what: 'install', wants: { tokens: true } },
      { what: 'uninstall' },
      { what: 'restore' },
      { what: 'install', wants: { ...second(node), config: `${node.root}/nothing` } },
      { what: 'install', wants: second(node) },
    ],
  },
  {
    name: 'an uninstall',
    prepare: installFirst,
    killed: () => ({ what: 'uninstall' }),
    next: (node) => [
      { what: 'uninstall' },
      { what: 'install', wants: {} },
      { what: 'install', wants: second(node) },
    ],
  },
];

/** One in each phase, and in the middle of the switch. */
const STEPS: readonly RunStep[] = [
  'announced',
  'staged',
  'begun',
  'switched',
  'restarted',
  'committed',
  'recorded',
];

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';

/** All but the lock of the run that was killed, which the next run of any kind takes over. */
function snapshot(node: Node): Record<string, string> {
  const { 'state/lock': _, ...others } = node.snapshot();
  return others;
}

function afterRecovery(message: string): string {
  return message.slice(message.indexOf('After that:\n') + 'After that:\n'.length);
}

/** What a dry run says of a node once nothing is left of the killed run. */
async function dryRunOnWholeNode(node: Node, run: Run): Promise<string> {
  const { message, code } = await node.run({ ...run, dryRun: true });
  return code ?? message;
}

describe('a dry run after a killed run', { skip: NOT_ROOT, concurrency: 2 }, () => {
  for (const form of FORMS) {
    for (const story of STORIES) {
      test(`${story.name}, kubelet with ${form}`, async (context) => {
        const node = await Node.make(context, form);
        await story.prepare(node);
        const beginning = node.save();
        const killed = story.killed(node);
        for (const step of STEPS) {
          beginning();
          await node.kill({ ...story.killed(node), killAtStep: step });
          const interrupted = node.save();
          const runs = story.next(node).length;
          for (let index = 0; index < runs; index += 1) {
            const at = `"${step}", then ${JSON.stringify(story.next(node)[index])}`;
            interrupted();
            const run = story.next(node)[index] as Run;
            const before = snapshot(node);
            const dry = await node.run({ ...run, dryRun: true });
            assert.deepEqual(snapshot(node), before, `nothing is changed at ${at}`);
            const done = await node.run(run);
            assert.equal(dry.code, done.code, `${at}: ${dry.message} ${done.message}`);
            if (dry.code !== undefined) {
              assert.equal(dry.message, done.message, at);
              continue;
            }
            assert.match(dry.message, new RegExp(`^An earlier ${killed.what} was killed `), at);
            const isDone = step === 'committed' || step === 'recorded';
            assert.equal(/would first undo/.test(dry.message), !isDone, dry.message);
            beginning();
            const other = story.next(node)[index] as Run;
            if (isDone) await node.run(story.killed(node));
            assert.equal(afterRecovery(dry.message), await dryRunOnWholeNode(node, other), at);
          }
        }
      });
    }
  }

  test('what another user of the file has written meanwhile is kept, without our part', async (context) => {
    const node = await Node.make(context, 'file');
    const run: Run = { what: 'install', wants: first(node) };
    await node.kill({ ...run, killAtStep: 'restarted' });
    node.write('kubelet/providers.yaml', node.read('kubelet/providers.yaml').replaceAll('10m', '11m'), 0o640);
    const before = snapshot(node);
    const dry = await node.run({ ...run, dryRun: true });
    assert.equal(dry.code, undefined, dry.message);
    assert.match(dry.message, /kubelet\/providers\.yaml: restored/);
    assert.match(dry.message, /^ .*defaultCacheDuration: "11m"$/m);
    assert.deepEqual(snapshot(node), before);
  });

  test('while the run still works on the node, it is busy', async (context) => {
    const node = await Node.make(context, 'file');
    const run: Run = { what: 'install', wants: first(node) };
    const { child, held, result } = node.begin({ ...run, holdAt: 'switched' });
    await held;
    const dry = await node.run({ ...run, dryRun: true, waitMs: 0 });
    assert.equal(dry.code, 'INSTALL_BUSY', dry.message);
    child.kill('SIGKILL');
    assert.equal(await result, undefined);
  });
});

// kill -9 after every step of install, upgrade and uninstall, of their roll-back and of the recovery: at each instant the
// kubelet would start with what is on the disk, and the next run brings about what was wanted.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type RunStep, STEPS } from '../../src/install/state/journal.ts';
import { FORMS, Node, type RunOptions, type Wants } from './node.ts';

type Run = Pick<RunOptions, 'what' | 'wants'>;

interface Story {
  readonly name: string;
  /** What has happened on the node before. */
  readonly prepare: (node: Node) => Promise<void>;
  /** The run that is killed, and that comes again. */
  readonly run: (node: Node) => Run;
  readonly outcome: string;
}

const FIRST = ['a.example', 'b.example'];
const first = (node: Node): Wants => node.wants(FIRST);
const second = (node: Node): Wants =>
  node.wants(['a.example', 'pods.example'], {
    files: ['other'],
    tokens: true,
    replace: ['vendor-plugin'],
    acceptLoss: true,
  });

async function installFirst(node: Node): Promise<void> {
  const result = await node.run({ what: 'install', wants: first(node) });
  assert.equal(result.outcome, 'installed', result.message);
}

async function installSecond(node: Node): Promise<void> {
  await installFirst(node);
  node.ship('2.0.0');
  const result = await node.run({ what: 'install', wants: second(node) });
  assert.equal(result.outcome, 'installed', result.message);
}

const STORIES: readonly Story[] = [
  {
    name: 'the first install',
    prepare: async () => {},
    run: (node) => ({ what: 'install', wants: first(node) }),
    outcome: 'installed',
  },
  {
    name: 'an upgrade',
    prepare: async (node) => {
      await installFirst(node);
      node.ship('2.0.0');
    },
    run: (node) => ({ what: 'install', wants: second(node) }),
    outcome: 'installed',
  },
  {
    name: 'a change of rules that needs no restart',
    prepare: installSecond,
    run: (node) => {
      const wants = second(node);
      node.write('source/files/other', 'a new secret\n');
      return { what: 'install', wants };
    },
    outcome: 'installed',
  },
  {
    name: 'an uninstall',
    prepare: installSecond,
    run: () => ({ what: 'uninstall' }),
    outcome: 'uninstalled',
  },
  {
    name: 'a first install with which the kubelet is not well',
    prepare: async (node) => {
      node.write('ill-when', 'b.example');
    },
    run: (node) => ({ what: 'install', wants: first(node) }),
    outcome: 'INSTALL_ROLLED_BACK',
  },
  {
    name: 'an upgrade with which the kubelet is not well',
    prepare: async (node) => {
      await installFirst(node);
      node.ship('2.0.0');
      node.write('ill-when', 'pods.example');
    },
    run: (node) => ({ what: 'install', wants: second(node) }),
    outcome: 'INSTALL_ROLLED_BACK',
  },
  {
    name: 'an install that check refuses',
    prepare: installFirst,
    run: (node) => ({ what: 'install', wants: node.wants(['a.example'], { files: [] }) }),
    outcome: 'INSTALL_REFUSED',
  },
];

/** Where the run before was killed, for a recovery that is killed too: each of its ways. */
const KILLED_BEFORE: readonly RunStep[] = [
  'staged',
  'begun',
  'switched',
  'healthy',
  'undone',
  'committed',
  'recorded',
];

const NOTHING = /^(the first install|an uninstall)$/;

const reached = new Set<RunStep>();
let points = 0;

/** Kills the run at each of its steps, and after each runs it to its end. */
async function killEverywhere(node: Node, story: Story, prepare: () => Promise<void>): Promise<void> {
  const run = story.run(node);
  await prepare();
  const restore = node.save();
  const whole = await node.run(run);
  assert.equal(whole.outcome ?? whole.code, story.outcome, whole.message);
  const end = node.snapshot();
  for (let number = 1; number <= whole.steps.length; number += 1) {
    const step = whole.steps[number - 1] as RunStep;
    reached.add(step);
    points += 1;
    restore();
    const at = `${number}, "${step}"`;
    await node.kill({ ...run, killAt: number });
    assert.deepEqual(node.whyNotLoaded(), [], `the kubelet's configuration at ${at}`);
    const again = await node.run(run);
    // When all was done, nothing is left to do.
    assert.ok(
      [story.outcome, 'unchanged'].includes(again.outcome ?? again.code ?? ''),
      `after ${at}: ${again.message}`,
    );
    assert.deepEqual(node.snapshot(), end, `the node after ${at}`);
    assert.deepEqual(node.whyNotLoaded(), []);
  }
}

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';

describe('killed', { skip: NOT_ROOT, concurrency: 2 }, () => {
  for (const form of FORMS) {
    // Where there was nothing, only the beginning and the end differ.
    for (const story of form === 'nothing' ? STORIES.filter(({ name }) => NOTHING.test(name)) : STORIES) {
      test(`${story.name}, kubelet with ${form}`, async (context) => {
        const node = await Node.make(context, form);
        await story.prepare(node);
        await killEverywhere(node, story, async () => {});
      });
    }
  }

  for (const step of KILLED_BEFORE) {
    test(`while it undoes or finishes an upgrade that was killed at "${step}"`, async (context) => {
      const node = await Node.make(context, 'file');
      const upgrade = STORIES.find(({ name }) => name === 'an upgrade') as Story;
      const isDone = step === 'committed' || step === 'recorded';
      const story = isDone ? { ...upgrade, outcome: 'unchanged' } : upgrade;
      await story.prepare(node);
      await killEverywhere(node, story, async () => {
        if (step === 'undone') node.write('ill-when', 'pods.example');
        await node.kill({ ...story.run(node), killAtStep: step });
        if (step === 'undone') node.write('ill-when', 'nothing');
      });
    });
  }

  after(() => {
    console.log(`${points} kill points`);
    assert.deepEqual(
      STEPS.filter((step) => !reached.has(step)),
      [],
      'every named step was one of them',
    );
  });
});

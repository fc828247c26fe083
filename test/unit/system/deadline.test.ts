// When a run must have ended, by a clock that the tests move.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { Deadline, type Stop } from '../../../src/system/deadline.ts';

function at(ms: number, who?: string) {
  const clock = { ms: 0 };
  return {
    clock,
    deadline: new Deadline(
      ms,
      () => clock.ms,
      () => who,
    ),
  };
}

const overdue = (message: string) => (error: unknown) => {
  assert.ok(error instanceof ProviderError);
  assert.deepEqual([error.message, error.code], [message, 'DEADLINE_EXCEEDED']);
  return true;
};
const never = () => new Promise<never>(() => {});

describe('what remains', () => {
  test('is what the clock has left of it', () => {
    const { clock, deadline } = at(45_000);
    assert.equal(deadline.remainingMs(), 45_000);
    clock.ms = 40_000;
    assert.equal(deadline.remainingMs(), 5_000);
    clock.ms = 46_000;
    assert.equal(deadline.remainingMs(), -1_000);
  });

  test('is a part while work has a part, and all of it again when that has ended, however it ends', async () => {
    const { clock, deadline } = at(45_000);
    clock.ms = 5_000;
    const seen: number[] = [];
    const look = async () => {
      seen.push(deadline.remainingMs());
      clock.ms += 1_000;
      seen.push(deadline.remainingMs());
    };
    await deadline.limitPart(10_000, look, () => assert.fail());
    await assert.rejects(
      deadline.limitPart(
        10_000,
        async () => {
          await look();
          throw new Error('refused');
        },
        () => assert.fail(),
      ),
      /refused/,
    );
    assert.deepEqual([...seen, deadline.remainingMs()], [10_000, 9_000, 10_000, 9_000, 38_000]);
  });
});

describe('work that waits for nothing', () => {
  test('goes on until the time is over', () => {
    const { clock, deadline } = at(2_500, 'rule "a": ecr');
    clock.ms = 2_499;
    deadline.check();
    clock.ms = 2_500;
    assert.throws(() => deadline.check(), overdue('rule "a": ecr: no answer within the deadline of 2.5 s'));
  });
});

describe('work that waits', () => {
  test('is given its result', async () => {
    assert.equal(await at(45_000).deadline.limit(async () => 'answer'), 'answer');
  });

  test('is given up when the time is over, and told so', async () => {
    const { deadline } = at(5);
    let reason: unknown;
    await assert.rejects(
      deadline.limit(({ signal }) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
        });
        return never();
      }),
      overdue('no answer within the deadline of 0.005 s'),
    );
    assert.ok(overdue('no answer within the deadline of 0.005 s')(reason));
  });

  test('that asks for the signal only after the time is over finds it aborted', async () => {
    const { deadline } = at(5);
    let told: Stop | undefined;
    const work = (stop: Stop) => {
      told = stop;
      return never();
    };
    await assert.rejects(deadline.limit(work), overdue('no answer within the deadline of 0.005 s'));
    assert.ok(overdue('no answer within the deadline of 0.005 s')(told?.signal.reason));
  });

  test('that comes after the end is given up at once', async () => {
    const { clock, deadline } = at(1_000);
    clock.ms = 2_000;
    await assert.rejects(deadline.limit(never), overdue('no answer within the deadline of 1 s'));
  });

  test('in a part of the time fails as its owner says', async () => {
    const mine = new Error('no new credential');
    await assert.rejects(
      at(45_000).deadline.limitPart(5, never, () => mine),
      mine,
    );
  });

  test('is named by the failure: all that is waited for at that moment', async () => {
    const { clock, deadline } = at(1_000, 'rule "a": ecr');
    assert.equal(deadline.waitingFor(), undefined);
    let step = 'connection';
    let answer = (): void => assert.fail();
    const first = deadline.during(
      () => `first: no ${step}`,
      () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    );
    void deadline.during(() => 'second', never);
    step = 'answer';
    clock.ms = 1_000;
    const named = 'rule "a": ecr: no answer within the deadline of 1 s';
    assert.throws(() => deadline.check(), overdue(`${named}: first: no answer; second`));
    answer();
    await first;
    assert.throws(() => deadline.check(), overdue(`${named}: second`));
  });
});

// Durations are read as Go's time.ParseDuration reads them, and what we write it reads back.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatGoDuration, parseGoDuration } from '../../src/protocol/go-duration.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { randomDuration } from './generate.ts';
import { askKubelet } from './harness.ts';
import { createRandom } from './random.ts';

const DURATIONS = 20_000;
const NANOSECONDS_PER_MS = 1e6;

/** Text that Go reads or refuses for a reason of its own. */
// biome-ignore format: a table
const BY_HAND = [
  '0', '+0', '-0', '', '+', '-', '.', '.s', '1', '1s', '1.s', '.5s', '1.5h', '1h30m', '1m1h', '5µs', '5μs',
  '5us', '1d', '1S', '1e3s', ' 1s', '1s ', '1 s', '--1s', '+-1s', '1h-1m', '9223372036854775807ns',
  '9223372036854775808ns', '-9223372036854775808ns', '-9223372036854775809ns', '9223372036854775.807us',
  '9223372036854775.808us', '2562047h47m16.854775807s', '2562047h47m16.854775808s', '2562048h',
  '0.9223372036854775807h', '0.9223372036854775808h', '0.100000000000000000000h', '0.830103483285477580700h',
  '1.0000000000001s', '0.3333333333333333333h', '00000000000000000000000001s', '1\0s', '１s', '1s\n',
  '99999999999999999999s', '1ms1ns', '0x1s', '1_0s', 'ns',
];

describe('durations', { skip: await whyNoHarness() }, () => {
  // time.ParseDuration is Go's own, so that one release says it for both.
  const release = RELEASES[0];

  it('read', async (t) => {
    const random = createRandom(4);
    const texts = [...BY_HAND, ...Array.from({ length: DURATIONS }, () => randomDuration(random))];
    const answers = await askKubelet(
      release,
      texts.map((duration) => ({ duration })),
    );
    const differences = texts.flatMap((text, index) => {
      const ours = parseGoDuration(text);
      const go = answers[index]?.error ? undefined : Number(answers[index]?.nanoseconds) / NANOSECONDS_PER_MS;
      return isSame(go, ours) ? [] : [{ text, go, ours }];
    });
    assert.deepEqual(
      differences.slice(0, 20),
      [],
      `${differences.length} of ${texts.length} durations differ`,
    );
    t.diagnostic(`${texts.length} durations, ${answers.filter(({ error }) => error).length} refused`);
  });

  it('written', async () => {
    const random = createRandom(5);
    const durations = [
      0,
      1,
      999,
      1000,
      59_999,
      60_000,
      300_000,
      3_600_000,
      43_200_000,
      86_400_000 * 365,
      0.5,
      0.000001,
      1234.567891,
    ];
    for (const bound of [1e3, 1e6, 1e9, 1e12])
      durations.push(...random.list(500, 500, () => random.integer(0, bound)));
    const texts = durations.map(formatGoDuration);
    const answers = await askKubelet(
      release,
      texts.map((duration) => ({ duration })),
    );
    for (const [index, ms] of durations.entries()) {
      // Down to a whole millisecond: a credential is rather dropped too early.
      const expected = BigInt(Math.floor(ms)) * BigInt(NANOSECONDS_PER_MS);
      assert.equal(answers[index]?.nanoseconds, String(expected), `${ms} ms, written ${texts[index]}`);
    }
  });
});

/** Equal but for what a double cannot hold. */
function isSame(go: number | undefined, ours: number | undefined): boolean {
  if (go === undefined || ours === undefined) return go === ours;
  return Math.abs(go - ours) <= Math.max(Math.abs(go) * 1e-15, 1e-9);
}

// A cloud stops answering, in each way in which clouds do, and each way meets a cache that holds nothing, a fresh
// credential, one that is due and one that has expired. What comes of it is the table of docs/reliability.md.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import type { ErrorCode } from '../../src/errors.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { CLOUDS, type CloudUnderTest } from './outage/clouds.ts';
import { keepInDocument, table } from './outage/document.ts';
import {
  answering,
  type Expected,
  expectedAt,
  expectedOfRenewal,
  FAULTS,
  type Fault,
} from './outage/faults.ts';
import { throughGate } from './outage/gate.ts';
import { type NodeInTrouble, type Outcome, type PullOptions, pull, seedFrom } from './outage/pull.ts';

/** Of one cloud in one kind of trouble. */
interface Row {
  readonly fault: Fault;
  readonly nothing: Outcome;
  readonly due: Outcome;
  /** With a deadline that is over before any limit; where there is something to wait for. */
  readonly overdue: Outcome | undefined;
}

/** The longest that an old credential is given to the kubelet for. */
const OLD_SECONDS = 5 * 60;
/** In which an expired credential of a service account is given. */
const OUTAGES: readonly ErrorCode[] = [
  'NETWORK_FAILED',
  'BACKEND_UNAVAILABLE',
  'BACKEND_THROTTLED',
  'DEADLINE_EXCEEDED',
];
const SHORT_DEADLINE = { text: '2s', seconds: 2 };
/** Whoever waits so long waits for a limit that is longer than that. */
const LEAST_LIMIT_SECONDS = 5;
const ATTEMPTS = 6;
/** A second pull comes within so long. */
const SOON_SECONDS = 10;

const NO_NAMESPACES = namespacesMissing();

function namespacesMissing(): string | undefined {
  const { error, status, stderr } = spawnSync(
    'unshare',
    ['--net', '--mount', 'sh', '-c', 'ip link set lo up && command -v nsenter'],
    { encoding: 'utf8' },
  );
  return error === undefined && status === 0
    ? undefined
    : `needs root and unshare, nsenter and ip: ${error?.message ?? stderr.trim()}`;
}

const found = new Map<CloudUnderTest, Map<Fault, Row>>(CLOUDS.map((cloud) => [cloud, new Map()]));

/** What takes longest begins first. */
const cells = CLOUDS.flatMap((cloud) =>
  FAULTS.flatMap((fault) => {
    const expected = expectedAt(cloud, fault);
    return expected === undefined ? [] : [{ cloud, fault, expected }];
  }),
).toSorted((one, other) => other.expected.from - one.expected.from);

describe('a cloud stops answering:', { concurrency: cells.length }, () => {
  for (const { cloud, fault, expected } of cells) {
    const skip = fault.isNamed && NO_NAMESPACES;
    test(`${cloud.name} ${fault.name}`, { skip: skip ?? false }, async (context) => {
      const trouble = await throughGate(() => bringAbout(cloud, fault, context));
      const waits = expected.from >= LEAST_LIMIT_SECONDS;
      const renewal = expectedOfRenewal(fault, cloud.kind);
      const [nothing, [due, soon], fresh, expired, overdue] = await Promise.all([
        pullWithin(expected.within, trouble, { kept: 'nothing' }),
        pullTwice(renewal.within, trouble),
        cloud.isTriedWhole ? pull(trouble, { kept: 'fresh' }) : undefined,
        cloud.isTriedWhole ? pullWithin(expected.within, trouble, { kept: 'expired' }) : undefined,
        waits
          ? pullWithin(overdueWithin(expected), trouble, { kept: 'nothing', deadline: SHORT_DEADLINE.text })
          : undefined,
      ]);
      assertFailure(nothing, expected);
      if (fresh !== undefined && expired !== undefined) {
        assertFresh(fresh, cloud);
        assertExpired(expired, nothing, { cloud, expected });
      }
      assertOld(due, renewal, cloud);
      if (soon !== undefined) {
        assertQuiet(soon, due, cloud);
      }
      if (overdue !== undefined) {
        assertOverdue(overdue, expected);
      }
      found.get(cloud)?.set(fault, { fault, nothing, due, overdue });
    });
  }
});

test('docs/reliability.md says so', { skip: NO_NAMESPACES ?? false }, () => {
  const rows = [...found.values()].reduce((sum, { size }) => sum + size, 0);
  assert.equal(rows, cells.length, 'a row is missing');
  keepInDocument(CLOUDS.map(sectionOf).join('\n'));
});

async function bringAbout(
  cloud: CloudUnderTest,
  fault: Fault,
  end: { after(work: () => void | Promise<void>): void },
): Promise<NodeInTrouble> {
  const folder = temporaryFolder(end);
  const node = await cloud.start(end);
  const seed = await seedFrom(await answering(cloud, node.service, end), { cloud, node, folder });
  const place = await fault.put({ cloud, service: node.service, folder, end });
  return { cloud, node, place, folder, seed };
}

/**
 * Of a pull that takes longer than it may, it can be the machine that was slow, and then nothing is known of the pull:
 * another one is made. What stays too slow is a failure.
 */
async function pullWithin(
  seconds: number,
  trouble: NodeInTrouble,
  options: PullOptions,
): Promise<Outcome & { readonly attempt: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await pull(trouble, { ...options, attempt });
    if (outcome.seconds <= seconds || attempt === ATTEMPTS) {
      return { ...outcome, attempt };
    }
  }
}

/** With a credential that is due; the second at once, where it is sure to come before anybody asks again. */
async function pullTwice(
  seconds: number,
  trouble: NodeInTrouble,
): Promise<readonly [Outcome, Outcome | undefined]> {
  const { attempt, ...due } = await pullWithin(seconds, trouble, { kept: 'due' });
  const soon =
    due.quietSeconds > SOON_SECONDS ? await pull(trouble, { kept: 'due', attempt, again: true }) : undefined;
  return [due, soon];
}

/** Nobody is asked, and nobody notices. */
function assertFresh(outcome: Outcome, { password }: CloudUnderTest): void {
  const { exit, cache, level, tries, text } = outcome;
  assert.deepEqual(
    { exit, cache, level, tries, text },
    { exit: 0, cache: 'hit', level: 'info', tries: 0, text: '' },
  );
  assert.match(outcome.password ?? '', password);
  assert.ok(secondsOf(outcome.cacheDuration) > OLD_SECONDS, outcome.cacheDuration);
}

function assertFailure(outcome: Outcome, expected: Expected): void {
  const { exit, cache, level, text } = outcome;
  assert.deepEqual({ exit, cache, level }, { exit: 1, cache: 'asked', level: 'error' }, text);
  assertAsExpected(outcome, expected);
  assert.ok(text.endsWith(` [${expected.code}]`), text);
}

/** Without a token, or where the service has answered, as with nothing; otherwise the expired one, for a moment. */
function assertExpired(
  outcome: Outcome,
  nothing: Outcome,
  { cloud, expected }: { readonly cloud: CloudUnderTest; readonly expected: Expected },
): void {
  if (cloud.token === undefined || !OUTAGES.includes(expected.code)) {
    assertFailure(outcome, expected);
    assert.equal(outcome.text, nothing.text);
    return;
  }
  const { exit, cache, level, cacheDuration, text } = outcome;
  assert.deepEqual(
    { exit, cache, level, cacheDuration },
    { exit: 0, cache: 'expired', level: 'warning', cacheDuration: '30s' },
    text,
  );
  assertAsExpected(outcome, expected);
  assert.match(outcome.password ?? '', cloud.password);
}

/** The old credential, for a short time, and the log says why. */
function assertOld(outcome: Outcome, expected: Expected, { password }: CloudUnderTest): void {
  const { exit, cache, level, text } = outcome;
  assert.deepEqual({ exit, cache, level }, { exit: 0, cache: 'old', level: 'warning' }, text);
  assertAsExpected(outcome, expected);
  assert.match(outcome.password ?? '', password);
  const seconds = secondsOf(outcome.cacheDuration);
  assert.ok(seconds > 0 && seconds <= OLD_SECONDS, outcome.cacheDuration);
}

/** For a while after that nobody asks. */
function assertQuiet(outcome: Outcome, { text, code }: Outcome, { password }: CloudUnderTest): void {
  const { exit, cache, tries } = outcome;
  assert.deepEqual({ exit, cache, tries }, { exit: 0, cache: 'old', tries: 0 });
  assert.match(outcome.password ?? '', password);
  assert.equal(outcome.text, text.replace(` [${code}]`, ` (remembered) [${code}]`));
}

/** What comes after the deadline itself is the same as after the limit. */
function overdueWithin({ within, from }: Expected): number {
  return SHORT_DEADLINE.seconds + within - from;
}

/** The deadline's line says at which step it ran out. */
function assertOverdue(outcome: Outcome, expected: Expected): void {
  const { exit, code, text, seconds } = outcome;
  assert.deepEqual({ exit, code }, { exit: 1, code: 'DEADLINE_EXCEEDED' }, text);
  assert.match(text, /^rule "…": \w+: no answer within the deadline of 2 s: [^:]+: .+ in time; /);
  assertWithin(seconds, SHORT_DEADLINE.seconds, overdueWithin(expected), text);
}

function assertAsExpected({ code, tries, seconds, text }: Outcome, expected: Expected): void {
  assert.equal(code, expected.code, text);
  assert.ok(tries <= expected.tries && tries >= 1, `${tries} tries: ${text}`);
  assertWithin(seconds, expected.from, expected.within, text);
}

function assertWithin(seconds: number, from: number, within: number, text: string): void {
  assert.ok(seconds >= from && seconds <= within, `${seconds} s: ${text}`);
}

/** Of a Go duration. */
function secondsOf(duration = ''): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
  return [...duration.matchAll(/([\d.]+)([hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number),
    0,
  );
}

function sectionOf(cloud: CloudUnderTest): string {
  const rows = FAULTS.flatMap((fault) => found.get(cloud)?.get(fault) ?? []);
  const overdue = rows.flatMap(({ fault, overdue: outcome }) =>
    outcome === undefined ? [] : [[fault.name, code(outcome.text)]],
  );
  return `### ${cloud.name}

What fails is ${cloud.asks}.${cloud.token === undefined ? '' : GRACE}

${table(
  ['it …', 'calls', 'takes', 'the line', 'next call', 'renewal takes', 'next call', 'the log'],
  rows.map((row) => cellsOf(row, cloud)),
)}
With \`deadline: ${SHORT_DEADLINE.text}\`, which ends before the limit of a step:

${table(['it …', 'the line'], overdue)}`;
}

/** Asserted above for each row. */
const GRACE = ` An expired credential is returned, for 30 s, where the
line ends in ${OUTAGES.map((each) => `\`[${each}]\``).join(', ')}; in the others the pull fails as with none.`;

function cellsOf({ fault, nothing, due }: Row, { kind }: CloudUnderTest): string[] {
  const first = fault.expected[kind] as Expected;
  const renewal = expectedOfRenewal(fault, kind);
  return [
    fault.name,
    first.tries === 1 ? 'once' : `up to ${first.tries} times`,
    span(first),
    code(nothing.text),
    quiet(nothing),
    span(renewal),
    quiet(due),
    isSameFailure(nothing, due) ? 'the same' : code(due.text),
  ];
}

/** But for what to do, which is not in the log, and for how often it was tried. */
function isSameFailure(nothing: Outcome, due: Outcome): boolean {
  const problemOf = ({ text, code: end }: Outcome) =>
    text.replace(` [${end}]`, '').replace(', tried … times', '');
  return nothing.code === due.code && problemOf(nothing).startsWith(problemOf(due));
}

const code = (text: string): string => `\`${text}\``;
const span = ({ from, within }: Expected): string => `${from} to ${within} s`;
const quiet = ({ quietSeconds }: Outcome): string =>
  quietSeconds === 0 ? 'at once' : `after ${quietSeconds} s`;

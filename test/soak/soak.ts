// The soak: rounds of pulls among kills, steps of the clock, faults of the clouds and damage to the disk, and after
// each round, when all is well again, each identity gets its credential by one call at the most.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { marginOf } from '../../src/margin.ts';
import { signServiceAccountToken } from '../clouds/jwt.ts';
import { request } from '../support/executable.ts';
import { configText } from '../support/temporary.ts';
import { SoakClouds } from './clouds.ts';
import { Counted } from './counted.ts';
import { Disk } from './disk.ts';
import { type Ended, judge, judgeCommand, SLACK_MS, type Verdict } from './judge.ts';
import { NodeClock } from './node-clock.ts';
import { planRound, type Step } from './plan.ts';
import { type Going, type Run, Runs } from './runs.ts';
import {
  clusterKey,
  ENTITLED,
  issuer,
  lifeOf,
  NODE_KEYS,
  readCredential,
  SUBJECTS,
  type Subject,
} from './subjects.ts';
import { Tally } from './tally.ts';
import { searchTraces } from './traces.ts';

/** Something has happened that must not. */
export class Violation extends Error {}

export interface SoakOptions {
  /** Nobody else's; what the soak writes stays in it. */
  readonly folder: string;
  readonly seed: number;
  /** Path of libfaketime. */
  readonly fakeTime: string;
}

/** A run's deadline, among faults and when all is well. */
const DEADLINES = { storm: 5_000, quiet: 40_000 } as const;
type Weather = keyof typeof DEADLINES;

const QUIET_PULLS = 2;
/** No refusal and no throttling is remembered longer, whatever the clock did: a minute, and a minute of tolerance. */
const FORGOTTEN_AFTER_MS = 121_000;
/** Of all requests of one run: its steps, and its further tries. */
const MOST_CALLS_OF_RUN = 4 + 5;
/** When exactly a run has first looked at its clock, nobody knows. */
const START_TOLERANCE_MS = 50;
/** Beyond the hour for which a lock may be of a run that goes on. */
const LONG_AGO_MS = 2 * 3_600_000;

export class Soak {
  readonly #options: SoakOptions;
  readonly #clock: NodeClock;
  readonly #clouds: SoakClouds;
  readonly #disk: Disk;
  readonly #runs = new Runs();
  readonly #env: Readonly<Record<string, string>>;
  /** When the credential of the last answer ends. */
  readonly #ends = new Map<Subject, number>();
  readonly tally = new Tally();
  readonly #counted: Counted;
  #violation: Violation | undefined;

  private constructor(options: SoakOptions, clock: NodeClock, clouds: SoakClouds) {
    this.#options = options;
    this.#clock = clock;
    this.#clouds = clouds;
    this.#disk = new Disk(options.folder);
    this.#counted = new Counted(
      this.#disk.log,
      clouds.rules.map(({ name }) => name),
    );
    const HOME = this.#path('home');
    const TMPDIR = this.#path('tmp');
    this.#env = { ...clock.env, ...clouds.env, ...NODE_KEYS, HOME, TMPDIR };
    for (const folder of [HOME, TMPDIR]) mkdirSync(folder);
    const caFile = this.#path('ca.pem');
    writeFileSync(caFile, clouds.caCertificate);
    for (const [weather, deadlineMs] of Object.entries(DEADLINES)) {
      const config = configText(clouds.rules, {
        caFile,
        deadline: `${deadlineMs}ms`,
        cache: { directory: this.#disk.cache },
        log: { file: this.#disk.log, maxSize: '256Ki' },
      });
      writeFileSync(this.#configFile(weather as Weather), config);
    }
  }

  static async start(options: SoakOptions): Promise<Soak> {
    const clock = new NodeClock(options.folder, options.fakeTime);
    return new Soak(options, clock, await SoakClouds.start(clock));
  }

  /** What the summary says of where it ran. */
  get surroundings(): string {
    return this.#disk.isMounted
      ? 'a file system of its own'
      : 'no right to mount: the disk is never full or read-only';
  }

  /** What the agent would publish of its pulls. */
  get metrics(): string {
    return this.#counted.page;
  }

  /** @throws {Violation} */
  async round(number: number, onStep: (what: string) => void): Promise<void> {
    await this.#storm(planRound(this.#options.seed, number), onStep);
    onStep('all is well again');
    this.#disk.mend();
    this.#clouds.heal();
    this.#clock.step(FORGOTTEN_AFTER_MS);
    await this.#quiet('first');
    await this.#quiet('second');
    this.#checkLog();
    this.#checkCounts();
    this.#checkTraces();
    for (const pid of this.#runs.left) this.#report(`process ${pid} is left`);
    this.#throwViolation();
    this.tally.add('rounds');
  }

  /** Ends every run, and the clouds. */
  async end(): Promise<void> {
    await this.#runs.killAll();
    this.#counted.end();
    await this.#clouds.close();
    this.#disk.unmount();
  }

  async #storm(steps: readonly Step[], onStep: (what: string) => void): Promise<void> {
    this.#clouds.forgetCalls();
    const before = this.tally.of('pulls');
    for (const step of steps) {
      onStep(JSON.stringify(step));
      const name = nameOf(step);
      this.tally.add(`step: ${name}`);
      if (!(await this.#take(step))) this.tally.add(`not possible: ${name}`);
      this.#throwViolation();
    }
    onStep('the storm ends');
    await this.#runs.allEnded();
    const pulls = this.tally.of('pulls') - before;
    const { calls } = this.#clouds;
    this.tally.add('calls in storms', calls);
    if (calls > pulls * MOST_CALLS_OF_RUN) this.#report(`${calls} calls for ${pulls} pulls`);
    this.#checkTraces();
    this.#throwViolation();
  }

  /** False: it could not be done. */
  async #take(step: Step): Promise<boolean> {
    switch (step.kind) {
      case 'pull':
        await this.#pullImages(step);
        return true;
      case 'kill':
        return this.#withVictim(step.victim, async (run) => {
          await delay(step.afterMs);
          this.#runs.kill(run);
        });
      case 'freeze':
        return this.#withVictim(step.victim, async (run) => this.#runs.freeze(run, step.ms));
      case 'wait':
        await delay(step.ms);
        return true;
      case 'clock':
        this.#clock.step(step.ms);
        return true;
      case 'clockToEnd': {
        const end = this.#ends.get(pick(SUBJECTS, step.subject));
        if (end === undefined) {
          return false;
        }
        this.#clock.step(end - step.ms - this.#clock.now());
        await this.#pullImages(step);
        return true;
      }
      case 'fault':
        pick(this.#clouds.services, step.service).misbehave(step.misbehaviour);
        return true;
      case 'heal':
        this.#clouds.heal();
        return true;
      case 'clear': {
        const { registry } = pick(SUBJECTS, step.subject ?? 0);
        const which = step.subject === undefined ? [] : ['--registry', registry];
        await this.#command(['cache', 'clear', ...which]);
        return true;
      }
      case 'explain':
        await this.#command(['explain', `${pick(SUBJECTS, step.subject).folder}app`]);
        return true;
      case 'directory':
        return this.#disk.become(step.becomes);
      case 'entry': {
        const { entries } = this.#disk;
        const [victim, other] = [step.victim, step.other].map((number) => pick(entries, number));
        return victim !== undefined && other !== undefined && this.#disk.spoil(victim, other, step.becomes);
      }
      case 'age':
        return this.#disk.age(new Date(this.#clock.now() - LONG_AGO_MS));
    }
  }

  async #pullImages(step: { readonly subject: number; readonly image: number; readonly count: number }) {
    for (let index = 0; index < step.count; index += 1) {
      await this.#pull(pick(SUBJECTS, step.subject), step.image + index, 'storm');
    }
  }

  async #withVictim(number: number, work: (run: Going) => Promise<void>): Promise<boolean> {
    const { going } = this.#runs;
    if (going.length === 0) {
      return false;
    }
    await work(pick(going, number));
    return true;
  }

  /**
   * Each identity gets its own credential, by one call at the most however many ask: no lock, no refusal and no
   * damage has stayed behind. The second time there is no call.
   */
  async #quiet(time: 'first' | 'second'): Promise<void> {
    const due = ENTITLED.filter((subject) => !this.#isFresh(subject));
    this.#clouds.forgetCalls();
    const before = this.tally.of('answered');
    for (let image = 0; image < QUIET_PULLS; image += 1) {
      for (const subject of SUBJECTS) await this.#pull(subject, image, 'quiet');
    }
    await this.#runs.allEnded();
    this.#throwViolation();
    const when = `the ${time} time that all was well`;
    const answered = this.tally.of('answered') - before;
    const wanted = ENTITLED.length * QUIET_PULLS;
    if (answered !== wanted) this.#report(`${answered} answers of ${wanted}, ${when}`);
    const { issued, calls } = this.#clouds;
    for (const subject of ENTITLED) {
      const count = issued.get(subject.identity as string) ?? 0;
      const allowed = time === 'first' || due.includes(subject) ? 1 : 0;
      if (count > allowed) this.#report(`${subject.name}: ${count} calls, ${when}`);
    }
    this.tally.add('calls when all was well', calls);
  }

  /** What was answered last stays fresh for a minute at least. */
  #isFresh(subject: Subject): boolean {
    const left = (this.#ends.get(subject) ?? 0) - this.#clock.now();
    return left > marginOf(lifeOf(subject)) + 60_000;
  }

  async #pull(subject: Subject, image: number, weather: Weather): Promise<void> {
    const { account, registry, identity } = subject;
    const name = `${subject.folder}app-${image}`;
    const token =
      account &&
      signServiceAccountToken(clusterKey, { ...account, issuer, now: new Date(this.#clock.now()) });
    const input = request(
      name,
      token === undefined
        ? {}
        : { serviceAccountToken: token, serviceAccountAnnotations: account?.annotations },
    );
    this.tally.add('pulls');
    await this.#begin([], input, weather, (run, ended, since) => {
      const verdict = judge(ended, {
        identity,
        registry,
        image: name,
        read: (username, password) =>
          readCredential(subject, { username, password }, (issued) =>
            this.#clock.latestWithin(DEADLINES.storm + SLACK_MS, issued),
          ),
        earliest: this.#clock.earliestSince(since),
        killed: run.killed,
        deadlineMs: DEADLINES[weather],
        heldUpMs: run.heldUpMs,
      });
      if (verdict.kind === 'answered') this.#ends.set(subject, verdict.expiresAt);
      return [`${subject.name}, ${name}`, verdict];
    });
  }

  /** A command for people. */
  async #command(args: readonly string[]): Promise<void> {
    this.tally.add(`command: ${args[0]}`);
    await this.#begin(args, '', 'storm', (run, ended) => {
      const { killed, heldUpMs } = run;
      return [args.join(' '), judgeCommand(ended, { killed, heldUpMs, deadlineMs: DEADLINES.storm })];
    });
  }

  /** @param check is told how the run has ended, and since when, in real time, it has gone on */
  async #begin(
    args: readonly string[],
    input: string,
    weather: Weather,
    check: (run: Run, ended: Ended, since: number) => readonly [what: string, verdict: Verdict],
  ): Promise<void> {
    const deadlineMs = DEADLINES[weather];
    const options = {
      args: ['--config', this.#configFile(weather), ...args],
      input,
      env: this.#env,
      deadlineMs,
    };
    await this.#runs.begin(options, (run, ended) => {
      if (run.child.pid !== undefined) this.#clock.cleanUpAfter(run.child.pid);
      const [what, verdict] = check(run, ended, Date.now() - ended.ms - START_TOLERANCE_MS);
      this.tally.most('longest over its deadline, ms', Math.round(ended.ms - deadlineMs - run.heldUpMs));
      this.tally.add(verdict.kind === 'failed' ? `failed: ${verdict.code}` : verdict.kind);
      if (verdict.kind === 'violation') this.#report(`${what}: ${verdict.what}`);
    });
  }

  #checkTraces(): void {
    const { folder } = this.#options;
    const { bytes, wrong } = searchTraces({
      folder,
      cache: this.#disk.cache,
      given: (path) => path === this.#path('ca.pem') || path.startsWith(this.#path('config-')),
      empty: [this.#path('home'), this.#path('tmp'), this.#disk.elsewhere],
      key: NODE_KEYS.AWS_SECRET_ACCESS_KEY,
    });
    for (const what of wrong) this.#report(what);
    this.tally.most('most bytes on the disk', bytes);
    this.tally.add('searches for secrets');
  }

  /** Lines are never mixed; one that is torn was so by a kill or a full disk. */
  #checkLog(): void {
    this.#counted.look();
    for (const line of this.#disk.takeLog()) {
      const outcome = outcomeIn(line);
      if (outcome !== undefined) this.tally.add('lines of the log');
      this.tally.add(outcome === undefined ? 'log: torn' : `log: ${outcome}`);
    }
    const torn = this.tally.of('log: torn');
    if (torn > this.tally.of('step: kill') + this.tally.of('step: directory full')) {
      this.#report(`${torn} lines of the log are torn`);
    }
  }

  /** The agent that follows the log counts what is in it. */
  #checkCounts(): void {
    const { outcomes, torn, gaps } = this.#counted;
    for (const [outcome, number] of outcomes) {
      const wanted = this.tally.of(`log: ${outcome}`);
      if (number !== wanted)
        this.#report(`${number} lines are counted as ${outcome}, and ${wanted} were written`);
    }
    const lines = [...outcomes.values()].reduce((sum, number) => sum + number, 0);
    const wanted = this.tally.of('lines of the log');
    if (lines !== wanted) this.#report(`${lines} lines are counted, and ${wanted} were written`);
    // The last line of a file is known to be torn when a new file has come.
    if (torn > this.tally.of('log: torn')) this.#report(`${torn} lines are counted as torn`);
    if (gaps > 0) this.#report('the follower of the log has lost lines');
  }

  #path(name: string): string {
    return join(this.#options.folder, name);
  }

  #configFile(weather: Weather): string {
    return this.#path(`config-${weather}.json`);
  }

  #report(what: string): void {
    this.#violation ??= new Violation(what);
  }

  #throwViolation(): void {
    if (this.#violation !== undefined) throw this.#violation;
  }
}

/** @param number any: what counts is its remainder */
const pick = <T>(values: readonly T[], number: number): T => values[number % values.length] as T;

function nameOf(step: Step): string {
  switch (step.kind) {
    case 'directory':
    case 'entry':
      return `${step.kind} ${step.becomes}`;
    case 'fault':
      return `${step.kind} ${step.misbehaviour.kind}`;
    default:
      return step.kind;
  }
}

/** How the cache answered, by a line of the log; undefined: it is no whole line. */
function outcomeIn(line: string): string | undefined {
  try {
    const { cache } = JSON.parse(line) as { readonly cache?: { readonly outcome: string } };
    return cache?.outcome ?? 'none';
  } catch {
    return undefined;
  }
}

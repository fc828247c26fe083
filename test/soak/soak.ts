// The soak: rounds of pulls among kills, steps of the clock, faults of the clouds and damage to the disk, and after
// each round, when all is well again, each identity gets its credential by one call at the most.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { marginOf } from '../../src/margin.ts';
import { createAuthority } from '../clouds/authority.ts';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import { type AzureService, startAzure } from '../clouds/azure.ts';
import type { Cloud } from '../clouds/cloud.ts';
import { type GoogleCloud, startGoogle } from '../clouds/google.ts';
import { signServiceAccountToken } from '../clouds/jwt.ts';
import { createJournal } from '../clouds/record.ts';
import type { Service } from '../clouds/service.ts';
import { EXECUTABLE, request } from '../support/executable.ts';
import { configText } from '../support/temporary.ts';
import { Disk } from './disk.ts';
import { type Ended, judge, SLACK_MS } from './judge.ts';
import { NodeClock, OFFSETS } from './node-clock.ts';
import { planRound, type Step } from './plan.ts';
import {
  cloudsOf,
  clusterKey,
  ENTITLED,
  issuer,
  lifeOf,
  NODE_KEYS,
  readCredential,
  rulesOf,
  SUBJECTS,
  type Subject,
} from './subjects.ts';
import { findForeignSecret, findSecret, readAll } from './traces.ts';

/** Something happened that must not. */
export class Violation extends Error {}

export interface SoakOptions {
  /** Nobody else's; what the soak writes stays in it. */
  readonly folder: string;
  readonly seed: number;
  /** Path of libfaketime. */
  readonly fakeTime: string;
}

/** How often what has happened. */
export type Counts = Readonly<Record<string, number>>;

/** So many processes of ours at once: as on a node whose pulls go on in parallel. */
const MOST_RUNNING = 12;

const STORM_DEADLINE_MS = 5_000;
const QUIET_DEADLINE_MS = 40_000;
const QUIET_PULLS = 2;
/** No refusal and no throttling is remembered longer, whatever the clock did: a minute, and a minute of tolerance. */
const FORGOTTEN_AFTER_MS = 121_000;
/** Of all requests of one run: its steps, and its further tries. */
const MOST_CALLS_OF_RUN = 4 + 5;

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  killed: boolean;
  frozenMs: number;
}

interface Pulled {
  readonly subject: Subject;
  readonly what: string;
  readonly deadlineMs: number;
}

export class Soak {
  readonly #options: SoakOptions;
  readonly #clock: NodeClock;
  readonly #disk: Disk;
  readonly #aws: AwsCloud;
  readonly #azure: Cloud<AzureService>;
  readonly #google: GoogleCloud;
  readonly #counts: Record<string, number> = {};
  readonly #running = new Set<Run>();
  readonly #issued = new Map<string, number>();
  /** So that nobody else's processes are taken for ours, nor ours for theirs. */
  readonly #mark = `SOAK_MARK=${process.pid}-${Date.now()}`;
  #violation: Violation | undefined;
  #longestOver = 0;

  private constructor(
    options: SoakOptions,
    clock: NodeClock,
    clouds: { aws: AwsCloud; azure: Cloud<AzureService>; google: GoogleCloud },
    caCertificate: string,
  ) {
    this.#options = options;
    this.#clock = clock;
    this.#aws = clouds.aws;
    this.#azure = clouds.azure;
    this.#google = clouds.google;
    this.#disk = new Disk(options.folder);
    for (const name of ['home', 'tmp']) mkdirSync(this.#path(name));
    const caFile = this.#path('ca.pem');
    writeFileSync(caFile, caCertificate);
    const urls = { aws: this.#aws.urls, azure: this.#azure.urls, google: this.#google.urls };
    for (const deadlineMs of [STORM_DEADLINE_MS, QUIET_DEADLINE_MS]) {
      writeFileSync(
        this.#configFile(deadlineMs),
        configText(rulesOf(urls), {
          caFile,
          deadline: `${deadlineMs}ms`,
          cache: { directory: this.#disk.cache },
          log: { file: this.#disk.log, maxSize: '256Ki' },
        }),
      );
    }
  }

  static async start(options: SoakOptions): Promise<Soak> {
    const clock = new NodeClock(options.folder, options.fakeTime);
    const now = () => new Date(clock.now());
    const day = 86_400_000;
    const authority = createAuthority('authority of the soak', {
      from: new Date(Date.now() + OFFSETS.least - day),
      to: new Date(Date.now() + OFFSETS.most + day),
    });
    let soak: Soak | undefined;
    const config = cloudsOf(now, (identity) => soak?.countIssued(identity));
    const journal = createJournal();
    soak = new Soak(
      options,
      clock,
      {
        aws: await startAws(config.aws, { journal }),
        azure: await startAzure(config.azure, { journal, certificateFor: authority.certificateFor() }),
        google: await startGoogle(config.google, { journal }),
      },
      authority.certificate,
    );
    return soak;
  }

  get counts(): Counts {
    return { ...this.#counts, 'longest run over its deadline, ms': Math.max(0, this.#longestOver) };
  }

  /** What the summary says of where it ran. */
  get surroundings(): string {
    return this.#disk.isMounted
      ? 'a file system of its own'
      : 'no right to mount: the disk was never full or read-only';
  }

  /** @throws {Violation} */
  async round(number: number, onStep: (step: number, what: string) => void): Promise<void> {
    const steps = planRound(this.#options.seed, number);
    this.#aws.journal.clear();
    const before = this.#count('pulls');
    for (const [index, step] of steps.entries()) {
      onStep(index, JSON.stringify(step));
      this.#add(`step: ${nameOf(step)}`);
      if (!(await this.#take(step))) this.#add(`not possible: ${nameOf(step)}`);
      this.#throwViolation();
    }
    onStep(steps.length, 'the round ends');
    await this.#allEnded();
    this.#heal();
    const calls = this.#aws.journal.requests.length;
    this.#add('calls in storms', calls);
    const pulls = this.#count('pulls') - before;
    this.#require(calls <= pulls * MOST_CALLS_OF_RUN, `${calls} calls for ${pulls} pulls`);
    this.#checkTraces();
    onStep(steps.length + 1, 'all is well again');
    await this.#quiet();
    this.#checkLog();
    this.#checkTraces();
    this.#checkProcesses();
    this.#throwViolation();
    this.#add('rounds');
  }

  /** Ends every run, and the clouds. */
  async end(): Promise<void> {
    for (const run of this.#running) this.#kill(run);
    await this.#allEnded();
    await Promise.all([this.#aws.close(), this.#azure.close(), this.#google.close()]);
    this.#disk.unmount();
  }

  countIssued(identity: string): void {
    this.#issued.set(identity, (this.#issued.get(identity) ?? 0) + 1);
    this.#add('credentials issued');
  }

  // The steps.

  /** False: it could not be done. */
  async #take(step: Step): Promise<boolean> {
    switch (step.kind) {
      case 'pull':
        for (let index = 0; index < step.count; index += 1) {
          await this.#roomForOne();
          this.#pull(pick(SUBJECTS, step.subject), step.image + index, STORM_DEADLINE_MS);
        }
        return true;
      case 'kill':
        return this.#withVictim(step.victim, async (run) => {
          await delay(step.afterMs);
          this.#kill(run);
        });
      case 'freeze':
        return this.#withVictim(step.victim, async (run) => {
          run.child.kill('SIGSTOP');
          run.frozenMs += step.ms;
          setTimeout(() => run.child.kill('SIGCONT'), step.ms);
        });
      case 'wait':
        await delay(step.ms);
        return true;
      case 'clock':
        this.#clock.step(step.ms);
        return true;
      case 'fault':
        pick(this.#services, step.service).misbehave(step.misbehaviour);
        return true;
      case 'heal':
        this.#heal();
        return true;
      case 'clear': {
        const { registry } = pick(SUBJECTS, step.subject ?? 0);
        await this.#roomForOne();
        this.#command(['cache', 'clear', ...(step.subject === undefined ? [] : ['--registry', registry])]);
        return true;
      }
      case 'explain':
        await this.#roomForOne();
        this.#command(['explain', `${pick(SUBJECTS, step.subject).folder}app`]);
        return true;
      case 'directory':
        return this.#disk.become(step.becomes);
      case 'entry': {
        const { entries } = this.#disk;
        return (
          entries.length > 0 &&
          this.#disk.spoil(pick(entries, step.victim), pick(entries, step.other), step.becomes)
        );
      }
      case 'age':
        return this.#disk.age(new Date(this.#clock.now() - 2 * 3_600_000));
    }
  }

  async #withVictim(number: number, work: (run: Run) => Promise<void>): Promise<boolean> {
    const runs = [...this.#running];
    if (runs.length === 0) {
      return false;
    }
    await work(pick(runs, number));
    return true;
  }

  #kill(run: Run): void {
    run.killed = true;
    run.child.kill('SIGKILL');
  }

  #heal(): void {
    for (const service of this.#services) service.behave();
  }

  get #services(): readonly Service[] {
    const { ecr, sts } = this.#aws.services;
    const { imds, entra, acr } = this.#azure.services;
    const { metadata, sts: exchange, iamcredentials } = this.#google.services;
    return [ecr, sts, imds, entra, acr, metadata, exchange, iamcredentials];
  }

  // When all is well again.

  /**
   * Each identity gets its own credential, by one call at the most however many ask: no lock, no refusal and no
   * damage has stayed behind. Asked once more, there is no call.
   */
  async #quiet(): Promise<void> {
    this.#disk.mend();
    this.#clock.step(FORGOTTEN_AFTER_MS);
    for (const time of ['first', 'second']) {
      const due = ENTITLED.filter((subject) => !this.#isFresh(subject));
      const calls = await this.#quietBurst(time);
      for (const subject of ENTITLED) {
        const count = calls.get(subject.identity as string) ?? 0;
        const allowed = time === 'first' || due.includes(subject) ? 1 : 0;
        this.#require(
          count <= allowed,
          `${subject.name}: ${count} calls, the ${time} time that all was well`,
        );
      }
    }
  }

  /** How often each identity's credential was issued. */
  async #quietBurst(time: string): Promise<ReadonlyMap<string, number>> {
    this.#issued.clear();
    this.#aws.journal.clear();
    const { answered = 0 } = this.#counts;
    for (let image = 0; image < QUIET_PULLS; image += 1) {
      for (const subject of SUBJECTS) {
        await this.#roomForOne();
        this.#pull(subject, image, QUIET_DEADLINE_MS);
      }
    }
    await this.#allEnded();
    this.#throwViolation();
    const now = this.#count('answered') - answered;
    this.#require(
      now === ENTITLED.length * QUIET_PULLS,
      `${now} answers of ${ENTITLED.length * QUIET_PULLS}, the ${time} time that all was well`,
    );
    this.#add('calls when all was well', this.#aws.journal.requests.length);
    const issued = new Map(this.#issued);
    // The registries' refresh tokens are made by the fake itself: those who were given one are in its journal.
    for (const { service, path, status, claims } of this.#aws.journal.requests) {
      const identity = claims['field access_token']?.appid;
      if (
        service === 'acr' &&
        path === '/oauth2/exchange' &&
        status === 200 &&
        typeof identity === 'string'
      ) {
        issued.set(identity, (issued.get(identity) ?? 0) + 1);
      }
    }
    return issued;
  }

  /** When the credential of the last answer ends, by subject. */
  readonly #ends = new Map<Subject, number>();

  /** What was answered last stays fresh for a minute at least. */
  #isFresh(subject: Subject): boolean {
    const left = (this.#ends.get(subject) ?? 0) - this.#clock.now();
    return left > marginOf(lifeOf(subject)) + 60_000;
  }

  // Runs.

  #pull(subject: Subject, image: number, deadlineMs: number): void {
    const { account, folder } = subject;
    const name = `${folder}app-${image}`;
    const earliest = this.#clock.now();
    const startedAt = Date.now();
    const token =
      account &&
      signServiceAccountToken(clusterKey, { ...account, issuer, now: new Date(this.#clock.now()) });
    const input = request(name, {
      ...(token && { serviceAccountToken: token, serviceAccountAnnotations: account?.annotations }),
    });
    this.#add('pulls');
    const pulled: Pulled = { subject, what: `${subject.name}, ${name}`, deadlineMs };
    this.#start([], input, deadlineMs, (run, ended) => {
      const verdict = judge(ended, {
        identity: subject.identity,
        registry: subject.registry,
        image: name,
        read: (username, password) => readCredential(subject, username, password),
        earliest: Math.min(earliest, this.#clock.earliestSince(startedAt)),
        killed: run.killed,
        deadlineMs,
        frozenMs: run.frozenMs,
      });
      this.#longestOver = Math.max(this.#longestOver, Math.round(ended.ms - deadlineMs - run.frozenMs));
      this.#add(verdict.kind === 'failed' ? `failed: ${verdict.code}` : verdict.kind);
      if (verdict.kind === 'violation') this.#report(`${pulled.what}: ${verdict.what}`);
      if (verdict.kind === 'answered') this.#ends.set(subject, verdict.expiresAt);
    });
  }

  /** A command for people: its text shows no secret, and a failure is no bug. */
  #command(args: readonly string[]): void {
    this.#add(args[0] as string);
    this.#start(args, '', STORM_DEADLINE_MS, (run, { exit, stdout, stderr, ms }) => {
      const what = args.join(' ');
      const secret = findSecret(stdout + stderr);
      if (secret !== undefined) this.#report(`${what}: shows a secret: ${secret}`);
      if (run.killed) return;
      const said = stdout + stderr;
      if ((exit !== 0 && exit !== 1) || said === '' || said.includes('[INTERNAL]')) {
        this.#report(`${what}: exit ${exit}: ${stderr.slice(0, 300)}`);
      }
      if (ms > STORM_DEADLINE_MS + run.frozenMs + SLACK_MS) this.#report(`${what}: took ${ms} ms`);
    });
  }

  #start(
    args: readonly string[],
    input: string,
    deadlineMs: number,
    onEnd: (run: Run, ended: Ended) => void,
  ): void {
    const startedAt = performance.now();
    const child = spawn(EXECUTABLE, ['--config', this.#configFile(deadlineMs), ...args], {
      cwd: '/',
      env: this.#environment,
      stdio: 'pipe',
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.stdin.on('error', () => {}); // it was killed before it has read everything
    child.stdin.end(input);
    const hanging = setTimeout(() => child.kill('SIGKILL'), 2 * (deadlineMs + SLACK_MS));
    const ended = new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) => {
        clearTimeout(hanging);
        this.#running.delete(run);
        if (child.pid !== undefined) this.#clock.cleanUpAfter(child.pid);
        onEnd(run, { exit, ...output, ms: performance.now() - startedAt });
        resolve();
      });
    });
    const run: Run = { child, ended, killed: false, frozenMs: 0 };
    this.#running.add(run);
  }

  get #environment(): Readonly<Record<string, string>> {
    const [mark = '', value = ''] = this.#mark.split('=');
    return {
      ...this.#clock.env,
      ...this.#aws.env,
      ...this.#azure.env,
      ...this.#google.env,
      ...NODE_KEYS,
      HOME: this.#path('home'),
      TMPDIR: this.#path('tmp'),
      [mark]: value,
    };
  }

  async #roomForOne(): Promise<void> {
    while (this.#running.size >= MOST_RUNNING) {
      await Promise.race([...this.#running].map(({ ended }) => ended));
    }
  }

  async #allEnded(): Promise<void> {
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  // What must hold of all that the runs have left.

  #checkTraces(): void {
    const { folder } = this.#options;
    let bytes = 0;
    readAll(folder, (path, text) => {
      bytes += text.length;
      const name = path.slice(folder.length);
      const inName = findSecret(name);
      this.#require(inName === undefined, `a name on the disk shows a secret: ${name}`);
      if (path === this.#path('ca.pem') || path.startsWith(this.#path('config-'))) return;
      if (path.startsWith(`${this.#disk.cache}/`) && !name.includes('.lock')) {
        const secret = findForeignSecret(text, NODE_KEYS.AWS_SECRET_ACCESS_KEY);
        this.#require(secret === undefined, `${name} in the cache holds ${secret}`);
        return;
      }
      const secret = findSecret(text);
      this.#require(secret === undefined, `${name} holds a secret: ${secret}`);
      const isElsewhere = [this.#path('home'), this.#path('tmp'), this.#disk.elsewhere].some((place) =>
        path.startsWith(`${place}/`),
      );
      this.#require(!isElsewhere, `${name} has appeared`);
    });
    this.#counts['most bytes on the disk'] = Math.max(this.#count('most bytes on the disk'), bytes);
    this.#add('searches for secrets');
  }

  /** Lines are never mixed; one that is torn was so by a kill or a full disk. */
  #checkLog(): void {
    let torn = 0;
    for (const line of this.#disk.takeLog()) {
      const outcome = outcomeIn(line);
      if (outcome === undefined) torn += 1;
      else this.#add(`log: ${outcome}`);
    }
    this.#add('log: torn', torn);
    const excuses = this.#count('step: kill') + this.#count('step: directory full');
    this.#require(this.#count('log: torn') <= excuses, `${torn} torn lines in the log`);
  }

  #checkProcesses(): void {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      this.#require(!environmentOf(pid).includes(this.#mark), `process ${pid} is left`);
    }
  }

  // Small things.

  #path(name: string): string {
    return join(this.#options.folder, name);
  }

  #configFile(deadlineMs: number): string {
    return this.#path(`config-${deadlineMs}.json`);
  }

  #count(what: string): number {
    return this.#counts[what] ?? 0;
  }

  #add(what: string, number = 1): void {
    this.#counts[what] = this.#count(what) + number;
  }

  #require(condition: boolean, what: string): void {
    if (!condition) this.#report(what);
  }

  #report(what: string): void {
    this.#violation ??= new Violation(what);
  }

  #throwViolation(): void {
    if (this.#violation !== undefined) throw this.#violation;
  }
}

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

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // it has ended, or is not ours
  }
}

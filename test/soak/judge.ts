// What a run may have written, and what it may not: pure, so that each rule can be tried with a run that breaks it.

import { parseGoDuration } from '../../src/protocol/go-duration.ts';
import { findSecret } from './traces.ts';

/** How a run has ended. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** What the text of a credential says. */
export interface Reading {
  readonly identity: string;
  readonly registry?: string;
  /** Milliseconds since the epoch, by the clock of the node and the clouds. */
  readonly expiresAt: number;
}

/** What was done to a run. */
export interface Treated {
  /** It was killed by us. */
  readonly killed: boolean;
  readonly deadlineMs: number;
  /** For so long it could not run: it was stopped, or no processor had time for it. */
  readonly heldUpMs: number;
}

export interface Expected extends Treated {
  /** Undefined: nobody may have a credential here. */
  readonly identity: string | undefined;
  readonly registry: string;
  readonly image: string;
  /** Undefined: it is none of this cloud's credentials. */
  readonly read: (username: string, password: string) => Reading | undefined;
  /** The earliest time that the run's clock has shown. */
  readonly earliest: number;
}

export type Verdict =
  | { readonly kind: 'answered'; readonly expiresAt: number }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'killed' }
  | { readonly kind: 'told' }
  | { readonly kind: 'violation'; readonly what: string };

/** A busy machine begins and ends a process late, and reads its files late. */
export const SLACK_MS = 10_000;

/** Of a pull. */
export function judge(ended: Ended, expected: Expected): Verdict {
  const { exit, stdout, stderr } = ended;
  const wrong = whatIsWrong(ended, stderr, expected);
  if (wrong !== undefined) {
    return violation(wrong);
  }
  if (exit === 0) {
    return stderr === ''
      ? judgeAnswer(stdout, expected)
      : violation(`an answer, and on stderr: ${stderr.slice(0, 300)}`);
  }
  if (exit === null) {
    return judgeKilled(stdout, stderr, expected);
  }
  return exit === 1 ? judgeFailure(stdout, stderr) : violation(`exit ${exit}: ${stderr.slice(0, 300)}`);
}

/** Killed when it had written what it had to say, it must have been as right as any. */
function judgeKilled(stdout: string, stderr: string, expected: Expected): Verdict {
  if (stdout === '' && stderr === '') {
    return { kind: 'killed' };
  }
  const verdict = stderr === '' ? judgeAnswer(stdout, expected) : judgeFailure(stdout, stderr);
  return verdict.kind === 'violation' ? verdict : { kind: 'killed' };
}

/** Of a command for people, whose output is free. */
export function judgeCommand(ended: Ended, treated: Treated): Verdict {
  const { exit, stdout, stderr } = ended;
  const said = stdout + stderr;
  const wrong = whatIsWrong(ended, said, treated);
  if (wrong !== undefined) {
    return violation(wrong);
  }
  if (exit === null) {
    return { kind: 'killed' };
  }
  return exit > 1 || said === '' || said.includes('[INTERNAL]')
    ? violation(`exit ${exit}: ${stderr.slice(0, 300)}`)
    : { kind: 'told' };
}

/** What no run may do. @param shown all of its output that may show no secret */
function whatIsWrong(
  { exit, ms }: Ended,
  shown: string,
  { killed, deadlineMs, heldUpMs }: Treated,
): string | undefined {
  const secret = findSecret(shown);
  if (secret !== undefined) {
    return `shows a secret, ${secret}: ${shown.slice(0, 500)}`;
  }
  if (ms > deadlineMs + heldUpMs + SLACK_MS) {
    return `took ${Math.round(ms)} ms, ${Math.round(heldUpMs)} of them held up, with a deadline of ${deadlineMs} ms`;
  }
  return exit === null && !killed ? 'ended by a signal that nobody has sent' : undefined;
}

function judgeFailure(stdout: string, stderr: string): Verdict {
  if (stdout !== '') {
    return violation('a failure, and something on stdout');
  }
  const [, code] = /^[^\n]+ \[([A-Z_]+)\]$/.exec(stderr) ?? [];
  if (code === undefined) {
    return violation(`a failure without its one line: ${JSON.stringify(stderr.slice(0, 300))}`);
  }
  return code === 'INTERNAL' ? violation(stderr) : { kind: 'failed', code };
}

function judgeAnswer(stdout: string, expected: Expected): Verdict {
  const answer = parseAnswer(stdout);
  if (answer === undefined) {
    return violation(`stdout is not exactly one answer: ${stdout.length} characters`);
  }
  const { cacheKeyType, cacheDuration, auth } = answer;
  const entries = Object.entries(auth ?? {});
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    return violation(`${entries.length} credentials, and no failure`);
  }
  const [key, { username, password }] = entry;
  const reading = expected.read(username, password);
  if (reading === undefined) {
    return violation(`answered something that no cloud has issued, to ${username}`);
  }
  if (expected.identity === undefined || reading.identity !== expected.identity) {
    return violation(`answered a credential of ${reading.identity}, not of ${expected.identity ?? 'nobody'}`);
  }
  if ((reading.registry ?? expected.registry) !== expected.registry) {
    return violation(`answered a credential for ${reading.registry}, not for ${expected.registry}`);
  }
  const wantedKey = cacheKeyType === 'Registry' ? expected.registry : expected.image;
  if (!['Registry', 'Image'].includes(cacheKeyType ?? '') || key !== wantedKey) {
    return violation(`answered under ${key}, with cacheKeyType ${cacheKeyType}`);
  }
  const left = reading.expiresAt - expected.earliest;
  if (left <= 0) {
    return violation(`answered a credential that had expired ${-left} ms before the run`);
  }
  const durationMs = parseGoDuration(cacheDuration ?? '');
  if (durationMs === undefined || durationMs < 0 || durationMs > left) {
    return violation(`cacheDuration ${cacheDuration}, and the credential lives ${left} ms`);
  }
  return { kind: 'answered', expiresAt: reading.expiresAt };
}

interface Answer {
  readonly kind?: string;
  readonly cacheKeyType?: string;
  readonly cacheDuration?: string;
  readonly auth?: Readonly<Record<string, { readonly username: string; readonly password: string }>>;
}

/** One JSON object on one line, and nothing else. */
function parseAnswer(stdout: string): Answer | undefined {
  if (!/^\{[^\n]*\}\n$/.test(stdout)) {
    return undefined;
  }
  try {
    const answer: Answer = JSON.parse(stdout);
    return answer.kind === 'CredentialProviderResponse' ? answer : undefined;
  } catch {
    return undefined;
  }
}

const violation = (what: string): Verdict => ({ kind: 'violation', what });

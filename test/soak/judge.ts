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

export interface Expected {
  /** Undefined: nobody may have a credential here. */
  readonly identity: string | undefined;
  readonly registry: string;
  readonly image: string;
  /** Undefined: it is none of this cloud's credentials. */
  readonly read: (username: string, password: string) => Reading | undefined;
  /** The earliest time that the run's clock has shown. */
  readonly earliest: number;
  /** It was killed by us. */
  readonly killed: boolean;
  /** The run's deadline, and the time for which it was not allowed to run. */
  readonly deadlineMs: number;
  readonly frozenMs: number;
}

export type Verdict =
  | { readonly kind: 'answered'; readonly expiresAt: number }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'killed' }
  | { readonly kind: 'violation'; readonly what: string };

/** A busy machine begins and ends a process late. */
export const SLACK_MS = 10_000;

export function judge(ended: Ended, expected: Expected): Verdict {
  const { exit, stdout, stderr, ms } = ended;
  const { killed, deadlineMs, frozenMs } = expected;
  const secret = findSecret(stderr);
  if (secret !== undefined) {
    return violation(`stderr shows a secret, ${secret}: ${stderr.slice(0, 500)}`);
  }
  if (ms > deadlineMs + frozenMs + SLACK_MS) {
    return violation(`took ${Math.round(ms)} ms, with a deadline of ${deadlineMs} ms`);
  }
  if (exit === null && !killed) {
    return violation('ended by a signal that nobody has sent');
  }
  if (exit === 0) {
    return stderr === ''
      ? judgeAnswer(stdout, expected)
      : violation(`an answer, and on stderr: ${stderr.slice(0, 300)}`);
  }
  if (exit === null) {
    if (stderr !== '') {
      return violation(`killed, and on stderr: ${stderr.slice(0, 300)}`);
    }
    // Killed after it has answered: what it wrote must be as right as any.
    const verdict: Verdict = stdout === '' ? { kind: 'killed' } : judgeAnswer(stdout, expected);
    return verdict.kind === 'answered' ? { kind: 'killed' } : verdict;
  }
  return exit === 1 ? judgeFailure(stdout, stderr) : violation(`exit ${exit}: ${stderr.slice(0, 300)}`);
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

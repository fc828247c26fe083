// The log: one line for each run, as the kubelet keeps nothing of a successful one. docs/log.md describes its members.

import type { Backend, Description, Link, PullRequest } from '../backend/backend.ts';
import type { CacheReport } from '../cache/node-cache.ts';
import type { LogLevel, LogSettings, Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { escapeJson } from '../escape.ts';
import { type JournalField, type Priority, writeToJournal } from '../system/journal.ts';
import { appendLine } from '../system/log-file.ts';
import type { SentRequest } from '../system/network/door.ts';
import { writeReport } from '../system/report.ts';
import { VERSION } from '../version.ts';

/** What `provide` notes during a run: if it fails, all that was known by then. */
export interface Notes {
  pull?: PullRequest;
  rule?: Rule;
  backend?: Backend;
  /** Their number in the answer. */
  credentials?: number;
}

/** What is known at the end of a run. */
interface RunEnd {
  /** Milliseconds since the epoch, at the end of the run. */
  readonly at: number;
  /** Milliseconds that the whole run took. */
  readonly ms: number;
  readonly calls: readonly SentRequest[];
  readonly cache: CacheReport | undefined;
  readonly failure: ProviderError | undefined;
}

interface RunFacts extends RunEnd {
  readonly image: string | undefined;
  readonly serviceAccount: string | undefined;
  readonly rule: string | undefined;
  readonly backend: string | undefined;
  readonly identity: string | undefined;
  readonly details: Description['details'] | undefined;
  /** Undefined: those of one rule are all. */
  readonly chain: readonly object[] | undefined;
  /** `none`: no rule, or anonymous on purpose. */
  readonly result: 'credential' | 'none' | 'failure';
}

const LEVELS: readonly LogLevel[] = ['error', 'warning', 'info'];
const PRIORITIES: Readonly<Record<LogLevel, Priority>> = { error: 'err', warning: 'warning', info: 'info' };

const IDENTIFIER = 'registry-credential-provider';
/** The pull waits for it. */
const JOURNAL_TIMEOUT_MS = 1_000;
/** A line stays small, whatever happened in the run. */
const MAX_CALLS = 50;
const MAX_LINKS = 20;
const MAX_TEXT = 4_096;

/** @throws what the file or the journal throws, which must not fail the pull */
export async function logRun({ target, level }: LogSettings, notes: Notes, end: RunEnd): Promise<void> {
  const own = levelOf(notes, end);
  if (LEVELS.indexOf(own) > LEVELS.indexOf(level)) {
    return;
  }
  const facts = factsOf(notes);
  const line = formatRun(own, { ...facts, ...end });
  if (target.kind === 'file') {
    appendLine(target.path, line, { maxBytes: target.maxBytes, now: () => end.at });
  } else {
    await writeToJournal(line, {
      identifier: IDENTIFIER,
      priority: PRIORITIES[own],
      fields: fieldsOf(facts, notes, end),
      timeoutMs: JOURNAL_TIMEOUT_MS,
    });
  }
}

/** By which the journal finds what went wrong: for a line without a code there are none, as each costs a process. */
function fieldsOf(facts: Omit<RunFacts, keyof RunEnd>, { backend }: Notes, end: RunEnd): JournalField[] {
  const links =
    backend?.links?.filter(({ failure, leftOut }) => failure ?? leftOut).slice(0, MAX_LINKS) ?? [];
  const failures = [
    end.failure,
    end.cache?.failure,
    ...links.flatMap(({ failure, leftOut }) => [failure, leftOut]),
  ];
  const codes = failures.flatMap((failure) => failure?.code ?? []);
  if (codes.length === 0) return [];
  const values = {
    CODE: codes,
    RESULT: [end.failure === undefined ? facts.result : 'failure'],
    IMAGE: [facts.image],
    RULE: [facts.rule, ...links.map(({ rule }) => rule.name)],
    BACKEND: [facts.backend, ...links.map(({ rule }) => rule.backend.kind)],
    IDENTITY: [facts.identity, ...links.map(({ rule }) => rule.identity)],
    SERVICE_ACCOUNT: [facts.serviceAccount],
  };
  return Object.entries(values).flatMap(([name, all]) =>
    [...new Set(all)].flatMap((value) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** Tells the command `try`, which has started this process, of its run. @throws the system's error */
export function reportRun(notes: Notes, end: RunEnd): void {
  writeReport(3, formatRun(levelOf(notes, end), { ...factsOf(notes), ...end }));
}

function levelOf({ backend }: Notes, { failure, cache }: RunEnd): LogLevel {
  if (failure !== undefined) {
    return 'error';
  }
  const isTroubled = cache !== undefined && (cache.troubles.length > 0 || cache.failure !== undefined);
  const isIncomplete = backend?.links?.some(({ failure, leftOut }) => failure ?? leftOut);
  return isTroubled || isIncomplete ? 'warning' : 'info';
}

function factsOf({ pull, rule, backend, credentials = 0 }: Notes): Omit<RunFacts, keyof RunEnd> {
  const account = known(() => pull?.serviceAccount());
  return {
    image: pull?.image.name,
    serviceAccount: account && `${account.namespace}/${account.name}`,
    rule: rule?.name,
    backend: rule?.backend.kind,
    identity: rule?.identity,
    details: pull && backend && known(() => backend.describe(pull).details),
    chain: pull && backend?.links?.slice(0, MAX_LINKS).map((link) => formatLink(link, pull)),
    result: credentials > 0 ? 'credential' : 'none',
  };
}

/** What became of one rule of a chain. */
function formatLink({ rule, backend, credentials, failure, leftOut }: Link, pull: PullRequest): object {
  return {
    rule: rule.name,
    backend: rule.backend.kind,
    identity: rule.identity,
    details: known(() => backend.describe(pull).details),
    ...(failure === undefined
      ? {
          result: (credentials?.entries.length ?? 0) > 0 ? 'credential' : 'none',
          ...(leftOut && formatFailure(leftOut)),
        }
      : { result: 'failure', ...formatFailure(failure) }),
  };
}

/** Undefined: unknown, for the same reason for which the pull failed. */
function known<T>(tell: () => T): T | undefined {
  try {
    return tell();
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return undefined;
  }
}

/** One line of JSON without its end. */
function formatRun(level: LogLevel, facts: RunFacts): string {
  const { at, ms, calls, cache, failure, result, ...rest } = facts;
  const line = {
    time: new Date(at).toISOString(),
    level,
    version: VERSION,
    ...rest,
    cache: cache && formatCache(cache),
    calls: calls.slice(0, MAX_CALLS).map(({ step, method, host, status, ms: took }) => ({
      step,
      method,
      host,
      status,
      ms: Math.round(took),
    })),
    ms: Math.round(ms),
    ...(failure === undefined ? { result } : { result: 'failure', ...formatFailure(failure) }),
  };
  return escapeJson(JSON.stringify(line));
}

function formatCache({ outcome, troubles, failure }: CacheReport): object {
  return {
    outcome,
    troubles: troubles.length === 0 ? undefined : troubles,
    failure: failure && formatFailure(failure),
  };
}

function formatFailure({ code, message }: ProviderError): { code: string; message: string } {
  return { code, message: message.slice(0, MAX_TEXT) };
}

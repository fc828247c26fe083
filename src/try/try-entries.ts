// The runs of all entries that are tried, one after the other as in the kubelet, and what the kubelet has in the end.

import { groupBy } from '../group-by.ts';
import { lookupEntries, normalizeAuthKey } from '../kubelet/keyring.ts';
import type { ResponseEntry } from '../kubelet/response/decode.ts';
import type { Secret } from '../secret.ts';
import { sha256 } from '../sha256.ts';
import type { TriedEntry } from './entries.ts';
import { redactor } from './redact.ts';
import type { ProviderReport, SecretFacts, ShownCredential } from './report.ts';
import { describeRequestToken, type EntryRun, type RunPlace, runEntry } from './run-entry.ts';
import { type NotRun, type PodAccount, type RequestToken, type ServerPlace, tokenFor } from './token.ts';

/** A credential of an answer that the kubelet has accepted. */
interface AnsweredCredential extends ResponseEntry {
  readonly provider: string;
}

export interface TryOptions {
  /** Full name. */
  readonly image: string;
  readonly account: PodAccount | undefined;
  readonly server: () => ServerPlace;
  readonly place: RunPlace;
  /** Why an executable is not run: another user could have written it. */
  readonly problemOf: (path: string) => string | undefined;
  readonly signal: AbortSignal;
}

interface Tried {
  readonly providers: readonly ProviderReport[];
  /** In the order in which the kubelet tries them. */
  readonly credentials: readonly AnsweredCredential[];
}

/** @throws the signal's reason, after what ran has ended */
export async function tryEntries(entries: readonly TriedEntry[], options: TryOptions): Promise<Tried> {
  const providers: ProviderReport[] = [];
  const found: AnsweredCredential[] = [];
  for (const entry of entries) {
    const { report, auth } = await tryEntry(entry, options);
    providers.push(report);
    found.push(...auth.map((each) => ({ ...each, provider: entry.provider.name })));
  }
  return { providers, credentials: lookupEntries(found, options.image) };
}

interface TriedOne {
  readonly report: ProviderReport;
  readonly auth: readonly ResponseEntry[];
}

async function tryEntry(entry: TriedEntry, options: TryOptions): Promise<TriedOne> {
  const { provider, path, own, matching } = entry;
  const { image, account, server, place, problemOf, signal } = options;
  const shown = {
    name: provider.name,
    own,
    command: redactor([])([path, ...provider.args].join(' ')),
    matching,
  };
  const problem = problemOf(path);
  if (problem !== undefined) {
    return { report: { ...shown, ...notRun({ reason: problem, remedy: OF_ROOT }) }, auth: [] };
  }
  const given = await tokenFor(provider, account, server, signal);
  if (given !== undefined && 'reason' in given) {
    return { report: { ...shown, ...notRun(given) }, auth: [] };
  }
  const run = await runEntry(entry, image, place, given);
  signal.throwIfAborted(); // it ended because of that
  const { verdict } = run;
  const auth = 'logged' in verdict ? [] : verdict.auth;
  return {
    auth,
    report: {
      ...shown,
      result: 'logged' in verdict ? 'refused' : 'accepted',
      refusal: 'logged' in verdict ? { ...verdict, grant: null } : null,
      token: given === undefined ? null : tokenFacts(given, provider.tokenAttributes?.cacheType),
      run: runFacts(run),
      kept: 'logged' in verdict ? null : verdict.kept,
      unusedKeys: unusedKeys(auth, image),
      notes: [...run.notes, ...repeatedKeys(auth)],
    },
  };
}

const OF_ROOT =
  'only what root alone can write is run: chown root: and chmod go-w it, and the folders above it';

function notRun({
  reason,
  remedy,
  grant,
}: NotRun): Omit<ProviderReport, 'name' | 'own' | 'command' | 'matching'> {
  const refusal = { logged: null, reason, remedy, grant: grant ?? null };
  return { result: 'notRun', refusal, token: null, run: null, kept: null, unusedKeys: [], notes: [] };
}

function tokenFacts(given: RequestToken, cacheType = ''): ProviderReport['token'] {
  const annotations = [...given.annotations.keys()];
  return { ...secretFacts(given.token), of: describeRequestToken(given), cacheType, annotations };
}

function runFacts({ ending, ms, stdoutBytes, stderr, report }: EntryRun): ProviderReport['run'] {
  return { ending, ms, stdoutBytes, stderr, report: report ?? null };
}

function unusedKeys(auth: readonly ResponseEntry[], image: string): string[] {
  const used = lookupEntries(auth, image);
  return auth
    .filter((each) => !used.includes(each))
    .map(({ key }) =>
      normalizeAuthKey(key) === undefined ? `${withoutUser(key)} (not a URL)` : withoutUser(key),
    );
}

/** The kubelet's order of keys that mean the same is that of a map of Go. */
function repeatedKeys(auth: readonly ResponseEntry[]): string[] {
  const groups = groupBy(auth, ({ key }) => normalizeAuthKey(key));
  return [...groups]
    .filter(([normalized, group]) => normalized !== undefined && group.length > 1)
    .map(
      ([, group]) =>
        `the keys ${group.map(({ key }) => withoutUser(key)).join(' and ')} mean the same to the kubelet: which it tries first changes from pull to pull`,
    );
}

export function shownCredential({ provider, key, username, password }: AnsweredCredential): ShownCredential {
  return { provider, key: withoutUser(key), username, password: secretFacts(password) };
}

/** A key may be written as a URL with user information, which the kubelet drops. */
function withoutUser(key: string): string {
  return key.replace(/^((?:[\w+.-]+:)?(?:\/\/)?)[^/]*@/, '$1');
}

/** Enough to compare two, and too little to find one. */
const DIGITS = 6;

function secretFacts(secret: Secret): SecretFacts {
  const text = secret.reveal();
  return { characters: [...text].length, sha256: text === '' ? '' : sha256(text).slice(0, DIGITS) };
}

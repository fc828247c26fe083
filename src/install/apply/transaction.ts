// Makes the changes of a plan so that all of them happen or none: announce, stage, check, switch, restart, commit; and
// from any point of that back to the node as it was. docs/decisions/0008-a-killed-install-is-undone.md says why back.

import { basename, dirname } from 'node:path/posix';
import { entryNames, isOurs } from '../../entries/merge.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { readBytes } from '../../system/files.ts';
import {
  copyNew,
  isSame,
  keepAside,
  linkNew,
  makeFolder,
  missingFolders,
  moveInto,
  namesIn,
  removeFile,
  removeFolderIfEmpty,
  removeTree,
  type Standing,
  standingAt,
  writeNew,
} from '../../system/placing.ts';
import type { Health, KubeletControl } from '../kubelet/control.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Plan } from '../plan/plan.ts';
import { withoutOurPart } from '../plan/revert.ts';
import { type Change, type Content, needsRestart, standingOf, withAttributes } from '../state/content.ts';
import type { RunStep } from '../state/journal.ts';
import {
  announce,
  endTransaction,
  enter,
  type JournalChange,
  readTransaction,
  type Sweep,
  type Transaction,
} from '../state/journal.ts';
import {
  backupFolder,
  installedPath,
  MAX_NAME_BYTES,
  newPath,
  oldPath,
  type Places,
  stagingFolder,
} from '../state/places.ts';
import { backupPath, isKept, readBackup, readInstalled } from '../state/record.ts';
import { writeState } from '../state/state-file.ts';

export interface TransactionOptions {
  readonly places: Places;
  readonly control: (setup: NodeSetup) => KubeletControl;
  /** Tells whoever looks on what is going on; one line. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Removes the cache and log of our runs. */
  readonly sweep: (sweep: Sweep) => Promise<void>;
  /** For tests: where a run is. */
  readonly onStep: (step: RunStep) => void;
}

export interface Work {
  readonly what: Transaction['what'];
  readonly plan: Plan;
  readonly setup: NodeSetup;
  /** Throws when what is staged must not be switched. @param stagedAt where the new file of a path is now */
  readonly check: (stagedAt: (path: string) => string) => Promise<void>;
  readonly leaving: readonly string[];
  readonly sweep: Sweep | null;
}

/**
 * @returns what was seen of the kubelet after its restart; nothing where there was none
 * @throws {ProviderError} INSTALL_REFUSED, INSTALL_FAILED, INSTALL_ROLLED_BACK; the node is then as it was before
 */
export async function carryOut(work: Work, given: TransactionOptions): Promise<readonly string[]> {
  const { plan, setup, what, leaving, sweep } = work;
  // One for the change and for its undoing: how the kubelet was before both is what it is held against.
  const control = given.control(setup);
  const options = { ...given, control: () => control };
  const { places, onStep } = options;
  refuseLongNames(plan.changes);
  const folders = foldersFor(plan.changes);
  const record =
    plan.record === undefined ? null : { ...plan.record, folders: [...plan.record.folders, ...folders] };
  const changes = plan.changes.map(({ role, path, before, after }) => {
    return { role, path, before, after: standingOf(after) };
  });
  let transaction: Transaction | undefined;
  let seen: readonly string[];
  try {
    transaction = announce(places, {
      what,
      changes,
      folders,
      restart: plan.restart,
      setup,
      record,
      leaving,
      sweep,
    });
    onStep('announced');
    stage(plan, folders, options);
    await work.check(newPath);
    onStep('checked');
    for (const { path, before } of changes) {
      keepAside(path, before, oldPath(path));
      onStep('asideKept');
    }
    if (record !== null) {
      writeState(newPath(installedPath(places)), record);
    }
    transaction = enter(places, transaction, 'switching');
    onStep('begun');
    for (const change of changes) {
      switchOver(change, what);
      onStep('switched');
    }
    seen = await bringBack(transaction, options);
    transaction = enter(places, transaction, 'committed');
  } catch (error) {
    const illBefore = await goBack(transaction, options);
    if (illBefore === undefined || !(error instanceof ProviderError)) throw error;
    throw new ProviderError(
      `${error.message}; and it is not healthy with what was there before either${illBefore}`,
      {
        code: error.code,
        hint: 'the files are as they were before; look at the log of the kubelet',
        cause: error,
      },
    );
  }
  onStep('committed');
  await finish(transaction, options);
  return seen;
}

/** What could not be staged could not be undone either. @throws {ProviderError} INSTALL_REFUSED */
function refuseLongNames(changes: readonly Change[]): void {
  const long = changes.find(({ path }) => Buffer.byteLength(basename(path)) > MAX_NAME_BYTES);
  if (long !== undefined) {
    throw new ProviderError(
      `install: the name of ${quote(long.path, 120)} has more than ${MAX_NAME_BYTES} bytes, which leaves no room for a copy beside it`,
      { code: 'INSTALL_REFUSED', hint: 'give it a shorter name' },
    );
  }
}

function foldersFor(changes: readonly Change[]): string[] {
  const wanted = changes.filter(({ after }) => after.kind !== 'absent');
  return [...new Set(wanted.flatMap(({ path }) => missingFolders(dirname(path))))].sort();
}

function stage(
  { changes, kept }: Plan,
  folders: readonly string[],
  { places, onStep }: TransactionOptions,
): void {
  for (const folder of folders) {
    makeFolder(folder, 0o755);
    onStep('folderMade');
  }
  for (const { path, after } of changes) {
    place(after, newPath(path));
    onStep('staged');
  }
  makeFolder(backupFolder(places), 0o700);
  for (const [digest, source] of kept) {
    if (!isKept(places, digest)) {
      keepOriginal(source, backupPath(places, digest));
      onStep('originalKept');
    }
  }
}

export function place(content: Content, path: string): void {
  if (content.kind === 'link') {
    linkNew(content.target, path);
  } else if (content.kind === 'file') {
    write(content.source, path, content);
  }
}

function write(
  source: Uint8Array | string,
  path: string,
  attributes: { mode: number; uid: number; gid: number },
): void {
  if (typeof source === 'string') {
    copyNew(source, path, attributes);
  } else {
    writeNew(path, source, attributes);
  }
}

/** Under its name only when it is whole, since that is its digest. */
function keepOriginal(source: Uint8Array | string, path: string): void {
  write(source, newPath(path), { mode: 0o600, uid: 0, gid: 0 });
  moveInto(newPath(path), path);
}

function switchOver({ path, before, after }: JournalChange, what: Work['what']): void {
  if (!isSame(standingAt(path), before)) {
    throw new ProviderError(`${what}: ${path} was changed by somebody else in this moment`, {
      code: 'INSTALL_REFUSED',
      hint: 'run it again',
    });
  }
  if (after.kind === 'absent') {
    removeFile(path);
  } else {
    moveInto(newPath(path), path);
  }
}

/** @throws {ProviderError} INSTALL_ROLLED_BACK when the kubelet is not well with the changes */
async function bringBack(
  { restart, setup, what, changes }: Transaction,
  options: TransactionOptions,
): Promise<readonly string[]> {
  if (!restart) {
    return [];
  }
  const { say, onStep, signal } = options;
  say('restarting the kubelet');
  const reads = what === 'install';
  const health = await restartAndWait(options.control(setup), reads, signal, () => onStep('restarted'));
  if (!health.well) {
    health.logLines.forEach(say);
    throw new ProviderError(`${what}: the kubelet was not healthy with the changes${restOf(health.why)}`, {
      code: 'INSTALL_ROLLED_BACK',
      hint:
        changes.length > 0
          ? 'the node is as it was before; correct what the lines above say and run it again'
          : 'what an earlier install --no-restart placed stays; correct what the lines above say and run it again, or take it off with uninstall',
    });
  }
  say(`the kubelet is healthy: ${health.seen.join(', ')}`);
  onStep('well');
  return health.seen;
}

async function restartAndWait(
  control: KubeletControl,
  reads: boolean,
  signal: AbortSignal,
  restarted: () => void,
): Promise<Health> {
  try {
    await control.restart(signal);
    restarted();
    return await control.waitForHealth(signal, reads);
  } catch (error) {
    if (signal.aborted) {
      return { well: false, why: 'this run was asked to end', logLines: [] };
    }
    if (!(error instanceof ProviderError)) throw error;
    return { well: false, why: error.message, logLines: error.details };
  }
}

/** What follows `the kubelet was not healthy`, with which an account of its health may begin. */
function restOf(why: string): string {
  const begins = 'the kubelet was not healthy';
  return why.startsWith(begins) ? why.slice(begins.length) : `: ${why}`;
}

/** @returns why the kubelet is not well with what was there before either, as restOf has it */
async function goBack(
  transaction: Transaction | undefined,
  options: TransactionOptions,
): Promise<string | undefined> {
  const found = transaction ?? readTransaction(options.places);
  if (found === undefined) {
    endTransaction(options.places); // not even announced
    return undefined;
  }
  return undo(found, options);
}

/** What a killed run has left: undone, or where it was committed finished. @returns whether there was something */
export async function recover(options: TransactionOptions): Promise<boolean> {
  const transaction = readTransaction(options.places);
  if (transaction === undefined) {
    endTransaction(options.places);
    return false;
  }
  const { phase, what } = transaction;
  if (phase === 'committed') {
    options.say(`an earlier ${what} was ended from outside after its work: cleaning up behind it`);
    await finish(transaction, options);
  } else {
    options.say(`an earlier ${what} was ended from outside in the middle: undoing what it did`);
    await undo(transaction, options);
  }
  return true;
}

async function undo(transaction: Transaction, options: TransactionOptions): Promise<string | undefined> {
  let ill: string | undefined;
  const { places, onStep, say } = options;
  const { phase, changes, restart, setup } = transaction;
  if (phase !== 'staging') {
    const wasRead =
      phase === 'undoing' || changes.some((change) => needsRestart(change.role) && !isBefore(change));
    if (restart && wasRead && phase !== 'undoing') {
      enter(places, transaction, 'undoing');
      onStep('undoing');
    }
    for (const change of [...changes].reverse()) {
      takeBack(change, transaction, options);
    }
    if (restart && wasRead) {
      say('restarting the kubelet with what was there before');
      // Whoever has asked this run to end still wants a node that works.
      const health = await restartAndWait(options.control(setup), false, new AbortController().signal, () =>
        onStep('restartedAgain'),
      );
      say(
        health.well
          ? `the kubelet is healthy: ${health.seen.join(', ')}`
          : `the kubelet is not healthy with what was there before either${restOf(health.why)}`,
      );
      if (!health.well) {
        ill = restOf(health.why);
        health.logLines.forEach(say);
      }
      onStep('wellAgain');
    }
  }
  clean(transaction, options);
  for (const folder of [...transaction.folders].reverse()) {
    removeFolderIfEmpty(folder);
    onStep('folderRemoved');
  }
  endTransaction(places);
  onStep('ended');
  return ill;
}

function isBefore({ path, before }: JournalChange): boolean {
  return isSame(standingAt(path), before);
}

/** Each is a rename of what was kept aside, or the removal of what is new. */
function takeBack(
  change: JournalChange,
  transaction: Transaction,
  { places, say, onStep }: TransactionOptions,
): void {
  const { role, path, before, after } = change;
  const current = standingAt(path);
  if (isSame(current, before)) {
    return;
  }
  if (isSame(current, after)) {
    if (before.kind === 'absent') {
      removeFile(path);
    } else {
      moveInto(oldPath(path), path);
    }
  } else if (current.kind === 'file' && (role === 'kubeletConfig' || role === 'flags')) {
    try {
      takeOut(role, change, current, transaction, places);
      say(`${path} was changed by somebody else meanwhile: only our part was taken out of it`);
    } catch (error) {
      // Going back ends, whatever another has written there.
      if (!(error instanceof ProviderError) || error.code === 'INSTALL_FAILED') throw error;
      say(`${path} was changed by somebody else meanwhile, and stays as it is: ${error.message}`);
    }
  } else {
    say(`${path} was changed by somebody else meanwhile, and stays as it is`);
  }
  onStep('undone');
}

/** Our part out of what somebody else has written over it in the same minutes; what we had there before comes back. */
function takeOut(
  role: 'kubeletConfig' | 'flags',
  { path, before, after }: JournalChange,
  current: Standing & { readonly kind: 'file' },
  { record, setup }: Transaction,
  places: Places,
): void {
  const earlier = before.kind === 'file' ? textAt(oldPath(path)) : undefined;
  const ours = entryNames(earlier ?? '').filter(isOurs);
  const left = withoutOurPart(role, path, setup, textAt(path), {
    before: earlier,
    after:
      role === 'flags' && after.kind === 'file'
        ? readBackup(places, after.digest).toString('utf8')
        : undefined,
    back: [...(record?.replaced ?? []), ...ours],
  });
  if (left === undefined) {
    removeFile(path);
  } else {
    place(withAttributes(left, current), newPath(path));
    moveInto(newPath(path), path);
  }
}

function textAt(path: string): string {
  return readBytes(path, { what: 'install:' }).bytes.toString('utf8');
}

/** After the commit: only what no longer counts is removed, and each part may have been done before. */
async function finish(transaction: Transaction, options: TransactionOptions): Promise<void> {
  const { places, onStep, sweep } = options;
  const { record } = transaction;
  const recorded = installedPath(places);
  if (record === null) {
    removeFile(recorded);
  } else if (standingAt(newPath(recorded)).kind === 'file') {
    moveInto(newPath(recorded), recorded);
  } else {
    writeState(recorded, record);
  }
  onStep('recorded');
  if (transaction.sweep !== null) {
    await sweep(transaction.sweep);
    onStep('swept');
  }
  clean(transaction, options);
  for (const folder of [...transaction.leaving].reverse()) {
    removeFolderIfEmpty(folder);
    onStep('folderRemoved');
  }
  endTransaction(places);
  onStep('ended');
}

/** Everything that was only for the time of the change. */
function clean({ changes }: Transaction, { places, onStep }: TransactionOptions): void {
  removeFile(newPath(installedPath(places)));
  for (const { path } of changes) {
    if (removeFile(newPath(path))) onStep('stagedRemoved');
    if (removeFile(oldPath(path))) onStep('asideRemoved');
  }
  removeTree(stagingFolder(places));
  const items = readInstalled(places)?.items ?? [];
  const kept = new Set(
    items
      .flatMap(({ original, ours }) => [original, ours])
      .flatMap((each) => (each.kind === 'file' ? [each.digest] : [])),
  );
  for (const name of namesIn(backupFolder(places)).filter((each) => !kept.has(each))) {
    removeFile(backupPath(places, name));
    onStep('originalDropped');
  }
  removeFolderIfEmpty(backupFolder(places));
}

// Whether the system lets install write the changes: asked before anything is announced, so that a dry run ends as
// the run would.

import { basename, dirname } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { freeSpace, inspect, mountAt, whyNotWritable } from '../../system/inspect.ts';
import { writeFailure } from '../../system/placing.ts';
import type { Change, NodePlan } from '../plan/node-plan.ts';
import { newPath, type Places } from '../state/places.ts';

/** More than the account of a change takes, of every size that was seen. */
const ACCOUNT_BYTES = 32 * 1024;

/** @param freed files that are removed before @throws {ProviderError} INSTALL_FAILED, INSTALL_REFUSED */
export function checkPlaces(
  { changes, kept }: Pick<NodePlan, 'changes' | 'kept'>,
  { state }: Places,
  freed: readonly string[] = [],
): void {
  const backups = [...kept.values()].map((source) => sizeOf(source)).reduce((sum, size) => sum + size, 0);
  const needs = [
    { path: state, folder: state, bytes: ACCOUNT_BYTES + backups },
    ...changes.map((change) => needOf(change)),
  ];
  const left = new Map<number, number>();
  for (const path of freed) {
    const space = freeSpace(dirname(path));
    if (space === undefined) continue;
    left.set(space.device, (left.get(space.device) ?? space.bytes) + sizeOf(path));
  }
  for (const { path, folder, bytes } of needs) {
    const space = freeSpace(folder);
    if (space === undefined) continue;
    const remaining = (left.get(space.device) ?? space.bytes) - bytes;
    left.set(space.device, remaining);
    if (remaining < 0) throw writeFailure(path, 'written', 'ENOSPC');
  }
}

/** What a change takes in which folder, which is there and may be written. */
function needOf({ role, path, after, before }: Change) {
  const folder = standingFolder(dirname(path));
  const problem = whyNotWritable(folder);
  if (problem !== undefined) throw writeFailure(newPath(path), 'written', problem);
  if (before.kind !== 'absent' && mountAt(path)?.point === path) {
    throw writeFailure(path, 'replaced', 'EBUSY');
  }
  if (role === 'executable' && mountAt(folder)?.options.includes('noexec')) {
    throw new ProviderError(`install: ${quote(path)} would be on a file system that is mounted noexec`, {
      code: 'INSTALL_REFUSED',
      hint: `choose another folder with --kubelet-bin-dir, or mount the file system of ${folder} without noexec`,
    });
  }
  return { path: newPath(path), folder, bytes: after.kind === 'file' ? sizeOf(after.source) : 0 };
}

/** The folder, or the nearest above it that is there. @throws {ProviderError} INSTALL_FAILED where a file is in the way */
function standingFolder(folder: string): string {
  const facts = inspect(folder);
  if ('problem' in facts) {
    if (facts.problem !== 'ENOENT' && facts.problem !== 'ENOTDIR') {
      throw writeFailure(folder, 'examined', facts.problem);
    }
    return standingFolder(dirname(folder));
  }
  if (facts.kind !== 'directory') {
    throw new ProviderError(`install: ${quote(folder)} could not be created as a folder: it is a file`, {
      code: 'INSTALL_FAILED',
      hint: `move ${quote(basename(folder))} away`,
    });
  }
  return folder;
}

function sizeOf(source: Uint8Array | string): number {
  if (typeof source !== 'string') return source.length;
  const facts = inspect(source);
  return 'problem' in facts ? 0 : facts.size;
}

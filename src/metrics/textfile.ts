// The metrics as a file for node_exporter's textfile collector, in the folder that it is given by
// --collector.textfile.directory: https://github.com/prometheus/node_exporter#textfile-collector

import { join } from 'node:path/posix';
import { quote } from '../escape.ts';
import { followRootOnly } from '../system/root-only.ts';
import { removeIfThere, swapFile } from '../system/swap-file.ts';
import { NAME } from '../version.ts';

export interface TextfilePlace {
  /** Where the node's root is mounted. */
  readonly root: string;
  /** A folder of that root, in which root alone can write. */
  readonly folder: string;
  /** Whose files count as root's. */
  readonly owner: number;
}

/** What is read is named so; and this name is not. */
const FILE = `${NAME}.prom`;
const TEMPORARY = `.${NAME}.new`;

/** Undefined: it was written; else why it was not, in words. */
export function writeTextfile(place: TextfilePlace, text: string): string | undefined {
  return within(place, (folder) =>
    swapFile(join(folder, FILE), text, { temporary: join(folder, TEMPORARY), mode: 0o644 }),
  );
}

/** So that nothing reads it any more as the state of now. */
export function removeTextfile(place: TextfilePlace): void {
  within(place, (folder) => {
    removeIfThere(join(folder, FILE));
    removeIfThere(join(folder, TEMPORARY));
  });
}

/** The folder is neither made nor followed where another user could say which it is. */
function within({ root, folder, owner }: TextfilePlace, work: (folder: string) => void): string | undefined {
  const { real, facts, problem } = followRootOnly(folder, { root, owner });
  const who = `the folder ${quote(folder)} for the textfile`;
  if (problem !== undefined) return `${who} is not written to, as other users could: ${problem}`;
  if (facts === undefined) return `${who} does not exist: create it, and give it to node_exporter`;
  if (!facts.isDirectory()) return `${who} is not a folder`;
  try {
    work(join(root, real));
    return undefined;
  } catch (error) {
    return `${who} cannot be written to (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}

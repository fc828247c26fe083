// Text laid out for the width of a terminal.

import { JOINT, wrap } from '../wrap.ts';

/** What both columns of a list need to stand beside each other; in less, the second stands below the first. */
const MIN_COLUMN = 32;
const MAX_FIRST_COLUMN = 26;
const GAP = 2;

/** A list of terms, each with what is said of it. */
export function columns(rows: readonly (readonly [term: string, text: string])[], width: number): string {
  const first = Math.min(Math.max(...rows.map(([term]) => term.length)), MAX_FIRST_COLUMN);
  const column = GAP + first + GAP;
  const beside = width - column >= MIN_COLUMN;
  return rows
    .map(([term, text]) => {
      const left = ' '.repeat(GAP) + (beside ? term : term.trimStart());
      const right = wrap(text, width, { indent: beside ? column : 2 * GAP });
      return beside && term.length <= first ? left.padEnd(column) + right.trimStart() : `${left}\n${right}`;
    })
    .join('\n');
}

/** A line for a shell, broken where the shell goes on reading, and not behind an option's name where its value fits. */
export function wrapCommand(line: string, width: number): string {
  const indent = 4;
  const hang = 2;
  const end = ' \\';
  const room = width - indent - hang - end.length;
  const joined = line.replace(/--[a-z-]+ [^ -][^ ]*/g, (pair) =>
    pair.length <= room ? pair.replace(' ', JOINT) : pair,
  );
  return wrap(joined, width, { indent, hang, end });
}

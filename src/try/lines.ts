// Lines of text that fit a reader's terminal.

import { escapeControls } from '../escape.ts';

const LABEL = 13;

/** `label:  text`, with the lines that follow under the text. */
export function field(label: string, text: string, width: number, indent = 0): string[] {
  const room = Math.max(20, width - indent - LABEL);
  return wrapWords(escapeControls(text), room).map((line, index) => {
    const before = index === 0 && label !== '' ? `${label}:` : '';
    return `${' '.repeat(indent)}${before.padEnd(LABEL)}${line}`;
  });
}

/** Lines that go on are further in. */
export function paragraph(text: string, width: number, indent = 0): string[] {
  return wrapWords(escapeControls(text), width - indent - 2).map(
    (line, index) => `${' '.repeat(index === 0 ? indent : indent + 2)}${line}`,
  );
}

/** A word that is longer than a line stands alone. */
function wrapWords(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

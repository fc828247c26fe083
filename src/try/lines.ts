// Lines of text that fit a reader's terminal.

import { escapeControls } from '../escape.ts';
import { wrap } from '../wrap.ts';

const LABEL = 13;

/** `label:  text`, with the lines that follow under the text. */
export function field(label: string, text: string, width: number, indent = 0): string[] {
  const room = Math.max(20, width - indent - LABEL);
  return wrap(escapeControls(text), room)
    .split('\n')
    .map((line, index) => {
      const before = index === 0 && label !== '' ? `${label}:` : '';
      return `${' '.repeat(indent)}${before.padEnd(LABEL)}${line}`;
    });
}

/** Lines that go on are further in. */
export function paragraph(text: string, width: number, indent = 0): string[] {
  return wrap(escapeControls(text), width - indent - 2)
    .split('\n')
    .map((line, index) => `${' '.repeat(index === 0 ? indent : indent + 2)}${line}`);
}

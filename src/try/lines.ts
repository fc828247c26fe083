// Lines of text that fit a reader's terminal.

import { escapeControls } from '../escape.ts';
import { wrap, wrapBeside } from '../wrap.ts';

const LABEL = 13;

/** `label:  text`, with the lines that follow under the text. */
export function field(label: string, text: string, width: number, indent = 0): string[] {
  const head = ' '.repeat(indent) + (label === '' ? '' : `${label}:`).padEnd(LABEL);
  return (head + wrapBeside(head.length, escapeControls(text), width)).split('\n');
}

/** Lines that go on are further in. */
export function paragraph(text: string, width: number, indent = 0): string[] {
  return wrap(escapeControls(text), width - indent - 2)
    .split('\n')
    .map((line, index) => `${' '.repeat(index === 0 ? indent : indent + 2)}${line}`);
}

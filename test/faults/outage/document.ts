// The tables of docs/reliability.md between their marks: written when they are asked for, and otherwise compared.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/executable.ts';

const FILE = 'docs/reliability.md';
const COMMAND = 'RCP_WRITE_DOCS=1 npm test -- faults';
const BEGIN = `<!-- Written by test/faults/outage.test.ts; to renew: ${COMMAND} -->`;
const END = '<!-- End of what is written by the test. -->';

/** @throws AssertionError when the document says something else than what was found */
export function keepInDocument(found: string): void {
  const path = join(ROOT, FILE);
  const document = readFileSync(path, 'utf8');
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  assert.ok(begin >= 0 && end > begin, `${FILE} lacks the marks "${BEGIN}" and "${END}"`);
  const text = `${document.slice(0, begin)}${BEGIN}\n\n${found}\n${document.slice(end)}`;
  if (process.env.RCP_WRITE_DOCS) {
    writeFileSync(path, text);
    return;
  }
  assert.equal(document, text, `${FILE} does not say what was found; to renew it: ${COMMAND}`);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[head, head.map(() => '---'), ...rows].map(line).join('\n')}\n`;
}

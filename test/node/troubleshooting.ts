// docs/troubleshooting.md, as an operator reads it: from what is seen to what it means.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its lines. */
const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8').split('\n');

/** What the page says of the message of a Pod whose image is not pulled. */
export const meaningsOfPod = (message: string): string[] => meanings('the Pod shows', [message]);

/** What it says of the lines of a kubelet's log that are about that pull. */
export const meaningsOfLog = (lines: readonly string[]): string[] =>
  meanings("the kubelet's log shows", lines);

/** The cells under `means` of the rows whose text is in a line; `nothing` is for no lines. */
function meanings(heading: string, lines: readonly string[]): string[] {
  const start = page.findIndex((line) => line.startsWith(`| ${heading} |`));
  const length = page.slice(start).findIndex((line) => !line.startsWith('|'));
  const [head = [], , ...rows] = page.slice(start, start + length).map(cellsOf);
  const column = head.indexOf('means');
  const unescaped = lines.map((line) => line.replaceAll('\\"', '"'));
  return rows.flatMap((row) => {
    const [, text] = /^`(.+?)`/.exec(row[0] ?? '') ?? [];
    const fits =
      text === undefined ? lines.length === 0 : unescaped.some((line) => patternOf(text).test(line));
    return fits ? (row[column] ?? []) : [];
  });
}

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const patternOf = (text: string): RegExp =>
  new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '.*'));

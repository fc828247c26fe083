// Text broken into lines for a terminal, between words only: a word that is longer than a line stays whole, and so does a
// command that is to be pasted.

/**
 * Whose rest, on a line of its own, would be another command: `/path` alone runs what is there. Words are as `shellWord`
 * writes them, and no line begins with `&&`.
 */
const COMMAND =
  /\b(?:chown root:|chmod (?:go-w|[0-7]{3,4})) (?=[/'])(?:'[^']*'|\\'|[^\s'\\])+(?: &&)?|\bkubectl annotate [^;]*/g;
/** In place of a blank at which no line breaks. No text has it: control characters are escaped. */
export const JOINT = '\0';

/** @param indent of every line; `hang` of those behind the first, in addition */
export function wrap(text: string, width: number, { indent = 0, hang = 0, end = '' } = {}): string {
  const lines: string[] = [];
  for (const word of text.replace(COMMAND, (command) => command.replaceAll(' ', JOINT)).split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length + end.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(' '.repeat(indent + (line === undefined ? 0 : hang)) + word);
    }
  }
  return lines.join(`${end}\n`).replaceAll(JOINT, ' ');
}

/** Of a text beside a head, however narrow the terminal is. */
const LEAST_WIDTH = 20;

/** A text behind a head of so many columns: lines that go on begin under it. @param width of the terminal */
export function wrapBeside(head: number, text: string, width: number): string {
  return wrap(text, Math.max(LEAST_WIDTH, width - head)).replaceAll('\n', `\n${' '.repeat(head)}`);
}

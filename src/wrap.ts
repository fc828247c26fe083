// Text broken into lines for a terminal, between words only: a word that is longer than a line stays whole.

/** @param indent of every line; `hang` of those behind the first, in addition */
export function wrap(text: string, width: number, { indent = 0, hang = 0, end = '' } = {}): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length + end.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(' '.repeat(indent + (line === undefined ? 0 : hang)) + word);
    }
  }
  return lines.join(`${end}\n`);
}

// Text broken into lines for a terminal.

/** Broken at blanks; a word that is longer than a line stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current: string | undefined;
  for (const word of text.split(' ')) {
    if (current !== undefined && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === undefined ? word : `${current} ${word}`;
    }
  }
  return [...lines, current ?? ''];
}

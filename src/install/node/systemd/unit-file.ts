// A unit file or drop-in as systemd reads it: directives with their sections, continued lines joined.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html

export interface Directive {
  readonly section: string;
  readonly name: string;
  /** As it is written, with escapes, quotes and specifiers; what continues on further lines joined by a space. */
  readonly value: string;
}

/** Lines that are neither comment, section nor assignment are ignored, as by systemd. */
export function parseUnit(text: string): readonly Directive[] {
  const directives: Directive[] = [];
  let section = '';
  for (const line of logicalLines(text)) {
    const [, title] = /^\[(.*)\]$/.exec(line) ?? [];
    const equals = line.indexOf('=');
    if (title !== undefined) {
      section = title;
    } else if (equals > 0 && !line.startsWith('[')) {
      directives.push({ section, name: line.slice(0, equals).trim(), value: line.slice(equals + 1).trim() });
    }
  }
  return directives;
}

/** Comments go, also from between the lines of what is continued; a backslash at a line's end becomes a space. */
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let before = '';
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (/^[ \t\r]*[#;]/.test(line)) continue;
    const joined = before + line;
    if (endsInEscape(joined)) {
      before = `${joined.slice(0, -1)} `;
    } else {
      lines.push(joined.trim());
      before = '';
    }
  }
  return before === '' ? lines : [...lines, before.trim()];
}

/** Two backslashes are one that is meant. */
function endsInEscape(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

// A file of EnvironmentFile=, as systemd reads it; and adding to a value in it without touching another byte.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=
// Which quotes and escapes count: https://github.com/systemd/systemd/blob/v257/src/basic/env-file.c

interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Where the value begins, quotes included, */
  readonly start: number;
  /** and where text would be added to it: before a closing quote, or behind the last character. */
  readonly end: number;
}

const NEWLINE = /[\n\r]/;
const SPACE = /[ \t\n\r]/;

/** All assignments in their order; of several with one name the last counts. */
export function parseEnvironmentFile(text: string): readonly Assignment[] {
  const assignments: Assignment[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at] as string)) {
      at += 1;
    } else if (text[at] === '#' || text[at] === ';') {
      at = lineEnd(text, at);
    } else {
      const end = lineEnd(text, at);
      const equals = text.slice(at, end).indexOf('=');
      if (equals < 0) {
        at = end;
      } else {
        const name = text.slice(at, at + equals).trim();
        const start = at + equals + 1;
        const { value, end: valueEnd, next } = readValue(text, start);
        assignments.push({ name, value, start, end: valueEnd });
        at = next;
      }
    }
  }
  return assignments;
}

function lineEnd(text: string, from: number): number {
  const length = text.slice(from).search(NEWLINE);
  return length < 0 ? text.length : from + length;
}

interface Value {
  readonly value: string;
  readonly end: number;
  /** Where reading goes on. */
  readonly next: number;
}

/** Pieces in quotes and without; a line's end outside of quotes ends it, unless a backslash stands before. */
function readValue(text: string, from: number): Value {
  let value = '';
  let end = from;
  let at = from;
  // Between pieces space is skipped, and within one without quotes it is kept unless nothing follows.
  let bare = false;
  let kept = 0;
  while (at < text.length && !NEWLINE.test(text[at] as string)) {
    const character = text[at] as string;
    if (!bare && (character === '"' || character === "'")) {
      const piece = readQuoted(text, at + 1, character);
      value += piece.value;
      end = piece.end;
      at = piece.next;
      kept = value.length;
    } else if (character === '\\') {
      const escaped = text[at + 1] ?? '';
      value += NEWLINE.test(escaped) ? '' : escaped;
      at += 2;
      bare = true;
      end = Math.min(at, text.length);
      kept = value.length;
    } else {
      const space = SPACE.test(character);
      if (bare || !space) value += character;
      bare ||= !space;
      at += 1;
      if (!space) {
        end = at;
        kept = value.length;
      }
    }
  }
  return { value: value.slice(0, kept), end, next: at };
}

function readQuoted(text: string, from: number, quote: string): Value {
  let value = '';
  let at = from;
  while (at < text.length && text[at] !== quote) {
    const character = text[at] as string;
    const next = text[at + 1] ?? '';
    if (quote === '"' && character === '\\') {
      if (next !== '\n') value += /["\\`$]/.test(next) ? next : `\\${next}`;
      at += 2;
    } else {
      value += character;
      at += 1;
    }
  }
  const end = Math.min(at, text.length);
  return { value, end, next: Math.min(at + 1, text.length) };
}

/** Above an assignment that install added. */
const MARK = '# Added by registry-credential-provider, whose uninstall takes it away.';

/**
 * The text with words added to the last value of a variable, or to a new one at the end.
 * @param words without anything that a quote, escape or variable could be made of
 */
export function addToVariable(text: string, name: string, words: string): string {
  const assignment = parseEnvironmentFile(text).findLast((each) => each.name === name);
  if (assignment !== undefined) {
    const { value, end } = assignment;
    return text.slice(0, end) + (value === '' ? words : ` ${words}`) + text.slice(end);
  }
  const block = `${MARK}\n${name}="${words}"`;
  // A file whose last line has no end keeps it that way, so that the way back knows.
  const appended = text === '' || text.endsWith('\n') ? `${text}${block}\n` : `${text}\n${block}`;
  // Behind a quote that is not closed, or a last line that is continued, it would be a part of that.
  const [before, after] = [valuesIn(text), valuesIn(appended)];
  return before.every((value, index) => after[index] === value) && after.at(-1) === words
    ? appended
    : `${block}\n${text}`;
}

function valuesIn(text: string): readonly string[] {
  return parseEnvironmentFile(text).map(({ value }) => value);
}

/**
 * Takes words that were added so out again, wherever the file's other lines have gone meanwhile. Those that are not
 * there any more are not missed.
 */
export function takeFromVariable(text: string, name: string, words: string): string {
  const block = `${MARK}\n${name}="${words}"`;
  const at = text.indexOf(block);
  if (at >= 0) {
    const before = text.slice(0, at);
    const after = text.slice(at + block.length);
    return after === '' && before.endsWith('\n') ? before.slice(0, -1) : before + after.replace(/^\n/, '');
  }
  const without = words.split(' ').reduce((rest, word) => takeWord(rest, name, word), text);
  return without === text ? text : without.replace(`${MARK}\n`, '');
}

/** The space that was added before the word goes with it. */
function takeWord(text: string, name: string, word: string): string {
  for (const { start, end, ...assignment } of parseEnvironmentFile(text)) {
    if (assignment.name !== name) continue;
    for (let at = text.indexOf(word, start); at >= 0 && at < end; at = text.indexOf(word, at + 1)) {
      const before = text[at - 1] ?? '';
      const after = text[at + word.length] ?? '';
      if (/[ \t\n\r"'=]/.test(before) && /^(?:[ \t\n\r"'\\]|)$/.test(after)) {
        return text.slice(0, before === ' ' ? at - 1 : at) + text.slice(at + word.length);
      }
    }
  }
  return text;
}

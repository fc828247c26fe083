// Go's path/filepath.Match as on Linux, which the kubelet applies to each label of a host.
// https://github.com/golang/go/blob/release-branch.go1.26/src/path/filepath/match.go

/**
 * Whether the pattern (`*`, `?`, `[a-z]`, `[^a]`, `\c`) matches the whole name. Both are bytes. A malformed
 * pattern matches nothing. Takes at most length times length steps: what a star has skipped is not tried again.
 */
export function matchGlob(pattern: string, name: string): boolean {
  let rest = pattern;
  let at = 0;
  while (rest !== '') {
    const chunk = scanChunk(rest);
    rest = rest.slice(chunk.end);
    if (chunk.star && chunk.text === '') return !name.includes('/', at);

    const isLast = rest === '';
    let end = matchChunk(chunk.text, name, at);
    for (let skip = at; chunk.star && !fits(end, isLast, name) && skip < name.length; skip++) {
      if (name[skip] === '/') break;
      end = matchChunk(chunk.text, name, skip + 1);
    }
    if (!fits(end, isLast, name)) return false;
    at = end;
  }
  return at === name.length;
}

const NO_MATCH = -1;

function fits(end: number, isLast: boolean, name: string): boolean {
  return end !== NO_MATCH && (!isLast || end === name.length);
}

/** The stars at the start, if any, then the text up to the next star outside of a class. */
function scanChunk(pattern: string): { star: boolean; text: string; end: number } {
  let start = 0;
  while (pattern[start] === '*') start++;
  let inClass = false;
  let end = start;
  for (; end < pattern.length; end++) {
    const character = pattern[end];
    if (character === '*' && !inClass) break;
    if (character === '\\' && end + 1 < pattern.length) end++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
  }
  return { star: start > 0, text: pattern.slice(start, end), end };
}

/** Where in the name the match of a chunk without stars ends that begins at `start`. */
function matchChunk(chunk: string, name: string, start: number): number {
  let at = start;
  for (let i = 0; i < chunk.length; ) {
    if (at >= name.length) return NO_MATCH;
    if (chunk[i] === '[') {
      const rune = decodeRune(name, at);
      const charClass = matchClass(chunk, i + 1, rune.code);
      if (charClass === undefined || !charClass.matched) return NO_MATCH;
      at += rune.size;
      i = charClass.end;
    } else if (chunk[i] === '?') {
      if (name[at] === '/') return NO_MATCH;
      at += decodeRune(name, at).size;
      i++;
    } else {
      if (chunk[i] === '\\') i++;
      if (i >= chunk.length || chunk[i] !== name[at]) return NO_MATCH;
      at++;
      i++;
    }
  }
  return at;
}

/** Reads the class whose "[" stands before `start`; undefined when it is malformed. */
function matchClass(
  chunk: string,
  start: number,
  code: number,
): { matched: boolean; end: number } | undefined {
  const negated = chunk[start] === '^';
  let i = negated ? start + 1 : start;
  let matched = false;
  for (let first = true; first || chunk[i] !== ']'; first = false) {
    const low = readClassRune(chunk, i);
    if (low === undefined) return undefined;
    let high = low;
    if (chunk[low.end] === '-') {
      const upper = readClassRune(chunk, low.end + 1);
      if (upper === undefined) return undefined;
      high = upper;
    }
    if (low.code <= code && code <= high.code) matched = true;
    i = high.end;
  }
  return { matched: matched !== negated, end: i + 1 };
}

/** A rune of a class, escaped or not; something must follow it. */
function readClassRune(chunk: string, start: number): { code: number; end: number } | undefined {
  const escaped = chunk[start] === '\\';
  if (!escaped && (chunk[start] === '-' || chunk[start] === ']')) return undefined;
  const at = escaped ? start + 1 : start;
  if (at >= chunk.length) return undefined;
  const rune = decodeRune(chunk, at);
  const end = at + rune.size;
  if ((rune.code === RUNE_ERROR && rune.size === 1) || end >= chunk.length) return undefined;
  return { code: rune.code, end };
}

const RUNE_ERROR = 0xfffd;

/** The UTF-8 rune at a place; RUNE_ERROR of size 1 for bytes that are not UTF-8. */
function decodeRune(bytes: string, at: number): { code: number; size: number } {
  const lead = bytes.charCodeAt(at);
  if (lead < 0x80) return { code: lead, size: 1 };
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const text = Buffer.from(bytes.slice(at, at + size), 'latin1').toString('utf8');
  const code = text.codePointAt(0) ?? RUNE_ERROR;
  const isWhole =
    text.length === (code > 0xffff ? 2 : 1) && (code !== RUNE_ERROR || isReplacement(bytes, at));
  return isWhole ? { code, size } : { code: RUNE_ERROR, size: 1 };
}

/** Whether U+FFFD itself stands there, and not what a decoder puts for bytes that are no UTF-8. */
function isReplacement(bytes: string, at: number): boolean {
  return bytes.startsWith('\xef\xbf\xbd', at);
}

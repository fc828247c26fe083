// Text from outside, made safe for a terminal, a log line and a reader's eye.

// Controls (C0, DEL, C1), line and paragraph separators, marks that reorder or hide text, lone surrogates: those of
// pairs are no characters to it. As \p{Surrogate} they would cost every start 0.3 ms.
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/gu;

/** The same text with every character that could move a cursor, split a line or hide, as `\u{hex}`. */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** One line of JSON, which leaves some of these characters as they are, with all of them in JSON's own escapes. */
export function escapeJson(line: string): string {
  return escapeControls(line).replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) =>
    [...String.fromCodePoint(Number.parseInt(hex, 16))]
      .flatMap((character) => character.split(''))
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** The text in double quotes, escaped, at most `max` characters of it. For values in messages. */
export function quote(text: string, max = 200): string {
  const escaped = escapeControls(text).replaceAll('"', '\\"');
  return `"${escaped.length <= max ? escaped : `${escaped.slice(0, max)}…`}"`;
}

/** As a reader finds it in an editor: `U+00A0`. @param text of which the first character is named */
export function codePointOf(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** One word of a shell's command line: plain text as it is, any other in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

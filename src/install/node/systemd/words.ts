// Words of a systemd setting, and the variables in a command line.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
// Which quotes and escapes count: https://github.com/systemd/systemd/blob/v257/src/basic/extract-word.c

export type Variables = ReadonlyMap<string, string>;

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/**
 * Words of a setting in a unit file. Quotes may stand anywhere in a word; a backslash before what is no escape stays.
 * Undefined where a quote is not closed: systemd then ignores the setting.
 */
export function splitWords(text: string): readonly string[] | undefined {
  const { words, open } = split(text, readEscape);
  return open ? undefined : words;
}

/** Words of a variable's value: a backslash only takes the meaning from what follows, a quote need not be closed. */
function wordsOfValue(value: string): readonly string[] {
  return split(value, (rest) => (rest === '' ? undefined : { text: rest[0] as string, length: 1 })).words;
}

interface Escape {
  readonly text: string;
  /** Behind the backslash. */
  readonly length: number;
}

function split(text: string, readEscaped: (rest: string) => Escape | undefined) {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (character === '\\') {
      const escaped = readEscaped(text.slice(at + 1));
      word = (word ?? '') + (escaped?.text ?? '\\');
      at += escaped?.length ?? 0;
    } else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
      word ??= '';
    } else if (quote === '' && /[ \t\n\r]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return { words, open: quote !== '' };
}

/** Undefined for none that systemd knows. */
function readEscape(text: string): Escape | undefined {
  const [whole, ...codes] =
    /^x([0-9a-fA-F]{2})|^u([0-9a-fA-F]{4})|^U([0-9a-fA-F]{8})|^([0-3][0-7]{2})/.exec(text) ?? [];
  if (whole !== undefined) {
    const [hex] = codes.slice(0, 3).filter((code) => code !== undefined);
    const code = Number.parseInt(hex ?? whole, hex === undefined ? 8 : 16);
    return code === 0 || code > 0x10ffff
      ? undefined
      : { text: String.fromCodePoint(code), length: whole.length };
  }
  const plain = ESCAPES[text[0] ?? ''];
  return plain === undefined ? undefined : { text: plain, length: 1 };
}

/** The words with variables put in: `$NAME` as a whole word splits, `${NAME}` anywhere does not, `$$` is a dollar. */
export function expandVariables(words: readonly string[], variables: Variables): readonly string[] {
  return words.flatMap((word) => {
    const name = standingVariable(word);
    if (name !== undefined) return wordsOfValue(variables.get(name) ?? '');
    return [
      word.replace(/\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, braced?: string) =>
        whole === '$$' ? '$' : (variables.get(braced ?? '') ?? ''),
      ),
    ];
  });
}

/** The variable that a word is made of, such as of `$KUBELET_EXTRA_ARGS`. */
export function standingVariable(word: string): string | undefined {
  return /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(word)?.[1];
}

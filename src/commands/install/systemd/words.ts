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

/** Quotes may stand anywhere in a word. Undefined where one is not closed, or an escape is none. */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (character === '\\') {
      const escape = readEscape(text.slice(at + 1));
      if (escape === undefined) return undefined;
      word = (word ?? '') + escape.text;
      at += escape.length;
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
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

function readEscape(text: string): { readonly text: string; readonly length: number } | undefined {
  const [whole, code] =
    /^x([0-9a-fA-F]{2})|^u([0-9a-fA-F]{4})|^U([0-9a-fA-F]{8})/.exec(text)?.filter(Boolean) ?? [];
  const octal = /^[0-3][0-7]{2}/.exec(text)?.[0];
  if (whole !== undefined && code !== undefined) return fromCode(Number.parseInt(code, 16), whole.length);
  if (octal !== undefined) return fromCode(Number.parseInt(octal, 8), 3);
  const plain = ESCAPES[text[0] ?? ''];
  return plain === undefined ? undefined : { text: plain, length: 1 };
}

function fromCode(code: number, length: number) {
  return code === 0 || code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length };
}

/** What `$NAME` as a word of its own stands for: the words of the value, quotes taken as they are meant. */
function wordsOf(value: string): readonly string[] {
  return splitWords(value) ?? value.split(/[ \t\n\r]+/).filter((word) => word !== '');
}

/** The words with variables put in: `$NAME` as a whole word splits, `${NAME}` anywhere does not, `$$` is a dollar. */
export function expandVariables(words: readonly string[], variables: Variables): readonly string[] {
  return words.flatMap((word) => {
    const name = standingVariable(word);
    if (name !== undefined) return wordsOf(variables.get(name) ?? '');
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

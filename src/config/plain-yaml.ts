// The part of YAML in which configurations are written nearly always, read in a fifth of the time that all of YAML
// needs: this is on the way of every pull. Whatever is not surely in that part is left to yaml.ts, and so is every
// file with a mistake, since no lines are remembered here. A property test holds the two together.

type Line = { column: number; text: string };

// Below the number of tokens that yaml.ts takes, so that both agree there.
const MAX_LENGTH = 48_000;
const MAX_DEPTH = 12;

const KEY = /^([A-Za-z][A-Za-z0-9]*):(?: +|$)/;
const DASH = /^- +(?=[^ #-])/;
const COMMENT = /^(?: +#.*| *)$/;
const QUOTED = /"([^"\\]*)"|'([^']*)'(?!')/y;
// Text that YAML takes as it stands: characters without a meaning of their own, a colon only inside.
const PLAIN = /[A-Za-z0-9_./$](?:[A-Za-z0-9_./$*@+=~%^-]|:(?=[A-Za-z0-9_./$*@+=~%^:-]))*/y;
const PUNCTUATION = /[[\]{},:] */y;
// Numbers in all their forms, and words that mean something else than text.
// https://yaml.org/spec/1.2.2/#1032-tag-resolution
const NOT_TEXT =
  /^(?:[-+]?(?:[.][0-9]+|[0-9]+(?:[.][0-9]*)?)(?:e[-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-f]+|[-+]?[.]inf|[.]nan|null|true|false)$/i;

/** The value as parseYaml would give it; undefined when only parseYaml can tell. */
export function parsePlainYaml(text: string): unknown {
  if (text.length > MAX_LENGTH) {
    return undefined;
  }
  return text.startsWith('{') ? parseJson(text) : parseLines(text);
}

function parseLines(text: string): unknown {
  const lines = significantLines(text);
  let next = 0;
  const value = lines[0]?.column === 0 ? parseMap(0, 0) : undefined;
  return next === lines.length ? value : undefined;

  function parseBlock(column: number, depth: number): unknown {
    if (depth > MAX_DEPTH) {
      return undefined;
    }
    return lines[next]?.text.startsWith('-') ? parseList(column, depth) : parseMap(column, depth);
  }

  function parseMap(column: number, depth: number): unknown {
    const object: Record<string, unknown> = Object.create(null);
    for (let line = lines[next]; line?.column === column; line = lines[next]) {
      const key = KEY.exec(line.text);
      if (key === null) {
        return line.text.startsWith('- ') ? object : undefined;
      }
      const [whole, name = ''] = key;
      const rest = line.text.slice(whole.length);
      next += 1;
      const value = rest === '' || rest.startsWith('#') ? parseNested(column, depth) : parseInline(rest);
      if (value === undefined || name in object || NOT_TEXT.test(name)) {
        return undefined;
      }
      object[name] = value;
    }
    return object;
  }

  /** What follows a key that ends its line. The dashes of a list may stand below the key itself. */
  function parseNested(parent: number, depth: number): unknown {
    const line = lines[next];
    if (line === undefined || line.column < parent) {
      return undefined;
    }
    if (line.column === parent && !line.text.startsWith('- ')) {
      return undefined;
    }
    return parseBlock(line.column, depth + 1);
  }

  function parseList(column: number, depth: number): unknown {
    const list: unknown[] = [];
    for (let line = lines[next]; line?.column === column; line = lines[next]) {
      const dash = DASH.exec(line.text);
      if (dash === null) {
        return line.text.startsWith('-') ? undefined : list;
      }
      const inner = dash[0].length;
      line.text = line.text.slice(inner);
      line.column += inner;
      const value = KEY.test(line.text) ? parseBlock(line.column, depth + 1) : parseInline(line.text);
      if (value === undefined) {
        return undefined;
      }
      if (lines[next] === line) {
        next += 1;
      }
      list.push(value);
    }
    return list;
  }
}

function significantLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    const column = line.search(/[^ ]/);
    if (column >= 0 && line[column] !== '#') {
      lines.push({ column, text: line.slice(column) });
    }
  }
  if (lines[0]?.column === 0 && lines[0].text === '---') {
    lines.shift();
  }
  return lines;
}

/** One value to the end of the line: text, true, false, or brackets that close. */
function parseInline(text: string): unknown {
  let position = 0;
  const value = /^[[{]/.test(text) ? parseBrackets(0) : parseScalar();
  return COMMENT.test(text.slice(position)) ? value : undefined;

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    position += match?.[0].length ?? 0;
    return match;
  }

  function parseScalar(): unknown {
    const quoted = take(QUOTED);
    if (quoted !== null) {
      return quoted[1] ?? quoted[2];
    }
    const plain = take(PLAIN)?.[0];
    if (plain === 'true' || plain === 'false') {
      return plain === 'true';
    }
    return plain === undefined || NOT_TEXT.test(plain) ? undefined : plain;
  }

  function parseBrackets(depth: number): unknown {
    const open = take(PUNCTUATION)?.[0].trimEnd();
    if (depth > MAX_DEPTH || (open !== '[' && open !== '{')) {
      return undefined;
    }
    const close = open === '[' ? ']' : '}';
    const list: unknown[] = [];
    const object: Record<string, unknown> = Object.create(null);
    if (text[position] === close) {
      position += 1;
      return open === '[' ? list : object;
    }
    for (;;) {
      const name = open === '{' ? takeName() : '';
      const value = /[[{]/.test(text[position] ?? '') ? parseBrackets(depth + 1) : parseScalar();
      if (name === undefined || value === undefined || name in object) {
        return undefined;
      }
      if (open === '{') {
        object[name] = value;
      } else {
        list.push(value);
      }
      take(/ */y);
      const separator = text[position];
      if (separator === close) {
        position += 1;
        return open === '[' ? list : object;
      }
      if (separator !== ',') {
        return undefined;
      }
      take(PUNCTUATION);
    }
  }

  function takeName(): string | undefined {
    const name = take(/([A-Za-z][A-Za-z0-9]*): +/y)?.[1];
    return name === undefined || NOT_TEXT.test(name) ? undefined : name;
  }
}

/** JSON.parse keeps the last of a repeated field in silence; then there are fewer fields than names in the text. */
function parseJson(text: string): unknown {
  try {
    let fields = 0;
    const value = JSON.parse(text, (_, member) => {
      fields +=
        typeof member === 'object' && member !== null && !Array.isArray(member)
          ? Object.keys(member).length
          : 0;
      return member;
    });
    const strings = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)];
    const names = strings.filter(([, colon]) => colon !== undefined).length;
    return names === fields ? value : undefined;
  } catch {
    return undefined;
  }
}

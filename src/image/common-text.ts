// A text that several small regular expressions match, found by walking their automata side by side: for checks of
// patterns, never on the way of a pull. The characters are those of a host's label.
// https://swtch.com/~rsc/regexp/regexp1.html

const ALPHABET: readonly string[] = [...'abcdefghijklmnopqrstuvwxyz0123456789-'];

/**
 * The shortest text that all match in whole; undefined: there is none.
 * @param sources of characters, classes, groups, `|`, and the quantifiers `?`, `*`, `+`, `{2}`, `{2,}`, `{2,5}`
 */
export function commonText(sources: readonly string[]): string | undefined {
  const automata = sources.map((source) => new Automaton(source));
  const alphabet = distinct(automata);
  let rows: [text: string, states: readonly States[]][] = [['', automata.map((each) => each.start)]];
  const seen = new Set<string>();
  while (rows.length > 0) {
    const next: typeof rows = [];
    for (const [text, states] of rows) {
      if (states.every((each, index) => automata[index]?.ends(each))) {
        return text;
      }
      for (const char of alphabet) {
        const after = states.map((each, index) => automata[index]?.step(each, char) ?? []);
        const key = after.join(';');
        if (after.every(({ length }) => length > 0) && !seen.has(key)) {
          seen.add(key);
          next.push([text + char, after]);
        }
      }
    }
    rows = next;
  }
  return undefined;
}

/** Of the characters that no expression tells apart, the first. */
function distinct(automata: readonly Automaton[]): string[] {
  const classes = new Map<string, string>();
  for (const char of ALPHABET) {
    const key = automata.map((each) => each.kindOf(char)).join(';');
    classes.set(key, classes.get(key) ?? char);
  }
  return [...classes.values()];
}

/** Numbers of nodes, sorted, with all that is reached from them without a character. */
type States = readonly number[];

interface Node {
  /** What leads on by one character. */
  chars: ReadonlySet<string> | undefined;
  /** Where the character leads, or what is reached without one. */
  readonly to: number[];
}

class Automaton {
  readonly start: States;
  readonly #nodes: Node[] = [];
  readonly #end: number;
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    const first = this.#add();
    this.#end = this.#alternatives(first);
    if (this.#at < source.length) {
      throw new Error(`not understood: ${source}`);
    }
    this.start = this.#closure([first]);
  }

  step(states: States, char: string): States {
    return this.#closure(
      states.flatMap((state) => {
        const { chars, to } = this.#nodes[state] as Node;
        return chars?.has(char) ? to : [];
      }),
    );
  }

  /** Equal for characters that it does not tell apart. */
  kindOf(char: string): string {
    return this.#nodes.map(({ chars }) => (chars?.has(char) ? '1' : '0')).join('');
  }

  ends(states: States): boolean {
    return states.includes(this.#end);
  }

  #closure(from: readonly number[]): States {
    const found = new Set(from);
    // A set is walked with what is added on the way.
    for (const state of found) {
      const { chars, to } = this.#nodes[state] as Node;
      if (chars === undefined) for (const next of to) found.add(next);
    }
    return [...found].sort((a, b) => a - b);
  }

  #add(chars?: ReadonlySet<string>): number {
    return this.#nodes.push({ chars, to: [] }) - 1;
  }

  #link(from: number, to: number): void {
    this.#nodes[from]?.to.push(to);
  }

  /** Each of these reads a part of the source, begins it at a node, and gives the node at which it ends. */
  #alternatives(from: number): number {
    const end = this.#add();
    do {
      let at = this.#add();
      this.#link(from, at);
      while (this.#at < this.#source.length && !/[|)]/.test(this.#peek())) {
        at = this.#repeated(at);
      }
      this.#link(at, end);
    } while (this.#take('|'));
    return end;
  }

  #repeated(from: number): number {
    const begin = this.#at;
    let at = this.#atom(from);
    const end = this.#at;
    const [min, max] = this.#quantifier();
    const rest = this.#at;
    const again = (node: number): number => {
      this.#at = begin;
      return this.#atom(node);
    };
    if (min === 0) {
      const skip = this.#add();
      // The first copy stands there already: it may be left out.
      this.#link(from, skip);
      this.#link(at, skip);
      at = skip;
    }
    for (let count = 1; count < min; count += 1) {
      at = again(at);
    }
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.#add();
      this.#link(at, loop);
      this.#link(again(loop), loop);
      at = loop;
    }
    if (max > Math.max(min, 1) && Number.isFinite(max)) {
      const last = this.#add();
      for (let count = Math.max(min, 1); count < max; count += 1) {
        this.#link(at, last);
        at = again(at);
      }
      this.#link(at, last);
      at = last;
    }
    this.#at = Math.max(rest, end);
    return at;
  }

  #atom(from: number): number {
    // A node of its own, so that what leads back to `from` does not leave it by this way.
    const begin = this.#add();
    this.#link(from, begin);
    if (this.#take('(')) {
      this.#take('?:');
      const end = this.#alternatives(begin);
      this.#take(')');
      return end;
    }
    const node = this.#add(this.#chars());
    this.#link(begin, node);
    const end = this.#add();
    this.#link(node, end);
    return end;
  }

  #chars(): ReadonlySet<string> {
    const [text = ''] = /^(?:\[[^\]]+\]|\\.|.)/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += text.length;
    const expression = new RegExp(`^${text}$`);
    return new Set(ALPHABET.filter((char) => expression.test(char)));
  }

  #quantifier(): readonly [min: number, max: number] {
    const rest = this.#source.slice(this.#at);
    const [text = '', low, comma, high] = /^(?:[?*+]|\{([0-9]+)(,)?([0-9]+)?\})/.exec(rest) ?? [];
    this.#at += text.length;
    switch (text) {
      case '':
        return [1, 1];
      case '?':
        return [0, 1];
      case '*':
        return [0, Number.POSITIVE_INFINITY];
      case '+':
        return [1, Number.POSITIVE_INFINITY];
      default:
        return [
          Number(low),
          high === undefined ? (comma ? Number.POSITIVE_INFINITY : Number(low)) : Number(high),
        ];
    }
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #take(text: string): boolean {
    const isThere = this.#source.startsWith(text, this.#at);
    this.#at += isThere ? text.length : 0;
    return isThere;
  }
}

// Headers as the Fetch standard has them, as much as google-auth-library needs: in what is built it stands in the
// place of Node's own, whose first use evaluates all of Node's fetch, 10 ms. scripts/lean-google.mjs puts it there.
// https://fetch.spec.whatwg.org/#headers-class

type Init =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string>>
  | null
  | undefined;

export class Headers {
  /** By the name in lower case. */
  readonly #values = new Map<string, string>();

  constructor(init?: Init) {
    for (const [name, value] of pairsOf(init)) {
      this.append(name, value);
    }
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    const text = normalise(value);
    this.#values.set(keyOf(name), before === null ? text : `${before}, ${text}`);
  }

  delete(name: string): void {
    this.#values.delete(keyOf(name));
  }

  // null and not undefined, since the standard says so.
  get(name: string): string | null {
    return this.#values.get(keyOf(name)) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(keyOf(name));
  }

  set(name: string, value: string): void {
    this.#values.set(keyOf(name), normalise(value));
  }

  forEach(visit: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this) {
      visit(value, name, this);
    }
  }

  entries(): IterableIterator<[string, string]> {
    return [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1)).values();
  }

  keys(): IterableIterator<string> {
    return [...this.#values.keys()].sort().values();
  }

  values(): IterableIterator<string> {
    return [...this.entries()].map(([, value]) => value).values();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

function pairsOf(init: Init): Iterable<readonly [string, string]> {
  if (init === undefined || init === null) {
    return [];
  }
  return Symbol.iterator in init
    ? (init as Iterable<readonly [string, string]>)
    : Object.entries(init as Readonly<Record<string, string>>);
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
function keyOf(name: string): string {
  if (!/^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(name)) {
    throw new TypeError('not the name of a header');
  }
  return name.toLowerCase();
}

function normalise(value: string): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no value may hold
  if (/[\u0000\n\r]|[^\u0000-\u00ff]/.test(text)) {
    throw new TypeError('not the value of a header');
  }
  return text;
}

// Globals of the web platform that SDKs touch, for the chunks: Node's own are undici's, and the first touch of one
// loads all of it with node:https and http2, which takes longer than a whole start. esbuild puts these in their place.
// https://fetch.spec.whatwg.org/#headers-class

import { readFileSync } from 'node:fs';

type HeadersInit = Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What a Headers of the standard does, but for the guards that belong to a Request or Response of its own. */
export class Headers {
  readonly #values = new Map<string, string[]>();

  constructor(init: HeadersInit = {}) {
    const pairs =
      Symbol.iterator in init ? (init as Iterable<readonly [string, string]>) : Object.entries(init);
    for (const [name, value] of pairs) {
      this.append(name, value);
    }
  }

  append(name: string, value: string): void {
    const key = lowered(name);
    this.#values.set(key, [...(this.#values.get(key) ?? []), cleaned(name, value)]);
  }

  set(name: string, value: string): void {
    this.#values.set(lowered(name), [cleaned(name, value)]);
  }

  delete(name: string): void {
    this.#values.delete(lowered(name));
  }

  has(name: string): boolean {
    return this.#values.has(lowered(name));
  }

  /** Null when there is none: the standard's interface, not ours. */
  get(name: string): string | null {
    return this.#values.get(lowered(name))?.join(', ') ?? null;
  }

  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])];
  }

  forEach(
    callback: (this: unknown, value: string, name: string, headers: Headers) => void,
    self?: unknown,
  ): void {
    for (const [name, value] of this) {
      callback.call(self, value, name, this);
    }
  }

  *entries(): IterableIterator<[string, string]> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? [];
      yield* name === 'set-cookie'
        ? values.map((value): [string, string] => [name, value])
        : [[name, values.join(', ')] satisfies [string, string]];
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}

function lowered(name: string): string {
  if (!TOKEN.test(name)) {
    throw new TypeError('a header name that is not a token');
  }
  return name.toLowerCase();
}

function cleaned(name: string, value: string): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff || code === 0 || code === 0x0a || code === 0x0d) {
      throw new TypeError(`header ${name}: a value that no header can have`);
    }
  }
  return text;
}

/**
 * Node's own, loaded at the first use: some only look whether there is one.
 * https://www.w3.org/TR/webcrypto-2/#crypto-interface
 */
export const crypto = {
  get subtle() {
    return globalThis.crypto.subtle;
  },
  getRandomValues: <T extends Uint8Array>(array: T): T => globalThis.crypto.getRandomValues(array),
  randomUUID,
};

/** The kernel's, where it has them: they are of the same kind, and node:crypto takes longer to load than all else. */
function randomUUID(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/uuid', 'latin1').trim();
  } catch {
    return globalThis.crypto.randomUUID();
  }
}

/** What SDKs only ask whether a body is: none of ours ever is. */
class NotHere {
  constructor() {
    throw new TypeError(`there is no ${new.target.name} here`);
  }
}

export class FormData extends NotHere {}
export class ReadableStream extends NotHere {}

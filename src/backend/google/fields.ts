// The fields of a credential file, each with its place in it, so that a refusal can say where. A value is never
// shown: the file is a secret as a whole.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { isObject, type JsonObject, parseJson } from '../../json.ts';
import { jsonProblem } from '../../yaml/json-place.ts';
import { recognise } from '../../yaml/recognise.ts';
import { isServiceAccountEmail } from './service-account-email.ts';

export class Fields {
  readonly path: string;
  readonly #what: string;
  readonly #place: string;
  readonly #object: JsonObject;

  private constructor(what: string, path: string, place: string, object: JsonObject) {
    this.#what = what;
    this.path = path;
    this.#place = place;
    this.#object = object;
  }

  /**
   * @param what what named the file: `credentialFile`
   * @throws {ProviderError} IDENTITY_UNAVAILABLE, as all that follows
   */
  static parse(what: string, path: string, text: string): Fields {
    const empty = new Fields(what, path, '', {});
    const value = parseJson(text);
    if (isObject(value)) return new Fields(what, path, '', value);
    if (value !== undefined) return empty.refuse('', 'it is not a JSON object');
    if (text.trim() === '') return empty.refuse('', 'the file is empty');
    const found = recognise(text, 'key.json');
    return found === undefined
      ? empty.refuse('', `the file is not JSON (${jsonProblem(text) ?? 'too deep'})`)
      : empty.refuse('', `the file is ${found.is}`, found.hint);
  }

  has(name: string): boolean {
    return this.#object[name] !== undefined;
  }

  /** Whatever it is. */
  get(name: string): unknown {
    return this.#object[name];
  }

  text(name: string): string {
    const value = this.#object[name];
    if (typeof value !== 'string' || value === '') {
      return this.refuse(name, value === undefined ? 'is missing' : 'expected text');
    }
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  email(name: string): string {
    const text = this.text(name);
    return isServiceAccountEmail(text)
      ? text
      : this.refuse(name, "expected a Google service account's address");
  }

  object(name: string): Fields {
    const value = this.#object[name];
    if (!isObject(value)) {
      return this.refuse(name, value === undefined ? 'is missing' : 'expected an object');
    }
    return new Fields(this.#what, this.path, `${this.#place}${name}.`, value);
  }

  optionalObject(name: string): Fields | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  names(): string[] {
    return Object.keys(this.#object);
  }

  /** Fields that would change the identity, and are not for this kind of file, or not understood. */
  refuseEach(names: readonly string[], problem: string, hint?: string): void {
    for (const name of names) {
      if (this.has(name)) {
        this.refuse(name, problem, hint);
      }
    }
  }

  /** A field whose name is one of these but for case and underscores: it was meant, and would not be seen. */
  refuseMisspelt(known: readonly string[]): void {
    for (const name of this.names()) {
      const meant = known.find((each) => each !== name && plain(each) === plain(name));
      if (meant !== undefined && !known.includes(name)) {
        this.refuse(quote(name, 60).slice(1, -1), `is not a known field; did you mean ${meant}`);
      }
    }
  }

  refuse(name: string, problem: string, hint?: string): never {
    throw this.failure(name, problem, hint);
  }

  failure(
    name: string,
    problem: string,
    hint = 'create the file again with gcloud, or correct it',
  ): ProviderError {
    const place = name === '' ? this.#place.slice(0, -1) : `${this.#place}${name}`;
    const what = place === '' ? problem : `${place}: ${problem}`;
    return new ProviderError(`${this.#what} ${quote(this.path)}: ${what}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint,
    });
  }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

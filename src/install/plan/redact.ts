// Texts of files, fit to be shown: no secret of theirs is left, however YAML or JSON spells it. A text of which that cannot
// be said is not shown at all.

import { type Document, isAlias, isMap, isPair, isScalar, isSeq, visit } from 'yaml';
import { composeYaml } from '../../yaml/read.ts';

const HIDDEN = '[redacted]';

/** What a file is to its reader: our configuration or the kubelet's, or settings in whatever form the system has. */
export type Form = 'config' | 'kubeletConfig' | 'flags';

/** The texts without their secrets, each of which is looked for in all of them; undefined: they cannot be shown. */
export function redact(form: Form, texts: readonly string[]): readonly string[] | undefined {
  const readings = texts.map((text) => read(form, text));
  if (readings.some((reading) => reading === undefined)) return undefined;
  const secrets = new Set(readings.flatMap((reading) => [...(reading?.secrets ?? [])]));
  const spellings = [...secrets].flatMap(spellingsOf);
  return texts.map((text, index) => hide(text, readings[index]?.spans ?? [], spellings));
}

/** Whether two texts differ in a secret, so that it is said though it is not shown. */
export function haveSameSecrets(form: Form, a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => [...(read(form, text)?.secrets ?? [])].sort());
  return JSON.stringify(one) === JSON.stringify(other);
}

interface Reading {
  readonly secrets: ReadonlySet<string>;
  /** Where they stand. */
  readonly spans: readonly Span[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Undefined where the text is not what its form says. */
function read(form: Form, text: string): Reading | undefined {
  const documents = documentsOf(text);
  if (form === 'flags') {
    const settings = readSettings(text);
    if (documents === undefined) return settings;
    const parsed = readDocuments(documents, text);
    return {
      secrets: new Set([...settings.secrets, ...parsed.secrets]),
      spans: [...settings.spans, ...parsed.spans],
    };
  }
  return documents === undefined ? undefined : readDocuments(documents, text);
}

/** No file of a node's has more. */
const MAX_TOKENS = 200_000;

function documentsOf(text: string): readonly Document[] | undefined {
  const parsed = composeYaml(text, { schema: 'core', maxTokens: MAX_TOKENS });
  return Array.isArray(parsed) && parsed.every(isSound) ? parsed : undefined;
}

function isSound(document: Document): boolean {
  let isWhole = document.errors.length === 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined) isWhole = false;
    },
  });
  return isWhole;
}

// A name that ends so has a secret for its value; one that goes on with File or Path has not.
const SECRET_NAME =
  /(?:token|pass|password|passwd|pwd|passphrase|secret|key|auth|authorization|credentials?|jwt|cookie|bearer)$|^p$/i;
/** Of these all that is beneath is. */
const SECRET_TREE = /^(?:password|passwd|auth|auths|identitytoken|registrytoken)$/i;
/** Of an environment variable, anywhere in its name. */
const SECRET_VARIABLE =
  /(?:TOKEN|PASS|PWD|SECRET|KEY|AUTH|CREDENTIAL|HEADER|JWT|COOKIE|BEARER)(?!.*_(?:FILE|PATH|DIR|URI|URL|HOST|HOSTS)$)/i;

/** No variable has a longer name. */
const MAX_NAME = 1000;

function isSecretVariable(name: string): boolean {
  return name.length > MAX_NAME || SECRET_VARIABLE.test(name);
}

function readDocuments(documents: readonly Document[], text: string): Reading {
  const collector = new Collector(text);
  for (const document of documents) collector.look(document);
  return collector;
}

class Collector implements Reading {
  readonly secrets = new Set<string>();
  readonly spans: Span[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  look(document: Document): void {
    const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
    const textOf = (node: unknown): string | undefined => {
      const scalar = resolve(node);
      return isScalar(scalar) ? String(scalar.value) : undefined;
    };
    visit(document, {
      Pair: (_, { key, value }) => {
        const name = textOf(key) ?? '';
        if (SECRET_TREE.test(name)) this.#all(value, resolve);
        else if (SECRET_NAME.test(name)) this.#scalar(resolve(value));
      },
      Map: (_, map) => {
        const field = (name: string) => map.items.find(({ key }) => textOf(key) === name)?.value;
        const name = textOf(field('name'));
        if (name !== undefined && isSecretVariable(name)) this.#scalar(resolve(field('value')));
      },
      Seq: (_, { items }) => {
        items.forEach((item, index) => {
          const text = textOf(item) ?? '';
          const flag = /^--?([\w-]+)(=?)/.exec(text);
          if (flag === null || !SECRET_NAME.test(flag[1] ?? '')) return;
          if (flag[2] === '=') this.#scalar(resolve(item), text.slice(text.indexOf('=') + 1));
          else this.#scalar(resolve(items[index + 1]));
        });
      },
      Scalar: (_, node) => {
        const password = passwordInUrl(String(node.value));
        if (password !== undefined) {
          this.#scalar(node, password);
          this.secrets.add(afterColon(password));
        }
      },
    });
  }

  #all(node: unknown, resolve: (node: unknown) => unknown, depth = 0): void {
    const found = resolve(node);
    if (depth > 32) return;
    if (isScalar(found)) this.#scalar(found);
    else if (isMap(found) || isSeq(found)) {
      for (const item of found.items) {
        if (isPair(item)) this.#all(item.value, resolve, depth + 1);
        else this.#all(item, resolve, depth + 1);
      }
    }
  }

  /** @param secret the part of the scalar that is one; otherwise all of it */
  #scalar(node: unknown, secret?: string): void {
    if (!isScalar(node) || !node.range) return;
    const [from, to] = node.range;
    const value = secret ?? String(node.value);
    if (value === '' || isHarmless(value)) return;
    this.spans.push({ from, to });
    this.secrets.add(value);
    // What is no text to this reader, such as a number or binary data, is text in the file.
    if (secret === undefined) this.secrets.add(this.#text.slice(from, to).trim());
  }
}

/** No password, and words that are all over a configuration. */
function isHarmless(value: string): boolean {
  return /^(?:true|false|null|none|yes|no|~)$/i.test(value);
}

/** Of a scheme only the last characters count, so that a long word is read once. */
const SCHEME = /[a-z][a-z0-9+.-]{0,63}:\/\//i;

/** Of `http://user:password@proxy:3128`, all before the last @ of the host, or of the whole word. */
function passwordInUrl(text: string): string | undefined {
  for (const word of text.split(/\s/)) {
    const scheme = SCHEME.exec(word);
    if (scheme === null) continue;
    const rest = word.slice(scheme.index + scheme[0].length);
    const [host = ''] = rest.split('/', 1);
    const end = host.includes('@') ? host.lastIndexOf('@') : rest.lastIndexOf('@');
    if (end !== -1) return rest.slice(0, end) || undefined;
  }
  return undefined;
}

/** The password of `user:password`. */
function afterColon(userinfo: string): string {
  return userinfo.slice(userinfo.indexOf(':') + 1);
}

// NAME=value, "name": value, --name=value, --name value; names of files are none. A name is read from its beginning only:
// from each of its characters, a long one would take the square of its length.
const SETTING =
  /(?<![\w.-])([\w.-]*(?:token|pass|password|passwd|pwd|passphrase|secret|key|credentials?|_auth|authorization))(["']?\s*[:=]\s*|\s+(?=[^\s-]))("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+)/gi;

const URL_WITH_USER = /[a-z][a-z0-9+.-]{0,63}:\/\/([^\s/"']+)@/gi;

/** Of a file of the system's, whose form may be any: a line at a time. */
function readSettings(text: string): Reading {
  const secrets = new Set<string>();
  const spans: Span[] = [];
  for (const match of text.matchAll(SETTING)) {
    const [whole, name = '', between = '', value = ''] = match;
    const isFlag = name.startsWith('--') || /^\s+$/.test(between);
    if (isFlag && /^\s+$/.test(between) && !name.startsWith('--')) continue; // words in a comment
    const plain = value.replace(/^(["'])(.*)\1$/s, '$2').replace(/[,;]$/, '');
    if (plain === '' || isHarmless(plain)) continue;
    secrets.add(plain);
    const to = match.index + whole.length;
    spans.push({ from: to - value.length, to });
  }
  for (const match of text.matchAll(URL_WITH_USER)) {
    const userinfo = match[1] ?? '';
    secrets.add(userinfo);
    secrets.add(afterColon(userinfo));
    const to = match.index + match[0].length - 1;
    spans.push({ from: to - userinfo.length, to });
  }
  return { secrets, spans };
}

/** Ways in which a secret may stand in a comment, or in another value. */
function spellingsOf(secret: string): string[] {
  return [
    secret,
    ...lines(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", "''"),
    ...inUrls(secret),
    ...base64Of(secret),
  ].filter((text) => text !== '');
}

/** Each line of a value that has several. */
function lines(text: string): string[] {
  const parts = text.split('\n').map((line) => line.trim());
  return parts.length > 1 ? parts : [];
}

/** With percent signs, and without those that it has. */
function inUrls(text: string): string[] {
  return [encodeURIComponent, decodeURIComponent].flatMap((turn) => {
    try {
      return [turn(text)];
    } catch (error) {
      if (error instanceof URIError) return [];
      throw error;
    }
  });
}

/** Of the text and, where it ends another one such as `user:text`, of what is the same wherever it begins. */
function base64Of(text: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.from(`${'\0'.repeat(offset)}${text}`).toString('base64');
    const inner = encoded
      .slice(offset === 0 ? 0 : offset + 1)
      .replace(/=+$/, '')
      .slice(0, -1);
    return inner.length >= 6 ? [inner, inner.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
}

function hide(text: string, spans: readonly Span[], spellings: readonly string[]): string {
  let at = 0;
  const parts = merged(spans).map(({ from, to }) => {
    const before = text.slice(at, from);
    at = to;
    return `${before}${HIDDEN}${text.slice(from, to).endsWith('\n') ? '\n' : ''}`; // that of a block
  });
  const cut = parts.join('') + text.slice(at);
  return cut
    .split('\n')
    .map((line) => {
      const rest = line.replaceAll(HIDDEN, '\0');
      return spellings.some((spelling) => rest.includes(spelling))
        ? `${/^\s*/.exec(line)?.[0] ?? ''}${HIDDEN}`
        : line;
    })
    .join('\n');
}

/** Apart from each other, in their order. */
function merged(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last !== undefined && from < last.to)
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else apart.push({ from, to });
  }
  return apart;
}

// A file's content to the kubelet's entries, with everything that its strict decoder refuses.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/apimachinery/pkg/runtime/serializer/json/json.go

import { isUtf8 } from 'node:buffer';
import { quote } from '../../escape.ts';
import { nearest } from '../../nearest.ts';
import { parseGoDuration } from '../../protocol/go-duration.ts';
import { otherFile } from '../../yaml/kinds.ts';
import type { Path } from '../../yaml/path.ts';
import type { KubeletProblem } from '../problem.ts';
import { formatRelease, type Release, TOKENS_KNOWN, TOKENS_ON } from '../release.ts';
import { GROUP, KIND, type Shape, shapeOf, VERSIONS, type Version } from './fields.ts';
import { readGoYaml } from './go-yaml.ts';
import { readJson } from './json.ts';
import type { Provider, TokenAttributes } from './provider.ts';
import { lineOf, type MapValue, type Reading, refusedReading, type Value } from './value.ts';

export interface Decoded {
  readonly providers: readonly Provider[];
  readonly problems: readonly KubeletProblem[];
  /** What is wrong or misspelt, of which nothing more need be said. */
  readonly spoiled: readonly Path[];
  /** Line of a further YAML document, which the kubelet ignores. */
  readonly furtherDocument: number | undefined;
}

/** Never throws. What is wrong in an entry is left out of it. */
export function decodeConfig(file: string, bytes: Buffer, release: Release): Decoded {
  const { value, problems, furtherDocument } = readConfigBytes(bytes);
  const syntax = problems.map(({ line, path, what, repeats = false }): KubeletProblem => {
    return repeats
      ? { code: 'kubelet-config-repeated-field', file, line, path, what, remedy: 'keep one of the two' }
      : {
          code: 'kubelet-config-syntax',
          file,
          line,
          path,
          what,
          remedy: 'correct the syntax; text in quotes is always text',
        };
  });
  if (value === undefined) {
    return { providers: [], problems: syntax, spoiled: [[]], furtherDocument };
  }
  const decoded = new Decoder(file, value, release).decode();
  return {
    providers: decoded.providers,
    problems: [...syntax, ...decoded.problems],
    spoiled: decoded.spoiled,
    furtherDocument,
  };
}

// What Go's unicode.IsSpace knows; no byte order mark.
const JSON_START = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*\{/;

/** A file of the kubelet's: JSON when it begins with a brace, YAML otherwise. Never throws. */
export function readConfigBytes(bytes: Buffer): Reading {
  const text = bytes.toString('utf8');
  if (JSON_START.test(text)) {
    return readJson(text);
  }
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) {
    return readGoYaml(new TextDecoder(encoding).decode(bytes));
  }
  if (!isUtf8(bytes)) {
    return refusedReading([{ line: 1, path: [], what: 'not UTF-8 text' }]);
  }
  return readGoYaml(text.replace(/^\ufeff/, ''));
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const mark = bytes.subarray(0, 2).toString('latin1');
  return mark === '\xff\xfe' ? 'utf-16le' : mark === '\xfe\xff' ? 'utf-16be' : undefined;
}

/** What to do about a file that is not the kubelet's configuration of providers. */
export const GIVE_THE_RIGHT_ONE = "give the file of the kubelet's flag --image-credential-provider-config";

class Decoder {
  readonly #file: string;
  readonly #value: Value;
  readonly #release: Release;
  readonly #problems: KubeletProblem[] = [];
  readonly #meant: Path[] = [];

  constructor(file: string, value: Value, release: Release) {
    this.#file = file;
    this.#value = value;
    this.#release = release;
  }

  decode(): Omit<Decoded, 'furtherDocument'> {
    const version = this.#version();
    if (version === undefined) {
      return { providers: [], problems: this.#problems, spoiled: [[]] };
    }
    const config = this.#decode(this.#value, shapeOf(version, this.#release), []) as {
      readonly providers?: readonly (Partial<DecodedProvider> | undefined)[];
    };
    const providers = (config.providers ?? []).map((provider, index) =>
      this.#provider(provider ?? {}, index),
    );
    const spoiled = [...this.#problems.map(({ path = [] }) => path), ...this.#meant];
    return { providers, problems: this.#problems, spoiled };
  }

  #report(code: KubeletProblem['code'], path: Path, what: string, remedy: string): void {
    this.#problems.push({ code, file: this.#file, line: lineOf(this.#value, path), path, what, remedy });
  }

  /** The version of the file; undefined, and said, when it is none of ours. */
  #version(): Version | undefined {
    const value = this.#value;
    const expected = `apiVersion: ${GROUP}/v1 and kind: ${KIND}`;
    if (value.kind !== 'map') {
      // A bare text may be a password that was written to the wrong file.
      const got = value.kind === 'text' ? 'a text' : show(value);
      const other = value.kind === 'text' ? otherFile({ text: value.text }) : undefined;
      const hint = other === undefined ? '' : `: this is ${other}`;
      const what = value.kind === 'null' ? 'is empty' : `expected fields, got ${got}${hint}`;
      this.#report(
        'kubelet-config-kind',
        [],
        what,
        other === undefined ? `begin it with ${expected}` : GIVE_THE_RIGHT_ONE,
      );
      return undefined;
    }
    const kind = textField(value, 'kind');
    const apiVersion = textField(value, 'apiVersion');
    const version = VERSIONS.find((each) => apiVersion === `${GROUP}/${each}`);
    if (kind === KIND && version !== undefined) {
      return version;
    }
    if (kind !== KIND) {
      const other = otherFile({ fields: value.fields.map(({ name }) => name), kind });
      const hint = other === undefined ? '' : `: this is ${other}`;
      this.#report(
        'kubelet-config-kind',
        ['kind'],
        `expected ${KIND}, got ${showText(kind)}${hint}`,
        other === undefined ? `write ${expected}` : GIVE_THE_RIGHT_ONE,
      );
      if (other !== undefined) return undefined;
    }
    if (version === undefined) {
      const names = VERSIONS.map((each) => `${GROUP}/${each}`).join(', ');
      this.#report(
        'kubelet-config-kind',
        ['apiVersion'],
        `expected one of ${names}, got ${showText(apiVersion)}`,
        `write ${expected}`,
      );
    }
    return undefined;
  }

  /** Undefined for null and for what is of another type, which is then said. */
  #decode(value: Value, shape: Shape, path: Path): unknown {
    if (value.kind === 'null') {
      return undefined;
    }
    switch (shape.kind) {
      case 'object':
        return value.kind === 'map'
          ? this.#object(value, shape.fields, path)
          : this.#wrongType('an object', value, path);
      case 'list':
        return value.kind === 'list'
          ? value.items.map((item, index) => this.#decode(item, shape.of, [...path, index]))
          : this.#wrongType('a list', value, path);
      case 'boolean':
        return value.kind === 'true' || value.kind === 'false'
          ? value.kind === 'true'
          : this.#wrongType('true or false', value, path);
      case 'text':
        return value.kind === 'text' ? value.text : this.#wrongType('text', value, path);
      case 'duration':
        return this.#duration(value, path);
    }
  }

  #object(value: MapValue, fields: Readonly<Record<string, Shape>>, path: Path): Record<string, unknown> {
    const object: Record<string, unknown> = Object.create(null);
    for (const field of value.fields) {
      const at = [...path, field.name];
      const shape = Object.hasOwn(fields, field.name) ? fields[field.name] : undefined;
      if (shape === undefined) {
        this.#problems.push({
          code: 'kubelet-config-unknown-field',
          file: this.#file,
          line: field.line,
          path: at,
          ...this.#unknownField(field.name, Object.keys(fields), path),
        });
      } else {
        object[field.name] = this.#decode(field.value, shape, at);
      }
    }
    return object;
  }

  #unknownField(name: string, known: readonly string[], path: Path): { what: string; remedy: string } {
    const release = formatRelease(this.#release);
    if (name === 'tokenAttributes' && path.length === 2) {
      return this.#release < TOKENS_KNOWN
        ? {
            what: `unknown to kubelet ${release}: it was added in ${formatRelease(TOKENS_KNOWN)}`,
            remedy: `remove it, or upgrade to ${formatRelease(TOKENS_ON)}`,
          }
        : {
            what: 'unknown in this version of the configuration',
            remedy: `write apiVersion: ${GROUP}/v1 at the top`,
          };
    }
    if (name === 'cacheType' && path.at(-1) === 'tokenAttributes') {
      return {
        what: `unknown to kubelet ${release}: it was added in ${formatRelease(TOKENS_ON)}, which requires it`,
        remedy: `remove it until the upgrade to ${formatRelease(TOKENS_ON)}, and add it with the upgrade`,
      };
    }
    const near = nearest(name, known);
    if (near !== undefined) {
      this.#meant.push([...path, near]);
    }
    return {
      what: `unknown field; ${near === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${near}?`}`,
      remedy: near === undefined ? 'remove it' : `write ${near}`,
    };
  }

  #duration(value: Value, path: Path): number | undefined {
    const milliseconds = value.kind === 'text' ? parseGoDuration(value.text) : undefined;
    if (milliseconds === undefined) {
      this.#report(
        'provider-cache-duration',
        path,
        `expected a duration such as 12h or 0s, got ${show(value)}`,
        'write a Go duration: 90s, 30m, 12h; Go has no unit for days',
      );
    }
    return milliseconds;
  }

  #wrongType(expected: string, value: Value, path: Path): undefined {
    const hint = expected === 'text' && value.kind !== 'map' && value.kind !== 'list' ? ', in quotes' : '';
    // The value of a variable may be secret.
    const got = path.includes('env') && value.kind === 'text' ? 'text' : show(value);
    this.#report('kubelet-config-type', path, `expected ${expected}, got ${got}`, `write ${expected}${hint}`);
    return undefined;
  }

  #provider(decoded: Partial<DecodedProvider>, index: number): Provider {
    const path = ['providers', index];
    const { name, apiVersion, matchImages, defaultCacheDuration, args, env, tokenAttributes } = decoded;
    return {
      name: name ?? '',
      apiVersion: apiVersion ?? '',
      matchImages: texts(matchImages),
      defaultCacheDurationMs: defaultCacheDuration,
      args: texts(args),
      env: (env ?? []).map((variable) => ({ name: variable?.name ?? '', value: variable?.value ?? '' })),
      tokenAttributes: tokenAttributes && {
        serviceAccountTokenAudience: tokenAttributes.serviceAccountTokenAudience ?? '',
        cacheType: tokenAttributes.cacheType ?? '',
        requireServiceAccount: tokenAttributes.requireServiceAccount,
        requiredServiceAccountAnnotationKeys: texts(tokenAttributes.requiredServiceAccountAnnotationKeys),
        optionalServiceAccountAnnotationKeys: texts(tokenAttributes.optionalServiceAccountAnnotationKeys),
      },
      place: { file: this.#file, path, lineOf: (...field) => lineOf(this.#value, [...path, ...field]) },
    };
  }
}

/** As the shapes have it, each part absent where it is null or wrong. */
interface DecodedProvider {
  readonly name: string;
  readonly apiVersion: string;
  readonly matchImages: readonly (string | undefined)[];
  readonly defaultCacheDuration: number;
  readonly args: readonly (string | undefined)[];
  readonly env: readonly ({ readonly name?: string; readonly value?: string } | undefined)[];
  readonly tokenAttributes: Partial<TokenAttributes>;
}

function texts(list: readonly (string | undefined)[] | undefined): string[] {
  return (list ?? []).map((text) => text ?? '');
}

/** The text of a field that Go's first look at the file reads, whatever else is wrong with it. */
function textField(value: MapValue, name: string): string | undefined {
  const field = value.fields.findLast((each) => each.name === name)?.value;
  return field?.kind === 'text' ? field.text : undefined;
}

function showText(text: string | undefined): string {
  return text === undefined ? 'no text' : quote(text);
}

function show(value: Value): string {
  switch (value.kind) {
    case 'map':
      return 'fields';
    case 'list':
      return 'a list';
    case 'text':
      return quote(value.text);
    case 'number':
      return 'a number';
    case 'null':
      return 'nothing';
    default:
      return value.kind;
  }
}

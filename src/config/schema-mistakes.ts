// What the schema has against a configuration, in words: one mistake for each slip of its author.

import { codePointOf, quote } from '../escape.ts';
import { ALTERNATIVES, EXPECTED, FIELDS, SECRET_FIELDS } from '../generated/config-facts.ts';
import type { SchemaError } from '../generated/config-validator.js';
import { isObject } from '../json.ts';
import { nearest } from '../nearest.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import { placeOf } from './mistake.ts';

/** Mistakes with where they were found; the value there is not to be used any further if it `spoils`. */
export interface SchemaMistake extends Mistake {
  readonly spoils: boolean;
}

/** False for the branches of an alternative, which fail one by one; only the alternative as a whole says something. */
export function saysSomething({ schemaPath }: SchemaError): boolean {
  return !/\/(one|any)Of\/\d+\//.test(schemaPath);
}

/** Turns ajv's errors about the value, those that say something, into mistakes. */
export function schemaMistakes(errors: readonly SchemaError[], value: unknown): SchemaMistake[] {
  const meant = new Set<string>();
  const unknown = errors.filter(({ keyword }) => keyword === 'additionalProperties');
  const fromUnknown = unknown.map((error) => describeUnknown(error, value, meant));
  const others = errors
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .flatMap((error) => describe(error, value, meant));
  const seen = new Set<string>();
  return [...fromUnknown.filter((mistake) => !isOutdented(mistake, value)), ...others].filter(
    ({ path, text, spoils }) => {
      // A value of the wrong type also fails the schema's other words about it.
      const key = JSON.stringify(spoils ? path : [path, text]);
      return !seen.has(key) && seen.add(key);
    },
  );
}

function describeUnknown(error: SchemaError, value: unknown, meant: Set<string>): SchemaMistake {
  const parent = toPath(error.instancePath, value);
  const name = String(error.params.additionalProperty);
  const fields = FIELDS.get(placeOf(parent)) ?? [];
  // A blank that is not the usual one looks like indentation.
  const plain = name.replace(/[^\x21-\x7e]/g, '');
  const near = fields.includes(plain) ? plain : nearest(plain, fields);
  if (near !== undefined) {
    meant.add(JSON.stringify([...parent, near]));
  }
  const text = `unknown field; ${oddCharacterIn(name)}${advise(plain, near, fields)}`;
  return { path: [...parent, name], text, spoils: false };
}

/** With its code point, which an editor can search for. */
function oddCharacterIn(name: string): string {
  const [character] = /[\u0080-\u{10ffff}]/u.exec(name) ?? [];
  return character === undefined
    ? ''
    : `it has ${character === '\u00a0' ? 'a no-break space' : 'a character that is not ASCII'} (${codePointOf(character)}); `;
}

/** A field that stands beside the empty section which it belongs to: that the section is empty is said already. */
function isOutdented({ path, text }: SchemaMistake, value: unknown): boolean {
  const parent = valueAt(value, path.slice(0, -1));
  return (
    isObject(parent) &&
    [...text.matchAll(/\bunder ([\w.]+)/g)].some(([, section = '']) => parent[section] === null)
  );
}

function advise(name: string, near: string | undefined, fields: readonly string[]): string {
  if (near !== undefined) {
    return `did you mean ${near}?`;
  }
  const places = [...FIELDS]
    .filter(([, candidates]) => candidates.includes(name))
    .map(([place]) => nameOf(place));
  if (places.length > 0) {
    return `it belongs ${places.join(' or ')}`;
  }
  for (const [place, candidates] of FIELDS) {
    const elsewhere = nearest(name, candidates);
    if (elsewhere !== undefined) {
      return `did you mean ${elsewhere}, which belongs ${nameOf(place)}?`;
    }
  }
  return `expected one of ${fields.join(', ')}`;
}

function nameOf(place: string): string {
  if (place === '') return 'at the top level';
  return place === 'rules[]' ? 'in a rule' : `under ${place.replace('rules[].', '')}`;
}

function describe(error: SchemaError, value: unknown, meant: ReadonlySet<string>): SchemaMistake[] {
  const path = toPath(error.instancePath, value);
  const missing = (field: string) => meant.has(JSON.stringify([...path, field]));
  const found = valueAt(value, path);
  if (error.keyword.endsWith('Of') && !isObject(found)) {
    return []; // its type is the mistake
  }
  switch (error.keyword) {
    case 'required': {
      const field = String(error.params.missingProperty);
      const at = [...path, field];
      const expected = EXPECTED.get(placeOf(at));
      return missing(field)
        ? []
        : [{ path: at, text: `missing${expected ? `; expected ${expected}` : ''}`, spoils: true }];
    }
    case 'oneOf':
      return describeAlternatives(path, found, missing);
    case 'anyOf':
      return missing('matchImages')
        ? []
        : [
            {
              path,
              text: 'matchImages is missing; only a rule with dockerConfig may omit it',
              spoils: false,
            },
          ];
    default:
      return [{ path, text: describeValue(error, path, found), spoils: true }];
  }
}

function describeAlternatives(
  path: Path,
  value: unknown,
  missing: (field: string) => boolean,
): SchemaMistake[] {
  return (ALTERNATIVES.get(placeOf(path)) ?? []).flatMap((fields) => {
    const present = fields.filter((field) => isObject(value) && value[field] !== undefined);
    if (present.length === 1 || (present.length === 0 && fields.some(missing))) {
      return [];
    }
    const got = present.length === 0 ? 'none' : present.join(' and ');
    return [{ path, text: `expected exactly one of ${fields.join(', ')}; got ${got}`, spoils: false }];
  });
}

function describeValue({ keyword, params }: SchemaError, path: Path, value: unknown): string {
  const place = placeOf(path);
  const expected = EXPECTED.get(place) ?? (FIELDS.has(place) ? 'an object' : expectedType(params.type));
  const meant =
    keyword === 'enum' && typeof value === 'string'
      ? nearest(value, params.allowedValues as string[])
      : undefined;
  const duration = expected.startsWith('a duration') ? meantDuration(value, expected) : undefined;
  const hint =
    duration !== undefined
      ? `; did you mean ${duration}?`
      : meant === undefined
        ? expected.startsWith('a duration')
          ? ''
          : hintFor(params.type, value)
        : `; did you mean ${meant}?`;
  return `expected ${expected}, got ${showValue(path, value)}${hint}`;
}

function expectedType(type: unknown): string {
  return type === 'boolean' ? 'true or false' : 'text';
}

function hintFor(type: unknown, value: unknown): string {
  if (type === 'object' && value === null) {
    return '; write {} if no field is needed, or move the fields that belong to it further in than its name';
  }
  const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
  return isText && (typeof value === 'number' || typeof value === 'boolean') ? '; put it in quotes' : '';
}

const UNITS: readonly (readonly [word: RegExp, unit: string, factor: number])[] = [
  [/^(?:|s|secs?|seconds?)$/i, 's', 1],
  [/^(?:m|mins?|minutes?)$/i, 'm', 1],
  [/^(?:h|hrs?|hours?)$/i, 'h', 1],
  [/^(?:d|days?)$/i, 'h', 24],
  [/^(?:ms|msecs?|millis|milliseconds?)$/i, 'ms', 1],
];

/** In Go's form what was written as a number, with a blank or with another word for the unit. */
function meantDuration(value: unknown, expected: string): string | undefined {
  const [, digits = '', word = ''] = /^\s*(\d{1,6})\s*([A-Za-z]*)\s*$/.exec(String(value)) ?? [];
  const unit = UNITS.find(([words]) => words.test(word));
  if (digits === '' || unit === undefined) return undefined;
  const meant = `${Number(digits) * unit[2]}${unit[1]}`;
  // Of what is out of its bounds no other form helps.
  return meant === value || Number(digits) === 0 || !fits(meant, expected) ? undefined : meant;
}

function fits(duration: string, expected: string): boolean {
  const ms = parseGoDuration(duration) ?? 0;
  const [, from] = /from (\w+)/.exec(expected) ?? [];
  const [, to] = /(?:to|below) (\w+)/.exec(expected) ?? [];
  return (
    (from === undefined || ms >= (parseGoDuration(from) ?? 0)) &&
    (to === undefined ||
      ms < (parseGoDuration(to) ?? 0) ||
      (from !== undefined && ms === parseGoDuration(to)))
  );
}

/** A path, which is no secret: what begins like one of a shell or of a system's folders. Base64 has slashes too. */
function isPath(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(?:~|\.{1,2}|\$\{?\w+\}?|file:\/\/|(?:file:\/\/)?\/?(?:etc|var|run|root|home|opt|usr|mnt|tmp|srv|secrets?|files))\/[\w./-]*$/.test(
      value,
    )
  );
}

/** The value for a reader, unless it may be secret. */
function showValue(path: Path, value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  // Text where an object is expected may be all that its fields should have been.
  const place = placeOf(path);
  if (FIELDS.has(place) || FIELDS.has(`${place}[]`))
    return typeof value === 'string' ? 'text' : `a ${typeof value}`;
  const field = path.findLast((part) => typeof part === 'string');
  const isFile = field?.endsWith('File') && isPath(value);
  if (SECRET_FIELDS.includes(field ?? '') && value !== '' && !isFile) return '[redacted]';
  return typeof value === 'string' ? quote(value) : String(value);
}

/** ajv's JSON pointer as a path. */
function toPath(pointer: string, value: unknown): Path {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(at) ? Number(name) : name;
      at = (at as Record<string | number, unknown>)[key];
      return key;
    });
}

/** Undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown>)?.[part], value);
}

// What the schema has against a configuration, in words: one mistake for each slip of its author.

import { quote } from '../escape.ts';
import { ALTERNATIVES, EXPECTED, FIELDS, SECRET_FIELDS } from '../generated/config-facts.ts';
import type { SchemaError } from '../generated/config-validator.js';
import { isObject } from '../json.ts';
import { nearest } from '../nearest.ts';
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
  return [...fromUnknown, ...others].filter(({ path, text, spoils }) => {
    // A value of the wrong type also fails the schema's other words about it.
    const key = JSON.stringify(spoils ? path : [path, text]);
    return !seen.has(key) && seen.add(key);
  });
}

function describeUnknown(error: SchemaError, value: unknown, meant: Set<string>): SchemaMistake {
  const parent = toPath(error.instancePath, value);
  const name = String(error.params.additionalProperty);
  const fields = FIELDS.get(placeOf(parent)) ?? [];
  const near = nearest(name, fields);
  if (near !== undefined) {
    meant.add(JSON.stringify([...parent, near]));
  }
  return { path: [...parent, name], text: `unknown field; ${advise(name, near, fields)}`, spoils: false };
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
  const hint = meant === undefined ? hintFor(params.type, value) : `; did you mean ${meant}?`;
  return `expected ${expected}, got ${showValue(path, value)}${hint}`;
}

function expectedType(type: unknown): string {
  return type === 'boolean' ? 'true or false' : 'text';
}

function hintFor(type: unknown, value: unknown): string {
  if (type === 'object' && value === null) {
    return '; write {} if no field is needed';
  }
  const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
  return isText && (typeof value === 'number' || typeof value === 'boolean') ? '; put it in quotes' : '';
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
  if (SECRET_FIELDS.includes(field ?? '') && value !== '') return '[redacted]';
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

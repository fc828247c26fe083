// Each field of the configuration has an example, which this program itself accepts in a whole configuration; so has each
// value of the chart.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { dereference } from '../../../scripts/dereference.mjs';
import { parseConfig } from '../../../src/config/load.ts';
import { BACKEND_KINDS } from '../../../src/generated/backends.ts';
import { configText } from '../../support/temporary.ts';

interface Schema {
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

type Section = Readonly<Record<string, unknown>>;

interface Field {
  /** The names that lead to it, and `[]` for an item of a list. */
  readonly path: readonly string[];
  readonly schema: Schema;
}

const read = (name: string): Schema =>
  dereference(JSON.parse(readFileSync(join(import.meta.dirname, '../../../schemas', name), 'utf8')));

const CONFIG = read('config.schema.json');

function fieldsOf(schema: Schema, path: readonly string[] = []): Field[] {
  if (schema.items !== undefined) return fieldsOf(schema.items, [...path, '[]']);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [
    { path: [...path, key], schema: property },
    ...fieldsOf(property, [...path, key]),
  ]);
}

const nameOf = ({ path }: Field) => path.join('.').replaceAll('.[]', '[]');

/** Fields of which an object may have only one, if this field is among them. */
const alternativesTo = (schema: Schema, key: string): readonly string[] =>
  [schema, ...(schema.allOf ?? [])]
    .map(({ oneOf = [] }) => oneOf.flatMap(({ required = [] }) => required))
    .find((names) => names.includes(key)) ?? [];

/** Values of a section that has the field: an example of the section, or only what it requires of one, and the field. */
function* withField(
  schema: Schema,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Generator<unknown> {
  if (key === '[]') {
    for (const item of withField(schema.items ?? {}, rest, value)) yield [item];
    return;
  }
  const examples = (schema.examples ?? [{}]) as readonly Section[];
  const only = (example: Section, isKept: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(example).filter(([name]) => isKept(name)));
  const required = only(examples[0] ?? {}, (name) => schema.required?.includes(name) === true);
  const others = alternativesTo(schema, key);
  for (const base of [required, ...examples.map((each) => only(each, (name) => !others.includes(name)))]) {
    if (rest.length === 0) yield { ...base, [key]: value };
    else
      for (const inner of withField(schema.properties?.[key] ?? {}, rest, value))
        yield { ...base, [key]: inner };
  }
}

const RULE = CONFIG.properties?.rules?.items ?? {};
const AS = [
  {},
  { identity: 'serviceAccount' },
  { identity: 'serviceAccount', onMissingServiceAccount: 'node' },
];

/** Whole configurations that have the field. */
function* configsWith({ path }: Field, value: unknown): Generator<string> {
  const [first, item, ...rest] = path;
  const rule = { name: 'a', matchImages: ['registry.example'] };
  if (first !== 'rules' || item === undefined) {
    for (const whole of withField(CONFIG, path, value)) {
      yield configText([{ ...rule, ecr: {} }], whole as Section);
    }
    return;
  }
  const backends = BACKEND_KINDS.includes(rest[0] as never)
    ? [{}]
    : BACKEND_KINDS.map((kind) => ({ [kind]: RULE.properties?.[kind]?.examples?.[0] }));
  for (const own of withField(RULE, rest, value)) {
    for (const as of AS) {
      for (const backend of backends) {
        yield configText([{ ...rule, ...as, ...backend, ...(own as Section) }]);
      }
    }
  }
}

/** Undefined: one of the configurations is accepted; otherwise why the first is not. */
function refusalOf(texts: Iterable<string>): string | undefined {
  let first: string | undefined;
  for (const text of texts) {
    try {
      parseConfig('/config.json', text);
      return undefined;
    } catch (error) {
      first ??= `${text}: ${(error as Error).message}`;
    }
  }
  return first ?? 'no configuration has it';
}

const ajv = new Ajv2020({ strict: false });

function assertExamples(schema: Schema): void {
  const { examples = [] } = schema;
  assert.ok(examples.length > 0, 'add "examples" to the schema');
  const validate = ajv.compile(schema);
  for (const example of examples) {
    assert.ok(validate(example), `${JSON.stringify(example)}: ${ajv.errorsText(validate.errors)}`);
  }
}

describe('the configuration', () => {
  const fields = fieldsOf(CONFIG);

  for (const field of fields) {
    test(`${nameOf(field)} has an example, as its own schema says`, () => {
      assertExamples(field.schema);
    });

    for (const example of field.schema.examples ?? []) {
      test(`${nameOf(field)}: ${JSON.stringify(example)} is accepted`, () => {
        assert.equal(refusalOf(configsWith(field, example)), undefined);
      });
    }
  }

  test('a value that only the loader refuses is no example', () => {
    const deadline = fields.find((field) => nameOf(field) === 'deadline') as Field;
    assert.match(String(refusalOf(configsWith(deadline, '61s'))), /below 60s/);
    const externalId = fields.find((field) => nameOf(field) === 'rules[].ecr.externalId') as Field;
    assert.match(String(refusalOf(configsWith(externalId, 5))), /externalId/);
  });
});

describe('the chart', () => {
  for (const field of fieldsOf(read('helm-values.schema.json'))) {
    test(`${nameOf(field)} has an example, as its own schema says`, () => {
      assertExamples(field.schema);
    });
  }
});

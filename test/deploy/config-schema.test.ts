// The chart's schema takes the configurations that our own does, and no others: Helm's validators beside ours, on the example
// and on what becomes of it by one change at any place.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import { validateConfig } from '../../src/generated/config-validator.js';
import { ROOT } from '../support/executable.ts';
import { whyNoRenderer } from './build.ts';
import { HELMS, type Helm, renderCharts } from './render.ts';

const skip = await whyNoRenderer();

const OTHERS: readonly unknown[] = [5, -1, 'x', '', '/a\u0001', true, [], {}];

/** What the example needs beside its rules. */
const GIVEN = { filesSecret: 'files', nodeFiles: ['/a\u0001'], serviceAccountTokens: { enabled: true } };

function isParsed(config: object): boolean {
  try {
    parseConfig('config.yaml', JSON.stringify(config));
    return true;
  } catch {
    return false;
  }
}

interface Mutant {
  readonly name: string;
  readonly config: object;
}

/** Each copy of the value with one change. Helm fills in what is missing at the top, so nothing is taken away there. */
function* mutantsOf(
  value: unknown,
  path = '',
): Generator<{ readonly path: string; readonly value: unknown }> {
  for (const other of OTHERS) {
    if (path !== '') yield { path: `${path} = ${JSON.stringify(other)}`, value: other };
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const mutant of mutantsOf(item, `${path}[${index}]`)) {
        yield { path: mutant.path, value: value.with(index, mutant.value) };
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { path: `${path}.unknown`, value: { ...value, unknown: true } };
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      if (path !== '') yield { path: `no ${path}.${key}`, value: rest };
      for (const mutant of mutantsOf(item, `${path}.${key}`)) {
        yield { path: mutant.path, value: { ...value, [key]: mutant.value } };
      }
    }
  }
}

const example = parse(readFileSync(join(ROOT, 'examples/config.yaml'), 'utf8'));
const mutants: readonly Mutant[] = [
  { name: 'the example', config: example },
  ...Array.from(mutantsOf(example), ({ path, value }) => ({ name: path, config: value as object })),
];

/** All take half a minute; the validator is the same, and older by a few fixes. */
const some: Readonly<Record<Helm, readonly Mutant[]>> = {
  v3: mutants.filter((_, index) => index % 10 === 0),
  v4: mutants,
};

for (const helm of HELMS) {
  const tried = some[helm];
  test(`Helm ${helm} and we agree on ${tried.length} configurations`, { skip }, async () => {
    const rendered = await renderCharts(
      tried.map(({ config }) => ({ config, ...GIVEN })),
      { helm },
    );
    const accepted = rendered.filter(({ error }) => error === undefined).length;
    assert.ok(accepted > tried.length / 20, `only ${accepted} are accepted`);
    assert.ok(accepted < tried.length / 2, `${accepted} are accepted`);
    const differences = tried.flatMap(({ name, config }, index) => {
      const error = rendered[index]?.error;
      // What the templates refuse is a mistake that no schema tells, to us as well.
      const agree = /execution error|error calling fail/.test(error ?? '')
        ? !isParsed(config)
        : validateConfig(config) === (error === undefined);
      return agree ? [] : [`${name}: Helm says ${error ?? 'yes'}`];
    });
    assert.deepEqual(differences, []);
  });
}

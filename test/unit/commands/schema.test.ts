import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { COMMANDS } from '../../../src/command-line/commands.ts';
import { parseArguments } from '../../../src/command-line/parse.ts';
import { schema } from '../../../src/commands/schema.ts';
import { ROOT } from '../../support/executable.ts';
import { worldOf } from '../../support/world.ts';

const NAMES = COMMANDS.schema.operand.choices;

const print = async (...args: readonly string[]) => {
  const parsed = parseArguments(['schema', ...args], () => '/');
  assert.ok(parsed.command === 'schema');
  const { text, exitCode } = await schema(parsed, worldOf({}));
  assert.equal(exitCode, 0);
  return text;
};

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

test('there is a name for each file of schemas/ but that of the chart, which has it itself', () => {
  assert.deepEqual(
    [...NAMES, 'helm-values'].sort(),
    readdirSync(join(ROOT, 'schemas')).map((file) => file.replace('.schema.json', '')),
  );
});

test('without a name it is that of the configuration', async () => {
  assert.equal(await print(), await print('config'));
});

for (const name of NAMES) {
  describe(name, () => {
    test('is what schemas/ has, in the same order', async () => {
      const text = await print(name);
      assert.equal(
        JSON.stringify(JSON.parse(text)),
        JSON.stringify(JSON.parse(read(`schemas/${name}.schema.json`))),
      );
      assert.ok(text.endsWith('\n}\n'));
    });

    test('is valid for a validator that knows none of the keywords of this program', async () => {
      const own = JSON.parse(await print(name));
      const ajv = new Ajv2020({ strict: false });
      assert.ok(ajv.validateSchema(own), ajv.errorsText());
      assert.equal(typeof ajv.compile(own), 'function');
    });

    test('has beside the keywords of JSON Schema only some that begin with x-, which others ignore', async () => {
      const unknown = new Set<string>();
      const ajv = new Ajv2020({
        strict: true,
        strictTypes: false,
        strictRequired: false,
        logger: false,
      });
      const own = JSON.parse(await print(name));
      // It names one at a time.
      for (;;) {
        try {
          ajv.compile(own);
          break;
        } catch (error) {
          const [, keyword] = /unknown keyword: "([^"]+)"/.exec((error as Error).message) ?? [];
          if (keyword === undefined) throw error;
          unknown.add(keyword);
          ajv.addVocabulary([keyword]);
        }
      }
      assert.deepEqual(
        [...unknown].filter((keyword) => !keyword.startsWith('x-')),
        [],
      );
    });
  });
}

test('for such a validator the example is right, and a mistake in it is one', async () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await print()));
  const example: { rules: Record<string, unknown>[] } = parse(read('examples/config.yaml'));
  assert.ok(validate(example), JSON.stringify(validate.errors));
  const [first] = example.rules;
  assert.equal(validate({ ...example, rules: [{ ...first, matchImage: ['a.example'] }] }), false);
  assert.deepEqual(validate.errors?.[0]?.params, { additionalProperty: 'matchImage' });
});

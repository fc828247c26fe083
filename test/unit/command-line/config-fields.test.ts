import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { configFieldsText } from '../../../src/command-line/config-fields.ts';
import { EXAMPLES } from '../../../src/generated/config-examples.ts';
import { FIELDS } from '../../../src/generated/config-facts.ts';

const joined = (text: string) => text.replaceAll(/\n {6}/g, ' ');

describe('help config', () => {
  for (const width of [80, 40]) {
    test(`has each field with its example, in ${width} columns`, () => {
      const text = joined(configFieldsText(width));
      for (const [path, example] of EXAMPLES) {
        assert.ok(text.includes(`\n  ${path}: ${example}`), path);
      }
      const objects = [...FIELDS].flatMap(([object, fields]) =>
        fields.map((field) => (object === '' ? field : `${object}.${field}`)),
      );
      const leaves = objects.filter((path) => !FIELDS.has(path) && !FIELDS.has(`${path}[]`));
      assert.deepEqual(leaves.sort(), [...EXAMPLES.keys()].sort());
    });

    test(`has no longer line than ${width} columns, but for a word that is as long`, () => {
      const long = configFieldsText(width)
        .split('\n')
        .filter((line) => line.length > width && line.trim().includes(' '));
      assert.deepEqual(long, []);
    });
  }

  test('has examples that can be copied into YAML', () => {
    for (const [path, example] of EXAMPLES) {
      const key = path.split('.').at(-1) ?? '';
      assert.doesNotThrow(() => parse(`${key}: ${example}`), path);
    }
    assert.deepEqual(parse(`matchImages: ${EXAMPLES.get('rules[].matchImages')}`), {
      matchImages: ['*.dkr.ecr.*.amazonaws.com'],
    });
  });

  test('as a whole, for one section', () => {
    const sections = configFieldsText(80).split('\n\n');
    assert.equal(
      sections.find((section) => section.startsWith('  rules[].static.')),
      `  rules[].static.username: robot$puller
      a username that is not empty and has neither a colon nor control
      characters
  rules[].static.usernameFile: /etc/registry-credential-provider/harbor.username
      an absolute path
  rules[].static.password: an-example-only
      a password that is not empty and has neither line breaks nor other control
      characters
  rules[].static.passwordFile: /etc/registry-credential-provider/harbor.password
      an absolute path
  rules[].static.cacheDuration: 10m
      a duration such as 5m or 1h30m, not negative
`,
    );
  });
});

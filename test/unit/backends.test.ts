// Of each backend of the schema what the type checker cannot see: CONTRIBUTING.md's "Adding a backend" names these places.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BACKEND_KINDS, type BackendKind } from '../../src/generated/backends.ts';

const ROOT = join(import.meta.dirname, '../..');

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** `dockerConfig`: `docker-config`. */
const folderOf = (kind: BackendKind) => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('each backend of the schema', () => {
  for (const kind of BACKEND_KINDS) {
    test(`${kind}: its folder, its tests, its words and its example`, () => {
      const tests = join('test/unit/backend', folderOf(kind));
      const source = join('src/backend', folderOf(kind), 'index.ts');
      assert.ok(existsSync(join(ROOT, source)), `${source} is missing`);
      const isTest = (file: string) => file.endsWith('.test.ts');
      assert.ok(
        existsSync(join(ROOT, tests)) && readdirSync(join(ROOT, tests)).some(isTest),
        `${tests}/ has no test`,
      );
      const { description } = JSON.parse(read('schemas/config.schema.json')).$defs.rule;
      assert.ok(
        description.includes(`\`${kind}\``),
        `schemas/config.schema.json: the description of a rule does not name ${kind}`,
      );
      assert.match(
        read('examples/config.yaml'),
        new RegExp(`^ {4}${kind}:`, 'm'),
        `examples/config.yaml has no rule with ${kind}`,
      );
    });
  }
});

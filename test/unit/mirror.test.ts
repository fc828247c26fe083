// test/unit/ mirrors src/: what tests a file or a folder bears its name.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/executable.ts';
import { sourceFiles } from '../support/source-files.ts';

/** Tests, or folders of them, that have no counterpart in src/, each with what it tests instead. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  clouds: 'the fake clouds of test/clouds/',
  schemas: 'schemas/, and what is generated from them',
  'backend/fields': 'every field and variable that decides what the clouds are asked',
  'backend/keys': 'which pulls share an entry of the cache, for all clouds',
  'backend/values': 'what the clouds answer, for all of them',
  'backend/cloud/documented': 'docs/errors.md, which has each refusal of the clouds',
  'cache/key-secrets': 'the entries of all backends that have a secret in their question',
  'config/hostile': 'files that are no configuration, through the whole of config/',
  'config/mistakes': 'the words for every mistake, through the whole of config/',
  'system/network/loading': 'what a request loads of Node',
  'system/network/send': 'the door over plain HTTP',
  'system/network/through-a-proxy': 'the door through a proxy',
  'system/network/tls': 'the door over TLS',
  'system/root-only-existing': 'of root-only.ts what asks about files that exist',
  backends: 'the recipe for a backend, in all places that must know one',
  comparison: 'docs/comparison.md',
  docs: 'docs/ and the words of messages',
  exports: 'the names that src/ exports',
  imports: 'the imports of src/',
  linear: 'what a pull costs, through all of it',
  migration: 'docs/migration.md',
  mirror: 'this mirror',
  questions: 'docs/questions.md',
  spreads: 'how src/ says that something is absent',
  troubleshooting: 'docs/troubleshooting.md',
};

test('each test of test/unit/ bears the name of a file or folder of src/', () => {
  const names = sourceFiles('test/unit')
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => path.slice('test/unit/'.length, -'.test.ts'.length));
  const isException = (name: string) =>
    Object.keys(EXCEPTIONS).some((exception) => name === exception || name.startsWith(`${exception}/`));
  const isMirror = (name: string) =>
    [`src/${name}.ts`, `src/${name}`].some((path) => existsSync(join(ROOT, path)));
  assert.deepEqual(
    names.filter((name) => !isException(name) && !isMirror(name)),
    [],
    'name it for what it tests, or add it to EXCEPTIONS with what it tests instead',
  );
});

// What src/ exports: each name has a reader, and a type has a name of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSource, type SourceFile, sourceFiles } from '../support/source-files.ts';

const files = sourceFiles();
const builders = [...sourceFiles('scripts'), readSource('esbuild.mjs')];

test('no two exported types share a name', () => {
  const owners = new Map<string, string[]>();
  for (const { path, exports } of files) {
    for (const { name } of exports.filter(({ kind }) => kind === 'type')) {
      owners.set(name, [...(owners.get(name) ?? []), path]);
    }
  }
  const shared = [...owners].filter(([, paths]) => paths.length > 1);
  assert.deepEqual(
    shared.map(([name, paths]) => `${name}: ${paths.join(' ')}`),
    [],
  );
});

test('what src/ exports is used in another file of it, by the build, or by a test', () => {
  const unused = exportsWithout([...files, ...builders, ...sourceFiles('test')]);
  assert.deepEqual(unused, [], 'take the export away');
});

/** Values that only tests use: what they hold documents or other code against, and steps that they drive alone. */
const FOR_TESTS: readonly string[] = [
  'src/backend/acr/azure-json.ts BOOLEANS',
  'src/backend/acr/azure-json.ts TEXTS',
  'src/check/checks.ts findAll',
  'src/check/finding.ts CODES',
  'src/commands/check.ts checkNode',
  'src/commands/try-verify.ts hostsOf',
  'src/commands/try-verify.ts referenceOf',
  'src/commands/try.ts tryOnNode',
  'src/image/docker-hub.ts OFFICIAL_IMAGES',
  'src/install/kubelet/process.ts isStartedSince',
  'src/install/state/journal.ts PHASES',
  'src/install/state/journal.ts STEPS',
  'src/system/network/authorities.ts SYSTEM_BUNDLES',
];

test('a value that only tests use is listed', () => {
  const types = new Set(
    files.flatMap(({ path, exports }) =>
      exports.filter(({ kind }) => kind === 'type').map(({ name }) => `${path} ${name}`),
    ),
  );
  const unused = exportsWithout([...files, ...builders]).filter((each) => !types.has(each));
  assert.deepEqual(unused.toSorted(), FOR_TESTS.toSorted());
});

const FROM_SOURCE = /const \{ ([^}]+) \} = await importSource\(\s*'([^']+)'\s*\)/g;

test('what scripts take from src/ by importSource is exported there', () => {
  const taken = builders.flatMap(({ path, text }) =>
    [...text.matchAll(FROM_SOURCE)].flatMap(([, names = '', source = '']) =>
      names.split(', ').map((name) => ({ path, name, source })),
    ),
  );
  assert.ok(taken.length > 10);
  const missing = taken.filter(
    ({ name, source }) => !readSource(source).exports.some((each) => each.name === name),
  );
  assert.deepEqual(missing, []);
});

/** Files that the build names in a text: what they export is for the bundle. */
const FOR_THE_BUILD: readonly string[] = ['src/system/chunk.ts', 'src/system/web-globals.ts'];

/** Those that none of the readers imports. */
function exportsWithout(readers: readonly SourceFile[]): string[] {
  const named = new Set<string>();
  const whole = new Set<string>();
  for (const { path, imports } of readers) {
    for (const { target, names } of imports.filter((each) => each.target !== path)) {
      if (names === undefined) whole.add(target);
      for (const name of names ?? []) named.add(`${target} ${name}`);
    }
  }
  return files
    .filter(({ path }) => !FOR_THE_BUILD.includes(path))
    .flatMap(({ path, exports }) => {
      // What is imported as a whole, by `import()`, may go from hand to hand: a reader that has the name will do.
      const isUsed = (name: string) =>
        named.has(`${path} ${name}`) ||
        (whole.has(path) && readers.some((reader) => reader.path !== path && hasWord(reader, name)));
      return exports.filter(({ name }) => !isUsed(name)).map(({ name }) => `${path} ${name}`);
    });
}

function hasWord({ text }: SourceFile, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}

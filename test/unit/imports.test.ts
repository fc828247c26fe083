// Imports go one way, and only main.ts knows the process. docs/architecture in CONTRIBUTING.md says why.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/executable.ts';

const SRC = join(ROOT, 'src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** What a folder may import beside itself, `generated` and the words that everybody shares. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  system: [],
  protocol: [],
  image: [],
  yaml: [],
  kubelet: ['image', 'protocol', 'system', 'yaml'],
  config: ['image', 'protocol', 'system', 'yaml'],
  backend: ['config', 'image', 'kubelet', 'protocol', 'system'],
  cache: ['backend', 'system'],
  log: ['backend', 'cache', 'config', 'system'],
  generated: [],
  'install/node': ['kubelet', 'system', 'yaml'],
  'install/kubelet': ['install/node', 'kubelet', 'system'],
  'install/outside': ['install/node', 'install/plan', 'install/state', 'system'],
};
const SHARED = [
  'errors.ts',
  'escape.ts',
  'json.ts',
  'margin.ts',
  'nearest.ts',
  'secret.ts',
  'sha256.ts',
  'paint.ts',
  'version.ts',
  'generated',
];
/** Those who know all. */
const TOP = [
  'main.ts',
  'run.ts',
  'surroundings.ts',
  'world.ts',
  'provide.ts',
  'answer.ts',
  'command-line',
  'entries',
  'check',
  'install/state',
  'install/plan',
  'install/apply',
  'commands',
];

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
}

function target(file: string, specifier: string): string {
  return normalize(join(dirname(file), specifier));
}

/** The folders of install/ are areas of their own. */
const areaOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('install/') ? 2 : 1)
    .join('/');

test('every area of src/ has its rule', () => {
  const areas = new Set(files.map(areaOf));
  const known = new Set([...Object.keys(MAY_IMPORT), ...SHARED, ...TOP]);
  assert.deepEqual(
    [...areas].filter((area) => !known.has(area)),
    [],
  );
});

for (const file of files) {
  test(`${file} imports only what it may`, () => {
    const area = areaOf(file);
    for (const specifier of importsOf(file)) {
      if (!specifier.startsWith('.')) {
        continue;
      }
      const imported = areaOf(target(file, specifier));
      const allowed =
        TOP.includes(area) ||
        imported === area ||
        SHARED.includes(imported) ||
        (MAY_IMPORT[area] ?? []).includes(imported);
      assert.ok(allowed, `${file} imports ${specifier}: ${area} may not import ${imported}`);
      assert.notEqual(imported, 'main.ts');
    }
  });

  test(`${file} leaves the process and the network to those who own them`, () => {
    const text = readFileSync(join(SRC, file), 'utf8');
    if (file !== 'main.ts') {
      // A signal to a process group is sent by nothing else than this method.
      const allowed = file === 'system/program.ts' ? 'process.kill(' : undefined;
      const code = text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '').replaceAll(allowed ?? '\0', '');
      assert.doesNotMatch(code, /(?<!\/)\bprocess\s*[.[]|globalThis\.process|node:process/);
    }
    if (areaOf(file) !== 'system') {
      const foreign = importsOf(file).filter((name) =>
        /^node:(fs|net|tty|tls|https?|child_process|dns)/.test(name),
      );
      assert.deepEqual(foreign, [], 'files and network are reached by src/system');
    }
  });
}

test('a backend imports no other backend', () => {
  const shared = ['backend.ts', 'cloud', 'docker-entries'];
  for (const file of files.filter((name) => name.startsWith('backend/') && name !== 'backend/create.ts')) {
    const [, own] = file.split('/');
    for (const specifier of importsOf(file).filter((name) => name.startsWith('.'))) {
      const [area, folder, ...rest] = target(file, specifier).split('/');
      if (area === 'backend' && rest.length > 0 && !shared.includes(folder as string)) {
        assert.equal(folder, own, `${file} imports ${specifier}`);
      }
    }
  }
});

test('the cache knows what a backend is, and none of them', () => {
  for (const file of files.filter((name) => name.startsWith('cache/'))) {
    const text = readFileSync(join(SRC, file), 'utf8');
    for (const [statement, specifier] of text.matchAll(/import [^;]*from '(\.\.\/backend\/[^']+)'/g)) {
      assert.equal(specifier, '../backend/backend.ts', file);
      assert.match(statement, /^import type /, file);
    }
  }
});

/** Packages for reading files, and for showing how they differ; all others are a cloud's SDK. */
const NOT_AN_SDK = ['yaml', 'diff'];

test('an SDK is imported by the sdk files of its backend only, and those import no other code of ours', () => {
  const isSdkFile = (file: string) => /^backend\/\w+\/(?:.+\/)?sdk[^/]*$/.test(file);
  for (const file of files.filter((name) => !name.startsWith('generated/'))) {
    const text = readFileSync(join(SRC, file), 'utf8');
    const imports = [...text.matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)';$/gm)].filter(
      ([, type]) => type === undefined,
    );
    const specifiers = imports.map((match) => match[2] as string);
    const packages = specifiers.filter((name) => !/^(\.|node:)/.test(name) && !NOT_AN_SDK.includes(name));
    assert.ok(isSdkFile(file) || packages.length === 0, `${file} imports ${packages}`);
    const ours = specifiers.filter((name) => name.startsWith('.')).map((name) => target(file, name));
    if (/\/sdk\.ts$/.test(file)) {
      assert.deepEqual(
        ours.filter((name) => !isSdkFile(name)),
        [],
        `${file} is a chunk of its own: what it imports is there twice`,
      );
    }
  }
});

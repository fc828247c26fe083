// What the executable asks of a node: glibc 2.28, libstdc++ and libgcc, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { readDependencies } from '../../scripts/elf-dependencies.mjs';
import { EXECUTABLE } from '../support/executable.ts';

/** Of RHEL 8, Debian 10 and Amazon Linux 2023, and what came with them. */
const OLDEST = { GLIBC: '2.28', GLIBCXX: '3.4.25', CXXABI: '1.3.11', GCC: '8.0.0' };

describe('links', () => {
  let dependencies: ReturnType<typeof readDependencies>;

  before(() => {
    dependencies = readDependencies(readFileSync(EXECUTABLE));
  });

  test('only to the libraries of glibc and gcc', () => {
    const expected =
      /^(ld-linux-(x86-64|aarch64)\.so\.[12]|lib(c|dl|m|pthread|gcc_s)\.so\.\d|libstdc\+\+\.so\.6)$/;
    for (const library of dependencies.libraries) {
      assert.match(library, expected);
    }
    assert.ok(dependencies.libraries.includes('libc.so.6'));
  });

  for (const [family, oldest] of Object.entries(OLDEST)) {
    test(`to no later ${family} than ${oldest}`, (context) => {
      const versions = dependencies.versions
        .filter((version) => version.startsWith(`${family}_`))
        .map((version) => version.slice(family.length + 1))
        .sort(compareVersions);
      const newest = versions.at(-1) ?? '0';
      context.diagnostic(`newest: ${family}_${newest}`);
      assert.ok(compareVersions(newest, oldest) <= 0, `${family}_${newest} is later than ${oldest}`);
    });
  }

  test('to no other families of symbol versions', () => {
    const families = new Set(dependencies.versions.map((version) => version.replace(/_.*/, '')));
    assert.deepEqual([...families].sort(), ['CXXABI', 'GCC', 'GLIBC', 'GLIBCXX']);
  });

  test('may be run by everybody and is not writable for others', () => {
    assert.equal(statSync(EXECUTABLE).mode & 0o777, 0o755);
  });
});

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

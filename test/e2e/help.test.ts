// Help as the executable prints it: as wide as its reader's terminal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXECUTABLE, run } from '../support/executable.ts';

const longest = (text: string) => Math.max(...text.split(/\r?\n/).map(({ length }) => length));

for (const [name, columns, least, most] of [
  ['that is no terminal', undefined, 75, 80],
  ['whose width the environment tells', '60', 50, 60],
  ['whose width is nonsense', 'wide', 75, 80],
] as const) {
  test(`for a reader ${name}`, async () => {
    const env = columns === undefined ? {} : { COLUMNS: columns };
    const { stdout, stderr, exit } = await run({ args: ['install', '--help'], env });
    assert.deepEqual([exit, stderr], [0, '']);
    assert.ok(longest(stdout) >= least && longest(stdout) <= most, stdout);
  });
}

test('for a narrow terminal', async () => {
  const line = `stty cols 50; exec ${EXECUTABLE} help install`;
  const { stdout, exit } = await run({ command: ['script', '-qec', line, '/dev/null'] });
  assert.equal(exit, 0, stdout);
  assert.ok(longest(stdout) > 40 && longest(stdout) <= 50, stdout);
});

test('of a command that does not exist', async () => {
  const { stdout, stderr, exit } = await run({ args: ['help', 'instal'] });
  assert.deepEqual([exit, stdout], [2, '']);
  assert.equal(
    stderr,
    `unknown command "instal" (did you mean install?); run 'registry-credential-provider --help' [USAGE]\n`,
  );
});

for (const [name, args] of [
  ['of the configuration', 'explain h.example/a --config /nonexistent/of/a/rather/long/name/config.yaml'],
  ['of the command line', 'check --kubelet-confg /nonexistent'],
  ['of a pull', 'provide --config /nonexistent/of/a/rather/long/name/config.yaml </dev/null'],
] as const) {
  test(`a mistake ${name} is as wide as the terminal, and whole for a program`, async () => {
    const shown = await run({
      command: ['script', '-qec', `stty cols 60; ${EXECUTABLE} ${args}`, '/dev/null'],
    });
    const whole = await run({ command: ['/bin/sh', '-c', `${EXECUTABLE} ${args}`] });
    const lines = shown.stdout.trimEnd().split(/\r?\n/);
    assert.ok(lines.length > 1 && longest(shown.stdout) <= 60, shown.stdout);
    assert.equal(lines.map((line) => line.trim()).join(' '), whole.stderr.trimEnd());
    assert.doesNotMatch(whole.stderr.trimEnd(), /\n/);
  });
}

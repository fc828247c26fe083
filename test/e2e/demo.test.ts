// `npm run demo`: all that it shows can be typed again after it, and README.md shows one of it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { ROOT } from '../support/executable.ts';
import { blocksOf } from '../support/page.ts';

interface Shown {
  readonly command: string;
  readonly output: string;
}

let shown: readonly Shown[] = [];

before(() => {
  const demo = execFileSync(process.execPath, ['scripts/demo.mjs', '--built'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  shown = [...demo.matchAll(/^((?:echo '.*' \|\n)? {2}dist\/.*\n)\n([\s\S]*?exit code \d+)$/gm)].map(
    ([, command = '', output = '']) => ({ command, output }),
  );
});

test('what it shows can be typed again afterwards, with the same outcome', () => {
  assert.equal(shown.length, 5);
  for (const { command, output } of shown) {
    assert.equal(typeAgain(command), output, command);
  }
});

test('the hand test of README.md is one of them, and gives a credential', () => {
  const [block, another] = blocksOf('README.md').filter(({ text }) => text.startsWith('echo '));
  assert.ok(block !== undefined && another === undefined);
  assert.ok(shown.some(({ command }) => command === block.text));
  assert.match(typeAgain(block.text), /"username": "robot\$puller"[\s\S]*exit code 0$/);
});

/** In the form in which the demo shows it. */
function typeAgain(command: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
  const answer = stdout.startsWith('{') ? `${JSON.stringify(JSON.parse(stdout), null, 2)}\n` : stdout;
  const failure = stderr === '' ? '' : `stderr: ${stderr.trimEnd()}\n`;
  return `${answer}${failure}exit code ${status}`;
}

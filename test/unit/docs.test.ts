// What the documents promise is what the code has.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS, OPTIONS } from '../../src/arguments.ts';
import { CODES } from '../../src/commands/check/finding.ts';
import { helpText } from '../../src/commands/help.ts';
import { type ErrorCode, ProviderError } from '../../src/errors.ts';
import { ROOT } from '../support/executable.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test('docs/errors.md has a row for each code, with its exit code', () => {
  const union = /export type ErrorCode =([^;]+);/.exec(read('src/errors.ts'))?.[1] ?? '';
  const codes = [...union.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1] as ErrorCode);
  assert.ok(codes.length > 10);
  const rows = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \| (\d) \|/gm)];
  assert.deepEqual(
    rows.map(([, code, exit]) => [code, Number(exit)]),
    codes.map((code) => [code, new ProviderError('', { code }).exitCode]),
  );
});

test('every command is in the help and in docs/commands.md', () => {
  for (const command of COMMANDS) {
    assert.match(helpText(), new RegExp(`\\b${command}\\b`));
    assert.match(read('docs/commands.md'), new RegExp(`^\\| \`${command}\\b`, 'm'));
  }
});

test('every option is in docs/commands.md', () => {
  for (const option of Object.keys(OPTIONS).filter((name) => name !== 'help' && name !== 'version')) {
    assert.match(read('docs/commands.md'), new RegExp(`^\\| (?:\`-\\w\`, )?\`--${option}\\b`, 'm'));
  }
});

test('docs/check.md has a row for each finding, with its severity', () => {
  const rows = [...read('docs/check.md').matchAll(/^\| `([a-z-]+)` \| (error|warning|note)(?:, \w+)? \|/gm)];
  assert.deepEqual(
    rows.map(([, code, severity]) => [code, severity]),
    Object.entries(CODES).map(([code, [severity]]) => [code, severity]),
  );
});

test('the help fits a terminal', () => {
  for (const line of helpText().split('\n')) {
    assert.ok(line.length <= 130, line);
  }
});

const documents = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

for (const document of documents) {
  test(`${document} links to files that exist`, () => {
    for (const [, target = ''] of read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(target)) {
        assert.ok(existsSync(join(ROOT, dirname(document), target)), `${document} links to ${target}`);
      }
    }
  });
}

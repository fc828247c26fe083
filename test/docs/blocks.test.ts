// Each block of a shell in README.md and the quick starts is typed by typed.test.ts, or says what it needs that no test has;
// what is not typed is held to what can be known of it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { COMMAND_NAMES, type CommandName } from '../../src/command-line/commands.ts';
import { argumentsOf } from '../support/arguments.ts';
import { ROOT } from '../support/executable.ts';
import { type Block, blocksOf, placeOf, QUICK_STARTS } from '../support/page.ts';
import { isTyped, MARKS, NODES } from './pages.ts';

const PAGES = ['README.md', ...QUICK_STARTS];

/** In capitals, and to be typed so. */
const LITERALS = ['AWS', 'IMMUTABLE'];

/** That every shell has. */
const VARIABLES = ['HOME', 'PATH'];

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

test('each page that is typed is there', () => {
  assert.deepEqual(
    Object.keys(NODES).filter((page) => !PAGES.includes(page)),
    [],
  );
});

for (const page of PAGES) {
  describe(page, () => {
    const all = blocksOf(page);
    const untyped = all.filter((block) => block.language === 'sh' && !isTyped(block));

    test('each block is typed, or says what it needs', () => {
      const shell = all.filter(({ language }) => language === 'sh' || language === 'console');
      for (const block of shell) {
        if (!isTyped(block)) assert.ok(MARKS.includes(block.mark ?? ''), `${placeOf(block)}: ${block.mark}`);
      }
      assert.equal(
        shell.some(isTyped),
        page in NODES,
        'pages.ts has a node for each page that is typed, and no other',
      );
    });

    for (const block of all.filter(({ text }) => text.includes('"Statement"'))) {
      test(`${placeOf(block)} is a policy that grants what it names, and no more`, () => {
        const { Version, Statement } = JSON.parse(block.text);
        assert.equal(Version, '2012-10-17');
        for (const { Effect, Action } of Statement) {
          assert.equal(Effect, 'Allow');
          for (const action of [Action].flat()) assert.match(action, /^(?:ecr|sts):[A-Za-z]+$/);
        }
      });
    }

    for (const block of untyped) {
      test(`${placeOf(block)} can be typed`, () => {
        execFileSync('bash', ['-n'], { input: block.text, stdio: ['pipe', 'ignore', 'pipe'] });
        for (const [, name = ''] of block.text.matchAll(/\bnpm run (\w+)/g)) assert.ok(name in scripts, name);
        for (const [path] of block.text.matchAll(/(?<![-\w/.])(?:deploy|examples|scripts)\/[-\w/.]+/g)) {
          assert.ok(existsSync(join(ROOT, path)), path);
        }
        for (const { command, args } of ourCommands(block)) argumentsOf(command, args);
      });

      test(`${placeOf(block)}: what its reader replaces is explained`, () => {
        const prose = proseOf(page);
        const before = all.slice(0, all.indexOf(block) + 1).map(({ text }) => text);
        for (const [, name = ''] of block.text.matchAll(/\$\{?([A-Z_]+)/g)) {
          const isSet = before.some((text) => new RegExp(`\\b${name}=`).test(text));
          assert.ok(isSet || VARIABLES.includes(name), `$${name} is set nowhere before`);
        }
        for (const [word] of block.text.matchAll(/(?<![$\w{.-])[A-Z][A-Z0-9_]+(?![\w=-])/g)) {
          assert.ok(
            prose.includes(`\`${word}\``) || LITERALS.includes(word),
            `${word}: nothing says what it is`,
          );
        }
      });
    }
  });
}

/** What a page says outside of its blocks. */
const proseOf = (page: string): string =>
  readFileSync(join(ROOT, page), 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');

/** Our own commands in it, each with its arguments. */
function ourCommands({ text }: Block): { command: CommandName; args: string[] }[] {
  const lines = text
    .replaceAll(/\\\n\s*/g, ' ')
    .replaceAll(/ #.*/g, '')
    .split('\n');
  return lines.flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const last = words.map((word) => /(?:^|\/)registry-credential-provider$/.test(word)).lastIndexOf(true);
    const args = words.slice(last + 1);
    const command = COMMAND_NAMES.find((name) => args.join(' ').startsWith(name));
    return last === -1 || command === undefined ? [] : [{ command, args }];
  });
}

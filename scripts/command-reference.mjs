// The reference of docs/commands.md, from the tables of the command line; what stands around it is written by hand.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource } from './import-source.mjs';
import { table } from './markdown-table.mjs';

const BEGIN = '<!-- Generated from src/command-line/ by scripts/generate.mjs. Do not edit. -->';
const END = '<!-- End of what is generated. -->';

/** The whole page. */
export async function commandReference(root) {
  const page = readFileSync(join(root, 'docs/commands.md'), 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) {
    throw new Error(`docs/commands.md: expected ${BEGIN} and ${END}`);
  }
  return `${before}${BEGIN}\n\n${await reference()}\n\n${END}${after}`;
}

async function reference() {
  const { COMMAND_NAMES, GROUPS, rowOf } = await importSource('src/command-line/commands.ts');
  const { INSTEAD, OPTION_NAMES, optionRow } = await importSource('src/command-line/options.ts');
  const { commandTerm, optionTerm, optionText } = await importSource('src/command-line/help.ts');

  const commandRow = (name) => {
    const { does, more } = rowOf(name);
    return [code(commandTerm(name)), more === undefined ? does : `${does}. ${more}`];
  };
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const names = COMMAND_NAMES.filter((name) => rowOf(name).group === group);
    return `**${title}**\n\n${table(['command', 'does'], names.map(commandRow))}`;
  });
  const options = [
    ...OPTION_NAMES.map((name) => {
      const { commands, more } = optionRow(name);
      const text = marked(optionText(name));
      return [
        codes(optionTerm(name)),
        commands.map(code).join(', '),
        more === undefined ? text : `${text}. ${more}`,
      ];
    }),
    ...Object.entries(INSTEAD).map(([name, { short, does }]) => [
      codes(`-${short}, --${name}`),
      'every command',
      does,
    ]),
  ];
  const exits = COMMAND_NAMES.map((name) => {
    const { exits } = rowOf(name);
    return [code(name), ...[0, 1, 2].map((each) => marked(exits[each] ?? ''))];
  });
  return `${groups.join('\n\n')}

## Options

${table(['option', 'of', 'meaning'], options)}

## Exit codes

${table(['command', '0', '1', '2'], exits)}`;
}

const code = (text) => `\`${text}\``;

/** The same text with its options as code. */
const marked = (text) => text.replaceAll(/--[a-z-]+/g, '`$&`');

/** `-c, --config FILE`, each spelling by itself. */
function codes(term) {
  return term.trim().split(', ').map(code).join(', ');
}

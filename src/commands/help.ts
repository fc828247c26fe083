// help: what there is to type.

import { COMMANDS, OPTIONS, type OptionName } from '../command-line/arguments.ts';
import {
  COMMAND_LINES,
  commandsOf,
  EXIT_CODES,
  OPTION_LINES,
  PURPOSE,
  synopsis,
} from '../command-line/manual.ts';
import { NAME } from '../version.ts';
import type { Command } from '../world.ts';

export const help: Command = async () => ({ text: helpText(), exitCode: 0 });

/** Characters in a line, and where the text on an option begins. */
const WIDTH = 130;
const INDENT = 29;

export function helpText(): string {
  return `${NAME} ${PURPOSE}.

Usage:
${commandTable()}

Options:
${(Object.keys(OPTION_LINES) as OptionName[]).map(optionLines).join('\n')}

Try by hand what the kubelet does:
  echo '{"apiVersion":"credentialprovider.kubelet.k8s.io/v1","kind":"CredentialProviderRequest","image":"registry.example/app"}' |
    ${NAME} --config config.yaml

Exit codes:
${Object.entries(EXIT_CODES)
  .map(([code, lines]) => `  ${code}  ${lines.join('\n     ')}`)
  .join('\n')}
`;
}

function commandTable(): string {
  const rows = COMMANDS.map((command) => [
    `${NAME} ${command === 'provide' ? '[--config FILE] [provide]' : synopsis(command)}`,
    COMMAND_LINES[command],
  ]);
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return rows.map(([left = '', right]) => `  ${left.padEnd(width)}   ${right}`).join('\n');
}

function optionLines(name: OptionName): string {
  const { value, does } = OPTION_LINES[name];
  const option = OPTIONS[name];
  const short = 'short' in option ? `-${option.short}, ` : '    ';
  const left = `  ${short}--${name}${value === undefined ? '' : ` ${value}`}`;
  const commands = commandsOf(name).join(', ').replace('install, uninstall', '(un)install');
  const right = wrap(commands === '' ? does : `${commands}: ${does}`);
  const gap = left.length < INDENT ? '' : `\n${''.padEnd(INDENT)}`;
  return `${left.padEnd(INDENT)}${gap}${right.join(`\n${''.padEnd(INDENT)}`)}`.replaceAll(/ +\n/g, '\n');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && INDENT + line.length + 1 + word.length <= WIDTH) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

// Help: of the program, and of each command, from the tables.

import { NAME } from '../version.ts';
import { wrap } from '../wrap.ts';
import { COMMAND_NAMES, type CommandName, GROUPS, rowOf } from './commands.ts';
import { list } from './list.ts';
import {
  INSTEAD,
  type InsteadName,
  type OptionName,
  type OptionRow,
  optionRow,
  optionsOf,
} from './options.ts';
import { columns, wrapCommand } from './wrap.ts';

export const PURPOSE = 'gives the kubelet a credential for the registry of an image';

const MIN_WIDTH = 40;
const MAX_WIDTH = 80;

/**
 * The help of one command; of none, the program's own; of several, what each does.
 * @param columns of the terminal
 */
export function helpText(commands: readonly CommandName[], columns: number): string {
  const width = widthOfHelp(columns);
  const [command, ...others] = commands;
  if (command === undefined) return programHelp(width);
  return others.length === 0 ? commandHelp(command, width) : familyHelp(commands, width);
}

/** @param columns of the terminal */
export function widthOfHelp(columns: number): number {
  return Math.min(Math.max(columns, MIN_WIDTH), MAX_WIDTH);
}

function programHelp(width: number): string {
  const groups = Object.entries(GROUPS).map(([group, title]) =>
    section(
      title,
      commandList(
        COMMAND_NAMES.filter((name) => rowOf(name).group === group),
        width,
      ),
    ),
  );
  return paragraphs([
    wrap(`${NAME} ${PURPOSE}.`, width),
    usage('[COMMAND] [OPTION]...', width),
    ...groups,
    section('Options of every command', columns(insteadRows(['help', 'version']), width)),
    wrap(`Run '${NAME} COMMAND --help' for the options, examples and exit codes of a command.`, width),
  ]);
}

function familyHelp(commands: readonly CommandName[], width: number): string {
  const [first = ''] = commands.join().split(' ');
  return paragraphs([
    usage(`${first} COMMAND [OPTION]...`, width),
    section('Commands', commandList(commands, width)),
    wrap(`Run '${NAME} ${first} COMMAND --help' for the options, examples and exit codes of one.`, width),
  ]);
}

function commandHelp(command: CommandName, width: number): string {
  const { does, more, examples, exits } = rowOf(command);
  return paragraphs([
    usage(synopsis(command), width),
    wrap(sentence(does), width),
    ...(more === undefined ? [] : [wrap(more, width)]),
    section(
      'Options',
      columns(
        [
          ...optionsOf(command).map((name) => [optionTerm(name), optionText(name, command)] as const),
          ...insteadRows(['help']),
        ],
        width,
      ),
    ),
    section(
      'Examples',
      examples
        .map(
          ([line, purpose]) =>
            `${wrap(`${capital(purpose)}:`, width, { indent: 2 })}\n${wrapCommand(`${NAME} ${line}`, width)}`,
        )
        .join('\n'),
    ),
    section('Exit codes', columns(Object.entries(exits), width)),
  ]);
}

function commandList(commands: readonly CommandName[], width: number): string {
  return columns(
    commands.map((name) => [commandTerm(name), rowOf(name).does]),
    width,
  );
}

/** Its words, and what stands for its operand: `explain IMAGE`. */
export function commandTerm(command: CommandName): string {
  const { operand } = rowOf(command);
  if (operand === undefined) return command;
  const { value, many, default: preset } = operand;
  return `${command} ${many || preset !== undefined ? `[${value}]` : value}`;
}

/** As it is typed, behind the program's name. */
export function synopsis(command: CommandName): string {
  const options = optionsOf(command).length === 0 ? '' : ' [OPTION]...';
  return `${command === 'provide' ? '[provide]' : commandTerm(command)}${options}`;
}

/** `-c, --config FILE` */
export function optionTerm(name: OptionName): string {
  const { short, value } = optionRow(name);
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/** What it does for a command, with the conditions that its row holds; for no command, those of all. */
export function optionText(name: OptionName, command?: CommandName): string {
  const row = optionRow(name);
  const { multiple, default: preset } = row;
  const conditions = [
    ...(preset === undefined ? [] : [`default: ${preset}`]),
    ...(multiple ? ['may be repeated'] : []),
    ...companies(row, command),
  ];
  return `${row.does}${conditions.length === 0 ? '' : ` (${conditions.join('; ')})`}`;
}

function companies({ needs = {}, excludes = [] }: OptionRow, command: CommandName | undefined): string[] {
  const dashed = (names: readonly string[]) => names.map((name) => `--${name}`);
  const needed = Object.entries(needs).filter(([name]) => command === undefined || name === command);
  return [
    ...needed.map(([name, names]) =>
      [...(command === undefined ? [name] : []), `only with ${list(dashed(names), 'and')}`].join(' '),
    ),
    ...(excludes.length === 0 ? [] : [`not with ${list(dashed(excludes))}`]),
  ];
}

function insteadRows(names: readonly InsteadName[]): (readonly [string, string])[] {
  return names.map((name) => [`-${INSTEAD[name].short}, --${name}`, INSTEAD[name].does]);
}

function usage(line: string, width: number): string {
  return wrap(`Usage: ${NAME} ${line}`, width, { hang: 2 });
}

function section(title: string, body: string): string {
  return `${title}:\n${body}`;
}

function paragraphs(texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}

function sentence(clause: string): string {
  return `${capital(clause)}.`;
}

function capital(clause: string): string {
  return `${clause[0]?.toUpperCase()}${clause.slice(1)}`;
}

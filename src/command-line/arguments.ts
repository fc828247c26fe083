// What the command line says, by command: the types follow from the tables.

import type { COMMANDS, CommandName, OperandRow } from './commands.ts';
import type { OPTIONS, OptionName, OptionRow } from './options.ts';

/** `kubelet-config` as a member: `kubeletConfig`. */
type Member<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Word}${Capitalize<Member<Rest>>}`
  : Name;

type OptionOf<Command extends CommandName> = {
  [Name in OptionName]: Command extends (typeof OPTIONS)[Name]['commands'][number] ? Name : never;
}[OptionName];

type OptionValue<Row extends OptionRow> = Row extends { value: string }
  ? Row extends { choices: readonly (infer Choice)[] }
    ? Choice
    : Row extends { multiple: true }
      ? readonly string[]
      : string | undefined
  : boolean;

type OperandValue<Row extends OperandRow> = Row extends { many: true }
  ? readonly string[]
  : Row extends { choices: readonly (infer Choice)[] }
    ? Choice
    : string;

type OperandOf<Command extends CommandName> = (typeof COMMANDS)[Command] extends {
  operand: infer Row extends OperandRow;
}
  ? { readonly [Name in Row['name']]: OperandValue<Row> }
  : unknown;

/** Of one command: its options, and its operand under its name. Paths are absolute. */
export type ArgumentsOf<Command extends CommandName> = { readonly command: Command } & {
  readonly [Name in OptionOf<Command> as Member<Name>]: OptionValue<(typeof OPTIONS)[Name]>;
} & OperandOf<Command>;

export type Arguments = { [Command in CommandName]: ArgumentsOf<Command> }[CommandName];

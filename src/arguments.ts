// The command line, in its one grammar: [--config FILE] [COMMAND] [arguments of the command].

import { parseArgs } from 'node:util';
import { ProviderError } from './errors.ts';
import { quote } from './escape.ts';

export const COMMANDS = ['provide', 'explain', 'cache', 'version', 'help'] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Arguments {
  /** Undefined: none was given. */
  readonly command: CommandName | undefined;
  readonly operands: readonly string[];
  readonly config: string | undefined;
  readonly output: 'text' | 'json';
  /** `namespace/name` of the service account that `explain` imagines. */
  readonly serviceAccount: string | undefined;
  /** `key=value` of each of its annotations. */
  readonly annotations: readonly string[];
  /** Whose entries `cache clear` removes; undefined: all. */
  readonly registry: string | undefined;
}

const OPTIONS = {
  config: { type: 'string', short: 'c' },
  output: { type: 'string', short: 'o' },
  'service-account': { type: 'string' },
  annotation: { type: 'string', multiple: true },
  registry: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Which options a command has beside --config and --help, and how many operands. */
const GRAMMAR: Readonly<Record<CommandName, { options: readonly string[]; operands: readonly string[] }>> = {
  provide: { options: [], operands: [] },
  explain: { options: ['output', 'service-account', 'annotation'], operands: ['IMAGE'] },
  cache: { options: ['registry'], operands: ['clear'] },
  version: { options: [], operands: [] },
  help: { options: [], operands: [] },
};

/** @throws {ProviderError} USAGE */
export function parseArguments(args: readonly string[]): Arguments {
  return parseKubeletForm(args) ?? parseAny(args);
}

/** Nothing, or `--config=FILE`, or `--config FILE`: what kubelets are configured with needs no parser, 0.6 ms. */
function parseKubeletForm(args: readonly string[]): Arguments | undefined {
  const [first, second] = args;
  const joined =
    args.length === 1 && first?.startsWith('--config=') ? first.slice('--config='.length) : undefined;
  const config = args.length === 2 && first === '--config' && !second?.startsWith('-') ? second : joined;
  return args.length === 0 || config
    ? {
        command: undefined,
        operands: [],
        config,
        output: 'text',
        serviceAccount: undefined,
        annotations: [],
        registry: undefined,
      }
    : undefined;
}

function parseAny(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  if (values.config === '') {
    throw usage('--config: expected a file, got nothing');
  }
  const [word, ...operands] = positionals;
  const command = word === undefined ? undefined : commandNamed(word);
  const wanted = values.help ? 'help' : values.version ? 'version' : command;
  if (wanted !== 'help') {
    checkGrammar(wanted ?? 'provide', operands, values);
  }
  return {
    command: wanted,
    operands,
    config: values.config,
    output: outputNamed(values.output),
    serviceAccount: values['service-account'],
    annotations: values.annotation ?? [],
    registry: values.registry,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code !== 'string' || !code.startsWith('ERR_PARSE_ARGS')) {
      throw error;
    }
    const [sentence = ''] = (error as Error).message.split(/\.? *\n|\. |\.$/);
    throw usage(sentence);
  }
}

function commandNamed(word: string): CommandName {
  const command = COMMANDS.find((name) => name === word);
  if (command === undefined) {
    throw usage(`unknown command ${quote(word)}`);
  }
  return command;
}

function checkGrammar(
  command: CommandName,
  operands: readonly string[],
  values: Readonly<Record<string, unknown>>,
): void {
  const grammar = GRAMMAR[command];
  for (const option of ['output', 'service-account', 'annotation', 'registry']) {
    if (values[option] !== undefined && !grammar.options.includes(option)) {
      throw usage(`${command} has no option --${option}`);
    }
  }
  const missing = grammar.operands[operands.length];
  if (missing !== undefined) {
    throw usage(`${command} needs ${missing}`);
  }
  if (command === 'cache' && operands[0] !== 'clear') {
    throw usage(`cache: expected clear, got ${quote(operands[0] as string)}`);
  }
  if (operands.length > grammar.operands.length) {
    throw usage(`${command}: unexpected argument ${quote(operands[grammar.operands.length] as string)}`);
  }
}

function outputNamed(value: string | undefined): 'text' | 'json' {
  if (value !== undefined && value !== 'text' && value !== 'json') {
    throw usage(`--output: expected text or json, got ${quote(value)}`);
  }
  return value ?? 'text';
}

function usage(message: string): ProviderError {
  return new ProviderError(message, { code: 'USAGE', hint: 'see registry-credential-provider help' });
}

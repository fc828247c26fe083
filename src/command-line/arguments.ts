// The command line, in its one grammar: [--config FILE] [COMMAND] [arguments of the command]. A command may have two
// words.

import { join } from 'node:path/posix';
import { parseArgs } from 'node:util';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';

export const COMMANDS = [
  'provide',
  'explain',
  'check',
  'generate kubelet-config',
  'generate rbac',
  'install',
  'uninstall',
  'status',
  'cache',
  'completion',
  'version',
  'help',
] as const;
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
  /** What the kubelet's two flags name. */
  readonly kubeletConfig: string | undefined;
  readonly kubeletBinDir: string | undefined;
  /** Of the form `1.34`, not checked yet. */
  readonly kubeletVersion: string | undefined;
  /** Whether `generate` makes entries for service account tokens, */
  readonly tokens: boolean;
  /** `cloud=audience` of each cloud whose audience is not the usual one, */
  readonly audiences: readonly string[];
  /** and the kubelet's configuration that it adds to. */
  readonly merge: string | undefined;
  /** Folder whose files `install` places beside our configuration. */
  readonly files: string | undefined;
  /** Names of the entries of others that `install` takes out of the kubelet's configuration. */
  readonly replace: readonly string[];
  /** Whether what they did and we do not may be lost. */
  readonly acceptLoss: boolean;
  /** The file that `generate` replaces by what it makes; undefined: it prints it. */
  readonly write: string | undefined;
  /** Whether `install` and `uninstall` only show what they would change. */
  readonly dryRun: boolean;
  /** How the node's kubelet is set up, not checked yet; undefined: it is found out. */
  readonly profile: string | undefined;
  /** For `/bin/sh -c`, in the place of what the profile does. */
  readonly restartCommand: string | undefined;
  readonly logCommand: string | undefined;
  readonly healthUrl: string | undefined;
  /** A duration as Go writes it, not checked yet. */
  readonly healthTimeout: string | undefined;
  /** Where the node's root file system is mounted. */
  readonly hostRoot: string | undefined;
  /** Whether `install` and `uninstall` stay, and do it again when something has changed. */
  readonly watch: boolean;
  /** Whether the kubelet is left alone, to be restarted by its operator. */
  readonly noRestart: boolean;
  /** Whether `install` only puts back what it wrote into the kubelet's configuration, where that cannot be read. */
  readonly restoreKubeletConfig: boolean;
  /** Where a dry run that stays writes down how it ended, and `status` reads it. */
  readonly dryRunResult: string | undefined;
  /** Whether `install` leaves alone what was undone before for a kubelet that was not well. */
  readonly unattended: boolean;
}

const NOTHING: Arguments = {
  registry: undefined,
  command: undefined,
  operands: [],
  config: undefined,
  output: 'text',
  serviceAccount: undefined,
  annotations: [],
  kubeletConfig: undefined,
  kubeletBinDir: undefined,
  kubeletVersion: undefined,
  tokens: false,
  audiences: [],
  merge: undefined,
  files: undefined,
  replace: [],
  acceptLoss: false,
  write: undefined,
  dryRun: false,
  profile: undefined,
  restartCommand: undefined,
  logCommand: undefined,
  healthUrl: undefined,
  healthTimeout: undefined,
  hostRoot: undefined,
  watch: false,
  noRestart: false,
  restoreKubeletConfig: false,
  dryRunResult: undefined,
  unattended: false,
};

/** Help, completions and manual page are made from this, GRAMMAR and command-line/manual.ts. */
export const OPTIONS = {
  config: { type: 'string', short: 'c' },
  output: { type: 'string', short: 'o' },
  'service-account': { type: 'string' },
  annotation: { type: 'string', multiple: true },
  registry: { type: 'string' },
  'kubelet-config': { type: 'string' },
  'kubelet-bin-dir': { type: 'string' },
  'kubelet-version': { type: 'string' },
  tokens: { type: 'boolean' },
  audience: { type: 'string', multiple: true },
  merge: { type: 'string' },
  files: { type: 'string' },
  replace: { type: 'string', multiple: true },
  'accept-loss': { type: 'boolean' },
  write: { type: 'string' },
  'dry-run': { type: 'boolean' },
  profile: { type: 'string' },
  'restart-command': { type: 'string' },
  'log-command': { type: 'string' },
  'health-url': { type: 'string' },
  'health-timeout': { type: 'string' },
  'host-root': { type: 'string' },
  watch: { type: 'boolean' },
  'no-restart': { type: 'boolean' },
  'restore-kubelet-config': { type: 'boolean' },
  'dry-run-result': { type: 'string' },
  unattended: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
export type OptionName = keyof typeof OPTIONS;

/** Options that mean something else, or nothing, without a value; and what that is. */
const NEVER_EMPTY = {
  config: 'a file',
  'kubelet-config': 'a file',
  'kubelet-bin-dir': 'a folder',
  merge: 'a file',
  write: 'a file',
  files: 'a folder',
  profile: 'a name',
  'restart-command': 'a command line',
  'log-command': 'a command line',
  'health-url': 'a URL',
  'health-timeout': 'a duration',
  'host-root': 'a folder',
  'dry-run-result': 'a file',
} as const;

/** What every command has. */
export const COMMON: readonly OptionName[] = ['config', 'help', 'version'];

/** What says how the node's kubelet is restarted, where that is not to be found out, or was not recorded so. */
const NODE: readonly OptionName[] = [
  'restart-command',
  'log-command',
  'health-url',
  'health-timeout',
  'dry-run',
  'no-restart',
  'host-root',
];

export interface CommandGrammar {
  /** Beside COMMON. */
  readonly options: readonly OptionName[];
  /** In capitals what stands for something, else the word itself. */
  readonly operands: readonly string[];
}

export const GRAMMAR: Readonly<Record<CommandName, CommandGrammar>> = {
  provide: { options: [], operands: [] },
  explain: { options: ['output', 'service-account', 'annotation', 'kubelet-config'], operands: ['IMAGE'] },
  check: { options: ['output', 'kubelet-config', 'kubelet-bin-dir', 'kubelet-version'], operands: [] },
  'generate kubelet-config': {
    options: ['tokens', 'audience', 'kubelet-version', 'merge', 'replace', 'accept-loss', 'write'],
    operands: [],
  },
  'generate rbac': { options: ['audience', 'write'], operands: [] },
  install: {
    options: [
      ...NODE,
      'profile',
      'kubelet-config',
      'kubelet-bin-dir',
      'kubelet-version',
      'files',
      'tokens',
      'audience',
      'replace',
      'accept-loss',
      'watch',
      'unattended',
      'restore-kubelet-config',
      'dry-run-result',
    ],
    operands: [],
  },
  uninstall: { options: [...NODE, 'watch'], operands: [] },
  status: { options: ['output', 'files', 'host-root', 'dry-run-result'], operands: [] },
  cache: { options: ['registry'], operands: ['clear'] },
  completion: { options: [], operands: ['SHELL'] },
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
  return args.length === 0 || config ? { ...NOTHING, config } : undefined;
}

function parseAny(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  for (const [option, expected] of Object.entries(NEVER_EMPTY)) {
    if (values[option as keyof typeof NEVER_EMPTY] === '') {
      throw usage(`--${option}: expected ${expected}, got nothing`);
    }
  }
  const { command, operands } = commandOf(positionals);
  const wanted = values.help ? 'help' : values.version ? 'version' : command;
  if (wanted !== 'help') {
    checkGrammar(wanted ?? 'provide', operands, values);
  }
  refuseAlone(wanted, values);
  return {
    command: wanted,
    operands,
    config: values.config,
    output: outputNamed(values.output),
    serviceAccount: values['service-account'],
    annotations: values.annotation ?? [],
    registry: values.registry,
    kubeletConfig: values['kubelet-config'],
    kubeletBinDir: values['kubelet-bin-dir'],
    kubeletVersion: values['kubelet-version'],
    tokens: values.tokens ?? false,
    audiences: values.audience ?? [],
    merge: values.merge,
    files: values.files,
    replace: values.replace ?? [],
    acceptLoss: values['accept-loss'] ?? false,
    write: values.write,
    dryRun: values['dry-run'] ?? false,
    profile: values.profile,
    restartCommand: values['restart-command'],
    logCommand: values['log-command'],
    healthUrl: values['health-url'],
    healthTimeout: values['health-timeout'],
    hostRoot: values['host-root'],
    watch: values.watch ?? false,
    noRestart: values['no-restart'] ?? false,
    restoreKubeletConfig: values['restore-kubelet-config'] ?? false,
    dryRunResult: values['dry-run-result'],
    unattended: values.unattended ?? false,
  };
}

/** Those that name a file or folder of this machine, by their option. */
const PATHS = {
  config: 'config',
  kubeletConfig: 'kubelet-config',
  kubeletBinDir: 'kubelet-bin-dir',
  merge: 'merge',
  write: 'write',
  files: 'files',
  hostRoot: 'host-root',
  dryRunResult: 'dry-run-result',
} as const satisfies Partial<Record<keyof Arguments, OptionName>>;

/** Those that with --host-root name something inside of it. */
const OF_THE_NODE: readonly string[] = ['kubeletConfig', 'kubeletBinDir'];

/**
 * The same with every path absolute, so that nothing after this depends on the folder that this process was started in.
 * @param folder asked only when a path is relative; throws the system's error when that folder is gone
 * @throws {ProviderError} USAGE
 */
export function withAbsolutePaths(args: Arguments, folder: () => string): Arguments {
  const relative = Object.entries(PATHS).flatMap(([key, option]) => {
    const path = args[key as keyof typeof PATHS];
    return path === undefined || path.startsWith('/') ? [] : [{ key, option, path }];
  });
  if (relative.length === 0) {
    return args;
  }
  return {
    ...args,
    ...Object.fromEntries(
      relative.map(({ key, option, path }) => {
        if (args.hostRoot !== undefined && OF_THE_NODE.includes(key)) {
          throw usage(
            `--${option}: expected an absolute path of the node at --host-root, got ${quote(path)}`,
          );
        }
        return [key, join(folderOf(option, path, folder), path)];
      }),
    ),
  };
}

function folderOf(option: string, path: string, folder: () => string): string {
  try {
    return folder();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new ProviderError(
      `--${option}: ${quote(path)} is a relative path, and the folder that this process was started in cannot be looked up (${code})`,
      { code: 'USAGE', hint: 'give an absolute path, or change to a folder that is there', cause: error },
    );
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code !== 'string' || !code.startsWith('ERR_PARSE_ARGS')) {
      throw error;
    }
    const [sentence = ''] = (error as Error).message.split(/\.? *\n|\. |\.$/);
    throw usage(sentence);
  }
}

/** The same command line without these options and their values, for another process of ours. @throws {ProviderError} USAGE */
export function withoutOptions(args: readonly string[], names: readonly string[]): string[] {
  return parse(args).tokens.flatMap((token) => {
    switch (token.kind) {
      case 'option':
        if (names.includes(token.name)) return [];
        return [token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`];
      case 'positional':
        return [token.value];
      default:
        return [];
    }
  });
}

function commandOf(words: readonly string[]): Pick<Arguments, 'command' | 'operands'> {
  const [first, second, ...rest] = words;
  if (first === undefined) {
    return { command: undefined, operands: [] };
  }
  const command = COMMANDS.find((name) => name === first);
  if (command !== undefined) {
    return { command, operands: words.slice(1) };
  }
  const subcommands = COMMANDS.filter((name) => name.startsWith(`${first} `));
  const long = subcommands.find((name) => name === `${first} ${second}`);
  if (long !== undefined) {
    return { command: long, operands: rest };
  }
  const choices = subcommands.map((name) => name.slice(first.length + 1)).join(' or ');
  throw usage(subcommands.length > 0 ? `${first} needs ${choices}` : `unknown command ${quote(first)}`);
}

function checkGrammar(
  command: CommandName,
  operands: readonly string[],
  values: Readonly<Record<string, unknown>>,
): void {
  const grammar = GRAMMAR[command];
  const allowed: readonly string[] = [...COMMON, ...grammar.options];
  for (const option of Object.keys(values)) {
    if (!allowed.includes(option)) {
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

/** What means something only together with others. */
function refuseAlone(command: CommandName | undefined, values: Readonly<Record<string, unknown>>): void {
  if (command !== 'install') return;
  if (values['dry-run-result'] !== undefined && !(values['dry-run'] && values.watch)) {
    throw usage('--dry-run-result: expected --dry-run and --watch beside it');
  }
  if (values['restore-kubelet-config'] && values.watch) {
    throw usage('--restore-kubelet-config is done once, and not with --watch');
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

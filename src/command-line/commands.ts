// Every command, in one row each: parsing, help, the manual page, completions and docs/commands.md are made from these
// rows and those of options.ts.

export const GROUPS = {
  look: 'Look',
  setUp: 'Set up',
  node: 'On the node',
  kubelet: 'What the kubelet calls',
} as const;

interface CommandRow {
  readonly group: keyof typeof GROUPS;
  /** What it does: a clause that begins with a verb. */
  readonly does: string;
  /** Whole sentences that its own help adds. */
  readonly more?: string;
  readonly operand?: OperandRow;
  /** What is typed behind the program's name, and what that is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** What each exit code says. */
  readonly exits: Readonly<Record<number, string>>;
}

export interface OperandRow {
  /** Its member of the command's arguments. */
  readonly name: string;
  /** What stands for it in a synopsis. */
  readonly value: string;
  /** The only ones. */
  readonly choices?: readonly string[];
  /** Which it is where none is given; without this, exactly one is needed. */
  readonly default?: string;
  /** None, one or several, as a list. */
  readonly many?: true;
}

const WRONG_USAGE = 'wrong usage';
const WRONG_USAGE_OR_CONFIG = 'wrong usage or configuration';

export const COMMANDS = {
  explain: {
    group: 'look',
    does: 'show which rule serves an image and why, without network access',
    operand: { name: 'image', value: 'IMAGE' },
    examples: [
      ['explain harbor.example/team/app:1.0', 'why a pull gets a credential, or gets none'],
      [
        'explain harbor.example/team/app:1.0 --service-account team/app',
        'the same for a Pod of this service account',
      ],
    ],
    exits: {
      0: 'the pull would get an answer, with or without a credential',
      1: 'the pull would fail, for the reason shown',
      2: `${WRONG_USAGE_OR_CONFIG}; each mistake has its own line`,
    },
  },
  try: {
    group: 'look',
    does: 'run a provider as the kubelet would, and show what the kubelet makes of its answer',
    more: "It runs each entry of this plugin in the kubelet's configuration that matches the image, with the kubelet's environment where that can be read. With --config, or where no kubelet is configured, it runs this executable itself. Secrets are never shown, only their length and the first digits of their SHA-256. Credentials from image pull secrets and from the node's docker config, which the kubelet tries first, are not looked at.",
    operand: { name: 'image', value: 'IMAGE' },
    examples: [
      ['try harbor.example/team/app:1.0', 'the pull of this image, on this node'],
      [
        'try harbor.example/team/app:1.0 --provider vendor --service-account team/app',
        'another plugin, for a Pod of this service account',
      ],
    ],
    exits: {
      0: 'the kubelet would have a credential for the image; with --verify: the image can be pulled',
      1: 'it would have none, and pull anonymously, or the pull would fail, for the reason shown',
      2: WRONG_USAGE,
    },
  },
  check: {
    group: 'look',
    does: "find mistakes in this plugin's configuration and the kubelet's",
    examples: [
      ['check', 'check what this node uses'],
      [
        'check --config config.yaml --kubelet-config /etc/kubernetes/providers.yaml',
        'check two files before they are used',
      ],
    ],
    exits: { 0: 'no error; there may be warnings and notes', 1: 'at least one error', 2: WRONG_USAGE },
  },
  version: {
    group: 'look',
    does: 'show version, runtime and platform',
    examples: [
      ['version', 'what this executable is'],
      ['--version', 'the same'],
    ],
    exits: { 0: 'shown', 2: WRONG_USAGE },
  },
  help: {
    group: 'look',
    does: 'show this help, or the help of a command',
    operand: { name: 'topic', value: 'COMMAND', many: true },
    examples: [
      ['help install', 'the options, examples and exit codes of install'],
      ['help config', 'every field of the configuration'],
    ],
    exits: { 0: 'shown', 2: WRONG_USAGE },
  },
  'generate config': {
    group: 'setUp',
    does: "propose rules for the plugins in the kubelet's configuration",
    examples: [
      ['generate config', 'rules for what the kubelet of this node is configured with'],
      [
        'generate config --from-kubelet-config /etc/kubernetes/providers.yaml --write config.yaml',
        'from a file, into a file',
      ],
    ],
    exits: {
      0: 'printed, or written with --write',
      1: 'a file cannot be read or written',
      2: 'wrong usage, the kubelet refuses its configuration, or no entry of it has a counterpart',
    },
  },
  'generate kubelet-config': {
    group: 'setUp',
    does: "generate the kubelet's configuration that the rules need",
    examples: [
      [
        'generate kubelet-config --tokens',
        'a complete configuration, with entries for service account tokens',
      ],
      [
        'generate kubelet-config --merge /etc/kubernetes/providers.yaml --write new.yaml',
        'a copy of the current configuration with the entries of this plugin',
      ],
    ],
    exits: {
      0: 'printed, or written with --write',
      1: 'a file cannot be read or written',
      2: WRONG_USAGE_OR_CONFIG,
    },
  },
  'generate rbac': {
    group: 'setUp',
    does: 'generate the ClusterRole and its binding that let kubelets request service account tokens',
    examples: [
      ['generate rbac | kubectl apply -f -', 'apply it to the cluster'],
      ['generate rbac --write rbac.yaml', 'write it to a file'],
    ],
    exits: {
      0: 'printed, or written with --write',
      1: 'a file cannot be read or written',
      2: WRONG_USAGE_OR_CONFIG,
    },
  },
  schema: {
    group: 'setUp',
    does: 'print the JSON Schema of the configuration, or of another format of this plugin',
    more: 'An editor completes and checks a configuration that begins with the line "# yaml-language-server: $schema=config.schema.json" and has the schema beside it. Of the other formats, check-report and install-status are what check and status print with --output json, and the two of credential-provider what the kubelet writes to a plugin and reads from it.',
    operand: {
      name: 'schema',
      value: 'NAME',
      choices: [
        'config',
        'check-report',
        'install-status',
        'credential-provider-request',
        'credential-provider-response',
      ],
      default: 'config',
    },
    examples: [
      ['schema > config.schema.json', 'the schema of the configuration, into a file beside it'],
      ['schema check-report', 'the schema of what check --output json prints'],
    ],
    exits: { 0: 'printed', 2: WRONG_USAGE },
  },
  completion: {
    group: 'setUp',
    does: 'print the completion script for bash, zsh or fish',
    operand: { name: 'shell', value: 'SHELL', choices: ['bash', 'zsh', 'fish'] },
    examples: [
      [
        'completion bash > registry-credential-provider.bash',
        'for bash, a file to copy to /etc/bash_completion.d',
      ],
      ['completion fish | source', 'for fish, in this shell only'],
    ],
    exits: { 0: 'printed', 2: WRONG_USAGE },
  },
  install: {
    group: 'node',
    does: 'install this plugin on the node; roll back if the kubelet is not healthy with it',
    more: "It places the executable and the configuration, adds its entries to the kubelet's configuration, and restarts the kubelet if that is needed. All checks come before the first change.",
    examples: [
      ['install --config config.yaml --dry-run', 'see what would change'],
      [
        'install --config config.yaml --files secrets --replace ecr-credential-provider',
        "install with passwords, instead of a vendor's plugin",
      ],
    ],
    exits: {
      0: 'installed, or nothing to do',
      1: 'refused, or rolled back to the previous state; stderr says why',
      2: WRONG_USAGE_OR_CONFIG,
    },
  },
  uninstall: {
    group: 'node',
    does: 'remove everything that install placed on the node',
    examples: [
      ['uninstall --dry-run', 'see what would change'],
      ['uninstall', 'remove it and restart the kubelet'],
    ],
    exits: {
      0: 'removed, or nothing to do',
      1: 'refused, or rolled back to the previous state; stderr says why',
      2: WRONG_USAGE_OR_CONFIG,
    },
  },
  status: {
    group: 'node',
    does: 'show what is installed, how the last run of install ended, and whether the kubelet is healthy',
    more: 'The kubelet is found by its process; if it does not run, by the record of the last install; then by its unit and the files of its flags. What cannot be seen is shown as not seen.',
    examples: [
      ['status', 'the state of this node'],
      [
        'status --config config.yaml --files secrets',
        'the same, and whether exactly these files are installed',
      ],
    ],
    exits: {
      0: 'as far as it can be seen, the node has this version and what was installed last, and the contents of --config and --files where they are given; the kubelet starts with its configuration, has read it and is healthy. With --dry-run-result: the run would not be refused',
      1: 'one of these is not so',
      2: WRONG_USAGE,
    },
  },
  'cache clear': {
    group: 'node',
    does: 'remove the credentials that are cached on the node; the next pull requests new ones',
    examples: [
      ['cache clear', 'remove all of them'],
      ['cache clear --registry registry.example', 'only those of one registry'],
    ],
    exits: {
      0: 'removed, or nothing to remove',
      1: 'the directory cannot be used',
      2: WRONG_USAGE_OR_CONFIG,
    },
  },
  provide: {
    group: 'kubelet',
    does: 'answer a CredentialProviderRequest on stdin with a CredentialProviderResponse on stdout',
    more: 'This is what runs without a command; on a terminal that only shows the help. A request by hand: {"apiVersion": "credentialprovider.kubelet.k8s.io/v1", "kind": "CredentialProviderRequest", "image": "registry.example/app"}',
    examples: [
      ['provide < request.json', 'answer the request in a file, as the kubelet would be answered'],
      ['provide --config config.yaml < request.json', 'the same with another configuration'],
    ],
    exits: {
      0: 'answered; an answer without credentials means that no rule matches the image, or that its rule allows an anonymous pull',
      1: 'no answer: stdout is empty, one line on stderr says why',
      2: `${WRONG_USAGE_OR_CONFIG}: stdout is empty, one line on stderr says why`,
    },
  },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

/** The same row, with every member that a row can have. */
export function rowOf(command: CommandName): CommandRow {
  return COMMANDS[command];
}

/** The commands of two words that begin with this one. */
export function familyOf(word: string): readonly CommandName[] {
  return COMMAND_NAMES.filter((name) => name.startsWith(`${word} `));
}

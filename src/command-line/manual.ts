// A line on each command and option: help, completions and manual page are made from this and from the grammar.

import { CLOUDS } from '../generated/backends.ts';
import { PROFILES } from '../install/node/node-setup.ts';
import { formatRelease, NEWEST_RELEASE, OLDEST_RELEASE } from '../kubelet/release.ts';
import { COMMANDS, type CommandName, GRAMMAR, type OptionName } from './arguments.ts';

export const PURPOSE = 'gives the kubelet a credential for the registry of an image';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
const RELEASES = Array.from({ length: NEWEST_RELEASE - OLDEST_RELEASE + 1 }, (_, index) =>
  formatRelease(OLDEST_RELEASE + index),
);

export const COMMAND_LINES: Readonly<Record<CommandName, string>> = {
  provide: 'what the kubelet runs: a request on stdin, the answer on stdout',
  explain: 'which rule serves the image and why, without any network',
  check: "what is wrong with our configuration and the kubelet's",
  'generate kubelet-config': "the kubelet's configuration that our rules need",
  'generate rbac': 'the grant that lets kubelets ask for service account tokens',
  install: 'puts us on this node; its kubelet comes back, or all is as before',
  uninstall: 'takes us off this node again',
  status: 'what is installed here, how the last run ended, and how the kubelet is',
  cache: 'forgets the credentials that the node keeps between runs',
  completion: `lets ${list(SHELLS)} complete what is typed`,
  version: 'version, runtime and platform',
  help: 'what there is to type',
};

export interface OptionLine {
  /** What stands for its value; undefined: it has none. */
  readonly value?: string;
  readonly does: string;
  /** What a shell offers for the value; a word that ends in `=` goes on. */
  readonly offers?: 'files' | 'folders' | readonly string[];
}

export const OPTION_LINES: Readonly<Record<OptionName, OptionLine>> = {
  config: {
    value: 'FILE',
    does:
      'configuration (YAML or JSON); otherwise $REGISTRY_CREDENTIAL_PROVIDER_CONFIG, then ' +
      '/etc/registry-credential-provider/config.yaml (.yml, .json), then built-in rules',
    offers: 'files',
  },
  output: { value: 'text|json', does: 'how to print', offers: ['text', 'json'] },
  'service-account': {
    value: 'NAMESPACE/NAME',
    does: "as if this service account's token came with the request",
  },
  annotation: {
    value: 'KEY=VALUE',
    does: 'as if the service account had this annotation; may be repeated',
  },
  'kubelet-config': {
    value: 'FILE',
    does: 'what --image-credential-provider-config of the kubelet names',
    offers: 'files',
  },
  'kubelet-bin-dir': {
    value: 'DIR',
    does: 'what --image-credential-provider-bin-dir names',
    offers: 'folders',
  },
  'kubelet-version': { value: 'X.Y', does: 'for this release, such as 1.34', offers: RELEASES },
  tokens: { does: 'with entries for service account tokens' },
  audience: {
    value: 'CLOUD=TEXT',
    does: `for whom the tokens are; CLOUD is ${list(CLOUDS)}`,
    offers: CLOUDS.map((cloud) => `${cloud}=`),
  },
  merge: { value: 'FILE', does: "into this configuration of the kubelet's", offers: 'files' },
  files: {
    value: 'DIR',
    does: 'places these files, such as passwords, beside our configuration',
    offers: 'folders',
  },
  replace: {
    value: 'NAME',
    does: "takes this entry out of the kubelet's configuration; may be repeated",
  },
  'accept-loss': { does: 'lets go what a replaced entry did and nothing here does' },
  write: { value: 'FILE', does: 'replaces this file by it, whole or not at all', offers: 'files' },
  'dry-run': { does: 'shows what would change, and changes nothing' },
  profile: { value: 'NAME', does: `${list(PROFILES)}; otherwise found out`, offers: PROFILES },
  'restart-command': { value: 'TEXT', does: 'what restarts the kubelet, for /bin/sh -c' },
  'log-command': { value: 'TEXT', does: "what prints the kubelet's newest log lines, for /bin/sh -c" },
  'health-url': { value: 'URL', does: 'where the kubelet says that it is healthy' },
  'health-timeout': { value: 'TIME', does: 'how long it may take to be healthy, such as 2m' },
  'host-root': {
    value: 'DIR',
    does: 'of the node whose root file system is mounted there',
    offers: 'folders',
  },
  'no-restart': {
    does: 'leaves the kubelet to whoever restarts it later: for a node that has not joined, or is drained first',
  },
  'restore-kubelet-config': {
    does: "puts back what install wrote last into a kubelet's configuration that cannot be read, and nothing else",
  },
  'dry-run-result': {
    value: 'FILE',
    does: 'where a dry run with --watch writes how it ended, for status to read',
    offers: 'files',
  },
  watch: { does: 'stays, and does it again when something has changed' },
  unattended: {
    does: 'leaves alone what was undone before, until something else is wanted; so does --watch',
  },
  registry: { value: 'HOST', does: 'only what is of this registry' },
  help: { does: 'what there is to type' },
  version: { does: 'as version' },
};

export const EXIT_CODES: Readonly<Record<number, readonly string[]>> = {
  0: [
    'answered; an answer without credentials says that no rule is for this image; check: no error found;',
    'install, uninstall: done, or nothing was to do; status: the node and its kubelet are as they should be, as far as can be seen',
  ],
  1: [
    'no answer: one line on stderr says why; check: an error found; install, uninstall: the node is as it was before;',
    'status: something is not so',
  ],
  2: ['wrong usage or configuration'],
};

/** As it is typed: its words, and what stands for its operands. */
export function synopsis(command: CommandName): string {
  return [command, ...GRAMMAR[command].operands].join(' ');
}

/** The commands that have an option beside those that all have, the two of `generate` as one. */
export function commandsOf(option: OptionName): readonly string[] {
  const having = COMMANDS.filter((command) => GRAMMAR[command].options.includes(option));
  return [
    ...new Set(
      having.map((command) => {
        const [first = ''] = command.split(' ');
        const family = COMMANDS.filter((other) => other.startsWith(`${first} `));
        const whole = family.length > 0 && family.every((other) => having.includes(other));
        return whole ? first : command === 'cache' ? synopsis(command) : command;
      }),
    ),
  ];
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

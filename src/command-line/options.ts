// Every option, in one row each: parsing, the types of the arguments, help, the manual page, completions and
// docs/commands.md are made from these rows and those of commands.ts.

import { CLOUDS } from '../generated/backends.ts';
import { formatRelease, NEWEST_RELEASE, OLDEST_RELEASE } from '../kubelet/release.ts';
import type { CommandName } from './commands.ts';
import { list } from './list.ts';

export interface OptionRow {
  /** The commands that take it. */
  readonly commands: readonly CommandName[];
  readonly short?: string;
  /** What stands for its value in help; FILE and DIR are paths, and are made absolute. Undefined: it is a flag. */
  readonly value?: string;
  /** The only values; the first is the default. */
  readonly choices?: readonly string[];
  /** What a shell offers for the value beside paths and choices; a word that ends in `=` is continued. */
  readonly offers?: readonly string[];
  /** With --host-root it is a path of that node, and must be absolute. */
  readonly ofNode?: true;
  readonly multiple?: true;
  /** The options without which a command does not take it. */
  readonly needs?: Readonly<Partial<Record<CommandName, readonly string[]>>>;
  /** The options with which it cannot be used. */
  readonly excludes?: readonly string[];
  /** What it does, or what its value is: a clause. */
  readonly does: string;
  /** What holds without it, for a reader. */
  readonly default?: string;
  /** Whole sentences that the manual page and docs/commands.md add. */
  readonly more?: string;
}

const RELEASES = Array.from({ length: NEWEST_RELEASE - OLDEST_RELEASE + 1 }, (_, index) =>
  formatRelease(OLDEST_RELEASE + index),
);

export const OPTIONS = {
  config: {
    commands: [
      'provide',
      'explain',
      'try',
      'check',
      'generate kubelet-config',
      'generate rbac',
      'install',
      'status',
      'cache clear',
    ],
    short: 'c',
    value: 'FILE',
    does: 'configuration of this plugin, YAML or JSON',
    default:
      'REGISTRY_CREDENTIAL_PROVIDER_CONFIG, then config.yaml, config.yml or config.json in /etc/registry-credential-provider, then built-in rules',
    more: '`install` places a copy of it; `status` tells whether that copy is in place.',
  },
  'rules-without-tokens': {
    commands: ['provide'],
    does: 'give no credential for images of a rule that needs service account tokens: another entry is for them',
    more: 'Without it such a rule fails when the request has no token, or does what `onMissingServiceAccount` says. `generate kubelet-config --tokens` and `install --tokens` write it in the entry without tokens where an entry with tokens matches the same images.',
  },
  output: {
    commands: ['explain', 'try', 'check', 'status'],
    short: 'o',
    value: 'text|json',
    choices: ['text', 'json'],
    does: 'output format',
    default: 'text',
  },
  'service-account': {
    commands: ['explain', 'try'],
    value: 'NAMESPACE/NAME',
    does: 'the pull is one of a Pod with this service account',
    more: "`try` asks the API server for the account and for a token of it, by the kubelet's own kubeconfig; a node gets one only for a Pod of the account that is bound to it.",
  },
  'token-file': {
    commands: ['try'],
    value: 'FILE',
    ofNode: true,
    does: 'token of the service account, for a node that gets none from the API server',
  },
  annotation: {
    commands: ['explain', 'try'],
    value: 'KEY=VALUE',
    multiple: true,
    needs: { try: ['token-file'] },
    does: 'annotation of that service account, as if the kubelet had sent it',
  },
  all: {
    commands: ['explain'],
    does: 'show every rule, also those that do not match, in the order in which they are tried',
  },
  verify: {
    commands: ['try'],
    does: 'then ask the registry with each credential, in the order of a pull, as containerd does',
    more: 'The credentials are sent to the registry, the mirrors of its hosts.toml, and the token server that it names. At most 40 attempts are made (each credential at each host), in at most two minutes; the output says when a pull would make more.',
  },
  provider: {
    commands: ['try'],
    value: 'NAME',
    multiple: true,
    excludes: ['config'],
    does: "run this entry of the kubelet's configuration, such as a vendor's plugin",
    default: 'every entry of this plugin that matches',
  },
  registry: {
    commands: ['cache clear'],
    value: 'HOST',
    does: 'remove only the credentials of this registry',
  },
  'kubelet-config': {
    commands: ['explain', 'try', 'check', 'install'],
    value: 'FILE',
    ofNode: true,
    does: "value of the kubelet's flag --image-credential-provider-config, a file or a directory",
    more: '`explain` then also shows which of its entries match the image.',
  },
  'from-kubelet-config': {
    commands: ['generate config'],
    value: 'FILE',
    does: "the kubelet's configuration of plugins, a file or a directory",
    default: 'the one that the kubelet of this node uses, found as check finds it',
    more: 'What has no counterpart is a comment that says so, with its line. No password is printed: the rules name a file that you create.',
  },
  'kubelet-bin-dir': {
    commands: ['try', 'check', 'install'],
    value: 'DIR',
    ofNode: true,
    does: "value of the kubelet's flag --image-credential-provider-bin-dir",
  },
  'kubelet-version': {
    commands: ['check', 'generate config', 'generate kubelet-config', 'install'],
    value: 'X.Y',
    offers: RELEASES,
    does: `release of the kubelet, ${RELEASES[0]} to ${RELEASES.at(-1)}`,
  },
  link: {
    commands: ['install'],
    value: 'DIR',
    ofNode: true,
    does: 'directory of PATH for a link to the executable, so that commands can be typed without its path',
    default: '/usr/local/bin; on Flatcar /opt/bin',
    more: 'The link never takes the place of a file or link that `install` did not write, and is left out where another user than root could replace it, or where nothing can be written; the output says so.',
  },
  'no-link': {
    commands: ['install'],
    excludes: ['link'],
    does: 'make no such link, and remove the one that an earlier run made',
  },
  tokens: {
    commands: ['generate kubelet-config', 'install'],
    does: 'add entries with service account tokens for the rules that need them',
  },
  audience: {
    commands: ['generate kubelet-config', 'generate rbac', 'install'],
    value: 'CLOUD=AUDIENCE',
    multiple: true,
    offers: CLOUDS.map((cloud) => `${cloud}=`),
    does: `audience of the tokens for ${list(CLOUDS)}, where it is not the usual one`,
    more: 'With `secret` alone it is that of the one store that the rules of `secret` for service accounts use.',
  },
  merge: {
    commands: ['generate kubelet-config'],
    value: 'FILE',
    does: 'add the entries to this kubelet configuration; all other entries stay',
  },
  replace: {
    commands: ['generate kubelet-config', 'install'],
    value: 'NAME',
    multiple: true,
    needs: { 'generate kubelet-config': ['merge'] },
    does: "remove this entry, such as a vendor's plugin, from the kubelet's configuration",
  },
  'accept-loss': {
    commands: ['generate kubelet-config', 'install'],
    needs: { 'generate kubelet-config': ['merge'] },
    does: 'continue even if something that a removed entry did is lost',
    more: 'Without it such a change is refused, and each setting that would be lost is named.',
  },
  write: {
    commands: ['generate config', 'generate kubelet-config', 'generate rbac'],
    value: 'FILE',
    does: 'write to this file instead of printing; it is replaced whole or not at all',
  },
  files: {
    commands: ['install', 'status'],
    value: 'DIR',
    does: 'directory of files, such as passwords, that belong to the configuration',
    more: '`install` places every file of it, as a mounted Secret or ConfigMap holds them, in `/etc/registry-credential-provider`, readable for root only; `status` tells whether these contents are there.',
  },
  'dry-run': {
    commands: ['install', 'uninstall'],
    does: 'show what would change, and change nothing',
    more: 'Every check of the run is made, and it ends as the run would, with the same line and exit code. Only the run itself can tell whether the restarted kubelet is healthy.',
  },
  profile: {
    commands: ['install'],
    value: 'NAME',
    offers: ['kubeadm', 'eks', 'aks', 'k3s', 'rke2', 'kind', 'minikube', 'systemd'],
    does: 'kind of node: kubeadm, eks, aks, k3s, rke2, kind, minikube or systemd',
    default: 'detected',
  },
  'restart-command': {
    commands: ['install', 'uninstall'],
    value: 'COMMAND',
    does: 'command that restarts the kubelet, run by /bin/sh -c',
  },
  'log-command': {
    commands: ['install', 'uninstall'],
    value: 'COMMAND',
    does: "command that prints the kubelet's newest log lines, run by /bin/sh -c",
  },
  'health-url': {
    commands: ['install', 'uninstall'],
    value: 'URL',
    does: 'URL where the kubelet reports its health',
  },
  'health-timeout': {
    commands: ['install', 'uninstall'],
    value: 'DURATION',
    does: 'time that the kubelet may take to become healthy',
    default: '2m',
  },
  'no-restart': {
    commands: ['install', 'uninstall'],
    does: 'do not restart the kubelet: for a node that has not joined a cluster yet, or that is drained first',
    more: 'Everything is placed, and the kubelet reads it at its next restart. Until then `status` says that the kubelet has not read it; a later `install` restarts the kubelet if that is still needed.',
  },
  'host-root': {
    commands: ['explain', 'try', 'check', 'install', 'uninstall', 'status', 'cache clear'],
    value: 'DIR',
    does: "mount point of the node's root file system, for use in a Pod",
  },
  watch: {
    commands: ['install', 'uninstall'],
    does: "keep running, and run again when the configuration or the node's files change",
  },
  'metrics-dir': {
    commands: ['install'],
    value: 'DIR',
    ofNode: true,
    needs: { install: ['watch'] },
    does: "directory of node_exporter's textfiles, to which the metrics of this node are written",
    more: 'The value of its `--collector.textfile.directory`, in which only root may write. The file is removed when the process ends; a dry run writes none.',
  },
  'metrics-listen': {
    commands: ['install'],
    value: '[ADDRESS:]PORT',
    needs: { install: ['watch'] },
    does: 'port on which the metrics of this node are served, at /metrics',
    default: 'no port is opened; with a port alone, 127.0.0.1',
    more: 'Without TLS, and to whoever can reach the address: an IPv4 address, or an IPv6 address in square brackets.',
  },
  'show-pulls': {
    commands: ['install'],
    needs: { install: ['watch'] },
    does: "also print each line of the pulls' log, the file that `log.file` of the configuration names",
  },
  unattended: {
    commands: ['install'],
    does: 'do not retry a change that was rolled back until the configuration or version changes',
    more: '`--watch` includes this.',
  },
  'restore-kubelet-config': {
    commands: ['install'],
    excludes: ['watch'],
    does: 'only restore what install last wrote to a kubelet configuration that cannot be read any more',
    more: 'The kubelet is restarted, and nothing else is changed.',
  },
  'dry-run-result': {
    commands: ['install', 'status'],
    value: 'FILE',
    needs: { install: ['dry-run', 'watch'] },
    does: 'file to which each dry run writes its result, and which status reads',
  },
} as const satisfies Readonly<Record<string, OptionRow>>;

export type OptionName = keyof typeof OPTIONS;

export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** The options that every command takes, and that act instead of the command. */
export const INSTEAD = {
  help: { short: 'h', does: 'show this help' },
  version: { short: 'v', does: 'show the version' },
} as const;

export type InsteadName = keyof typeof INSTEAD;

/** The same row, with every member that a row can have. */
export function optionRow(option: OptionName): OptionRow {
  return OPTIONS[option];
}

/** The options of a command, in the order of its help. */
export function optionsOf(command: CommandName): readonly OptionName[] {
  return OPTION_NAMES.filter((option) => optionRow(option).commands.includes(command));
}

export function isPath({ value }: OptionRow): boolean {
  return value === 'FILE' || value === 'DIR';
}

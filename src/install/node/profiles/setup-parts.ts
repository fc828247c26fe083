// Parts of a set-up that every profile finds in the same way, or takes from the operator.

import { ProviderError } from '../../../errors.ts';
import { quote } from '../../../escape.ts';
import { parseRelease, type Release, releaseNamed } from '../../../kubelet/release.ts';
import type { KubeletSettings, SettingsSource } from '../../../kubelet/settings.ts';
import type { ProviderFlags } from '../flags.ts';
import type { Host } from '../host.ts';
import type { CommandLine, NodeSetup } from '../node-setup.ts';
import type { Overrides } from './profile.ts';

/** For what a kubelet's flags name: it runs in the root folder. */
export function sourceOf(host: Host): SettingsSource {
  return { directory: '/', read: host.read, list: host.list };
}

/** What the flags name is kept; where they name nothing, the operator's word counts, and then the default. */
export function chooseFlags(
  found: Pick<KubeletSettings, 'config' | 'binDir'> | undefined,
  { kubeletConfig, kubeletBinDir }: Overrides,
  defaults: ProviderFlags,
): ProviderFlags {
  return {
    config: choose('kubelet-config', found?.config, kubeletConfig, defaults.config),
    binDir: choose('kubelet-bin-dir', found?.binDir, kubeletBinDir, defaults.binDir),
  };
}

function choose(
  option: string,
  found: string | undefined,
  override: string | undefined,
  fallback: string,
): string {
  const path = trimSlashes(override ?? found ?? fallback);
  if (!path.startsWith('/')) {
    throw new ProviderError(`--${option}: expected an absolute path, got ${quote(path)}`, {
      code: 'USAGE',
      hint: 'begin it with /',
    });
  }
  if (found !== undefined && trimSlashes(found) !== path) {
    throw new ProviderError(`--${option}: got ${quote(path)}, but the kubelet's flag names ${quote(found)}`, {
      code: 'USAGE',
      hint: `leave --${option} out, or change the kubelet's flag first`,
    });
  }
  return found ?? path;
}

function trimSlashes(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

export function formOf(host: Host, path: string): NodeSetup['kubeletConfig']['form'] {
  return host.facts(path)?.kind === 'directory' ? 'directory' : 'file';
}

/** @param version what the kubelet's program prints, such as `Kubernetes v1.34.2` or `k3s version v1.34.2+k3s1 (0f1e)` */
export function releaseOf(version: string, overrides: Overrides): Release | undefined {
  if (overrides.kubeletVersion !== undefined) {
    return releaseNamed(overrides.kubeletVersion);
  }
  const [named = ''] = /v[0-9]+\.[0-9]+[^\s]*/.exec(version) ?? [];
  return parseRelease(named);
}

export function restartOf(
  host: Host,
  { restartCommand }: Overrides,
  unit: string | undefined,
  byDropIn: boolean,
): readonly CommandLine[] {
  if (restartCommand !== undefined) {
    return [shell(restartCommand)];
  }
  if (unit === undefined) {
    throw new ProviderError(
      'cannot tell how to restart the kubelet of this node: no systemd unit starts it',
      {
        code: 'NODE_UNSUPPORTED',
        hint: 'name the command that restarts it with --restart-command, the one that prints its log with --log-command, and its health URL with --health-url',
      },
    );
  }
  return [
    ...(byDropIn ? [['systemctl', 'daemon-reload'] as const] : []),
    // A kubelet that has failed a few times in a row is not started again before this, not even by hand.
    ...(isLoaded(host, unit) ? [['systemctl', 'reset-failed', unit] as const] : []),
    ['systemctl', 'restart', unit],
  ];
}

/** Of a unit that nothing wants and that never ran systemd knows nothing, and then it has no failures to forget. */
function isLoaded(host: Host, unit: string): boolean {
  return host.kubelet() !== undefined || isEnabled(host, unit);
}

export function isEnabled(host: Host, unit: string): boolean {
  return host
    .list('/etc/systemd/system')
    .filter((name) => /\.(?:wants|requires)$/.test(name))
    .some((name) => host.list(`/etc/systemd/system/${name}`).includes(unit));
}

export function logsOf({ logCommand }: Overrides, unit: string | undefined): CommandLine | undefined {
  if (logCommand !== undefined) return shell(logCommand);
  return unit === undefined
    ? undefined
    : ['journalctl', `--unit=${unit}`, '--lines=50', '--no-pager', '--quiet'];
}

function shell(text: string): CommandLine {
  return ['/bin/sh', '-c', text];
}

/** A set-up that was recorded, with what the operator says now. */
export function withCommands(
  setup: NodeSetup,
  { restartCommand, logCommand, healthUrl }: Overrides,
): NodeSetup {
  return {
    ...setup,
    restart: restartCommand === undefined ? setup.restart : [shell(restartCommand)],
    logs: logCommand === undefined ? setup.logs : shell(logCommand),
    healthUrl: healthUrl ?? setup.healthUrl,
  };
}

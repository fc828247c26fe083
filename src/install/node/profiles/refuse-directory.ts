// A directory that the kubelet's flag names, or will name: only where this kubelet reads directories, and this one is meant
// to be read. A container runtime makes a directory where a hostPath volume names a file that does not exist.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/config.go

import { join } from 'node:path/posix';
import { ProviderError } from '../../../errors.ts';
import { quote } from '../../../escape.ts';
import { isConfigFile } from '../../../kubelet/config/load.ts';
import { DIRECTORIES, formatRelease, NEWEST_RELEASE } from '../../../kubelet/release.ts';
import { CONFIG_FLAG } from '../../../kubelet/settings.ts';
import type { Host } from '../host.ts';
import type { NodeSetup } from '../node-setup.ts';

/** @throws {ProviderError} INSTALL_REFUSED */
export function refuseDirectory(host: Host, { kubeletConfig: { path, form }, release }: NodeSetup): void {
  if (form === 'file') {
    return;
  }
  if ((release ?? NEWEST_RELEASE) < DIRECTORIES) {
    throw refused(
      `${quote(path)} is a directory: kubelet ${formatRelease(release ?? NEWEST_RELEASE)} reads a file there, and directories only from ${formatRelease(DIRECTORIES)} on`,
      'move the directory away, or name a file',
    );
  }
  if (isConfigFile(path) && !hasConfigFile(host, path)) {
    throw refused(
      `${quote(path)} is a directory without a .json, .yaml or .yml file, where --${CONFIG_FLAG} names a file`,
      'remove the directory (a hostPath volume of the type DirectoryOrCreate makes one), or name another file',
    );
  }
}

function hasConfigFile(host: Host, folder: string): boolean {
  return host
    .list(folder)
    .some((name) => isConfigFile(name) && host.facts(join(folder, name))?.kind !== 'directory');
}

function refused(what: string, hint: string): ProviderError {
  return new ProviderError(`install: ${what}`, { code: 'INSTALL_REFUSED', hint });
}

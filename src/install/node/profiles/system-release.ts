// Which operating system a node has, by its own account.
// https://www.freedesktop.org/software/systemd/man/latest/os-release.html

import type { Host } from '../host.ts';
import { parseEnvironmentFile } from '../systemd/environment-file.ts';

/** The fields of os-release. @throws {ProviderError} FILE_UNREADABLE */
export function readSystem(host: Host): ReadonlyMap<string, string> {
  const text = host.read('/etc/os-release') ?? host.read('/usr/lib/os-release') ?? '';
  return new Map(parseEnvironmentFile(text).map(({ name, value }) => [name, value]));
}

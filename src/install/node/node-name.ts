// The host's name, which is the node's name unless the kubelet has --hostname-override.

import type { Host } from './host.ts';

/** In small letters, as the kubelet has it. */
export function hostName(host: Host): string {
  const pid = host.kubelet()?.pid;
  const ours = host.linkTarget('/proc/self/ns/uts');
  const theirs = pid === undefined ? ours : host.linkTarget(`/proc/${pid}/ns/uts`);
  // In a container the kernel shows the container's name.
  const places = ['/proc/sys/kernel/hostname', '/etc/hostname'];
  const [name] = (ours === theirs ? places : places.toReversed())
    .map((path) =>
      host
        .read(path)
        ?.split('\n')
        .find((line) => !/^\s*(?:#|$)/.test(line)),
    )
    .filter((line) => line !== undefined);
  return (name ?? 'localhost').trim().toLowerCase();
}

// Which hosts the container runtime asks for an image, and which of them it shows the credential.

import { escapeControls } from '../escape.ts';
import type { ImageName } from '../image/reference.ts';
import { findShownTo, type ShownTo } from '../mirrors/containerd.ts';
import { type CrioHosts, crioHostsOf, readCrioRegistries } from '../mirrors/crio.ts';
import { originOfRegistry } from '../mirrors/host-settings.ts';
import { field, type Line } from './lines.ts';

export interface RuntimeHosts {
  /** Null: as far as containerd's files tell, the registry alone. */
  readonly containerd: { readonly file: string; readonly shown: readonly string[] } | null;
  readonly crio: CrioHosts | null;
}

/** @param root before every path */
export function findRuntimeHosts(
  image: ImageName,
  root = '',
): { readonly hosts: RuntimeHosts; readonly warnings: readonly string[] } {
  const found = findShownTo(image.registry, root);
  const registries = readCrioRegistries(root);
  const crio = crioHostsOf(registries, image);
  return {
    hosts: {
      containerd: found.kind === 'hosts' ? { file: found.file, shown: found.urls } : null,
      crio: crio === undefined || crio.withheld.length === 0 ? null : crio,
    },
    warnings: [
      ...containerdWarnings(found),
      ...registries.problems.map((problem) => `which hosts CRI-O asks is not known in full: ${problem}`),
    ],
  };
}

function containerdWarnings(found: ShownTo): string[] {
  switch (found.kind) {
    case 'registry':
      return [];
    case 'unreadable':
      return [`to which hosts containerd shows the credential is not known: ${found.problem}`];
    case 'hosts':
      return [
        ...found.urls
          .filter((url) => url.startsWith('http://'))
          .map((url) => `containerd shows the credential to ${url} without TLS`),
        ...(found.isPartial
          ? [`${found.file} has hosts in a form that is not read here: they are shown the credential too`]
          : []),
      ];
  }
}

/** Where no login is for the registry: whose login it may be that is there. @param registry of the image */
export function loginAdvice({ containerd }: RuntimeHosts, registry: string): string[] {
  const mirrors = (containerd?.shown ?? []).filter((url) => url !== originOfRegistry(registry));
  return containerd === null || mirrors.length === 0
    ? []
    : [
        `containerd asks ${mirrors.join(', ')} for it (${containerd.file}), with the credential of ${registry}: write the login of the mirror under ${registry}`,
      ];
}

/** @param count how many credentials there are: the runtime shows each to all hosts before the kubelet tries the next */
export function hostLines({ containerd, crio }: RuntimeHosts, count: number): Line[] {
  const what = count > 1 ? 'each of them' : 'it';
  return [
    ...(containerd === null
      ? []
      : [line(`containerd shows ${what} to ${containerd.shown.join(', ')} (${containerd.file})`)]),
    ...(crio === null
      ? []
      : [
          line(
            `CRI-O asks ${crio.withheld.join(', ')} without a credential${crio.shown.length === 0 ? '' : `, and shows ${what} to ${crio.shown.join(', ')} only`} (${crio.file})`,
          ),
        ]),
  ];
}

function line(text: string): Line {
  return field('hosts', escapeControls(text));
}

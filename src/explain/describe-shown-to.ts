// Who sees a service account token that is a password, for `explain`.

import type { Description } from '../backend/backend.ts';
import type { ShownTo } from '../mirrors/containerd.ts';
import { originOfRegistry } from '../mirrors/host-settings.ts';

/** @param registry that the rule names */
export function describeShownTo(
  shownTo: ShownTo,
  registry: string,
): Pick<Description, 'details' | 'warnings'> {
  switch (shownTo.kind) {
    case 'registry':
      return {
        details: {
          shownTo: `${registry}, and each host of its hosts.toml in containerd (none in ${shownTo.folders.join(', ')})`,
        },
        warnings: [],
      };
    case 'unreadable':
      return {
        details: { shownTo: `${registry}, and each host of its hosts.toml in containerd` },
        warnings: [`which hosts see the token is not known: ${shownTo.problem}`],
      };
    case 'hosts': {
      const { file, urls, isPartial } = shownTo;
      const others = urls.filter((url) => url !== originOfRegistry(registry));
      return {
        details: { shownTo: `${urls.join(', ')} (${file})` },
        warnings: [
          ...(others.length === 0
            ? []
            : [
                `containerd shows the token to each host of ${file}, also to ${others.join(', ')}: a host that sees it can pull with it as the service account`,
              ]),
          ...others
            .filter((url) => url.startsWith('http://'))
            .map((url) => `containerd shows the token to ${url} without TLS`),
          ...(isPartial ? [`${file} has hosts in a form that is not read here: they see the token too`] : []),
        ],
      };
    }
  }
}

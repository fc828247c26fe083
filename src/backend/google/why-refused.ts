// Which condition a host does not fulfil that is nearly one of Google's registries: for the reader of a refusal.

import { parseRegistry } from './registry.ts';

/** A clause; undefined: it is not like one of them at all. */
export function whyRefused(host: string): string | undefined {
  const [name = '', port] = host.split(':');
  if (port !== undefined && parseRegistry(name) !== undefined) {
    return `it has the port ${port}, and registries of Google have none`;
  }
  const [, location = ''] = /^([a-z0-9-]+)\.docker\.pkg\.dev$/.exec(name) ?? [];
  if (location !== '') {
    return `location and "docker" are joined by a hyphen: ${location}-docker.pkg.dev`;
  }
  const [, kind = ''] = /-(maven|npm|python|apt|yum|go|generic|kfp)\.pkg\.dev$/.exec(name) ?? [];
  if (kind !== '') {
    return `it is a repository for ${kind}, not for images`;
  }
  if (name === 'pkg.dev' || name === 'docker.pkg.dev') {
    return 'the location is missing, as in europe-docker.pkg.dev';
  }
  return /(?:^|\.)[^.]*\.(?:gcr\.io|pkg\.dev)$/.test(name)
    ? 'it has a label too many, or one that is not a location'
    : undefined;
}

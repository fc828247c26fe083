// Which patterns can match an image name at all, given what parseImage can return.

import { quote } from '../escape.ts';
import { fromBytes } from './go-bytes.ts';
import type { PatternParts } from './pattern-parts.ts';

// With "a" for each star, these are the labels of a registry's host and of a first path component.
const HOST_LABEL = /^[A-Za-z0-9*](?:[A-Za-z0-9*-]*[A-Za-z0-9*])?$/;
const PATH_LABEL = /^[a-z0-9*]+(?:(?:__?|-+)[a-z0-9*]+)*$/;

/** Why no image's registry matches the pattern's host and port, as a clause; undefined when one does. */
export function hostProblem({ labels, port }: PatternParts): string | undefined {
  const host = labels.join('.');
  if (host === '') return 'it has no host';
  if (labels.includes('')) return `a label of its host ${show(host)} is empty`;
  if (labels.length === 1) return port === '' ? bareHostProblem(host) : portedHostProblem(host);
  if (labels.every((label) => HOST_LABEL.test(label))) {
    return host === 'index.docker.io' && port === ''
      ? 'image names have docker.io for index.docker.io'
      : undefined;
  }
  // "foo_bar.example" is no valid host, but the grammar of image names lets it through as a path.
  if (port === '' && labels.every((label) => PATH_LABEL.test(label))) return undefined;
  return strangeHost(host);
}

/** A label alone: the registry "localhost", or one with an upper-case letter, or the end of an IPv6 address. */
function bareHostProblem(host: string): string | undefined {
  if (/^\*[0-9A-Fa-f*]*\]\**$/.test(host)) return undefined;
  if (!HOST_LABEL.test(host)) return strangeHost(host);
  if (host === 'localhost' || /[A-Z*]/.test(host)) return undefined;
  return `${show(host)} cannot be a registry: one has a dot or a port in its name, or is localhost`;
}

function portedHostProblem(host: string): string | undefined {
  return HOST_LABEL.test(host) || /^[0-9A-Fa-f:]+$/.test(host) ? undefined : strangeHost(host);
}

function strangeHost(host: string): string {
  return `no registry has the host ${show(host)}`;
}

const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const START_OF_PATH = new RegExp(`^(?:/(?:${COMPONENT}(?:/${COMPONENT})*(?:/|[._]|__|-+)?)?)?$`);
const MAX_PATH = 255;

/** Why no image's path starts with the pattern's, as a clause; undefined when one does. */
export function pathProblem({ path }: PatternParts): string | undefined {
  if (path.length > 1 + MAX_PATH) return `its path has more than ${MAX_PATH} characters`;
  return path === '' || START_OF_PATH.test(path) ? undefined : `no image's path starts with ${show(path)}`;
}

function show(bytes: string): string {
  return quote(fromBytes(bytes));
}

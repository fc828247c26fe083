// The pattern that the author of a wrong one probably meant: a guess, to be checked by whoever suggests it.

import { DOCKER_HUB, isDockerHubAlias, isOfficialImage } from './docker-hub.ts';

/** The text with the common mistakes taken out of it; perhaps the same, perhaps still wrong. */
export function repairPattern(pattern: string): string {
  const bare = dropAround(pattern);
  const slash = bare.indexOf('/');
  const end = slash === -1 ? bare.length : slash;
  const { host, hadTag: hostHadTag } = repairHost(bare.slice(0, end), slash === -1);
  const { path, hadTag } = repairPath(bare.slice(end));
  return asDockerHub(host, path, hostHadTag || hadTag);
}

/** Without white space, scheme, leading slashes, digest, user information, query and fragment. */
function dropAround(pattern: string): string {
  return pattern
    .replace(/[\u2018-\u201f\u00ab\u00bb\u00a0\u2000-\u200b\u202f\u3000\ufeff]/g, '')
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^\/+/, '')
    .replace(/@[a-z0-9]+:[0-9a-f]*$/i, '')
    .replace(/^[^/?#]*@/, '')
    .replace(/#.*$/s, '')
    .replace(/^([^/?]*)\?(?=[^/?]*\.)/, '$1*')
    .replace(/\?.*$/s, '');
}

function repairHost(text: string, isWhole: boolean): { host: string; hadTag: boolean } {
  // "nginx:1.25" and "nginx:latest", but not "registry:5000".
  const tag = isWhole ? /^([^:[\]]+):(?![0-9*]*$)[\w.-]+$/.exec(text) : null;
  const [, name = '', port = ''] = /^(.*?)((?::[0-9*]*)?)$/s.exec(tag?.[1] ?? text) ?? [];
  const host = toAscii(name.replace(/\.+$/, '').replace(/^\.+/, '*.'));
  return { host: host + port, hadTag: tag !== null };
}

function toAscii(host: string): string {
  if (!/[\u0080-\uffff]/.test(host)) return host;
  const url = URL.parse(`http://${host}`);
  return url === null ? host : url.hostname;
}

function repairPath(text: string): { path: string; hadTag: boolean } {
  const name = text.replace(/:[^/:]*$/, '');
  const path = name
    .replace(/\*[*/]*$/, '')
    .replace(/\/{2,}/g, '/')
    .toLowerCase();
  return { path, hadTag: name !== text };
}

/** Puts docker.io and library/ where Docker Hub is meant. */
function asDockerHub(host: string, path: string, hadTag: boolean): string {
  if (isDockerHubAlias(host)) return asDockerHub(DOCKER_HUB, path.replace(/^\/v[12](?:\/|$)/, ''), hadTag);
  if (host === DOCKER_HUB) {
    const name = path.slice(1);
    const isImage = isOfficialImage(name) || (hadTag && name !== '' && !name.includes('/'));
    if (isImage) return `${DOCKER_HUB}/library/${name}`;
  }
  const isRegistry = !/^[a-z0-9][a-z0-9_-]*$/i.test(host) || host === 'localhost';
  if (isRegistry) return path === '/' ? host : host + path;
  const account = host.toLowerCase();
  return path === '' ? `${DOCKER_HUB}/library/${account}` : `${DOCKER_HUB}/${account}${path}`;
}

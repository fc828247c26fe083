// Which condition a host does not fulfil that is nearly a login server: for the reader of a refusal.

import { parseRegistry } from './registry.ts';

const MIN_NAME = 5;
const MAX_NAME = 50;

/** A clause; undefined: it is not like one of them at all. */
export function whyRefused(host: string, privateSuffix?: string): string | undefined {
  const [name = '', port] = host.split(':');
  if (port !== undefined && parseRegistry(name, privateSuffix) !== undefined) {
    return `it has the port ${port}, and login servers have none`;
  }
  const suffix = (
    privateSuffix === undefined ? ['azurecr.io', 'azurecr.cn', 'azurecr.us'] : [privateSuffix]
  ).find((each) => name.endsWith(`.${each}`));
  if (suffix === undefined) {
    return name === privateSuffix || /^azurecr\.(?:io|cn|us)$/.test(name)
      ? "the registry's name is missing"
      : undefined;
  }
  const [first = '', ...rest] = name.slice(0, -suffix.length - 1).split('.');
  if (rest.at(-1) === 'data') {
    return 'it is a data endpoint, which serves layers and asks for no credential';
  }
  if (rest.length > 0 && rest.at(-1) !== 'geo') {
    return `it has ${rest.length === 1 ? 'a label' : 'labels'} too many; a login server is NAME.${suffix}`;
  }
  const [label = ''] = first.split('-');
  if (label.length < MIN_NAME || label.length > MAX_NAME) {
    return `a registry's name has ${MIN_NAME} to ${MAX_NAME} characters, and "${label}" has ${label.length}`;
  }
  return /^[a-z0-9]+(?:-[a-z0-9]+)?$/.test(first)
    ? undefined
    : "a registry's name has letters and digits only, and a hash behind a hyphen at most";
}

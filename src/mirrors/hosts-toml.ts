// The hosts of a hosts.toml of containerd, to which it offers the credential of a registry one after the other.
// https://github.com/containerd/containerd/blob/main/docs/hosts.md

import { hostSettingsIn } from './host-settings.ts';

export interface NamedHosts {
  /**
   * Scheme and host, in the order of the file: `https://mirror.example:5000`. The last is the registry's own server. Without
   * those that are for pushes alone.
   */
  readonly urls: readonly string[];
  /** The file names hosts in a form that is not read here. */
  readonly isPartial: boolean;
}

/** Tables with dotted keys, inline tables, and the lists of containerd 1.4. */
const OTHER_FORM = /^(?:"?host"?\s*[.=]|\[\[?\s*"?host"?\s*\]|server\s*=\s*[^"'\s])|"""|'''/;
const EMPTY_TABLE = /^\[\s*"?host"?\s*\]\s*(?:#.*)?$/;

/** @param registry whose file it is, with port if it has one */
export function hostsIn(text: string, registry: string): NamedHosts {
  const asked = hostSettingsIn(text, '/hosts.toml', registry).filter(({ isAsked }) => isAsked);
  return {
    urls: [...new Set(asked.map(({ origin }) => origin))],
    isPartial: hasOtherForm(text.split('\n').map((line) => line.trim())),
  };
}

/** A table `[host]` with nothing in it says nothing; containerd 1.6 wants one where there is no mirror. */
function hasOtherForm(lines: readonly string[]): boolean {
  const said = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return said.some(
    (line, index) =>
      OTHER_FORM.test(line) && !(EMPTY_TABLE.test(line) && (said[index + 1] ?? '[').startsWith('[')),
  );
}

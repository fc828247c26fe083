// The hosts of a hosts.toml of containerd, to which it offers the credential of a registry one after the other.
// https://github.com/containerd/containerd/blob/main/docs/hosts.md

export interface NamedHosts {
  /** Scheme and host, in the order of the file: `https://mirror.example:5000`. The last is the registry's own server. */
  readonly urls: readonly string[];
  /** The file names hosts in a form that is not read here. */
  readonly isPartial: boolean;
}

const KEY = String.raw`(?:"([^"]*)"|'([^']*)'|([\w-]+))`;
/** `[host."https://mirror.example"]`, and its own tables, such as `.header`. */
const HOST_TABLE = new RegExp(String.raw`^\[\s*host\s*\.\s*${KEY}\s*[.\]]`);
const SERVER = /^server\s*=\s*(?:"([^"]*)"|'([^']*)')/;
/** Tables with dotted keys, inline tables, and the lists of containerd 1.4. */
const OTHER_FORM = /^(?:"?host"?\s*[.=]|\[\[?\s*"?host"?\s*\]|server\s*=\s*[^"'\s])|"""|'''/;
const EMPTY_TABLE = /^\[\s*"?host"?\s*\]\s*(?:#.*)?$/;

/** @param registry whose file it is, with port if it has one */
export function hostsIn(text: string, registry: string): NamedHosts {
  const lines = text.split('\n').map((line) => line.trim());
  const firstTable = lines.findIndex((line) => line.startsWith('['));
  const top = lines.slice(0, firstTable === -1 ? lines.length : firstTable);
  const server = top.flatMap((line) => textOf(SERVER.exec(line)) ?? [])[0];
  const hosts = lines.flatMap((line) => textOf(HOST_TABLE.exec(line)) ?? []);
  return {
    urls: [...new Set([...hosts, server === undefined || server === '' ? registry : server].map(originOf))],
    isPartial: hasOtherForm(lines),
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

function textOf(found: RegExpExecArray | null): string | undefined {
  return found?.slice(1).find((group) => group !== undefined);
}

/** As containerd reads a server: https, where no scheme is given. */
function originOf(server: string): string {
  const [, scheme = 'https://', host = server] = /^(https?:\/\/)?(?:[^/@]*@)?([^/]*)/.exec(server) ?? [];
  return `${scheme}${host}`;
}

// NO_PROXY, as Go reads it and so the kubelet and containerd do: golang.org/x/net/http/httpproxy.
// https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config

import { type IpAddress, parseIp, parseRange, rangeHolds } from './ip.ts';

interface HostAndPort {
  /** Lower case, ASCII; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: string;
}

/**
 * Whether one of the entries is for the host: a name (and all below it), `.name` or `*.name` (only what is below
 * it), an address, a range, each but the range with a port if need be; `*` is for all. What is none of them is
 * for nothing.
 */
export function isExempt(noProxy: string, target: HostAndPort): boolean {
  const address = parseIp(target.host);
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry === '*' || (entry !== '' && entryMatches(entry, target, address)));
}

function entryMatches(entry: string, target: HostAndPort, address: IpAddress | undefined): boolean {
  const range = parseRange(entry);
  if (range !== undefined) {
    return address !== undefined && rangeHolds(range, address);
  }
  const { host, port } = splitPort(entry);
  if (host === '' || (port !== '' && port !== target.port)) {
    return false;
  }
  const entryAddress = parseIp(host);
  if (entryAddress !== undefined || address !== undefined) {
    return entryAddress !== undefined && address !== undefined && equal(entryAddress, address);
  }
  return nameMatches(toAscii(host.startsWith('*.') ? host.slice(1) : host), target.host);
}

function nameMatches(name: string, host: string): boolean {
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
}

/** Go's net.SplitHostPort, where the port may be missing: then all of the text is the host. */
function splitPort(text: string): HostAndPort {
  const [, bracketed, plain, port = ''] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? { host: text, port: '' } : { host, port };
}

function toAscii(name: string): string {
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) > 0x7f) {
      return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : name;
    }
  }
  return name;
}

function equal(a: IpAddress, b: IpAddress): boolean {
  return a.every((byte, index) => byte === b[index]);
}

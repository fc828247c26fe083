// What Go 1.26 makes of an https URL: net/url.Parse, which the kubelet uses for every pattern, image and auth key.
// https://github.com/golang/go/blob/release-branch.go1.26/src/net/url/url.go

import { isIpv6 } from './go-ip.ts';

/** Host with port, and path, both percent-decoded; user information, query and fragment are dropped. Bytes. */
export interface GoUrl {
  readonly host: string;
  readonly path: string;
}

/** Why Go refuses a URL, as a clause. */
export class GoUrlError extends Error {}

const PLAIN = /^([A-Za-z0-9*.-]+(?::[0-9]+)?)(\/[A-Za-z0-9._/-]*)?$/;

/** As parseGoUrl, of a text in which nothing has a meaning to a URL's parser: nearly all there are; undefined: it has. */
export function parsePlainUrl(text: string): GoUrl | undefined {
  const [, host, path = ''] = PLAIN.exec(text) ?? [];
  return host === undefined ? undefined : { host, path };
}

/** Parses `https://` + `rest` (or `http://` + `rest`, no difference). `rest` is bytes. Throws GoUrlError. */
export function parseGoUrl(rest: string): GoUrl {
  return parsePlainUrl(rest) ?? parseAnyUrl(rest);
}

function parseAnyUrl(rest: string): GoUrl {
  const [beforeFragment, fragment] = cut(rest, '#');
  for (let i = 0; i < beforeFragment.length; i++) {
    const code = beforeFragment.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) throw new GoUrlError('it contains a control character');
  }
  const [address] = cut(beforeFragment, '?');
  const slash = address.indexOf('/');
  const authority = slash === -1 ? address : address.slice(0, slash);
  const path = slash === -1 ? '' : address.slice(slash);

  const at = authority.lastIndexOf('@');
  const host = parseHost(authority.slice(at + 1));
  if (at !== -1) checkUserInfo(authority.slice(0, at));
  checkEscapes(fragment, anyEscape);
  return { host, path: decode(path, anyEscape) };
}

function parseHost(host: string): string {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) throw new GoUrlError('"[" is allowed only as the start of an IPv6 address');
  if (bracket === 0) return parseBracketedHost(host);

  checkHostCharacters(host);
  const colon = host.indexOf(':');
  if (colon !== -1) checkPort(host.slice(colon));
  return decode(host, hostEscape);
}

function parseBracketedHost(host: string): string {
  const end = host.lastIndexOf(']');
  if (end === -1) throw new GoUrlError('"[" has no "]"');
  const port = host.slice(end + 1);
  checkPort(port);

  // RFC 6874: a zone starts at %25 and may contain more escapes than a host.
  const literal = host.slice(1, end);
  checkHostCharacters(literal);
  const zoneStart = literal.indexOf('%25');
  const address =
    zoneStart === -1
      ? decode(literal, hostEscape)
      : decode(literal.slice(0, zoneStart), hostEscape) + decode(literal.slice(zoneStart), zoneEscape);
  if (!isIpv6(address)) throw new GoUrlError('what "[" and "]" enclose is not an IPv6 address');
  return `[${address}]${port}`;
}

function checkPort(colonAndPort: string): void {
  if (!/^(?::[0-9]*)?$/.test(colonAndPort)) {
    throw new GoUrlError(`${JSON.stringify(colonAndPort)} after the host is not a port number`);
  }
}

function checkUserInfo(text: string): void {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) {
    throw new GoUrlError('what comes before "@" is not valid user information');
  }
  checkEscapes(text, anyEscape);
}

// Bytes from 0x80 up pass as they are.
function checkHostCharacters(text: string): void {
  const bad = /[^A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\u00ff]/.exec(text);
  if (bad !== null) throw new GoUrlError(`${JSON.stringify(bad[0])} is not allowed in a host`);
}

/** Whether a part of a URL may contain this byte as `triplet` (`%XX`). */
type EscapeRule = (byte: number, triplet: string) => boolean;

const anyEscape: EscapeRule = () => true;
const hostEscape: EscapeRule = (byte, triplet) => byte >= 0x80 || triplet === '%25';
// A zone may escape what it could also hold as it is, and the space (Windows has such names).
const zoneEscape: EscapeRule = (byte, triplet) =>
  triplet === '%25' || /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>" ]/.test(String.fromCharCode(byte));

function checkEscapes(text: string, allowed: EscapeRule): void {
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at + 3)) {
    const triplet = text.slice(at, at + 3);
    if (!/^%[0-9A-Fa-f]{2}$/.test(triplet) || !allowed(Number.parseInt(triplet.slice(1), 16), triplet)) {
      throw new GoUrlError(`${JSON.stringify(triplet)} is not a valid percent-encoding here`);
    }
  }
}

function decode(text: string, allowed: EscapeRule): string {
  if (!text.includes('%')) return text;
  checkEscapes(text, allowed);
  return text.replace(/%../gs, (triplet) => String.fromCharCode(Number.parseInt(triplet.slice(1), 16)));
}

function cut(text: string, separator: string): readonly [before: string, after: string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

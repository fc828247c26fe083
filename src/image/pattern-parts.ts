// A pattern or an image, taken apart for matching as the kubelet does: SplitURL in pkg/credentialprovider/keyring.go.

import { toBytes } from './go-bytes.ts';
import { type GoUrl, GoUrlError, parseGoUrl, parsePlainUrl } from './go-url.ts';

/** All in bytes (go-bytes.ts). `port` is '' without one; `path` is '' or starts with a slash. */
export interface PatternParts {
  readonly labels: readonly string[];
  readonly port: string;
  readonly path: string;
}

/** undefined when Go's URL parser refuses the text: it matches nothing, and as a pattern stops the kubelet. */
export function parsePattern(text: string): PatternParts | undefined {
  const plain = parsePlainUrl(text);
  return plain === undefined ? parsePatternBytes(toBytes(text)) : partsOf(plain);
}

/** As parsePattern, for text that is in bytes already. */
export function parsePatternBytes(bytes: string): PatternParts | undefined {
  try {
    return partsOf(parseGoUrl(bytes));
  } catch (error) {
    if (error instanceof GoUrlError) return undefined;
    throw error;
  }
}

/** Why `parsePattern` gives undefined, as a clause; undefined when it does not. */
export function patternProblem(text: string): string | undefined {
  try {
    parseGoUrl(toBytes(text));
    return undefined;
  } catch (error) {
    if (error instanceof GoUrlError) return error.message;
    throw error;
  }
}

function partsOf({ host, path }: GoUrl): PatternParts {
  const split = splitHostPort(host) ?? { host, port: '' };
  return { labels: split.host.split('.'), port: split.port, path };
}

/** Go's net.SplitHostPort: the host without its brackets; undefined when there is no port or too many colons. */
function splitHostPort(text: string): { host: string; port: string } | undefined {
  const colon = text.lastIndexOf(':');
  if (colon === -1) return undefined;
  const port = text.slice(colon + 1);
  if (!text.startsWith('[')) {
    const host = text.slice(0, colon);
    return host.includes(':') || hasBracket(host) || hasBracket(port) ? undefined : { host, port };
  }
  const end = text.indexOf(']');
  if (end === -1 || end + 1 !== colon) return undefined;
  const host = text.slice(1, end);
  return host.includes('[') || hasBracket(port) ? undefined : { host, port };
}

function hasBracket(text: string): boolean {
  return text.includes('[') || text.includes(']');
}

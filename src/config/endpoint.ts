// Endpoints of the clouds' services, as the configuration and the environment may name them.

/** What the text should be; the same for the configuration and for a variable of the environment. */
export const ENDPOINT_EXPECTED = 'an https URL without user, query and fragment; http only to loopback';

/**
 * Whether a URL may be asked: what is sent there is a token or a credential, so never in clear, but on the node
 * itself. Nothing that could hide another host, or a secret.
 */
export function isEndpoint(text: string): boolean {
  if (!/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(text) || !URL.canParse(text)) {
    return false;
  }
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname);
}

/**
 * Whether a registry's host, with its port if it has one, can be asked at all. A URL has ports up to 65535, and takes what
 * ends in a number for an IPv4 address: `1.2.3.4.5` is none.
 */
export function isHost(registry: string): boolean {
  return URL.canParse(`https://${registry}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

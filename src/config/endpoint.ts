// Where a cloud's service is reached when the configuration says so.

/** Whether what is sent there stays between us and it: `https`, or on loopback. Takes scheme, host and port. */
export function isSafeEndpoint(url: string): boolean {
  return /^https:\/\/|^http:\/\/(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]+)?$/.test(url);
}

/** Whether it is one, beyond what a schema's pattern sees: its host and port may exist. */
export function isEndpoint(url: string): boolean {
  return URL.canParse(url);
}

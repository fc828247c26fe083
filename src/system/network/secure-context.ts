// What TLS is verified with: made once, when the first request needs it.

import type { SecureContext } from 'node:tls';
import { type AuthoritiesOptions, readAuthorities } from './authorities.ts';

/** @throws {ProviderError} FILE_UNREADABLE when a file that a setting names is of no use */
export async function createSecureContext(options: AuthoritiesOptions): Promise<SecureContext> {
  const { system, further } = readAuthorities(options);
  const tls = await import('node:tls');
  const known = system === undefined ? tls.rootCertificates : [system];
  return tls.createSecureContext({
    ca: [...known, ...further],
    minVersion: 'TLSv1.2',
  });
}

// The certificate authorities that a server's certificate is held against: the system's, and the company's own.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { readTextFile } from '../files.ts';
import type { Environment } from './proxy.ts';

/** Where systems keep all their authorities in one file; the first that exists and holds any is used. */
export const SYSTEM_BUNDLES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch, Flatcar, Container-Optimized OS
  '/etc/pki/tls/certs/ca-bundle.crt', // RHEL, Fedora, Amazon Linux, Bottlerocket
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // RHEL 10
  '/etc/ssl/ca-bundle.pem', // SUSE
  '/etc/ssl/cert.pem', // Alpine
];

/** A company's bundle may hold all of the world's authorities too. */
const MAX_BUNDLE_BYTES = 4 * 1024 * 1024;

export interface AuthoritiesOptions {
  readonly env: Environment;
  readonly caFile?: string | undefined;
  readonly systemBundles?: readonly string[];
}

/** PEM texts of certificates; `system` undefined: those that the runtime brings. */
export interface Authorities {
  readonly system: string | undefined;
  readonly further: readonly string[];
}

/**
 * Reads them: of the system, what SSL_CERT_FILE names or else its own bundle; further, what NODE_EXTRA_CA_CERTS
 * and `caFile` name.
 * @throws {ProviderError} FILE_UNREADABLE when a file that a setting names cannot be read or holds no certificate
 */
export function readAuthorities({
  env,
  caFile,
  systemBundles = SYSTEM_BUNDLES,
}: AuthoritiesOptions): Authorities {
  const named = (setting: string, path: string | undefined): string[] =>
    path === undefined || path === '' ? [] : [readNamed(setting, path)];
  const [system] = named('SSL_CERT_FILE', env.SSL_CERT_FILE);
  return {
    system: system ?? readFirst(systemBundles),
    further: [...named('NODE_EXTRA_CA_CERTS', env.NODE_EXTRA_CA_CERTS), ...named('caFile', caFile)],
  };
}

function readNamed(setting: string, path: string): string {
  const what = `${setting}: certificate authorities`;
  const { text } = readTextFile(path, { what, maxBytes: MAX_BUNDLE_BYTES });
  const flaw = findFlaw(text);
  if (flaw !== undefined) {
    throw new ProviderError(`${what} ${quote(path)}: ${flaw}`, {
      code: 'FILE_UNREADABLE',
      hint: `let ${setting} name a PEM file of CERTIFICATE blocks`,
    });
  }
  return text;
}

/** What nobody has named is used where it is of use. */
function readFirst(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    try {
      const { text } = readTextFile(path, { what: 'system certificates', maxBytes: MAX_BUNDLE_BYTES });
      if (certificatesOf(text).length > 0) return text;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
    }
  }
  return undefined;
}

const BLOCK =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----\r?\n([^-]*)-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/** The certificates of a PEM text, each with its lines of begin and end. */
export function certificatesOf(pem: string): string[] {
  return pem.match(BLOCK) ?? [];
}

/** OpenSSL would silently stop reading at the first block that it does not understand. */
function findFlaw(pem: string): string | undefined {
  const begins = pem.match(/-----BEGIN [^-]*CERTIFICATE-----/g)?.length ?? 0;
  if (begins === 0) {
    return pem.includes('-----BEGIN ') ? 'no certificate in it, only other PEM blocks' : 'not PEM text';
  }
  const contents = [...pem.matchAll(BLOCK)].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
  const broken = contents.findIndex((der) => !isSequence(der));
  return broken === -1 && contents.length === begins
    ? undefined
    : `certificate ${broken === -1 ? contents.length + 1 : broken + 1} in it is broken`;
}

/** Whether the bytes begin with one whole DER SEQUENCE; in a TRUSTED CERTIFICATE, trust settings follow it. */
function isSequence(der: Buffer): boolean {
  const [tag, length = 0] = der;
  const digits = length & 0x7f;
  // No certificate is so short that its length fits into the first byte.
  return tag === 0x30 && length > 0x80 && digits <= 4 && der.length >= 2 + digits + der.readUIntBE(2, digits);
}

// The certificate authorities that a server's certificate is held against: the system's, and the company's own.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../environment.ts';
import { readTextFile } from '../files.ts';

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
interface Authorities {
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
    path === undefined || path === '' ? [] : [authoritiesIn(setting, path)];
  const [system] = named('SSL_CERT_FILE', env.SSL_CERT_FILE);
  return {
    system: system ?? readFirst(systemBundles),
    further: [...named('NODE_EXTRA_CA_CERTS', env.NODE_EXTRA_CA_CERTS), ...named('caFile', caFile)],
  };
}

/**
 * The certificates of a file that a setting names, as PEM.
 * @throws {ProviderError} FILE_UNREADABLE when it cannot be read or holds no certificate
 */
export function authoritiesIn(setting: string, path: string): string {
  const what = `${setting}: certificate authorities`;
  const { text } = readTextFile(path, { what, maxBytes: MAX_BUNDLE_BYTES });
  const found = readCertificates(text);
  if (typeof found === 'string') {
    throw new ProviderError(`${what} ${quote(path)}: ${found}`, {
      code: 'FILE_UNREADABLE',
      hint: `${setting} must name a PEM file with CERTIFICATE blocks`,
    });
  }
  return found.join('');
}

/** What no setting names is used where it is of use. */
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

/**
 * The same of a text that a setting names, each written as OpenSSL wants it: it silently passes over a block whose lines
 * do not begin at their first column, and stops at the first that it does not understand. A text says what is wrong.
 */
function readCertificates(pem: string): string[] | string {
  const begins = [...pem.matchAll(/-----BEGIN ((?:[A-Z0-9]+ )*CERTIFICATE)-----/g)];
  if (begins.length === 0) {
    return pem.includes('-----BEGIN ') ? 'no certificate in it, only other PEM blocks' : 'not PEM text';
  }
  const certificates: string[] = [];
  for (const [
    index,
    {
      0: { length },
      1: label = '',
      index: at,
    },
  ] of begins.entries()) {
    const [, base64 = ''] =
      /^\s([A-Za-z0-9+/=\s]*)-----END /.exec(pem.slice(at + length, begins[index + 1]?.index)) ?? [];
    const der = Buffer.from(base64, 'base64');
    if (!isCertificate(der) || !pem.startsWith(`-----END ${label}-----`, pem.indexOf('-----END ', at))) {
      return `certificate ${index + 1} in it is broken`;
    }
    const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
    certificates.push(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`);
  }
  return certificates;
}

/** Whether the bytes begin with the frame of a whole one in DER; in a TRUSTED CERTIFICATE, trust settings follow it. */
function isCertificate(der: Buffer): boolean {
  const whole = readValue(der, 0, der.length);
  if (whole?.tag !== SEQUENCE) return false;
  let at = whole.start;
  // What is signed, by which algorithm, and the signature: https://www.rfc-editor.org/rfc/rfc5280#section-4.1
  for (const tag of [SEQUENCE, SEQUENCE, BIT_STRING]) {
    const part = readValue(der, at, whole.end);
    if (part?.tag !== tag) return false;
    at = part.end;
  }
  return at === whole.end;
}

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;

/** Of a value, its tag and where its content is; undefined where it reaches beyond the end. */
function readValue(
  der: Buffer,
  at: number,
  limit: number,
): { readonly tag: number; readonly start: number; readonly end: number } | undefined {
  const [tag, first] = [der[at], der[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const digits = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + digits;
  if (digits > 4 || start > limit) return undefined;
  const end = start + (digits === 0 ? first & 0x7f : der.readUIntBE(at + 2, digits));
  return end <= limit ? { tag, start, end } : undefined;
}

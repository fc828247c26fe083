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
  if ('problem' in found) {
    throw new ProviderError(`${what} ${quote(path)}: ${found.problem}`, {
      code: 'FILE_UNREADABLE',
      hint: found.hint ?? `${setting} must name a PEM file with CERTIFICATE blocks`,
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
 * do not begin at their first column, and stops at the first that it does not understand.
 */
function readCertificates(pem: string): string[] | Unusable {
  const begins = [...pem.matchAll(/-----BEGIN ((?:[A-Z0-9]+ )*CERTIFICATE)-----/g)];
  if (begins.length === 0) {
    return pem.includes('-----BEGIN ') ? otherBlocks(pem) : otherText(pem.trim());
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
      return brokenCertificate(index + 1, pem.slice(at, begins[index + 1]?.index));
    }
    const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
    certificates.push(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`);
  }
  return certificates;
}

interface Unusable {
  readonly problem: string;
  readonly hint: string | undefined;
}

function otherBlocks(pem: string): Unusable {
  const [, label = ''] = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(pem) ?? [];
  const problem = `no certificate in it, only other PEM blocks${label === '' ? '' : ` (${label})`}`;
  if (/^(?:PKCS7|CMS)$/.test(label)) {
    return { problem, hint: 'take the certificates out: openssl pkcs7 -print_certs -in FILE -out NEW' };
  }
  if (label.endsWith('CERTIFICATE REQUEST')) {
    return { problem, hint: "name the authority's certificate, not a request for one" };
  }
  return {
    problem,
    hint: label.endsWith('PRIVATE KEY') ? "name the authority's certificate, not a key" : undefined,
  };
}

function otherText(text: string): Unusable {
  if (text === '') return { problem: 'not PEM text (it is empty)', hint: undefined };
  if (/^<(?:!doctype|html|head|body)/i.test(text)) {
    return {
      problem: 'not PEM text, but an HTML page',
      hint: 'get the file again: a login page or a proxy answered',
    };
  }
  if (/^Certificate:\s/.test(text)) {
    return {
      problem: 'not PEM text, but a certificate printed for people',
      hint: 'get it with openssl x509, without -noout',
    };
  }
  const base64 = text.replace(/\s+/g, '');
  const bytes = /^[A-Za-z0-9+/]{8,}={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
  if (bytes?.toString('latin1', 0, 11) === '-----BEGIN ') {
    return { problem: 'not PEM text, but base64 of it', hint: 'decode it: base64 --decode FILE > NEW' };
  }
  return bytes !== undefined && isCertificate(bytes)
    ? {
        problem: 'not PEM text, but a certificate in base64 without its lines of begin and end',
        hint: 'write the line -----BEGIN CERTIFICATE----- before it and -----END CERTIFICATE----- after it',
      }
    : { problem: 'not PEM text', hint: undefined };
}

/** @param block from its line of begin to that of the next */
function brokenCertificate(number: number, block: string): Unusable {
  const problem = `certificate ${number} in it is broken`;
  if (block.includes('\\n')) {
    return {
      problem: `${problem}: \\n stands for its line breaks`,
      hint: 'write lines: printf %b "$TEXT" > FILE',
    };
  }
  if (!block.includes('-----END '))
    return { problem: `${problem}: its line of end is missing`, hint: undefined };
  return /-----BEGIN [A-Z0-9 ]+-----[A-Za-z0-9+/]/.test(block)
    ? {
        problem: `${problem}: it has no line break after its line of begin`,
        hint: 'put the lines of begin and end on lines of their own',
      }
    : { problem, hint: undefined };
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

// What is said of a certificate or a handshake that failed.
// https://docs.openssl.org/3.5/man3/X509_STORE_CTX_get_error/

import { quote } from '../../escape.ts';
import { type Finding, isAtProxy, peerOf, type Situation } from './situation.ts';

const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether the certificate is refused for whom it comes from. */
export function isOfUnknownAuthority(code: string): boolean {
  return UNKNOWN_AUTHORITY.has(code);
}

const UNTRUSTED: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_SIGNATURE_FAILURE',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'OUT_OF_MEM',
  'PATH_LENGTH_EXCEEDED',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNSPECIFIED',
]);

const OUT_OF_TIME: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** Whether the certificate was refused for what it is or whom it comes from, and not for its host name. */
export function isDistrust(error: unknown): error is { readonly code: string } {
  const { code = '' } = error as NodeJS.ErrnoException;
  return (
    UNKNOWN_AUTHORITY.has(code) || OUT_OF_TIME.has(code) || code === 'CERT_REVOKED' || UNTRUSTED.has(code)
  );
}

export function distrustFinding(code: string, issuer: string | undefined, situation: Situation): Finding {
  const certificate = (problem: string, hint: string) => certificateFinding(situation, problem, hint);
  // A proxy is trusted as all others are.
  const own = isAtProxy(situation) ? undefined : situation.authorities;
  if (UNKNOWN_AUTHORITY.has(code)) {
    return certificate(
      `was issued by an authority that this node does not trust${issuer === undefined ? '' : `, ${quote(issuer, 80)}`} (${code})`,
      own === undefined
        ? howToTrust(situation)
        : `only the authorities of ${own.namedBy} are trusted for it: correct that file, or the address`,
    );
  }
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return certificate(
        'has expired',
        "check the node's clock; if it is right, the certificate must be renewed",
      );
    case 'CERT_NOT_YET_VALID':
      return certificate('is not valid yet', "check the node's clock");
    case 'CERT_REVOKED':
      return certificate('was revoked', 'the service needs a new certificate');
    default:
      return certificate(`cannot be trusted (${code})`, 'the service needs another certificate');
  }
}

/** Of the system only its bundle is read. */
function howToTrust({ caFile }: Situation): string {
  return caFile === undefined
    ? "add the company's authority with caFile (of the system only its bundle is read, not SSL_CERT_DIR or single files in /etc/ssl/certs)"
    : `the authorities in ${quote(caFile)} do not include this issuer: add the company's authority to that file`;
}

function certificateFinding(situation: Situation, problem: string, hint: string): Finding {
  return {
    problem: `the certificate of ${peerOf(situation)} ${problem}`,
    hint,
    code: 'TLS_FAILED',
    passing: false,
  };
}

export function hostNameFinding(code: string, reason: unknown, situation: Situation): Finding | undefined {
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return undefined;
  }
  const names = (reason as { cert?: { subjectaltname?: unknown } }).cert?.subjectaltname;
  return typeof names === 'string' && names !== ''
    ? certificateFinding(
        situation,
        `is for another host: ${quote(names, 120)}`,
        situation.server === undefined
          ? 'another server answers instead: check DNS, /etc/hosts and the proxy'
          : 'correct the name, or the address that it is reached at',
      )
    : certificateFinding(
        situation,
        'has no subject alternative name (SAN), and a common name (CN) does not count',
        "the service needs a certificate that has the host's name as a subject alternative name",
      );
}

export function handshakeFinding(code: string, situation: Situation): Finding | undefined {
  if (!code.startsWith('ERR_SSL_') && code !== 'EPROTO') {
    return undefined;
  }
  const peer = peerOf(situation);
  const finding = (problem: string, hint: string): Finding => ({
    problem,
    hint,
    code: 'TLS_FAILED',
    passing: false,
  });
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/.test(code)) {
    return finding(`${peer} does not support TLS 1.2 or later (${code})`, 'enable TLS 1.2 or 1.3 there');
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER/.test(code)) {
    return finding(
      `${peer} does not speak TLS (${code})`,
      situation.phase === 'proxyTls'
        ? `write ${situation.proxy?.variable} with http://`
        : 'check the port, and the firewalls and proxies between this node and the host',
    );
  }
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(code)) {
    return finding(
      `${peer} requires a client certificate (${code})`,
      'check the firewalls and proxies between this node and it',
    );
  }
  return finding(
    `the TLS handshake with ${peer} failed (${code})`,
    'check the firewalls and proxies between this node and it',
  );
}

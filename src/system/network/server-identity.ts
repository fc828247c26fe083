// Whether a certificate is for the host that was asked for: by its subject alternative names alone, as Go's crypto/x509
// does it for the kubelet and containerd; a common name counts for nothing.
// https://github.com/golang/go/blob/release-branch.go1.26/src/crypto/x509/verify.go (VerifyHostname)

import type { PeerCertificate } from 'node:tls';
import { parseIp } from './ip.ts';

/** For the option of this name. Undefined: it is for the host. */
export function checkServerIdentity(host: string, certificate: PeerCertificate): Error | undefined {
  return isFor(host, alternativeNames(certificate.subjectaltname ?? ''))
    ? undefined
    : Object.assign(new Error('the certificate is for another host'), {
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
        cert: certificate,
      });
}

interface AlternativeNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/**
 * Of Node's text: `DNS:a.example, IP Address:10.0.0.1`. What has a comma or another character of that kind in it stands
 * in quotes, and is the name of no host.
 * https://nodejs.org/api/crypto.html#x509subjectaltname
 */
function alternativeNames(text: string): AlternativeNames {
  const names = [...text.matchAll(/(?:^|, )([A-Za-z0-9 ]+):(?:"(?:[^"\\]|\\.)*"|([^,"]*))(?=, |$)/gy)];
  const of = (kind: string) => names.flatMap(([, found, name]) => (found === kind && name ? [name] : []));
  return { dns: of('DNS'), ip: of('IP Address') };
}

function isFor(host: string, { dns, ip }: AlternativeNames): boolean {
  const address = parseIp(host.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) {
    return ip.some((text) => parseIp(text)?.every((byte, index) => byte === address[index]) ?? false);
  }
  return dns.some((name) => matchesName(lowerCase(name), lowerCase(host)));
}

/** Equal is always good; a wildcard and a dot at the end only where both are names of hosts. */
function matchesName(pattern: string, host: string): boolean {
  const bare = host.replace(/\.$/, '');
  if (!isHostName(bare.split('.')) || !isPattern(pattern)) {
    return pattern !== '' && pattern !== '.' && pattern === host;
  }
  const labels = bare.split('.');
  const patterns = pattern.split('.');
  return (
    patterns.length === labels.length &&
    patterns.every((label, index) => (index === 0 && label === '*') || label === labels[index])
  );
}

/** A star is all of the first label, and not the whole name. */
function isPattern(pattern: string): boolean {
  const [first, ...rest] = pattern.split('.');
  return first === '*' ? rest.length > 0 && isHostName(rest) : isHostName(pattern.split('.'));
}

function isHostName(labels: readonly string[]): boolean {
  return labels.every((label) => /^[a-z0-9_][a-z0-9_-]*$/.test(label));
}

function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

// A throw-away certificate authority, without a program from outside, and certificates that are right or wrong on
// purpose. RFC 5280.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der.ts';

/** PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Validity {
  /** A server, unless told. */
  readonly of?: 'server' | 'client';
  /** An hour ago, unless told. */
  readonly from?: Date;
  /** In two days, unless told. */
  readonly to?: Date;
  /** Common name: the first of the names, unless told. */
  readonly commonName?: string;
}

/** What a TLS server shows to a client that asks for the name (undefined: it names none). */
export type CertificateFor = (serverName: string | undefined) => Certificate;

export interface Authority {
  /** PEM; what the process under test gets as its extra CA. */
  readonly certificate: string;
  /** For host names, with or without a wildcard, and IP addresses. Without any, it has no alternative names. */
  issue(names: readonly string[], validity?: Validity): Certificate;
  /** A good certificate for each name that is asked for, but the test's own for the names in it. */
  certificateFor(exceptions?: Readonly<Record<string, Certificate>>): CertificateFor;
}

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface Contents extends Validity {
  readonly subject: string;
  readonly keys: KeyPair;
  /** Undefined: it signs itself. */
  readonly issuer?: { readonly subject: string; readonly keys: KeyPair };
  readonly extensions: readonly Uint8Array[];
}

const HOUR = 3_600_000;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

const createKeys = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** @param valid for the authority, and for what it issues unless told */
export function createAuthority(subject = 'test authority', valid: Validity = {}): Authority {
  const keys = createKeys();
  const extensions = [
    extension('2.5.29.19', der.sequence(der.yes), true),
    // keyCertSign and cRLSign
    extension('2.5.29.15', der.bits(Uint8Array.of(0x06), 1), true),
    subjectKeyId(keys),
  ];
  const issue = (names: readonly string[], validity: Validity = {}): Certificate => {
    const own = createKeys();
    return encodeCertificate({
      ...valid,
      ...validity,
      subject: validity.commonName ?? names[0] ?? '',
      keys: own,
      issuer: { subject, keys },
      extensions: [
        extension('2.5.29.19', der.sequence(), true),
        // digitalSignature, and serverAuth or clientAuth
        extension('2.5.29.15', der.bits(Uint8Array.of(0x80), 7), true),
        extension(
          '2.5.29.37',
          der.sequence(der.objectId(`1.3.6.1.5.5.7.3.${validity.of === 'client' ? 2 : 1}`)),
        ),
        ...(names.length === 0 ? [] : [extension('2.5.29.17', der.sequence(...names.map(alternativeName)))]),
        subjectKeyId(own),
        extension('2.5.29.35', der.sequence(der.context(0, keyId(keys), false))),
      ],
    });
  };
  return {
    certificate: encodeCertificate({ ...valid, subject, keys, extensions }).certificate,
    issue,
    certificateFor(exceptions = {}) {
      const issued = new Map(Object.entries(exceptions));
      return (serverName = '') => {
        const certificate = issued.get(serverName) ?? issue(serverName === '' ? LOOPBACK : [serverName]);
        issued.set(serverName, certificate);
        return certificate;
      };
    },
  };
}

/** For an application that proves who it is by a certificate. RSA, as Entra ID wants it. */
export function createClientCertificate(subject: string, validity: Validity = {}): Certificate {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return encodeCertificate({ ...validity, subject, keys, extensions: [subjectKeyId(keys)] });
}

function encodeCertificate(contents: Contents): Certificate {
  const { subject, keys, issuer = contents, extensions } = contents;
  const { from = new Date(Date.now() - HOUR), to = new Date(Date.now() + 48 * HOUR) } = contents;
  const algorithm = signatureAlgorithm(issuer.keys.privateKey);
  const toBeSigned = der.sequence(
    der.context(0, der.integer(Uint8Array.of(2))),
    der.integer(Buffer.concat([Uint8Array.of(1), randomBytes(15)])),
    algorithm,
    commonName(issuer.subject),
    der.sequence(der.time(from), der.time(to)),
    commonName(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions)),
  );
  const signature = sign('sha256', toBeSigned, issuer.keys.privateKey);
  return {
    certificate: pem(der.sequence(toBeSigned, algorithm, der.bits(signature))),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

const signatureAlgorithm = ({ asymmetricKeyType }: KeyObject): Uint8Array =>
  asymmetricKeyType === 'rsa'
    ? der.sequence(der.objectId('1.2.840.113549.1.1.11'), der.nothing)
    : der.sequence(der.objectId('1.2.840.10045.4.3.2'));

const commonName = (name: string): Uint8Array =>
  der.sequence(der.set(der.sequence(der.objectId('2.5.4.3'), der.utf8(name))));

const extension = (id: string, value: Uint8Array, critical = false): Uint8Array =>
  der.sequence(der.objectId(id), ...(critical ? [der.yes] : []), der.octets(value));

const keyId = ({ publicKey }: KeyPair): Uint8Array =>
  createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();

const subjectKeyId = (keys: KeyPair): Uint8Array => extension('2.5.29.14', der.octets(keyId(keys)));

const alternativeName = (name: string): Uint8Array =>
  isIP(name) === 0 ? der.context(2, Buffer.from(name), false) : der.context(7, addressBytes(name), false);

/** Of IPv6 only the loopback address, which is all that is ever listened on. */
const addressBytes = (address: string): Uint8Array =>
  address === '::1'
    ? Uint8Array.from([...Array(15).fill(0), 1])
    : Uint8Array.from(address.split('.').map(Number));

const pem = (certificate: Uint8Array): string => {
  const lines = Buffer.from(certificate).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
};

// What proves an application of Entra ID: the token of a service account or of a file, a secret, a certificate.

import { type ErrorCode, ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import type { ServiceAccountAsker } from '../cloud/asker.ts';
import type { SdkProof } from './applications/sdk.ts';

export type Proof = NodeProof | { readonly kind: 'serviceAccount'; readonly asker: ServiceAccountAsker };

export type NodeProof =
  | { readonly kind: 'tokenFile'; readonly path: string }
  | { readonly kind: 'secretFile'; readonly path: string }
  | { readonly kind: 'secret'; readonly secret: Secret; readonly path: string }
  | { readonly kind: 'certificateFile'; readonly path: string };

/** As the SDK takes it. @throws {ProviderError} FILE_UNREADABLE, SECRET_INVALID, IDENTITY_UNAVAILABLE */
export async function readProof(proof: Proof): Promise<SdkProof> {
  switch (proof.kind) {
    case 'serviceAccount': {
      const { token } = proof.asker;
      if (token === undefined) {
        throw new Error('a service account without a token asks');
      }
      return { kind: 'assertion', token: token.reveal() };
    }
    case 'tokenFile':
      return { kind: 'assertion', token: readSecret(proof.path, 'token file') };
    case 'secretFile':
      return { kind: 'secret', secret: readSecret(proof.path, 'client secret file') };
    case 'secret':
      return { kind: 'secret', secret: proof.secret.reveal() };
    case 'certificateFile':
      return { kind: 'certificate', pem: await readCertificate(proof.path) };
  }
}

function readSecret(path: string, what: string): string {
  const secret = readTextFile(path, { what }).text.replace(/\r?\n$/, '');
  if (secret === '') {
    throw new ProviderError(`${what} ${quote(path)} is empty`, {
      code: 'SECRET_INVALID',
      hint: 'write the secret into it',
    });
  }
  return secret;
}

async function readCertificate(path: string): Promise<string> {
  const what = 'client certificate file';
  const { text } = readTextFile(path, { what });
  const refuse = (problem: string, hint: string, code: ErrorCode = 'IDENTITY_UNAVAILABLE'): never => {
    throw new ProviderError(`${what} ${quote(path)} ${problem}`, { code, hint });
  };
  const isPem = (kind: string) => new RegExp(`^-----BEGIN ${kind}-----\\r?$`, 'm').test(text);
  if (!isPem('CERTIFICATE') || !isPem('(?:RSA )?PRIVATE KEY')) {
    refuse(
      'does not contain a certificate and an unencrypted private key in PEM',
      'write both into it; to convert PKCS #12: openssl pkcs12 -in FILE -out FILE.pem -nodes',
      'SECRET_INVALID',
    );
  }
  const { createPrivateKey, X509Certificate } = await import('node:crypto');
  // The SDK signs by the key only after its first request, and shows Entra ID the first certificate.
  const certificate =
    parsed(() => new X509Certificate(text)) ??
    refuse('has an invalid certificate', 'write the file again: it may be truncated');
  const key =
    parsed(() => createPrivateKey(text)) ??
    refuse('has an invalid private key', 'write the file again: it may be truncated');
  if (!certificate.checkPrivateKey(key)) {
    refuse(
      'has a private key that does not belong to its first certificate',
      'write a certificate and its own private key into it',
    );
  }
  return text;
}

/** Undefined: it is none. What OpenSSL says of it is of no use to a reader. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

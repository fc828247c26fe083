// JSON Web Tokens: keys, signing, key sets and verification (RFC 7515, RFC 7517, RFC 7519), and the tokens that a
// Kubernetes API server issues for service accounts.
// https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

export type Algorithm = 'RS256' | 'PS256' | 'ES256' | 'ES384';
export type Claims = Readonly<Record<string, unknown>>;

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: Algorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Keys carry `kid` beside the members of node's JsonWebKey. */
export interface KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string; readonly alg?: string })[];
}

export interface DecodedJwt {
  readonly header: Claims;
  readonly claims: Claims;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

const CURVES: Readonly<Partial<Record<Algorithm, string>>> = { ES256: 'P-256', ES384: 'P-384' };

const digestOf = (algorithm: Algorithm): string => (algorithm === 'ES384' ? 'sha384' : 'sha256');

export function createSigningKey(algorithm: Algorithm = 'RS256'): SigningKey {
  const namedCurve = CURVES[algorithm];
  const { privateKey, publicKey } =
    namedCurve === undefined
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve });
  return { kid: keyId(publicKey), algorithm, privateKey, publicKey };
}

const kept = new Map<string, SigningKey>();

/** The key of that owner, one for the whole process: to make one takes longer than anything else that a fake does. */
export function signingKeyOf(owner: string, algorithm: Algorithm = 'RS256'): SigningKey {
  const name = `${algorithm} ${owner}`;
  const key = kept.get(name) ?? createSigningKey(algorithm);
  kept.set(name, key);
  return key;
}

/** As the API server names its keys: the SHA-256 of the public key's DER, in base64url. */
const keyId = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');

export const keySet = (...keys: readonly SigningKey[]): KeySet => ({
  keys: keys.map(({ kid, algorithm, publicKey }) => ({
    ...publicKey.export({ format: 'jwk' }),
    use: 'sig',
    kid,
    alg: algorithm,
  })),
});

/** `header` adds to or replaces `alg`, `typ` and `kid`. */
export function signJwt(key: SigningKey, claims: Claims, header: Claims = {}): string {
  const fullHeader = { alg: key.algorithm, typ: 'JWT', kid: key.kid, ...header };
  const signed = [fullHeader, claims].map((part) => encode(JSON.stringify(part))).join('.');
  const signature = sign(
    digestOf(key.algorithm),
    Buffer.from(signed),
    signatureOptions(key.algorithm, key.privateKey),
  );
  return `${signed}.${encode(signature)}`;
}

const encode = (data: string | Uint8Array): string => Buffer.from(data as string).toString('base64url');

/** undefined: not a JWT. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [, header = '', payload = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(token) ?? [];
  try {
    return {
      header: objectOf(header),
      claims: objectOf(payload),
      signed: Buffer.from(`${header}.${payload}`),
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch {
    return undefined;
  }
}

function objectOf(part: string): Claims {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as Claims;
}

/** Whether the key signed the token, by the algorithm that the token's header names: one of those above. */
export function isSignedBy({ header, signed, signature }: DecodedJwt, publicKey: KeyObject): boolean {
  const { alg } = header;
  if (alg !== 'RS256' && alg !== 'PS256' && alg !== 'ES256' && alg !== 'ES384') return false;
  if (publicKey.asymmetricKeyType !== (CURVES[alg] === undefined ? 'rsa' : 'ec')) return false;
  return verify(digestOf(alg), signed, signatureOptions(alg, publicKey), signature);
}

/** The key that the token's `kid` names; without a `kid`, the only one. */
export function findKey({ header }: DecodedJwt, { keys }: KeySet): KeyObject | undefined {
  const found =
    header.kid === undefined && keys.length === 1 ? keys[0] : keys.find(({ kid }) => kid === header.kid);
  return found && createPublicKey({ key: found, format: 'jwk' });
}

const signatureOptions = (algorithm: Algorithm, key: KeyObject) => ({
  key,
  ...(CURVES[algorithm] !== undefined && { dsaEncoding: 'ieee-p1363' as const }),
  ...(algorithm === 'PS256' && {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }),
});

export interface ServiceAccountTokenOptions {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
  readonly pod?: { readonly name: string; readonly uid: string };
  readonly now?: Date;
  /** An hour, unless told. */
  readonly lifetimeSeconds?: number;
  /** Adds to or replaces what the API server would say. */
  readonly claims?: Claims;
}

const SERVICE_ACCOUNT_UID = '2f0a9a7e-5a44-4e0b-a8f4-7d2c9a2d6b10';

/** As the API server's TokenRequest makes it. */
export function signServiceAccountToken(key: SigningKey, options: ServiceAccountTokenOptions): string {
  const { issuer, audience, namespace, name, uid = SERVICE_ACCOUNT_UID, pod, now = new Date() } = options;
  const { lifetimeSeconds = 3600, claims = {} } = options;
  const iat = Math.floor(now.getTime() / 1000);
  return signJwt(
    key,
    {
      aud: [audience].flat(),
      exp: iat + lifetimeSeconds,
      iat,
      iss: issuer,
      jti: 'b4f3c7f0-9f5e-4c3e-9d43-4a0d1f6a7c11',
      'kubernetes.io': { namespace, ...(pod && { pod }), serviceaccount: { name, uid } },
      nbf: iat,
      sub: `system:serviceaccount:${namespace}:${name}`,
      ...claims,
    },
    { typ: undefined },
  );
}

// The claims of a JSON Web Token, for what needs no proof of them: https://www.rfc-editor.org/rfc/rfc7519

export type Claims = Readonly<Record<string, unknown>>;

/** Empty when the text is no JWT. Nothing is verified. */
export function claimsOf(token: string): Claims {
  const parts = token.split('.');
  if (parts.length !== 3) {
    return {};
  }
  try {
    return objectOf(JSON.parse(Buffer.from(parts[1] as string, 'base64url').toString('utf8')));
  } catch {
    return {}; // not JSON: no claims
  }
}

/** The value itself when it is an object, else an empty one. */
export function objectOf(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? (value as Claims) : {};
}

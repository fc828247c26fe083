// A credential as a registry is shown it. https://www.rfc-editor.org/rfc/rfc7617

import type { Secret } from '../secret.ts';

export interface RegistryLogin {
  readonly username: string;
  readonly password: Secret;
}

/** The value of an Authorization header. */
export function basic({ username, password }: RegistryLogin): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`;
}

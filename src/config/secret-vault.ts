// The section of a secret in Vault: from the file to what the backend wants, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { VaultConfig } from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { VaultSettings } from './config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';
import { audienceIsIts, checkSubject, identityHasItsToken } from './own-token.ts';
import type { SoundRule } from './sound.ts';

const DEFAULT_MOUNT = 'secret';

export function normaliseVault({
  address,
  caFile,
  namespace,
  mount = DEFAULT_MOUNT,
  path,
  version,
  field,
  kubernetes,
  jwt,
  serviceAccountTokenAudience,
  subject,
}: VaultConfig): VaultSettings {
  const method = kubernetes === undefined ? 'jwt' : 'kubernetes';
  return {
    kind: 'vault',
    address: address.replace(/\/+$/, ''),
    caFile,
    namespace: namespace?.replace(/\/$/, ''),
    mount,
    path,
    version,
    field,
    login: { method, mount: method, ...((kubernetes ?? jwt) as NonNullable<typeof jwt>) },
    tokenAudience: serviceAccountTokenAudience,
    subject,
  };
}

export function checkVault(section: Partial<VaultConfig>, rule: SoundRule): readonly (Mistake | undefined)[] {
  const { address, caFile, kubernetes, subject, serviceAccountTokenAudience: audience } = section;
  const [ofCloud] = Object.keys(subject ?? {}).filter((kind) => kind !== 'file');
  return [
    address !== undefined && !isEndpoint(address)
      ? { path: ['address'], text: `expected ${ENDPOINT_EXPECTED}, got ${quote(address)}` }
      : undefined,
    caFile !== undefined && address?.startsWith('http:')
      ? { path: ['caFile'], text: 'has no effect with an address of http' }
      : undefined,
    pathIsWithoutMount(section),
    kubernetes !== undefined && ofCloud !== undefined
      ? {
          path: ['subject', ofCloud],
          text: 'is a token of a cloud, which no API server verifies: use jwt instead of kubernetes',
        }
      : undefined,
    ...checkSubject(subject, 'Vault'),
    ...identityHasItsToken(section, rule, 'such as the host of Vault, which the role there takes'),
    audienceIsIts(audience, ['serviceAccountTokenAudience'], 'Vault'),
  ];
}

/** As policies have it, and the address of the request. */
function pathIsWithoutMount({ mount = DEFAULT_MOUNT, path }: Partial<VaultConfig>): Mistake | undefined {
  const [, rest] = path?.startsWith(`${mount}/data/`) ? path.split(`${mount}/data/`) : [];
  return rest
    ? {
        path: ['path'],
        text: `expected the path without its mount and data/, such as ${rest}, got ${quote(path ?? '')}`,
      }
    : undefined;
}

// The fake Entra ID's directory: tenants, the identities of machines and applications with what proves them, and the
// access tokens it signs.
import { decodeJwt, isSignedBy, type KeySet, keySet, signingKeyOf, signJwt } from '../jwt.ts';
import type { TrustedIssuer } from '../oidc.ts';

/** A managed identity, an application's service principal, or both in one. */
export interface AzureIdentity {
  readonly clientId: string;
  readonly tenant: string;
  readonly objectId?: string;
  /** `/subscriptions/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull` */
  readonly resourceId?: string;
  /** The machine has it: as its own, or as one of those that users assigned. */
  readonly assigned?: 'system' | 'user';
  readonly secret?: { readonly value: string; readonly expired?: boolean };
  /** PEM. */
  readonly certificate?: string;
  readonly federated?: readonly FederatedCredential[];
}

export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  /** `api://AzureADTokenExchange`, unless told. */
  readonly audience?: string;
}

export interface AzureRegistry {
  /** `team.azurecr.io` */
  readonly loginServer: string;
  readonly tenant: string;
  /** Client ids of the identities that may pull. */
  readonly pullers: readonly string[];
  /** Its firewall lets nobody in. */
  readonly firewalled?: boolean;
  /** 3 hours, unless told. */
  readonly refreshTokenSeconds?: number;
}

/** A vault of Key Vault. */
export interface AzureVault {
  /** `team.vault.azure.net` */
  readonly host: string;
  readonly tenant: string;
  /** Client ids of the identities that may read. */
  readonly readers: readonly string[];
  /** By name, each with its versions; the last one is the current one. */
  readonly secrets: Readonly<
    Record<
      string,
      readonly { readonly version: string; readonly value: string; readonly disabled?: boolean }[]
    >
  >;
  /** Its firewall lets nobody in. */
  readonly firewalled?: boolean;
}

export interface AksCluster {
  /** Under which its API server answers for identity bindings. */
  readonly sniName: string;
  /** Of its service account tokens. */
  readonly issuer: TrustedIssuer;
  /** By client id of a bound managed identity: the subjects of the service accounts that may use it. */
  readonly bindings: Readonly<Record<string, readonly string[]>>;
}

export interface AzureConfig {
  readonly tenants: readonly string[];
  readonly identities: readonly AzureIdentity[];
  readonly registries?: readonly AzureRegistry[];
  readonly vaults?: readonly AzureVault[];
  /** Whose keys Entra ID can read, for federated credentials. */
  readonly issuers?: readonly TrustedIssuer[];
  /** The machine is one of Azure Arc: where the agent writes the files of its challenges. */
  readonly arc?: { readonly keyDirectory: string };
  /** App Service's header for its identity endpoint. */
  readonly appService?: { readonly identityHeader: string };
  /** The nodes are of this cluster of AKS, which has identity bindings. */
  readonly cluster?: AksCluster;
  /** Application ID URIs for which tokens are given, beside Azure's own resources. */
  readonly applications?: readonly string[];
  /** The clock; the real one, when absent. */
  readonly now?: () => Date;
}

/** What an access token says, once it is known to be Entra ID's own and in its time. */
export interface AccessToken {
  readonly clientId: string;
  readonly tenant: string;
  readonly audience: string;
}

export interface Directory {
  readonly now: () => Date;
  readonly keys: KeySet;
  issue(identity: AzureIdentity, audience: string): { readonly token: string; readonly expiresAt: number };
  read(token: string): AccessToken | undefined;
}

const TOKEN_SECONDS = 86_399;

/** Resources for which tokens are given. */
export const RESOURCES: readonly string[] = [
  'https://containerregistry.azure.net',
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://management.chinacloudapi.cn',
  'https://management.usgovcloudapi.net',
  'https://vault.azure.net',
  'https://vault.azure.cn',
  'https://vault.usgovcloudapi.net',
];

export const withoutSlash = (resource: string): string => resource.replace(/\/$/, '');

export function createDirectory({ now = () => new Date() }: AzureConfig): Directory {
  const key = signingKeyOf('Entra ID');
  return {
    now,
    keys: keySet(key),
    issue({ clientId, tenant, objectId = clientId }, audience) {
      const iat = Math.floor(now().getTime() / 1000);
      const expiresAt = iat + TOKEN_SECONDS;
      const claims = {
        aud: audience,
        iss: `https://sts.windows.net/${tenant}/`,
        iat,
        nbf: iat,
        exp: expiresAt,
      };
      return {
        token: signJwt(key, {
          ...claims,
          appid: clientId,
          oid: objectId,
          sub: objectId,
          tid: tenant,
          ver: '1.0',
        }),
        expiresAt,
      };
    },
    read(token) {
      const jwt = decodeJwt(token);
      if (jwt === undefined || !isSignedBy(jwt, key.publicKey)) return undefined;
      const { appid, tid, aud, exp } = jwt.claims;
      if (Number(exp) <= now().getTime() / 1000) return undefined;
      return { clientId: String(appid), tenant: String(tid), audience: String(aud) };
    },
  };
}

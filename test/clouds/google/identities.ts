// The fake Google Cloud's identities: service accounts, workload identity pools, who may act as whom, and the access
// tokens given out.
import { randomBytes } from 'node:crypto';
import type { Accounts } from '../aws/accounts.ts';
import type { TrustedIssuer } from '../oidc.ts';

export interface GoogleServiceAccount {
  readonly email: string;
  /** PEM public keys of its service account keys, by `private_key_id`. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Who may make access tokens for it: members as IAM writes them, such as `serviceAccount:EMAIL`. */
  readonly tokenCreators?: readonly string[];
  /** What its access tokens are; made up each time, when absent. */
  readonly accessToken?: string | ((expiresAt: Date) => string);
}

/** A provider of a workload identity pool. */
export interface WorkloadIdentityProvider {
  /** `//iam.googleapis.com/projects/N/locations/global/workloadIdentityPools/P/providers/X` */
  readonly audience: string;
  /** For tokens of an issuer; without it, for AWS accounts. */
  readonly issuer?: string;
  /** What `aud` of the tokens may be; the audience with `https:` before it and without, when absent. */
  readonly allowedAudiences?: readonly string[];
  /** `sub` of whom the attribute condition lets in; `*` stands for any text. Everybody, when absent. */
  readonly subjects?: readonly string[];
  readonly awsAccount?: string;
}

/** The pool of a project whose clusters are GKE's, or such that are told to it as `identitynamespace:`. */
export interface WorkloadPool {
  /** `PROJECT.svc.id.goog` */
  readonly name: string;
  readonly issuer: string;
  readonly projectNumber: string;
}

/** A secret of Secret Manager. */
export interface GoogleSecret {
  /** `projects/P/secrets/S`, or with `/locations/L` */
  readonly name: string;
  /** Members who may read it. */
  readonly accessors: readonly string[];
  /** From number 1 on; the last one is the latest. */
  readonly versions: readonly {
    readonly text: string;
    readonly state?: 'DISABLED' | 'DESTROYED';
    /** A wrong one. */
    readonly checksum?: string;
  }[];
}

export interface GoogleConfig {
  readonly secrets?: readonly GoogleSecret[];
  readonly projectId?: string;
  readonly accounts: readonly GoogleServiceAccount[];
  /** The metadata server's. Without accounts, the machine has none. */
  readonly machine?: {
    /** Emails by the name under which the metadata server has them; `default` is one. */
    readonly accounts?: Readonly<Record<string, string>>;
    readonly scopes?: readonly string[];
    /** `instance/attributes/NAME`, such as `google-dockercfg` or `cluster-name`. */
    readonly attributes?: Readonly<Record<string, string>>;
  };
  readonly providers?: readonly WorkloadIdentityProvider[];
  readonly pools?: readonly WorkloadPool[];
  readonly issuers?: readonly TrustedIssuer[];
  /** Whose signatures count, for providers of AWS accounts: the accounts of a fake AWS. */
  readonly aws?: Accounts;
  /** The clock; the real one, when absent. */
  readonly now?: () => Date;
}

export interface GivenToken {
  /** The member that it stands for. */
  readonly member: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

export interface Tokens {
  readonly now: () => Date;
  give(member: string, scopes: readonly string[], seconds: number): string;
  read(token: string | undefined): GivenToken | undefined;
}

export const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';

export const memberOf = (email: string): string => `serviceAccount:${email}`;

export function createTokens({ accounts, now = () => new Date() }: GoogleConfig): Tokens {
  const given = new Map<string, GivenToken>();
  const seconds = (): number => Math.floor(now().getTime() / 1000);
  return {
    now,
    give(member, scopes, lifetime) {
      const expiresAt = seconds() + lifetime;
      const known = accounts.find(({ email }) => memberOf(email) === member)?.accessToken;
      const fixed = typeof known === 'function' ? known(new Date(expiresAt * 1000)) : known;
      const token = fixed ?? `ya29.${randomBytes(100).toString('base64url')}`;
      given.set(token, { member, scopes, expiresAt });
      return token;
    },
    read(token = '') {
      const found = given.get(token);
      return found !== undefined && found.expiresAt > seconds() ? found : undefined;
    },
  };
}

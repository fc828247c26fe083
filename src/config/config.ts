// The configuration as the rest of the program sees it: defaults filled in, durations in milliseconds.

import type { Secret } from '../secret.ts';

export interface Config {
  /** Path of the file, or `built-in`. */
  readonly source: string;
  readonly deadlineMs: number;
  /** PEM file of certificate authorities beside the system's. */
  readonly caFile?: string;
  /** Absent: nothing is kept between runs. */
  readonly cache?: { readonly directory: string };
  /** Absent: nothing is logged. */
  readonly log?: LogConfig;
  /** In the order in which they are tried; never empty. */
  readonly rules: readonly Rule[];
}

export interface LogConfig {
  readonly target: LogFile | { readonly kind: 'journald' };
  /** The least that is logged. */
  readonly level: LogLevel;
}

export interface LogFile {
  readonly kind: 'file';
  readonly path: string;
  readonly maxBytes: number;
}

export type LogLevel = 'error' | 'warning' | 'info';

export interface Rule {
  readonly name: string;
  /** Absent only with dockerConfig, whose file's keys then decide. */
  readonly matchImages?: readonly string[];
  /** `namespace/name` with `*` in either part. Absent: any request, with a token or without. */
  readonly matchServiceAccounts?: readonly string[];
  readonly identity: Identity;
  /** Only of meaning with the identity `serviceAccount`. */
  readonly onMissingServiceAccount: OnMissingServiceAccount;
  readonly backend: BackendConfig;
}

/** Who asks for the credential. */
export type Identity = 'node' | 'serviceAccount';

export type OnMissingServiceAccount = 'deny' | 'node' | 'anonymous';

export type BackendConfig =
  | EcrBackendConfig
  | AcrBackendConfig
  | GoogleBackendConfig
  | DockerConfigBackendConfig
  | StaticBackendConfig;

export interface EcrBackendConfig {
  readonly kind: 'ecr';
  /** Whose credential is fetched, when not the image's own registry's. The same for acr and google. */
  readonly registry?: string;
  /** The profile of the shared AWS files that the node asks as, and no other identity of its chain. */
  readonly profile?: string;
  /** Roles to assume one after the other; empty: none. */
  readonly roleArn: readonly string[];
  readonly externalId?: string;
  readonly sessionName?: string;
  /** Patterns of the roles that a service account's annotation may name; absent: any. */
  readonly allowedRoleArns?: readonly string[];
  /** Of STS. */
  readonly region?: string;
  /** URLs in place of the SDK's rules. */
  readonly endpoint?: string;
  readonly stsEndpoint?: string;
}

export interface AcrBackendConfig {
  readonly kind: 'acr';
  readonly registry?: string;
  /** Absent: the environment decides, as docs/clouds.md tells. */
  readonly node?: AcrNodeIdentity;
  /** For a service account whose annotations name none. */
  readonly clientId?: string;
  readonly tenantId?: string;
  /** What an annotation may choose; absent: anything. */
  readonly allowedClientIds?: readonly string[];
  readonly cloud?: AcrCloud;
  /** URL without a slash at its end, in place of the login server's. */
  readonly endpoint?: string;
}

export type AcrNodeIdentity =
  | {
      readonly kind: 'managedIdentity';
      readonly clientId?: string;
      readonly objectId?: string;
      readonly resourceId?: string;
    }
  | {
      readonly kind: 'workloadIdentity';
      readonly clientId?: string;
      readonly tenantId?: string;
      readonly tokenFile?: string;
    }
  | {
      readonly kind: 'servicePrincipal';
      readonly clientId: string;
      readonly tenantId: string;
      readonly clientSecretFile?: string;
      readonly clientCertificateFile?: string;
    }
  | { readonly kind: 'azureJson'; readonly path: string };

/** What tells a cloud from the public ones; each part has a default. */
export interface AcrCloud {
  /** Of its login servers, without a dot at its start. */
  readonly suffix?: string;
  /** URL of Entra ID there. */
  readonly authorityHost?: string;
  /** For whom Entra ID's tokens are made. */
  readonly resource?: string;
}

export interface GoogleBackendConfig {
  readonly kind: 'google';
  readonly registry?: string;
  /** Which account of the metadata server asks; absent: its default. */
  readonly serviceAccount?: string;
  /** In place of the metadata server. */
  readonly credentialFile?: string;
  /** Service accounts to impersonate one after the other; empty: none. */
  readonly impersonate: readonly string[];
  readonly workloadIdentity: GoogleWorkloadIdentity;
  /** Patterns of what a Kubernetes service account's annotation may choose; absent: anything. */
  readonly allowedServiceAccounts?: readonly string[];
  readonly metadataDockerConfig: boolean;
  readonly endpoints: GoogleEndpoints;
}

/** Where a Kubernetes service account's token is exchanged. */
export type GoogleWorkloadIdentity =
  /** `//iam.googleapis.com/projects/…/providers/…` */
  | { readonly kind: 'provider'; readonly name: string }
  /** Absent: the node's project, the token's issuer. */
  | { readonly kind: 'gke'; readonly project?: string; readonly identityProvider?: string };

/** Scheme, host and port, in place of Google's own. */
export interface GoogleEndpoints {
  readonly metadata?: string;
  readonly sts?: string;
  readonly iamCredentials?: string;
  readonly oauth2?: string;
}

export interface DockerConfigBackendConfig {
  readonly kind: 'dockerConfig';
  readonly path: string;
  readonly cacheDurationMs: number;
}

export interface StaticBackendConfig {
  readonly kind: 'static';
  readonly username: { readonly text: string } | FileReference;
  readonly password: { readonly secret: Secret } | FileReference;
  readonly cacheDurationMs: number;
}

export interface FileReference {
  readonly file: string;
}

// What the fake token services of registries trust, and the credentials that they give.

import type { Claims } from '../jwt.ts';
import { audiencesOf, fits, type Problem, type TrustedIssuer, verifyOidcToken } from '../oidc.ts';

export interface RegistriesConfig {
  /** The issuers whose keys the services can read. */
  readonly issuers: readonly TrustedIssuer[];
  readonly quay?: QuayConfig;
  readonly jfrog?: JfrogConfig;
  readonly tokenEndpoint?: TokenEndpointConfig;
  readonly cloudsmith?: CloudsmithConfig;
  readonly chainguard?: ChainguardConfig;
  readonly artifactKeeper?: ArtifactKeeperConfig;
  readonly yandex?: YandexConfig;
  readonly dockerHub?: DockerHubConfig;
  /** In each credential that is given, beside what tells them apart. */
  readonly secret?: string;
  /** The clock; the real one, when absent. */
  readonly now?: () => Date;
}

/** A token that is trusted; `*` stands for any text in the subject. */
export interface TrustedSubject {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
}

interface CloudsmithConfig {
  /** Organizations by their slugs, with their OpenID Connect provider settings. */
  readonly organizations: Readonly<
    Record<string, readonly (TrustedSubject & { readonly services: readonly string[] })[]>
  >;
}

interface ChainguardConfig {
  /** By UIDP. */
  readonly identities: Readonly<Record<string, TrustedSubject>>;
}

interface ArtifactKeeperConfig {
  readonly providers: readonly {
    readonly id: string;
    readonly issuer: string;
    readonly audience: string;
    /** Subjects of its identity mappings. */
    readonly subjects: readonly string[];
    /** Of the user that the mappings lead to; `ci-0f3a9c21`, when absent. */
    readonly username?: string;
    /** Seconds that a credential lives; 900, when absent. */
    readonly lifeSeconds?: number;
  }[];
}

interface YandexConfig {
  readonly federation: { readonly issuer: string; readonly audience: string };
  /** Subjects of the federated credentials, by the ID of the service account. */
  readonly serviceAccounts: Readonly<Record<string, readonly string[]>>;
}

interface DockerHubConfig {
  /** By the ID of the connection. */
  readonly connections: Readonly<Record<string, TrustedSubject>>;
}

interface QuayConfig {
  readonly robots: Readonly<Record<string, readonly RobotFederation[]>>;
}

interface RobotFederation {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences?: readonly string[];
}

interface JfrogConfig {
  /** OIDC integrations by their names. */
  readonly providers: Readonly<Record<string, JfrogProvider>>;
}

export interface JfrogProvider {
  readonly issuer: string;
  readonly audience: string;
  readonly projectKey?: string;
  /** The first that fits wins. */
  readonly mappings: readonly JfrogMapping[];
}

interface JfrogMapping {
  readonly name: string;
  /** `*` stands for any text. */
  readonly subject: string;
  readonly username: string;
  readonly expiresIn?: number;
}

interface TokenEndpointConfig {
  readonly trusts: readonly TrustedSubject[];
  readonly clients: readonly TokenEndpointClient[];
  /** Audiences and resources that it issues tokens for. */
  readonly targets: readonly string[];
  readonly scopes?: readonly string[];
  /** Seconds that what it issues lasts; 300, when absent. */
  readonly expiresIn?: number;
  readonly encoding?: 'form' | 'json';
  /** Fields that it wants beside those of RFC 8693, with their values. */
  readonly wants?: Readonly<Record<string, string>>;
}

interface TokenEndpointClient {
  readonly id: string;
  /** Absent: a public client. */
  readonly secret?: string;
  readonly mayExchange?: boolean;
}

/** Of a token whose signature, issuer and life are good; else why it is not. */
export async function judge(
  token: string,
  { issuers, now = () => new Date() }: RegistriesConfig,
): Promise<{ readonly claims: Claims; readonly problem: Problem | undefined }> {
  const { claims, problem } = await verifyOidcToken(token, issuers, now());
  return { claims, problem };
}

export const secondsOf = ({ now = () => new Date() }: RegistriesConfig): number =>
  Math.floor(now().getTime() / 1000);

/** Whether the claims are those of whom is trusted. */
export const isOf = (claims: Claims, { issuer, audience, subject }: TrustedSubject): boolean =>
  claims.iss === issuer && audiencesOf(claims).includes(audience) && fits(subject, String(claims.sub));

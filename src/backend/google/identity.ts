// Who asks Google: from the rule, the environment, the credential file and the Kubernetes service account.

import type { GoogleBackendConfig, GoogleWorkloadIdentity } from '../../config/config.ts';
import { matchesWildcard } from '../../config/wildcard.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import type { PlanKey } from '../backend.ts';
import { ANNOTATION_KEYS, readAnnotation } from '../cloud/annotations.ts';
import type { ServiceAccountAsker } from '../cloud/asker.ts';
import { gkePool } from '../cloud/gke-pool.ts';

const [ANNOTATION] = ANNOTATION_KEYS.googleServiceAccount;

export interface Identity {
  readonly source: Source;
  /** Service accounts, each of which the one before may act as; the last one's token is the credential. */
  readonly impersonate: readonly string[];
  /** Of an impersonated account's token. */
  readonly lifetimeSeconds: number;
}

/** Where the first token comes from. */
export type Source =
  | { readonly kind: 'metadata'; readonly account: string }
  | ServiceAccountKey
  | { readonly kind: 'federation'; readonly audience: Audience; readonly subject: Subject };

/** https://cloud.google.com/iam/docs/keys-create-delete */
export interface ServiceAccountKey {
  readonly kind: 'serviceAccountKey';
  readonly file: string;
  readonly email: string;
  readonly keyId: string | undefined;
  readonly privateKey: Secret;
}

/** What Google's STS is told of where the subject token belongs. */
export type Audience =
  | { readonly kind: 'name'; readonly name: string }
  /** Of GKE's pool. Absent project: the node's, which the metadata server knows. */
  | { readonly kind: 'gke'; readonly project?: string; readonly identityProvider: string };

/** Where the subject token comes from, and of what type it is. */
export type Subject = { readonly tokenType: string } & (
  | { readonly kind: 'pod'; readonly asker: ServiceAccountAsker }
  | { readonly kind: 'file'; readonly path: string; readonly field: string | undefined }
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly field: string | undefined;
    }
  | { readonly kind: 'aws'; readonly source: AwsSource }
);

/** `credential_source` of an AWS workload, as the file has it. */
export interface AwsSource {
  readonly environment_id: string;
  readonly regional_cred_verification_url: string;
  readonly region_url?: string;
  readonly url?: string;
  readonly imdsv2_session_token_url?: string;
}

const EMAIL =
  /^(?=.{1,250}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?@[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?\.gserviceaccount\.com$/;

/** In whole, so that it may stand in the path of a URL. */
export function isServiceAccountEmail(text: string): boolean {
  return EMAIL.test(text);
}

const JWT = 'urn:ietf:params:oauth:token-type:jwt';
export const DEFAULT_LIFETIME_SECONDS = 3600;

/** The node by the metadata server. */
export function metadataIdentity({ serviceAccount, impersonate }: GoogleBackendConfig): Identity {
  return {
    source: { kind: 'metadata', account: serviceAccount ?? 'default' },
    impersonate,
    lifetimeSeconds: DEFAULT_LIFETIME_SECONDS,
  };
}

/**
 * The Pod's service account. Its annotation may choose whom it acts as.
 * @throws {ProviderError} ANNOTATION_INVALID, IDENTITY_NOT_ALLOWED, TOKEN_INVALID
 */
export function podIdentity(
  who: string,
  settings: GoogleBackendConfig,
  asker: ServiceAccountAsker,
): Identity {
  const chosen = readAnnotation(asker, {
    who,
    keys: [ANNOTATION],
    pattern: EMAIL,
    expected: 'a Google service account such as puller@my-project.iam.gserviceaccount.com',
  });
  if (chosen !== undefined) {
    checkAllowed(who, settings, asker, chosen);
  }
  return {
    source: {
      kind: 'federation',
      audience: audienceOf(who, settings.workloadIdentity, asker),
      subject: { kind: 'pod', asker, tokenType: JWT },
    },
    impersonate: chosen === undefined ? settings.impersonate : [chosen],
    lifetimeSeconds: DEFAULT_LIFETIME_SECONDS,
  };
}

function checkAllowed(
  who: string,
  { allowedServiceAccounts }: GoogleBackendConfig,
  { account }: ServiceAccountAsker,
  email: string,
): void {
  if (allowedServiceAccounts?.some((pattern) => fits(pattern, email)) === false) {
    throw new ProviderError(
      `${who}: service account ${account.namespace}/${account.name}: annotation ${ANNOTATION}: the rule does not allow ${email}`,
      {
        code: 'IDENTITY_NOT_ALLOWED',
        hint: 'extend allowedServiceAccounts of the rule, or correct the annotation',
      },
    );
  }
}

/** `*` does not reach over the @. */
function fits(pattern: string, email: string): boolean {
  const [name = '', domain = ''] = email.split('@');
  const [namePattern = '', domainPattern = ''] = pattern.split('@');
  return matchesWildcard(namePattern, name) && matchesWildcard(domainPattern, domain);
}

function audienceOf(
  who: string,
  workloadIdentity: GoogleWorkloadIdentity,
  { account, token }: ServiceAccountAsker,
): Audience {
  if (workloadIdentity.kind === 'provider') {
    return { kind: 'name', name: workloadIdentity.name };
  }
  const { project, identityProvider = account.issuer } = workloadIdentity;
  if (identityProvider === undefined && token !== undefined) {
    throw new ProviderError(
      `${who}: the token of service account ${account.namespace}/${account.name} names no issuer`,
      { code: 'TOKEN_INVALID', hint: 'set google.workloadIdentity.identityProvider, or provider' },
    );
  }
  return {
    kind: 'gke',
    ...(project !== undefined && { project }),
    identityProvider: identityProvider ?? 'ISSUER',
  };
}

/** The audience as STS wants it. */
export function audienceText(audience: Audience, nodeProject = 'PROJECT'): string {
  return audience.kind === 'name'
    ? audience.name
    : `identitynamespace:${gkePool(audience.project ?? nodeProject)}:${audience.identityProvider}`;
}

/** The first of those who ask, for messages. */
export function sourceText(source: Source): string {
  switch (source.kind) {
    case 'metadata':
      return `the node's service account ${source.account}`;
    case 'serviceAccountKey':
      return source.email;
    case 'federation':
      return subjectText(source.subject);
  }
}

export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'pod':
      return `service account ${subject.asker.account.namespace}/${subject.asker.account.name}`;
    case 'file':
      return `the token in ${quote(subject.path)}`;
    case 'url':
      return `the token from ${new URL(subject.url).host}`;
    case 'aws':
      return "the node's AWS identity";
  }
}

/** For `explain`. */
export function describeIdentity({ source, impersonate }: Identity): Readonly<Record<string, string>> {
  return {
    account: sourceText(source),
    ...(source.kind === 'federation' && { audience: audienceText(source.audience) }),
    ...(impersonate.length > 0 && { impersonates: impersonate.join(', then ') }),
  };
}

/** All that decides whose token it will be. */
export function identityKey({ source, impersonate, lifetimeSeconds }: Identity): PlanKey {
  return { source: sourceKey(source), impersonate, lifetimeSeconds };
}

function sourceKey(source: Source): PlanKey {
  switch (source.kind) {
    case 'metadata':
      return { kind: source.kind, account: source.account };
    case 'serviceAccountKey':
      return {
        kind: source.kind,
        file: source.file,
        email: source.email,
        keyId: source.keyId,
        privateKey: source.privateKey,
      };
    case 'federation':
      return {
        kind: source.kind,
        audience: audienceText(source.audience, ''),
        subject: subjectKey(source.subject),
      };
  }
}

function subjectKey(subject: Subject): PlanKey {
  const { kind, tokenType } = subject;
  switch (subject.kind) {
    case 'pod': {
      const { namespace, name, uid, issuer, audiences } = subject.asker.account;
      return { kind, tokenType, namespace, name, uid, issuer, audiences };
    }
    case 'file':
      return { kind, tokenType, path: subject.path, field: subject.field };
    case 'url':
      return {
        kind,
        tokenType,
        url: subject.url,
        field: subject.field,
        // What the source is told of who asks; a value may be a password.
        headers: Object.fromEntries(
          Object.entries(subject.headers).map(([header, value]) => [header, new Secret(value)]),
        ),
      };
    case 'aws':
      return { kind, tokenType, source: { ...subject.source } };
  }
}

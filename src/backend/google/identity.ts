// Who asks Google: from the rule, the credential file and the Kubernetes service account.

import type { GoogleBackendConfig, GoogleWorkloadIdentity } from '../../config/config.ts';
import { matchesWildcard } from '../../config/wildcard.ts';
import { ProviderError } from '../../errors.ts';
import { ANNOTATION_KEYS, readAnnotation } from '../cloud/annotations.ts';
import { type Asker, accountText, type ServiceAccountAsker } from '../cloud/asker.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import type { Endpoints } from './endpoints.ts';
import { EMAIL } from './service-account-email.ts';
import { type Audience, audienceText, sourceText, type TokenSource } from './source.ts';

export interface GoogleIdentity {
  readonly source: TokenSource;
  /** Service accounts, each of which the one before may act as; the last one's token is the credential. */
  readonly impersonate: readonly string[];
  /** Of an impersonated account's token. */
  readonly lifetimeSeconds: number;
}

/** What a credential file says: an identity, and the places that it names for Google's services. */
export interface CredentialFile {
  readonly identity: GoogleIdentity;
  readonly endpoints: Partial<Pick<Endpoints, 'sts' | 'iamCredentials'>>;
}

/** What of a rule names the identity. */
type IdentitySettings = Pick<
  GoogleBackendConfig,
  'serviceAccount' | 'impersonate' | 'allowedServiceAccounts' | 'workloadIdentity'
>;

const JWT = 'urn:ietf:params:oauth:token-type:jwt';
export const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * @param ofFile what the credential file says that is named for the node; undefined: none is
 * @throws {ProviderError} ANNOTATION_INVALID, IDENTITY_NOT_ALLOWED, TOKEN_INVALID
 */
export function identityOf(
  settings: IdentitySettings,
  asker: Asker,
  ofFile: GoogleIdentity | undefined,
): GoogleIdentity {
  const { serviceAccount, impersonate } = settings;
  if (asker.kind === 'serviceAccount') {
    return podIdentity(settings, asker);
  }
  return ofFile === undefined
    ? {
        source: { kind: 'metadata', account: serviceAccount ?? 'default' },
        impersonate,
        lifetimeSeconds: DEFAULT_LIFETIME_SECONDS,
      }
    : { ...ofFile, impersonate: [...ofFile.impersonate, ...impersonate] };
}

/** The Pod's service account. Its annotation may choose whom it acts as. */
function podIdentity(settings: IdentitySettings, asker: ServiceAccountAsker): GoogleIdentity {
  const { allowedServiceAccounts, workloadIdentity, impersonate } = settings;
  const chosen = readAnnotation(asker, {
    keys: ANNOTATION_KEYS.googleServiceAccount,
    pattern: EMAIL,
    expected: 'a Google service account such as puller@my-project.iam.gserviceaccount.com',
    allowList: { field: 'google.allowedServiceAccounts', entries: allowedServiceAccounts, allows: fits },
  });
  return {
    source: {
      kind: 'federation',
      audience: audienceOf(workloadIdentity, asker),
      subject: { kind: 'pod', asker, tokenType: JWT },
    },
    impersonate: chosen === undefined ? impersonate : [chosen],
    lifetimeSeconds: DEFAULT_LIFETIME_SECONDS,
  };
}

/** `*` does not reach over the @. */
function fits(pattern: string, email: string): boolean {
  const [name = '', domain = ''] = email.split('@');
  const [namePattern = '', domainPattern = ''] = pattern.split('@');
  return matchesWildcard(namePattern, name) && matchesWildcard(domainPattern, domain);
}

function audienceOf(
  workloadIdentity: GoogleWorkloadIdentity,
  { account, token }: ServiceAccountAsker,
): Audience {
  if (workloadIdentity.kind === 'provider') {
    return { kind: 'name', name: workloadIdentity.name };
  }
  const { project, identityProvider = account.issuer } = workloadIdentity;
  if (identityProvider === undefined && token !== undefined) {
    throw new ProviderError(`the token of ${accountText(account)} has no issuer`, {
      code: 'TOKEN_INVALID',
      hint: 'set google.workloadIdentity.identityProvider or google.workloadIdentity.provider',
    });
  }
  return { kind: 'gke', project, identityProvider: identityProvider ?? 'ISSUER' };
}

/** For messages. */
export function identityText({
  source,
  impersonate,
}: Pick<GoogleIdentity, 'source' | 'impersonate'>): string {
  return [sourceText(source), ...impersonate].join(' as ');
}

/** For `explain`. */
export function describeIdentity({ source, impersonate }: GoogleIdentity): Details {
  return {
    account: sourceText(source),
    audience: source.kind === 'federation' ? audienceText(source.audience) : undefined,
    impersonates: impersonate.join(', then ') || undefined,
  };
}

// The node's credential in a file: a service account key, or a configuration that federates another identity.
// https://google.aip.dev/auth/4112, https://google.aip.dev/auth/4117

import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { readExternalAccount, readImpersonation } from './external-account.ts';
import { Fields } from './fields.ts';
import { type CredentialFile, DEFAULT_LIFETIME_SECONDS } from './identity.ts';
import { isServiceAccountEmail } from './service-account-email.ts';

/**
 * @param path for messages, and part of what the identity is
 * @param named what named the file
 * @throws {ProviderError} IDENTITY_UNAVAILABLE; nothing of the file's values is shown
 */
export function parseCredentialFile(path: string, text: string, named = 'credentialFile'): CredentialFile {
  return readCredential(Fields.parse(named, path, text));
}

/** All that any of the kinds reads, or refuses. */
const KNOWN = [
  'type',
  'universe_domain',
  'client_email',
  'private_key',
  'private_key_id',
  'audience',
  'subject_token_type',
  'token_url',
  'credential_source',
  'service_account_impersonation_url',
  'service_account_impersonation',
  'source_credentials',
  'delegates',
  'client_secret',
  'workforce_pool_user_project',
] as const;

/** What names another identity than a file of its own type can. */
const OF_OTHER_TYPES = {
  service_account: [
    'audience',
    'credential_source',
    'service_account_impersonation_url',
    'source_credentials',
    'delegates',
  ],
  external_account: ['private_key', 'client_email', 'source_credentials', 'delegates'],
  impersonated_service_account: ['private_key', 'client_email', 'audience', 'credential_source'],
} as const;

function refuseOtherTypes(file: Fields, type: keyof typeof OF_OTHER_TYPES): void {
  file.refuseEach(
    OF_OTHER_TYPES[type],
    `names an identity in a field that is not read in a file of type ${type}`,
  );
}

function readCredential(file: Fields): CredentialFile {
  file.refuseMisspelt(KNOWN);
  if ((file.get('universe_domain') ?? 'googleapis.com') !== 'googleapis.com') {
    file.refuse('universe_domain', 'only the universe googleapis.com is supported');
  }
  const type = file.get('type');
  switch (type) {
    case 'service_account':
      refuseOtherTypes(file, type);
      return readKey(file);
    case 'external_account':
      refuseOtherTypes(file, type);
      return readExternalAccount(file);
    case 'impersonated_service_account':
      refuseOtherTypes(file, type);
      return readImpersonated(file);
    case 'authorized_user':
    case 'external_account_authorized_user':
      return file.refuse(
        'type',
        `${type} is the login of a person, not an identity for a node`,
        'use a service account key or an external_account file',
      );
    default:
      return file.refuse(
        'type',
        `expected service_account, external_account or impersonated_service_account, got ${typeof type === 'string' ? quote(type, 40) : 'none'}`,
      );
  }
}

function readKey(file: Fields): CredentialFile {
  return {
    identity: {
      source: {
        kind: 'serviceAccountKey',
        file: file.path,
        email: file.email('client_email'),
        keyId: file.optionalText('private_key_id'),
        privateKey: new Secret(file.text('private_key')),
      },
      impersonate: [],
      lifetimeSeconds: DEFAULT_LIFETIME_SECONDS,
    },
    endpoints: {},
  };
}

/** As gcloud writes it for an account that another one acts as. */
function readImpersonated(file: Fields): CredentialFile {
  const inner = file.object('source_credentials');
  if (inner.get('type') === 'impersonated_service_account') {
    inner.refuse('type', 'expected service_account or external_account');
  }
  const { identity, endpoints } = readCredential(inner);
  const { target, iamCredentials } = readImpersonation(file);
  if (target === undefined) {
    return file.refuse('service_account_impersonation_url', 'is missing');
  }
  return {
    identity: { ...identity, impersonate: [...identity.impersonate, ...readDelegates(file), target] },
    endpoints: { ...endpoints, ...(iamCredentials !== undefined && { iamCredentials }) },
  };
}

function readDelegates(file: Fields): string[] {
  const delegates = file.get('delegates') ?? [];
  if (!Array.isArray(delegates)) {
    return file.refuse('delegates', 'expected a list');
  }
  return delegates.map((delegate: unknown) => {
    const email = (typeof delegate === 'string' ? delegate : '').replace(
      /^projects\/-\/serviceAccounts\//,
      '',
    );
    return isServiceAccountEmail(email)
      ? email
      : file.refuse('delegates', "expected Google service accounts' addresses");
  });
}

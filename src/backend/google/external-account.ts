// A credential file of type external_account: whose token is exchanged for one of Google's, and where. Tokens are
// sent to what it names, so that must be Google's own; and what it names as a source is read and never run.
// https://google.aip.dev/auth/4117
// https://cloud.google.com/docs/authentication/external/externally-sourced-credentials

import { readSubject } from './credential-source.ts';
import type { Fields } from './fields.ts';
import { type CredentialFile, DEFAULT_LIFETIME_SECONDS } from './identity.ts';
import { isServiceAccountEmail } from './service-account-email.ts';

const AUDIENCE =
  /^\/\/iam\.googleapis\.com\/projects\/[0-9]+\/locations\/[-a-z0-9]+\/workloadIdentityPools\/[-a-z0-9.]+\/providers\/[-a-z0-9.]+$/;

export function readExternalAccount(file: Fields): CredentialFile {
  file.refuseEach(
    ['workforce_pool_user_project'],
    'belongs to a workforce pool, whose logins are of persons, not identities for a node',
    'use a service account key, or an external_account file of a workload identity pool',
  );
  file.refuseEach(
    ['client_id', 'client_secret'],
    'authenticates a client at STS, which is not supported',
    'use a provider of a workload identity pool, which needs no client',
  );
  const name = file.text('audience');
  if (!AUDIENCE.test(name)) {
    file.refuse('audience', "expected the full resource name of a workload identity pool's provider");
  }
  const sts = readOrigin(file, 'token_url', 'sts', '/v1/token');
  const { target, iamCredentials } = readImpersonation(file);
  return {
    identity: {
      source: { kind: 'federation', audience: { kind: 'name', name }, subject: readSubject(file) },
      impersonate: target === undefined ? [] : [target],
      lifetimeSeconds: readLifetime(file),
    },
    endpoints: {
      ...(sts !== undefined && { sts }),
      ...(iamCredentials !== undefined && { iamCredentials }),
    },
  };
}

/** Whom the file acts as, and where. */
export function readImpersonation(file: Fields): { target?: string; iamCredentials?: string } {
  const name = 'service_account_impersonation_url';
  if (!file.has(name)) {
    return {};
  }
  const [, path = '', target = ''] =
    /^https:\/\/[^/]+(\/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken)$/.exec(
      file.text(name),
    ) ?? [];
  const iamCredentials = readOrigin(file, name, 'iamcredentials', path);
  return isServiceAccountEmail(target)
    ? { target, ...(iamCredentials !== undefined && { iamCredentials }) }
    : file.refuse(name, "expected a Google service account's address in it");
}

/** Scheme and host of a service, also of its regional and private forms; the path must be exactly this one. */
function readOrigin(
  file: Fields,
  name: string,
  service: 'sts' | 'iamcredentials',
  path: string,
): string | undefined {
  if (!file.has(name)) {
    return undefined;
  }
  const label = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
  const after = `\\.mtls|\\.${label}(?:\\.rep)?|-${label}\\.p`;
  const host = `(?:${label}[-.])?${service}(?:${after})?\\.googleapis\\.com`;
  const text = file.text(name);
  const [, origin] = new RegExp(`^(https://${host})/`).exec(text) ?? [];
  return origin !== undefined && path !== '' && text === origin + path
    ? origin
    : file.refuse(
        name,
        `expected ${service} of googleapis.com over https, to which a token may be sent`,
        `correct the file; google.endpoints can name another place`,
      );
}

function readLifetime(file: Fields): number {
  const options = file.optionalObject('service_account_impersonation');
  const seconds = options?.get('token_lifetime_seconds') ?? DEFAULT_LIFETIME_SECONDS;
  return typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 600 && seconds <= 43_200
    ? seconds
    : file.refuse('service_account_impersonation.token_lifetime_seconds', 'expected 600 to 43200');
}

// A credential file of type external_account: whose token is exchanged for one of Google's, and where. Tokens are
// sent to what it names, so that must be Google's own; and what it names as a source is read and never run.
// https://google.aip.dev/auth/4117
// https://cloud.google.com/docs/authentication/external/externally-sourced-credentials

import type { CredentialFile } from './credential-file.ts';
import { isNear } from './endpoints.ts';
import type { Fields } from './fields.ts';
import { DEFAULT_LIFETIME_SECONDS } from './identity.ts';
import { isServiceAccountEmail } from './service-account-email.ts';
import type { AwsSource, SubjectToken } from './source.ts';

const AUDIENCE =
  /^\/\/iam\.googleapis\.com\/projects\/[0-9]+\/locations\/[-a-z0-9]+\/workloadIdentityPools\/[-a-z0-9.]+\/providers\/[-a-z0-9.]+$/;

export function readExternalAccount(file: Fields): CredentialFile {
  file.refuseEach(
    ['workforce_pool_user_project'],
    'is of a workforce pool, the logins of persons, which are no identity for a node',
    'name a service account key, or an external_account of a workload identity pool',
  );
  file.refuseEach(
    ['client_id', 'client_secret'],
    'is a client that authenticates itself at STS, which is not supported',
    'name a provider of a workload identity pool, which needs none',
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

const SOURCE_FIELDS = [
  'file',
  'url',
  'headers',
  'format',
  'executable',
  'certificate',
  'environment_id',
  'region_url',
  'regional_cred_verification_url',
  'imdsv2_session_token_url',
] as const;

function readSubject(file: Fields): SubjectToken {
  const tokenType = file.text('subject_token_type');
  const source = file.object('credential_source');
  source.refuseMisspelt(SOURCE_FIELDS);
  const other = 'use a file, url or AWS source';
  if (source.has('executable')) {
    source.refuse(
      'executable',
      'a source of type executable is not run: a pull ends within its deadline and leaves no process behind',
      other,
    );
  }
  if (source.has('certificate')) {
    source.refuse('certificate', 'a client certificate as the source is not supported', other);
  }
  if (source.has('environment_id')) {
    source.refuseEach(
      ['file', 'headers', 'format'],
      'is not read beside environment_id, which names AWS as the source',
    );
    return { kind: 'aws', tokenType, source: readAwsSource(source) };
  }
  source.refuseEach(
    ['region_url', 'regional_cred_verification_url', 'imdsv2_session_token_url'],
    'is of AWS, and environment_id is missing',
  );
  const field = readTokenField(source);
  if (source.has('file') === source.has('url')) {
    source.refuse('', 'expected exactly one of file, url and environment_id');
  }
  if (source.has('url')) {
    return { kind: 'url', tokenType, url: readSourceUrl(source, 'url'), headers: readHeaders(source), field };
  }
  source.refuseEach(['headers'], 'is of a url, and the source is a file');
  const path = source.text('file');
  return path.startsWith('/')
    ? { kind: 'file', tokenType, path, field }
    : source.refuse('file', 'expected an absolute path');
}

function readAwsSource(source: Fields): AwsSource {
  if (source.get('environment_id') !== 'aws1') {
    source.refuse('environment_id', 'expected aws1');
  }
  const verification = source.text('regional_cred_verification_url');
  // A request for it is signed and given to Google, which takes no other host.
  if (!/^https:\/\/sts\.(?:\{region\}|[-a-z0-9]+)\.amazonaws\.com\/?\?/.test(verification)) {
    source.refuse('regional_cred_verification_url', "expected GetCallerIdentity of AWS's STS");
  }
  const urls = ['region_url', 'url', 'imdsv2_session_token_url']
    .filter((name) => source.has(name))
    .map((name) => [name, readSourceUrl(source, name)]);
  return {
    environment_id: 'aws1',
    regional_cred_verification_url: verification,
    ...Object.fromEntries(urls),
  };
}

/** The member of a JSON object that is the token; undefined: the text itself is. */
function readTokenField(source: Fields): string | undefined {
  const format = source.optionalObject('format');
  switch (format?.get('type') ?? 'text') {
    case 'text':
      return undefined;
    case 'json':
      return format?.text('subject_token_field_name');
    default:
      return source.refuse('format.type', 'expected text or json');
  }
}

function readHeaders(source: Fields): Readonly<Record<string, string>> {
  const headers = source.optionalObject('headers');
  return Object.fromEntries(
    (headers?.names() ?? []).map((name) => {
      const value = headers?.text(name) ?? '';
      return /^[-\w]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value)
        ? [name, value]
        : source.refuse('headers', 'expected names and values of HTTP headers');
    }),
  );
}

/** Of a source: https, or a service of the node or its link. */
function readSourceUrl(source: Fields, name: string): string {
  const text = source.text(name);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isNear(url));
  return url !== undefined && safe && url.username === '' && url.password === ''
    ? text
    : source.refuse(name, 'expected an https URL, or http on loopback or at a link-local address');
}

// The `credential_source` of an external account: where the token is that is exchanged. It is read and never run.
// https://google.aip.dev/auth/4117

import { isNear } from './endpoints.ts';
import type { Fields } from './fields.ts';
import type { AwsSource, SubjectToken } from './source.ts';

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

export function readSubject(file: Fields): SubjectToken {
  const tokenType = file.text('subject_token_type');
  const source = file.object('credential_source');
  source.refuseMisspelt(SOURCE_FIELDS);
  const other = 'use a file, url or AWS source';
  if (source.has('executable')) {
    source.refuse(
      'executable',
      "an executable source is not supported: it would not end with the pull's deadline",
      other,
    );
  }
  if (source.has('certificate')) {
    source.refuse('certificate', 'a client certificate is not supported as a source', other);
  }
  if (source.has('environment_id')) {
    source.refuseEach(
      ['file', 'headers', 'format'],
      'is not allowed together with environment_id, which makes AWS the source',
    );
    return { kind: 'aws', tokenType, source: readAwsSource(source) };
  }
  source.refuseEach(
    ['region_url', 'regional_cred_verification_url', 'imdsv2_session_token_url'],
    'belongs to an AWS source, but environment_id is missing',
  );
  const field = readTokenField(source);
  if (source.has('file') === source.has('url')) {
    source.refuse('', 'expected exactly one of file, url and environment_id');
  }
  if (source.has('url')) {
    return { kind: 'url', tokenType, url: readSourceUrl(source, 'url'), headers: readHeaders(source), field };
  }
  source.refuseEach(['headers'], 'belongs to a url, but the source is a file');
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

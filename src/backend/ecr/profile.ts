// What a profile of the shared AWS files says of whom the node asks as, as AWS's SDK for Go reads it. What the profile
// names and does not give is a failure: no other identity is used instead.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
// https://github.com/aws/aws-sdk-go-v2/blob/main/config/shared_config.go

import { quote } from '../../escape.ts';
import type { Secret } from '../../secret.ts';
import { type Absent, type AwsCredentials, isAbsent, keysFrom, unavailable } from './credentials.ts';
import type { AwsFields } from './profiles/sdk-shared-file.ts';
import type { RoleRequest } from './sdk-client.ts';
import type { AwsProfile, SharedFiles } from './shared-files.ts';
import { readTokenFile } from './token-file.ts';

/** What a profile may name, each asked for only when it does. */
export interface ProfileSources {
  /** @throws {ProviderError} IDENTITY_UNAVAILABLE for half of the keys */
  environment(): AwsCredentials | Absent;
  container(): Promise<AwsCredentials | Absent>;
  instance(): Promise<AwsCredentials | Absent>;
  /** @throws {ProviderError} IDENTITY_UNAVAILABLE. @param label of the profile, for a reader */
  process(label: string, profile: AwsProfile): Promise<AwsCredentials>;
  /** @throws {ProviderError} */
  signedIn(kind: 'sso' | 'login', profileName: string, label: string): Promise<AwsCredentials>;
  /** @param region of STS, where the profile says one. @throws {ProviderError} */
  assumeRole(from: AwsCredentials, role: RoleRequest, region: string | undefined): Promise<AwsCredentials>;
  /** @throws {ProviderError} */
  assumeRoleWithWebIdentity(
    token: Secret,
    tokenFile: string,
    role: RoleRequest,
    region: string | undefined,
  ): Promise<AwsCredentials>;
  /** Of sessions whose profile says none. */
  readonly sessionName: string;
}

/**
 * Whom the profile stands for; undefined: it is there, and names no identity.
 * @param by what names it, for the reader of a failure: `AWS_PROFILE`
 * @throws {ProviderError} IDENTITY_UNAVAILABLE, or what a service answered
 */
export function resolveProfile(
  name: string,
  by: string,
  files: SharedFiles,
  sources: ProfileSources,
): Promise<AwsCredentials | undefined> {
  return resolve(name, { label: `profile ${quote(name)} (${by})`, files, sources, visited: [] });
}

interface Walk {
  /** Of the profile, for a reader, with what names it. */
  readonly label: string;
  readonly files: SharedFiles;
  readonly sources: ProfileSources;
  /** Profiles on the way here. */
  readonly visited: readonly string[];
}

async function resolve(name: string, walk: Walk): Promise<AwsCredentials | undefined> {
  const { files, label, visited, sources } = walk;
  const profile = files.profile(name);
  if (profile === undefined) {
    throw unavailable(`${label} is not in the shared AWS files`, files.hintFor(name));
  }
  if (profile.half !== undefined) {
    throw unavailable(`${label} has ${profile.half}`, 'write both into the same file');
  }
  // A profile may be its own source: of its keys, whose role is assumed by the first visit.
  const fields = visited.includes(name) ? withoutRole(profile.fields) : profile.fields;
  refuseContradictions(label, fields);
  const role = roleOf(label, fields, sources);
  const from = await keysOf(name, { ...profile, fields }, walk);
  if (role === undefined || fields.web_identity_token_file) {
    return from;
  }
  if (from === undefined) {
    throw unavailable(
      `${label} has role_arn, but no source that assumes it`,
      'add source_profile, credential_source (for the instance: Ec2InstanceMetadata) or web_identity_token_file to it',
    );
  }
  return sources.assumeRole(from, role, regionOf(label, fields));
}

/** In the order of the SDK. */
async function keysOf(name: string, profile: AwsProfile, walk: Walk): Promise<AwsCredentials | undefined> {
  const { fields } = profile;
  const { label, sources } = walk;
  if (fields.source_profile) {
    return fromSourceProfile(name, fields.source_profile, walk);
  }
  if (fields.aws_access_key_id) {
    return staticKeys(name, label, fields);
  }
  if (fields.credential_source) {
    return fromCredentialSource(label, fields.credential_source, sources);
  }
  if (fields.web_identity_token_file) {
    return webIdentity(label, fields.web_identity_token_file, fields, sources);
  }
  if (SSO_FIELDS.some((field) => fields[field])) {
    refuseHalfSso(label, fields, walk.files);
    return sources.signedIn('sso', name, label);
  }
  if (fields.login_session) {
    return sources.signedIn('login', name, label);
  }
  return fields.credential_process ? sources.process(label, profile) : undefined;
}

function withoutRole(fields: AwsFields): AwsFields {
  return { ...fields, role_arn: undefined, source_profile: undefined };
}

/** Each names an identity, and the SDK takes none of them where there are two. */
const ONE_OF = ['source_profile', 'credential_source', 'credential_process', 'web_identity_token_file'];
const NEED_ROLE = ['source_profile', 'credential_source', 'web_identity_token_file'];

function refuseContradictions(label: string, fields: AwsFields): void {
  const named = ONE_OF.filter((field) => fields[field]);
  if (named.length > 1) {
    throw unavailable(`${label} has ${named.join(' and ')}`, 'keep only one of them');
  }
  const needs = NEED_ROLE.find((field) => fields[field]);
  if (needs !== undefined && !fields.role_arn) {
    throw unavailable(`${label} has ${needs} without role_arn`, 'add the role to it');
  }
}

/** A role that is assumed for an hour, unless the profile says another time. */
const HOUR = 3600;

function roleOf(label: string, fields: AwsFields, sources: ProfileSources): RoleRequest | undefined {
  const { role_arn: roleArn, duration_seconds: duration } = fields;
  if (!roleArn) {
    return undefined;
  }
  if (fields.mfa_serial && !fields.web_identity_token_file) {
    throw unavailable(
      `${label} has mfa_serial, but this plugin cannot ask for a code`,
      'use a profile without MFA on the node',
    );
  }
  if (duration && !(/^[0-9]{3,5}$/.test(duration) && Number(duration) >= 900 && Number(duration) <= 43_200)) {
    throw unavailable(
      `${label}: duration_seconds: expected 900 to 43200, got ${quote(duration, 40)}`,
      'correct it',
    );
  }
  return {
    roleArn,
    sessionName: fields.role_session_name || sources.sessionName,
    externalId: fields.external_id || undefined,
    durationSeconds: fields.web_identity_token_file ? undefined : Number(duration || HOUR),
  };
}

/** Each is a call of STS, and a run has seconds. */
const MAX_SOURCES = 20;

async function fromSourceProfile(name: string, source: string, walk: Walk): Promise<AwsCredentials> {
  const visited = [...walk.visited, name];
  if (visited.length > MAX_SOURCES) {
    throw unavailable(
      `${walk.label} has more than ${MAX_SOURCES} source profiles in its chain`,
      'shorten the chain',
    );
  }
  const label = `profile ${quote(source)} (source_profile of ${quote(name)})`;
  const found = await resolve(source, { ...walk, label, visited });
  if (found !== undefined) {
    return found;
  }
  throw visited.includes(source)
    ? unavailable(`${label} refers back to itself`, 'give one of them keys or another source')
    : unavailable(`${label} names no credentials`, 'add keys or another source to it');
}

function staticKeys(name: string, label: string, fields: AwsFields): AwsCredentials {
  const raw = {
    id: fields.aws_access_key_id,
    secret: fields.aws_secret_access_key,
    token: fields.aws_session_token,
  };
  const keys = keysFrom(raw, (id) => `access key ${id} of profile ${quote(name)}`);
  if (keys === undefined) {
    throw unavailable(`${label}: its keys are not valid`, 'write each in one line, without spaces around it');
  }
  return keys;
}

async function fromCredentialSource(
  label: string,
  source: string,
  sources: ProfileSources,
): Promise<AwsCredentials> {
  const found = await ofSource(label, source, sources);
  if (isAbsent(found)) {
    throw unavailable(
      `${label}: credential_source ${source}: ${found.reason}`,
      found.hint ?? 'correct the source, or use another one',
    );
  }
  return found;
}

async function ofSource(
  label: string,
  source: string,
  sources: ProfileSources,
): Promise<AwsCredentials | Absent> {
  switch (source) {
    case 'Environment':
      return sources.environment();
    case 'EcsContainer':
      return sources.container();
    case 'Ec2InstanceMetadata':
      return sources.instance();
    default:
      throw unavailable(
        `${label}: credential_source: expected Environment, EcsContainer or Ec2InstanceMetadata, got ${quote(source, 40)}`,
        'correct it',
      );
  }
}

async function webIdentity(
  label: string,
  tokenFile: string,
  fields: AwsFields,
  sources: ProfileSources,
): Promise<AwsCredentials> {
  const role = roleOf(label, fields, sources) as RoleRequest;
  const token = readTokenFile(tokenFile, `web_identity_token_file of ${label}`);
  return sources.assumeRoleWithWebIdentity(token, tokenFile, role, regionOf(label, fields));
}

const SSO_FIELDS = ['sso_session', 'sso_start_url', 'sso_account_id', 'sso_region', 'sso_role_name'];

function refuseHalfSso(label: string, fields: AwsFields, files: SharedFiles): void {
  const { sso_session: session } = fields;
  const ofSession = session ? files.ssoSession(session) : fields;
  if (ofSession === undefined) {
    throw unavailable(
      `${label} has sso_session ${quote(session as string)}, but the config file has no [sso-session ${quote(session as string).slice(1, -1)}]`,
      'add this section, or correct the name',
    );
  }
  const lacks = [
    ...['sso_account_id', 'sso_role_name'].filter((field) => !fields[field]),
    ...['sso_region', 'sso_start_url'].filter((field) => !ofSession[field]),
  ];
  if (lacks.length > 0) {
    throw unavailable(`${label} names SSO without ${lacks.join(', ')}`, 'add the missing fields');
  }
}

/** Goes into the name of a host. */
function regionOf(label: string, { region }: AwsFields): string | undefined {
  if (region && !/^[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}$/.test(region)) {
    throw unavailable(
      `${label}: region: expected a region such as eu-west-1, got ${quote(region, 40)}`,
      'correct it',
    );
  }
  return region || undefined;
}

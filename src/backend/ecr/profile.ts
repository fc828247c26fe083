// What a profile of the shared AWS files says of whom the node asks as, in the order in which the SDK reads it.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import type { Absent, AwsCredentials } from './credentials.ts';
import { isAbsent } from './credentials.ts';
import type { RoleRequest } from './sdk-client.ts';

export type Profile = Readonly<Record<string, string | undefined>>;
export type Profiles = Readonly<Record<string, Profile | undefined>>;

/** What a profile may name, each asked for only when it does. */
export interface ProfileSources {
  environment(): AwsCredentials | Absent;
  container(): Promise<AwsCredentials | Absent>;
  instance(): Promise<AwsCredentials | Absent>;
  process(profileName: string, commandLine: string): Promise<AwsCredentials | Absent>;
  signedIn(kind: 'sso' | 'login', profileName: string): Promise<AwsCredentials | Absent>;
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
 * Whom the profile stands for.
 * @throws {ProviderError} where the SDK's chain ends too: a role that is refused, a second factor, a token file
 */
export function resolveProfile(
  name: string,
  profiles: Profiles,
  sources: ProfileSources,
): Promise<AwsCredentials | Absent> {
  return resolve(name, { profiles, sources, visited: [] });
}

interface Walk {
  readonly profiles: Profiles;
  readonly sources: ProfileSources;
  /** Source profiles on the way here. */
  readonly visited: readonly string[];
}

async function resolve(name: string, walk: Walk): Promise<AwsCredentials | Absent> {
  const { profiles, sources, visited } = walk;
  const profile = profiles[name];
  if (profile === undefined) {
    return absent(name, 'is not in the shared AWS files', visited.length > 0);
  }
  const isSource = visited.length > 0;
  const keys = staticKeys(name, profile);
  if (isSource && keys !== undefined) {
    return keys;
  }
  if (namesRole(profile) || (isSource && profile.credential_source !== undefined && !profile.role_arn)) {
    return assumeRole(name, profile, walk);
  }
  if (keys !== undefined) {
    return keys;
  }
  if (profile.web_identity_token_file !== undefined && profile.role_arn !== undefined) {
    return webIdentity(name, profile, profile.web_identity_token_file, profile.role_arn, sources);
  }
  if (profile.credential_process !== undefined) {
    return sources.process(name, profile.credential_process);
  }
  if (SSO_FIELDS.some((field) => profile[field] !== undefined)) {
    return sources.signedIn('sso', name);
  }
  if (profile.login_session) {
    return sources.signedIn('login', name);
  }
  return absent(name, 'names no credentials', isSource);
}

const SSO_FIELDS = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name'];

function staticKeys(name: string, profile: Profile): AwsCredentials | undefined {
  const { aws_access_key_id: id, aws_secret_access_key: secret, aws_session_token: token } = profile;
  return id === undefined || secret === undefined
    ? undefined
    : {
        accessKeyId: id,
        secretAccessKey: new Secret(secret),
        ...(token !== undefined && { sessionToken: new Secret(token) }),
        who: `access key ${quote(id, 40).slice(1, -1)} of profile ${quote(name)}`,
      };
}

/** With exactly one source of the keys that assume it. */
function namesRole({ role_arn, source_profile, credential_source }: Profile): boolean {
  return role_arn !== undefined && (source_profile === undefined) !== (credential_source === undefined);
}

async function assumeRole(name: string, profile: Profile, walk: Walk): Promise<AwsCredentials | Absent> {
  const { sources, visited } = walk;
  const { source_profile: source, role_arn: roleArn } = profile;
  if (source !== undefined && visited.includes(source)) {
    return absent(name, `comes back to itself by source_profile ${quote(source)}`, true);
  }
  const from =
    source === undefined
      ? await fromCredentialSource(name, profile.credential_source ?? '', sources)
      : await resolve(source, { ...walk, visited: [...visited, source] });
  if (isAbsent(from) || roleArn === undefined) {
    return from;
  }
  if (profile.mfa_serial !== undefined) {
    throw new ProviderError(
      `profile ${quote(name)} has mfa_serial, and nobody is here to be asked for a code`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: 'give the node a profile without a second factor',
      },
    );
  }
  const role = {
    roleArn,
    sessionName: profile.role_session_name ?? sources.sessionName,
    externalId: profile.external_id,
    durationSeconds: Number.parseInt(profile.duration_seconds ?? '3600', 10),
  };
  return sources.assumeRole(from, role, profile.region);
}

async function fromCredentialSource(
  name: string,
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
      return absent(
        name,
        `has the credential_source ${quote(source)}, which is none of Environment, EcsContainer and Ec2InstanceMetadata`,
        true,
      );
  }
}

async function webIdentity(
  name: string,
  profile: Profile,
  tokenFile: string,
  roleArn: string,
  sources: ProfileSources,
): Promise<AwsCredentials> {
  const what = `web_identity_token_file of profile ${quote(name)}`;
  const token = new Secret(readTextFile(tokenFile, { what }).text);
  const role = { roleArn, sessionName: profile.role_session_name ?? sources.sessionName };
  return sources.assumeRoleWithWebIdentity(token, tokenFile, role, profile.region);
}

function absent(name: string, problem: string, broken: boolean): Absent {
  return { reason: `profile ${quote(name)} ${problem}`, broken };
}

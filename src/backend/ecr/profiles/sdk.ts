// AWS's own SDK for the shared files, and for the sign-ins that they name: a bundle of its own, loaded where there are
// such files.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

import { parseKnownFiles } from '@smithy/core/config';
import { type Keys, options, type Service } from '../sdk-client.ts';

/** The shared files: absolute paths of `~/.aws/credentials` and `~/.aws/config`, or what stands for them. */
export interface SharedFiles {
  readonly filepath: string;
  readonly configFilepath: string;
}

export type Profiles = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;

/** A file that cannot be read counts as empty, as everywhere in AWS's SDKs. */
export function readProfiles(files: SharedFiles): Promise<Profiles> {
  return parseKnownFiles(files);
}

/** What a profile with `sso_session` or `login_session` gives: keys by the token that a login left on the disk. */
export async function signedInKeys(
  kind: 'sso' | 'login',
  profile: string,
  files: SharedFiles,
  service: Omit<Service, 'endpoint'>,
): Promise<Keys> {
  const { fromLoginCredentials, fromSSO } = await import('@aws-sdk/credential-providers');
  const { region: _, ...clientConfig } = options(service);
  const provider = (kind === 'sso' ? fromSSO : fromLoginCredentials)({ profile, ...files, clientConfig });
  return provider();
}

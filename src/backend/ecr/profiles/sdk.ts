// The shared files' form, and AWS's own SDK for the sign-ins that they name: a bundle of its own, loaded where there are
// such files.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

import { type AwsService, options, type SigningKeys } from '../sdk-client.ts';

export { parseSharedFile } from './sdk-shared-file.ts';

/** The shared files: paths of `~/.aws/credentials` and `~/.aws/config`, or what stands for them. */
interface Paths {
  readonly filepath: string;
  readonly configFilepath: string;
}

/** What a profile with `sso_session` or `login_session` gives: keys by the token that a login left on the disk. */
export async function signedInKeys(
  kind: 'sso' | 'login',
  profile: string,
  files: Paths,
  service: Omit<AwsService, 'endpoint'>,
): Promise<SigningKeys> {
  const { fromLoginCredentials, fromSSO } = await import('@aws-sdk/credential-providers');
  const { region: _, ...clientConfig } = options(service);
  const provider = (kind === 'sso' ? fromSSO : fromLoginCredentials)({ profile, ...files, clientConfig });
  return provider();
}

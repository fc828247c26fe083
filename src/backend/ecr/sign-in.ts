// Keys by the session that a sign-in has left on the node, for a profile with `sso_session` or `login_session`.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html

import { join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { homeDirectory } from '../../system/home.ts';
import { inspect, listNames } from '../../system/inspect.ts';
import type { Caller, CloudCall } from '../cloud/call.ts';
import { type AwsCredentials, keysFrom, unavailable } from './credentials.ts';
import type { AwsPlace } from './endpoints.ts';
import type { Sdks } from './sdks.ts';
import type { SharedFiles } from './shared-files.ts';
import { isPassingRefusal, serviceAt } from './sts.ts';

interface SignedInProfile {
  readonly name: string;
  /** For a reader, with what names it. */
  readonly label: string;
  readonly paths: SharedFiles['paths'];
}

interface SignInOptions {
  readonly env: Environment;
  readonly caller: Caller;
  readonly sdks: Sdks;
  readonly place: AwsPlace;
  readonly signal: AbortSignal;
}

/** @throws {ProviderError} IDENTITY_UNAVAILABLE, or what the service answered */
export async function signedIn(
  kind: 'sso' | 'login',
  { name, label, paths }: SignedInProfile,
  { env, caller, sdks, place, signal }: SignInOptions,
): Promise<AwsCredentials> {
  const what = `the ${kind === 'sso' ? 'SSO' : 'login'} session of`;
  const who = `${what} profile ${quote(name)}`;
  const sdk = await sdks.profiles();
  const odd = await oddSignInFile(kind, env);
  if (odd !== undefined) {
    throw unavailable(`${what} ${label} cannot be read: ${quote(odd)} is not a file`, `remove ${quote(odd)}`);
  }
  const hint = `sign in again on the node: aws ${kind === 'sso' ? 'sso login' : 'login'} --profile ${name}`;
  try {
    const call: CloudCall = {
      step: 'GetRoleCredentials',
      service: 'SSO',
      identity: who,
      where: place.region,
      requests: { retry: isPassingRefusal },
    };
    const raw = await caller.call(call, (send) =>
      sdk.signedInKeys(kind, name, paths, serviceAt({ ...place, endpoint: undefined }, send)),
    );
    const { accessKeyId: id, secretAccessKey: secret, sessionToken: token } = raw;
    const keys = keysFrom({ id, secret, token }, () => who);
    if (keys === undefined) {
      throw unavailable(`${what} ${label} returned no valid keys`, hint);
    }
    return keys;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError) {
      throw error;
    }
    // The SDK's own words may quote what is in its file.
    throw unavailable(`${what} ${label} cannot be used: it does not exist, or has expired`, hint, error);
  }
}

/**
 * The first in the folder of sign-ins that is no file; undefined: all are. The SDK reads whatever stands there, and
 * would wait for a pipe beyond the end of the run.
 */
async function oddSignInFile(kind: 'sso' | 'login', env: Environment): Promise<string | undefined> {
  const named = kind === 'login' ? env.AWS_LOGIN_CACHE_DIRECTORY : undefined;
  const folder = named ?? join((await homeDirectory(env)) ?? '/', '.aws', kind, 'cache');
  return listNames(folder)
    .map((name) => join(folder, name))
    .find((path) => {
      const facts = inspect(path);
      return !('problem' in facts) && facts.kind !== 'file' && facts.kind !== 'directory';
    });
}

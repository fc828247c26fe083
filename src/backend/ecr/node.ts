// Whom the node asks as: the chain of AWS's SDK for JavaScript, link by link, over our own door to the network.
// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
// https://github.com/aws/aws-sdk-js-v3/blob/main/packages-internal/credential-provider-node/src/defaultProvider.ts
// Those of the SDK's providers are not used that open connections and start processes behind our back.

import { join } from 'node:path';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { exists, readTextFile } from '../../system/files.ts';
import { homeDirectory } from '../../system/home.ts';
import type { Network } from '../../system/network.ts';
import type { Environment } from '../backend.ts';
import { isPlainText } from '../cloud/values.ts';
import type { Caller } from './calls.ts';
import { containerCredentials, hasContainerEndpoint } from './container.ts';
import { type Absent, type AwsCredentials, isAbsent } from './credentials.ts';
import { instanceCredentials } from './instance.ts';
import { processCredentials } from './process.ts';
import { type Profile, type ProfileSources, type Profiles, resolveProfile } from './profile.ts';
import type { SharedFiles } from './profiles/sdk.ts';
import type { Sdks } from './sdks.ts';
import { type Place, type Sts, serviceAt } from './sts.ts';

export interface NodeOptions {
  readonly env: Environment;
  /** The rule's: this profile, or nobody. */
  readonly profile: string | undefined;
  readonly sessionName: string;
  /** Where roles of profiles and of token files are assumed. */
  readonly place: Place;
  readonly sts: Sts;
  readonly caller: Caller;
  readonly sdks: Sdks;
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type Found = AwsCredentials | Absent;

/**
 * The keys that the node asks with, or why each link of the chain has none. A link that the environment does not
 * call for costs nothing: without variables and files it is the instance's metadata service alone.
 * @throws {ProviderError} where the SDK's chain ends too, with an identity that is refused
 */
export async function nodeCredentials(options: NodeOptions): Promise<AwsCredentials | readonly Absent[]> {
  const chain = new Chain(options);
  const absent: Absent[] = [];
  for (const link of chain.links()) {
    const found = await link();
    if (!isAbsent(found)) {
      return found;
    }
    absent.push(found);
  }
  return absent;
}

class Chain {
  readonly #options: NodeOptions;
  /** Undefined: there are no files. */
  #files: Promise<{ files: SharedFiles; profiles: Profiles } | undefined> | undefined;

  constructor(options: NodeOptions) {
    this.#options = options;
  }

  links(): readonly (() => Found | Promise<Found>)[] {
    const files = () => this.#sharedFiles();
    return this.#options.profile === undefined
      ? [() => this.#environment(), files, () => this.#webIdentityFile(), () => this.#remote()]
      : [files];
  }

  get #profileName(): string {
    const { profile, env } = this.#options;
    return profile ?? (env.AWS_PROFILE || 'default');
  }

  #environment(): Found {
    return this.#options.env.AWS_PROFILE
      ? { reason: 'AWS_PROFILE comes before the keys of the environment', broken: false }
      : environmentKeys(this.#options.env);
  }

  async #sharedFiles(): Promise<Found> {
    const name = this.#profileName;
    const isNamed = this.#options.profile !== undefined || Boolean(this.#options.env.AWS_PROFILE);
    const profiles = (await this.#read())?.profiles;
    if (profiles === undefined) {
      const reason = isNamed ? `no shared AWS files for profile ${quote(name)}` : 'no shared AWS files';
      return { reason, broken: isNamed };
    }
    const sources = this.#sources();
    let ranProcess = false;
    const found = await resolveProfile(name, profiles, {
      ...sources,
      process: (profileName, commandLine) => {
        ranProcess ||= profileName === name;
        return sources.process(profileName, commandLine);
      },
    });
    if (!isAbsent(found)) {
      return found;
    }
    // A link of its own in the SDK's chain: it is asked too when the profile names something else that has nothing.
    const commandLine = profiles[name]?.credential_process;
    return ranProcess || commandLine === undefined
      ? { ...found, broken: found.broken || isNamed }
      : sources.process(name, commandLine);
  }

  async #webIdentityFile(): Promise<Found> {
    const { env, sts, place, sessionName } = this.#options;
    const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: roleArn } = env;
    if (!file || !roleArn) {
      return { reason: 'no AWS_WEB_IDENTITY_TOKEN_FILE with an AWS_ROLE_ARN', broken: Boolean(file) };
    }
    const token = new Secret(readTextFile(file, { what: 'AWS_WEB_IDENTITY_TOKEN_FILE' }).text);
    const role = { roleArn, sessionName: env.AWS_ROLE_SESSION_NAME || sessionName };
    return sts.assumeRoleWithWebIdentity(place, { token, who: webIdentityIn(file) }, role);
  }

  #remote(): Promise<Found> {
    return hasContainerEndpoint(this.#options.env) ? this.#container() : this.#instance();
  }

  #container(): Promise<Found> {
    const { env, network, signal } = this.#options;
    return containerCredentials(env, network, signal);
  }

  async #instance(): Promise<Found> {
    const { env, network, signal } = this.#options;
    const profile: Profile | undefined = (await this.#read())?.profiles[this.#profileName];
    return instanceCredentials({ env, profile, network, signal });
  }

  #read(): Promise<{ files: SharedFiles; profiles: Profiles } | undefined> {
    this.#files ??= this.#readOnce();
    return this.#files;
  }

  async #readOnce(): Promise<{ files: SharedFiles; profiles: Profiles } | undefined> {
    const files = await locateFiles(this.#options.env);
    if (!isThere(files.filepath) && !isThere(files.configFilepath)) {
      return undefined;
    }
    const sdk = await this.#options.sdks.profiles();
    return { files, profiles: await sdk.readProfiles(files) };
  }

  #sources(): ProfileSources {
    const { env, signal, now, sts, place, sessionName } = this.#options;
    const at = (region: string | undefined): Place => (region === undefined ? place : { ...place, region });
    return {
      sessionName,
      environment: () => environmentKeys(env),
      container: () => this.#container(),
      instance: () => this.#instance(),
      process: (name, commandLine) => processCredentials(name, commandLine, { env, signal, now: now() }),
      signedIn: (kind, name) => this.#signedIn(kind, name),
      assumeRole: (from, role, region) => sts.assumeRole(at(region), from, role),
      assumeRoleWithWebIdentity: (token, file, role, region) =>
        sts.assumeRoleWithWebIdentity(at(region), { token, who: webIdentityIn(file) }, role),
    };
  }

  async #signedIn(kind: 'sso' | 'login', name: string): Promise<AwsCredentials> {
    const { caller, sdks, place, signal } = this.#options;
    const who = `the ${kind === 'sso' ? 'SSO' : 'login'} session of profile ${quote(name)}`;
    const sdk = await sdks.profiles();
    const files = (await this.#read())?.files as SharedFiles;
    try {
      const keys = await caller.call({
        service: 'SSO',
        step: 'GetRoleCredentials',
        where: place.region,
        identity: who,
        make: (send) =>
          sdk.signedInKeys(kind, name, files, serviceAt({ ...place, endpoint: undefined }, send)),
      });
      const { accessKeyId, secretAccessKey, sessionToken } = keys;
      if (![accessKeyId, secretAccessKey, sessionToken ?? '-'].every(isPlainText)) {
        throw new TypeError('not keys');
      }
      return {
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
        ...(sessionToken !== undefined && { sessionToken: new Secret(sessionToken) }),
        who,
      };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ProviderError) {
        throw error;
      }
      // The SDK's own words may quote what is in its file.
      throw new ProviderError(`${who} cannot be used`, {
        code: 'IDENTITY_UNAVAILABLE',
        hint: `sign in again on the node: aws ${kind === 'sso' ? 'sso login' : 'login'} --profile ${name}`,
      });
    }
  }
}

function environmentKeys(env: Environment): Found {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = env;
  return !id || !secret
    ? {
        reason: 'no AWS_ACCESS_KEY_ID with an AWS_SECRET_ACCESS_KEY in the environment',
        broken: Boolean(id || secret),
      }
    : {
        accessKeyId: id,
        secretAccessKey: new Secret(secret),
        ...(token && { sessionToken: new Secret(token) }),
        who: `access key ${quote(id, 40).slice(1, -1)} of the environment`,
      };
}

async function locateFiles(env: Environment): Promise<SharedFiles> {
  let home: string | undefined;
  const place = async (variable: string, name: string): Promise<string> => {
    const named = env[variable];
    if (named && !named.startsWith('~/')) {
      return named;
    }
    home ??= await homeDirectory(env);
    return named ? join(home, named.slice(2)) : join(home, '.aws', name);
  };
  return {
    filepath: await place('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
    configFilepath: await place('AWS_CONFIG_FILE', 'config'),
  };
}

/** A file that cannot be looked at counts as none, as it does for the SDK. */
function isThere(path: string): boolean {
  try {
    return exists(path);
  } catch {
    return false;
  }
}

function webIdentityIn(file: string): string {
  return `the web identity token in ${quote(file)}`;
}

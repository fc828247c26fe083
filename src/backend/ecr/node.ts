// Whom the node asks as: what the rule or the environment names, else the default profile of the shared files, else
// the container, else the instance. The order is that of AWS's SDK for Go; what is named and cannot be had is a failure,
// and no other identity is used instead. docs/decisions/0009-named-identities-of-aws.md
// https://github.com/aws/aws-sdk-go-v2/blob/main/config/resolve_credentials.go
// Those of the SDK's providers are not used that open connections and start processes behind our back.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import type { Network } from '../../system/network/door.ts';
import type { Caller } from '../cloud/call.ts';
import { containerCredentials } from './container.ts';
import { type Absent, type AwsCredentials, isAbsent, keysFrom, NamedIdentityError } from './credentials.ts';
import type { AwsPlace } from './endpoints.ts';
import { instanceCredentials } from './instance.ts';
import { containerIn, incomplete, keysIn, type Named, type NamedProfile } from './named.ts';
import { processCredentials } from './process.ts';
import { type ProfileSources, resolveProfile } from './profile.ts';
import type { Sdks } from './sdks.ts';
import { CREDENTIALS } from './shared-file-paths.ts';
import { readSharedFiles, type SharedFiles } from './shared-files.ts';
import { signedIn } from './sign-in.ts';
import type { Sts } from './sts.ts';
import { readTokenFile } from './token-file.ts';

interface NodeOptions {
  readonly env: Environment;
  readonly named: Named;
  readonly sessionName: string;
  /** Where roles of profiles and of token files are assumed. */
  readonly place: AwsPlace;
  readonly sts: Sts;
  readonly caller: Caller;
  readonly sdks: Sdks;
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The keys that the node asks with; or, where nothing is named, why none of the places has any. What the environment
 * does not call for costs nothing: without variables and files it is the instance's metadata service alone.
 * @throws {ProviderError} IDENTITY_UNAVAILABLE for an identity that is named and cannot be had, or its refusal
 */
export function nodeCredentials(options: NodeOptions): Promise<AwsCredentials | readonly Absent[]> {
  return new Node(options).keys();
}

const CONTAINER_TOKENS = ['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];

class Node {
  readonly #options: NodeOptions;
  /** Undefined: there are no files. */
  #files: Promise<SharedFiles | undefined> | undefined;

  constructor(options: NodeOptions) {
    this.#options = options;
  }

  async keys(): Promise<AwsCredentials | readonly Absent[]> {
    const { named } = this.#options;
    switch (named.kind) {
      case 'keys':
        await this.#mustHave(named.profile);
        return this.#environmentKeys() as AwsCredentials;
      case 'webIdentity':
        await this.#mustHave(named.profile);
        return this.#webIdentityFile(named);
      case 'profile':
        return this.#namedProfile(named.profile);
      case 'half':
        throw incomplete(named);
      case 'none':
        return this.#unnamed();
    }
  }

  /** Keys come before a profile that is named too; but that there is none of its name is a mistake, also to the SDK. */
  async #mustHave(profile: NamedProfile | undefined): Promise<void> {
    if (profile !== undefined) await this.#filesWith(profile);
  }

  async #filesWith({ name, by }: NamedProfile): Promise<SharedFiles> {
    const files = await this.#read();
    if (files?.profile(name) === undefined) {
      throw new NamedIdentityError(
        `profile ${quote(name)} (${by}) is not in the shared AWS files${files === undefined ? ', because there are none' : ''}`,
        `${files?.hintFor(name) ?? 'add it to ~/.aws/config or to the file in AWS_CONFIG_FILE'}, or ${without(by)}`,
      );
    }
    return files;
  }

  async #namedProfile(profile: NamedProfile): Promise<AwsCredentials> {
    const { name, by } = profile;
    const files = await this.#filesWith(profile);
    const found = await this.#resolve(name, by, files);
    if (found === undefined) {
      throw new NamedIdentityError(
        `profile ${quote(name)} (${by}) names no credentials`,
        `add keys or another source to it, or ${without(by)}`,
      );
    }
    return found;
  }

  async #unnamed(): Promise<AwsCredentials | readonly Absent[]> {
    const files = await this.#read();
    const found = files && (await this.#defaultProfile(files));
    if (found !== undefined) {
      return found;
    }
    const last = await this.#remote(files);
    const none = (reason: string): Absent => ({ reason, hint: undefined, broken: false });
    return isAbsent(last)
      ? [
          none('no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment'),
          none('no AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN'),
          none(withoutDefault(files)),
          last,
        ]
      : last;
  }

  /** Undefined: it names nothing. A file that a variable names has a default profile, a credentials file its keys. */
  async #defaultProfile(files: SharedFiles): Promise<AwsCredentials | undefined> {
    const by = files.namedBy.join(' and ');
    if (files.profile('default') === undefined && by === '') {
      return undefined;
    }
    const found =
      files.profile('default') && (await this.#resolve('default', by || 'the shared AWS files', files));
    if (found !== undefined || by === '') {
      return found;
    }
    if (files.profile('default') === undefined) {
      throw new NamedIdentityError(
        `the file of ${by} has no profile "default", and AWS_PROFILE does not name another one`,
        `${files.hintFor('default')}, or unset ${by}`,
      );
    }
    if (files.namedBy.includes(CREDENTIALS)) {
      throw new NamedIdentityError(
        `profile "default" (${by}) names no credentials`,
        `add keys or another source to it, or unset ${by}`,
      );
    }
    return undefined;
  }

  async #resolve(name: string, by: string, files: SharedFiles): Promise<AwsCredentials | undefined> {
    try {
      return await resolveProfile(name, by, files, this.#sources());
    } catch (error) {
      this.#options.signal.throwIfAborted();
      throw error instanceof ProviderError &&
        error.code === 'IDENTITY_UNAVAILABLE' &&
        !(error instanceof NamedIdentityError)
        ? new NamedIdentityError(error.message, error.hint, error)
        : error;
    }
  }

  #environmentKeys(): AwsCredentials | undefined {
    const { env } = this.#options;
    const names = keysIn(env);
    if (names === undefined) {
      return undefined;
    }
    if (names.kind === 'half') {
      throw incomplete(names);
    }
    const raw = { id: env[names.id], secret: env[names.secret], token: env.AWS_SESSION_TOKEN };
    const keys = keysFrom(raw, (id) => `access key ${id} of the environment`);
    if (keys === undefined) {
      throw new NamedIdentityError(
        `${names.id}, ${names.secret} or AWS_SESSION_TOKEN is not a valid key`,
        'write each in one line, without spaces around it',
      );
    }
    return keys;
  }

  #webIdentityFile({ tokenFile, roleArn }: Named & { kind: 'webIdentity' }): Promise<AwsCredentials> {
    const { env, sts, place, sessionName } = this.#options;
    const token = readTokenFile(tokenFile, 'AWS_WEB_IDENTITY_TOKEN_FILE');
    const role = { roleArn, sessionName: env.AWS_ROLE_SESSION_NAME || sessionName };
    return sts.assumeRoleWithWebIdentity(place, { token, who: webIdentityIn(tokenFile) }, role);
  }

  #remote(files: SharedFiles | undefined): Promise<AwsCredentials | Absent> {
    const { env } = this.#options;
    if (containerIn(env) !== undefined) {
      return this.#container();
    }
    const half = CONTAINER_TOKENS.find((name) => env[name]);
    if (half !== undefined) {
      throw incomplete({ kind: 'half', is: half, lacks: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' });
    }
    return this.#instance(files);
  }

  #container(): Promise<AwsCredentials | Absent> {
    const { env, caller, signal } = this.#options;
    return containerCredentials(env, caller, signal);
  }

  async #instance(files: SharedFiles | undefined): Promise<AwsCredentials | Absent> {
    const { env, named, caller, network, signal } = this.#options;
    const name = named.kind === 'profile' ? named.profile.name : 'default';
    return instanceCredentials({ env, profile: files?.profile(name)?.fields, caller, network, signal });
  }

  #read(): Promise<SharedFiles | undefined> {
    const { env, sdks } = this.#options;
    this.#files ??= readSharedFiles(env, async () => (await sdks.profiles()).parseSharedFile);
    return this.#files;
  }

  #sources(): ProfileSources {
    const { env, network, signal, now, sts, place, sessionName } = this.#options;
    const at = (region: string | undefined): AwsPlace =>
      region === undefined ? place : { ...place, region };
    return {
      sessionName,
      environment: () =>
        this.#environmentKeys() ?? {
          reason: 'no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment',
          hint: undefined,
          broken: true,
        },
      container: () => this.#container(),
      instance: async () => this.#instance(await this.#read()),
      process: (label, profile) =>
        processCredentials(label, profile, { env, signal, now: now(), leave: network.leave }),
      signedIn: async (kind, name, label) => {
        const { paths } = (await this.#read()) as SharedFiles;
        return signedIn(kind, { name, label, paths }, this.#options);
      },
      assumeRole: (from, role, region) => sts.assumeRole(at(region), from, role),
      assumeRoleWithWebIdentity: (token, file, role, region) =>
        sts.assumeRoleWithWebIdentity(at(region), { token, who: webIdentityIn(file) }, role),
    };
  }
}

function without(by: NamedProfile['by']): string {
  return by.startsWith('AWS_') ? `unset ${by}` : `remove ${by.replace(' of ', ' from ')}`;
}

function withoutDefault(files: SharedFiles | undefined): string {
  if (files === undefined) return 'no shared AWS files';
  return files.profile('default') === undefined
    ? 'no profile "default" in the shared AWS files'
    : 'profile "default" names no credentials';
}

function webIdentityIn(file: string): string {
  return `the web identity token in ${quote(file)}`;
}

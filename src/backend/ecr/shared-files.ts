// The two shared AWS files, found, read and put together: where both have a field of a profile, the credentials file's.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { exists, readTextFile } from '../../system/files.ts';
import { homeDirectory } from '../../system/home.ts';
import { NamedIdentityError } from './credentials.ts';
import type { AwsFields, ParsedFile } from './profiles/sdk-shared-file.ts';
import { CONFIG, CREDENTIALS, pathIn } from './shared-file-paths.ts';

export interface AwsProfile {
  readonly fields: AwsFields;
  /** Paths of the files that have it. */
  readonly files: readonly string[];
  /** What of a pair of keys is there without the rest: `aws_access_key_id without aws_secret_access_key`. */
  readonly half: string | undefined;
}

export interface SharedFiles {
  /** Of the credentials file and of the config file, as the SDK calls them. */
  readonly paths: { readonly filepath: string; readonly configFilepath: string };
  /** Variables that name a file which is read. */
  readonly namedBy: readonly string[];
  profile(name: string): AwsProfile | undefined;
  ssoSession(name: string): AwsFields | undefined;
  /** What to do where there is no such profile. */
  hintFor(name: string): string;
}

interface Place {
  readonly path: string;
  /** The variable that names it. */
  readonly variable: string | undefined;
}

interface Sections {
  readonly place: Place;
  /** By profiles' names, and `sso-session NAME`. */
  readonly all: ReadonlyMap<string, AwsFields>;
}

/**
 * @param parser is loaded where there is a file
 * @returns undefined: there is none
 * @throws {ProviderError} IDENTITY_UNAVAILABLE for a file that is named and does not exist, or that cannot be read
 */
export async function readSharedFiles(
  env: Environment,
  parser: () => Promise<(text: string) => ParsedFile>,
): Promise<SharedFiles | undefined> {
  const config = await placeOf(env, CONFIG, 'config');
  const credentials = await placeOf(env, CREDENTIALS, 'credentials');
  const texts = [config, credentials].map((place) => place && ([place, textOf(place)] as const));
  const [configText, credentialsText] = texts.map((pair) => pair?.[1]);
  if (configText === undefined && credentialsText === undefined) {
    return undefined;
  }
  const parse = await parser();
  const read = (place: Place | undefined, text: string | undefined): Sections | undefined =>
    place && text !== undefined ? { place, all: sectionsOf(place, parse(text)) } : undefined;
  const ofConfig = read(config, configText);
  const ofCredentials = read(credentials, credentialsText);
  const files = [ofConfig && inConfig(ofConfig), ofCredentials && inCredentials(ofCredentials)];
  return put(
    files.filter((each) => each !== undefined),
    [ofConfig, ofCredentials].filter((each) => each !== undefined),
    { filepath: credentials?.path ?? '/dev/null', configFilepath: config?.path ?? '/dev/null' },
  );
}

async function placeOf(env: Environment, variable: string, name: string): Promise<Place | undefined> {
  const path =
    pathIn(undefined, env, variable, name) ?? pathIn(await homeDirectory(env), env, variable, name);
  return path === undefined ? undefined : { path, variable: env[variable] ? variable : undefined };
}

/** Undefined: none, which `/dev/null` stands for too. */
function textOf({ path, variable }: Place): string | undefined {
  if (path === '/dev/null' || (variable === undefined && !isThere(path))) {
    return undefined;
  }
  try {
    return readTextFile(path, { what: variable ?? 'shared AWS file' }).text;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const remedy = variable === undefined ? 'remove the file' : `unset ${variable}`;
    throw new NamedIdentityError(error.message, `${error.hint ?? 'correct it'}, or ${remedy}`, error);
  }
}

/** Below a folder that may not be looked into there is none, as there is none for the SDK. */
function isThere(path: string): boolean {
  try {
    return exists(path);
  } catch {
    return false;
  }
}

function sectionsOf({ path, variable }: Place, parsed: ParsedFile): ReadonlyMap<string, AwsFields> {
  if ('sections' in parsed) {
    return parsed.sections;
  }
  throw new NamedIdentityError(
    `${variable ?? 'shared AWS file'} ${quote(path)}: line ${parsed.line} ${parsed.problem}`,
    'correct the line',
  );
}

const PREFIX = 'profile ';

/** Profiles but the default one have a prefix there; what has another is none. */
function inConfig({ place, all }: Sections): Sections {
  const names = [...all.keys()];
  const kept = names
    .filter((name) => name === 'default' || name.startsWith('sso-session '))
    .map((name) => [name, all.get(name) as AwsFields] as const);
  const prefixed = names
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => [name.slice(PREFIX.length), all.get(name) as AwsFields] as const);
  return { place, all: new Map([...kept, ...prefixed]) };
}

function inCredentials({ place, all }: Sections): Sections {
  return { place, all: new Map([...all].filter(([name]) => !name.startsWith(PREFIX))) };
}

/** @param files config before credentials. @param written as they are written, for hints */
function put(
  files: readonly Sections[],
  written: readonly Sections[],
  paths: SharedFiles['paths'],
): SharedFiles {
  return {
    paths,
    namedBy: files.map(({ place }) => place.variable).filter((name) => name !== undefined),
    profile(name) {
      const having = files.filter(({ all }) => all.has(name));
      return having.length === 0 ? undefined : merge(name, having);
    },
    ssoSession: (name) => files.map(({ all }) => all.get(`sso-session ${name}`)).find(Boolean),
    hintFor(name) {
      const near = written
        .flatMap(({ place, all }) => [...all.keys()].map((key) => ({ path: place.path, key })))
        .find(({ key }) => key.replace(PREFIX, '').toLowerCase() === name.toLowerCase());
      return near === undefined
        ? 'add it to the file, or correct its name'
        : `${quote(near.path)} has [${quote(near.key).slice(1, -1)}]: names are case-sensitive, and only the config file has "profile " before them`;
    },
  };
}

const KEYS = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'] as const;

/** Keys come as a pair from one file, with the session token of that file. */
function merge(name: string, having: readonly Sections[]): AwsProfile {
  const inOrder = having.map(({ all }) => all.get(name) as AwsFields);
  const fields: Record<string, string | undefined> = Object.assign(Object.create(null), ...inOrder);
  const byRank = inOrder.toReversed();
  const from = byRank.find((one) => KEYS.some((key) => one[key]));
  for (const key of KEYS) {
    fields[key] = from?.[key];
  }
  return { fields, files: having.map(({ place }) => place.path), half: from && halfOf(from) };
}

function halfOf(fields: AwsFields): string | undefined {
  const [id, secret, token] = KEYS;
  if (fields[id] && fields[secret]) return undefined;
  if (fields[id]) return `${id} without ${secret}`;
  return fields[secret] ? `${secret} without ${id}` : `${token} without ${id} and ${secret}`;
}

// One credential helper: where its program is, whether it may be run, and what it answers to `get`.
// https://github.com/docker/docker-credential-helpers/blob/master/credentials/credentials.go

import { join } from 'node:path';
import { ProviderError } from '../../errors.ts';
import { quote, shellWord } from '../../escape.ts';
import { isObject, parseJson } from '../../json.ts';
import { hasTooManyNames, MAX_NAMES } from '../../names.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { followExisting } from '../../system/root-only.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import { field } from '../docker-entries/parse.ts';
import type { HelperLogin } from './helper-questions.ts';

/** Of a helper's answer: no credential that a registry takes in a header is nearly as long. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** What is a part of a file's name on any system, and no path. */
const NAME = /^[A-Za-z0-9][\w.+-]{0,99}$/;

/** Called by this name, this program would choose the same rule, and call itself again. */
const ITSELF = 'registry-credential-provider';

/** In the environment of a helper: its own path. */
export const HELPER_VARIABLE = 'REGISTRY_CREDENTIAL_PROVIDER_HELPER';

/** Where a helper is, and who names it. */
export interface HelperPlace {
  /** Of the programs. */
  readonly folder: string;
  /** The docker config that names them. */
  readonly file: string;
}

/**
 * The path of a helper that root alone decides about, as about the docker config that names it.
 * @param name without `docker-credential-`
 * @throws {ProviderError} HELPER_FAILED
 */
export function findHelper(name: string, { folder, file }: HelperPlace): string {
  if (!NAME.test(name)) {
    throw failed(
      `the name ${quote(name)} is not the end of a program's name`,
      'write the name of the helper without docker-credential-, and without a path',
    );
  }
  if (name === ITSELF) {
    throw failed(
      `the credential helper ${quote(name)} is this plugin itself`,
      'write a rule for this registry before that of the docker config',
    );
  }
  const path = join(folder, `docker-credential-${name}`);
  const what = `credential helper ${quote(path)}`;
  const { facts, problem = followExisting(file).problem } = followExisting(path);
  if (problem !== undefined) {
    throw failed(
      `${what} is not run: ${problem}, and it would run as root`,
      'make the program, the docker config and the directories above them writable for root only: chown root, chmod go-w',
    );
  }
  if (facts === undefined) {
    throw failed(`${what} does not exist`, 'install it on the node, or correct helpers or its name');
  }
  if (!facts.isFile()) {
    throw failed(`${what} is not a file`, 'install the program there, and run chmod 0755 on it');
  }
  if ((facts.mode & 0o111) === 0) {
    const mode = (facts.mode & 0o7777).toString(8);
    throw failed(`${what} is not executable (mode ${mode})`, 'run chmod 0755 on it');
  }
  return path;
}

/**
 * Runs the helper for one registry. Its stderr is dropped, and what it prints is shown only where it cannot be a
 * credential. @returns undefined: it has none for this registry
 * @throws {ProviderError} HELPER_FAILED, DOCKER_CONFIG_UNSUPPORTED for an identity token; the signal's reason
 */
export async function runHelper(
  path: string,
  serverUrl: string,
  { env, signal }: { readonly env: Environment; readonly signal: AbortSignal },
): Promise<HelperLogin | undefined> {
  const what = `credential helper ${quote(path)}, asked for ${quote(serverUrl)},`;
  const byHand = `run it by hand as the kubelet's user: printf ${shellWord(serverUrl)} | ${shellWord(path)} get`;
  const { runFilter } = await import('../../system/program.ts');
  const result = await runFilter([path, 'get'], {
    env: { ...env, [HELPER_VARIABLE]: path },
    signal,
    maxBytes: MAX_ANSWER_BYTES,
    input: serverUrl,
  });
  switch (result.kind) {
    case 'notStarted':
      throw failed(`${what} could not be started (${result.code})`, byHand);
    case 'killed':
      throw failed(`${what} was ended by ${result.by}`, byHand);
    case 'tooMuch':
      throw failed(`${what} printed more than ${MAX_ANSWER_BYTES} bytes`, byHand);
    case 'exited':
      break;
  }
  const text = decodeUtf8(result.stdout);
  if (result.exit !== 0) {
    const said = text?.trim() ?? '';
    if (said === NOT_FOUND) return undefined;
    throw failed(`${what} failed with exit code ${result.exit}${reasonIn(said)}`, byHand);
  }
  if (hasTooManyNames(result.stdout)) {
    throw failed(`${what} printed more than ${MAX_NAMES} names and values`, byHand);
  }
  return loginIn(text ?? '', what, byHand);
}

/** What every helper of docker's says where it has nothing, to the letter. */
export const NOT_FOUND = 'credentials not found in native keychain';

function loginIn(text: string, what: string, byHand: string): HelperLogin {
  const answer = parseJson(text);
  if (!isObject(answer)) {
    throw failed(`${what} printed no JSON object`, byHand);
  }
  const [username, secret] = [field(answer, 'Username'), field(answer, 'Secret')];
  if (typeof username !== 'string' || typeof secret !== 'string' || username === '' || secret === '') {
    throw failed(`${what} printed JSON without Username and Secret`, byHand);
  }
  if (username === IDENTITY_TOKEN) {
    throw new ProviderError(`${what} gave an identity token, which the kubelet cannot use`, {
      code: 'DOCKER_CONFIG_UNSUPPORTED',
      hint: 'log in with a user name and a password or access token, so that the helper has these',
    });
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no header of HTTP may hold, and no login has
  if (/[\u0000-\u001f\u007f]/.test(username + secret) || username.includes(':')) {
    throw failed(`${what} gave a user name or password that cannot be sent to a registry`, byHand);
  }
  return { username, password: new Secret(secret) };
}

/** Instead of a user name, docker writes it for a secret that is no password. */
const IDENTITY_TOKEN = '<token>';

/**
 * What may be a credential, or a part of one: JSON, a name of a secret with its value, a URL with a login, a long word
 * without a dot.
 */
const MAYBE_SECRET = /[{}]|(?:secret|password|passwd|token)["']?\s*[:=]|:\/\/[^\s/@]{0,200}@|[\w+=-]{32,}/i;

/** Shorter words, which are tokens of some registries where they have digits among their letters: `glpat-…`. */
const WORDS = /[\w+=-]{20,}/g;

function mayHoldSecret(text: string): boolean {
  return (
    MAYBE_SECRET.test(text) ||
    [...text.matchAll(WORDS)].some(([word]) => /\d/.test(word) && /[A-Z]/.test(word) && /[a-z]/.test(word))
  );
}

/** The first line of what it printed. */
function reasonIn(said: string): string {
  const [line = ''] = said.split('\n');
  if (line === '') return '';
  return mayHoldSecret(said) ? ', and printed what may hold a secret' : `: ${quote(line)}`;
}

function failed(message: string, hint: string): ProviderError {
  return new ProviderError(message, { code: 'HELPER_FAILED', hint });
}

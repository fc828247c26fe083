// What a secret holds, told apart by its content: a docker config, or one user name and password.

import { ProviderError } from '../../errors.ts';
import { isObject, type JsonObject, parseJson, typeName } from '../../json.ts';
import { hasTooManyNames, MAX_NAMES } from '../../names.ts';
import { Secret } from '../../secret.ts';
import { isPlainText } from '../cloud/values.ts';
import { type DockerConfig, parseDockerConfig } from '../docker-entries/parse.ts';

export type Payload =
  | { readonly kind: 'dockerConfig'; readonly config: DockerConfig }
  | { readonly kind: 'pair'; readonly username: string; readonly password: Secret };

const EXPECTED =
  'a docker config, an object with username and password (or accessToken, as in secrets of ECR pull-through caches), or user:password';

/**
 * @param name of the secret, for messages, which show nothing of the text
 * @throws {ProviderError} SECRET_INVALID, DOCKER_CONFIG_INVALID
 */
export function parsePayload(text: string, name: string): Payload {
  // The names of a text inside an answer are not counted with those of the answer: it may be base64, or have escapes.
  const isStructured = /^\s*[[{]/.test(text);
  if (isStructured && hasTooManyNames(Buffer.from(text))) {
    throw invalid(name, `more than ${MAX_NAMES} names and values`);
  }
  const value = parseJson(text);
  if (isObject(value)) {
    return pairOfObject(value, name) ?? dockerConfigIn(value, text, name);
  }
  if (value !== undefined && typeof value !== 'number') {
    throw invalid(name, `${typeName(value)} in JSON`);
  }
  if (isStructured) {
    throw invalid(name, 'text that begins like JSON and is not');
  }
  return pairOfLine(text.replace(/\r?\n$/, ''), name);
}

/** Undefined: it has none of the fields. */
function pairOfObject({ username, password, accessToken }: JsonObject, name: string): Payload | undefined {
  if (typeof username !== 'string') {
    return undefined;
  }
  const secret = password ?? accessToken;
  if (!isUsername(username) || !isPassword(secret)) {
    throw invalid(name, 'an object whose username or password is empty or not one line of text');
  }
  return { kind: 'pair', username, password: new Secret(secret) };
}

function dockerConfigIn(value: JsonObject, text: string, name: string): Payload {
  const config = parseDockerConfig(text, `secret ${name}`);
  const isOne = config.entries.length > 0 || Object.keys(value).some((key) => /^auths$/i.test(key));
  if (!isOne) {
    throw invalid(name, 'an object without username, and without entries of a docker config');
  }
  return { kind: 'dockerConfig', config };
}

function pairOfLine(line: string, name: string): Payload {
  const colon = line.indexOf(':');
  const [username, password] = [line.slice(0, colon), line.slice(colon + 1)];
  if (colon < 1 || !isUsername(username) || !isPassword(password)) {
    throw invalid(name, `text of ${line.length} characters without user:password in one line`);
  }
  return { kind: 'pair', username, password: new Secret(password) };
}

/** Registries split the pair of a login at its first colon. */
export function isUsername(value: string): boolean {
  return isPlainText(value) && !value.includes(':');
}

/** Without control characters, which no header has, and the cache keeps none. */
export function isPassword(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 16_384 && !/\p{Cc}/u.test(value);
}

function invalid(name: string, found: string): ProviderError {
  return new ProviderError(`secret ${name}: expected ${EXPECTED}; it holds ${found}`, {
    code: 'SECRET_INVALID',
    hint: 'write one of these into the secret',
  });
}

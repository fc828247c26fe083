// What of the fields of a secret in Vault is its text. `vault kv put` writes text into each; with JSON, one may be an object.

import { ProviderError } from '../../../errors.ts';
import { quote } from '../../../escape.ts';
import { isObject, type JsonObject, typeName } from '../../../json.ts';
import { Secret } from '../../../secret.ts';

/** By which Secrets of Kubernetes call a docker config, in the order in which they are looked for. */
const DOCKER_CONFIGS = ['.dockerconfigjson', '.dockercfg', 'config.json'];

/** For messages, which show the names of fields and nothing else of the secret. */
interface Read {
  /** Of the secret. */
  readonly name: string;
  /** What it was read with, which no name of a field may repeat there. */
  readonly sent: readonly Secret[];
}

/**
 * @param field of the secret; undefined: the fields themselves say what it is
 * @throws {ProviderError} SECRET_INVALID
 */
export async function textOf(secret: JsonObject, field: string | undefined, read: Read): Promise<Secret> {
  if (field !== undefined) {
    return fromField(secret, field, read);
  }
  const fields = Object.keys(secret);
  const [only] = fields.length === 1 ? fields : [];
  const config = DOCKER_CONFIGS.find((each) => typeof secret[each] === 'string' || isObject(secret[each]));
  if (
    config !== undefined ||
    (only !== undefined && typeof secret[only] === 'string' && only !== 'username')
  ) {
    return fromField(secret, config ?? (only as string), read);
  }
  const isLogin = 'username' in secret;
  const isDockerConfig = Object.values(secret).some(isObject) || fields.some((each) => /^auths$/i.test(each));
  if (!isLogin && !isDockerConfig) {
    throw invalid(
      `expected username and password (or accessToken), a docker config, or one field with either or user:password; it ${await has(fields, read)}`,
      read,
      'write one of these into the secret, or name the field that has it in secret.vault.field',
    );
  }
  return new Secret(JSON.stringify(secret));
}

async function fromField(secret: JsonObject, field: string, read: Read): Promise<Secret> {
  const value = Object.hasOwn(secret, field) ? secret[field] : undefined;
  if (value === undefined) {
    throw invalid(
      `no field ${quote(field)}; it ${await has(Object.keys(secret), read)}`,
      read,
      'correct secret.vault.field, or leave it out',
    );
  }
  if (typeof value !== 'string' && !isObject(value)) {
    throw invalid(
      `field ${quote(field)}: expected text or an object, got ${typeName(value)}`,
      read,
      'write text into the field',
    );
  }
  return new Secret(typeof value === 'string' ? value : JSON.stringify(value));
}

const MAX_SHOWN = 10;

async function has(fields: readonly string[], { sent }: Read): Promise<string> {
  if (fields.length === 0) return 'has no fields';
  const { isHarmless } = await import('../../cloud/harmless.ts');
  const secrets = sent.map((each) => each.reveal());
  const shown = fields
    .slice(0, MAX_SHOWN)
    .map((field) => (isHarmless(field, secrets) ? quote(field, 40) : '[redacted]'));
  const more = fields.length - shown.length;
  return `has the field${fields.length === 1 ? '' : 's'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function invalid(problem: string, { name }: Read, hint: string): ProviderError {
  return new ProviderError(`secret ${name}: ${problem}`, { code: 'SECRET_INVALID', hint });
}

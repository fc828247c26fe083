// secret: a user name and password, or the entries of a docker config, from a secret store.

import type { Rule, SecretBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import type { Secret } from '../../secret.ts';
import type { Stop } from '../../system/deadline.ts';
import type { Backend, Credential, Credentials, Description, PullRequest, Surroundings } from '../backend.ts';
import { CloudBackend, type Details } from '../cloud/cloud-backend.ts';
import { chooseEntries } from '../docker-entries/choose.ts';
import type { Entry, UsableEntry } from '../docker-entries/parse.ts';
import { inOwnFields, withOwnFields } from './field-names.ts';
import { isPassword, isUsername, type Payload, parsePayload } from './payload.ts';
import { storedSecret } from './store.ts';
import type { StoredSecret } from './stored-secret.ts';

export function createSecretBackend(
  rule: Rule,
  settings: SecretBackendConfig,
  surroundings: Surroundings,
): Backend {
  return new SecretBackend(rule, settings, surroundings);
}

class SecretBackend implements Backend {
  readonly #rule: Rule;
  readonly #settings: SecretBackendConfig;
  readonly #surroundings: Surroundings;
  readonly #asked: CloudBackend<object, StoredSecret>;

  constructor(rule: Rule, settings: SecretBackendConfig, surroundings: Surroundings) {
    this.#rule = rule;
    this.#settings = settings;
    this.#surroundings = surroundings;
    // Whose registry it is, is what the rule's patterns say: the secret is for these.
    this.#asked = new CloudBackend<object, StoredSecret>(rule, surroundings, {
      hosts: '',
      registry: undefined,
      parseRegistry: () => ({}),
      describeRegistry: () => ({}),
      questionOf: (_registry, asker) => {
        const { store } = this.#settings;
        try {
          return storedSecret(store, asker, this.#surroundings);
        } catch (error) {
          throw withOwnFields(error, store.kind);
        }
      },
      describeQuestion: ({ details }) => this.#described(details),
      warningsOf: ({ warnings }) => warnings.map((each) => inOwnFields(each, this.#settings.store.kind)),
      keyOf: ({ key }) => ({
        ...key,
        store: this.#settings.store.kind,
        cacheDurationMs: this.#settings.cacheDurationMs,
      }),
      ask: (secret, signal) => this.#read(secret, signal),
    });
  }

  describe(pull: PullRequest): Description {
    return this.#asked.describe(pull);
  }

  #described(details: Details): Details {
    const { named } = details;
    return typeof named === 'string'
      ? { ...details, named: inOwnFields(named, this.#settings.store.kind) }
      : details;
  }

  /** The cache has all entries of a docker config, for whatever image is next. */
  async getCredentials(pull: PullRequest, stop: Stop): Promise<Credentials | undefined> {
    const found = await this.#asked.getCredentials(pull, stop);
    if (found === undefined || found.entries.every(({ key }) => key === undefined)) {
      return found;
    }
    const where = `rule "${this.#rule.name}": secret`;
    const entries = found.entries.map(entryOf);
    const chosen = chosenFor(pull, entries, where);
    const expiresAt = found.entries[0]?.expiresAt;
    return { ...found, ...chosen, entries: chosen.entries.map((entry) => ({ ...entry, expiresAt })) };
  }

  async #read(secret: StoredSecret, signal: AbortSignal): Promise<Credentials> {
    const { store, cacheDurationMs } = this.#settings;
    // From before it is read: a version that is written meanwhile is seen in time too.
    const expiresAt = new Date(this.#surroundings.now() + cacheDurationMs);
    let text: Secret;
    try {
      text = await secret.read(signal);
    } catch (error) {
      throw withOwnFields(error, store.kind);
    }
    const entries = credentialsIn(parsePayload(text.reveal(), secret.name), secret.name);
    refuseRepeated(entries, secret);
    return { entries: entries.map((entry) => ({ ...entry, expiresAt })), scope: 'registry' };
  }
}

/** All that can be used. @throws {ProviderError} DOCKER_CONFIG_UNSUPPORTED where there are none */
function credentialsIn(payload: Payload, name: string): Credential[] {
  if (payload.kind === 'pair') {
    return [{ username: payload.username, password: payload.password }];
  }
  const { entries } = payload.config;
  const usable = entries.filter(isUsable);
  const [first] = entries;
  if (usable.length === 0) {
    const problem =
      first === undefined
        ? 'has no entries'
        : `cannot be used: ${first.kind === 'credential' ? 'an entry has no user name or password, or one that is not one line of text' : first.problem}`;
    throw new ProviderError(`secret ${name}: its docker config ${problem}`, {
      code: 'DOCKER_CONFIG_UNSUPPORTED',
      hint: 'write entries with username and password, or auth, into it',
    });
  }
  return usable.map(({ key, username, password }) => ({ key, username, password }));
}

/** @throws {ProviderError} RESPONSE_INVALID */
function refuseRepeated(entries: readonly Credential[], { sent, name }: StoredSecret): void {
  const token = sent?.reveal();
  const repeats = ({ username, password }: Credential) =>
    token !== undefined && [username, password.reveal()].some((value) => value.includes(token));
  if (entries.some(repeats)) {
    throw new ProviderError(`secret ${name}: it repeats the token that was sent`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that the store is the right one, and who may write the secret',
    });
  }
}

/** What can be sent, and kept. */
function isUsable(entry: Entry): entry is UsableEntry {
  return entry.kind === 'credential' && isUsername(entry.username) && isPassword(entry.password.reveal());
}

/** @throws {ProviderError} which says what was left out: the cache has no entry that cannot be used */
function chosenFor({ image }: PullRequest, entries: readonly Entry[], where: string): Credentials {
  try {
    return chooseEntries({ entries, credsStore: undefined }, image, where).credentials;
  } catch (error) {
    throw error instanceof ProviderError && error.code === 'DOCKER_CONFIG_NO_ENTRY'
      ? new ProviderError(error.message, {
          code: error.code,
          hint: `${error.hint}; entries without a password do not count, nor malformed ones, and those of credential helpers`,
        })
      : error;
  }
}

function entryOf({ key = '', username, password }: Credential): Entry {
  return { kind: 'credential', key, username, password };
}

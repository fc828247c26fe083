// google: Artifact Registry and gcr.io, with an access token of Google's as the password.
// https://cloud.google.com/artifact-registry/docs/docker/authentication#token

import type { GoogleBackendConfig, Rule } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { modeWarnings, readTextFile, type TextFile } from '../../system/files.ts';
import type { Backend, Surroundings } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import { type Cloud, CloudBackend, type Plan } from '../cloud/cloud-backend.ts';
import { parseCredentialFile } from './credential-file.ts';
import { DockerConfigAttributeBackend } from './docker-config-attribute.ts';
import { type Endpoints, hostOf, metadataEndpoint, PUBLIC_ENDPOINTS } from './endpoints.ts';
import { fetchAccessToken } from './exchange.ts';
import { describeIdentity, type Identity, identityKey, metadataIdentity, podIdentity } from './identity.ts';
import { type GoogleRegistry, HOSTS, parseGoogleRegistry } from './registry.ts';

const USERNAME = 'oauth2accesstoken';

export function createGoogleBackend(
  rule: Rule,
  settings: GoogleBackendConfig,
  surroundings: Surroundings,
): Backend {
  const who = `rule "${rule.name}": google`;
  return settings.metadataDockerConfig
    ? new DockerConfigAttributeBackend(who, settings, surroundings)
    : new CloudBackend(rule, surroundings, new Google(who, settings, surroundings));
}

/** Who asks, where, and what should be mended all the same. */
interface Question {
  readonly identity: Identity;
  readonly endpoints: Endpoints;
  readonly warnings: readonly string[];
  /** The variable that named the identity's file. */
  readonly variable?: string;
}

interface NamedFile {
  readonly path: string;
  readonly by: 'credentialFile' | typeof VARIABLE;
}

/** By which Google's libraries are told of a credential file. */
const VARIABLE = 'GOOGLE_APPLICATION_CREDENTIALS';
const VARIABLE_HINT = `name the identity in the rule (google.credentialFile, or google.serviceAccount for one of the machine's), or unset ${VARIABLE} for the kubelet`;

class Google implements Cloud<GoogleRegistry> {
  readonly hosts = HOSTS;
  readonly registry: string | undefined;
  readonly #who: string;
  readonly #settings: GoogleBackendConfig;
  readonly #surroundings: Surroundings;

  constructor(who: string, settings: GoogleBackendConfig, surroundings: Surroundings) {
    this.registry = settings.registry;
    this.#who = who;
    this.#settings = settings;
    this.#surroundings = surroundings;
  }

  readonly parseRegistry = parseGoogleRegistry;

  describeRegistry({ host }: GoogleRegistry): { readonly host: string } {
    return { host };
  }

  plan(_registry: GoogleRegistry, asker: Asker): Plan {
    const { identity, endpoints, warnings, variable } = this.#questionOf(asker);
    const { env, network, now } = this.#surroundings;
    return {
      details: {
        ...describeIdentity(identity),
        ...(identity.source.kind === 'metadata' && { metadata: hostOf(endpoints.metadata) }),
        ...(variable !== undefined && { namedBy: variable }),
      },
      warnings,
      // A token is good for every registry of Google's, so the host is no part of it.
      key: {
        backend: 'google',
        ...identityKey(identity),
        endpoints: { ...endpoints },
        environment: this.#environmentOf(identity),
      },
      ask: async (signal) => {
        const { token, expiresAt } = await fetchAccessToken(identity, {
          who: this.#who,
          endpoints,
          env,
          network,
          now,
          signal,
        });
        return { entries: [{ username: USERNAME, password: token, expiresAt }], scope: 'registry' };
      },
    };
  }

  #questionOf(asker: Asker): Question {
    const settings = this.#settings;
    const { env } = this.#surroundings;
    const own = { ...PUBLIC_ENDPOINTS, metadata: metadataEndpoint(this.#who, settings.endpoints, env) };
    if (asker.kind === 'serviceAccount') {
      return {
        identity: podIdentity(this.#who, settings, asker),
        endpoints: { ...own, ...settings.endpoints },
        warnings: [],
      };
    }
    const file = this.#nodesFile();
    return file === undefined
      ? { identity: metadataIdentity(settings), endpoints: { ...own, ...settings.endpoints }, warnings: [] }
      : this.#questionOfFile(file, own);
  }

  /** The file that names the node's identity: the rule's, else the environment's where the rule names no identity. */
  #nodesFile(): NamedFile | undefined {
    const { credentialFile, serviceAccount } = this.#settings;
    if (credentialFile !== undefined) {
      return { path: credentialFile, by: 'credentialFile' };
    }
    const path = serviceAccount === undefined ? this.#surroundings.env[VARIABLE] : undefined;
    return path ? { path, by: VARIABLE } : undefined;
  }

  #questionOfFile(named: NamedFile, own: Endpoints): Question {
    const { impersonate, endpoints } = this.#settings;
    const { text, mode } = this.#read(named);
    const file = parseCredentialFile(this.#who, named.path, text, named.by);
    return {
      identity: { ...file.identity, impersonate: [...file.identity.impersonate, ...impersonate] },
      endpoints: { ...own, ...file.endpoints, ...endpoints },
      warnings: file.identity.source.kind === 'serviceAccountKey' ? modeWarnings(named.path, mode) : [],
      ...(named.by === VARIABLE && { variable: `${VARIABLE}=${named.path}` }),
    };
  }

  #read({ path, by }: NamedFile): TextFile {
    const what = `${this.#who}: ${by}`;
    if (by === VARIABLE && !path.startsWith('/')) {
      throw new ProviderError(`${what} ${quote(path)}: expected an absolute path`, {
        code: 'IDENTITY_UNAVAILABLE',
        hint: VARIABLE_HINT,
      });
    }
    try {
      return readTextFile(path, { what });
    } catch (error) {
      if (by === VARIABLE && error instanceof ProviderError) {
        const { message, hint, cause } = error;
        throw new ProviderError(message, {
          code: 'IDENTITY_UNAVAILABLE',
          hint: `${hint}; ${VARIABLE_HINT}`,
          cause,
        });
      }
      throw error;
    }
  }

  /** What of the environment chooses the identity. */
  #environmentOf({ source }: Identity): Environment {
    if (source.kind !== 'federation' || source.subject.kind !== 'aws') {
      return {};
    }
    const { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION } = this.#surroundings.env;
    return { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION };
  }
}

// google: Artifact Registry and gcr.io, with an access token of Google's as the password.
// https://cloud.google.com/artifact-registry/docs/docker/authentication#token

import type { GoogleBackendConfig, Rule } from '../../config/config.ts';
import { quote } from '../../escape.ts';
import { modeWarnings, readTextFile } from '../../system/files.ts';
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
}

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
    const { identity, endpoints, warnings } = this.#questionOf(asker);
    const { env, network, now } = this.#surroundings;
    return {
      details: {
        ...describeIdentity(identity),
        ...(identity.source.kind === 'metadata' && { metadata: hostOf(endpoints.metadata) }),
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
    if (settings.credentialFile === undefined) {
      const ignored = env.GOOGLE_APPLICATION_CREDENTIALS;
      return {
        identity: metadataIdentity(settings),
        endpoints: { ...own, ...settings.endpoints },
        warnings: ignored
          ? [
              `GOOGLE_APPLICATION_CREDENTIALS=${quote(ignored)} is not read: the metadata server is asked; name the file in google.credentialFile to ask as it`,
            ]
          : [],
      };
    }
    return this.#questionOfFile(settings.credentialFile, own);
  }

  #questionOfFile(path: string, own: Endpoints): Question {
    const { impersonate, endpoints } = this.#settings;
    const { text, mode } = readTextFile(path, { what: `${this.#who}: credentialFile` });
    const file = parseCredentialFile(this.#who, path, text);
    return {
      identity: { ...file.identity, impersonate: [...file.identity.impersonate, ...impersonate] },
      endpoints: { ...own, ...file.endpoints, ...endpoints },
      warnings: file.identity.source.kind === 'serviceAccountKey' ? modeWarnings(path, mode) : [],
    };
  }

  /** What of the environment chooses the identity. */
  #environmentOf({ source }: Identity): Readonly<Record<string, string | undefined>> {
    if (source.kind !== 'federation' || source.subject.kind !== 'aws') {
      return {};
    }
    const { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION } = this.#surroundings.env;
    return { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION };
  }
}

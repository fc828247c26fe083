// The docker config that an instance carries in its attributes, as Google's plugin reads it (authFlow dockercfg and
// dockercfg-url). Its entries are the operator's own, for whatever registry their keys name, and no token of Google's.
// https://github.com/kubernetes/cloud-provider-gcp/tree/master/cmd/auth-provider-gcp

import type { GoogleBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import type { Stop } from '../../system/deadline.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import type { Backend, Credentials, Description, PullRequest, Surroundings } from '../backend.ts';
import { Caller, type CloudCall } from '../cloud/call.ts';
import { failureOf } from '../cloud/failure-of.ts';
import { googleMetadata } from '../cloud/metadata-endpoint.ts';
import { chooseEntries } from '../docker-entries/choose.ts';
import { type DockerConfig, parseDockerConfig } from '../docker-entries/parse.ts';
import { hostOf, isNear } from './endpoints.ts';
import { type MetadataOptions, readAttribute } from './metadata.ts';

const ATTRIBUTE = 'google-dockercfg';
const URL_ATTRIBUTE = 'google-dockercfg-url';

export class DockerConfigAttributeBackend implements Backend {
  readonly #who: string;
  readonly #endpoint: string;
  readonly #surroundings: Surroundings;

  /** @throws {ProviderError} CONFIG_INVALID for a variable that names no metadata server */
  constructor(who: string, { endpoints }: GoogleBackendConfig, surroundings: Surroundings) {
    this.#who = who;
    try {
      this.#endpoint = googleMetadata(endpoints.metadata, surroundings.env);
    } catch (error) {
      throw failureOf(who, error);
    }
    this.#surroundings = surroundings;
  }

  describe(): Description {
    return {
      details: {
        dockerConfig: `attribute ${ATTRIBUTE} or ${URL_ATTRIBUTE} of the instance`,
        metadata: hostOf(this.#endpoint),
      },
      // What its keys look at is known with its content only.
      scope: 'image',
      warnings: [],
    };
  }

  async getCredentials({ image }: PullRequest, { signal }: Stop): Promise<Credentials> {
    const caller = new Caller(this.#surroundings, signal, () => import('./refusals.ts'));
    try {
      const { config, name } = await readAttributes({ caller, endpoint: this.#endpoint });
      return chooseEntries(config, image, name).credentials;
    } catch (error) {
      throw failureOf(this.#who, error, signal);
    }
  }
}

async function readAttributes(options: MetadataOptions): Promise<{ config: DockerConfig; name: string }> {
  const name = `the instance's ${ATTRIBUTE}`;
  const text = await readAttribute(ATTRIBUTE, options);
  if (text !== undefined) {
    return { config: parseDockerConfig(text, name), name };
  }
  const url = (await readAttribute(URL_ATTRIBUTE, options))?.trim();
  if (url === undefined) {
    throw new ProviderError(`the instance has neither the attribute ${ATTRIBUTE} nor ${URL_ATTRIBUTE}`, {
      code: 'DOCKER_CONFIG_NO_ENTRY',
      hint: 'set one of them to the docker config, or remove metadataDockerConfig from the rule',
    });
  }
  const urlName = `the docker config at the instance's ${URL_ATTRIBUTE}`;
  return { config: parseDockerConfig(await fetchConfig(url, options), urlName), name: urlName };
}

function fetchConfig(text: string, options: MetadataOptions): Promise<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const near = url !== undefined && (isNear(url) || url.origin === options.endpoint);
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && near))) {
    throw new ProviderError(
      `the instance's ${URL_ATTRIBUTE}: expected an https URL, or one of the metadata server`,
      { code: 'DOCKER_CONFIG_INVALID', hint: `correct the attribute ${URL_ATTRIBUTE}` },
    );
  }
  const call: CloudCall = {
    step: URL_ATTRIBUTE,
    service: 'token source',
    identity: 'this node',
    answer: 'text',
    requests: { kind: near ? 'metadata' : 'service' },
  };
  return options.caller.call(call, async (send) => {
    const { status, body } = await send({ method: 'GET', url: url.href });
    return status === 200 ? decodeUtf8(body) : undefined;
  });
}

// Fake token services of registries: each takes a token of an issuer that it trusts, and gives a credential for it.
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
import { artifactKeeper } from './registries/artifact-keeper.ts';
import { chainguard } from './registries/chainguard.ts';
import { cloudsmith } from './registries/cloudsmith.ts';
import type { RegistriesConfig } from './registries/config.ts';
import { dockerHub } from './registries/docker-hub.ts';
import { jfrog } from './registries/jfrog.ts';
import { quay } from './registries/quay.ts';
import { tokenEndpoint } from './registries/token-endpoint.ts';
import { yandex } from './registries/yandex.ts';

/** By the form of exchange that asks it. */
const SERVICES = {
  tokenEndpoint,
  jfrog,
  quay,
  cloudsmith,
  chainguard,
  artifactKeeper,
  yandex,
  dockerHub,
};

export type RegistryService = keyof typeof SERVICES;
export const REGISTRY_SERVICES = Object.keys(SERVICES) as RegistryService[];

/** What they speak to is a matter of the configuration, so that `env` is empty. */
export function startRegistries(
  config: RegistriesConfig,
  options: CloudOptions<RegistryService> = {},
): Promise<Cloud<RegistryService>> {
  const definitions = Object.fromEntries(
    REGISTRY_SERVICES.map((name) => [name, SERVICES[name](config)]),
  ) as Record<RegistryService, ReturnType<(typeof SERVICES)[RegistryService]>>;
  return startCloud('registries', definitions, options, () => ({}));
}

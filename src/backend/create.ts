// The one switch from a rule to the backend that serves it.

import type { Rule } from '../config/config.ts';
import { createAcrBackend } from './acr/index.ts';
import type { Backend, Surroundings } from './backend.ts';
import { DockerConfigBackend } from './docker-config/index.ts';
import { createEcrBackend } from './ecr/index.ts';
import { createExchangeBackend } from './exchange/index.ts';
import { createGoogleBackend } from './google/index.ts';
import { createSecretBackend } from './secret/index.ts';
import { ServiceAccountTokenBackend } from './service-account-token/index.ts';
import { StaticBackend } from './static/index.ts';

export function createBackend(rule: Rule, surroundings: Surroundings): Backend {
  const { name, backend } = rule;
  switch (backend.kind) {
    case 'static':
      return new StaticBackend(name, backend);
    case 'dockerConfig':
      return new DockerConfigBackend(name, backend, surroundings);
    case 'ecr':
      return createEcrBackend(rule, backend, surroundings);
    case 'acr':
      return createAcrBackend(rule, backend, surroundings);
    case 'google':
      return createGoogleBackend(rule, backend, surroundings);
    case 'serviceAccountToken':
      return new ServiceAccountTokenBackend(rule, backend, surroundings);
    case 'exchange':
      return createExchangeBackend(rule, backend, surroundings);
    case 'secret':
      return createSecretBackend(rule, backend, surroundings);
    default:
      return backend satisfies never;
  }
}

// The one switch from a rule to the backend that serves it.

import type { Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { createAcrBackend } from './acr/index.ts';
import type { Backend, Surroundings } from './backend.ts';
import { DockerConfigBackend } from './docker-config/index.ts';
import { StaticBackend } from './static/index.ts';

export function createBackend(rule: Rule, surroundings: Surroundings): Backend {
  const { name, backend } = rule;
  switch (backend.kind) {
    case 'static':
      return new StaticBackend(name, backend);
    case 'dockerConfig':
      return new DockerConfigBackend(name, backend);
    case 'acr':
      return createAcrBackend(rule, backend, surroundings);
    case 'ecr':
    case 'google':
      return unsupported(name, backend.kind);
  }
}

/** A rule that wins and cannot be served must fail: an empty answer would be an anonymous pull without a word. */
function unsupported(rule: string, kind: string): Backend {
  const fail = (): never => {
    throw new ProviderError(`rule "${rule}": ${kind}: this version has no ${kind} backend yet`, {
      code: 'BACKEND_UNSUPPORTED',
      hint: "use a dockerConfig or static rule, or the vendor's plugin, for this registry",
    });
  };
  return { describe: fail, getCredentials: async () => fail() };
}

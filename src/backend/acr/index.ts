// acr: Azure Container Registry.

import type { AcrBackendConfig, Rule } from '../../config/config.ts';
import type { Backend, Surroundings } from '../backend.ts';
import { CloudBackend } from '../cloud/cloud-backend.ts';
import { ask } from './exchange.ts';
import { type AcrQuestion, describeQuestion, keyOf, questionOf } from './question.ts';
import { type AcrRegistry, describeHosts, describeRegistry, parseRegistry } from './registry.ts';
import { whyRefused } from './why-refused.ts';

export function createAcrBackend(
  rule: Rule,
  settings: AcrBackendConfig,
  surroundings: Surroundings,
): Backend {
  const { registry, cloud } = settings;
  return new CloudBackend<AcrRegistry, AcrQuestion>(rule, surroundings, {
    hosts: describeHosts(cloud?.suffix),
    registry,
    parseRegistry: (host) => parseRegistry(host, cloud?.suffix),
    whyRefused: (host) => whyRefused(host, cloud?.suffix),
    describeRegistry,
    questionOf: (registry, asker) => questionOf(settings, registry, asker, surroundings.env),
    describeQuestion,
    warningsOf: () => [],
    keyOf,
    ask: (question, signal) => ask(question, surroundings, signal),
  });
}

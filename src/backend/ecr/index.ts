// ecr: Amazon ECR and ECR Public.

import type { EcrBackendConfig, Rule } from '../../config/config.ts';
import type { Backend, Surroundings } from '../backend.ts';
import { CloudBackend } from '../cloud/cloud-backend.ts';
import { describeQuestion, type EcrQuestion, keyOf, questionOf, warningsOf } from './question.ts';
import { describeRegistry, type EcrRegistry, HOSTS, parseRegistry } from './registry.ts';
import { whyRefused } from './why-refused.ts';

export function createEcrBackend(
  rule: Rule,
  settings: EcrBackendConfig,
  surroundings: Surroundings,
): Backend {
  const { env } = surroundings;
  return new CloudBackend<EcrRegistry, EcrQuestion>(rule, surroundings, {
    hosts: HOSTS,
    registry: settings.registry,
    parseRegistry,
    whyRefused,
    describeRegistry,
    questionOf: (registry, asker) => questionOf(settings, registry, asker, env),
    describeQuestion: (question) => describeQuestion(question, env),
    warningsOf,
    keyOf: (question) => keyOf(question, env),
    ask: async (question, signal) => (await import('./exchange.ts')).ask(question, surroundings, signal),
  });
}

// exchange: registries that exchange a token for their credential, by RFC 8693 or a form of the vendor's own.
// https://www.rfc-editor.org/rfc/rfc8693

import type { ExchangeBackendConfig, Rule } from '../../config/config.ts';
import type { Backend, Surroundings } from '../backend.ts';
import { CloudBackend } from '../cloud/cloud-backend.ts';
import { ask } from './exchange.ts';
import { formOf } from './forms/forms.ts';
import { describeQuestion, type ExchangeQuestion, keyOf, questionOf, warningsOf } from './question.ts';
import { describeHosts, describeRegistry, type ExchangeRegistry, parseRegistry } from './registry.ts';

export function createExchangeBackend(
  rule: Rule,
  settings: ExchangeBackendConfig,
  surroundings: Surroundings,
): Backend {
  const { env } = surroundings;
  return new CloudBackend<ExchangeRegistry, ExchangeQuestion>(rule, surroundings, {
    hosts: describeHosts(settings),
    owner: formOf(settings.form.kind).service,
    registry: settings.registry,
    parseRegistry: (host) => parseRegistry(settings, host),
    describeRegistry,
    questionOf: (registry, asker) => questionOf(settings, registry, asker, env),
    describeQuestion: (question) => describeQuestion(question, env),
    warningsOf,
    keyOf: (question) => keyOf(question, env),
    ask: (question, signal) => ask(question, surroundings, signal),
  });
}

// google: Artifact Registry and gcr.io, with an access token of Google's as the password.
// https://cloud.google.com/artifact-registry/docs/docker/authentication#token

import type { GoogleBackendConfig, Rule } from '../../config/config.ts';
import type { Backend, Surroundings } from '../backend.ts';
import { CloudBackend } from '../cloud/cloud-backend.ts';
import { DockerConfigAttributeBackend } from './docker-config-attribute.ts';
import { ask } from './exchange.ts';
import { describeQuestion, type GoogleQuestion, keyOf, questionOf, warningsOf } from './question.ts';
import { describeRegistry, type GoogleRegistry, HOSTS, parseRegistry } from './registry.ts';
import { whyRefused } from './why-refused.ts';

export function createGoogleBackend(
  rule: Rule,
  settings: GoogleBackendConfig,
  surroundings: Surroundings,
): Backend {
  const { env } = surroundings;
  if (settings.metadataDockerConfig) {
    return new DockerConfigAttributeBackend(`rule "${rule.name}": google`, settings, surroundings);
  }
  return new CloudBackend<GoogleRegistry, GoogleQuestion>(rule, surroundings, {
    hosts: HOSTS,
    registry: settings.registry,
    parseRegistry,
    whyRefused,
    describeRegistry,
    questionOf: (_registry, asker) => questionOf(settings, asker, env),
    describeQuestion,
    warningsOf,
    keyOf: (question) => keyOf(question, env),
    ask: (question, signal) => ask(question, surroundings, signal),
  });
}

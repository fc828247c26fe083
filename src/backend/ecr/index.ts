// ecr: Amazon ECR and ECR Public.

import type { EcrBackendConfig, Rule } from '../../config/config.ts';
import type { Backend, Surroundings } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import { CloudBackend, type Plan } from '../cloud/cloud-backend.ts';
import { identityOf } from './identity.ts';
import { keyOf, type Question, questionOf } from './question.ts';
import { describeRegistry, type EcrRegistry, parseRegistry } from './registry.ts';

export function createEcrBackend(
  rule: Rule,
  settings: EcrBackendConfig,
  surroundings: Surroundings,
): Backend {
  const who = `rule "${rule.name}": ecr`;
  return new CloudBackend<EcrRegistry>(rule, surroundings, {
    hosts:
      'ACCOUNT.dkr.ecr.REGION.amazonaws.com, its FIPS and dual-stack forms and those of other partitions, public.ecr.aws',
    registry: settings.registry,
    parseRegistry,
    describeRegistry,
    plan(registry: EcrRegistry, asker: Asker): Plan {
      const identity = identityOf(who, settings, asker);
      const question = questionOf(who, settings, registry, identity, surroundings.env);
      return {
        details: describeQuestion(question),
        key: keyOf(question, surroundings.env),
        async ask(signal) {
          const { askEcr } = await import('./exchange.ts');
          return askEcr({ who, question, surroundings, signal });
        },
      };
    },
  });
}

function describeQuestion({ identity, ecr, sts }: Question): Plan['details'] {
  const { roles } = identity;
  return {
    ...(identity.kind === 'node' && identity.profile !== undefined && { profile: identity.profile }),
    ...(roles.length > 0 && { role: roles.join(' -> '), stsRegion: sts.region }),
    ...(ecr.endpoint !== undefined && { endpoint: ecr.endpoint }),
    ...(roles.length > 0 && sts.endpoint !== undefined && { stsEndpoint: sts.endpoint }),
  };
}

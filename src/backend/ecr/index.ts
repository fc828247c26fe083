// ecr: Amazon ECR and ECR Public.

import type { EcrBackendConfig, Rule } from '../../config/config.ts';
import type { Environment } from '../../system/environment.ts';
import type { Backend, PlanKey, Surroundings } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import { CloudBackend, type Plan } from '../cloud/cloud-backend.ts';
import { identityOf } from './identity.ts';
import { describeNamed, incomplete } from './named.ts';
import { keyOf, type Question, questionOf } from './question.ts';
import { describeRegistry, type EcrRegistry, HOSTS, parseRegistry } from './registry.ts';
import { sharedFileTexts } from './shared-file-paths.ts';

export function createEcrBackend(
  rule: Rule,
  settings: EcrBackendConfig,
  surroundings: Surroundings,
): Backend {
  const who = `rule "${rule.name}": ecr`;
  return new CloudBackend<EcrRegistry>(rule, surroundings, {
    hosts: HOSTS,
    registry: settings.registry,
    parseRegistry,
    describeRegistry,
    plan(registry: EcrRegistry, asker: Asker): Plan {
      const identity = identityOf(who, settings, asker);
      const question = questionOf(who, settings, registry, identity, surroundings.env);
      return {
        details: describeQuestion(question, surroundings.env),
        warnings: warningsOf(question),
        key: { ...keyOf(question, surroundings.env), files: filesOf(question, surroundings.env) },
        async ask(signal) {
          const { askEcr } = await import('./exchange.ts');
          return askEcr({ who, question, surroundings, signal });
        },
      };
    },
  });
}

/** What the shared files say, where they may name the node's identity: another text is another question. */
function filesOf({ identity, named }: Question, env: Environment): PlanKey {
  const mayCount = identity.kind === 'node' && (named.kind === 'profile' || named.kind === 'none');
  return mayCount ? sharedFileTexts(env) : {};
}

function warningsOf({ named }: Question): readonly string[] {
  return named.kind === 'half' ? [incomplete(named).message] : [];
}

function describeQuestion({ identity, named, ecr, sts }: Question, env: Environment): Plan['details'] {
  const { roles } = identity;
  const source = identity.kind === 'node' ? describeNamed(named, env) : undefined;
  return {
    ...(identity.kind === 'node' && identity.profile !== undefined && { profile: identity.profile }),
    ...(source !== undefined && { named: source }),
    ...(roles.length > 0 && { role: roles.join(' -> '), stsRegion: sts.region }),
    ...(ecr.endpoint !== undefined && { endpoint: ecr.endpoint }),
    ...(roles.length > 0 && sts.endpoint !== undefined && { stsEndpoint: sts.endpoint }),
  };
}

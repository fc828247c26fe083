// What the configuration knows of each backend: how its section becomes what the backend wants, and what may be wrong in it.

import { BACKEND_KINDS, type BackendKind } from '../generated/backends.ts';
import type { RuleConfig } from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import { acr } from './acr.ts';
import type { BackendConfig, BackendConfigs } from './config.ts';
import { dockerConfig } from './docker-config.ts';
import { ecr } from './ecr.ts';
import { exchange } from './exchange.ts';
import { google } from './google.ts';
import { secret } from './secret.ts';
import type { BackendSection } from './section.ts';
import { serviceAccountToken } from './service-account-token.ts';
import type { Section, SoundRule } from './sound.ts';
import { fixed } from './static.ts';

const SECTIONS: { readonly [K in BackendKind]: BackendSection<K> } = {
  ecr,
  acr,
  google,
  serviceAccountToken,
  // In a chunk of the executable (scripts/src-chunks.mjs), which only a rule with it needs.
  get exchange() {
    return exchange;
  },
  get secret() {
    return secret;
  },
  dockerConfig,
  static: fixed,
};

export function normaliseBackend(rule: RuleConfig): BackendConfig {
  const kind = BACKEND_KINDS.find((each) => rule[each] !== undefined);
  if (kind === undefined) {
    throw new Error('a rule without a backend passed validation');
  }
  return normaliseSection(kind, rule);
}

function normaliseSection<K extends BackendKind>(kind: K, rule: RuleConfig): BackendConfigs[K] {
  return SECTIONS[kind].normalise(rule[kind] as Section<K>);
}

export function checkBackends(rule: SoundRule, path: Path): Mistake[] {
  return BACKEND_KINDS.flatMap((kind) =>
    checkSection(kind, rule).flatMap((mistake) =>
      mistake === undefined ? [] : { ...mistake, path: [...path, kind, ...mistake.path] },
    ),
  );
}

function checkSection<K extends BackendKind>(kind: K, rule: SoundRule): (Mistake | undefined)[] {
  const section = rule[kind] as Partial<Section<K>> | undefined;
  return section === undefined ? [] : SECTIONS[kind].checks.flatMap((check) => check(section, rule));
}

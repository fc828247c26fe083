// What a schema cannot say of a configuration, one function for each rule.

import { quote } from '../escape.ts';
import type { LogConfig, RuleConfig, StaticConfig } from '../generated/config-types.ts';
import { lintPattern, withoutPassword } from '../image/lint.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import { checkAcr } from './acr.ts';
import { KUBELET_TIMEOUT_MS } from './defaults.ts';
import { checkEcr } from './ecr.ts';
import { GOOGLE_CHECKS } from './google.ts';
import { logSizeNeedsFile } from './log.ts';

/** What is left of a configuration when all that the schema refuses is taken out. */
export interface SoundConfig {
  readonly deadline?: string;
  readonly log?: Partial<LogConfig>;
  readonly rules?: readonly (SoundRule | undefined)[];
}

export type SoundRule = Partial<Omit<RuleConfig, 'matchImages' | 'static' | 'dockerConfig'>> & {
  readonly matchImages?: readonly (string | undefined)[];
  readonly static?: Partial<StaticConfig>;
  readonly dockerConfig?: { readonly path?: string; readonly cacheDuration?: string };
};

type Check = (config: SoundConfig) => readonly Mistake[];
export type RuleCheck = (rule: SoundRule, path: Path) => readonly (Mistake | undefined)[];

const CHECKS: readonly Check[] = [
  deadlineIsBelowTheKubelets,
  logSizeNeedsFile,
  namesAreUnique,
  forEachRule(patternsCanMatch),
  forEachRule(serviceAccountsHaveBothParts),
  forEachRule(somebodyIsAsked),
  forEachRule(onMissingNeedsServiceAccount),
  forEachRule(registryPortsExist),
  forEachRule(checkEcr),
  forEachRule(checkAcr),
  forEachRule(cacheDurationsAreDurations),
  ...GOOGLE_CHECKS.map(forEachRule),
];

/** All mistakes that the schema cannot see. */
export function checkConfig(config: SoundConfig): Mistake[] {
  return CHECKS.flatMap((check) => check(config));
}

function forEachRule(check: RuleCheck): Check {
  return ({ rules = [] }) =>
    rules.flatMap((rule, index) =>
      rule === undefined ? [] : check(rule, ['rules', index]).filter((mistake) => mistake !== undefined),
    );
}

function deadlineIsBelowTheKubelets({ deadline }: SoundConfig): Mistake[] {
  if (deadline === undefined) {
    return [];
  }
  const milliseconds = parseGoDuration(deadline);
  return milliseconds !== undefined && milliseconds > 0 && milliseconds < KUBELET_TIMEOUT_MS
    ? []
    : [{ path: ['deadline'], text: `expected a duration above 0 and below 60s, got ${quote(deadline)}` }];
}

function namesAreUnique({ rules = [] }: SoundConfig): Mistake[] {
  const first = new Map<string, number>();
  return rules.flatMap((rule, index) => {
    const name = rule?.name;
    if (name === undefined) {
      return [];
    }
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      {
        path: ['rules', index, 'name'],
        text: `expected a name of its own, got ${quote(name)} as rules[${earlier}] has`,
      },
    ];
  });
}

function patternsCanMatch({ matchImages = [] }: SoundRule, path: Path): (Mistake | undefined)[] {
  return matchImages.map((pattern, index) => {
    const lint = pattern === undefined ? undefined : lintPattern(pattern);
    if (pattern === undefined || lint === undefined) {
      return undefined;
    }
    const meant = lint.meant === undefined ? '' : `; did you mean ${quote(lint.meant)}?`;
    return {
      path: [...path, 'matchImages', index],
      text: `expected a pattern that means what it says, got ${quote(withoutPassword(pattern))}: ${lint.problem}${meant}`,
    };
  });
}

// Kubernetes wants both to begin and end with a letter or digit, so no other pattern ever matches.
function serviceAccountsHaveBothParts(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return (rule.matchServiceAccounts ?? []).map((pattern, index) =>
    pattern === undefined || !/(^|\/)[-.]|[-.](\/|$)/.test(pattern)
      ? undefined
      : {
          path: [...path, 'matchServiceAccounts', index],
          text: `expected namespace/name, got ${quote(pattern)}: both begin and end with a letter or digit`,
        },
  );
}

function somebodyIsAsked(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  const backend = rule.static ? 'static' : rule.dockerConfig ? 'dockerConfig' : undefined;
  return rule.identity !== 'serviceAccount' || backend === undefined
    ? []
    : [
        {
          path: [...path, 'identity'],
          text: `${backend} asks no cloud, so there is nobody to be serviceAccount for; matchServiceAccounts keeps a rule to some service accounts`,
        },
      ];
}

function onMissingNeedsServiceAccount(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  // An identity that the schema refused is still there, as undefined: what it should be is not known.
  return rule.onMissingServiceAccount === undefined ||
    rule.identity === 'serviceAccount' ||
    (rule.identity === undefined && 'identity' in rule)
    ? []
    : [
        {
          path: [...path, 'onMissingServiceAccount'],
          text: 'has a meaning only with identity: serviceAccount',
        },
      ];
}

function registryPortsExist(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return (['ecr', 'acr', 'google'] as const).map((backend) => {
    const registry = rule[backend]?.registry;
    return registry === undefined || Number(registry.split(':')[1] ?? 1) <= 65535
      ? undefined
      : {
          path: [...path, backend, 'registry'],
          text: `expected a port of at most 65535, got ${quote(registry)}`,
        };
  });
}

// The schema knows the form; the range of int64 nanoseconds only Go's own reading knows.
function cacheDurationsAreDurations(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return (['dockerConfig', 'static'] as const).map((backend) => {
    const text = rule[backend]?.cacheDuration;
    return text === undefined || parseGoDuration(text) !== undefined
      ? undefined
      : {
          path: [...path, backend, 'cacheDuration'],
          text: `expected a duration of at most 290 years, got ${quote(text)}`,
        };
  });
}

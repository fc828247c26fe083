// What a schema cannot say of a configuration, one function for each rule.

import { quote } from '../escape.ts';
import { BACKEND_KINDS, type BackendKind, IDENTITIES } from '../generated/backends.ts';
import { namesFullHost } from '../image/full-host.ts';
import { lintPattern, withoutPassword } from '../image/lint.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import { checkBackends } from './backends.ts';
import { KUBELET_TIMEOUT_MS, LONGEST_GRACE_MS } from './defaults.ts';
import { isHost } from './endpoint.ts';
import { logSizeNeedsFile } from './log.ts';
import { mayAskAs, type SoundConfig, type SoundRule } from './sound.ts';

type ConfigCheck = (config: SoundConfig) => readonly Mistake[];
type RuleCheck = (rule: SoundRule, path: Path) => readonly (Mistake | undefined)[];

const CHECKS: readonly ConfigCheck[] = [
  deadlineIsBelowTheKubelets,
  graceIsAtMostAWeek,
  logSizeNeedsFile,
  namesAreUnique,
  forEachRule(patternsCanMatch),
  forEachRule(serviceAccountsHaveBothParts),
  forEachRule(identityIsPossible),
  forEachRule(onMissingNeedsServiceAccount),
  forEachRule(tokensGoToFullHosts),
  forEachRule(registriesAreHosts),
  forEachRule(cacheDurationsAreDurations),
  forEachRule(checkBackends),
];

/** All mistakes that the schema cannot see. */
export function checkConfig(config: SoundConfig): Mistake[] {
  return CHECKS.flatMap((check) => check(config));
}

function forEachRule(check: RuleCheck): ConfigCheck {
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

function graceIsAtMostAWeek({ cache: { graceAfterExpiry: grace } = {} }: SoundConfig): Mistake[] {
  if (grace === undefined) {
    return [];
  }
  const milliseconds = parseGoDuration(grace);
  return milliseconds !== undefined && milliseconds >= 0 && milliseconds <= LONGEST_GRACE_MS
    ? []
    : [
        {
          path: ['cache', 'graceAfterExpiry'],
          text: `expected a duration of at most 168h (a week), or 0s, got ${quote(grace)}`,
        },
      ];
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
        text: `expected a unique name, got ${quote(name)}, which rules[${earlier}] has too`,
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
      text: `expected a valid pattern, got ${quote(withoutPassword(pattern))}: ${lint.problem}${meant}`,
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
          text: `expected namespace/name, got ${quote(pattern)}: both must begin and end with a letter or digit`,
        },
  );
}

function identityIsPossible(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return BACKEND_KINDS.filter((kind) => rule[kind] !== undefined).flatMap((kind) =>
    IDENTITIES[kind].length === 0
      ? identityIsNotAsked(rule, kind, path)
      : identityIsOfToken(rule, kind, path),
  );
}

function identityIsNotAsked(rule: SoundRule, kind: BackendKind, path: Path): Mistake[] {
  return rule.identity !== 'serviceAccount'
    ? []
    : [
        {
          path: [...path, 'identity'],
          text: `${kind} uses no cloud identity, so identity: serviceAccount has no effect; to limit the rule to some service accounts use matchServiceAccounts`,
        },
      ];
}

/** The node has no service account token. */
function identityIsOfToken(rule: SoundRule, kind: BackendKind, path: Path): Mistake[] {
  if (IDENTITIES[kind].includes('node')) {
    return [];
  }
  if (!mayAskAs(rule, 'serviceAccount')) {
    return [
      {
        path: [...path, 'identity'],
        text: `${kind} needs the token of the Pod's service account, which the node does not have: set identity: serviceAccount`,
      },
    ];
  }
  return rule.onMissingServiceAccount !== 'node'
    ? []
    : [
        {
          path: [...path, 'onMissingServiceAccount'],
          text: `expected deny or anonymous, got node: ${kind} needs a service account token, and the node has none`,
        },
      ];
}

function tokensGoToFullHosts(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  if (rule.serviceAccountToken === undefined) {
    return [];
  }
  return (rule.matchImages ?? []).map((pattern, index) =>
    pattern === undefined || lintPattern(pattern) !== undefined || namesFullHost(pattern)
      ? undefined
      : {
          path: [...path, 'matchImages', index],
          text: `expected a host without "*", got ${quote(pattern)}: with serviceAccountToken the host sees the Pod's token, so name each host in full`,
        },
  );
}

function onMissingNeedsServiceAccount(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return rule.onMissingServiceAccount === undefined || mayAskAs(rule, 'serviceAccount')
    ? []
    : [
        {
          path: [...path, 'onMissingServiceAccount'],
          text: 'has an effect only with identity: serviceAccount',
        },
      ];
}

function registriesAreHosts(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return BACKEND_KINDS.map((backend) => {
    const section = rule[backend] ?? {};
    const registry = 'registry' in section ? section.registry : undefined;
    if (registry === undefined || isHost(registry)) return undefined;
    const expected =
      Number(registry.split(':')[1] ?? 1) > 65535 ? 'a port of at most 65535' : 'the name of a host';
    return { path: [...path, backend, 'registry'], text: `expected ${expected}, got ${quote(registry)}` };
  });
}

// The schema knows the form; the range of int64 nanoseconds only Go's own reading knows.
function cacheDurationsAreDurations(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  return BACKEND_KINDS.map((backend) => {
    const section = rule[backend] ?? {};
    const text = 'cacheDuration' in section ? section.cacheDuration : undefined;
    return text === undefined || parseGoDuration(text) !== undefined
      ? undefined
      : {
          path: [...path, backend, 'cacheDuration'],
          text: `expected a duration of at most 290 years, got ${quote(text)}`,
        };
  });
}

// Which rule serves a pull, why the others do not, and what the kubelet would get. Without the network.

import { cacheKeyTypeOf, keyFor } from '../answer.ts';
import type { Description, PullRequest, Surroundings } from '../backend/backend.ts';
import { Backends } from '../backend/backends.ts';
import { failureBeforeAsking } from '../backend/dry-pull.ts';
import type { CachePlace } from '../cache/contents.ts';
import { type EntryReport, reportEntry } from '../cache/entry-report.ts';
import { chooseRule, type RuleReport, reportRule } from '../config/choose-rule.ts';
import type { Config, Rule } from '../config/config.ts';
import { type ErrorCode, ProviderError } from '../errors.ts';
import { formatGoDuration } from '../protocol/go-duration.ts';
import { describeShownTo } from './describe-shown-to.ts';
import { findShownTo } from './shown-to.ts';

/** What would happen in a pull. `explain --output json` prints it; docs/commands.md describes it. */
export interface Explanation {
  readonly image: string;
  readonly config: string;
  /** The first rule that matches; null: none does, and the kubelet gets no credential. */
  readonly rule: string | null;
  readonly backend: string | null;
  readonly identity: string | null;
  readonly authKey: string | null;
  /** All keys, in the order in which the kubelet tries them. */
  readonly authKeys: readonly string[];
  readonly cacheKeyType: 'Image' | 'Registry' | null;
  /** For a credential that does not expire by itself. */
  readonly cacheDuration: string | null;
  readonly details: Description['details'];
  readonly warnings: readonly string[];
  /** The entry of the node-wide cache that would be used; null: the backend's answers are not cached. */
  readonly nodeCache: EntryReport | null;
  readonly rules: readonly RuleReport[];
  /** Why the pull would get no credential; undefined: it would get one, or needs none. */
  readonly error: { readonly code: ErrorCode; readonly message: string } | undefined;
}

/** @param place of the node-wide cache; undefined: the configuration disables it */
export async function explainPull(
  config: Config,
  pull: PullRequest,
  surroundings: Surroundings,
  place: CachePlace | undefined,
): Promise<Explanation> {
  const { image } = pull;
  const backends = new Backends(surroundings);
  const base = {
    image: image.name,
    config: config.source,
    ...NOTHING,
    rules: reportRules(config.rules, pull, backends),
  };
  let rule: Rule | undefined;
  try {
    const choice = chooseRule(config.rules, pull, backends.patternsOf);
    if (choice === undefined) {
      return { ...base, ...factsOf(undefined), cacheKeyType: 'Image', cacheDuration: '0s' };
    }
    rule = choice.rule;
    const { details, keys, scope, warnings, question } = backends.of(rule).describe(pull);
    const shown =
      rule.backend.kind === 'serviceAccountToken' && details.asks === 'serviceAccount'
        ? describeShownTo(findShownTo(image.registry), image.registry)
        : { details: {}, warnings: [] };
    const failure = await failureWithoutAsking(config, rule, pull, surroundings);
    if (failure !== undefined) {
      throw failure;
    }
    const cacheKeyType = cacheKeyTypeOf(scope, choice.wholeRegistry);
    const authKeys = keys ?? [keyFor(image, cacheKeyType)];
    return {
      ...base,
      ...factsOf(rule),
      authKey: authKeys[0] ?? null,
      authKeys,
      cacheKeyType,
      details: { ...details, ...shown.details },
      warnings: [...warnings, ...shown.warnings],
      nodeCache: question === undefined ? null : reportEntry(question, place),
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const message = error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
    return { ...base, ...factsOf(rule), error: { code: error.code, message } };
  }
}

/** A failure of the files that are read only before a call. An imagined service account has no token to look at. */
function failureWithoutAsking(
  { caFile }: Config,
  rule: Rule,
  pull: PullRequest,
  surroundings: Surroundings,
): Promise<ProviderError | undefined> | undefined {
  const isImagined = rule.identity === 'serviceAccount' && pull.serviceAccount() !== undefined;
  return isImagined ? undefined : failureBeforeAsking(rule, pull, surroundings, { caFile });
}

const NOTHING = {
  authKey: null,
  authKeys: [],
  cacheKeyType: null,
  details: {},
  warnings: [],
  nodeCache: null,
  error: undefined,
} as const;

function factsOf(
  rule: Rule | undefined,
): Pick<Explanation, 'rule' | 'backend' | 'identity' | 'cacheDuration'> {
  if (rule === undefined) {
    return { rule: null, backend: null, identity: null, cacheDuration: null };
  }
  const { backend, identity, name } = rule;
  const cacheDuration = 'cacheDurationMs' in backend ? formatGoDuration(backend.cacheDurationMs) : null;
  return { rule: name, backend: backend.kind, identity, cacheDuration };
}

function reportRules(rules: readonly Rule[], pull: PullRequest, backends: Backends): RuleReport[] {
  let winner: string | undefined;
  return rules.map((rule) => {
    const report = reportUndecided(rule, pull, backends);
    if (!report.matched) {
      return report;
    }
    if (winner !== undefined) {
      return { ...report, reason: `${report.reason}, but rule "${winner}" comes first` };
    }
    winner = rule.name;
    return report;
  });
}

/** A rule whose file cannot be read is reported like the others, with the reason. */
function reportUndecided(rule: Rule, pull: PullRequest, backends: Backends): RuleReport {
  try {
    return reportRule(rule, pull, backends.patternsOf);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return {
      name: rule.name,
      matched: false,
      reason: `cannot be decided: ${error.message}`,
      nearMiss: false,
    };
  }
}

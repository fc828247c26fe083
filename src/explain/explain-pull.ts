// Which rule serves a pull, why the others do not, and what the kubelet would get. Without the network.

import { cacheKeyTypeOf, keyFor } from '../answer.ts';
import type { Description, LoginReport, PullRequest, Surroundings } from '../backend/backend.ts';
import { Backends, isChain } from '../backend/backends.ts';
import { failureBeforeAsking } from '../backend/dry-pull.ts';
import type { CachePlace } from '../cache/contents.ts';
import { type EntryReport, reportEntry } from '../cache/entry-report.ts';
import { chooseRules, type RuleReport, reportRule } from '../config/choose-rule.ts';
import type { Config, Rule } from '../config/config.ts';
import { type ErrorCode, ProviderError } from '../errors.ts';
import type { BackendKind } from '../generated/backends.ts';
import { findShownTo } from '../mirrors/containerd.ts';
import { formatGoDuration } from '../protocol/go-duration.ts';
import { describeShownTo } from './describe-shown-to.ts';
import {
  type DescribedRule,
  type ExplainedLink,
  explainChain,
  explainedLinks,
  textOf,
} from './explain-chain.ts';
import { namedBy } from './named-by.ts';
import { findRuntimeHosts, loginAdvice, type RuntimeHosts } from './runtime-hosts.ts';

/** What would happen in a pull. */
export interface Explanation {
  readonly image: string;
  readonly config: string;
  /** The first rule that matches; null: none does, and the kubelet gets no credential. */
  readonly rule: string | null;
  readonly backend: BackendKind | null;
  readonly identity: string | null;
  readonly authKey: string | null;
  /** All keys, in the order in which the kubelet tries them. */
  readonly authKeys: readonly string[];
  readonly cacheKeyType: 'Image' | 'Registry' | null;
  /** For a credential that does not expire by itself. */
  readonly cacheDuration: string | null;
  readonly details: Description['details'];
  /** What names the node's identity: a field of the rule, a variable, a file, nothing; null: another is used, or none. */
  readonly namedBy: string | null;
  readonly warnings: readonly string[];
  /** The rules whose credentials the kubelet tries one after the other; empty: those of one rule are all. */
  readonly chain: readonly ExplainedLink[];
  /** Whether the last key of `authKeys` is that of an attempt without a credential. */
  readonly thenAnonymous: boolean;
  /** Where the node's files name mirrors: who sees the credentials; null: no rule matches, or details.shownTo says it. */
  readonly hosts: RuntimeHosts | null;
  /** The entry of the node-wide cache that would be used; null: the backend's answers are not cached. */
  readonly nodeCache: EntryReport | null;
  /** The logins of the winner's docker config; those that match the image before the others. */
  readonly logins: readonly LoginReport[];
  /** Of the rules that do not match, the one that comes nearest to the image; null where a rule matches, or none is near. */
  readonly nearest: { readonly rule: string; readonly remedy: string } | null;
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
  const rules = reportRules(config.rules, pull, backends);
  const base = { image: image.name, config: config.source, ...NOTHING, nearest: nearestOf(rules), rules };
  let chosen: readonly Rule[] = [];
  let told: Partial<Explanation> = {};
  try {
    const choice = chooseRules(config.rules, pull, backends.patternsOf);
    if (choice === undefined) {
      return { ...base, ...factsOf(undefined), cacheKeyType: 'Image', cacheDuration: '0s' };
    }
    chosen = choice.rules;
    const [rule] = choice.rules;
    const logins = chosen.flatMap((each) => loginsOf(each, pull, backends));
    const describe = (each: Rule) => describeRule(each, { config, pull, surroundings, place, backends });
    if (isChain(choice)) {
      const described = await Promise.all(chosen.map(describe));
      const { hosts, warnings } = findRuntimeHosts(image);
      told = {
        chain: explainedLinks(described),
        warnings: [...warningsOf(described), ...warnings],
        logins,
        hosts,
      };
      const { leftOut, ...facts } = explainChain(choice, pull, described);
      const all = [...leftOut.map(textOf), ...(told.warnings ?? [])];
      return {
        ...base,
        ...factsOf(rule),
        ...told,
        ...facts,
        warnings: all,
        authKey: facts.authKeys[0] ?? null,
      };
    }
    const { description, failure, ...known } = await describe(rule);
    const { details = {}, keys, scope = 'image', warnings = [] } = description ?? {};
    const seen = 'shownTo' in details ? undefined : findRuntimeHosts(image);
    told = {
      details,
      warnings: [
        ...warnings,
        ...(seen?.warnings ?? []),
        ...(seen !== undefined && failure?.code === 'DOCKER_CONFIG_NO_ENTRY'
          ? loginAdvice(seen.hosts, image.registry)
          : []),
      ],
      namedBy: known.namedBy,
      nodeCache: known.nodeCache,
      hosts: seen?.hosts ?? null,
    };
    if (failure !== undefined) {
      throw failure;
    }
    const cacheKeyType = cacheKeyTypeOf(scope, choice.wholeRegistry);
    const authKeys = keys ?? [keyFor(image, cacheKeyType)];
    return {
      ...base,
      ...factsOf(rule),
      ...told,
      logins,
      authKey: authKeys[0] ?? null,
      authKeys,
      cacheKeyType,
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const logins = chosen.flatMap((each) => loginsOf(each, pull, backends));
    return {
      ...base,
      ...factsOf(chosen[0]),
      ...told,
      logins,
      error: { code: error.code, message: textOf(error) },
    };
  }
}

interface DescribeOptions {
  readonly config: Config;
  readonly pull: PullRequest;
  readonly surroundings: Surroundings;
  readonly place: CachePlace | undefined;
  readonly backends: Backends;
}

/** What is known of the rule's part without asking, its failure included. */
async function describeRule(
  rule: Rule,
  { config, pull, surroundings, place, backends }: DescribeOptions,
): Promise<DescribedRule> {
  let known: Pick<DescribedRule, 'description' | 'namedBy' | 'nodeCache'> = {
    description: undefined,
    namedBy: null,
    nodeCache: null,
  };
  try {
    const description = backends.of(rule).describe(pull);
    const { details, warnings, question } = description;
    const { registry } = pull.image;
    const shown =
      rule.backend.kind === 'serviceAccountToken' && details.asks === 'serviceAccount'
        ? describeShownTo(findShownTo(registry), registry)
        : { details: {}, warnings: [] };
    known = {
      description: {
        ...description,
        details: { ...details, ...shown.details },
        warnings: [...warnings, ...shown.warnings],
      },
      namedBy: namedBy(rule, details, surroundings.env),
      nodeCache: question === undefined ? null : reportEntry(question, place),
    };
    return { rule, ...known, failure: await failureWithoutAsking(config, rule, pull, surroundings) };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return { rule, ...known, failure: error };
  }
}

function warningsOf(described: readonly DescribedRule[]): readonly string[] {
  return described.flatMap(({ rule, description }) =>
    (description?.warnings ?? []).map((text) => `rule "${rule.name}": ${text}`),
  );
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
  namedBy: null,
  warnings: [],
  nodeCache: null,
  logins: [],
  chain: [],
  thenAnonymous: false,
  hosts: null,
  error: undefined,
} as const;

/** None where its file cannot be read: the failure says so. */
function loginsOf(rule: Rule, pull: PullRequest, backends: Backends): readonly LoginReport[] {
  try {
    return backends.of(rule).logins?.(pull) ?? [];
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

/** The first of the nearest. */
function nearestOf(rules: readonly RuleReport[]): Explanation['nearest'] {
  if (rules.some(({ matched }) => matched)) return null;
  const nearest = byDistance(rules).find(({ remedy }) => remedy !== null);
  return nearest?.remedy ? { rule: nearest.name, remedy: nearest.remedy } : null;
}

/** Those that come near, the nearest first; of equal ones in their order. */
export function byDistance<T extends Pick<RuleReport, 'distance'>>(rules: readonly T[]): readonly T[] {
  const near = rules.filter(({ distance }) => distance !== null);
  return near.toSorted((one, other) => (one.distance ?? 0) - (other.distance ?? 0));
}

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
  let before: string | undefined;
  let isDecided = false;
  return rules.map((rule) => {
    const { undecided, ...report } = reportUndecided(rule, pull, backends);
    // One that cannot be decided is part of a chain, and fails there.
    const takesPart = report.matched || (undecided && before !== undefined && !isDecided);
    if (!takesPart) {
      return report;
    }
    if (isDecided) {
      return { ...report, reason: `${report.reason}, but rule "${before}" comes first` };
    }
    const behind = before === undefined ? '' : `; it follows rule "${before}" (continue)`;
    before = rule.name;
    isDecided = !rule.continue;
    return { ...report, reason: `${report.reason}${behind}` };
  });
}

/** A rule whose file cannot be read is reported like the others, with the reason. */
function reportUndecided(
  rule: Rule,
  pull: PullRequest,
  backends: Backends,
): RuleReport & { readonly undecided: boolean } {
  try {
    return { ...reportRule(rule, pull, backends.patternsOf), undecided: false };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return {
      name: rule.name,
      matched: false,
      reason: `cannot be decided: ${error.message}`,
      pattern: null,
      distance: 1, // it may be the one that is meant
      remedy: null,
      undecided: true,
    };
  }
}

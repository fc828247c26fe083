// What the kubelet has once an entry is replaced: the rules of the planned entries, the entries of other plugins that stay,
// and the variables. Made once for all entries that go, so that each of their settings is looked up.

import type { PatternsOf } from '../../config/choose-rule.ts';
import type { BackendConfig, Rule } from '../../config/config.ts';
import { groupBy } from '../../group-by.ts';
import { PatternIndex } from '../../image/pattern-index.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import type { Variable } from '../text/entry-data.ts';
import type { EntryPlan, PlannedEntry } from '../wanted/plan.ts';

export interface ReplacedContext {
  readonly plan: EntryPlan;
  /** Patterns of a rule, also of one whose docker config has them. */
  readonly patternsOf: PatternsOf;
  /** Entries of other plugins that stay in the kubelet's configuration. */
  readonly staying: readonly Pick<Provider, 'name' | 'matchImages'>[];
  /** Variables that this plugin's entries have afterwards. */
  readonly env: readonly Variable[];
}

type RuleOf<K extends BackendConfig['kind']> = Rule & {
  readonly backend: Extract<BackendConfig, { readonly kind: K }>;
};

export class Counterparts {
  readonly patternsOf: PatternsOf;
  /** By their patterns: the rules, those of them for every service account, and the entries that stay. */
  readonly rules: PatternIndex<Rule>;
  readonly rulesForAll: PatternIndex<Rule>;
  readonly staying: PatternIndex<string>;
  /** By name; of equal names the first. */
  readonly variables: ReadonlyMap<string | undefined, Variable>;
  /** By the audience of their tokens; of equal ones the first. */
  readonly tokenEntries: ReadonlyMap<string | undefined, PlannedEntry>;
  readonly annotationKeys: ReadonlySet<string>;
  readonly #byKind: ReadonlyMap<string, readonly Rule[]>;

  constructor({ plan, patternsOf, staying, env }: ReplacedContext) {
    const rules = plan.entries.flatMap((entry) => entry.rules);
    this.patternsOf = patternsOf;
    this.rules = indexOf(rules.map((rule) => [rule, patternsOf(rule)]));
    this.rulesForAll = indexOf(
      rules
        .filter(({ matchServiceAccounts }) => matchServiceAccounts === undefined)
        .map((rule) => [rule, patternsOf(rule)]),
    );
    this.staying = indexOf(staying.map(({ name, matchImages }) => [name, matchImages]));
    this.variables = new Map(env.toReversed().map((variable) => [variable.name, variable]));
    this.tokenEntries = new Map(plan.entries.toReversed().map((entry) => [entry.tokens?.audience, entry]));
    this.annotationKeys = new Set(plan.entries.flatMap(({ tokens }) => tokens?.annotationKeys ?? []));
    this.#byKind = groupBy(rules, ({ backend }) => backend.kind);
  }

  rulesOf<K extends BackendConfig['kind']>(kind: K): readonly RuleOf<K>[] {
    return (this.#byKind.get(kind) ?? []) as readonly RuleOf<K>[];
  }
}

function indexOf<T>(owners: readonly (readonly [owner: T, patterns: readonly string[]])[]): PatternIndex<T> {
  const index = new PatternIndex<T>();
  for (const [owner, patterns] of owners) {
    for (const pattern of patterns) index.add(pattern, owner);
  }
  return index;
}

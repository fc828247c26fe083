// What is left of a configuration when all that the schema refuses is taken out: the checks look at this.

import type { BackendKind } from '../generated/backends.ts';
import type { CacheConfig, LogConfig, RuleConfig } from '../generated/config-types.ts';
import { DEFAULT_IDENTITY } from './defaults.ts';

export interface SoundConfig {
  readonly deadline?: string;
  readonly cache?: Partial<CacheConfig>;
  readonly log?: Partial<LogConfig>;
  readonly rules?: readonly (SoundRule | undefined)[];
}

export type SoundRule = Partial<Omit<RuleConfig, BackendKind | 'matchImages'>> & {
  readonly matchImages?: readonly (string | undefined)[];
} & { readonly [K in BackendKind]?: Partial<Section<K>> };

/** What a rule has under the key of a backend. */
export type Section<K extends BackendKind> = NonNullable<RuleConfig[K]>;

/** Whether the rule may ask as them. What the schema refused is still there, as undefined: it may be anything. */
export function mayAskAs(rule: SoundRule, who: 'node' | 'serviceAccount'): boolean {
  const { identity = 'identity' in rule ? undefined : DEFAULT_IDENTITY } = rule;
  if (identity === undefined || identity === who) {
    return true;
  }
  const { onMissingServiceAccount = 'onMissingServiceAccount' in rule ? 'node' : undefined } = rule;
  return who === 'node' && onMissingServiceAccount === 'node';
}

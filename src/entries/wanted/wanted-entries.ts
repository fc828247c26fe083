// The entries that the rules need in the kubelet's configuration: what `generate` prints and `install` puts in place.

import type { RulePatterns } from '../../backend/rule-patterns.ts';
import type { Config } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { CLOUDS } from '../../generated/backends.ts';
import { formatRelease, type Release, TOKENS_KNOWN } from '../../kubelet/release.ts';
import { type KubeletConfigOptions, kubeletConfigText } from './kubelet-config.ts';
import { type EntryPlan, planEntries } from './plan.ts';

interface EntriesOptions {
  readonly release: Release;
  readonly tokens: boolean;
  /** By cloud, where they are not the usual ones. */
  readonly audiences: ReadonlyMap<string, string>;
  readonly patterns: RulePatterns;
  /** Where the plugin finds its configuration when the kubelet runs it: an absolute path, or `built-in`. */
  readonly source: string;
  readonly madeBy: KubeletConfigOptions['madeBy'];
}

/**
 * The plan, and the text of a configuration of the kubelet's that holds its entries and nothing else.
 * @throws {ProviderError} USAGE, or of a docker config whose keys are needed and cannot be read
 */
export function wantedEntries(
  config: Config,
  { release, tokens, audiences, patterns: { patternsOf, problemOf }, ...rest }: EntriesOptions,
): { readonly plan: EntryPlan; readonly text: string } {
  if (tokens && release < TOKENS_KNOWN) {
    throw new ProviderError(
      `--tokens: kubelet ${formatRelease(release)} has no service account tokens for plugins`,
      { code: 'USAGE', hint: `they are supported from ${formatRelease(TOKENS_KNOWN)}` },
    );
  }
  const unknown = config.rules.find(
    (rule) => rule.matchImages === undefined && problemOf(rule) !== undefined,
  );
  if (unknown !== undefined) {
    throw problemOf(unknown);
  }
  const plan = planEntries(config, { patternsOf, tokens, audiences });
  if (plan.entries.length === 0) {
    throw new ProviderError(
      `${config.source}: no rule matches an image, so the kubelet has no reason to run this plugin`,
      {
        code: 'USAGE',
        hint:
          plan.leftOut.length > 0
            ? 'every rule needs service account tokens: add --tokens'
            : 'add a rule that matches an image',
      },
    );
  }
  return { plan, text: kubeletConfigText(plan, { config: rest.source, release, madeBy: rest.madeBy }) };
}

/** As the configuration and the chart have it: `*` granted to nodes would be every audience. */
const AUDIENCE = /^(?:[!-)+-~]|[!-~]{2,500})$/;

/** What --audience says, by cloud; or by backend, whose rules may then use one cloud only. @throws {ProviderError} USAGE */
export function audiencesNamed(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, kind = '', audience = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      if (!CLOUDS.some((cloud) => `${cloud}.`.startsWith(`${kind}.`)) || !AUDIENCE.test(audience)) {
        throw new ProviderError(
          `--audience: expected CLOUD=AUDIENCE with ${CLOUDS.join(', ')} for CLOUD and an audience in ASCII without blanks, not "*", got ${quote(text)}`,
          { code: 'USAGE', hint: 'for instance --audience google=my-project.svc.id.goog' },
        );
      }
      return [kind, audience];
    }),
  );
}

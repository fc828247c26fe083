// Images of a service account that a credential without a token would make usable by every Pod of the node.

import type { Rule } from '../config/config.ts';
import { WITHOUT_TOKENS } from '../entries/text/entry-data.ts';
import { quote } from '../escape.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { Provider } from '../kubelet/config/load.ts';
import { placeOf, rulesOf } from './checked-config.ts';
import { type CheckedEntry, entriesByConfig } from './checked-entry.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

/** Of each rule that asks as a service account and gets tokens: the entries that may pull its images as the node. */
export function imagesStayWithTheirAccount(subject: CheckSubject): Finding[] {
  const { configs, entries, patterns, kubeletConfig } = subject;
  const own = new Map(entries.map((entry) => [entry.provider, entry]));
  const plain = new PatternIndex<Provider>();
  for (const provider of kubeletConfig?.providers ?? []) {
    if (provider.tokenAttributes !== undefined) continue;
    for (const pattern of provider.matchImages) plain.add(pattern, provider);
  }
  const entriesOf = entriesByConfig(entries);
  return configs.flatMap((config) => {
    const withTokens = patternsWithTokens(entriesOf(config));
    return rulesOf(config).flatMap(({ rule, path }) => {
      const images = patterns.patternsOf(rule);
      if (rule.identity !== 'serviceAccount' || !images.some((image) => withTokens.overlaps(image))) {
        return [];
      }
      const overlapping = plain.overlapping(images).map(({ value }) => value);
      const opening = [...new Set(overlapping)].filter((provider) =>
        opens(rule, provider, own.get(provider)),
      );
      return opening.length === 0 ? [] : [openFinding(rule, placeOf(config, [...path, 'identity']), opening)];
    });
  });
}

function patternsWithTokens(entries: readonly CheckedEntry[]): PatternIndex<undefined> {
  return PatternIndex.of(
    entries.flatMap(({ provider }) => (provider.tokenAttributes === undefined ? [] : provider.matchImages)),
  );
}

/** Another plugin's answer is not known: it may be the node's credential. This plugin's own is, by its arguments. */
function opens(
  { onMissingServiceAccount, matchServiceAccounts }: Rule,
  { args }: Provider,
  own: CheckedEntry | undefined,
): boolean {
  // Without a token a rule for some accounts does not win: which later one does is a finding of its own.
  const asNode = onMissingServiceAccount === 'node' && matchServiceAccounts === undefined;
  return own === undefined || (asNode && !args.includes(WITHOUT_TOKENS));
}

function openFinding(rule: Rule, place: ReturnType<typeof placeOf>, providers: readonly Provider[]): Finding {
  const names = providers.map(({ name }) => quote(name)).join(', ');
  return finding('images-open', {
    ...place,
    what: `images of rule ${quote(rule.name)} also match the kubelet's ${providers.length === 1 ? 'entry' : 'entries'} ${names} without tokens, which may give the node's credential for them`,
    remedy: `remove these images from matchImages of ${names}; where the entry is of this plugin, the argument ${WITHOUT_TOKENS} does it too`,
  });
}

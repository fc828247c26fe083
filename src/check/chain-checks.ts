// Rules with continue: whether others follow, whether their credentials can be put in order, and what becomes of a chain of
// which some rules need the Pod's token and others do not.

import { Backends } from '../backend/backends.ts';
import { leftOutOf, requiredFailed } from '../backend/chain/failures.ts';
import { orderOf } from '../backend/chain/order.ts';
import { needsToken } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { matchesPattern } from '../image/pattern.ts';
import type { ImageName } from '../image/reference.ts';
import { placeOf, rulesOf } from './checked-config.ts';
import { type CheckedEntry, entriesByConfig } from './checked-entry.ts';
import { type Finding, finding, textsOf } from './finding.ts';
import { accountOf, RuleChoices } from './rule-choices.ts';
import type { CheckSubject } from './subject.ts';

export function chainsAreInOrder({
  configs,
  entries,
  patterns: { patternsOf },
  surroundingsOf,
}: CheckSubject): Finding[] {
  const entriesOf = entriesByConfig(entries);
  return configs.flatMap((config) => {
    const rules = rulesOf(config);
    if (config.config === undefined || !rules.some(({ rule }) => rule.continue)) return [];
    const backends = new Backends(surroundingsOf(config.config));
    const choices = new RuleChoices(
      rules.map(({ rule }) => rule),
      patternsOf,
    );
    return rules.flatMap(({ rule, path }) => {
      if (!rule.continue) return [];
      const place = placeOf(config, [...path, 'continue']);
      const account = accountOf(rule);
      const served = choices
        .imagesOf(rule)
        .map((image) => ({ image, rules: choices.serversOf(image, account) }))
        .filter((chain) => chain.rules.includes(rule));
      if (served.length === 0) return []; // an earlier rule has all of its images, which is said elsewhere
      const chains = served.filter((chain) => chain.rules.at(-1) !== rule);
      return chains.length === 0
        ? [nothingFollows(rule, place)]
        : [...orderFindings(chains, backends, place), ...splitFindings(chains, entriesOf(config), place)];
    });
  });
}

type Place = ReturnType<typeof placeOf>;

interface FoundChain {
  readonly image: ImageName;
  readonly rules: readonly Rule[];
}

function nothingFollows({ name }: Rule, place: Place): Finding {
  return finding('continue-without-next', {
    ...place,
    what: `rule ${quote(name)}: no later rule matches an image of it for the same service accounts`,
    remedy: 'add the rule whose credentials are to follow, or remove continue',
  });
}

/** Of the first chain that the kubelet cannot be told the order of as meant. */
function orderFindings(chains: readonly FoundChain[], backends: Backends, place: Place): Finding[] {
  for (const { image, rules } of chains) {
    const thenAnonymous = rules.some((rule) => rule.thenAnonymous);
    const counts = rules.map((rule) => loginsOf(rule, image, backends));
    try {
      const order = orderOf(image, counts, { cacheKeyType: 'Registry', thenAnonymous });
      const leftOut = rules.flatMap((rule, index) => {
        const failure = leftOutOf(rule, image, counts[index] ?? 0, order.keys[index] ?? []);
        if (failure === undefined) return [];
        const [said, severity] = rule.required
          ? [requiredFailed(failure), 'error' as const]
          : [failure, 'warning' as const];
        return finding('chain-order', { ...place, ...textsOf(said), severity });
      });
      if (leftOut.length > 0) return leftOut;
      if (order.cacheKeyType !== 'Registry') {
        return [
          finding('chain-order', {
            ...place,
            what: `a registry with an IPv6 address, such as ${quote(image.registry)}, has too few keys for the credentials of ${namesOf(rules)}, so each answer is for one image`,
            remedy:
              'nothing, or give the registry a host name: the kubelet then runs the plugin once for all its images',
          }),
        ];
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return [finding('chain-order', { ...place, ...textsOf(error), severity: 'error' })];
    }
  }
  return [];
}

/** How many credentials the rule has for the image: several only of a docker config. */
function loginsOf(rule: Rule, image: ImageName, backends: Backends): number {
  if (rule.backend.kind !== 'dockerConfig') return 1;
  try {
    const pull = {
      image,
      serviceAccountToken: undefined,
      serviceAccount: () => undefined,
      serviceAccountAnnotations: new Map<string, string>(),
    };
    return backends.of(rule).describe(pull).keys?.length ?? 1;
  } catch (error) {
    if (error instanceof ProviderError) return 1; // said elsewhere
    throw error;
  }
}

/** Of the first chain for which the kubelet runs an entry with tokens and one without. */
function splitFindings(
  chains: readonly FoundChain[],
  entries: readonly CheckedEntry[],
  place: Place,
): Finding[] {
  for (const { image, rules } of chains) {
    const pods = rules.filter(needsToken);
    const nodes = rules.filter((rule) => !needsToken(rule));
    const asked = entries.filter(({ provider }) =>
      provider.matchImages.some((pattern) => matchesPattern(pattern, image.name)),
    );
    const withTokens = asked.find(({ provider }) => provider.tokenAttributes !== undefined);
    const plain = asked.find(({ provider }) => provider.tokenAttributes === undefined);
    if (pods.length > 0 && nodes.length > 0 && withTokens !== undefined && plain !== undefined) {
      const denied = pods.some(
        (rule) => rule.identity === 'serviceAccount' && rule.onMissingServiceAccount === 'deny',
      );
      return [
        finding('chain-by-entries', {
          ...place,
          what: `for images such as ${quote(image.name)} the kubelet runs entry ${quote(withTokens.provider.name)} with a token, which gives the credentials of ${namesOf(rules)}, and entry ${quote(plain.provider.name)} without one, which gives those of ${namesOf(nodes)} to every Pod${denied ? ' and asks again after a minute, because a rule without its token fails' : ''}`,
          remedy: `remove these images from matchImages of ${quote(plain.provider.name)}, if every Pod that needs them has a service account${denied ? '; or set onMissingServiceAccount: anonymous' : ''}`,
        }),
      ];
    }
  }
  return [];
}

function namesOf(rules: readonly Rule[]): string {
  return `${rules.length === 1 ? 'rule' : 'rules'} ${rules.map(({ name }) => quote(name)).join(', ')}`;
}

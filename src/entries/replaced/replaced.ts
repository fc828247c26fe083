// What an entry that is replaced has done for the kubelet, and what does the same afterwards: its patterns, arguments,
// variables and token settings.
// https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/

import { quote } from '../../escape.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import { judgeArguments } from './arguments.ts';
import { Counterparts, type ReplacedContext } from './counterparts.ts';
import { atField, hasCounterpart, type JudgedField } from './judged.ts';
import { judgePattern } from './patterns.ts';
import { judgeTokens } from './tokens.ts';
import { judgeVariable } from './variables.ts';

export interface Replaced extends JudgedField {
  /** Name of the entry. */
  readonly entry: string;
}

export function judgeReplaced(providers: readonly Provider[], context: ReplacedContext): Replaced[] {
  const counterparts = new Counterparts(context);
  return providers.flatMap((provider) =>
    judgeProvider(provider, counterparts).map((each) => ({ entry: provider.name, ...each })),
  );
}

const RESPONSES_SAY = 'each response of this plugin says how long it may be kept';

function judgeProvider(provider: Provider, counterparts: Counterparts): JudgedField[] {
  return [
    ...provider.matchImages.map((pattern, index) =>
      atField(['matchImages', index], judgePattern(pattern, counterparts)),
    ),
    ...judgeArguments(provider, counterparts),
    ...provider.env.map((variable, index) => atField(['env', index], judgeVariable(variable, counterparts))),
    ...judgeTokens(provider, counterparts),
    atField(
      ['apiVersion'],
      hasCounterpart(
        `apiVersion ${quote(provider.apiVersion)}`,
        'credentialprovider.kubelet.k8s.io/v1, which has the same fields and carries tokens',
      ),
    ),
    atField(['defaultCacheDuration'], hasCounterpart('defaultCacheDuration', RESPONSES_SAY)),
  ];
}

export function isLost({ counterpart }: Replaced): boolean {
  return counterpart === undefined;
}

/** What a record of accepted losses has of it: the same in every version, so that an upgrade does not refuse it again. */
export function keyOf({ entry, what }: Replaced): string {
  return `${entry}: ${what}`;
}

/** One line for a person. */
export function describeReplaced({ entry, what, counterpart, hint }: Replaced): string {
  const remedy = hint === undefined ? '' : `; ${hint}`;
  return `replaced entry ${quote(entry)}: ${what}; counterpart: ${counterpart ?? `none${remedy}`}`;
}

/** Of each name that is to be replaced and that none of the others' entries has: nothing else would tell of a slip. */
export function describeNotThere(replace: readonly string[], others: readonly string[]): string[] {
  const has =
    others.length === 0 ? 'no entry of another plugin' : others.map((name) => quote(name)).join(', ');
  return [...new Set(replace)]
    .filter((name) => !others.includes(name))
    .map(
      (name) => `--replace ${quote(name)}: this entry does not exist; the kubelet's configuration has ${has}`,
    );
}

// Which entries of the kubelet's configuration the kubelet runs for an image, and which of them are tried.

import { reportPatterns } from '../image/report.ts';
import type { Provider } from '../kubelet/config/provider.ts';
import { executablePath } from '../kubelet/executable.ts';
import { runsThisPlugin } from '../kubelet/own-provider.ts';

export interface TriedEntry {
  readonly provider: Omit<Provider, 'place'>;
  /** Of the executable, as the kubelet names it. */
  readonly path: string;
  /** Whether it is this plugin. */
  readonly own: boolean;
  /** Why the kubelet runs it, or does not, for a reader. */
  readonly matching: string;
}

export interface ChosenEntries {
  /** In the kubelet's order. */
  readonly tried: readonly TriedEntry[];
  /** Names of other plugins that the kubelet runs for the image too. */
  readonly others: readonly string[];
  /** Entries that were asked for, or come near, and do not match: with the reason. */
  readonly unmatched: readonly { readonly name: string; readonly reason: string }[];
}

interface Options {
  readonly binDir: string;
  readonly ownPath: string;
  /** Full name. */
  readonly image: string;
  /** Those that are asked for; empty: all of this plugin. */
  readonly named: readonly string[];
}

/** How many entries that do not match are told. */
const MAX_UNMATCHED = 3;
/** Of a pattern that is about something else. */
const FAR = 9;

export function chooseEntries(providers: readonly Provider[], options: Options): ChosenEntries {
  const { binDir, ownPath, image, named } = options;
  const looked = providers.map((provider) => ({
    provider,
    path: executablePath(binDir, provider.name),
    own: runsThisPlugin(provider, { binDir, ownPath }),
    report: reportPatterns(provider.matchImages, image, 'it has no pattern'),
  }));
  const isWanted = ({ provider: { name }, own }: (typeof looked)[number]) =>
    named.length === 0 ? own : named.includes(name);
  const matching = looked.filter(({ report }) => report.matched);
  const unmatched = looked
    .filter(({ report }) => !report.matched)
    .filter((each) => named.length === 0 || isWanted(each))
    .sort((one, other) => (one.report.distance ?? FAR) - (other.report.distance ?? FAR));
  return {
    tried: matching
      .filter(isWanted)
      .map(({ provider, path, own, report }) => ({ provider, path, own, matching: report.reason })),
    others: matching.filter((each) => !isWanted(each)).map(({ provider }) => provider.name),
    unmatched: unmatched
      .slice(0, MAX_UNMATCHED)
      .map(({ provider: { name }, report: { reason, pattern, remedy } }) => ({
        name,
        reason: remedy === null ? reason : `pattern "${pattern}": ${remedy}`,
      })),
  };
}

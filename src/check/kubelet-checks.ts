// What keeps the kubelet from starting, and what it accepts though it cannot be meant.

import { WITHOUT_TOKENS } from '../entries/text/entry-data.ts';
import { quote } from '../escape.ts';
import { lintPattern, withoutPassword } from '../image/lint.ts';
import { type Overlap, PatternIndex } from '../image/pattern-index.ts';
import { patternProblem } from '../image/pattern-parts.ts';
import type { Provider } from '../kubelet/config/load.ts';
import { ownConfigProblems } from '../kubelet/config/own-config.ts';
import { executableProblems } from '../kubelet/executable.ts';
import { formatRelease, NEWEST_RELEASE } from '../kubelet/release.ts';
import { type Finding, finding } from './finding.ts';
import { notBelieved } from './known-kubelet.ts';
import type { CheckSubject } from './subject.ts';

export function kubeletRefuses({ kubeletConfig, binDir, kubelet: { running } }: CheckSubject): Finding[] {
  const missing =
    kubeletConfig === undefined || binDir === undefined
      ? []
      : executableProblems(binDir, kubeletConfig.providers);
  return [...ownConfigProblems(running?.ownFiles ?? []), ...(kubeletConfig?.problems ?? []), ...missing].map(
    ({ code, ...details }) => finding(code, details),
  );
}

export function flagsComeInPairs({ kubelet: { running } }: CheckSubject): Finding[] {
  if (running === undefined || (running.config === undefined) === (running.binDir === undefined)) {
    return [];
  }
  const [there, missing] = running.config === undefined ? ['bin-dir', 'config'] : ['config', 'bin-dir'];
  return [
    finding('kubelet-flags', {
      what: `the kubelet has --image-credential-provider-${there} but not --image-credential-provider-${missing}, ${running.source ?? `process ${running.pid}`}`,
      remedy: `set --image-credential-provider-${missing} too`,
    }),
  ];
}

export function furtherDocumentsAreIgnored({ kubeletConfig }: CheckSubject): Finding[] {
  return (kubeletConfig?.ignored ?? []).map(({ file, line }) =>
    finding('kubelet-document-ignored', {
      file,
      line,
      what: 'another YAML document begins here',
      remedy:
        'move its entries into the first document, or into a file of their own in a configuration directory',
    }),
  );
}

export function patternsNeverMatch({ kubeletConfig }: CheckSubject): Finding[] {
  return (kubeletConfig?.providers ?? []).flatMap(({ matchImages, place }) =>
    matchImages.flatMap((pattern, index) => {
      const lint = patternProblem(pattern) === undefined ? lintPattern(pattern) : undefined;
      if (lint === undefined) {
        return [];
      }
      return [
        finding('pattern-never-matches', {
          file: place.file,
          line: place.lineOf('matchImages', index),
          path: [...place.path, 'matchImages', index],
          what: `the pattern ${quote(withoutPassword(pattern))}: ${lint.problem}`,
          remedy:
            lint.meant === undefined
              ? 'correct it or remove it'
              : `write ${quote(lint.meant)}, if that is what you mean`,
        }),
      ];
    }),
  );
}

/** One finding for two entries, however many of their patterns overlap. */
export function providersOverlap({ kubeletConfig, entries }: CheckSubject): Finding[] {
  const own = new Set(entries.map(({ provider }) => provider));
  const earlier = new PatternIndex<Provider>();
  return (kubeletConfig?.providers ?? []).flatMap((provider) => {
    const overlaps = earlier.overlapping(provider.matchImages);
    for (const pattern of provider.matchImages) earlier.add(pattern, provider);
    return overlaps.map((overlap) => overlapFinding(provider, overlap, own));
  });
}

function overlapFinding(
  provider: Provider,
  { value: earlier, pattern: first, other: second }: Overlap<Provider>,
  own: ReadonlySet<Provider>,
): Finding {
  // How the same plugin is run with and without tokens.
  const isMeant = own.has(earlier) && own.has(provider) && withTokens(earlier) !== withTokens(provider);
  const alike =
    first === second ? `of the pattern ${quote(first)}` : `that match ${quote(first)} and ${quote(second)}`;
  return finding('provider-overlap', {
    file: provider.place.file,
    line: provider.place.lineOf('matchImages'),
    path: [...provider.place.path, 'matchImages'],
    what: `the kubelet runs both ${quote(earlier.name)} and ${quote(provider.name)} for images ${alike}`,
    remedy: isMeant
      ? overlapRemedy(withTokens(earlier) ? provider : earlier)
      : 'remove the pattern from one of them, or keep both if that is intended: for equal keys the kubelet tries the first entry first',
    severity: isMeant ? 'note' : undefined,
  });
}

/** @param plain this plugin's entry without tokens, beside one with them */
function overlapRemedy({ name, args }: Provider): string {
  return args.includes(WITHOUT_TOKENS)
    ? 'nothing: the entry without tokens leaves the rules that need them to the other one'
    : `add the argument ${WITHOUT_TOKENS} to the entry ${quote(name)}, as generate kubelet-config and install do: without it a rule that denies pulls without a token fails there at each pull, which the kubelet logs and counts as an error although the pull works`;
}

function withTokens({ tokenAttributes }: Provider): boolean {
  return tokenAttributes !== undefined;
}

export function whatIsNotKnown({ kubelet, kubeletConfig, binDir }: CheckSubject): Finding[] {
  if (kubeletConfig === undefined) {
    return [
      finding('kubelet-config-not-found', {
        what: `--kubelet-config is not set, and no kubelet that has such a configuration runs here${notBelieved(kubelet.passedOver())}`,
        remedy: 'set --kubelet-config, and --kubelet-bin-dir for the directory of executables',
      }),
    ];
  }
  const isNewer = kubelet.release > NEWEST_RELEASE;
  return [
    ...(kubelet.releaseFrom === 'assumed' || isNewer
      ? [
          finding('kubelet-release-assumed', {
            what: isNewer
              ? `kubelet ${formatRelease(kubelet.release)} runs here, and ${formatRelease(NEWEST_RELEASE)} is the newest release that this version knows`
              : `the release of the kubelet is not known; ${formatRelease(NEWEST_RELEASE)} is assumed`,
            remedy: isNewer ? 'look for a newer version of this plugin' : 'set --kubelet-version',
          }),
        ]
      : []),
    ...(binDir === undefined
      ? [
          finding('kubelet-executables-unknown', {
            what: 'the directory of executables is not known',
            remedy: 'set --kubelet-bin-dir',
          }),
        ]
      : []),
  ];
}

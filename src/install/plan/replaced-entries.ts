// The entries of others that are replaced, in whichever file they are: what they do, what of it is lost, and the variables
// that our entries get from them.

import {
  describeNotThere,
  describeReplaced,
  isLost,
  judgeReplaced,
  keyOf,
} from '../../entries/replaced/replaced.ts';
import { carriedVariables } from '../../entries/replaced/variables.ts';
import type { Variable } from '../../entries/text/entry-data.ts';
import { entryNames, isOurs } from '../../entries/text/names.ts';
import { type Kubelet, loadKubeletConfigText, type Provider } from '../../kubelet/config/load.ts';
import type { Loss } from './losses.ts';
import type { StartingPoint } from './starting-point.ts';
import type { Wanted } from './wanted.ts';

interface ReplacedEntries {
  /** For our entries. */
  readonly env: readonly Variable[];
  readonly notes: readonly string[];
  readonly losses: readonly Loss[];
}

const NONE: ReplacedEntries = { env: [], notes: [], losses: [] };

/** @param files of the kubelet's configuration, the one with our entries among them @param main that one */
export function judgeReplacedEntries(
  start: StartingPoint,
  { replace, plan, patternsOf, entries }: Wanted,
  kubelet: Kubelet,
  { files, main }: { readonly files: readonly string[]; readonly main: string },
): ReplacedEntries {
  if (replace.length === 0) return NONE;
  const present = files
    .filter((file) => start.files.standing(file).kind === 'file')
    .flatMap((file) => loadKubeletConfigText(file, start.textAt(file), kubelet).providers);
  const ours = present.filter(({ name }) => isOurs(name));
  const others = present.filter(({ name }) => !isOurs(name));
  const going = others.filter(({ name }) => replace.includes(name));
  const env = carriedVariables(going, main);
  const names = entryNames(entries);
  const context = {
    plan,
    patternsOf,
    staying: others.filter(({ name }) => !replace.includes(name)),
    env: [...ours.filter(({ name }) => names.includes(name)).flatMap((each) => each.env), ...env],
  };
  const found = judgeReplaced(going, context);
  // Their variables were looked at when they went; what is in our entries since then is the operator's.
  const goneBefore = judgeReplaced(
    originalEntries(start, kubelet)
      .filter(({ name }) => replace.includes(name) && !going.some((each) => each.name === name))
      .map((provider) => ({ ...provider, env: [] })),
    context,
  );
  const namedFirst = replace.filter((name) => start.record?.replaced.includes(name) !== true);
  const otherNames = others.map(({ name }) => name);
  return {
    env,
    notes: [...found.map(describeReplaced), ...describeNotThere(namedFirst, otherNames)],
    losses: [...found, ...goneBefore].filter(isLost).map((each) => ({
      key: keyOf(each),
      replaced: each.entry,
      text: describeReplaced(each),
    })),
  };
}

/** The entries that were there before the first install. */
function originalEntries(start: StartingPoint, kubelet: Kubelet): readonly Provider[] {
  return start.configItems.flatMap(({ path }) => {
    const text = start.originalText(path);
    return text === undefined ? [] : loadKubeletConfigText(path, text, kubelet).providers;
  });
}

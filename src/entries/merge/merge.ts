// This plugin's entries put into a configuration of the kubelet that is there already: everything else of it stays, and in
// the plugin's own entries everything that the plugin does not generate.

import { ProviderError } from '../../errors.ts';
import { escapeControls } from '../../escape.ts';
import { type Kubelet, loadKubeletConfigText } from '../../kubelet/config/load.ts';
import { NAME } from '../../version.ts';
import { addedByHand } from '../entry/by-hand.ts';
import { editOf } from '../entry/entry-edit.ts';
import type { FieldChange } from '../entry/field-change.ts';
import { type ConfigData, configOf } from '../text/config-data.ts';
import type { Variable } from '../text/entry-data.ts';
import type { WrittenEntry } from '../text/entry-list.ts';
import { isOurs } from '../text/names.ts';
import { withVariables, writtenEntries } from '../text/written-entries.ts';
import { changeList, type ListChange } from './list-change.ts';
import { refuseProblems, refuseUnloadable } from './refuse.ts';

interface MergeOptions {
  /** Path and content of the file that is there. */
  readonly file: string;
  readonly text: string;
  /** A file with this plugin's entries and nothing else. */
  readonly ours: string;
  readonly kubelet: Kubelet;
  /** Names of entries of others that go. */
  readonly replace?: readonly string[];
  /** Variables that this plugin's entries get, unless they have one of the name. */
  readonly env?: readonly Variable[];
  /** The command, for errors. */
  readonly who?: string;
}

export interface Merged {
  readonly text: string;
  /** Fields that this plugin writes, and that were otherwise. */
  readonly changes: readonly FieldChange[];
  /** What an operator has written in entries of this plugin that are removed, by the entry. */
  readonly lost: readonly { readonly entry: string; readonly what: string }[];
}

/**
 * The merged file, in YAML or JSON as the one that was there. In entries of this plugin that it has, only the fields that
 * the plugin writes are changed.
 * @throws {ProviderError} CONFIG_INVALID when the kubelet refuses the file already, or would refuse the outcome
 */
export function mergeKubeletConfig({ file, text, ours, kubelet, ...options }: MergeOptions): Merged {
  const { replace = [], env = [], who = '--merge' } = options;
  refuseUnloadable({ file, text, kubelet, who });
  const before = configOf(text);
  const wanted = writtenEntries(ours).map((written) => withVariables(written, env));
  // Tokens are all that the older versions of the file do not have.
  const needsV1 = wanted.some(({ entry }) => entry.tokenAttributes !== undefined);
  const version = needsV1 ? configOf(ours).apiVersion : before.apiVersion;
  const apiVersion = version === before.apiVersion ? undefined : version;
  const fates = fatesOf(before, wanted, { replace, env });
  const merged = changeList(text, before, { fates, added: addedOf(before, wanted), apiVersion, ours });
  if (merged === undefined) {
    throw new ProviderError(`${who}: the entries of ${escapeControls(file)} cannot be changed in place`, {
      code: 'CONFIG_INVALID',
      hint: 'write it without anchors and aliases, or merge by hand',
    });
  }
  refuseProblems(
    `${who}: the kubelet refuses the file with the entries of ${NAME}`,
    loadKubeletConfigText(file, merged, kubelet),
    'merge by hand',
  );
  const ofFile = { entry: '', field: 'apiVersion', before: before.apiVersion, after: apiVersion };
  return {
    text: merged,
    changes: [...(apiVersion === undefined ? [] : [ofFile]), ...changesOf(before, fates)],
    lost: lostOf(before, fates),
  };
}

type Fates = ListChange['fates'];

function fatesOf(
  { providers }: ConfigData,
  wanted: readonly WrittenEntry[],
  { replace, env }: { readonly replace: readonly string[]; readonly env: readonly Variable[] },
): Fates {
  const byName = new Map(wanted.map(({ entry }) => [entry.name, entry]));
  const replaced = new Set(replace);
  return providers.map((entry) => {
    const match = byName.get(entry.name);
    if (match !== undefined) return editOf(entry, match, env);
    return isOurs(entry.name) || replaced.has(entry.name) ? 'goes' : 'stays';
  });
}

/** Each entry that is not there comes before the next one that is. */
function addedOf({ providers }: ConfigData, wanted: readonly WrittenEntry[]): ListChange['added'] {
  const added = new Map<number, readonly WrittenEntry[]>();
  let before = providers.length;
  for (const written of wanted.toReversed()) {
    const place = providers.findIndex(({ name }) => name === written.entry.name);
    if (place === -1) added.set(before, [written, ...(added.get(before) ?? [])]);
    else before = place;
  }
  return added;
}

function changesOf({ providers }: ConfigData, fates: Fates): FieldChange[] {
  const edits = fates.filter((fate) => typeof fate !== 'string');
  const gone = providers.filter(({ name }, index) => fates[index] === 'goes' && isOurs(name));
  return [
    ...edits.flatMap(({ changes }) => changes),
    ...gone.map(({ name }) => ({ entry: name, field: 'name', before: name, after: undefined })),
  ];
}

function lostOf({ providers }: ConfigData, fates: Fates): Merged['lost'] {
  return providers.flatMap((entry, index) => {
    const fate = fates[index];
    const goesByHand = fate === 'goes' && isOurs(entry.name) ? addedByHand(entry) : [];
    const lost = typeof fate === 'object' ? fate.lost : goesByHand;
    return lost.map((what) => ({ entry: entry.name, what }));
  });
}

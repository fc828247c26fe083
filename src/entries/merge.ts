// Our entries put into a configuration of the kubelet's that is there already, and taken out again: everything else of
// it stays, and in our own entries everything that we do not generate.

import { type Document, isScalar, isSeq, parse as parseYaml } from 'yaml';
import { formatPath } from '../config/mistake.ts';
import { hideSecrets } from '../config/without-secrets.ts';
import { ProviderError } from '../errors.ts';
import { escapeControls, quote } from '../escape.ts';
import { type Kubelet, type KubeletConfig, loadKubeletConfigText } from '../kubelet/config/load.ts';
import { NAME } from '../version.ts';
import {
  type ConfigData,
  configOf,
  firstThatSays,
  formatJson,
  isJson,
  nameOf,
  typedProviders,
} from './config-data.ts';
import {
  addedByHand,
  applyOperations,
  type EntryData,
  type EntryEdit,
  editOf,
  type FieldChange,
  type Variable,
} from './entry.ts';
import { entryEdits } from './entry-edits.ts';
import { freshFrom, listEdits } from './entry-list.ts';
import { text as quoted, splitHeader } from './kubelet-config.ts';
import { Made } from './made-entries.ts';
import { secretVariables } from './replaced/variables.ts';
import { rewrite } from './rewrite.ts';
import { applyEdits, asList, asMap, documentOf, type Edit, NotEditable, Source, valueAt } from './source.ts';

export interface MergeOptions {
  /** Path and content of the file that is there. */
  readonly file: string;
  readonly text: string;
  /** The file that holds our entries alone. */
  readonly ours: string;
  readonly kubelet: Kubelet;
  /** Names of entries of others that go. */
  readonly replace?: readonly string[];
  /** Variables that our entries get, unless they have one of the name. */
  readonly env?: readonly Variable[];
  /** The command, for errors. */
  readonly who?: string;
}

export interface Merged {
  readonly text: string;
  /** What was there of our own fields, and is written otherwise. */
  readonly changes: readonly FieldChange[];
  /** What an operator has written in an entry of ours that is not wanted any more, by the entry. */
  readonly lost: readonly { readonly entry: string; readonly what: string }[];
}

/**
 * The merged file, in YAML or JSON as the one that was there. In entries of ours that it has, only the fields that we
 * write are changed.
 * @throws {ProviderError} CONFIG_INVALID when the kubelet refuses the file already, or would refuse the outcome
 */
export function mergeKubeletConfig({ file, text, ours, kubelet, ...options }: MergeOptions): Merged {
  const { replace = [], env = [], who = '--merge' } = options;
  refuseUnloadable({ file, text, kubelet, who });
  const before = configOf(text);
  const wanted = configOf(ours).providers.map((entry) =>
    env.length === 0 ? entry : { ...entry, ...(entry.env === undefined && { env }) },
  );
  const plan = planMerge(before, wanted, { replace, env });
  // Tokens are all that the older versions of the file do not have.
  const needsV1 = wanted.some(({ tokenAttributes }) => tokenAttributes !== undefined);
  const apiVersion = needsV1 ? configOf(ours).apiVersion : before.apiVersion;
  const expected = expectedOf(before, plan, apiVersion);
  const merged = firstThatSays(expected, [
    () => editText(text, { plan, ours, env, apiVersion }),
    () => (isJson(text) ? jsonOf(text, { plan, ours, env, apiVersion }) : rewrite(text, expected)),
  ]);
  if (merged === undefined) {
    throw new ProviderError(
      `${who}: ${escapeControls(file)} is written in a way that cannot be changed in its place`,
      {
        code: 'CONFIG_INVALID',
        hint: 'write it without anchors and aliases, or merge by hand',
      },
    );
  }
  refuseProblems(
    `${who}: the kubelet refuses the file with the entries of ${NAME}`,
    loadKubeletConfigText(file, merged, kubelet),
    'merge by hand',
  );
  const ofFile = { entry: '', field: 'apiVersion', before: before.apiVersion, after: apiVersion };
  const changes = [...(apiVersion === before.apiVersion ? [] : [ofFile]), ...plan.changes];
  return { text: merged, changes, lost: plan.lost };
}

/** @throws {ProviderError} CONFIG_INVALID when the kubelet refuses the file as it is */
export function refuseUnloadable({
  file,
  text,
  kubelet,
  who = '--merge',
}: Pick<MergeOptions, 'file' | 'text' | 'kubelet' | 'who'>): void {
  refuseProblems(
    `${who}: the kubelet refuses the file`,
    loadKubeletConfigText(file, text, kubelet),
    'correct it first',
  );
}

function refuseProblems(what: string, { problems, providers }: KubeletConfig, hint: string): void {
  if (problems.length > 0) {
    const secrets = secretVariables(providers);
    const details = problems.map(({ file, line, path = [], what: problem }) =>
      escapeControls(
        `${file}${line === undefined ? '' : `:${line}`}: ${path.length > 0 ? `${formatPath(path)}: ` : ''}${hideSecrets(problem, secrets)}`,
      ),
    );
    throw new ProviderError(`${what}: ${details.join('; ')}`, {
      code: 'CONFIG_INVALID',
      hint: `${hint}; see registry-credential-provider check`,
      details,
    });
  }
}

/** Names of the entries, whatever else is wrong with the text. */
export function entryNames(text: string): string[] {
  const providers = documentOf(text).get('providers');
  return isSeq(providers) ? providers.items.flatMap((item) => nameOf(item) ?? []) : [];
}

/** The name of an entry that we have made. */
export function isOurs(name: string): boolean {
  return name.startsWith(NAME);
}

/** What becomes of each entry that is there, and where those stand that are new. */
interface MergePlan {
  readonly there: readonly (EntryEdit | 'goes' | 'stays')[];
  /** Indices of wanted entries, by the index of the entry before which they come. */
  readonly added: ReadonlyMap<number, readonly number[]>;
  readonly wanted: readonly EntryData[];
  readonly changes: readonly FieldChange[];
  readonly lost: Merged['lost'];
}

function planMerge(
  { providers }: ConfigData,
  wanted: readonly EntryData[],
  { replace, env }: { readonly replace: readonly string[]; readonly env: readonly Variable[] },
): MergePlan {
  const there = providers.map((entry) => {
    const match = wanted.find(({ name }) => name === entry.name);
    if (match !== undefined) return editOf(entry, match, env);
    return isOurs(entry.name) || replace.includes(entry.name) ? 'goes' : 'stays';
  });
  const added = new Map<number, number[]>();
  let before = providers.length;
  for (let index = wanted.length - 1; index >= 0; index -= 1) {
    const place = providers.findIndex(({ name }) => name === wanted[index]?.name);
    if (place === -1) added.set(before, [index, ...(added.get(before) ?? [])]);
    else before = place;
  }
  const edits = there.filter((each) => typeof each !== 'string');
  return {
    there,
    added,
    wanted,
    changes: [
      ...edits.flatMap(({ changes }) => changes),
      ...providers.flatMap(({ name }, index) =>
        there[index] === 'goes' && isOurs(name)
          ? [{ entry: name, field: 'name', before: name, after: undefined }]
          : [],
      ),
    ],
    lost: providers.flatMap((entry, index) => {
      const edit = there[index];
      const lost =
        edit === 'goes'
          ? isOurs(entry.name)
            ? addedByHand(entry)
            : []
          : edit === 'stays'
            ? []
            : (edit?.lost ?? []);
      return lost.map((what) => ({ entry: entry.name, what }));
    }),
  };
}

function expectedOf<T extends ConfigData>(
  config: T,
  { there, added, wanted }: MergePlan,
  apiVersion: string,
): T {
  const providers = [...config.providers, undefined].flatMap((entry, index) => {
    const edit = there[index];
    return [
      ...(added.get(index) ?? []).flatMap((each) => wanted[each] ?? []),
      ...(entry === undefined || edit === 'goes' || edit === undefined
        ? []
        : [edit === 'stays' ? entry : applyOperations(entry, edit.operations)]),
    ];
  });
  return { ...config, apiVersion, providers };
}

interface TextPlan {
  readonly plan: MergePlan;
  readonly ours: string;
  readonly env: readonly Variable[];
  readonly apiVersion: string;
}

/** Done to the text itself. @throws {NotEditable} */
function editText(text: string, { plan, ours, env, apiVersion }: TextPlan): string {
  const source = new Source(text);
  const document = documentOf(text);
  const list = asList(document.get('providers', true));
  const made = new Made(ours, env);
  const edits = [
    ...headerEdits(text, ours),
    ...versionEdits(source, document, apiVersion),
    ...plan.there.flatMap((edit, index) =>
      typeof edit === 'string'
        ? []
        : entryEdits(source, list, index, edit, made.entry(nameOf(list.items[index]) ?? '')),
    ),
    ...listEdits(
      source,
      list,
      (index) => plan.there[index] === 'goes',
      new Map([...plan.added].map(([index, each]) => [index, each.map((one) => made.fresh(one))])),
    ),
  ];
  return applyEdits(text, edits);
}

function headerEdits(text: string, ours: string): Edit[] {
  const [header] = splitHeader(text);
  const [wanted] = splitHeader(ours);
  return header === '' || header === wanted ? [] : [{ from: 0, to: header.length, text: wanted }];
}

function versionEdits(source: Source, document: Document, apiVersion: string): Edit[] {
  const found = valueAt(asMap(document.contents), 'apiVersion');
  if (found === undefined) throw new NotEditable();
  return isScalar(found.value) && String(found.value.value) === apiVersion
    ? []
    : [
        source.setScalar(
          found.value,
          isScalar(found.value) && found.value.type === 'PLAIN' ? apiVersion : quoted(apiVersion),
        ),
      ];
}

function jsonOf(text: string, { plan, ours, env, apiVersion }: TextPlan): string {
  const there = JSON.parse(text) as ConfigData;
  const typed = typedProviders(ours).map((entry) => (env.length === 0 ? entry : { ...entry, env }));
  return formatJson(expectedOf(there, { ...plan, wanted: typed as unknown as EntryData[] }, apiVersion));
}

/** What the second text would change in the entries of ours that the first has; empty where one of them is not sound. */
export function changesSince(now: string, written: string): readonly FieldChange[] {
  try {
    const before = configOf(written).providers;
    return configOf(now).providers.flatMap((entry) => {
      const earlier = before.find(({ name }) => name === entry.name);
      return earlier !== undefined && isOurs(entry.name) ? editOf(entry, earlier).changes : [];
    });
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

/**
 * What an operator has added to entries of ours in the first text that nothing in the second has: `entry "…": env: NAME`.
 * Empty where one of them is not sound.
 */
export function addedAndGone(text: string, after: string | undefined): readonly string[] {
  try {
    const left = after === undefined ? [] : configOf(after).providers.flatMap(addedByHand);
    return configOf(text)
      .providers.filter(({ name }) => isOurs(name))
      .flatMap((entry) =>
        addedByHand(entry)
          .filter((what) => !left.includes(what))
          .map((what) => `entry ${quote(entry.name)}: ${what}`),
      );
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

export interface TakeOutOptions {
  readonly text: string;
  readonly goes: (name: string) => boolean;
  /** An earlier text of the file, of which these entries come back unless they are there. */
  readonly giveBack?: { readonly text: string; readonly names: readonly string[] } | undefined;
}

/** The text without some entries, otherwise as it was; undefined: there is none left. */
export function takeOutEntries({ text, goes, giveBack }: TakeOutOptions): string | undefined {
  const names = entryNames(text);
  const left = names.filter((name) => !goes(name));
  const back = giveBack?.names.filter((name) => !left.includes(name)) ?? [];
  if (back.length === 0 && left.length === names.length) {
    return names.length === 0 ? undefined : text;
  }
  const before = configOf(text);
  const earlier = giveBack === undefined ? [] : configOf(giveBack.text).providers;
  const places = placesOf(
    names,
    earlier.map(({ name }) => name),
    back,
  );
  const expected = withBack(before, { goes, places, earlier });
  if (expected.providers.length === 0) return undefined;
  const edited = firstThatSays(expected, [
    () => takeOutText(text, goes, places, giveBack?.text),
    () =>
      isJson(text)
        ? formatJson(
            withBack(JSON.parse(text) as ConfigData, {
              goes,
              places,
              earlier: giveBack === undefined ? [] : typedProviders(giveBack.text),
            }),
          )
        : rewrite(text, expected),
  ]);
  if (edited === undefined) {
    throw new ProviderError(
      "the kubelet's configuration is written in a way that cannot be changed in its place",
      {
        code: 'CONFIG_INVALID',
        hint: 'write it without anchors and aliases',
      },
    );
  }
  return edited;
}

/** Where each entry that comes back stands: behind the one that it stood behind, by the index that follows. */
function placesOf(
  there: readonly string[],
  earlier: readonly string[],
  back: readonly string[],
): ReadonlyMap<number, readonly string[]> {
  const places = new Map<number, string[]>();
  earlier.forEach((name, index) => {
    if (!back.includes(name)) return;
    const before = earlier.slice(0, index).findLast((each) => there.includes(each));
    const place = before === undefined ? 0 : there.indexOf(before) + 1;
    places.set(place, [...(places.get(place) ?? []), name]);
  });
  return places;
}

interface BackOptions {
  readonly goes: (name: string) => boolean;
  readonly places: ReadonlyMap<number, readonly string[]>;
  readonly earlier: readonly { readonly name?: unknown }[];
}

function withBack<T extends ConfigData>(config: T, { goes, places, earlier }: BackOptions): T {
  const returning = (index: number) =>
    earlier.filter(({ name }) => places.get(index)?.includes(String(name))) as EntryData[];
  const providers = [...config.providers, undefined].flatMap((entry, index) => [
    ...returning(index),
    ...(entry === undefined || goes(entry.name) ? [] : [entry]),
  ]);
  return { ...config, providers };
}

function takeOutText(
  text: string,
  goes: (name: string) => boolean,
  places: ReadonlyMap<number, readonly string[]>,
  earlier: string | undefined,
): string {
  const source = new Source(text);
  const list = asList(documentOf(text).get('providers', true));
  const isGoing = (index: number) => {
    const name = nameOf(list.items[index]);
    return name !== undefined && goes(name);
  };
  const added = new Map(
    [...places].map(([index, names]) => [index, earlier === undefined ? [] : freshFrom(earlier, names)]),
  );
  return applyEdits(text, listEdits(source, list, isGoing, added));
}

/** The same in JSON, for a file whose name says so. */
export function toJson(text: string): string {
  return formatJson(parseYaml(text));
}

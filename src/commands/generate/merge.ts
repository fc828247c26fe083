// Our entries put into a configuration of the kubelet's that is there already, and taken out again: everything else of
// it stays, and in our own entries everything that we do not generate.

import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parse as parseYaml,
  visit,
  type YAMLMap,
} from 'yaml';
import { formatPath } from '../../config/mistake.ts';
import { ProviderError } from '../../errors.ts';
import { escapeControls } from '../../escape.ts';
import { type Kubelet, type KubeletConfig, loadKubeletConfigText } from '../../kubelet/config/load.ts';
import { NAME } from '../ours.ts';
import {
  addedByHand,
  applyOperations,
  type EntryData,
  type EntryEdit,
  editOf,
  type FieldChange,
  type Operation,
  type Variable,
} from './entry.ts';
import { isGeneratedComment, isLeadComment, text as quoted, splitHeader } from './kubelet-config.ts';
import {
  applyEdits,
  asList,
  asMap,
  dataOf,
  documentOf,
  type Edit,
  NotEditable,
  Source,
  valueAt,
} from './source.ts';

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
  refuseProblems(
    `${who}: the kubelet refuses the file`,
    loadKubeletConfigText(file, text, kubelet),
    'correct it first',
  );
  const before = configOf(text);
  const wanted = configOf(ours).providers.map((entry) =>
    env.length === 0 ? entry : { ...entry, ...(entry.env === undefined && { env }) },
  );
  const plan = planMerge(before, wanted, { replace, env });
  const expected = expectedOf(before, plan, configOf(ours).apiVersion);
  const merged = firstThatSays(expected, [
    () => editText(text, { plan, ours, env }),
    () => (isJson(text) ? jsonOf(text, plan, ours, env) : rewrite(text, expected)),
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
  return { text: merged, changes: plan.changes, lost: plan.lost };
}

function refuseProblems(what: string, { problems }: KubeletConfig, hint: string): void {
  if (problems.length > 0) {
    const details = problems.map(({ file, line, path = [], what: problem }) =>
      escapeControls(
        `${file}${line === undefined ? '' : `:${line}`}: ${path.length > 0 ? `${formatPath(path)}: ` : ''}${problem}`,
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

interface ConfigData {
  readonly apiVersion: string;
  readonly providers: readonly EntryData[];
}

/** Of a text that the kubelet's loader has taken. */
function configOf(text: string): ConfigData {
  const data = dataOf(text) as ConfigData | undefined;
  if (data === undefined || !Array.isArray(data.providers)) {
    throw new ProviderError("the kubelet's configuration has aliases that cannot be followed", {
      code: 'CONFIG_INVALID',
      hint: 'write it without anchors and aliases',
    });
  }
  return data;
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

/** The first of the texts that says what is expected, and nothing else. */
function firstThatSays(expected: unknown, ways: readonly (() => string | undefined)[]): string | undefined {
  for (const way of ways) {
    try {
      const text = way();
      if (text !== undefined && isDeepSame(dataOf(text), expected)) return text;
    } catch (error) {
      if (!(error instanceof NotEditable)) throw error;
    }
  }
  return undefined;
}

/** Whatever the order of the fields. */
function isDeepSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

interface TextPlan {
  readonly plan: MergePlan;
  readonly ours: string;
  readonly env: readonly Variable[];
}

/** Done to the text itself. @throws {NotEditable} */
function editText(text: string, { plan, ours, env }: TextPlan): string {
  const source = new Source(text);
  const document = documentOf(text);
  const list = asList(document.get('providers', true));
  const made = new Made(ours, env);
  const edits = [
    ...headerEdits(text, ours),
    ...versionEdits(source, document, made.config.apiVersion),
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

/** An entry as it is written: with the comments before it, or on the way to a flow. */
interface Fresh {
  /** Lines whose dash is in the column `indent`; undefined where they are to be made from the data. */
  readonly lines?: string;
  readonly indent: string;
  readonly data: unknown;
}

/** What `ours` has of each entry. */
class Made {
  readonly config: ConfigData;
  readonly #source: Source;
  readonly #list: ReturnType<typeof asList>;
  readonly #typed: readonly Record<string, unknown>[];
  readonly #env: readonly Variable[];

  constructor(ours: string, env: readonly Variable[]) {
    this.config = configOf(ours);
    this.#source = new Source(ours);
    this.#list = asList(documentOf(ours).get('providers'));
    this.#typed = typedProviders(ours);
    this.#env = env;
  }

  fresh(index: number): Fresh {
    const blocks = blocksOf(this.#source, this.#list);
    const block = blocks[index];
    const extra =
      this.#env.length === 0
        ? ''
        : `    env:\n${this.#env.map((variable) => `      - ${inline(variable)}\n`).join('')}`;
    return {
      lines: `${this.#source.text.slice(block?.from, block?.to)}${extra}`,
      indent: '  ',
      data: { ...this.#typed[index], ...(this.#env.length > 0 && { env: this.#env }) },
    };
  }

  entry(name: string): MadeEntry {
    const index = this.config.providers.findIndex((entry) => entry.name === name);
    const map = asMap(this.#list.items[index]);
    const [block] = blocksOf(this.#source, this.#list).slice(index);
    const source = this.#source;
    return {
      comments: source.text
        .slice(block?.from, block?.to)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('#')),
      typed: this.#typed[index] ?? {},
      linesOf: (path) => {
        const parent = path
          .slice(0, -1)
          .reduce((at: YAMLMap, key) => asMap(valueAt(at, String(key))?.value), map);
        const place = parent.items.findIndex((pair) => String(pair.key) === path.at(-1));
        if (place < 1) return undefined;
        return source.text.slice(
          source.lineEnd(source.endOf(parent.items[place - 1])),
          source.lineEnd(source.endOf(parent.items[place])),
        );
      },
    };
  }
}

interface MadeEntry {
  readonly comments: readonly string[];
  readonly typed: Record<string, unknown>;
  /** The lines of a field, with the comments above them. */
  readonly linesOf: (path: Operation['path']) => string | undefined;
}

function typedProviders(ours: string): readonly Record<string, unknown>[] {
  return (parseYaml(ours) as { readonly providers: readonly Record<string, unknown>[] }).providers;
}

/** In one line, for YAML and JSON alike. */
function inline(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/^([[{]) (.*) ([\]}])$/, '$1$2$3');
}

/** @param made the entry as we would write it */
function entryEdits(
  source: Source,
  list: ReturnType<typeof asList>,
  index: number,
  { operations }: EntryEdit,
  made: MadeEntry,
): Edit[] {
  const item = list.items[index];
  if (isAlias(item)) {
    if (operations.length === 0) return [];
    throw new NotEditable();
  }
  const entry = asMap(item);
  return [
    ...operations.flatMap((operation) => operationEdits(source, entry, operation, made)),
    ...commentEdits(source, list, index, operations, made),
  ];
}

function operationEdits(source: Source, entry: YAMLMap, operation: Operation, made: MadeEntry): Edit[] {
  const { path } = operation;
  const key = path.at(-1) as string | number;
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((node, part) => valueAt(asMap(node), String(part))?.value, entry);
  const typedAt = () =>
    path.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], made.typed);
  switch (operation.kind) {
    case 'set': {
      const node = typeof key === 'number' ? asList(parent).items[key] : valueAt(asMap(parent), key)?.value;
      if (node === undefined) throw new NotEditable(); // it is a merged field
      return [
        source.setScalar(node, typeof typedAt() === 'boolean' ? operation.value : quoted(operation.value)),
      ];
    }
    case 'list': {
      const found = valueAt(asMap(parent), String(key));
      const nodes = asList(found?.value);
      return source.editList(nodes, (at) => operation.goes.includes(at), operation.added.map(write));
    }
    case 'remove': {
      const map = asMap(parent);
      const found = valueAt(map, String(key));
      if (found === undefined) throw new NotEditable();
      return map.flow === true
        ? source.editFlowMap(map, (at) => map.items[at] === found.pair, [])
        : [source.removePair(map, found.pair)];
    }
    case 'add':
      return addEdits(source, asMap(parent), operation, made, typedAt() ?? operation.value);
  }
}

function addEdits(
  source: Source,
  map: YAMLMap,
  { path, value }: Operation & { readonly kind: 'add' },
  made: MadeEntry,
  typed: unknown,
): Edit[] {
  const key = String(path.at(-1));
  const there = valueAt(map, key);
  if (map.flow === true) {
    return source.editFlowMap(map, (at) => map.items[at] === there?.pair, [
      `${quoted(key)}: ${inline(typed)}`,
    ]);
  }
  const first = source.startOf(map.items[0]);
  const indent = ' '.repeat(first - source.lineOf(first).from);
  const lines = made.linesOf(path) ?? pairLines(key, value);
  return [
    ...(there === undefined ? [] : [source.removePair(map, there.pair)]),
    source.insertLines(
      source.lineEnd(source.endOf(map.items.at(-1))),
      reindent(lines, indentOf(lines), indent),
    ),
  ];
}

function pairLines(key: string, value: unknown): string {
  return Array.isArray(value)
    ? `${key}:\n${value.map((item) => `  - ${write(item)}\n`).join('')}`
    : `${key}: ${write(value)}\n`;
}

function write(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : inline(value);
}

function indentOf(lines: string): string {
  return /^ */.exec(lines)?.[0] ?? '';
}

function reindent(lines: string, from: string, to: string): string {
  return lines.replace(new RegExp(`^${from}(?=.*\\S)`, 'gm'), to);
}

/** The comments that we have written follow the entry; those of an operator stay. */
function commentEdits(
  source: Source,
  list: ReturnType<typeof asList>,
  index: number,
  operations: readonly Operation[],
  { comments }: MadeEntry,
): Edit[] {
  if (list.flow === true) return [];
  const block = blocksOf(source, list)[index];
  if (block === undefined) return [];
  const lead = comments.find(isLeadComment);
  const item = list.items[index];
  const inFlow = isMap(item) && item.flow === true;
  const dash = source.lineOf(source.dashOf(item)).from;
  const removed = operations.some(({ kind }) => kind === 'remove');
  const edits: Edit[] = [];
  for (let from = block.from; from < block.to; from = source.lineEnd(from + 1)) {
    const to = source.lineEnd(from + 1);
    const line = source.text.slice(from, to);
    const comment = line.trim();
    const isOurs =
      comment.startsWith('#') && (isLeadComment(comment) ? from < dash : isGeneratedComment(comment));
    if (!isOurs || comments.includes(comment) || (inFlow && from > dash)) continue;
    if (removed && from > dash && isWithin(source, item, from, operations)) continue;
    edits.push({
      from,
      to,
      text: isLeadComment(comment) && lead !== undefined ? line.replace(comment, () => lead) : '',
    });
  }
  return edits;
}

/** Whether the line goes with a field anyway. */
function isWithin(source: Source, item: unknown, from: number, operations: readonly Operation[]): boolean {
  return operations.some((operation) => {
    if (operation.kind !== 'remove' || operation.path.length !== 1) return false;
    const pair = valueAt(asMap(item), String(operation.path[0]))?.pair;
    return pair !== undefined && from > source.startOf(pair) && from < source.endOf(pair);
  });
}

/** Entries taken out of the list, and others put in before those of an index. */
function listEdits(
  source: Source,
  list: ReturnType<typeof asList>,
  goes: (index: number) => boolean,
  added: ReadonlyMap<number, readonly Fresh[]>,
): Edit[] {
  const count = list.items.length;
  if (list.flow === true) {
    const gap = source.gapOf(list);
    const newLine = gap.includes('\n') ? gap.slice(1) : undefined;
    const written = ({ data }: Fresh) =>
      newLine === undefined
        ? inline(data)
        : JSON.stringify(data, null, newLine.includes('\t') ? '\t' : 2).replaceAll('\n', newLine);
    const last = (added.get(count) ?? []).map(written);
    return [
      ...source.editList(list, goes, last),
      ...[...added]
        .filter(([index]) => index < count)
        .flatMap(([index, each]) => each.map((fresh) => source.insertFlow(list, index, written(fresh)))),
    ];
  }
  const blocks = blocksOf(source, list);
  const indent = source.columnOfDash(list.items[0]);
  const end = blocks.at(-1)?.to ?? 0;
  return [
    ...blocks.flatMap(({ from, to }, index) => (goes(index) ? [{ from, to, text: '' }] : [])),
    ...[...added].map(([index, each]) =>
      source.insertLines(
        blocks[index]?.from ?? end,
        each
          .map(({ lines, data, indent: own }) =>
            lines === undefined ? `${indent}- ${inline(data)}\n` : reindent(lines, own, indent),
          )
          .join(''),
      ),
    ),
  ];
}

interface Block {
  readonly from: number;
  readonly to: number;
}

/** Whole lines of each entry of a list, with the comments directly above it at its column, which are about it. */
function blocksOf(source: Source, list: ReturnType<typeof asList>): readonly Block[] {
  const indent = source.columnOfDash(list.items[0]);
  const starts = list.items.map((item) => {
    let { from } = source.lineOf(source.dashOf(item));
    for (;;) {
      const above = from === 0 ? undefined : source.lineOf(from - 1).from;
      if (above === undefined || !source.text.startsWith(`${indent}#`, above)) return from;
      from = above;
    }
  });
  let end = source.lineEnd(source.endOf(list.items.at(-1)));
  while (new RegExp(`^${indent} +#`).test(source.text.slice(end, source.lineEnd(end + 1)))) {
    end = source.lineEnd(end + 1); // comments of the last entry
  }
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? end }));
}

function jsonOf(text: string, plan: MergePlan, ours: string, env: readonly Variable[]): string {
  const there = JSON.parse(text) as ConfigData;
  const typed = typedProviders(ours).map((entry) => (env.length === 0 ? entry : { ...entry, env }));
  return formatJson(
    expectedOf(there, { ...plan, wanted: typed as unknown as EntryData[] }, configOf(ours).apiVersion),
  );
}

/** Written again from what it says, with the comments that the library keeps: for a form that is not changed in its place. */
function rewrite(text: string, expected: ConfigData): string {
  const document = documentOf(text);
  if (document.errors.length > 0) throw new NotEditable();
  visit(document, {
    Alias: (_, alias) => alias.resolve(document)?.clone() as Node,
  });
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node) delete node.anchor;
    },
    Map: (_, map) => {
      flatten(map);
    },
  });
  const list = asList(document.get('providers', true));
  const byName = new Map(list.items.map((item) => [nameOf(item), item as YAMLMap]));
  list.flow = false;
  document.set('apiVersion', expected.apiVersion);
  list.items = expected.providers.map((entry) => {
    const map = byName.get(entry.name) ?? (document.createNode(entry) as YAMLMap);
    for (const [key, value] of Object.entries(entry)) {
      if (!isDeepSame(plain(map.get(key, true)), value)) map.set(key, document.createNode(value));
    }
    map.items = map.items.filter(({ key }) => Object.hasOwn(entry, String(key)));
    return map;
  });
  return document.toString({ lineWidth: 0 });
}

function plain(node: unknown): unknown {
  return isMap(node) || isSeq(node) || isScalar(node) ? JSON.parse(JSON.stringify(node)) : node;
}

/** Merge keys written out. */
function flatten(map: YAMLMap): void {
  const merged = map.items.filter(({ key }) => String(key) === '<<');
  if (merged.length === 0) return;
  const own = map.items.filter((pair) => !merged.includes(pair));
  const sources = merged
    .flatMap(({ value }) => (isSeq(value) ? value.items : [value]))
    .filter((each) => isMap(each));
  const names = new Set(own.map(({ key }) => String(key)));
  const further: Pair[] = [];
  for (const pair of sources.flatMap((each) => (each as YAMLMap).items)) {
    if (!names.has(String(pair.key))) {
      names.add(String(pair.key));
      further.push(pair);
    }
  }
  map.items = [...further, ...own];
}

export interface TakeOutOptions {
  readonly text: string;
  readonly goes: (name: string) => boolean;
  /** An earlier text of the file, of which these entries come back unless they are there. */
  readonly giveBack?: { readonly text: string; readonly names: readonly string[] };
}

/** The text without some entries, otherwise as it was; undefined: there is none left. */
export function takeOutEntries({ text, goes, giveBack }: TakeOutOptions): string | undefined {
  const names = entryNames(text);
  const left = names.filter((name) => !goes(name));
  const back = giveBack?.names.filter((name) => !left.includes(name)) ?? [];
  if (back.length === 0 && left.length === names.length) {
    return names.length === 0 ? undefined : text;
  }
  const earlier = giveBack === undefined ? undefined : configOf(giveBack.text).providers;
  const returning = earlier?.filter(({ name }) => back.includes(name)) ?? [];
  const before = configOf(text);
  const staying = before.providers.filter(({ name }) => !goes(name));
  const expected = { ...before, providers: [...returning, ...staying] };
  if (expected.providers.length === 0) return undefined;
  const edited = firstThatSays(expected, [
    () => takeOutText(text, goes, giveBack?.text, back),
    () => (isJson(text) ? takeOutJson(text, goes, giveBack?.text, back) : rewrite(text, expected)),
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

function takeOutText(
  text: string,
  goes: (name: string) => boolean,
  earlier: string | undefined,
  back: readonly string[],
): string {
  const source = new Source(text);
  const list = asList(documentOf(text).get('providers', true));
  const isGoing = (index: number) => {
    const name = nameOf(list.items[index]);
    return name !== undefined && goes(name);
  };
  const returning = earlier === undefined || back.length === 0 ? [] : freshFrom(earlier, back);
  const edits = listEdits(
    source,
    list,
    isGoing,
    returning.length === 0 ? new Map() : new Map([[0, returning]]),
  );
  return applyEdits(text, edits);
}

function freshFrom(earlier: string, names: readonly string[]): Fresh[] {
  const source = new Source(earlier);
  const list = asList(documentOf(earlier).get('providers', true));
  const typed = typedProviders(earlier);
  const blocks = list.flow === true || source.endOfLine !== '\n' ? undefined : blocksOf(source, list);
  const indent = blocks === undefined ? '' : source.columnOfDash(list.items[0]);
  return list.items.flatMap((item, index) => {
    const block = blocks?.[index];
    const lines = block && earlier.slice(block.from, block.to);
    return names.includes(nameOf(item) ?? '')
      ? [
          {
            ...(lines !== undefined && { lines: lines.endsWith('\n') ? lines : `${lines}\n` }),
            indent,
            data: typed[index],
          },
        ]
      : [];
  });
}

function takeOutJson(
  text: string,
  goes: (name: string) => boolean,
  earlier: string | undefined,
  back: readonly string[],
): string {
  const there = JSON.parse(text) as ConfigData;
  const from = earlier === undefined ? [] : (parseYaml(earlier) as ConfigData).providers;
  const others = there.providers.filter(({ name }) => !goes(name));
  return formatJson({ ...there, providers: [...from.filter(({ name }) => back.includes(name)), ...others] });
}

/** The same in JSON, for a file whose name says so. */
export function toJson(text: string): string {
  return formatJson(parseYaml(text));
}

function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

function nameOf(item: unknown): string | undefined {
  const name = isMap(item) ? (item as YAMLMap).get('name') : undefined;
  return name === undefined ? undefined : String(name);
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

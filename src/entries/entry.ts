// An entry of ours as it stands and as it is wanted: which of its fields we write, what must change in them, and what an
// operator has written that would go.

import { quote } from '../escape.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';

/** As the file has it, every scalar as text. */
export interface EntryData {
  readonly name: string;
  readonly apiVersion?: string;
  readonly matchImages?: readonly string[];
  readonly defaultCacheDuration?: string;
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly tokenAttributes?: TokenData;
}

export interface Variable {
  readonly name?: string;
  readonly value?: string;
}

interface TokenData {
  readonly requiredServiceAccountAnnotationKeys?: readonly string[];
  readonly optionalServiceAccountAnnotationKeys?: readonly string[];
  readonly [field: string]: unknown;
}

type Path = readonly (string | number)[];

export type Operation =
  | { readonly kind: 'set'; readonly path: Path; readonly value: string }
  /** Items that go by their index, and others that come behind the last. */
  | {
      readonly kind: 'list';
      readonly path: Path;
      readonly goes: readonly number[];
      readonly added: readonly unknown[];
    }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'add'; readonly path: Path; readonly value: unknown };

/** A field of ours that is not as we write it. */
export interface FieldChange {
  /** Name of the entry; empty for a field of the file. */
  readonly entry: string;
  /** Such as `tokenAttributes.cacheType`. */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface EntryEdit {
  readonly operations: readonly Operation[];
  readonly changes: readonly FieldChange[];
  /** What we do not write, and goes all the same. */
  readonly lost: readonly string[];
}

/** @param env variables that the entry gets unless it has one of the name */
export function editOf(there: EntryData, wanted: EntryData, env: readonly Variable[] = []): EntryEdit {
  const edits = [
    scalar(there, wanted, ['apiVersion']),
    list(there, wanted, ['matchImages']),
    cacheDuration(there, wanted),
    args(there, wanted),
    variables(there, env),
    tokens(there, wanted),
  ];
  return {
    operations: edits.flatMap(({ operations = [] }) => operations),
    changes: edits.flatMap(({ changes = [] }) => changes.map((change) => ({ entry: there.name, ...change }))),
    lost: edits.flatMap(({ lost = [] }) => lost),
  };
}

/** In words, a line for each field: what follows the name of the file. */
export function describeChanges(changes: readonly FieldChange[]): string[] {
  const byField = new Map<string, FieldChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.entry, change.field]);
    byField.set(key, [...(byField.get(key) ?? []), change]);
  }
  return [...byField.values()].map(describeField);
}

function describeField(changes: readonly FieldChange[]): string {
  const [{ entry, field } = { entry: '', field: '' }] = changes;
  if (field === 'name') return `entry ${quote(entry)} is removed, as no rule needs it`;
  const texts = (which: (change: FieldChange) => string | undefined) =>
    changes.map(which).filter((text) => text !== undefined);
  const parts = [
    ...texts(({ before, after }) =>
      before !== undefined && after !== undefined ? `${quote(before)} becomes ${quote(after)}` : undefined,
    ),
    ...listed(
      texts(({ before, after }) => (after === undefined ? before : undefined)),
      'removed',
    ),
    ...listed(
      texts(({ before, after }) => (before === undefined ? after : undefined)),
      'added',
    ),
  ];
  const whose = entry === '' ? 'the file' : `entry ${quote(entry)}`;
  return `${whose}: ${field}: ${parts.join('; ')}`;
}

function listed(texts: readonly string[], done: string): string[] {
  if (texts.length === 0) return [];
  return [`${texts.map((text) => quote(text)).join(', ')} ${texts.length === 1 ? 'is' : 'are'} ${done}`];
}

interface Part {
  readonly operations?: readonly Operation[];
  readonly changes?: readonly Omit<FieldChange, 'entry'>[];
  readonly lost?: readonly string[];
}

function at(data: EntryData, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value === null || value === undefined ? undefined : (value as Record<string, unknown>)[key],
    data,
  );
}

/** What stands for nothing in the file is nothing to the kubelet too. */
function textAt(data: EntryData, path: Path): string | undefined {
  const value = at(data, path);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function listAt(data: EntryData, path: Path): readonly string[] {
  const value = at(data, path);
  return Array.isArray(value) ? value.map(String) : [];
}

function scalar(there: EntryData, wanted: EntryData, path: Path): Part {
  const [before, after] = [textAt(there, path), textAt(wanted, path)];
  if (before === after) return {};
  const changes = [{ field: path.join('.'), before, after }];
  if (after === undefined) return { operations: [{ kind: 'remove', path }], changes };
  return before === undefined
    ? { operations: [{ kind: 'add', path, value: at(wanted, path) }], changes }
    : { operations: [{ kind: 'set', path, value: after }], changes };
}

function cacheDuration(there: EntryData, wanted: EntryData): Part {
  const path = ['defaultCacheDuration'];
  const [before, after] = [there, wanted].map((data) => parseGoDuration(textAt(data, path) ?? ''));
  return before === after ? {} : scalar(there, wanted, path);
}

/** Order, quotes and comments of what stays are not ours to change. */
function list(there: EntryData, wanted: EntryData, path: Path, elsewhere: readonly string[] = []): Part {
  const before = listAt(there, path);
  const after = listAt(wanted, path).filter((item) => !elsewhere.includes(item));
  const [isWanted, isThere] = [new Set(after), new Set(before)];
  const seen = new Set<string>();
  const goes = before.flatMap((item, index) => {
    const stays = isWanted.has(item) && !seen.has(item);
    seen.add(item);
    return stays ? [] : [index];
  });
  const added = after.filter((item) => !isThere.has(item));
  const field = path.join('.');
  const changes = [
    ...goes.map((index) => ({ field, before: before[index], after: undefined })),
    ...added.map((item) => ({ field, before: undefined, after: item })),
  ];
  if (changes.length === 0) return {};
  if (after.length === 0) return { operations: [{ kind: 'remove', path }], changes };
  return before.length === 0
    ? { operations: [{ kind: 'add', path, value: after }], changes }
    : { operations: [{ kind: 'list', path, goes, added }], changes };
}

const CONFIG = /^(?:--config=|-c=?(?=.))/;

/** Of the arguments only the one is ours that names the configuration. */
function args(there: EntryData, wanted: EntryData): Part {
  const before = listAt(there, ['args']);
  const [after] = wanted.args ?? [];
  const named = before.flatMap((arg, index) =>
    CONFIG.test(arg)
      ? [{ from: index, to: index, text: arg.replace(CONFIG, '') }]
      : arg === '--config' || arg === '-c'
        ? [{ from: index, to: index + 1, text: before[index + 1] ?? '' }]
        : [],
  );
  const [first, ...others] = named;
  const path = after?.replace(CONFIG, '');
  const isThere = first !== undefined && others.length === 0 && first.text === path;
  if (isThere || (first === undefined && after === undefined)) return {};
  const removed = (after === undefined ? named : others).flatMap(({ from, to }) =>
    from === to ? [from] : [from, to],
  );
  const field = 'args';
  const changes = [
    ...(first?.text === path && first !== undefined
      ? []
      : [{ field, before: first && `--config=${first.text}`, after }]),
    ...others.map(({ text }) => ({ field, before: `--config=${text}`, after: undefined })),
  ];
  if (before.length === 0) return { operations: [{ kind: 'add', path: ['args'], value: [after] }], changes };
  if (removed.length === before.length) return { operations: [{ kind: 'remove', path: ['args'] }], changes };
  const added = first === undefined ? [after] : [];
  return {
    operations: [
      ...(first !== undefined && path !== undefined && first.text !== path
        ? [
            {
              kind: 'set' as const,
              path: ['args', first.to],
              value: first.from === first.to ? (after as string) : path,
            },
          ]
        : []),
      ...(removed.length + added.length === 0
        ? []
        : [{ kind: 'list' as const, path: ['args'], goes: removed, added }]),
    ],
    changes,
  };
}

function variables(there: EntryData, env: readonly Variable[]): Part {
  const before = there.env ?? [];
  const added = env.filter(({ name }) => !before.some((variable) => variable?.name === name));
  if (added.length === 0) return {};
  return {
    operations: [
      before.length === 0
        ? { kind: 'add', path: ['env'], value: added }
        : { kind: 'list', path: ['env'], goes: [], added },
    ],
  };
}

const TOKENS = 'tokenAttributes';
const REQUIRED = 'requiredServiceAccountAnnotationKeys';

function tokens(there: EntryData, wanted: EntryData): Part {
  const required = listAt(there, [TOKENS, REQUIRED]);
  const before = there.tokenAttributes;
  if (wanted.tokenAttributes === undefined) {
    return before === undefined || before === null
      ? {}
      : {
          operations: [{ kind: 'remove', path: [TOKENS] }],
          changes: [{ field: TOKENS, before: describeTokens(there), after: undefined }],
          lost: required.map((key) => `${TOKENS}.${REQUIRED}: ${key}`),
        };
  }
  if (before === undefined || before === null) {
    return {
      operations: [{ kind: 'add', path: [TOKENS], value: wanted.tokenAttributes }],
      changes: [{ field: TOKENS, before: undefined, after: describeTokens(wanted) }],
    };
  }
  const parts = [
    ...['serviceAccountTokenAudience', 'cacheType', 'requireServiceAccount'].map((field) =>
      scalar(there, wanted, [TOKENS, field]),
    ),
    list(there, wanted, [TOKENS, 'optionalServiceAccountAnnotationKeys'], required),
  ];
  return {
    operations: parts.flatMap(({ operations = [] }) => operations),
    changes: parts.flatMap(({ changes = [] }) => changes),
  };
}

function describeTokens(data: EntryData): string {
  return `of the audience ${textAt(data, [TOKENS, 'serviceAccountTokenAudience']) ?? 'none'}`;
}

/** What an operator has added to an entry of ours that goes as a whole. */
export function addedByHand({ args: words = [], env = [], ...entry }: EntryData): string[] {
  const own = words.filter(
    (arg, index) =>
      !CONFIG.test(arg) &&
      !/^(?:--config|-c)$/.test(arg) &&
      !/^(?:--config|-c)$/.test(words[index - 1] ?? ''),
  );
  return [
    // The value of an argument may be a secret.
    ...own.map(
      (arg) => `args: ${arg.startsWith('-') ? arg.replace(/=.*$/s, '=…') : 'one that is not shown'}`,
    ),
    ...env.map((variable) => `env: ${variable?.name ?? ''}`),
    ...listAt(entry, [TOKENS, REQUIRED]).map((key) => `${TOKENS}.${REQUIRED}: ${key}`),
  ];
}

/** The entry after the operations. */
export function applyOperations<T extends object>(entry: T, operations: readonly Operation[]): T {
  const copy = structuredClone(entry);
  // Of one list, what goes comes after what is set in it.
  for (const operation of operations) {
    const key = operation.path.at(-1) as string;
    const parent = at(copy as unknown as EntryData, operation.path.slice(0, -1)) as Record<string, unknown>;
    switch (operation.kind) {
      case 'set':
      case 'add':
        parent[key] = operation.value;
        break;
      case 'remove':
        delete parent[key];
        break;
      case 'list': {
        const goes = new Set(operation.goes);
        const left = (parent[key] as unknown[]).filter((_, index) => !goes.has(index));
        parent[key] = [...left, ...operation.added];
      }
    }
  }
  return copy;
}

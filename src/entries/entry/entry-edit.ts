// An entry of this plugin as it stands and as it is wanted: which of its fields the plugin writes, and what must change in
// them.

import { parseGoDuration } from '../../protocol/go-duration.ts';
import type { Path } from '../../yaml/path.ts';
import {
  at,
  CONFIG_ARGUMENT,
  type EntryData,
  listAt,
  REQUIRED,
  TOKENS,
  textAt,
  type Variable,
  WITHOUT_TOKENS,
} from '../text/entry-data.ts';
import type { FieldChange } from './field-change.ts';
import type { Operation } from './operation.ts';

export interface EntryEdit {
  readonly operations: readonly Operation[];
  readonly changes: readonly FieldChange[];
  /** What an operator has written and what is removed all the same. */
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

interface Part {
  readonly operations?: readonly Operation[];
  readonly changes?: readonly Omit<FieldChange, 'entry'>[];
  readonly lost?: readonly string[];
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

/** Order, quotes and comments of what stays do not change. */
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

/** Of the arguments the plugin writes the one that names the configuration, and the one that leaves rules to other entries. */
function args(there: EntryData, wanted: EntryData): Part {
  const before = listAt(there, ['args']);
  const [after] = wanted.args ?? [];
  const named = before.flatMap((arg, index) =>
    CONFIG_ARGUMENT.test(arg)
      ? [{ from: index, to: index, text: arg.replace(CONFIG_ARGUMENT, '') }]
      : arg === '--config' || arg === '-c'
        ? [{ from: index, to: index + 1, text: before[index + 1] ?? '' }]
        : [],
  );
  const [first, ...others] = named;
  const path = after?.replace(CONFIG_ARGUMENT, '');
  const isThere = first !== undefined && others.length === 0 && first.text === path;
  const limit = limitation(before, wanted.args ?? []);
  const isLimited = limit.goes.length + limit.added.length === 0;
  if (isLimited && (isThere || (first === undefined && after === undefined))) return {};
  const removed = [
    ...(after === undefined ? named : others).flatMap(({ from, to }) => (from === to ? [from] : [from, to])),
    ...limit.goes,
  ];
  const field = 'args';
  const changes = [
    ...(first?.text === path ? [] : [{ field, before: first && `--config=${first.text}`, after }]),
    ...others.map(({ text }) => ({ field, before: `--config=${text}`, after: undefined })),
    ...limit.goes.map(() => ({ field, before: WITHOUT_TOKENS, after: undefined })),
    ...limit.added.map(() => ({ field, before: undefined, after: WITHOUT_TOKENS })),
  ];
  if (before.length === 0) {
    return { operations: [{ kind: 'add', path: ['args'], value: wanted.args ?? [] }], changes };
  }
  const added = [...(first === undefined && after !== undefined ? [after] : []), ...limit.added];
  if (removed.length === before.length && added.length === 0)
    return { operations: [{ kind: 'remove', path: ['args'] }], changes };
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

/** Which of the arguments that are there go, and what comes, so that the entry leaves rules to others, or does not. */
function limitation(
  before: readonly string[],
  wanted: readonly string[],
): { goes: number[]; added: string[] } {
  const isWanted = wanted.includes(WITHOUT_TOKENS);
  const found = before.flatMap((arg, index) => (arg === WITHOUT_TOKENS ? [index] : []));
  return isWanted
    ? { goes: found.slice(1), added: found.length === 0 ? [WITHOUT_TOKENS] : [] }
    : { goes: found, added: [] };
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

// The operations that change one entry, done to its data.

import type { Path } from '../../yaml/path.ts';
import { at, type EntryData } from '../text/entry-data.ts';

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

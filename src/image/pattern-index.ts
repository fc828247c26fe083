// Many patterns, asked which of them relates to another one: each question costs what the other one's length is and how
// many kinds of wildcards there are, and not how many patterns. overlap.ts says how two of them relate.

import { coversGlob, globsOverlap } from './overlap.ts';
import { type PatternParts, parsePattern } from './pattern-parts.ts';

export interface FoundPattern<T> {
  readonly pattern: string;
  readonly value: T;
  /** Grows with each pattern that is added. */
  readonly order: number;
}

/** A pattern that was added, and the first of those asked about that an image can match together with it. */
export interface Overlap<T> extends FoundPattern<T> {
  readonly other: string;
}

/** Of one host, by path. */
interface Host<T> {
  readonly labels: readonly string[];
  readonly byPath: Map<string, Firsts<T>>;
  /** By each beginning of the paths. */
  readonly byBeginning: Map<string, Firsts<T>>;
}

/** Of the patterns of each value, the first that was added; in that order. */
type Firsts<T> = Map<T, FoundPattern<T>>;

/** Hosts with wildcards in the same labels, by what their other labels are. */
interface Shape<T> {
  readonly fixed: readonly boolean[];
  readonly byFixed: Map<string, Map<string, Host<T>>>;
}

export class PatternIndex<T> {
  /** By port and number of labels, then by which labels have wildcards. */
  readonly #shapes = new Map<string, Map<string, Shape<T>>>();
  #added = 0;

  static of(patterns: Iterable<string>): PatternIndex<undefined> {
    const index = new PatternIndex<undefined>();
    for (const pattern of patterns) index.add(pattern, undefined);
    return index;
  }

  /** What cannot be parsed matches nothing. */
  add(pattern: string, value: T): void {
    const parts = parsePattern(pattern);
    if (parts === undefined) return;
    const { byPath, byBeginning } = this.#hostOf(parts);
    const path = pathOf(parts);
    this.#added += 1;
    const placed = { pattern, value, order: this.#added };
    const alike = getOrMake(byPath, path, () => new Map());
    if (alike.has(value)) return;
    alike.set(value, placed);
    for (const beginning of beginningsOf(path)) {
      const longer = getOrMake(byBeginning, beginning, () => new Map());
      if (!longer.has(value)) longer.set(value, placed);
    }
  }

  /** The first that was added of those that cover the pattern: every image that it matches they match as well. */
  firstCovering(narrow: string): FoundPattern<T> | undefined {
    const parts = parsePattern(narrow);
    if (parts === undefined) return undefined;
    const beginnings = beginningsOf(pathOf(parts));
    let first: FoundPattern<T> | undefined;
    for (const { byPath } of this.#hosts(parts, coversGlob)) {
      for (const beginning of beginnings) {
        const [found] = byPath.get(beginning)?.values() ?? [];
        if (found !== undefined && (first === undefined || found.order < first.order)) first = found;
      }
    }
    return first;
  }

  /** Whether an image can match both the pattern and one that was added. */
  overlaps(pattern: string): boolean {
    const parts = parsePattern(pattern);
    if (parts === undefined) return false;
    const path = pathOf(parts);
    const beginnings = beginningsOf(path);
    for (const host of this.#hosts(parts, globsOverlap)) {
      if (host.byBeginning.has(path) || beginnings.some((beginning) => host.byPath.has(beginning)))
        return true;
    }
    return false;
  }

  /** For each value, the first of its patterns that overlaps one of these; in the order in which they were added. */
  overlapping(patterns: Iterable<string>): Overlap<T>[] {
    const firsts = new Map<T, Overlap<T>>();
    for (const other of patterns) {
      for (const placed of this.#overlapping(other)) {
        const first = firsts.get(placed.value);
        if (first === undefined || placed.order < first.order) firsts.set(placed.value, { ...placed, other });
      }
    }
    return [...firsts.values()].toSorted((a, b) => a.order - b.order);
  }

  *#overlapping(pattern: string): Generator<FoundPattern<T>> {
    const parts = parsePattern(pattern);
    if (parts === undefined) return;
    const path = pathOf(parts);
    for (const { byPath, byBeginning } of this.#hosts(parts, globsOverlap)) {
      yield* byBeginning.get(path)?.values() ?? [];
      for (const beginning of beginningsOf(path)) yield* byPath.get(beginning)?.values() ?? [];
    }
  }

  #hostOf({ labels, port }: PatternParts): Host<T> {
    const shapes = getOrMake(this.#shapes, `${labels.length}:${port}`, () => new Map<string, Shape<T>>());
    const fixed = labels.map((label) => !hasWildcard(label));
    const shape = getOrMake(shapes, String(fixed), () => ({ fixed, byFixed: new Map() }));
    const hosts = getOrMake(shape.byFixed, fixedLabels(labels, fixed), () => new Map<string, Host<T>>());
    return getOrMake(hosts, labels.join('.'), () => ({ labels, byPath: new Map(), byBeginning: new Map() }));
  }

  /** Those of which each label relates to the pattern's. */
  *#hosts(
    { labels, port }: PatternParts,
    relates: (ours: string, other: string) => boolean,
  ): Generator<Host<T>> {
    for (const { fixed, byFixed } of this.#shapes.get(`${labels.length}:${port}`)?.values() ?? []) {
      // A label without wildcards relates to its equal alone.
      const isPlain = labels.every((label, at) => !fixed[at] || !hasWildcard(label));
      const groups = isPlain ? [byFixed.get(fixedLabels(labels, fixed))] : byFixed.values();
      for (const group of groups) {
        for (const host of group?.values() ?? []) {
          if (host.labels.every((label, at) => relates(label, labels[at] ?? ''))) yield host;
        }
      }
    }
  }
}

function hasWildcard(label: string): boolean {
  return /[*?[\\]/.test(label);
}

function fixedLabels(labels: readonly string[], fixed: readonly boolean[]): string {
  return labels.filter((_, at) => fixed[at]).join('.');
}

/** Every image has a path. */
function pathOf({ path }: PatternParts): string {
  return path === '' ? '/' : path;
}

/** The path itself too. */
function beginningsOf(path: string): string[] {
  return Array.from({ length: path.length }, (_, at) => path.slice(0, at + 1));
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

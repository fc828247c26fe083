// The patterns of an entry, by what this plugin's rules can do with them, and what is said of those and of annotations that
// have no counterpart.

import { quote } from '../../escape.ts';
import { namesFullHost } from '../../image/full-host.ts';
import { type HostForm, hostsOfForms } from '../../image/host-form.ts';
import { lintPattern } from '../../image/lint.ts';
import { parsePattern } from '../../image/pattern-parts.ts';
import { ANNOTATION_LISTS } from '../replaced/tokens.ts';
import type { FoundEntry } from './found-entry.ts';
import type { FieldNote } from './proposal.ts';

interface FoundPattern {
  readonly pattern: string;
  readonly index: number;
}

export interface SortedPatterns {
  /** Of hosts that are the backend's own. */
  readonly own: readonly string[];
  readonly others: readonly FoundPattern[];
  /** Of patterns that no rule can have. */
  readonly notes: readonly FieldNote[];
}

/** @param forms of the backend's own hosts; undefined: any host is */
export function sortPatterns(
  { provider }: FoundEntry,
  forms: readonly HostForm[] | undefined,
): SortedPatterns {
  const own = new Set<string>();
  const others: FoundPattern[] = [];
  const notes: FieldNote[] = [];
  for (const [index, pattern] of provider.matchImages.entries()) {
    const lint = lintPattern(pattern);
    if (lint !== undefined) {
      const meant = lint.meant === undefined ? '' : `; ${quote(lint.meant)} is probably meant`;
      notes.push({ field: ['matchImages', index], text: `${lint.problem}${meant}` });
    } else if (forms === undefined || hostsOfForms(pattern, forms).length > 0) own.add(pattern);
    else others.push({ pattern, index });
  }
  return { own: [...own], others, notes };
}

/** @param why it is in no rule: a clause */
export function noteEach(patterns: readonly FoundPattern[], why: string): FieldNote[] {
  return patterns.map(({ index }) => ({ field: ['matchImages', index], text: why }));
}

/** @param key of an annotation that has no counterpart @param why: a clause */
export function noteAnnotation(
  { provider: { tokenAttributes } }: FoundEntry,
  key: string,
  why: string,
): FieldNote[] {
  return ANNOTATION_LISTS.flatMap((list) =>
    (tokenAttributes?.[list] ?? []).flatMap((each, index) =>
      each === key ? [{ field: ['tokenAttributes', list, index], text: why }] : [],
    ),
  );
}

/** The patterns with a host in full, by that host with its port, and the others. */
export function byFullHost(patterns: readonly FoundPattern[]): {
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly wild: readonly FoundPattern[];
} {
  const hosts = new Map<string, string[]>();
  for (const { pattern } of patterns.filter((each) => namesFullHost(each.pattern))) {
    const host = hostOf(pattern);
    hosts.set(host, [...(hosts.get(host) ?? []), pattern]);
  }
  return { hosts, wild: patterns.filter(({ pattern }) => !namesFullHost(pattern)) };
}

/** Of a pattern with a host in full, with its port. */
export function hostOf(pattern: string): string {
  const { labels = [], port = '' } = parsePattern(pattern) ?? {};
  return `${labels.join('.')}${port === '' ? '' : `:${port}`}`.toLowerCase();
}

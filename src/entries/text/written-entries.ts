// The entries of a text as they are written there: for putting them into another text.

import { configOf, typedProviders } from './config-data.ts';
import type { Variable } from './entry-data.ts';
import { blocksOf, inline, type WrittenEntry } from './entry-list.ts';
import { asList, documentOf, NotEditable, Source } from './source.ts';

export function writtenEntries(text: string): WrittenEntry[] {
  const typed = typedProviders(text);
  const { lines, indent } = linesOf(text) ?? { lines: undefined, indent: '' };
  return configOf(text).providers.map((entry, index) => ({
    entry,
    typed: typed[index] ?? {},
    lines: lines?.[index],
    indent,
  }));
}

/** Undefined where they are not written in lines of their own, as where the list is an alias. */
function linesOf(text: string): { readonly lines: readonly string[]; readonly indent: string } | undefined {
  try {
    const source = new Source(text);
    const list = asList(documentOf(text).get('providers', true));
    if (list.flow === true || list.items.length === 0 || source.endOfLine !== '\n') return undefined;
    const lines = blocksOf(source, list)
      .map(({ from, to }) => text.slice(from, to))
      .map((block) => (block.endsWith('\n') ? block : `${block}\n`));
    return { lines, indent: source.columnOfDash(list.items[0]) };
  } catch (error) {
    if (error instanceof NotEditable) return undefined;
    throw error;
  }
}

/** With variables, unless it has some. */
export function withVariables(written: WrittenEntry, env: readonly Variable[]): WrittenEntry {
  const { entry, typed, lines, indent } = written;
  if (env.length === 0 || entry.env !== undefined) return written;
  const variables = env.map((variable) => `${indent}    - ${inline(variable)}\n`).join('');
  return {
    entry: { ...entry, env },
    typed: { ...typed, env },
    lines: lines && `${lines}${indent}  env:\n${variables}`,
    indent,
  };
}

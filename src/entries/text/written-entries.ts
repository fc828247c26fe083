// The entries of a text as they are written there: for putting them into another text.

import type { YAMLSeq } from 'yaml';
import { configOf, typedProviders } from './config-data.ts';
import type { Variable } from './entry-data.ts';
import { blocksOf, inline, type WrittenEntry } from './entry-list.ts';
import { asList, documentOf, Source } from './source.ts';

/** @throws {NotEditable} where its list is an alias */
export function writtenEntries(text: string): WrittenEntry[] {
  const source = new Source(text);
  const list = asList(documentOf(text).get('providers', true));
  const typed = typedProviders(text);
  const lines = linesOf(source, list);
  const indent = lines === undefined ? '' : source.columnOfDash(list.items[0]);
  return configOf(text).providers.map((entry, index) => ({
    entry,
    typed: typed[index] ?? {},
    lines: lines?.[index],
    indent,
  }));
}

function linesOf(source: Source, list: YAMLSeq): readonly string[] | undefined {
  if (list.flow === true || list.items.length === 0 || source.endOfLine !== '\n') return undefined;
  return blocksOf(source, list)
    .map(({ from, to }) => source.text.slice(from, to))
    .map((lines) => (lines.endsWith('\n') ? lines : `${lines}\n`));
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

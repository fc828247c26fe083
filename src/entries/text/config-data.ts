// A configuration of the kubelet's as plain data, for comparing what two texts say.

import { isMap, parseAllDocuments, parse as parseYaml, type YAMLMap } from 'yaml';
import { ProviderError } from '../../errors.ts';
import type { EntryData } from './entry-data.ts';
import { dataOf, NotEditable } from './source.ts';

export interface ConfigData {
  readonly apiVersion: string;
  readonly providers: readonly EntryData[];
}

/** Of a text that the kubelet's loader has taken. */
export function configOf(text: string): ConfigData {
  const data = dataOf(text) as ConfigData | undefined;
  if (data === undefined || !Array.isArray(data.providers)) {
    throw new ProviderError("the kubelet's configuration has aliases that cannot be resolved", {
      code: 'CONFIG_INVALID',
      hint: 'write it without anchors and aliases',
    });
  }
  return data;
}

/** Of the first document, which is the one that the kubelet reads. */
export function typedProviders(text: string): readonly Record<string, unknown>[] {
  const [document] = parseAllDocuments(text, { merge: true });
  const { providers = [] } = (document?.toJS() ?? {}) as { readonly providers?: Record<string, unknown>[] };
  return providers;
}

/** The first of the texts that says what is expected, and nothing else. */
export function firstThatSays(
  expected: unknown,
  ways: readonly (() => string | undefined)[],
): string | undefined {
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
export function isDeepSame(a: unknown, b: unknown): boolean {
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

export function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function nameOf(item: unknown): string | undefined {
  const name = isMap(item) ? (item as YAMLMap).get('name') : undefined;
  return name === undefined ? undefined : String(name);
}

/** The same in JSON, for a file whose name says so. */
export function toJson(text: string): string {
  return formatJson(parseYaml(text));
}

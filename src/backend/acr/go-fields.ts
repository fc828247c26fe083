// The fields of a file as a program in Go reads them with sigs.k8s.io/yaml: YAML 1.1 or JSON, names in any letter case.
// https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/yaml.go

import { parseObject } from '../../json.ts';
import { readGoYaml } from '../../kubelet/config/go-yaml.ts';
import type { Value } from '../../kubelet/config/value.ts';

/** What a field holds. Null is no value: to Go's decoder it says nothing. */
export type GoValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'true' | 'false' | 'number' | 'map' | 'list' };

export interface GoField {
  /** As it is spelt in the file. */
  readonly name: string;
  readonly value: GoValue;
}

/** By folded name, each spelling that the file has; the last one counts. */
export type GoFields = ReadonlyMap<string, readonly GoField[]>;

/** The fields, or why the text has none; that never quotes it, as any part of it may be a secret. */
export function readGoFields(text: string): GoFields | { readonly problem: string } {
  // As the loader of cloud-provider-azure does before it decodes.
  const trimmed = trimGoSpace(text);
  const entries = jsonEntries(trimmed) ?? yamlEntries(trimmed);
  return 'problem' in entries ? entries : collect(entries);
}

/** What Go's unicode.IsSpace knows; no byte order mark. */
const GO_SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** A pattern for the spaces at the end would try each run of spaces inside, from each of its characters. */
function trimGoSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && GO_SPACE.test(text[start] as string)) start += 1;
  while (end > start && GO_SPACE.test(text[end - 1] as string)) end -= 1;
  return text.slice(start, end);
}

type Entries = readonly (readonly [name: string, value: GoValue | undefined])[];

/** Nearly every such file is JSON, and every pull that reads one waits for this. */
function jsonEntries(text: string): Entries | undefined {
  const object = text.startsWith('{') ? parseObject(text) : undefined;
  return object && Object.entries(object).map(([name, value]) => [name, ofJson(value)]);
}

function ofJson(value: unknown): GoValue | undefined {
  switch (typeof value) {
    case 'string':
      return { kind: 'text', text: value };
    case 'boolean':
      return { kind: value ? 'true' : 'false' };
    case 'number':
      return { kind: 'number' };
    default:
      return value === null ? undefined : { kind: Array.isArray(value) ? 'list' : 'map' };
  }
}

/** Of characters. Such a file has some forty fields; reading YAML takes seconds for a megabyte. */
const MAX_YAML = 64 * 1024;

function yamlEntries(text: string): Entries | { readonly problem: string } {
  if (text.length > MAX_YAML) {
    return { problem: `more than ${MAX_YAML} characters, and the file is not JSON` };
  }
  const { value, problems } = readGoYaml(text);
  // A field that is written twice is no mistake to this decoder: the last one counts.
  const mistake = problems.find(({ repeats }) => repeats !== true);
  if (mistake !== undefined) {
    return { problem: `line ${mistake.line}: ${mistake.what}` };
  }
  switch (value?.kind) {
    case 'map':
      return value.fields.map((field) => [field.name, ofYaml(field.value)]);
    case 'null':
      return [];
    default:
      return { problem: 'it has no fields' };
  }
}

function ofYaml(value: Value): GoValue | undefined {
  switch (value.kind) {
    case 'null':
      return undefined;
    case 'text':
      return { kind: 'text', text: value.text };
    default:
      return { kind: value.kind };
  }
}

/**
 * Of equal names the last one counts. Names that differ in case only are sorted by their bytes: YAML becomes JSON on
 * the way to Go's decoder, with its fields in that order.
 */
function collect(entries: Entries): GoFields {
  const byName = new Map(entries);
  const fields = new Map<string, GoField[]>();
  for (const name of [...byName.keys()].sort()) {
    const value = byName.get(name);
    if (value !== undefined) {
      const folded = foldName(name);
      const spellings = fields.get(folded) ?? [];
      spellings.push({ name, value });
      fields.set(folded, spellings);
    }
  }
  return fields;
}

/** As encoding/json compares: two letters beyond ASCII are equal to one of ASCII. */
export function foldName(name: string): string {
  return name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
}

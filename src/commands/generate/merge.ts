// Our entries put into a configuration of the kubelet's that is there already, and taken out again: everything else of
// it stays.

import { type Document, isMap, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { formatPath } from '../../config/mistake.ts';
import { ProviderError } from '../../errors.ts';
import { escapeControls } from '../../escape.ts';
import { type Kubelet, type KubeletConfig, loadKubeletConfigText } from '../../kubelet/config/load.ts';
import { NAME } from '../ours.ts';

export interface MergeOptions {
  /** Path and content of the file that is there. */
  readonly file: string;
  readonly text: string;
  /** The file that holds our entries alone. */
  readonly ours: string;
  readonly kubelet: Kubelet;
  /** Names of entries of others that go. */
  readonly replace?: readonly string[];
  /** Who asks, for errors. */
  readonly who?: string;
}

/**
 * The merged file, in YAML or JSON as the one that was there. Entries of ours that it has are replaced; comments of
 * YAML stay.
 * @throws {ProviderError} CONFIG_INVALID when the kubelet refuses the file already, or would refuse the outcome
 */
export function mergeKubeletConfig({ file, text, ours, kubelet, ...options }: MergeOptions): string {
  const { replace = [], who = '--merge' } = options;
  refuseProblems(
    `${who}: the kubelet refuses the file`,
    loadKubeletConfigText(file, text, kubelet),
    'correct it first',
  );
  const goes = (name: string) => isOurs(name) || replace.includes(name);
  const merged = isJson(text) ? mergeJson(text, goes, ours) : mergeYaml(text, goes, ours);
  refuseProblems(
    `${who}: the kubelet refuses the file with our entries`,
    loadKubeletConfigText(file, merged, kubelet),
    'merge by hand',
  );
  return merged;
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

// All text stays as it is written, whatever it would be to a version of YAML.
const AS_WRITTEN = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false } as const;

/** Names of the entries, whatever else is wrong with the text. */
export function entryNames(text: string): string[] {
  const providers = parseDocument(text, AS_WRITTEN).get('providers');
  return isSeq(providers) ? providers.items.flatMap((item) => nameOf(item) ?? []) : [];
}

/** The name of an entry that we have made. */
export function isOurs(name: string): boolean {
  return name.startsWith(NAME);
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
  const comesBack = (name: string) => back.includes(name);
  const edited = isJson(text)
    ? takeOutJson(text, goes, giveBack?.text, comesBack)
    : takeOutYaml(text, goes, giveBack?.text, comesBack);
  return entryNames(edited).length === 0 ? undefined : edited;
}

/** The same in JSON, for a file whose name says so. */
export function toJson(text: string): string {
  return formatJson(parseDocument(text).toJS());
}

function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

function mergeYaml(text: string, goes: (name: string) => boolean, ours: string): string {
  const document = parseDocument(text, AS_WRITTEN);
  const added = parseDocument(ours, AS_WRITTEN);
  const providers = document.get('providers');
  const entries = added.get('providers');
  if (!isSeq(providers) || !isSeq(entries)) {
    throw new Error('a configuration without a list of providers passed the loader');
  }
  const edited = editLines(text, goes, ours);
  providers.items = [...providers.items.filter(keeps(goes)), ...entries.items];
  providers.flow = false;
  document.set('apiVersion', added.get('apiVersion'));
  return edited !== undefined && isSameData(parseDocument(edited, AS_WRITTEN), document)
    ? edited
    : document.toString({ lineWidth: 0 });
}

/**
 * The same done to the lines of the text, so that every other line stays as somebody has written it. Undefined where the
 * entries are not a list of lines. Whether it is right is for the caller to see.
 */
function editLines(text: string, goes: (name: string) => boolean, ours: string): string | undefined {
  const there = listIn(text);
  const added = listIn(ours);
  if (there === undefined || added === undefined) {
    return undefined;
  }
  const kept = there.entries.filter(({ name }) => name === undefined || !goes(name));
  const version = added.before.match(VERSION_LINE)?.[0] ?? '';
  const indent = (part: string) => part.replace(/^(?: {2})(?=.*\S)/gm, there.indent);
  return [
    there.before.replace(VERSION_LINE, version),
    ...kept.map((entry) => entry.text),
    ...added.entries.map((entry) => indent(entry.text)),
    there.after,
  ].join('');
}

const VERSION_LINE = /^apiVersion:.*$/m;

interface EntryLines {
  readonly indent: string;
  /** The lines before the entries, of each entry with the comments before it, and after them all. */
  readonly before: string;
  readonly entries: readonly { readonly name: string | undefined; readonly text: string }[];
  readonly after: string;
}

function listIn(text: string): EntryLines | undefined {
  const providers = parseDocument(text, AS_WRITTEN).get('providers');
  if (!isSeq(providers) || providers.flow === true || !text.endsWith('\n') || text.includes('\r')) {
    return undefined;
  }
  const lines = text.split(/(?<=\n)/);
  const starts = providers.items.map((item) => dashLineOf(text, (item as Node).range?.[0]));
  const [first] = starts;
  const indent = first === undefined ? undefined : /^( *)- /.exec(lines[first] ?? '')?.[1];
  if (indent === undefined || starts.some((line) => line === undefined)) {
    return undefined;
  }
  const withComments = starts.map((line) => commentsBefore(lines, line ?? 0, indent));
  const end = endOfList(lines, starts.at(-1) ?? 0, indent);
  return {
    indent,
    before: lines.slice(0, withComments[0]).join(''),
    entries: withComments.map((line, index) => ({
      name: nameOf(providers.items[index]),
      text: lines.slice(line, withComments[index + 1] ?? end).join(''),
    })),
    after: lines.slice(end).join(''),
  };
}

/** The line with the dash of the entry that begins there. */
function dashLineOf(text: string, offset: number | undefined): number | undefined {
  if (offset === undefined) return undefined;
  const dash = text.lastIndexOf('- ', offset);
  return text.slice(text.lastIndexOf('\n', dash) + 1, dash).trim() === '' && dash >= 0
    ? text.slice(0, dash).split('\n').length - 1
    : undefined;
}

/** Comments directly above an entry, at its indentation, are about it. */
function commentsBefore(lines: readonly string[], line: number, indent: string): number {
  let first = line;
  while (first > 0 && new RegExp(`^${indent}#`).test(lines[first - 1] ?? '')) {
    first -= 1;
  }
  return first;
}

/** The first line behind the last entry: what is indented more belongs to it. */
function endOfList(lines: readonly string[], last: number, indent: string): number {
  let end = last + 1;
  while (end < lines.length && new RegExp(`^${indent} +\\S`).test(lines[end] ?? '')) {
    end += 1;
  }
  return end;
}

function isSameData(a: Document, b: Document): boolean {
  try {
    return a.errors.length === 0 && JSON.stringify(a.toJS()) === JSON.stringify(b.toJS());
  } catch {
    return false; // an alias whose anchor went with an entry
  }
}

function takeOutYaml(
  text: string,
  goes: (name: string) => boolean,
  earlier: string | undefined,
  comesBack: (name: string) => boolean,
): string {
  const document = parseDocument(text, AS_WRITTEN);
  const providers = document.get('providers');
  const from = earlier === undefined ? undefined : parseDocument(earlier, AS_WRITTEN).get('providers');
  if (isSeq(providers)) {
    const back = isSeq(from) ? from.items.filter((item) => comesBack(nameOf(item) ?? '')) : [];
    providers.items = [...back, ...providers.items.filter(keeps(goes))];
  }
  const there = listIn(text);
  const before = earlier === undefined ? undefined : listIn(earlier);
  const edited =
    there &&
    [
      there.before,
      ...(before?.entries ?? [])
        .filter(({ name = '' }) => comesBack(name))
        .map((entry) => entry.text.replaceAll(new RegExp(`^${before?.indent}`, 'gm'), there.indent)),
      ...there.entries.filter(({ name }) => name === undefined || !goes(name)).map((entry) => entry.text),
      there.after,
    ].join('');
  return edited !== undefined && isSameData(parseDocument(edited, AS_WRITTEN), document)
    ? edited
    : document.toString({ lineWidth: 0 });
}

function keeps(goes: (name: string) => boolean): (item: unknown) => boolean {
  return (item) => {
    const name = nameOf(item);
    return name === undefined || !goes(name);
  };
}

function nameOf(item: unknown): string | undefined {
  const name = isMap(item) ? (item as YAMLMap).get('name') : undefined;
  return name === undefined ? undefined : String(name);
}

interface JsonConfig {
  readonly apiVersion: string;
  readonly providers: readonly { readonly name: string }[];
}

function mergeJson(text: string, goes: (name: string) => boolean, ours: string): string {
  const there = JSON.parse(text) as JsonConfig;
  const added = parseDocument(ours).toJS() as JsonConfig;
  const others = there.providers.filter(({ name }) => !goes(name));
  return formatJson({ ...there, apiVersion: added.apiVersion, providers: [...others, ...added.providers] });
}

function takeOutJson(
  text: string,
  goes: (name: string) => boolean,
  earlier: string | undefined,
  comesBack: (name: string) => boolean,
): string {
  const there = JSON.parse(text) as JsonConfig;
  const from = earlier === undefined ? [] : (parseDocument(earlier).toJS() as JsonConfig).providers;
  const others = there.providers.filter(({ name }) => !goes(name));
  return formatJson({ ...there, providers: [...from.filter(({ name }) => comesBack(name)), ...others] });
}

function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

// Our entries put into a configuration of the kubelet's that is there already, and taken out again: everything else of
// it stays.

import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
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
  providers.items = [...providers.items.filter(keeps(goes)), ...entries.items];
  providers.flow = false;
  document.set('apiVersion', added.get('apiVersion'));
  return document.toString({ lineWidth: 0 });
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
  return document.toString({ lineWidth: 0 });
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

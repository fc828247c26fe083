// Our entries put into a configuration of the kubelet's that is there already: everything else of it stays.

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
}

/**
 * The merged file, in YAML or JSON as the one that was there. Entries of ours that it has are replaced; comments of
 * YAML stay.
 * @throws {ProviderError} CONFIG_INVALID when the kubelet refuses the file already, or would refuse the outcome
 */
export function mergeKubeletConfig({ file, text, ours, kubelet }: MergeOptions): string {
  refuseProblems('the file', loadKubeletConfigText(file, text, kubelet), 'correct it first');
  const merged = /^\s*\{/.test(text) ? mergeJson(text, ours) : mergeYaml(text, ours);
  refuseProblems('the file with our entries', loadKubeletConfigText(file, merged, kubelet), 'merge by hand');
  return merged;
}

function refuseProblems(what: string, { problems }: KubeletConfig, hint: string): void {
  if (problems.length > 0) {
    const details = problems.map(({ file, line, path = [], what: problem }) =>
      escapeControls(
        `${file}${line === undefined ? '' : `:${line}`}: ${path.length > 0 ? `${formatPath(path)}: ` : ''}${problem}`,
      ),
    );
    throw new ProviderError(`--merge: the kubelet refuses ${what}: ${details.join('; ')}`, {
      code: 'CONFIG_INVALID',
      hint: `${hint}; see registry-credential-provider check`,
      details,
    });
  }
}

// All text stays as it is written, whatever it would be to a version of YAML.
const AS_WRITTEN = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false } as const;

function mergeYaml(text: string, ours: string): string {
  const document = parseDocument(text, AS_WRITTEN);
  const added = parseDocument(ours, AS_WRITTEN);
  const providers = document.get('providers');
  const entries = added.get('providers');
  if (!isSeq(providers) || !isSeq(entries)) {
    throw new Error('a configuration without a list of providers passed the loader');
  }
  providers.items = [...providers.items.filter((item) => !isOurs(item)), ...entries.items];
  providers.flow = false;
  document.set('apiVersion', added.get('apiVersion'));
  return document.toString({ lineWidth: 0 });
}

function isOurs(item: unknown): boolean {
  return isMap(item) && String((item as YAMLMap).get('name')).startsWith(NAME);
}

function mergeJson(text: string, ours: string): string {
  const there = JSON.parse(text) as { readonly providers: readonly { readonly name: string }[] };
  const added = parseDocument(ours).toJS() as {
    readonly apiVersion: string;
    readonly providers: readonly unknown[];
  };
  const others = there.providers.filter(({ name }) => !name.startsWith(NAME));
  const merged = { ...there, apiVersion: added.apiVersion, providers: [...others, ...added.providers] };
  return `${JSON.stringify(merged, null, 2)}\n`;
}

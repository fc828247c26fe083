// A proposal as a configuration file, with comments that say where each rule comes from and what no rule does.

import { escapeControls, quote } from '../../escape.ts';
import { NAME } from '../../version.ts';
import { wrap } from '../../wrap.ts';
import { quoted } from '../wanted/kubelet-config.ts';
import { FILL_IN, isFields, Placeholder, type ProposedFields, type ProposedValue } from './proposal.ts';

/** What of a proposal is written. */
interface ProposedText {
  /** The file or directory that the entries are in. */
  readonly source: string;
  /** With which `install` replaces the entries by these rules. */
  readonly installOptions: string;
  /** Whether something of these entries has no counterpart. */
  readonly hasLoss: boolean;
  readonly rules: readonly CommentedRule[];
  /** Of each entry that has no rule, what is said of it. */
  readonly withoutRule: readonly (readonly string[])[];
}

interface CommentedRule {
  readonly name: string;
  readonly matchImages: readonly string[];
  readonly fields: ProposedFields;
  readonly comments: readonly string[];
}

const WIDTH = 80;

export function proposalText({ source, installOptions, hasLoss, rules, withoutRule }: ProposedText): string {
  const hasPlaceholder = JSON.stringify(rules).includes(FILL_IN);
  const lines = [
    `# Proposed by ${NAME} generate config from`,
    `# ${escapeControls(source)}.`,
    ...(hasPlaceholder ? [`# Fill in what is marked "${FILL_IN}".`] : []),
    '# Check it, and see what it would change on the node:',
    `#   ${NAME} check --config FILE`,
    `#   ${NAME} install --config FILE ${escapeControls(installOptions)} --dry-run`,
    ...(hasLoss ? ['# What has no counterpart install refuses, unless --accept-loss accepts the loss.'] : []),
    'apiVersion: registry-credential-provider/v1alpha1',
    'kind: RegistryCredentialProviderConfig',
    'rules:',
    ...rules.flatMap(ruleLines),
    ...withoutRule.flatMap((comments) => comments.flatMap((text) => comment(text, ''))),
  ];
  return `${lines.join('\n')}\n`;
}

function ruleLines({ name, matchImages, fields, comments }: CommentedRule): string[] {
  return [
    ...comments.flatMap((text) => comment(text, '  ')),
    `  - name: ${name}`,
    '    matchImages:',
    ...matchImages.map((pattern) => `      - ${quoted(pattern)}`),
    ...fieldLines(fields, 4),
  ];
}

function fieldLines(fields: ProposedFields, indent: number): string[] {
  const margin = ' '.repeat(indent);
  return Object.entries(fields).flatMap(([name, value]) => {
    if (Array.isArray(value)) {
      return [`${margin}${name}:`, ...value.map((item: ProposedValue) => `${margin}  - ${scalar(item)}`)];
    }
    if (!isFields(value)) return [`${margin}${name}: ${scalar(value)}`];
    return Object.keys(value).length === 0
      ? [`${margin}${name}: {}`]
      : [`${margin}${name}:`, ...fieldLines(value, indent + 2)];
  });
}

/** Words of the schema and what cannot be taken for anything but text stand without quotes. */
function scalar(value: ProposedValue): string {
  if (value instanceof Placeholder) return quoted(value.text);
  if (typeof value !== 'string') return String(value);
  return /^(?:[a-zA-Z][-\w]*[a-zA-Z]|\/[-\w./]+)$/.test(value) && !YAML_WORDS.test(value)
    ? value
    : quoted(value);
}

const YAML_WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

function comment(text: string, margin: string): string[] {
  const indent = margin.length + 2;
  return wrap(escapeControls(text), WIDTH, { indent, hang: 2 })
    .split('\n')
    .map((line) => `${margin}# ${line.slice(indent)}`);
}

export function entryTitle(name: string): string {
  return `the entry ${quote(name)}`;
}

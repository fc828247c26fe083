// What install or uninstall would change, as a unified diff, without a secret in it.
// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { escapeControls } from '../../escape.ts';
import { readBytes } from '../../system/files.ts';
import type { Standing } from '../../system/placing.ts';
import type { Change, Content } from './change.ts';
import type { Plan } from './plan.ts';

/** The changes in their order, and whether the kubelet would be restarted. */
export function formatDifference({ changes, restart, notes }: Plan): string {
  const lines = changes.length === 0 ? ['Nothing would change.'] : changes.map(describe);
  const end = restart ? 'The kubelet would be restarted.' : 'The kubelet would not be restarted.';
  return `${[...lines, ...notes.map(escapeControls), end].join('\n')}\n`;
}

function describe(change: Change): string {
  const { role, path, before, after, why } = change;
  const head = [
    ...(why === undefined ? [] : [`# ${escapeControls(why)}`]),
    ...(isText(before) && isText(after) && before.mode !== after.mode
      ? [`# ${path}: mode ${before.mode.toString(8)} becomes ${after.mode.toString(8)}`]
      : []),
  ];
  const isShown = role === 'config' || role === 'kubeletConfig' || role === 'flags';
  const body =
    isShown && before.kind !== 'link' && after.kind !== 'link'
      ? patch(change)
      : `# ${path}: ${inWords(role, before)} becomes ${inWords(role, after)}`;
  return [...head, body].join('\n');
}

function isText(standing: Standing): standing is Standing & { readonly kind: 'file' } {
  return standing.kind === 'file';
}

/** Of a file of --files not even the digest: a short password could be guessed from it. */
function inWords(role: Change['role'], standing: Standing): string {
  switch (standing.kind) {
    case 'file':
      return role === 'file' ? 'a file (not shown)' : `sha256 ${standing.digest}`;
    case 'link':
      return `a link to ${escapeControls(standing.target)}`;
    case 'absent':
      return 'nothing';
    case 'other':
      return 'something else';
  }
}

function patch(change: Change): string {
  const { role, path, before, after } = change;
  const old = before.kind === 'file' ? readText(path) : '';
  const next = textOf(after);
  const hide = role === 'config' ? hiderOfConfig([old, next]) : hideInSettings;
  const text = createTwoFilesPatch(
    before.kind === 'absent' ? '/dev/null' : path,
    after.kind === 'absent' ? '/dev/null' : path,
    hide(old),
    hide(next),
    undefined,
    undefined,
    { headerOptions: FILE_HEADERS_ONLY },
  );
  const shown = text.trimEnd();
  return [...shown.split('\n').map(escapeControls), ...hiddenChange(change, old, next, hide)].join('\n');
}

/** What the diff cannot show. */
function hiddenChange(
  { role, path }: Change,
  old: string,
  next: string,
  hide: (text: string) => string,
): string[] {
  if (old === '' || next === '' || old === next) {
    return [];
  }
  const passwords = role === 'config' && String(passwordsIn(old)) !== String(passwordsIn(next));
  return passwords || hide(old) === hide(next) ? [`# ${path}: something that is not shown here changes`] : [];
}

function textOf(content: Content): string {
  if (content.kind !== 'file') return '';
  return typeof content.source === 'string'
    ? readText(content.source)
    : Buffer.from(content.source).toString('utf8');
}

function readText(path: string): string {
  return readBytes(path, { what: 'install:' }).bytes.toString('utf8');
}

const HIDDEN = '[redacted]';

/** Every password that one of the texts has, wherever it stands in one of them, a comment too. */
function hiderOfConfig(texts: readonly string[]): (text: string) => string {
  const secrets = new Set(texts.flatMap(passwordsIn));
  return (text) => {
    const spans = scalarSpans(text, secrets);
    const cut = spans
      .sort(([a], [b]) => b - a)
      .reduce((left, [from, to]) => `${left.slice(0, from)}${HIDDEN}${left.slice(to)}`, text);
    return [...secrets]
      .filter((secret) => secret !== '')
      .reduce((left, secret) => left.replaceAll(secret, HIDDEN), cut);
  };
}

function passwordsIn(text: string): string[] {
  const rules = parseDocument(text, { uniqueKeys: false }).get('rules');
  const items = isSeq(rules) ? rules.items : [];
  return items.flatMap((rule) => {
    const password = isMap(rule) ? rule.getIn(['static', 'password']) : undefined;
    return password === undefined || password === null ? [] : [String(password)];
  });
}

/** Where values that are such a secret stand, however they are written there. */
function scalarSpans(text: string, secrets: ReadonlySet<string>): (readonly [from: number, to: number])[] {
  const spans: (readonly [number, number])[] = [];
  visit(parseDocument(text, { uniqueKeys: false }), {
    Scalar(_, node) {
      if (isScalar(node) && secrets.has(String(node.value)) && node.range) {
        spans.push([node.range[0], node.range[1]]);
      }
    },
  });
  return spans;
}

/**
 * What a kubelet's configuration or unit says in a setting whose name tells that it is a secret: the value on its line,
 * or that of the line after a variable's name.
 */
function hideInSettings(text: string): string {
  return text
    .replace(/^(.*(?:token|password|passwd|secret|key)["']?\s*[:=]\s*)(\S.*)$/gim, `$1${HIDDEN}`)
    .replace(
      /(name["']?\s*:\s*["']?\w*(?:TOKEN|PASSWORD|SECRET|KEY)\w*["']?\s*,?\s*["']?value["']?\s*:\s*)([^\n]*)/gi,
      `$1${HIDDEN}`,
    );
}

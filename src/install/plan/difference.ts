// What install or uninstall would change, as a unified diff, without a secret in it.
// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { escapeControls } from '../../escape.ts';
import { readBytes } from '../../system/files.ts';
import type { Standing } from '../../system/placing.ts';
import type { NodeFiles } from '../node/node-files.ts';
import type { Content } from '../state/content.ts';
import type { Change, NodePlan } from './node-plan.ts';
import { type Form, haveSameSecrets, redact } from './redact.ts';
import { MAX_BYTES } from './starting-point.ts';

const RESTART = [
  'The kubelet would be restarted.',
  'Only the run itself can tell whether the kubelet is healthy then.',
];

/** The changes in their order, and whether the kubelet would be restarted. */
export function formatDifference({ changes, restart, notes }: NodePlan, files: NodeFiles): string {
  const lines =
    changes.length === 0 ? ['Nothing would change.'] : changes.map((change) => describe(change, files));
  const end = restart ? RESTART : ['The kubelet would not be restarted.'];
  return `${[...lines, ...notes.map(escapeControls), ...end].join('\n')}\n`;
}

function describe(change: Change, files: NodeFiles): string {
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
      ? patch(change, files)
      : `# ${path}: ${transition(change)}`;
  return [...head, body].join('\n');
}

function isText(standing: Standing): standing is Standing & { readonly kind: 'file' } {
  return standing.kind === 'file';
}

function transition({ role, before, after }: Pick<Change, 'role' | 'before' | 'after'>): string {
  if (before.kind === 'absent') return `created: ${inWords(role, after)}`;
  if (after.kind === 'absent') return `removed: ${inWords(role, before)}`;
  return `${inWords(role, before)} becomes ${inWords(role, after)}`;
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
      return 'neither a file nor a link';
  }
}

function patch(change: Change, files: NodeFiles): string {
  const { path, before, after } = change;
  const form = change.role as Form;
  const old = before.kind === 'file' ? readText(files.sourceOf(path)) : '';
  const next = textOf(after);
  const shown = redact(form, [old, next]);
  if (shown === undefined) {
    const what = before.kind === 'absent' ? 'created' : after.kind === 'absent' ? 'removed' : 'changed';
    return `# ${path}: ${what}; the content is not shown: it is not valid YAML or JSON, so that a secret could be anywhere in it`;
  }
  const [hiddenOld = '', hiddenNext = ''] = shown;
  const text = createTwoFilesPatch(
    before.kind === 'absent' ? '/dev/null' : path,
    after.kind === 'absent' ? '/dev/null' : path,
    hiddenOld,
    hiddenNext,
    undefined,
    undefined,
    { headerOptions: FILE_HEADERS_ONLY },
  );
  // What the diff cannot show.
  const isHidden =
    old !== '' &&
    next !== '' &&
    old !== next &&
    (hiddenOld === hiddenNext || !haveSameSecrets(form, old, next));
  return [
    ...text.trimEnd().split('\n').map(escapeControls),
    ...(isHidden ? [`# ${path}: a part that is not shown here changes`] : []),
  ].join('\n');
}

function textOf(content: Content): string {
  if (content.kind !== 'file') return '';
  return typeof content.source === 'string'
    ? readText(content.source)
    : Buffer.from(content.source).toString('utf8');
}

function readText(path: string): string {
  return readBytes(path, { what: 'install:', maxBytes: MAX_BYTES }).bytes.toString('utf8');
}

// Which findings about the outcome refuse a change, and which are those of others that were there before.

import { type Finding, keepsKubeletDown } from '../../check/finding.ts';

interface Judgement {
  /** Findings for which nothing may be changed. */
  readonly refused: readonly Finding[];
  /** Whether the kubelet would not start as the node is now, whatever we do. */
  readonly isDownAlready: boolean;
  /** Errors of others, of before. */
  readonly ofOthers: readonly Finding[];
}

/** What of the outcome is ours to answer for: all errors, but for those of others that do not keep the kubelet down. */
export function judge(before: readonly Finding[], after: readonly Finding[]): Judgement {
  const each = [...new Map(after.map((finding) => [keyOf(finding), finding])).values()];
  const errors = each.filter(({ severity }) => severity === 'error');
  const known = new Set(before.map(keyOf));
  const isOfOthers = (finding: Finding) =>
    known.has(keyOf(finding)) && !keepsKubeletDown(finding) && !OURS.includes(finding.code);
  return {
    refused: errors.filter((finding) => !isOfOthers(finding)),
    isDownAlready: errors.some((finding) => known.has(keyOf(finding)) && keepsKubeletDown(finding)),
    ofOthers: errors.filter(isOfOthers),
  };
}

/** Findings about this plugin are never those of others. */
const OURS: readonly Finding['code'][] = [
  'config-invalid',
  'config-unreadable',
  'file-unreadable',
  'host-refused',
  'setting-contradicts-registry',
  'setting-contradicts-secret',
  'provider-arguments',
  'tokens-missing',
  'executable-does-not-start',
];

function keyOf({ code, file, what }: Finding): string {
  return JSON.stringify([code, file, what]);
}

export function describeFinding({ code, file, line, path, what, remedy }: Finding): string {
  const place =
    file === undefined
      ? ''
      : `${file}${line === undefined ? '' : `:${line}`}${path === undefined ? '' : ` ${path}`}: `;
  return `${place}${what}; ${remedy} (${code})`;
}

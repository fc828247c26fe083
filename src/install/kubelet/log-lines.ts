// Of the kubelet's newest log lines, those that say why it does not start, fit to be shown: bounded, no controls, no
// secrets. Some of them quote what a plugin wrote.

import { escapeControls } from '../../escape.ts';

/** Of each kind; a line may be of several. */
const KINDS: readonly (readonly [pattern: RegExp, count: number])[] = [
  [/credential.?provider|CRI auth plugin/i, 6],
  [/(?:^|\s)[EF][0-9]{4} |\b(?:err|error|failed|fatal|panic|refused|denied|unable|cannot)\b/i, 6],
  [/./, 4],
];

const MAX_LENGTH = 400;

/** In their order, the newest last; a repeated line only once. */
export function chooseLogLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // Of lines that differ in numbers only, such as times, the newest.
  const newest = [
    ...new Map(lines.map((line, index) => [line.replace(/[0-9]+/g, '0'), index])).values(),
  ].sort((a, b) => a - b);
  const chosen = new Set(
    KINDS.flatMap(([pattern, count]) =>
      newest.filter((index) => pattern.test(lines[index] as string)).slice(-count),
    ),
  );
  return [...chosen].sort((a, b) => a - b).map((index) => showLogLine(lines[index] as string));
}

/** One line of another program, fit to be shown. */
export function showLogLine(line: string): string {
  const shown = escapeControls(redact(line.trim()));
  return shown.length <= MAX_LENGTH ? shown : `${shown.slice(0, MAX_LENGTH - 1)}…`;
}

const REDACTED = '[redacted]';

const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // JSON web tokens, private keys, anything long and dense, such as a registry's password that is a token
  [/\bey[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)+/g, REDACTED],
  [/-----BEGIN [^-]*KEY-----.*/g, REDACTED],
  [/[A-Za-z0-9+/_=-]{80,}/g, REDACTED],
  [/\b(Bearer|Basic) +[^\s"',]+/gi, `$1 ${REDACTED}`],
  // "password":"x", password=x, --token x
  [
    /((?:pass(?:word|wd|phrase)?|secret|token|authorization|api[_-]?key|access[_-]?key(?:[_-]?id)?|credential)["'\\]*(?:\s*[:=]\s*|\s+(?=["'])))(?:\\?"(?:[^"\\]|\\[^"])*\\?"|'[^']*'|[^\s,;}"']+)/gi,
    `$1${REDACTED}`,
  ],
  [/(:\/\/)[^/\s@]+@/g, `$1${REDACTED}@`],
  [/(\bhttps?:\/\/[^\s?"']+\?)[^\s"']+/g, `$1${REDACTED}`],
];

function redact(line: string): string {
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

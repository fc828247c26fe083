// What `check` prints: for a person who has been woken up, and for a program.

import { escapeControls } from '../escape.ts';
import type { CheckReport } from '../generated/check-report-types.ts';
import { formatRelease } from '../kubelet/release.ts';
import type { Painter, Style } from '../paint.ts';
import { wrapBeside } from '../wrap.ts';
import type { Finding, Severity } from './finding.ts';
import type { CheckSubject } from './subject.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Each finding once, the gravest first, otherwise in the order of files and lines. */
export function makeReport(
  { kubelet, configFrom, kubeletConfig, binDir, configs }: CheckSubject,
  findings: readonly Finding[],
): CheckReport {
  const each = [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
  const count = (severity: Severity) => each.filter((finding) => finding.severity === severity).length;
  return {
    kubelet: {
      release: formatRelease(kubelet.release),
      releaseFrom: kubelet.releaseFrom,
      config: kubeletConfig?.path ?? null,
      configFrom: configFrom?.from ?? null,
      configSource: configFrom?.source ?? null,
      files: [...(kubeletConfig?.files ?? [])],
      binDir: binDir ?? null,
    },
    configs: configs.map(({ file }) => file),
    findings: each.sort(compare),
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
  };
}

function compare(a: Finding, b: Finding): number {
  const grave = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (grave !== 0) return grave;
  const file = (a.file ?? '') < (b.file ?? '') ? -1 : (a.file ?? '') > (b.file ?? '') ? 1 : 0;
  return file !== 0 ? file : (a.line ?? 0) - (b.line ?? 0);
}

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', note: 'dim' };

const FROM = {
  option: 'set by --kubelet-version',
  running: 'of the kubelet that runs here',
  record: 'from the record of the last install',
  unit: 'as its executable says',
  assumed: 'assumed',
} as const;

/** @param columns of the reader's terminal */
export function formatReport(
  { kubelet, configs, findings, ...counts }: CheckReport,
  paint: Painter,
  columns: number,
): string {
  const field = fieldIn(columns);
  const looked = [
    field('kubelet', `${kubelet.release}, ${FROM[kubelet.releaseFrom]}`),
    field(
      'its config',
      kubelet.config === null
        ? 'not known'
        : `${kubelet.config}${kubelet.configSource === null ? '' : `, ${kubelet.configSource}`}`,
    ),
    field('executables', kubelet.binDir ?? 'not known'),
    ...configs.map((file) => field('rules from', file)),
  ];
  const total = SEVERITIES.map((severity) => plural(counts[`${severity}s`], severity)).join(', ');
  const verdict =
    counts.errors > 0
      ? paint('red', total)
      : counts.warnings > 0
        ? paint('yellow', total)
        : paint('green', total);
  return `${[...looked, ...findings.flatMap((finding) => ['', ...formatFinding(finding, paint, field)]), '', verdict].join('\n')}\n`;
}

function formatFinding(
  { code, severity, file, line, path, what, why, remedy }: Finding,
  paint: Painter,
  field: Field,
): string[] {
  const place = file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`;
  return [
    `${paint(STYLES[severity], `${severity}:`)} ${paint('bold', code)}`,
    ...(place === undefined ? [] : [field('  where', path === undefined ? place : `${place} ${path}`)]),
    field('  what', what),
    field('  why', why),
    field('  do', remedy),
  ];
}

type Field = (name: string, value: string) => string;

const NAME_WIDTH = 13;

function fieldIn(columns: number): Field {
  return (name, value) =>
    `${name}:`.padEnd(NAME_WIDTH) + wrapBeside(NAME_WIDTH, escapeControls(value), columns);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

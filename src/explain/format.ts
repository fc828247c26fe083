// An explanation as text for a person.

import { describeEntry } from '../cache/entry-report.ts';
import type { RuleReport } from '../config/choose-rule.ts';
import { escapeControls, quote } from '../escape.ts';
import type { Painter } from '../paint.ts';
import type { Explanation } from './explain-pull.ts';
import type { KubeletReport } from './kubelet-entries.ts';

/** @param asked the image as it was written */
export function formatExplanation(
  explanation: Explanation,
  kubelet: KubeletReport | undefined,
  asked: string,
  painter: Painter,
): string {
  const { image, config, rule, backend, identity, authKeys, cacheKeyType, cacheDuration, error } =
    explanation;
  const lines: string[] = [
    field('image', asked === image ? image : `${image} (from ${quote(asked)})`),
    field('config', escapeControls(config)),
    field('rule', rule ?? 'none'),
  ];
  if (rule !== null) {
    lines.push(field('backend', backend as string), field('identity', identity as string));
  }
  lines.push(
    ...Object.entries(explanation.details).map(([name, value]) => field(name, escapeControls(String(value)))),
  );
  if (error !== undefined) {
    lines.push(field('answer', painter('red', escapeControls(`failure: ${error.message} [${error.code}]`))));
  } else if (rule === null) {
    lines.push(field('answer', painter('yellow', NO_CREDENTIAL_TEXT)));
  } else {
    lines.push(...authKeys.map((key) => field('auth key', escapeControls(key))));
    lines.push(field('cache', `${cacheKeyType}${cacheDuration === null ? '' : `, ${cacheDuration}`}`));
    if (explanation.nodeCache !== null) {
      lines.push(field('node cache', escapeControls(describeEntry(explanation.nodeCache))));
    }
  }
  lines.push(
    '',
    'Rules, in the order in which they are tried (+ matches, ~ almost matches, - does not match):',
  );
  lines.push(...explanation.rules.map((report) => ruleLine(report, painter)));
  if (kubelet !== undefined) {
    lines.push('', ...kubeletLines(kubelet, painter));
  }
  if (explanation.warnings.length > 0) {
    lines.push(
      '',
      ...explanation.warnings.map((text) => `${painter('yellow', 'warning:')} ${escapeControls(text)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

const NO_CREDENTIAL_TEXT =
  'no credential (exit 0, not cached): the kubelet pulls with any other credential that it has, or anonymously';

function field(name: string, value: string): string {
  return `${`${name}:`.padEnd(14)}${value}`;
}

function kubeletLines({ config, refused, providers }: KubeletReport, painter: Painter): string[] {
  const lines = providers.map(
    (provider) => ruleLine(provider, painter) + (provider.tokens ? ' (with service account tokens)' : ''),
  );
  return [
    `Entries of ${escapeControls(config)}; the kubelet runs the plugin of each entry that matches:`,
    ...lines,
    ...(providers.some(({ matched }) => matched)
      ? []
      : [
          painter(
            'yellow',
            '  no entry matches: the kubelet runs no plugin for this image, so no rule is used',
          ),
        ]),
    ...(refused ? [painter('red', '  the kubelet does not start with this file: run check')] : []),
  ];
}

function ruleLine({ name, matched, reason, nearMiss }: RuleReport, painter: Painter): string {
  const [mark, style] = matched
    ? (['+', 'green'] as const)
    : nearMiss
      ? (['~', 'yellow'] as const)
      : (['-', 'dim'] as const);
  return `  ${painter(style, mark)} ${escapeControls(`${name}: ${reason}`)}`;
}

// An explanation as text for a person.

import { describeEntry } from '../cache/entry-report.ts';
import type { RuleReport } from '../config/choose-rule.ts';
import { escapeControls, quote } from '../escape.ts';
import type { Painter } from '../paint.ts';
import { describeEnvironment, type EnvironmentReport } from './environment.ts';
import { byDistance } from './explain-pull.ts';
import { chainLines, detailLines } from './format-chain.ts';
import type { KubeletReport } from './kubelet-entries.ts';
import { field, type Line, paint, plain, styled } from './lines.ts';
import type { ExplainReport } from './report.ts';
import { hostLines } from './runtime-hosts.ts';

interface FormatOptions {
  /** Every rule and every login, in the order in which they are tried. */
  readonly all: boolean;
  readonly painter: Painter;
  readonly columns: number;
}

export function formatExplanation(report: ExplainReport, options: FormatOptions): string {
  const { kubelet, warnings } = report;
  const { painter, columns } = options;
  const sections = [
    answerLines(report),
    chainLines(report),
    loginLines(report, options),
    ruleLines(report, options),
    kubelet === undefined ? [] : kubeletLines(kubelet, options),
    warnings.map((text) => styled('yellow', 'warning: ', escapeControls(text))),
  ];
  const lines = sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : [plain(''), ...section]));
  return `${lines.map((line) => paint(line, painter, columns)).join('\n')}\n`;
}

function answerLines(report: ExplainReport): Line[] {
  const { asked, image, config, rule, backend, identity, nearest, details, namedBy, chain, environment } =
    report;
  return [
    field('image', asked === image ? image : `${image} (from ${quote(asked)})`),
    field('config', escapeControls(config)),
    field('rule', chain.length > 0 ? chain.map((link) => link.rule).join(', then ') : (rule ?? 'none')),
    ...(nearest === null
      ? []
      : [field('nearest', escapeControls(`${nearest.rule}: ${nearest.remedy}`), 'yellow')]),
    ...(rule === null || chain.length > 0
      ? []
      : [field('backend', backend as string), field('identity', identity as string)]),
    ...detailLines(details, namedBy),
    ...(environment === null ? [] : environmentLines(environment)),
    ...resultLines(report),
  ];
}

function environmentLines(environment: EnvironmentReport): Line[] {
  const { shell, kubelet } = describeEnvironment(environment);
  return [
    field('environment', escapeControls(shell)),
    field(
      'kubelet has',
      escapeControls(kubelet),
      environment.kubelet?.differ.length === 0 ? undefined : 'yellow',
    ),
  ];
}

function resultLines({
  rule,
  authKeys,
  cacheKeyType,
  cacheDuration,
  nodeCache,
  chain,
  hosts,
  error,
}: ExplainReport): Line[] {
  if (error !== undefined) {
    return [field('answer', escapeControls(`failure: ${error.message} [${error.code}]`), 'red')];
  }
  if (rule === null) {
    return [field('answer', NO_CREDENTIAL_TEXT, 'yellow')];
  }
  return [
    ...(chain.length > 0 ? [] : authKeys).map((key) => field('auth key', escapeControls(key))),
    field('cache', `${cacheKeyType}${cacheDuration === null ? '' : `, ${cacheDuration}`}`),
    ...(hosts === null ? [] : hostLines(hosts, authKeys.length)),
    ...(nodeCache === null ? [] : [field('node cache', escapeControls(describeEntry(nodeCache)))]),
  ];
}

const NO_CREDENTIAL_TEXT =
  'no credential (exit 0, not cached): the kubelet pulls with any other credential that it has, or anonymously';

/** Of a docker config those that match, or all. */
function loginLines({ logins, loginsLeftOut }: ExplainReport, { all }: FormatOptions): Line[] {
  if (logins.length === 0) return [];
  const matching = logins.filter(({ matches }) => matches);
  const shown = all ? logins : matching.slice(0, MAX_SHOWN);
  const rest = logins.length + loginsLeftOut - shown.length;
  const isCut = shown.length < matching.length;
  const notMatching = ` that ${rest === 1 ? 'does' : 'do'} not match`;
  return [
    plain('Entries of the docker config, in the order in which the kubelet tries them:'),
    ...shown.map(({ key, matches, username, odd }) => {
      const user = username === null ? '' : username === '' ? ', no user name' : `, user ${quote(username)}`;
      const text = `${quote(key)}${user}${odd.length === 0 ? '' : `: ${odd.join('; ')}`}`;
      return marked(matches ? (odd.length === 0 ? '+' : '!') : '-', escapeControls(text));
    }),
    ...(rest === 0 ? [] : [marked('-', `${rest} more${isCut ? '' : notMatching} (--all shows them)`)]),
  ];
}

const MAX_SHOWN = 20;

function ruleLines({ rules, rulesLeftOut }: ExplainReport, { all }: FormatOptions): Line[] {
  if (all) {
    return [
      plain('Rules, in the order in which they are tried (+ matches, ~ almost matches, - does not match):'),
      ...rules.map((report) => ruleLine(report)),
    ];
  }
  const matching = rules.filter(({ matched }) => matched);
  const shown = [...matching.slice(0, MAX_SHOWN), ...byDistance(rules).slice(0, MAX_SHOWN)];
  const rest = rules.length + rulesLeftOut - shown.length;
  return [
    plain('Rules (+ matches, ~ almost matches, - does not match), the nearest first:'),
    ...shown.map((report) => ruleLine(report)),
    ...(rest === 0
      ? []
      : [
          marked(
            '-',
            `${rest} ${shown.length > 0 ? 'more ' : ''}${rest === 1 ? 'rule' : 'rules'} (--all shows why not)`,
          ),
        ]),
  ];
}

function kubeletLines({ config, refused, providers }: KubeletReport, { all }: FormatOptions): Line[] {
  const shown = all
    ? providers
    : [...providers.filter(({ matched }) => matched), ...byDistance(providers)].slice(0, MAX_SHOWN);
  const rest = providers.length - shown.length;
  return [
    plain(`Entries of ${escapeControls(config)}`),
    plain('The kubelet runs the plugin of each entry that matches:'),
    ...shown.map((provider) => ruleLine(provider, provider.tokens ? ' (with service account tokens)' : '')),
    ...(rest === 0
      ? []
      : [
          marked(
            '-',
            `${rest} ${shown.length > 0 ? 'more ' : ''}${rest === 1 ? 'entry' : 'entries'} (--all shows why not)`,
          ),
        ]),
    ...(providers.some(({ matched }) => matched)
      ? []
      : [
          styled(
            'yellow',
            '  ',
            'no entry matches: the kubelet runs no plugin for this image, so no rule is used',
          ),
        ]),
    ...(refused ? [styled('red', '  ', 'the kubelet does not start with this file: run check')] : []),
  ];
}

function ruleLine({ name, matched, reason, pattern, distance, remedy }: RuleReport, more = ''): Line {
  const word = reason.startsWith('key ') ? 'key' : 'pattern';
  const why = remedy === null ? reason : `${word} "${pattern}": ${remedy}`;
  return marked(matched ? '+' : distance === null ? '-' : '~', `${escapeControls(`${name}: ${why}`)}${more}`);
}

const STYLES = { '+': 'green', '~': 'yellow', '!': 'yellow', '-': 'dim' } as const;

function marked(mark: keyof typeof STYLES, text: string): Line {
  return { head: `  ${mark} `, text, style: STYLES[mark], coloured: 'head' };
}

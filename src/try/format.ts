// The report of `try` as text for a person.

import type { CacheReport } from '../cache/node-cache.ts';
import { escapeControls, quote } from '../escape.ts';
import type { Painter } from '../paint.ts';
import { formatGoDuration } from '../protocol/go-duration.ts';
import { OUTCOMES } from '../verify/outcome.ts';
import { isGood } from '../verify/verify-pull.ts';
import { field, paragraph } from './lines.ts';
import type { OwnReport } from './own-report.ts';
import type { ProviderReport, SecretFacts, TryReport } from './report.ts';

/** @param columns of the reader's terminal */
export function formatTry(report: TryReport, painter: Painter, columns: number): string {
  const { asked, image, kubelet, environment, providers, others, unmatched, verified, notes } = report;
  const width = Math.min(Math.max(columns, 60), 100);
  const lines = [
    ...field('image', asked === image ? image : `${image} (from ${quote(asked)})`, width),
    ...(kubelet.config === null
      ? []
      : field('kubelet', `${kubelet.config}, plugins in ${kubelet.binDir} (${kubelet.source})`, width)),
    ...field('environment', environment, width),
    ...providers.flatMap((each) => ['', ...providerLines(each, painter, width)]),
    ...(others.length === 0
      ? []
      : [
          '',
          ...paragraph(
            `Not run: ${others.join(', ')}, which the kubelet runs for this image too; --provider NAME runs one.`,
            width,
          ),
        ]),
    ...(unmatched.length === 0 || providers.length > 0 ? [] : ['', ...unmatchedLines(report, width)]),
    '',
    ...resultLines(report, painter, width),
    ...(verified === null ? [] : ['', ...verifiedLines(verified, painter, width)]),
    ...[...(verified?.notes ?? []), ...notes].flatMap((text) => paragraph(`note: ${text}`, width)),
    ...grantLines(providers, width),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function providerLines(report: ProviderReport, painter: Painter, width: number): string[] {
  const { name, own, command, matching, result, refusal, token, run, kept, unusedKeys, notes } = report;
  const line = (label: string, text: string) => field(label, text, width, 2);
  return [
    painter('bold', escapeControls(`${name}${own ? '' : ' (not this plugin)'}`)),
    ...line('runs', command),
    ...line('because', matching),
    ...(token === null ? [] : tokenLines(token, line)),
    ...(run === null
      ? []
      : [
          ...line('ended', `${run.ending} after ${run.ms} ms, ${run.stdoutBytes} bytes on stdout`),
          ...line('calls', describeCalls(run.report, own)),
          ...(run.report === null ? [] : line('rule', describeRule(run.report))),
        ]),
    ...line('kubelet', VERDICTS[result][1]).map((text) => painter(VERDICTS[result][0], text)),
    ...(refusal === null
      ? []
      : [
          ...line('why', refusal.reason),
          ...(refusal.logged === null ? [] : line('its log', `says: ${refusal.logged}`)),
          ...line('to do', refusal.remedy),
        ]),
    ...(kept === null ? [] : line('kept', describeKept(kept, token))),
    ...unusedKeys.flatMap((key) => line('unused key', `${key} does not match the image`)),
    ...(run?.stderr ?? []).flatMap((text, index) => line(index === 0 ? 'stderr' : '', text)),
    ...notes.flatMap((text) => line('note', text)),
  ];
}

/** As it can be pasted into a shell: not further in, and not wrapped. */
function grantLines(providers: readonly ProviderReport[], width: number): string[] {
  const grants = new Set(providers.flatMap(({ refusal }) => refusal?.grant ?? []));
  return [...grants].flatMap((grant) => [
    '',
    ...paragraph(
      'The grant that is missing, for who may grant it to nodes, such as from a workstation:',
      width,
    ),
    '',
    "kubectl apply --filename - <<'END'",
    ...grant.trimEnd().split('\n').map(escapeControls),
    'END',
  ]);
}

const VERDICTS: Readonly<Record<ProviderReport['result'], readonly ['green' | 'red' | 'yellow', string]>> = {
  accepted: ['green', 'accepts the answer'],
  refused: ['red', 'gets no credential from it'],
  notRun: ['yellow', 'does not run it, or this command does not'],
};

function tokenLines(
  token: NonNullable<ProviderReport['token']>,
  line: (label: string, text: string) => string[],
): string[] {
  const { of, annotations } = token;
  return [
    ...line('token', `${of}; ${describeSecret(token)}`),
    ...(annotations.length === 0 ? [] : line('annotations', annotations.join(', '))),
  ];
}

function describeCalls(report: OwnReport | null, own: boolean): string {
  if (report === null) {
    return own ? 'not known: it did not tell' : 'not known: another plugin does not tell';
  }
  const { calls } = report;
  if (calls.length === 0) return 'none on the network';
  const each = calls.map(
    ({ step, host, status, ms }) => `${step} at ${host} (${status ?? 'no answer'}, ${ms} ms)`,
  );
  return `${calls.length}: ${each.join('; ')}`;
}

const CACHE_OUTCOMES: Readonly<Record<CacheReport['outcome'], string>> = {
  hit: 'answered from the cache of the node',
  old: 'answered from the cache of the node, with a credential that could not be renewed',
  expired:
    'answered from the cache of the node, with a credential that has expired, as the service cannot be reached',
  asked: 'the cloud was asked, and the answer is in the cache of the node now',
  renewed: 'renewed in the cache of the node',
  waited: 'another process asked the cloud at the same time',
  remembered: 'the last failure, remembered without asking again',
  off: 'the cache of the node cannot be used',
};

function describeRule({ rule, backend, identity, cache }: OwnReport): string {
  if (rule === null) return 'none matches';
  const kept = cache === null ? '' : `; ${new Map(Object.entries(CACHE_OUTCOMES)).get(cache) ?? cache}`;
  return `${rule} (${backend}, identity ${identity})${kept}`;
}

function describeKept(
  { key, forMs, from }: NonNullable<ProviderReport['kept']>,
  token: ProviderReport['token'],
): string {
  const whose =
    token === null ? '' : token.cacheType === 'Token' ? ' and this token' : ' and this service account';
  const { type, value } = key;
  const images = {
    Image: `this image (${type})`,
    Registry: `every image of ${value} (${type})`,
    Global: `every image that the entry matches (${type})`,
  }[type];
  return forMs === 0
    ? `not at all: ${from} is zero or less`
    : `by the kubelet for ${formatGoDuration(forMs)}, for ${images}${whose}${from === 'cacheDuration' ? '' : ', by defaultCacheDuration of the entry'}`;
}

function unmatchedLines({ unmatched, image, kubelet }: TryReport, width: number): string[] {
  const [registry = ''] = image.split('/', 1);
  return [
    'No such entry matches the image. The nearest first:',
    ...unmatched.flatMap(({ name, reason }) => paragraph(`${name}: ${reason}`, width, 2)),
    ...paragraph(
      `To do: correct the pattern, or add ${quote(registry)} to matchImages of the entry, in ${kubelet.config}; then restart the kubelet, which reads it only at its start.`,
      width,
    ),
  ];
}

function resultLines({ credentials, summary }: TryReport, painter: Painter, width: number): string[] {
  const isGood = credentials.some(({ username, password }) => username !== '' || password.characters > 0);
  const isOne = new Set(credentials.map(({ provider }) => provider)).size === 1;
  const list = credentials.flatMap(({ provider, key, username, password }, index) =>
    paragraph(
      `${index + 1}. ${key}: user ${quote(username)}, password ${describeSecret(password)}${isOne ? '' : `, from ${provider}`}`,
      width,
      2,
    ),
  );
  return [
    ...paragraph(`Result: ${summary}${isGood ? ':' : '.'}`, width).map((text) =>
      painter(isGood ? 'green' : 'yellow', text),
    ),
    ...list,
  ];
}

function describeSecret({ characters, sha256 }: SecretFacts): string {
  return characters === 0 ? 'empty' : `of ${characters} characters, sha256 ${sha256}…`;
}

function verifiedLines(
  { attempts, summary }: NonNullable<TryReport['verified']>,
  painter: Painter,
  width: number,
): string[] {
  return [
    ...attempts.flatMap((attempt) => {
      const { credential, username, host, mirror, outcome, detail, remedy, shownTo } = attempt;
      const who =
        credential === null ? 'without a credential' : `${credential}. user ${quote(username ?? '')}`;
      return [
        ...paragraph(`${who} at ${mirror ? 'mirror ' : ''}${host}: ${OUTCOMES[outcome]}`, width).map((text) =>
          painter(isGood(attempt) ? 'green' : 'red', text),
        ),
        ...field('because', detail, width, 2),
        ...(remedy === null || isGood(attempt) ? [] : field('to do', remedy, width, 2)),
        ...(shownTo.length === 0 ? [] : field('shown to', shownTo.join(', '), width, 2)),
      ];
    }),
    ...paragraph(`Registry: ${summary}.`, width),
  ];
}

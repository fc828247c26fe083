// explain: which rule serves an image, why the others do not, and what the kubelet would be told. No network.

import { cacheKeyTypeOf, keyFor } from '../answer.ts';
import type { Description, PullRequest, Question, Surroundings } from '../backend/backend.ts';
import { Backends } from '../backend/backends.ts';
import { failureBeforeAsking } from '../backend/dry-pull.ts';
import { describeEntry, type EntryReport, reportEntry } from '../cache/entry-report.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { chooseRule, type RuleReport, reportRule } from '../config/choose-rule.ts';
import type { Config, Rule } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { type ErrorCode, ProviderError } from '../errors.ts';
import { escapeControls, quote } from '../escape.ts';
import { parseImage } from '../image/reference.ts';
import { type PatternsReport, reportPatterns } from '../image/report.ts';
import { loadKubeletConfig } from '../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../kubelet/release.ts';
import { formatJson, type Painter, painterFor } from '../paint.ts';
import { formatGoDuration } from '../protocol/go-duration.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';
import { isNamespace, isServiceAccountName } from '../protocol/service-account-name.ts';
import { cachePlace, surroundingsOf } from '../surroundings.ts';
import type { Outcome, World } from '../world.ts';

/** What `--output json` prints; docs/commands.md describes it. */
export interface Explanation {
  readonly image: string;
  readonly config: string;
  /** The rule that wins; null: none, and the kubelet is told that there is no credential. */
  readonly rule: string | null;
  readonly backend: string | null;
  readonly identity: string | null;
  readonly authKey: string | null;
  /** All keys, in the order in which the kubelet tries them. */
  readonly authKeys: readonly string[];
  readonly cacheKeyType: 'Image' | 'Registry' | null;
  /** For a credential that does not expire by itself. */
  readonly cacheDuration: string | null;
  readonly details: Description['details'];
  readonly warnings: readonly string[];
  /** The entry of the node-wide cache that would be used; null: the backend's answers are not kept. */
  readonly nodeCache: EntryReport | null;
  readonly rules: readonly RuleReport[];
  /** With --kubelet-config: through which entries the kubelet asks at all. */
  readonly kubelet?: KubeletReport;
  /** Why the pull would get no credential. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

export interface KubeletReport {
  readonly config: string;
  /** The kubelet does not start with it; `check` says why. */
  readonly refused: boolean;
  /** In its order; it runs each that matches. */
  readonly providers: readonly (PatternsReport & { readonly name: string; readonly tokens: boolean })[];
}

/** @throws {ProviderError} when the configuration or the image itself is wrong. */
export async function explain(args: ArgumentsOf<'explain'>, world: World): Promise<Outcome> {
  const serviceAccount = serviceAccountNamed(args.serviceAccount);
  const pull: PullRequest = {
    image: parseImage(args.image),
    serviceAccount: () => serviceAccount,
    serviceAccountAnnotations: annotationsNamed(args.annotation),
  };
  const config = loadConfig({ flag: args.config, env: world.env });
  const surroundings = surroundingsOf(world)(config);
  const explained = await explainPull(config, pull, {
    surroundings,
    backends: new Backends(surroundings),
    reportOn: (question) => reportEntry(question, cachePlace(config, world)),
  });
  const explanation = {
    ...explained,
    ...(args.kubeletConfig !== undefined && { kubelet: reportKubelet(args.kubeletConfig, pull.image.name) }),
  };
  return {
    text:
      args.output === 'json'
        ? formatJson(forProgram(explanation))
        : formatText(explanation, args.image, painterFor(await world.hasColour())),
    exitCode: explanation.error === undefined ? 0 : 1,
  };
}

interface Looking {
  readonly surroundings: Surroundings;
  readonly backends: Backends;
  readonly reportOn: (question: Question) => EntryReport;
}

async function explainPull(
  config: Config,
  pull: PullRequest,
  { surroundings, backends, reportOn }: Looking,
): Promise<Explanation> {
  const { image } = pull;
  const base = {
    image: image.name,
    config: config.source,
    ...NOTHING,
    rules: reportRules(config.rules, pull, backends),
  };
  let rule: Rule | undefined;
  try {
    const choice = chooseRule(config.rules, pull, backends.patternsOf);
    if (choice === undefined) {
      return { ...base, cacheKeyType: 'Image', cacheDuration: '0s' };
    }
    rule = choice.rule;
    const { details, keys, scope, warnings, question } = backends.of(rule).describe(pull);
    const failure = await failureWithoutAsking(config, rule, pull, surroundings);
    if (failure !== undefined) {
      throw failure;
    }
    const cacheKeyType = cacheKeyTypeOf(scope, choice.wholeRegistry);
    const authKeys = keys ?? [keyFor(image, cacheKeyType)];
    return {
      ...base,
      ...factsOf(rule),
      authKey: authKeys[0] ?? null,
      authKeys,
      cacheKeyType,
      details,
      warnings,
      nodeCache: question === undefined ? null : reportOn(question),
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const message = error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
    return { ...base, ...(rule && factsOf(rule)), error: { code: error.code, message } };
  }
}

/** Of the files that are read only when somebody is asked. A service account is imagined here, and has no token. */
function failureWithoutAsking(
  { caFile }: Config,
  rule: Rule,
  pull: PullRequest,
  surroundings: Surroundings,
): Promise<ProviderError | undefined> | undefined {
  const isImagined = rule.identity === 'serviceAccount' && pull.serviceAccount() !== undefined;
  return isImagined ? undefined : failureBeforeAsking(rule, pull, surroundings, { caFile });
}

const NOTHING = {
  rule: null,
  backend: null,
  identity: null,
  authKey: null,
  authKeys: [],
  cacheKeyType: null,
  cacheDuration: null,
  details: {},
  warnings: [],
  nodeCache: null,
} as const;

function factsOf(rule: Rule): Pick<Explanation, 'rule' | 'backend' | 'identity' | 'cacheDuration'> {
  const { backend, identity, name } = rule;
  const cacheDuration = 'cacheDurationMs' in backend ? formatGoDuration(backend.cacheDurationMs) : null;
  return { rule: name, backend: backend.kind, identity, cacheDuration };
}

function reportRules(rules: readonly Rule[], pull: PullRequest, backends: Backends): RuleReport[] {
  let winner: string | undefined;
  return rules.map((rule) => {
    const report = reportUndecided(rule, pull, backends);
    if (!report.matched) {
      return report;
    }
    if (winner !== undefined) {
      return { ...report, reason: `${report.reason}, but rule "${winner}" comes first` };
    }
    winner = rule.name;
    return report;
  });
}

/** A rule whose file cannot be read is reported like the others, with the reason. */
function reportUndecided(rule: Rule, pull: PullRequest, backends: Backends): RuleReport {
  try {
    return reportRule(rule, pull, backends.patternsOf);
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return {
      name: rule.name,
      matched: false,
      reason: `cannot be decided: ${error.message}`,
      nearMiss: false,
    };
  }
}

function serviceAccountNamed(text: string | undefined): ServiceAccount | undefined {
  if (text === undefined) {
    return undefined;
  }
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (!isNamespace(namespace) || !isServiceAccountName(name) || rest.length > 0) {
    throw new ProviderError(`--service-account: expected NAMESPACE/NAME, got ${quote(text)}`, {
      code: 'USAGE',
      hint: 'for instance --service-account team-a/default',
    });
  }
  return { namespace, name };
}

function annotationsNamed(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (key === undefined || value === undefined) {
        throw new ProviderError(`--annotation: expected KEY=VALUE, got ${quote(text)}`, {
          code: 'USAGE',
          hint: 'for instance --annotation eks.amazonaws.com/role-arn=arn:aws:iam::210987654321:role/pull',
        });
      }
      return [key, value];
    }),
  );
}

function reportKubelet(path: string, image: string): KubeletReport {
  const { providers, problems } = loadKubeletConfig(path, { release: NEWEST_RELEASE, tokenGate: true });
  return {
    config: path,
    refused: problems.length > 0,
    providers: providers.map(({ name, matchImages, tokenAttributes }) => ({
      name,
      ...reportPatterns(matchImages, image, 'it has no pattern'),
      tokens: tokenAttributes !== undefined,
    })),
  };
}

function forProgram(explanation: Explanation): object {
  const { rules, kubelet } = explanation;
  return {
    ...explanation,
    rules: rules.map(withoutNearMiss),
    ...(kubelet && { kubelet: { ...kubelet, providers: kubelet.providers.map(withoutNearMiss) } }),
  };
}

function withoutNearMiss<T extends PatternsReport>({ nearMiss: _, ...report }: T): Omit<T, 'nearMiss'> {
  return report;
}

function formatText(explanation: Explanation, asked: string, painter: Painter): string {
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
  lines.push('', 'Rules, in the order in which they are tried (+ matches, ~ almost, - does not):');
  lines.push(...explanation.rules.map((report) => ruleLine(report, painter)));
  if (explanation.kubelet !== undefined) {
    lines.push('', ...kubeletLines(explanation.kubelet, painter));
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
  'no credential (exit 0, not cached): the kubelet pulls with what else it has, or anonymously';

function field(name: string, value: string): string {
  return `${`${name}:`.padEnd(14)}${value}`;
}

function kubeletLines({ config, refused, providers }: KubeletReport, painter: Painter): string[] {
  const lines = providers.map(
    (provider) => ruleLine(provider, painter) + (provider.tokens ? ' (with tokens)' : ''),
  );
  return [
    `Entries of ${escapeControls(config)}; the kubelet runs each that matches:`,
    ...lines,
    ...(providers.some(({ matched }) => matched)
      ? []
      : [
          painter(
            'yellow',
            '  none matches: the kubelet runs no plugin for this image, and no rule is ever asked',
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

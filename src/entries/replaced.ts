// What an entry that is replaced has done for the kubelet, and what does the same afterwards: its patterns, arguments,
// variables and token settings.
// https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/

import type { PatternsOf } from '../config/choose-rule.ts';
import type { BackendConfig, Rule } from '../config/config.ts';
import { quote } from '../escape.ts';
import { coversPattern, patternsOverlap } from '../image/overlap.ts';
import type { Provider } from '../kubelet/config/load.ts';
import type { Variable } from './entry.ts';
import type { Plan } from './plan.ts';

export interface Replaced {
  /** Name of the entry. */
  readonly entry: string;
  /** What it had, fit to be shown: `pattern "*.azurecr.cn"`. It is recorded, so that its words must stay. */
  readonly what: string;
  /** What does the same from now on; undefined: nothing does. */
  readonly counterpart: string | undefined;
  /** What can be done about it, where that is known. */
  readonly hint?: string;
}

export interface Surroundings {
  readonly plan: Plan;
  /** Patterns of a rule, also of one whose docker config has them. */
  readonly patternsOf: PatternsOf;
  /** Entries of others that stay in the kubelet's configuration. */
  readonly staying: readonly Pick<Provider, 'name' | 'matchImages'>[];
  /** Variables that our entries have afterwards. */
  readonly env: readonly Variable[];
}

export function judgeReplaced(provider: Provider, surroundings: Surroundings): Replaced[] {
  return [
    ...provider.matchImages.map((pattern) => judgePattern(pattern, surroundings)),
    ...judgeArguments(provider, surroundings),
    ...provider.env.map((variable) => judgeVariable(variable, surroundings)),
    ...judgeTokens(provider, surroundings),
    {
      what: `apiVersion ${quote(provider.apiVersion)}`,
      counterpart: 'credentialprovider.kubelet.k8s.io/v1, which says the same and carries tokens',
    },
    {
      what: 'defaultCacheDuration',
      counterpart: 'each response of this plugin says how long it may be kept',
    },
  ].map((each) => ({ entry: provider.name, ...each }));
}

export function isLost({ counterpart }: Replaced): boolean {
  return counterpart === undefined;
}

/** What a record of accepted losses has of it: the same in every version, so that an upgrade does not refuse it again. */
export function keyOf({ entry, what }: Replaced): string {
  return `${entry}: ${what}`;
}

/** One line for a person. */
export function describeReplaced({ entry, what, counterpart, hint }: Replaced): string {
  const remedy = hint === undefined ? '' : `; ${hint}`;
  return `replaced entry ${quote(entry)}: ${what}; counterpart: ${counterpart ?? `none${remedy}`}`;
}

/** Of each name that is to be replaced and that none of the others' entries has: nothing else would tell of a slip. */
export function describeNotThere(replace: readonly string[], others: readonly string[]): string[] {
  const has = others.length === 0 ? 'no entry of others' : others.map((name) => quote(name)).join(', ');
  return [...new Set(replace)]
    .filter((name) => !others.includes(name))
    .map(
      (name) => `--replace ${quote(name)}: there is no such entry; the kubelet's configuration has ${has}`,
    );
}

type Judged = Omit<Replaced, 'entry'>;

function judgePattern(pattern: string, { plan, patternsOf, staying }: Surroundings): Judged {
  const what = `pattern ${quote(pattern)}`;
  const rules = plan.entries.flatMap((entry) => entry.rules);
  const covering = rules.filter((each) => patternsOf(each).some((wide) => coversAll(wide, pattern)));
  const rule = covering.find(({ matchServiceAccounts }) => matchServiceAccounts === undefined);
  if (rule !== undefined) {
    return { what, counterpart: `rule ${quote(rule.name)}` };
  }
  const other = staying.find(({ matchImages }) => matchImages.some((wide) => coversPattern(wide, pattern)));
  if (other !== undefined) {
    return { what, counterpart: `entry ${quote(other.name)}, which stays` };
  }
  if (/\.azurecr\.de(?:\/|$)/.test(pattern)) {
    return { what, counterpart: 'none is needed: that cloud was closed in 2021' };
  }
  const [narrow] = covering;
  const some = rules.find((each) => patternsOf(each).some((part) => patternsOverlap(part, pattern)));
  return {
    what,
    counterpart: undefined,
    hint:
      narrow !== undefined
        ? `rule ${quote(narrow.name)} is for some service accounts only`
        : some !== undefined
          ? `rule ${quote(some.name)} matches only a part of its images`
          : 'add it to matchImages of a rule',
  };
}

/** Every registry of Artifact Registry under pkg.dev that has images is a LOCATION-docker.pkg.dev. */
function coversAll(wide: string, pattern: string): boolean {
  const narrow = pattern === '*.pkg.dev' ? '*-docker.pkg.dev' : pattern;
  return coversPattern(wide, narrow) || coversPattern(wide, pattern);
}

interface Argument {
  /** Without its dashes; undefined: it is no flag. */
  readonly flag: string | undefined;
  readonly value: string | undefined;
}

/** https://github.com/kubernetes/klog/blob/main/klog.go and k8s.io/component-base/logs */
const LOG_FLAGS = new Set(
  [
    'add_dir_header alsologtostderr log_backtrace_at log_dir log_file log_file_max_size log_flush_frequency',
    'logging_format logtostderr legacy_stderr_threshold_behavior one_output skip_headers skip_log_headers',
    'stderrthreshold v vmodule',
  ].flatMap((line) => line.split(' ')),
);

const ONLY_SWITCHES = new Set([
  'add_dir_header',
  'alsologtostderr',
  'logtostderr',
  'one_output',
  'skip_headers',
  'skip_log_headers',
]);

function argumentsOf(words: readonly string[]): Argument[] {
  const found: Argument[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    const [, flag, , value] = /^--?([A-Za-z][^=]*)(=(.*))?$/s.exec(word) ?? [];
    const next = words[index + 1];
    const takesNext =
      flag !== undefined &&
      value === undefined &&
      next !== undefined &&
      !next.startsWith('-') &&
      !ONLY_SWITCHES.has(flag.replaceAll('-', '_'));
    found.push({ flag, value: flag === undefined ? word : takesNext ? next : value });
    if (takesNext) index += 1;
  }
  return found;
}

function judgeArguments({ name, args }: Provider, surroundings: Surroundings): Judged[] {
  return argumentsOf(args).flatMap((argument) => judgeArgument(name, argument, surroundings));
}

function judgeArgument(name: string, argument: Argument, surroundings: Surroundings): Judged[] {
  const { flag, value } = argument;
  if (flag !== undefined && LOG_FLAGS.has(flag.replaceAll('-', '_'))) {
    return [{ what: `argument --${flag}`, counterpart: '`log` of the configuration, if a log is wanted' }];
  }
  if (/acr/.test(name)) {
    if (flag === 'registry-mirror')
      return (value ?? '').split(',').map((each) => judgeMirror(each, surroundings));
    if (flag?.startsWith('ib-')) return [judgeIdentityBinding(flag, value)];
    if (isAzureJson(argument)) return [judgeAzureJson(value ?? '', surroundings)];
  }
  if (/ecr|gcp|gcr|google/.test(name) && flag === undefined && value === 'get-credentials') {
    return [{ what: 'argument get-credentials', counterpart: 'the command provide, which needs no name' }];
  }
  if (/gcp|gcr|google/.test(name) && flag?.toLowerCase() === 'authflow') {
    return [judgeAuthFlow(value ?? '', surroundings)];
  }
  // What it means is not known, so that its value may be a secret.
  const shown =
    flag !== undefined
      ? `argument ${quote(`--${flag}`)}${value === undefined ? '' : ' with a value that is not shown'}`
      : value?.startsWith('/')
        ? `argument ${quote(value)}`
        : 'an argument that is not shown';
  return [{ what: shown, counterpart: undefined, hint: 'what it means is for its program to say' }];
}

function backendsOf<K extends BackendConfig['kind']>(
  kind: K,
  { plan }: Surroundings,
): (Rule & { readonly backend: Extract<BackendConfig, { readonly kind: K }> })[] {
  return plan.entries
    .flatMap(({ rules }) => rules)
    .filter((rule): rule is Rule & { readonly backend: Extract<BackendConfig, { readonly kind: K }> } => {
      return rule.backend.kind === kind;
    });
}

/** `SOURCE:TARGET`: images of the source are pulled from the target, with its credential. */
function judgeMirror(text: string, surroundings: Surroundings): Judged {
  const what = `argument --registry-mirror=${quote(text)}`;
  const [, source = '', target = ''] = /^(.*?):(.*)$/s.exec(text.trim()) ?? [];
  const rule = backendsOf('acr', surroundings).find(
    (each) =>
      each.backend.registry?.toLowerCase() === target.toLowerCase() &&
      surroundings.patternsOf(each).some((pattern) => coversPattern(pattern, source)),
  );
  return rule === undefined
    ? {
        what,
        counterpart: undefined,
        hint: `write a rule with matchImages ${quote(source)} and acr.registry ${quote(target)}`,
      }
    : { what, counterpart: `registry of the rule ${quote(rule.name)}` };
}

function judgeIdentityBinding(flag: string, value: string | undefined): Judged {
  return {
    what: `argument --${flag}${value === undefined ? '' : `=${quote(value)}`}`,
    counterpart: undefined,
    hint: 'identity bindings of AKS are not supported',
  };
}

function isAzureJson({ flag, value }: Argument): boolean {
  return value !== undefined && (flag === undefined || flag === 'config');
}

function judgeAzureJson(path: string, surroundings: Surroundings): Judged {
  const what = `argument ${quote(path)}`;
  const rules = backendsOf('acr', surroundings);
  const reading = rules.find(({ backend: { node } }) => node?.kind === 'azureJson' && node.path === path);
  if (reading !== undefined) {
    return { what, counterpart: `acr.azureJson of the rule ${quote(reading.name)}` };
  }
  const named = rules.find(({ backend: { node } }) => node !== undefined);
  return named === undefined
    ? { what, counterpart: undefined, hint: `write acr.azureJson: ${path} in the rule, or another identity` }
    : { what, counterpart: `acr.${named.backend.node?.kind} of the rule ${quote(named.name)}` };
}

function judgeAuthFlow(flow: string, surroundings: Surroundings): Judged {
  const what = `argument --authFlow=${quote(flow)}`;
  const rule = backendsOf('google', surroundings).find(
    ({ backend }) => flow === 'gcr' || (flow.startsWith('dockercfg') && backend.metadataDockerConfig),
  );
  return rule === undefined
    ? { what, counterpart: undefined, hint: 'google.metadataDockerConfig reads what the metadata server has' }
    : { what, counterpart: `rule ${quote(rule.name)}` };
}

/** Variables that mean to us what they mean to the vendors' plugins. */
const CARRIED =
  /^(?:https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|SSL_CERT_FILE|AWS_[A-Z0-9_]+|AZURE_[A-Z0-9_]+|GCE_METADATA_(?:HOST|IP)|IDENTITY_(?:ENDPOINT|HEADER)|IMDS_ENDPOINT)$/;

/**
 * The variables of entries that are replaced which our entries get in their place. Where two entries have one with
 * different values, neither is taken.
 * @param file the file that our entries are in: what may be a secret stays in the file that has it
 */
export function carriedVariables(replaced: readonly Provider[], file: string): Variable[] {
  const byName = new Map<string, Set<string>>();
  for (const { env, place } of replaced) {
    for (const { name, value } of env) {
      if (CARRIED.test(name) && (place.file === file || !mayBeSecret(name, value))) {
        byName.set(name, (byName.get(name) ?? new Set()).add(value));
      }
    }
  }
  return [...byName].flatMap(([name, values]) => {
    const [value] = values;
    return values.size === 1 && value !== undefined ? [{ name, value }] : [];
  });
}

/** Values in the kubelet's configuration that no message may show. */
export function secretVariables(providers: readonly Provider[]): ReadonlySet<string> {
  return new Set(
    providers
      .flatMap(({ env }) => env)
      .filter(({ name, value }) => value !== '' && mayBeSecret(name, value))
      .map(({ value }) => value),
  );
}

function mayBeSecret(name: string, value: string): boolean {
  if (/^(?:true|false|[0-9]{0,3})$/i.test(value)) return false;
  return (
    /(?:SECRET|TOKEN|PASS|PWD|KEY|HEADER|JWT|COOKIE|BEARER|_AUTH$)(?!.*FILE)/i.test(name) ||
    /:\/\/[^/]*@/.test(value)
  );
}

function judgeVariable({ name, value }: Variable, surroundings: Surroundings): Judged {
  const what = `variable ${quote(name ?? '')}`;
  const ours = surroundings.env.find((variable) => variable.name === name);
  if (ours !== undefined) {
    return {
      what,
      counterpart: `env of this plugin's entries${ours.value === value ? '' : ', with another value'}`,
    };
  }
  const profile =
    name === 'AWS_PROFILE' &&
    backendsOf('ecr', surroundings).find(({ backend }) => backend.profile === value);
  if (profile) return { what, counterpart: `ecr.profile of the rule ${quote(profile.name)}` };
  const file =
    name === 'GOOGLE_APPLICATION_CREDENTIALS' &&
    backendsOf('google', surroundings).find(({ backend }) => backend.credentialFile === value);
  if (file) return { what, counterpart: `google.credentialFile of the rule ${quote(file.name)}` };
  return {
    what,
    counterpart: undefined,
    hint:
      name === 'GOOGLE_APPLICATION_CREDENTIALS'
        ? 'name the file in google.credentialFile of a rule'
        : "put it into env of this plugin's entry, if it means something there",
  };
}

function judgeTokens({ tokenAttributes }: Provider, { plan }: Surroundings): Judged[] {
  if (tokenAttributes === undefined) return [];
  const { serviceAccountTokenAudience: audience } = tokenAttributes;
  const entry = plan.entries.find(({ tokens }) => tokens?.audience === audience);
  const keys = [
    ...tokenAttributes.requiredServiceAccountAnnotationKeys,
    ...tokenAttributes.optionalServiceAccountAnnotationKeys,
  ];
  const known = new Set(plan.entries.flatMap(({ tokens }) => tokens?.annotationKeys ?? []));
  return [
    {
      what: `service account tokens for ${quote(audience)}`,
      counterpart: entry && `entry ${quote(entry.name)}`,
      ...(entry === undefined && {
        hint:
          audience === 'api://AKSIdentityBinding'
            ? 'identity bindings of AKS are not supported'
            : 'write a rule with identity: serviceAccount, and add --tokens',
      }),
    },
    ...keys.map((key) => ({
      what: `the service account's annotation ${quote(key)}`,
      counterpart: known.has(key) ? 'an annotation that this plugin reads too' : undefined,
      ...(!known.has(key) && { hint: 'no rule reads it' }),
    })),
  ];
}

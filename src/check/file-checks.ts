// The files that our configuration names, each read as a pull reads it, and what a pull would fail for before it asks.

import type { PullRequest, Surroundings } from '../backend/backend.ts';
import { Backends } from '../backend/backends.ts';
import { failureBeforeAsking } from '../backend/dry-pull.ts';
import type { Rule, StoreSettings } from '../config/config.ts';
import type { ReferencedFile } from '../config/files.ts';
import type { ErrorCode, ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { hostsOfForms } from '../image/host-form.ts';
import { parseImage } from '../image/reference.ts';
import type { Environment } from '../system/environment.ts';
import { readTextFile } from '../system/files.ts';
import { authoritiesIn, readAuthorities } from '../system/network/authorities.ts';
import { chooseProxy, type Endpoint, proxyVariable } from '../system/network/proxy.ts';
import type { Path } from '../yaml/path.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { type CheckedEntry, entriesByConfig } from './checked-entry.ts';
import { cloudHostsOf } from './cloud-hosts.ts';
import { failureOf } from './failure-of.ts';
import { type Finding, finding, textsOf } from './finding.ts';
import type { CheckSubject } from './subject.ts';

/** A file that is there and can be read is then held against the parser of the pull. */
export async function filesAreUsable(subject: CheckSubject): Promise<Finding[]> {
  const found: Finding[] = [];
  const entriesOf = entriesByConfig(subject.entries);
  for (const config of subject.configs) {
    if (config.config === undefined) {
      continue;
    }
    const surroundings = subject.surroundingsOf(config.config);
    const environments = environmentsOf(entriesOf(config), subject);
    // Most entries have no variables of their own.
    const distinct = new Map(environments.map((env) => [JSON.stringify(env.variables), env]));
    found.push(...authoritiesUnusable(config, environments), ...proxiesUnusable(environments));
    for (const each of rulesWithFiles(config)) {
      const unreadable = filesUnreadable(each);
      found.push(...unreadable);
      if (unreadable.length > 0) {
        continue;
      }
      found.push(...bindingUnusable(each));
      for (const { variables, isWhole } of distinct.values()) {
        const failures = await failuresOf(each.rule, { ...surroundings, env: variables });
        found.push(...failures.map((failure) => unusableRule(each, failure, isWhole)));
      }
    }
  }
  return found;
}

interface RuleWithFiles {
  readonly config: CheckedConfig;
  readonly rule: Rule;
  readonly path: Path;
  /** The files that it names. */
  readonly files: readonly ReferencedFile[];
}

/** The rules, but for those of docker configs, which have a check of their own. */
function rulesWithFiles(config: CheckedConfig): RuleWithFiles[] {
  const byRule = groupBy(config.files, ({ field }) => (field[0] === 'rules' ? field[1] : undefined));
  return rulesOf(config)
    .filter(({ rule }) => rule.backend.kind !== 'dockerConfig')
    .map(({ rule, path }) => ({ config, rule, path, files: byRule.get(path[1]) ?? [] }));
}

/** With which variables a configuration is read. */
interface KnownEnvironment {
  readonly variables: Environment;
  /** The kubelet's own are among them. */
  readonly isWhole: boolean;
  /** Whose they are beside the kubelet's. */
  readonly entry: CheckedEntry | undefined;
}

function environmentsOf(
  entries: readonly CheckedEntry[],
  { kubelet }: CheckSubject,
): readonly KnownEnvironment[] {
  const own = kubelet.running?.environment?.() ?? {};
  const isWhole = Object.keys(own).length > 0;
  const ofEntries = entries.map((entry) => ({
    variables: { ...own, ...Object.fromEntries(entry.provider.env.map(({ name, value }) => [name, value])) },
    isWhole,
    entry,
  }));
  return ofEntries.length > 0 ? ofEntries : [{ variables: own, isWhole, entry: undefined }];
}

/** The file of `caFile`, and those that the environment names. */
function authoritiesUnusable(config: CheckedConfig, environments: readonly KnownEnvironment[]): Finding[] {
  const { caFile } = config.config ?? {};
  const ofConfig =
    caFile === undefined
      ? undefined
      : failureOf(() => readAuthorities({ env: {}, caFile, systemBundles: [] }));
  const ofEntries = environments.flatMap(({ variables: env, entry }) => {
    const failure = failureOf(() => readAuthorities({ env, systemBundles: [] }));
    if (failure === undefined) {
      return [];
    }
    const { place } = entry?.provider ?? {};
    const where = place && { file: place.file, line: place.lineOf('env'), path: [...place.path, 'env'] };
    return [finding('file-unreadable', { ...where, ...textsOf(failure) })];
  });
  return [
    ...(ofConfig === undefined
      ? []
      : [finding('file-unreadable', { ...placeOf(config, ['caFile']), ...textsOf(ofConfig) })]),
    ...ofEntries,
  ];
}

/** The variables of proxies, as a request to a host that none of them exempts reads them. */
function proxiesUnusable(environments: readonly KnownEnvironment[]): Finding[] {
  const found = environments.flatMap(({ variables, entry }) =>
    SOMEWHERE.flatMap((target) => {
      const failure = failureOf(() => chooseProxy(target, variables));
      return failure === undefined ? [] : [proxyFinding(failure, proxyVariable(target, variables), entry)];
    }),
  );
  // What the kubelet has is the same for each entry.
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

const SOMEWHERE: readonly Endpoint[] = [
  { host: 'registry.invalid', port: 443, tls: true },
  { host: 'registry.invalid', port: 80, tls: false },
];

function proxyFinding(failure: ProviderError, variable: string, entry: CheckedEntry | undefined): Finding {
  const { env = [], place } = entry?.provider ?? {};
  const index = env.findLastIndex(({ name }) => name === variable);
  const texts = textsOf(failure);
  return place === undefined || index < 0
    ? finding('file-unreadable', { ...texts, what: `the kubelet's own environment: ${texts.what}` })
    : finding('file-unreadable', {
        file: place.file,
        line: place.lineOf('env', index),
        path: [...place.path, 'env', index],
        ...texts,
      });
}

/** The authorities of an identity binding, which only the pull of a Pod reads. */
function bindingUnusable({ config, rule: { backend }, path }: RuleWithFiles): Finding[] {
  const caFile = backend.kind === 'acr' ? backend.identityBinding?.caFile : undefined;
  const field = ['acr', 'identityBinding', 'caFile'];
  const failure = caFile === undefined ? undefined : failureOf(() => authoritiesIn(field.join('.'), caFile));
  return failure === undefined
    ? []
    : [finding('file-unreadable', { ...placeOf(config, [...path, ...field]), ...textsOf(failure) })];
}

function filesUnreadable({ config, rule, files }: RuleWithFiles): Finding[] {
  return files.flatMap((file) => {
    const what = `rule "${rule.name}": ${file.field.at(-1)}`;
    const place = placeOf(config, file.field);
    let isEmpty = false;
    const failure = failureOf(() => {
      isEmpty = readTextFile(file.path, { what }).text.trim() === '';
    });
    return failure !== undefined
      ? [finding('file-unreadable', { ...place, ...textsOf(failure) })]
      : isEmpty
        ? [
            finding('file-unreadable', {
              ...place,
              what: `${what} ${quote(file.path)} is empty`,
              remedy: 'write its content',
            }),
          ]
        : [];
  });
}

/** What a pull may fail for that is no fault of a file or a setting: the check looks for the reasons elsewhere. */
const NOT_HERE: readonly ErrorCode[] = [
  'HOST_REFUSED',
  'SERVICE_ACCOUNT_MISSING',
  'ANNOTATION_MISSING',
  'ANNOTATION_INVALID',
  'TOKEN_INVALID',
  'IDENTITY_NOT_ALLOWED',
];

/** Of pulls of the rule's own images, as the node and as some service account: each way to fail once. */
async function failuresOf(rule: Rule, surroundings: Surroundings): Promise<ProviderError[]> {
  const failures = new Map<string, ProviderError>();
  const add = (failure: ProviderError | undefined) => {
    // Settings that contradict a registry or a secret have a check of their own.
    if (failure !== undefined && !failure.isContradiction && !NOT_HERE.includes(failure.code)) {
      failures.set(failure.message, failure);
    }
  };
  const nodeAsks = rule.identity === 'node' || rule.onMissingServiceAccount === 'node';
  const accounts = [...(nodeAsks ? [undefined] : []), ...(rule.identity === 'node' ? [] : [SOME_ACCOUNT])];
  const backends = new Backends(surroundings);
  const describing = imagesOf(rule).map((image) => ({
    image,
    failures: accounts.flatMap(
      (account) => failureOf(() => backends.of(rule).describe(pullOf(image, account))) ?? [],
    ),
  }));
  // Of several partitions and clouds, a setting need suit one only: the others are looked at by themselves.
  const suited = describing.filter(({ failures: each }) =>
    each.every(({ code }) => code !== 'CONFIG_INVALID'),
  );
  for (const failure of (suited.length > 0 ? suited : describing).flatMap((each) => each.failures)) {
    add(failure);
  }
  const [image] = suited.map((each) => each.image);
  if (nodeAsks && image !== undefined) {
    add(await failureBeforeAsking(rule, pullOf(image), surroundings));
  }
  return [...failures.values()];
}

const SOME_ACCOUNT = { namespace: 'default', name: 'default' };

function pullOf(image: string, account: typeof SOME_ACCOUNT | undefined = undefined): PullRequest {
  return {
    image: parseImage(image),
    serviceAccountToken: undefined,
    serviceAccount: () => account,
    serviceAccountAnnotations: new Map(),
  };
}

/** An image for each form of the cloud's hosts that the rule's patterns can match. */
function imagesOf(rule: Rule): string[] {
  const hosts = cloudHostsOf(rule.backend);
  if (hosts === undefined || hosts.registry !== undefined) {
    return ['registry.example/image'];
  }
  const found = (rule.matchImages ?? []).flatMap((pattern) => hostsOfForms(pattern, hosts.forms));
  return [...new Set(found)].map((host) => `${host}/image`);
}

function unusableRule(
  { config, rule, path, files }: RuleWithFiles,
  failure: ProviderError,
  isWhole: boolean,
): Finding {
  const named = files.find((file) => failure.message.includes(quote(file.path)));
  // A variable that may be set for the kubelet, which does not run or may not be looked at.
  const isUnknown =
    named === undefined && !isWhole && /\b(?:AWS|AZURE|GOOGLE|GCE)_[A-Z_]+/.test(failure.message);
  const field = (named ?? files[0])?.field ?? [...path, rule.backend.kind, ...profileField(rule)];
  return finding('file-unreadable', {
    ...placeOf(config, field),
    ...textsOf(failure),
    severity: isUnknown ? 'warning' : undefined,
  });
}

function profileOfStore(store: StoreSettings): string[] {
  switch (store.kind) {
    case 'awsSecretsManager':
    case 'awsParameterStore':
      return store.profile === undefined ? [] : [store.kind, 'profile'];
    case 'vault':
      return store.subject?.aws?.profile === undefined ? [] : ['vault', 'subject', 'aws', 'profile'];
    default:
      return [];
  }
}

function profileField({ backend }: Rule): string[] {
  switch (backend.kind) {
    case 'ecr':
      return backend.profile === undefined ? [] : ['profile'];
    case 'exchange':
      return backend.subject?.aws?.profile === undefined ? [] : ['subject', 'aws', 'profile'];
    case 'secret':
      return profileOfStore(backend.store);
    default:
      return [];
  }
}

// The files that our configuration names, each read as a pull reads it, and what a pull would fail for before it asks.

import type { PullRequest, Surroundings } from '../backend/backend.ts';
import { Backends } from '../backend/backends.ts';
import { asPattern } from '../backend/docker-entries/choose.ts';
import { type Entry as Login, parseDockerConfig } from '../backend/docker-entries/parse.ts';
import { failureBeforeAsking } from '../backend/dry-pull.ts';
import type { RulePatterns } from '../backend/rule-patterns.ts';
import type { Config, DockerConfigBackendConfig, Rule } from '../config/config.ts';
import type { NamedFile } from '../config/files.ts';
import { type ErrorCode, ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { hostsOfForms } from '../image/host-form.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import { parseImage } from '../image/reference.ts';
import type { Environment } from '../system/environment.ts';
import { readTextFile } from '../system/files.ts';
import { readAuthorities } from '../system/network/authorities.ts';
import type { Path } from '../yaml/path.ts';
import { cloudHostsOf } from './cloud-hosts.ts';
import { type Finding, finding } from './finding.ts';
import { entriesOf, placeOf } from './rule-checks.ts';
import { type Entry, type OurConfig, rulesOf, type Subject } from './subject.ts';

export interface Reading {
  readonly surroundingsOf: (config: Config) => Surroundings;
}

/** A file that is there and can be read is then held against the parser of the pull. */
export async function filesAreUsable(subject: Subject, { surroundingsOf }: Reading): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const config of subject.configs) {
    if (config.config === undefined) {
      continue;
    }
    const surroundings = surroundingsOf(config.config);
    const environments = environmentsOf(config, subject);
    found.push(...authoritiesUnusable(config, environments));
    for (const { rule, path } of rulesOf(config)) {
      const unreadable = filesUnreadable(config, rule, path);
      found.push(...unreadable);
      if (unreadable.length === 0 && rule.backend.kind !== 'dockerConfig') {
        for (const env of environments) {
          const { variables, isWhole } = env;
          const failures = await failuresOf(rule, { ...surroundings, env: variables });
          found.push(...failures.map((failure) => unusableRule(config, rule, path, failure, isWhole)));
        }
      }
    }
  }
  return found;
}

/** With which variables a configuration is read. */
interface KnownEnvironment {
  readonly variables: Environment;
  /** The kubelet's own are among them. */
  readonly isWhole: boolean;
  /** Whose they are beside the kubelet's. */
  readonly entry?: Entry;
}

function environmentsOf(config: OurConfig, { entries, kubelet }: Subject): readonly KnownEnvironment[] {
  const own = kubelet.running?.environment?.() ?? {};
  const isWhole = Object.keys(own).length > 0;
  const ofEntries = entriesOf(config, entries).map((entry) => ({
    variables: { ...own, ...Object.fromEntries(entry.provider.env.map(({ name, value }) => [name, value])) },
    isWhole,
    entry,
  }));
  return ofEntries.length > 0 ? ofEntries : [{ variables: own, isWhole }];
}

/** The file of `caFile`, and those that the environment names. */
function authoritiesUnusable(config: OurConfig, environments: readonly KnownEnvironment[]): Finding[] {
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

function filesUnreadable(config: OurConfig, rule: Rule, path: Path): Finding[] {
  return filesOf(config, path)
    .filter(() => rule.backend.kind !== 'dockerConfig')
    .flatMap((file) => {
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
                remedy: 'write it',
              }),
            ]
          : [];
    });
}

/** Those that the rule names. */
function filesOf({ files }: OurConfig, [, rule]: Path): readonly NamedFile[] {
  return files.filter(({ field }) => field[0] === 'rules' && field[1] === rule);
}

function failureOf(read: () => unknown): ProviderError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

function textsOf({ message, hint }: ProviderError): { readonly what: string; readonly remedy: string } {
  return { what: message, remedy: hint ?? 'correct the path' };
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
    // The partition of a setting of ECR is looked at by itself.
    const isClaim = failure?.code === 'CONFIG_INVALID' && / is of the partition /.test(failure.message);
    if (failure !== undefined && !isClaim && !NOT_HERE.includes(failure.code)) {
      failures.set(failure.message, failure);
    }
  };
  const nodeAsks = rule.identity === 'node' || rule.onMissingServiceAccount === 'node';
  const accounts = [...(nodeAsks ? [undefined] : []), ...(rule.identity === 'node' ? [] : [SOME_ACCOUNT])];
  const backend = new Backends(surroundings).of(rule);
  const describing = imagesOf(rule).map((image) => ({
    image,
    failures: accounts.flatMap((account) => failureOf(() => backend.describe(pullOf(image, account))) ?? []),
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
  config: OurConfig,
  rule: Rule,
  path: Path,
  failure: ProviderError,
  isWhole: boolean,
): Finding {
  const files = filesOf(config, path);
  const named = files.find((file) => failure.message.includes(quote(file.path)));
  // A variable that may be set for the kubelet, which does not run or may not be looked at.
  const isUnknown =
    named === undefined && !isWhole && /\b(?:AWS|AZURE|GOOGLE|GCE)_[A-Z_]+/.test(failure.message);
  const field = (named ?? files[0])?.field ?? [...path, rule.backend.kind, ...profileField(rule)];
  return finding('file-unreadable', {
    ...placeOf(config, field),
    ...textsOf(failure),
    ...(isUnknown && { severity: 'warning' as const }),
  });
}

function profileField({ backend }: Rule): string[] {
  return backend.kind === 'ecr' && backend.profile !== undefined ? ['profile'] : [];
}

/** Also where a rule has patterns of its own, so that its docker config is not needed for them. */
export function dockerConfigsServe({ configs }: Subject, { problemOf }: RulePatterns): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) => {
      if (rule.backend.kind !== 'dockerConfig') {
        return [];
      }
      const place = placeOf(config, [...path, 'dockerConfig', 'path']);
      const problem = problemOf(rule);
      return problem === undefined
        ? loginsServe(rule, rule.backend, place)
        : [finding('file-unreadable', { ...place, ...textsOf(problem) })];
    }),
  );
}

function loginsServe(
  rule: Rule,
  { path }: DockerConfigBackendConfig,
  place: ReturnType<typeof placeOf>,
): Finding[] {
  const what = `rule ${quote(rule.name)}: dockerConfig ${quote(path)}`;
  const { text } = readTextFile(path, { what });
  const { entries, credsStore } = parseDockerConfig(text, what);
  const store =
    credsStore === undefined ? '' : `, and its credential store ${quote(credsStore)} cannot be asked`;
  const say = (said: string, remedy: string, severity: 'error' | 'warning') =>
    finding('file-unreadable', { ...place, what: `${what} ${said}`, remedy, severity });
  if (entries.length === 0) {
    // An empty list is what an operator leaves there on purpose, before the first login.
    const isMeant =
      rule.matchImages === undefined && /"auths"\s*:\s*\{\s*\}/i.test(text) && credsStore === undefined;
    return [say(`has no entry${store}`, remedyFor(text), isMeant ? 'warning' : 'error')];
  }
  // Without patterns of its own the rule is for all that the file has.
  const asked = rule.matchImages && PatternIndex.of(rule.matchImages);
  const reached = entries.filter(({ key }) => asked === undefined || asked.overlaps(asPattern(key) ?? '%'));
  const usable = PatternIndex.of(reached.filter(isUsable).flatMap(({ key }) => asPattern(key) ?? []));
  const unusable = reached.filter((login) => !isUsable(login));
  if (!reached.some(isUsable)) {
    const [first] = unusable;
    return [
      first === undefined
        ? say(
            `has no entry for an image of ${(rule.matchImages ?? []).map((each) => quote(each)).join(', ')}${store}`,
            "add one for the registry, or correct the rule's matchImages",
            'error',
          )
        : say(
            `has no entry that can be used: ${quote(first.key)}: ${first.problem}`,
            'write username and password, or auth, into the entry',
            'error',
          ),
    ];
  }
  return [
    ...(rule.matchImages ?? [])
      .filter((pattern) => !usable.overlaps(pattern))
      .map((pattern) =>
        say(
          `has no entry that can be used for an image of ${quote(pattern)}${store}`,
          "add one, or take the pattern out of the rule's matchImages",
          'warning',
        ),
      ),
    ...unusable.map((login) =>
      say(
        `: the entry ${quote(login.key)} is left out: ${login.problem}`.replace(' :', ':'),
        'correct the entry, or take it out',
        'warning',
      ),
    ),
  ];
}

function isUsable(login: Login): login is Login & { readonly kind: 'credential' } {
  return login.kind === 'credential';
}

/** What the file probably is. */
function remedyFor(text: string): string {
  const { kind, auth } = JSON.parse(text) as { readonly kind?: unknown; readonly auth?: unknown };
  if (kind === 'Secret' || kind === 'List') {
    return "it is a Secret's manifest: give what kubectl get secret NAME --output go-template='{{index .data \".dockerconfigjson\" | base64decode}}' prints";
  }
  return auth === undefined ? 'add an entry, or take the rule out' : 'write "auths" for "auth"';
}

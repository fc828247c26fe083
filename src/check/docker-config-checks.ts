// The docker configs that rules name: whether they have a login that can be used for the rule's images, and whether the
// credential helpers that have their passwords could be run.

import { findHelper } from '../backend/docker-config/helper-program.ts';
import { helperOf, IMAGINED_LOGIN } from '../backend/docker-config/helper-questions.ts';
import { orCloud } from '../backend/docker-entries/advice.ts';
import { asPattern } from '../backend/docker-entries/key.ts';
import {
  type DockerConfig,
  type Entry as Login,
  parseDockerConfig,
} from '../backend/docker-entries/parse.ts';
import { loginOddities } from '../backend/login-oddities.ts';
import type { DockerConfigBackendConfig, Rule } from '../config/config.ts';
import { quote } from '../escape.ts';
import { lintPattern } from '../image/lint.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import { readTextFile } from '../system/files.ts';
import { placeOf, rulesOf } from './checked-config.ts';
import { failureOf } from './failure-of.ts';
import { type Finding, finding, textsOf } from './finding.ts';
import type { CheckSubject } from './subject.ts';

/** Also where a rule has patterns of its own, so that its docker config is not needed for them. */
export function dockerConfigsServe({ configs, patterns: { problemOf } }: CheckSubject): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) => {
      if (rule.backend.kind !== 'dockerConfig') {
        return [];
      }
      const place = placeOf(config, [...path, 'dockerConfig', 'path']);
      const problem = problemOf(rule);
      return problem === undefined
        ? [
            ...loginsServe(rule, rule.backend, place),
            ...helpersRun(rule, rule.backend, placeOf(config, [...path, 'dockerConfig', 'helpers'])),
          ]
        : [finding('file-unreadable', { ...place, ...textsOf(problem) })];
    }),
  );
}

function loginsServe(
  rule: Rule,
  { path, helpers }: DockerConfigBackendConfig,
  place: ReturnType<typeof placeOf>,
): Finding[] {
  const what = `rule ${quote(rule.name)}: dockerConfig ${quote(path)}`;
  const { text } = readTextFile(path, { what });
  const { entries, credsStore, wrongFile } = (helpers === undefined ? asWritten : asHelped)(
    parseDockerConfig(text, what),
    rule.matchImages ?? [],
  );
  const store =
    credsStore === undefined ? '' : `, and its credential store ${quote(credsStore)} cannot be used`;
  const say = (said: string, remedy: string, severity: 'error' | 'warning') =>
    finding('file-unreadable', {
      ...place,
      what: `${what} ${said}`.replace(' :', ':'),
      remedy,
      severity,
    });
  if (entries.length === 0) {
    // An empty list is what an operator leaves there on purpose, before the first login.
    const isMeant =
      rule.matchImages === undefined && /"auths"\s*:\s*\{\s*\}/i.test(text) && credsStore === undefined;
    return [
      say(
        `has no entry${wrongFile === undefined ? store : `: ${wrongFile.problem}`}`,
        wrongFile?.hint ?? 'add an entry, or remove the rule',
        isMeant ? 'warning' : 'error',
      ),
    ];
  }
  // Without patterns of its own the rule is for all that the file has.
  const asked = rule.matchImages && PatternIndex.of(rule.matchImages);
  const reached = entries.filter(({ key }) => asked === undefined || asked.overlaps(asPattern(key) ?? '%'));
  const unusable = reached.filter((login) => !isUsable(login));
  const dead = reached.filter(isUsable).flatMap(({ key }) => neverMatching(key) ?? []);
  const live = reached.filter(isUsable).filter(({ key }) => neverMatching(key) === undefined);
  const usable = PatternIndex.of(live.flatMap(({ key }) => asPattern(key) ?? []));
  if (live.length === 0) {
    const [first] = unusable;
    if (first !== undefined) {
      return [
        say(
          `has no entry that can be used: ${quote(first.key)}: ${first.problem}`,
          `${orCloud(asPattern(first.key) ?? first.key)}write username and password, or auth, into the entry`,
          'error',
        ),
      ];
    }
    const [never] = dead;
    const images = (rule.matchImages ?? []).map((each) => quote(each)).join(', ');
    return [
      never === undefined
        ? say(
            `has no entry for an image of ${images}${store}`,
            "add one for the registry itself, also if a mirror serves it, or correct the rule's matchImages",
            'error',
          )
        : say(`has no entry that an image matches: ${never.what}`, never.remedy, 'error'),
    ];
  }
  return [
    ...(rule.matchImages ?? [])
      .filter((pattern) => !usable.overlaps(pattern))
      .map((pattern) =>
        say(
          `has no entry that can be used for an image of ${quote(pattern)}${store}`,
          "add one, or remove the pattern from the rule's matchImages",
          'warning',
        ),
      ),
    ...unusable.map((login) =>
      say(
        `: the entry ${quote(login.key)} is skipped: ${login.problem}`,
        `${orCloud(asPattern(login.key) ?? login.key)}correct the entry, or remove it`,
        'warning',
      ),
    ),
    ...dead.map((never) => say(`: the entry ${never.what}`, never.remedy, 'warning')),
    ...live.flatMap(({ key, username, password }) =>
      (password === IMAGINED_LOGIN.password ? [] : loginOddities(username, password)).map((odd) =>
        finding('login-odd', {
          ...place,
          what: `${what}: the entry ${quote(key)}: ${odd}`,
          remedy: 'correct the entry, or log in again with docker',
        }),
      ),
    ),
  ];
}

interface NeverMatching {
  readonly what: string;
  readonly remedy: string;
}

/** Of an entry whose key no image matches: why. */
function neverMatching(key: string): NeverMatching | undefined {
  const pattern = asPattern(key);
  const found = pattern === undefined ? { problem: 'it is not a host' } : lintPattern(pattern);
  if (found === undefined) return undefined;
  // Of the key as it is written more can be said than of what the kubelet makes of it.
  const written = lintPattern(key.replace(/^https?:\/\//, ''));
  const { problem, meant } = { meant: undefined, ...(written ?? found) };
  return {
    what: `${quote(key)} matches no image: ${problem}`,
    remedy: meant === undefined ? 'correct the key of the entry' : `write ${quote(meant)}, if you meant that`,
  };
}

const asWritten = (file: DockerConfig): DockerConfig => file;

/** With a credential wherever a helper is asked for one: it may have none, which only it can tell. */
function asHelped(file: DockerConfig, patterns: readonly string[]): DockerConfig {
  const imagined = (key: string): Login => ({ kind: 'credential', key, ...IMAGINED_LOGIN });
  const entries = file.entries.map((login) => (isHelped(file, login.key) ? imagined(login.key) : login));
  const ofStore = file.credsStore === undefined ? [] : patterns.map(imagined);
  return { ...file, entries: [...entries, ...ofStore], credsStore: undefined };
}

function isHelped({ credHelpers, credsStore }: DockerConfig, key: string): boolean {
  return credHelpers.has(key) ? credHelpers.get(key) !== '' : credsStore !== undefined;
}

/** Each helper that the file names, looked at as a pull does before it runs one. */
function helpersRun(
  { name, matchImages }: Rule,
  { path, helpers: folder }: DockerConfigBackendConfig,
  place: ReturnType<typeof placeOf>,
): Finding[] {
  if (folder === undefined) return [];
  const helperPlace = { folder, file: path };
  const what = `rule ${quote(name)}: dockerConfig ${quote(path)}`;
  const file = parseDockerConfig(readTextFile(path, { what }).text, what);
  const looks: (() => void)[] = file.entries.map(({ key }) => () => {
    const helper = helperOf(file, key);
    if (helper !== undefined) findHelper(helper, helperPlace);
  });
  const { credsStore } = file;
  if (credsStore !== undefined && matchImages !== undefined)
    looks.push(() => findHelper(credsStore, helperPlace));
  const failures = looks.flatMap((look) => failureOf(look) ?? []);
  const distinct = new Map(failures.map((failure) => [failure.message, failure]));
  return [...distinct.values()].map((failure) =>
    finding('file-unreadable', { ...place, ...textsOf(failure.of(what)) }),
  );
}

function isUsable(login: Login): login is Login & { readonly kind: 'credential' } {
  return login.kind === 'credential';
}

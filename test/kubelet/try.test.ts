// What `try` says the kubelet makes of a provider's answer, and `explain` and `try` of its configuration, is what the kubelet
// makes of them: which entries it runs, whether it takes the answer, which
// credentials it has of it in which order, and for which other image it uses the answer again without running the provider.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { reportKubelet } from '../../src/explain/kubelet-entries.ts';
import { loadKubeletConfig } from '../../src/kubelet/config/load.ts';
import { lookupEntries, normalizeAuthKey } from '../../src/kubelet/keyring.ts';
import { judgeResponse } from '../../src/kubelet/response/judge.ts';
import { Secret } from '../../src/secret.ts';
import { chooseEntries } from '../../src/try/entries.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { EXECUTABLE, lookUpIn, withTemporaryDirectory } from './harness.ts';
import { createRandom, type Random } from './random.ts';

const GENERATED = 500;
const EXEC = 'credentialprovider.kubelet.k8s.io';
/** Where an answer has it, the plugin writes the token that it was given. */
const TOKEN = '@TOKEN@';

interface Answer {
  readonly name: string;
  readonly host: string;
  readonly apiVersion: string;
  readonly defaultCacheDuration: string;
  readonly cacheType: 'ServiceAccount' | 'Token' | undefined;
  readonly stdout: string;
}

const DEFAULTS: Readonly<Record<string, number>> = { '0s': 0, '12h': 43_200_000 };

describe('answers of a provider', { skip: await whyNoHarness() }, () => {
  for (const [index, release] of RELEASES.entries()) {
    it(`${GENERATED} generated ones, kubelet ${release}`, async () => {
      const random = createRandom(900 + index);
      const answers = Array.from({ length: GENERATED }, (_, at) => randomAnswer(random, at));
      await withTemporaryDirectory(async (directory) => {
        const ran = join(directory, 'ran');
        await writeFile(ran, '');
        for (const { name, stdout } of answers) await writePlugin(directory, name, stdout, ran);
        const pulls = answers.flatMap(({ host, cacheType }) =>
          ['team/app', 'team/other', 'team/app'].map((path) => ({
            image: `${host}/${path}`,
            namespace: 'team',
            ...(cacheType && { serviceAccount: 'app' }),
          })),
        );
        const { credentials, log } = await lookUpIn(directory, { release, config: configOf(answers), pulls });
        const runs = (await readFile(ran, 'utf8')).split('\n');
        const counts = { accepted: 0, refused: 0, credentials: 0 };
        for (const [at, answer] of answers.entries()) {
          const what = `${answer.stdout}\n(${JSON.stringify(answer)})`;
          const [first = [], second] = credentials.slice(at * 3);
          const app = expectedOf(answer, `${answer.host}/team/app`);
          assert.deepEqual(first.map(tokenless), app.credentials, what);
          assert.deepEqual(
            second?.map(tokenless),
            expectedOf(answer, `${answer.host}/team/other`).credentials,
            what,
          );
          const count = runs.filter((name) => name === answer.name).length;
          // The harness issues another token each second, and the kubelet keeps the answer for one of them only.
          if (answer.cacheType !== 'Token') assert.equal(count, app.runs, `runs of ${what}`);
          counts[app.logged === undefined ? 'accepted' : 'refused'] += 1;
          counts.credentials += app.credentials.length;
          if (app.logged !== undefined) assert.ok(log.includes(logged(app.logged)), `${app.logged}: ${what}`);
        }
        assert.ok(
          counts.accepted > 100 && counts.refused > 100 && counts.credentials > 100,
          JSON.stringify(counts),
        );
      });
    });
  }
});

describe('configurations with several providers', { skip: await whyNoHarness() }, () => {
  for (const [index, release] of RELEASES.entries()) {
    it(`${GENERATED} generated ones, kubelet ${release}`, async () => {
      const random = createRandom(1900 + index);
      const configs = Array.from({ length: GENERATED }, (_, at) => randomConfig(random, at));
      await withTemporaryDirectory(async (directory) => {
        const ran = join(directory, 'ran');
        await writeFile(ran, '');
        const providers = configs.flatMap((each) => each.providers);
        for (const { name, stdout } of providers) await writePlugin(directory, name, stdout, ran);
        const pulls = configs.map(({ image }) => ({ image }));
        const { credentials } = await lookUpIn(directory, { release, config: configOf(providers), pulls });
        const runs = new Set((await readFile(ran, 'utf8')).split('\n'));
        const path = join(directory, 'kubelet.yaml');
        const { providers: read } = loadKubeletConfig(path, { release: 37, tokenGate: true });
        const options = { binDir: directory, ownPath: EXECUTABLE };
        const own = join(directory, 'own.json');
        let severalMatch = 0;
        for (const [at, config] of configs.entries()) {
          const names = config.providers.map(({ name }) => name);
          const chosen = chooseEntries(
            read.filter(({ name }) => names.includes(name)),
            { ...options, image: config.image, named: names },
          );
          const matching = chosen.tried.map(({ provider: { name } }) => name);
          assert.deepEqual(
            matching,
            names.filter((name) => runs.has(name)),
            JSON.stringify(config),
          );
          await writeFile(own, configOf(config.providers));
          const explained = reportKubelet(own, config.image).providers.filter(({ matched }) => matched);
          assert.deepEqual(
            explained.map(({ name }) => name),
            matching,
          );
          const auth = config.providers
            .filter(({ name }) => matching.includes(name))
            .flatMap(({ stdout }) => acceptedOf(stdout, config.image));
          assert.deepEqual(
            credentials[at],
            lookupEntries(auth, config.image).map(({ username, password }) => ({
              username,
              password: password.reveal(),
            })),
            JSON.stringify(config),
          );
          severalMatch += matching.length > 1 ? 1 : 0;
        }
        assert.ok(severalMatch > 50, `${severalMatch}`);
      });
    });
  }
});

function acceptedOf(stdout: string, image: string) {
  const entry = { apiVersion: `${EXEC}/v1`, defaultCacheDurationMs: 0, tokenAttributes: undefined };
  const verdict = judgeResponse(Buffer.from(stdout), entry, image, undefined);
  return 'logged' in verdict ? [] : verdict.auth;
}

/** Providers of a registry of their own, with patterns that often match, each with keys for it. */
function randomConfig({ pick, chance, list }: Random, at: number) {
  const host = `r${at}-x.c.example${chance(0.2) ? ':5000' : ''}`;
  const patternOf = () =>
    pick([
      host,
      `${host}/team`,
      `${host}/team/`,
      `${host}/other`,
      `*.c.example`,
      `r${at}-x.*.example`,
      `R${at}-x.c.example`,
      `${host}/*`,
      `https://${host}`,
      `r${at}-x.c.example:5000`,
      `r${at}-x.c.example`,
    ]).replace('*.c.example', `r${at}-*.c.example`);
  const providers = list(1, 4, () => patternOf()).map((pattern, index): Answer => {
    const keys = [...Map.groupBy(list(1, 3, patternOf), normalizeAuthKey).values()].map(([key = '']) => key);
    const name = `c${at}-${index}`;
    return {
      name,
      host: [pattern, ...(chance(0.3) ? [patternOf()] : [])].join(' '),
      apiVersion: `${EXEC}/v1`,
      defaultCacheDuration: '0s',
      cacheType: undefined,
      stdout: JSON.stringify({
        apiVersion: `${EXEC}/v1`,
        kind: chance(0.9) ? 'CredentialProviderResponse' : 'X',
        cacheKeyType: 'Image',
        cacheDuration: '0s',
        auth: Object.fromEntries(keys.map((key, n) => [key, { username: `${name}-${n}`, password: 'x' }])),
      }),
    };
  });
  return { image: `${host}/${pick(['team/app', 'team', 'teams/app', 'other/app', 'app'])}`, providers };
}

function tokenless({ username, password }: { username: string; password: string }) {
  return { username, password: /^[\w-]+\.[\w-]+\.[\w-]+$/.test(password) ? TOKEN : password };
}

/** 1.34 begins some of its lines with a capital, and words the one of the token in another way. */
function logged(text: string): string {
  return text.replace(/^credential provider plugin /, '').replace(/ which is not allowed$/, '');
}

function expectedOf({ host, stdout, apiVersion, cacheType, ...entry }: Answer, image: string) {
  const verdict = judgeResponse(
    Buffer.from(stdout),
    {
      apiVersion,
      defaultCacheDurationMs: DEFAULTS[entry.defaultCacheDuration],
      tokenAttributes: cacheType && {
        serviceAccountTokenAudience: host,
        cacheType,
        requireServiceAccount: true,
        requiredServiceAccountAnnotationKeys: [],
        optionalServiceAccountAnnotationKeys: [],
      },
    },
    image,
    cacheType && new Secret(TOKEN),
  );
  if ('logged' in verdict) return { credentials: [], runs: 3, logged: verdict.logged };
  const { auth, kept } = verdict;
  return {
    credentials: lookupEntries(auth, image).map(({ username, password }) => ({
      username,
      password: password.reveal(),
    })),
    // The app, another image of the registry, and the app again.
    runs: kept.forMs === 0 ? 3 : kept.key.type === 'Image' ? 2 : 1,
    logged: undefined,
  };
}

async function writePlugin(directory: string, name: string, stdout: string, ran: string): Promise<void> {
  await writeFile(join(directory, `${name}.txt`), stdout);
  const script = `#!/bin/sh
read -r request
echo ${name} >> ${ran}
token=$(printf %s "$request" | sed -n 's/.*"serviceAccountToken":"\\([^"]*\\)".*/\\1/p')
sed "s|${TOKEN}|$token|g" ${directory}/${name}.txt
`;
  await writeFile(join(directory, name), script, { mode: 0o755 });
}

function configOf(answers: readonly Answer[]): string {
  return JSON.stringify({
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: answers.map(({ name, host, apiVersion, defaultCacheDuration, cacheType }) => ({
      name,
      apiVersion,
      matchImages: host.split(' '),
      defaultCacheDuration,
      ...(cacheType && {
        tokenAttributes: { serviceAccountTokenAudience: host, cacheType, requireServiceAccount: true },
      }),
    })),
  });
}

/** Mostly right, with a mistake or two. */
function randomAnswer(random: Random, at: number): Answer {
  const { pick, chance } = random;
  const host = `r${at}.example`;
  const apiVersion = `${EXEC}/${pick(['v1', 'v1', 'v1beta1', 'v1alpha1'])}`;
  const cacheType =
    apiVersion.endsWith('/v1') && chance(0.3) ? pick(['ServiceAccount', 'Token'] as const) : undefined;
  const fields: [string, unknown][] = [
    ['apiVersion', chance(0.9) ? apiVersion : pick([`${EXEC}/v2`, '', null, 1, 'a/b/c', EXEC, 'v1'])],
    [
      'kind',
      chance(0.93) ? 'CredentialProviderResponse' : pick(['CredentialProviderRequest', 'X', '', null, 5]),
    ],
    [
      'cacheKeyType',
      chance(0.9) ? pick(['Image', 'Registry', 'Global']) : pick(['image', '', null, 'ServiceAccount', 1]),
    ],
    [
      'cacheDuration',
      chance(0.8)
        ? pick(['5m', '0s', '1h', '12h30m', '-5m', '0', null])
        : pick(['1d', '', 300, {}, 'x', '9999999h']),
    ],
    ['auth', chance(0.92) ? randomAuth(random, host, cacheType !== undefined) : pick([null, [], 'x', 1, {}])],
  ];
  const kept = fields.filter(() => chance(0.97));
  if (chance(0.08))
    kept.push([pick(['expiresAt', 'Auth', 'metadata', 'CacheKeyType', '']), pick(['x', null, {}])]);
  if (chance(0.06)) kept.push(pick(fields));
  const members = kept.map(([name, value]) => {
    const written = chance(0.97) ? name : name.toUpperCase();
    return `${JSON.stringify(written)}:${JSON.stringify(value)}`;
  });
  const json = `{${members.sort(() => (chance(0.5) ? 1 : -1)).join(',')}}`;
  return {
    name: `p${at}`,
    host,
    apiVersion,
    defaultCacheDuration: pick(Object.keys(DEFAULTS)),
    cacheType,
    stdout: chance(0.9) ? `${json}${pick(['', '\n', ' \n'])}` : spoil(random, json),
  };
}

function randomAuth({ pick, chance, list }: Random, host: string, hasToken: boolean): object {
  const keys = list(0, 3, () =>
    pick([
      host,
      `${host}/team`,
      `${host}/team/app`,
      `https://${host}`,
      '*.example',
      `${host}/v2/`,
      `${host}:443`,
      'http://%zz',
      '',
    ]),
  );
  return Object.fromEntries(
    // The kubelet's order of keys that mean the same is random.
    [...Map.groupBy(keys, normalizeAuthKey).values()].map(([key], index) => [
      key,
      chance(0.92)
        ? { username: `user-${index}`, password: !hasToken || chance(0.8) ? `password-${index}` : TOKEN }
        : pick([null, {}, { username: null }, { password: 'x', email: 'y' }, 'text', { username: 5 }, []]),
    ]),
  );
}

function spoil({ pick }: Random, json: string): string {
  return pick([
    '',
    ' ',
    'null',
    '[]',
    '"text"',
    'kind: CredentialProviderResponse\n',
    `getting credentials\n${json}`,
    `${json}\ndone`,
    `${json}${json}`,
    `\ufeff${json}`,
    json.slice(0, -1),
    json.replace(/}$/, ',}'),
    json.replaceAll('"', "'"),
  ]);
}

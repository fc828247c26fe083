// The kubelet runs our executable for images of static rules, and remembers its answers no further than they hold.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RELEASES, whyNoHarness } from './build.ts';
import { randomRules } from './generate.ts';
import { API_VERSIONS, askKubelet, type Credential, lookUp, withTemporaryDirectory } from './harness.ts';
import { createRandom } from './random.ts';

const GENERATED_SETS = 15;

const HOST = login('host');
const TEAM = login('team');

interface Case {
  readonly name: string;
  readonly rules: readonly object[];
  /** Looked up one after the other in one kubelet, each with the credential that it must get. */
  readonly pulls: readonly (readonly [image: string, credential: Credential | undefined])[];
}

const CASES: readonly Case[] = [
  {
    name: 'a host',
    rules: [rule(['reg.example'], HOST)],
    pulls: [
      ['reg.example/app:1.0', HOST],
      ['reg.example/team/app', HOST],
      ['reg.example:5000/app', undefined],
      ['other.example/app', undefined],
    ],
  },
  {
    name: 'a host with port',
    rules: [rule(['reg.example:8443'], HOST)],
    pulls: [
      ['reg.example:8443/app', HOST],
      ['reg.example/app', undefined],
    ],
  },
  {
    name: 'a path, and the kubelet forgets nothing into the rest of the registry',
    rules: [rule(['reg.example/team/'], TEAM)],
    pulls: [
      ['reg.example/team/app', TEAM],
      ['reg.example/app', undefined],
      ['reg.example/team', undefined],
      ['reg.example/team/other', TEAM],
    ],
  },
  {
    name: 'a path before its host',
    rules: [rule(['reg.example/team/'], TEAM), rule(['reg.example'], HOST)],
    pulls: [
      ['reg.example/app', HOST],
      ['reg.example/team/app', TEAM],
      ['reg.example/app2', HOST],
    ],
  },
  {
    name: 'a host before its path',
    rules: [rule(['reg.example'], HOST), rule(['reg.example/team/'], TEAM)],
    pulls: [
      ['reg.example/team/app', HOST],
      ['reg.example/app', HOST],
    ],
  },
  {
    name: 'a wildcard for some hosts, one of them with a rule for a path before',
    rules: [rule(['a.reg.example/team/'], TEAM), rule(['*.reg.example'], HOST)],
    pulls: [
      ['b.reg.example/team/app', HOST],
      ['a.reg.example/app', HOST],
      ['a.reg.example/team/app', TEAM],
    ],
  },
  {
    name: 'Docker Hub under its short names',
    rules: [rule(['docker.io/library/'], HOST), rule(['docker.io'], TEAM)],
    pulls: [
      ['nginx', HOST],
      ['team/app', TEAM],
      ['index.docker.io/team/app:1', TEAM],
      ['docker.io/nginx', HOST],
    ],
  },
  {
    name: 'images whose path looks like an API version',
    rules: [rule(['reg.example/v2/'], TEAM), rule(['reg.example'], HOST)],
    pulls: [
      ['reg.example/v2/app', TEAM],
      ['reg.example/v1/app', HOST],
      ['reg.example/v2', HOST],
      ['reg.example/v2/v2/app', TEAM],
    ],
  },
  {
    name: 'IPv6',
    rules: [rule(['[::1]:5000/team/'], TEAM), rule(['[::1]:5000'], HOST)],
    pulls: [
      ['[::1]:5000/app', HOST],
      ['[::1]:5000/team/app', TEAM],
    ],
  },
  {
    name: 'a host in upper case',
    rules: [rule(['Reg.example'], HOST)],
    pulls: [
      ['Reg.example/app', HOST],
      ['reg.example/app', undefined],
    ],
  },
];

describe('static rules', { skip: await whyNoHarness(), concurrency: 4 }, () => {
  for (const release of RELEASES) {
    for (const apiVersion of API_VERSIONS) {
      for (const { name, rules, pulls } of CASES) {
        it(`${name}, kubelet ${release}, ${apiVersion}`, async () => {
          const images = pulls.map(([image]) => ({ image }));
          const { credentials, log } = await lookUp({
            release,
            apiVersion,
            rules,
            pulls: images,
          });
          const expected = pulls.map(([, credential]) => (credential === undefined ? [] : [credential]));
          assert.deepEqual(credentials, expected, log);
          assert.doesNotMatch(log, /^E/m);
        });
      }
    }

    it(`generated rules of one registry, kubelet ${release}`, async (t) => {
      const random = createRandom(RELEASES.indexOf(release) + 7);
      const sets = Array.from({ length: GENERATED_SETS }, () => randomRules(random));
      const pairs = sets.flatMap(({ patterns, images }) =>
        images.flatMap((image) => patterns.map((pattern) => ({ match: { pattern, image } }))),
      );
      const matches = (await askKubelet(release, pairs))[Symbol.iterator]();
      let [pulled, served] = [0, 0];
      for (const { patterns, images } of sets) {
        const logins = patterns.map((_, index) => login(`rule-${index}`));
        const expected = images.map(() => {
          const first = patterns.map(() => matches.next().value?.matched ?? false).indexOf(true);
          return first < 0 ? [] : [logins[first]];
        });
        const rules = patterns.map((pattern, index) => rule([pattern], login(`rule-${index}`)));
        const pulls = images.map((image) => ({ image }));
        const apiVersion = random.pick(API_VERSIONS);
        const { credentials, log } = await lookUp({ release, apiVersion, rules, pulls });
        assert.deepEqual(credentials, expected, JSON.stringify({ patterns, images, log }));
        pulled += pulls.length;
        served += expected.flat().length;
      }
      t.diagnostic(`${GENERATED_SETS} sets of rules, ${served} of ${pulled} pulls got a credential`);
      assert.ok(served > pulled / 2);
    });

    it(`secrets in files, kubelet ${release}`, async () => {
      await withTemporaryDirectory(async (directory) => {
        const [usernameFile, passwordFile] = [join(directory, 'username'), join(directory, 'password')];
        await writeFile(usernameFile, 'robot$puller\n');
        await writeFile(passwordFile, 'pass:wörd "\\ \n\n', { mode: 0o600 });
        const { credentials, log } = await lookUp({
          release,
          apiVersion: 'v1',
          rules: [{ name: 'files', matchImages: ['reg.example'], static: { usernameFile, passwordFile } }],
          pulls: [{ image: 'reg.example/app' }],
        });
        assert.deepEqual(credentials, [[{ username: 'robot$puller', password: 'pass:wörd "\\ \n' }]], log);
      });
    });

    it(`a missing file fails and is in the log, kubelet ${release}`, async () => {
      const passwordFile = '/nonexistent/password';
      const { credentials, log } = await lookUp({
        release,
        apiVersion: 'v1',
        rules: [{ name: 'harbor', matchImages: ['reg.example'], static: { username: 'u', passwordFile } }],
        pulls: [{ image: 'reg.example/app' }],
      });
      assert.deepEqual(credentials, [[]]);
      assertSaid(log, /exit status 1: .*harbor.*\/nonexistent\/password.*\[FILE_UNREADABLE\]/);
    });

    it(`a broken configuration fails and is in the log, kubelet ${release}`, async () => {
      const { credentials, log } = await lookUp({
        release,
        apiVersion: 'v1',
        rules: 'rules: [',
        pulls: [{ image: 'reg.example/app' }, { image: 'nginx' }],
      });
      assert.deepEqual(credentials, [[], []]);
      assertSaid(log, /exit status 2: .*ours\.json.*\[CONFIG_INVALID\]/);
    });
  }
});

function rule(matchImages: readonly string[], credential: Credential) {
  return { name: credential.username, matchImages, static: credential };
}

function login(name: string): Credential {
  return { username: `${name}-user`, password: `${name}-password` };
}

/** The kubelet's error holds how our executable ended and its one line. */
function assertSaid(log: string, said: RegExp): void {
  const lines = log.split('\n').filter((line) => /error execing credential provider plugin/.test(line));
  assert.ok(lines.length > 0, log);
  for (const line of lines) assert.match(line, said);
  assert.doesNotMatch(log, /\n\s+at /, 'a stack trace');
}

// A run of a provider: what it is given, how it may end, and that no secret of it is told.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Secret } from '../../../src/secret.ts';
import type { TriedEntry } from '../../../src/try/entries.ts';
import type { PodAccount } from '../../../src/try/token.ts';
import { shownCredential, type TryOptions, tryEntries } from '../../../src/try/try-entries.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import type { TestEnd } from '../../support/test-end.ts';

const V1 = 'credentialprovider.kubelet.k8s.io/v1';
const IMAGE = 'reg.example/team/app';
const PASSWORD = 'canary-password';
const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.canary-token';

const answer = (auth: object, fields: object = {}) =>
  JSON.stringify({
    apiVersion: V1,
    kind: 'CredentialProviderResponse',
    cacheKeyType: 'Registry',
    cacheDuration: '5m',
    auth,
    ...fields,
  });
const login = (username: string) => ({ username, password: `${PASSWORD}-${username}` });
const GOOD = `cat <<'E'\n${answer({ 'reg.example': login('u') })}\nE`;

interface Given {
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: TriedEntry['provider']['env'];
  readonly tokenAttributes?: Partial<NonNullable<TriedEntry['provider']['tokenAttributes']>>;
  readonly mode?: number;
}

function entry(context: TestEnd, name: string, given: Given): TriedEntry {
  const { script, args = [], env = [], tokenAttributes, mode = 0o755 } = given;
  const { write } = temporaryFolder(context);
  return {
    path: write(name, `#!/bin/sh\n${script}\n`, mode),
    own: false,
    matching: 'a pattern matches',
    provider: {
      name,
      apiVersion: V1,
      matchImages: ['reg.example'],
      defaultCacheDurationMs: 0,
      args,
      env,
      tokenAttributes: tokenAttributes && {
        serviceAccountTokenAudience: 'reg.example',
        cacheType: 'ServiceAccount',
        requireServiceAccount: true,
        requiredServiceAccountAnnotationKeys: [],
        optionalServiceAccountAnnotationKeys: [],
        ...tokenAttributes,
      },
    },
  };
}

async function run(entries: readonly TriedEntry[], options: Partial<TryOptions> = {}, timeoutMs = 20_000) {
  const { providers, credentials } = await tryEntries(entries, {
    image: IMAGE,
    account: undefined,
    server: () => ({ problem: 'there is none' }),
    place: {
      env: { PATH: '/usr/bin:/bin', FROM: 'kubelet' },
      directory: '/',
      clock: Date.now,
      timeoutMs,
      forward: () => () => {},
    },
    problemOf: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
  const report = { providers, credentials: credentials.map(shownCredential) };
  assert.doesNotMatch(JSON.stringify(report), /canary/);
  return report;
}

const ACCOUNT: PodAccount = {
  namespace: 'team',
  name: 'app',
  token: { text: new Secret(TOKEN), uid: 'uid' },
  annotations: new Map([
    ['role', 'pull'],
    ['other', 'x'],
  ]),
};

test('it is given what the kubelet gives', async (context) => {
  const seen = join(temporaryFolder(context).path, 'seen');
  const script = `{ pwd; echo "$@"; echo "$FROM $OWN"; cat; echo end; } > ${seen}\n${GOOD}`;
  const given = {
    script,
    args: ['--flag', 'a b'],
    env: [
      { name: 'OWN', value: '1' },
      { name: 'FROM', value: 'entry' },
    ],
  };
  const { providers } = await run([entry(context, 'vendor', given)]);
  assert.equal(providers[0]?.result, 'accepted');
  assert.equal(
    readFileSync(seen, 'utf8'),
    `/\n--flag a b\nentry 1\n{"kind":"CredentialProviderRequest","apiVersion":"${V1}","image":"${IMAGE}"}\nend\n`,
  );
});

test('with a token: only the annotations that the entry asks for', async (context) => {
  const seen = join(temporaryFolder(context).path, 'seen');
  const tokenAttributes = {
    requiredServiceAccountAnnotationKeys: ['role'],
    optionalServiceAccountAnnotationKeys: ['none'],
  };
  const { providers } = await run(
    [entry(context, 'vendor', { script: `cat > ${seen}\n${GOOD}`, tokenAttributes })],
    { account: ACCOUNT },
  );
  const { serviceAccountToken, serviceAccountAnnotations } = JSON.parse(readFileSync(seen, 'utf8'));
  assert.deepEqual([serviceAccountToken, serviceAccountAnnotations], [TOKEN, { role: 'pull' }]);
  assert.equal(providers[0]?.token?.characters, TOKEN.length);
});

const ENDS: readonly (readonly [name: string, given: Given, reason: RegExp])[] = [
  ['it fails', { script: 'echo why >&2; exit 3' }, /failed \(exit status 3\)/],
  ['it is killed', { script: 'kill -9 $$' }, /failed \(ended by SIGKILL\)/],
  ['it is not executable', { script: '', mode: 0o644 }, /could not be started \(EACCES\)/],
  ['an argument that no process can have', { script: GOOD, args: ['a\0b'] }, /could not be started/],
  ['it answers nothing', { script: 'true' }, /stdout is empty/],
  ['it writes without end', { script: 'head -c 3000000 /dev/zero' }, /stdout has 3000000 bytes/],
  [
    'it returns the token',
    {
      script: `cat <<'E'\n${answer({ 'reg.example': { username: 'u', password: TOKEN } })}\nE\necho ${TOKEN} >&2`,
      tokenAttributes: {},
    },
    /is the service account token itself/,
  ],
  [
    'an annotation is missing',
    { script: GOOD, tokenAttributes: { requiredServiceAccountAnnotationKeys: ['tenant'] } },
    /has no annotation "tenant", which the entry requires/,
  ],
];

describe('no credential', () => {
  for (const [name, given, reason] of ENDS) {
    test(name, async (context) => {
      const { providers, credentials } = await run([entry(context, 'vendor', given)], { account: ACCOUNT });
      assert.match(providers[0]?.refusal?.reason ?? '', reason);
      assert.deepEqual(credentials, []);
    });
  }

  test('it does not end: it is killed, and what it has started after it', async (context) => {
    const alive = join(temporaryFolder(context).path, 'alive');
    const script = `(sleep 60; touch ${alive}) & sleep 60`;
    const { providers } = await run([entry(context, 'vendor', { script })], {}, 3_000);
    assert.match(providers[0]?.refusal?.reason ?? '', /did not end within 3 s, and was killed/);
    assert.match(providers[0]?.notes.join() ?? '', /kept its output open/);
    assert.equal(existsSync(alive), false);
  });

  test('a process that it has started keeps its output open', async (context) => {
    const { providers } = await run([entry(context, 'vendor', { script: `sleep 60 &\n${GOOD}` })], {}, 3_000);
    assert.match(providers[0]?.refusal?.reason ?? '', /keeps its output open for more than 3 s/);
  });

  test('another user could have written it: it is not run', async (context) => {
    const seen = join(temporaryFolder(context).path, 'seen');
    const problemOf = () => 'every user can write it';
    const { providers } = await run([entry(context, 'vendor', { script: `touch ${seen}` })], { problemOf });
    assert.equal(providers[0]?.result, 'notRun');
    assert.equal(existsSync(seen), false);
  });

  test('no service account where the entry requires one, and the API server cannot be asked', async (context) => {
    const tried = entry(context, 'vendor', { script: GOOD, tokenAttributes: {} });
    const without = await run([tried]);
    assert.match(without.providers[0]?.refusal?.reason ?? '', /skips it for a Pod without a service account/);
    const asked = await run([tried], { account: { ...ACCOUNT, token: undefined } });
    assert.match(asked.providers[0]?.refusal?.reason ?? '', /cannot be asked for a token .*: there is none/);
  });
});

test('what it writes to stderr is shown without its secrets', async (context) => {
  const script = `echo "got ${PASSWORD}-u and ${TOKEN}" >&2\n${GOOD}`;
  const { providers } = await run([entry(context, 'vendor', { script })]);
  assert.deepEqual(providers[0]?.run?.stderr, ['got [redacted] and [redacted]']);
});

test('nor with those of its variables, the kubelet’s and the entry’s', async (context) => {
  const env = [{ name: 'API_KEY', value: 'canary-of-entry' }];
  const place = {
    env: {
      PATH: '/usr/bin:/bin',
      AWS_SECRET_ACCESS_KEY: 'canary-of-kubelet',
      TOKEN_FILE: '/var/token',
      PWD: '/var/lib/x',
    },
    directory: '/',
    clock: Date.now,
    timeoutMs: 20_000,
    forward: () => () => {},
  };
  const script = `echo "$AWS_SECRET_ACCESS_KEY $API_KEY $TOKEN_FILE /var/lib/x/a" >&2; exit 1`;
  const { providers } = await run([entry(context, 'vendor', { script, env })], { place });
  assert.deepEqual(providers[0]?.run?.stderr, ['[redacted] [redacted] /var/token /var/lib/x/a']);
});

test("the credentials of several are in the kubelet's order, and keys of no use are told", async (context) => {
  const say = (auth: object) => ({ script: `cat <<'E'\n${answer(auth)}\nE` });
  const { providers, credentials } = await run([
    entry(context, 'first', say({ 'reg.example': login('a'), 'other.example': login('b') })),
    entry(context, 'second', say({ 'reg.example/team': login('c'), 'reg.example': login('d') })),
  ]);
  assert.deepEqual(
    credentials.map(({ provider, username }) => `${provider} ${username}`),
    ['second c', 'first a', 'second d'],
  );
  assert.deepEqual(providers[0]?.unusedKeys, ['other.example']);
});

test('the user information of a key is told nowhere', async (context) => {
  const auth = {
    'https://u:canary-a@reg.example': login('a'),
    'u:canary-b@reg.example/': login('b'),
    'http://u:canary-c@reg.example': login('c'),
    'https://u:canary-d@other.example': login('d'),
    'u:canary-%zz@other.example': login('e'),
  };
  const { providers } = await run([entry(context, 'vendor', { script: `cat <<'E'\n${answer(auth)}\nE` })]);
  assert.match(JSON.stringify(providers), /other\.example/);
});

test('a key in base64 that begins with a slash is no path', async (context) => {
  const env = [{ name: 'AWS_SECRET_ACCESS_KEY', value: '/canary/of+entry' }];
  const script = 'echo "$AWS_SECRET_ACCESS_KEY" >&2; exit 1';
  const { providers } = await run([entry(context, 'vendor', { script, env })]);
  assert.deepEqual(providers[0]?.run?.stderr, ['[redacted]']);
});

for (const name of ['MY_PAT', 'REGISTRY_PASS', 'MYSQL_PWD', 'registryPass', 'DB_DSN']) {
  test(`a variable is secret by its name: ${name}`, async (context) => {
    const env = [{ name, value: 'canary-of-entry' }];
    const script = `echo "$${name}" >&2; exit 1`;
    const { providers } = await run([entry(context, 'vendor', { script, env })]);
    assert.deepEqual(providers[0]?.run?.stderr, ['[redacted]']);
  });
}

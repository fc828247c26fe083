// Credential helpers of a docker config: which is asked for what, as docker asks; what its answers are worth; and that
// nothing is run which another user could have written. The helpers are small shell scripts.

import assert from 'node:assert/strict';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Surroundings } from '../../../../src/backend/backend.ts';
import { DockerConfigBackend } from '../../../../src/backend/docker-config/index.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary.ts';

const CANARY = 'canary-Qz81';

/** Writes down what it was asked, and answers with its own name and the question. */
const ECHO = `#!/bin/sh
read -r server
echo "$0 $* $server" >> "$(dirname "$0")/asked"
printf '{"ServerURL":"%s","Username":"%s","Secret":"${CANARY}"}\\n' "$server" "$(basename "$0")"
`;
const NOTHING = "#!/bin/sh\necho 'credentials not found in native keychain'\nexit 1\n";

const script = (body: string): string => `#!/bin/sh\n${body}\n`;

interface Scene {
  readonly folder: TemporaryFolder;
  readonly helpers: string;
  /** Of this process. */
  readonly env: Record<string, string | undefined>;
  readonly backend: DockerConfigBackend;
  readonly asked: () => string[];
}

function scene(t: TestContext, config: object, programs: Readonly<Record<string, string>>): Scene {
  const folder = temporaryFolder(t);
  const helpers = join(folder.path, 'helpers');
  mkdirSync(helpers, { mode: 0o755 });
  for (const [name, text] of Object.entries(programs)) {
    folder.write(`helpers/docker-credential-${name}`, text, 0o755);
  }
  const path = folder.write('config.json', JSON.stringify(config), 0o600);
  const network = { calls: [], send: () => assert.fail('nothing is sent') };
  const env = { PATH: process.env.PATH, SET: 'here' };
  const surroundings: Surroundings = { env, now: Date.now, network };
  return {
    folder,
    helpers,
    env,
    backend: new DockerConfigBackend(
      'test',
      { kind: 'dockerConfig', path, helpers, cacheDurationMs: 1000 },
      surroundings,
    ),
    asked: () =>
      existsSync(join(helpers, 'asked'))
        ? readFileSync(join(helpers, 'asked'), 'utf8')
            .trim()
            .split('\n')
            .map((line) => line.replace(`${helpers}/docker-credential-`, ''))
        : [],
  };
}

const pullOf = (image: string) => ({
  image: parseImage(image),
  serviceAccountToken: undefined,
  serviceAccount: () => undefined,
  serviceAccountAnnotations: new Map(),
});

async function lookUp({ backend }: Scene, image: string, signal = new AbortController().signal) {
  const { entries, scope } = await backend.getCredentials(pullOf(image), { signal });
  return {
    scope,
    logins: entries.map(({ key, username, password }) => `${key} ${username}:${password.reveal()}`),
  };
}

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  assert.doesNotMatch(`${formatError(error)} ${JSON.stringify(error)} ${error.stack}`, new RegExp(CANARY));
  return error;
}

const LOGIN = { username: 'u', password: 'own' };

describe('which helper is asked, and for what', () => {
  const rows: readonly (readonly [
    name: string,
    config: object,
    image: string,
    asked: readonly string[],
    logins: readonly string[],
    scope?: string,
  ])[] = [
    [
      'credHelpers for its registry',
      { credHelpers: { 'r.example': 'one', 'other.example': 'two' } },
      'r.example/x',
      ['one get r.example'],
      [`r.example docker-credential-one:${CANARY}`],
    ],
    [
      'the store for an entry that docker login has left empty',
      { auths: { 'https://r.example:5000': {} }, credsStore: 'one' },
      'r.example:5000/x',
      ['one get https://r.example:5000'],
      [`r.example:5000 docker-credential-one:${CANARY}`],
    ],
    [
      'the store for a registry without an entry',
      { auths: { 'other.example': LOGIN }, credsStore: 'one' },
      'r.example/x',
      ['one get r.example'],
      [`r.example docker-credential-one:${CANARY}`],
    ],
    [
      'Docker Hub by the key of docker login',
      { credHelpers: { 'https://index.docker.io/v1/': 'one' } },
      'nginx',
      ['one get https://index.docker.io/v1/'],
      [`docker.io docker-credential-one:${CANARY}`],
    ],
    [
      'Docker Hub by the store',
      { credsStore: 'one' },
      'docker.io/library/nginx',
      ['one get https://index.docker.io/v1/'],
      [`docker.io docker-credential-one:${CANARY}`],
    ],
    [
      'a helper of a pattern, for the registry itself',
      { credHelpers: { '*.dkr.ecr.*.amazonaws.com': 'one' } },
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/x',
      ['one get 123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
      [`*.dkr.ecr.*.amazonaws.com docker-credential-one:${CANARY}`],
    ],
    [
      'credHelpers before the store, and before a password in the file',
      { auths: { 'r.example': LOGIN }, credHelpers: { 'r.example': 'one' }, credsStore: 'two' },
      'r.example/x',
      ['one get r.example'],
      [`r.example docker-credential-one:${CANARY}`],
    ],
    [
      'no helper where its name is empty',
      { auths: { 'r.example': LOGIN }, credHelpers: { 'r.example': '' }, credsStore: 'two' },
      'r.example/x',
      [],
      ['r.example u:own'],
    ],
    [
      'a password in the file where the helper has none',
      { auths: { 'r.example': LOGIN }, credsStore: 'none' },
      'r.example/x',
      [],
      ['r.example u:own'],
    ],
    [
      'beside entries of a path, in the order of the kubelet',
      { auths: { 'r.example/team': LOGIN }, credHelpers: { 'r.example': 'one', 'r.example/team': '' } },
      'r.example/team/x',
      ['one get r.example'],
      ['r.example/team u:own', `r.example docker-credential-one:${CANARY}`],
      'image',
    ],
  ];
  for (const [name, config, image, asked, logins, scope = 'registry'] of rows) {
    test(name, async (t) => {
      const set = scene(t, config, { one: ECHO, two: ECHO, none: NOTHING });
      assert.deepEqual(await lookUp(set, image), { scope, logins });
      assert.deepEqual(set.asked(), asked);
    });
  }

  test('none for a registry whose entry needs none', async (t) => {
    const set = scene(t, { auths: { 'r.example': LOGIN }, credHelpers: { 'other.example': 'missing' } }, {});
    assert.deepEqual((await lookUp(set, 'r.example/x')).logins, ['r.example u:own']);
  });
});

test('explain runs nothing and says what a pull would run', (t) => {
  const set = scene(t, { credHelpers: { 'r.example': 'one' } }, { one: ECHO });
  const { details, keys, scope } = set.backend.describe(pullOf('r.example/x'));
  assert.equal(details.runs, `${set.helpers}/docker-credential-one get, for r.example`);
  assert.deepEqual([keys, scope, set.asked()], [['r.example'], 'registry', []]);
});

test('it has the environment of the plugin, the root folder, and no argument but the action', async (t) => {
  const set = scene(
    t,
    { credHelpers: { 'r.example': 'one' } },
    {
      one: script(`printf '{"Username":"%s %s %s","Secret":"s"}' "$SET$HOME" "$PWD" "$*"`),
    },
  );
  assert.deepEqual((await lookUp(set, 'r.example/x')).logins, ['r.example here / get:s']);
});

test('a helper that has this plugin asked again is not run a second time', async (t) => {
  const set = scene(
    t,
    { credHelpers: { 'r.example': 'one' } },
    { one: script(`printf '{"Username":"u","Secret":"%s"}' "$REGISTRY_CREDENTIAL_PROVIDER_HELPER"`) },
  );
  const own = join(set.helpers, 'docker-credential-one');
  assert.deepEqual((await lookUp(set, 'r.example/x')).logins, [`r.example u:${own}`]);
  set.env.REGISTRY_CREDENTIAL_PROVIDER_HELPER = own;
  const error = await failureOf(lookUp(set, 'r.example/x'));
  assert.match(
    formatError(error),
    /is not run: the credential helper ".*one", .* asks it again; .*\[HELPER_FAILED\]$/,
  );
});

describe('what it answers', () => {
  const rows: readonly (readonly [name: string, body: string, message: RegExp, code?: string])[] = [
    ['nothing, and exit 0', '', /printed no JSON object/],
    ['no JSON', `echo ${CANARY}`, /printed no JSON object/],
    ['JSON after noise', `echo warning; echo '{"Username":"u","Secret":"${CANARY}"}'`, /no JSON object/],
    ['no object', `echo '["${CANARY}"]'`, /printed no JSON object/],
    ['bytes that are no text', `printf '{"Username":"u","Secret":"\\377"}'`, /printed no JSON object/],
    ['no Secret', `echo '{"Username":"${CANARY}"}'`, /without Username and Secret/],
    ['no Username', `echo '{"Username":"","Secret":"${CANARY}"}'`, /without Username and Secret/],
    ['a Secret that is no text', `echo '{"Username":"u","Secret":7}'`, /without Username and Secret/],
    ['a line end in the Secret', `printf '{"Username":"u","Secret":"${CANARY}\\\\n"}'`, /cannot be sent/],
    ['a colon in the Username', `echo '{"Username":"u:","Secret":"${CANARY}"}'`, /cannot be sent/],
    [
      'too many names',
      `printf '{"Username":"u","Secret":"${CANARY}"'; for i in $(seq 300); do printf ',"n%s":1' $i; done; echo }`,
      /more than 250 names/,
    ],
    ['too much', `head -c 70000 /dev/zero | tr '\\0' x`, /printed more than 65536 bytes/],
    ['without end', 'yes', /printed more than 65536 bytes/],
    [
      'an identity token',
      `echo '{"Username":"<token>","Secret":"${CANARY}"}'`,
      /gave an identity token, which the kubelet cannot use/,
      'DOCKER_CONFIG_UNSUPPORTED',
    ],
    [
      'a reason',
      `printf 'the store is locked\\033[31m'; exit 3`,
      /exit code 3: "the store is locked\\u\{1b\}\[31m"/,
    ],
    ['a long reason', `head -c 900 /dev/zero | tr '\\0' '. '; exit 1`, /exit code 1: "\.{200}…"/],
    ['a reason on stderr only', `echo ${CANARY} >&2; exit 1`, /failed with exit code 1; run it by hand/],
    [
      'a credential, and exit 1',
      `echo '{"Username":"u","Secret":"${CANARY}"}'; exit 1`,
      /exit code 1, and printed what may hold a secret/,
    ],
    ['a password in words', `echo 'no use for password=${CANARY}'; exit 1`, /may hold a secret/],
    ['a token in words', `echo 'no use for ${CANARY}${'0'.repeat(32)}'; exit 1`, /may hold a secret/],
    [
      'a short token in words',
      `echo 'login of bob with glpat-Ab3${CANARY} refused'; exit 1`,
      /may hold a secret/,
    ],
    ['a URL with a login', `echo 'cannot reach https://bob:${CANARY}@h'; exit 1`, /may hold a secret/],
    [
      'names of programs and places',
      `echo 'exec: /usr/local/bin/docker-credential-ecr-login: no such file in eu-west-1'; exit 1`,
      /exit code 1: "exec: \/usr\/local/,
    ],
    [
      'the words for nothing, and more',
      `echo 'credentials not found in native keychain: x'; exit 1`,
      /exit code 1: "cred/,
    ],
    ['a crash', 'kill -SEGV $$', /was ended by SIGSEGV/],
  ];
  for (const [name, body, message, code = 'HELPER_FAILED'] of rows) {
    test(name, async (t) => {
      const set = scene(t, { credHelpers: { 'r.example': 'one' } }, { one: script(body) });
      const error = await failureOf(lookUp(set, 'r.example/x'));
      assert.equal(error.code, code);
      assert.match(formatError(error), message);
      assert.match(error.message, /^rule "test": dockerConfig ".*config\.json": credential helper ".*-one"/);
    });
  }

  test('nothing for this registry is no entry', async (t) => {
    const set = scene(t, { credsStore: 'none' }, { none: NOTHING });
    const error = await failureOf(lookUp(set, 'r.example/x'));
    assert.equal(error.code, 'DOCKER_CONFIG_NO_ENTRY');
    assert.match(error.message, /: the credential helper "none" has no credential for "r\.example"$/);
  });

  test('names in another letter case, and twice: as Go reads them', async (t) => {
    const set = scene(
      t,
      { credsStore: 'one' },
      {
        one: script(`cat > /dev/null; echo '{"username":"first","Username":"u","SECRET":"s","Other":null}'`),
      },
    );
    assert.deepEqual((await lookUp(set, 'r.example/x')).logins, ['r.example u:s']);
  });

  test('a program that does not read its stdin', async (t) => {
    const set = scene(
      t,
      { credsStore: 'one' },
      { one: script(`exec <&-; echo '{"Username":"u","Secret":"s"}'`) },
    );
    assert.deepEqual((await lookUp(set, 'r.example/x')).logins, ['r.example u:s']);
  });
});

describe('what stays of it', () => {
  test('the end of the run ends it and all that it has started', async (t) => {
    const set = scene(
      t,
      { credsStore: 'one' },
      {
        one: script(
          'sleep 600 & echo $! > "$(dirname "$0")/pid.new"; mv "$(dirname "$0")/pid.new" "$(dirname "$0")/pid"; wait',
        ),
      },
    );
    const end = new AbortController();
    const running = lookUp(set, 'r.example/x', end.signal).catch((error: unknown) => error);
    const pidFile = join(set.helpers, 'pid');
    while (!existsSync(pidFile)) await delay(5);
    end.abort(new Error('the deadline'));
    assert.equal(String(await running), 'Error: the deadline');
    await gone(Number(readFileSync(pidFile, 'utf8')));
  });

  test('a child that holds its pipes ends with it, and is not waited for', async (t) => {
    const set = scene(
      t,
      { credsStore: 'one' },
      {
        one: script('sleep 600 & echo $! > "$(dirname "$0")/pid"; echo \'{"Username":"u","Secret":"s"}\''),
      },
    );
    assert.deepEqual((await lookUp(set, 'r.example/x')).logins, ['r.example u:s']);
    await gone(Number(readFileSync(join(set.helpers, 'pid'), 'utf8')));
  });
});

/** Waits until no process has the number. */
async function gone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) {
    await delay(5);
  }
}

describe('what is not run', () => {
  const isRoot = process.getuid?.() === 0;
  const config = { credHelpers: { 'r.example': 'one' } };
  const rows: readonly (readonly [
    name: string,
    prepare: (set: Scene) => void,
    message: RegExp,
    needsRoot?: true,
  ])[] = [
    [
      'a folder that every user can write',
      ({ helpers }) => chmodSync(helpers, 0o777),
      /every user can write ".*helpers" \(mode 777\), and it would run as root/,
    ],
    [
      'a folder that a group can write',
      ({ helpers }) => chmodSync(helpers, 0o775),
      /group \d+ can write ".*helpers"/,
    ],
    [
      'a folder on the way that every user can write',
      ({ folder }) => chmodSync(folder.path, 0o777),
      /every user can write/,
    ],
    [
      'a program that every user can write',
      ({ helpers }) => chmodSync(join(helpers, 'docker-credential-one'), 0o757),
      /every user can write ".*-one"/,
    ],
    [
      'a program of another user',
      ({ helpers }) => chownSync(join(helpers, 'docker-credential-one'), 65534, 0),
      /belongs to user 65534/,
      true,
    ],
    [
      'a folder of another user',
      ({ helpers }) => chownSync(helpers, 65534, 0),
      /".*helpers" belongs to user 65534/,
      true,
    ],
    [
      'a docker config that every user can write',
      ({ folder }) => chmodSync(join(folder.path, 'config.json'), 0o666),
      /every user can write ".*config\.json"/,
    ],
    [
      'a program without permission',
      ({ helpers }) => chmodSync(join(helpers, 'docker-credential-one'), 0o644),
      /is not executable \(mode 644\)/,
    ],
  ];
  for (const [name, prepare, message, needsRoot] of rows) {
    test(name, { skip: needsRoot && !isRoot && 'it takes root to give a file away' }, async (t) => {
      const set = scene(t, config, { one: ECHO });
      prepare(set);
      const error = await failureOf(lookUp(set, 'r.example/x'));
      assert.equal(error.code, 'HELPER_FAILED');
      assert.match(formatError(error), message);
      assert.throws(() => set.backend.describe(pullOf('r.example/x')), message);
      assert.deepEqual(set.asked(), []);
    });
  }

  test('a link to a program in a folder that others can write', async (t) => {
    const set = scene(t, config, {});
    mkdirSync(join(set.folder.path, 'open'));
    const planted = set.folder.write('open/program', ECHO, 0o755);
    chmodSync(join(set.folder.path, 'open'), 0o777);
    symlinkSync(planted, join(set.helpers, 'docker-credential-one'));
    const { message } = await failureOf(lookUp(set, 'r.example/x'));
    assert.match(message, /every user can write ".*open"/);
    assert.ok(!existsSync(join(set.folder.path, 'open/asked')));
  });

  test('a link to a program that root alone can write is run', async (t) => {
    const set = scene(t, config, {});
    symlinkSync(set.folder.write('program', ECHO, 0o755), join(set.helpers, 'docker-credential-one'));
    assert.deepEqual((await lookUp(set, 'r.example/x')).logins, [
      `r.example docker-credential-one:${CANARY}`,
    ]);
  });

  for (const [name, message] of [
    ['../evil', /the name "\.\.\/evil" is not the end of a program's name/],
    ['/bin/sh', /is not the end/],
    ['a b', /is not the end/],
    ['registry-credential-provider', /is this plugin itself; write a rule for this registry/],
    ['x'.repeat(200), /is not the end/],
    ['absent', /docker-credential-absent" does not exist; install it on the node/],
    [7, /credHelpers: the helper of "r\.example" is not a string/],
  ] as const) {
    test(`a helper called ${String(name).slice(0, 10)}`, async (t) => {
      const set = scene(t, { credHelpers: { 'r.example': name } }, {});
      const error = await failureOf(lookUp(set, 'r.example/x'));
      assert.match(formatError(error), message);
    });
  }

  test('a folder, and what the kernel cannot start', async (t) => {
    const set = scene(
      t,
      { credHelpers: { 'r.example': 'one', 's.example': 'two' } },
      { two: '#!/nonexistent\n' },
    );
    mkdirSync(join(set.helpers, 'docker-credential-one'));
    assert.match((await failureOf(lookUp(set, 'r.example/x'))).message, /is not a file$/);
    assert.match((await failureOf(lookUp(set, 's.example/x'))).message, /could not be started \(ENOENT\)$/);
  });
});

// Docker config files: every form that docker and Kubernetes write, and every way in which one can be wrong.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Surroundings } from '../../../../src/backend/backend.ts';
import { DockerConfigBackend } from '../../../../src/backend/docker-config/index.ts';
import { ProviderError } from '../../../../src/errors.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import fc from '../../../support/property.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const unpadded = (text: string): string => base64(text).replace(/=+$/, '');

type Context = Parameters<typeof temporaryFolder>[0];

/** A file without helpers needs nothing of the world. */
const backendOf = (path: string): DockerConfigBackend =>
  new DockerConfigBackend(
    'test',
    { kind: 'dockerConfig', path, helpers: undefined, cacheDurationMs: 1000 },
    untouchable<Surroundings>(),
  );

/** Throws when anything of it is read. */
function untouchable<T extends object>(): T {
  const get = (_: object, name: string | symbol): never => assert.fail(`${String(name)} was used`);
  return new Proxy({}, { get }) as T;
}

function backend(t: Context, content: unknown): DockerConfigBackend {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const path = temporaryFolder(t).write('config.json', text);
  return backendOf(path);
}

async function lookup(t: Context, content: unknown, image: string): Promise<string[]> {
  const pull = {
    image: parseImage(image),
    serviceAccountToken: undefined,
    serviceAccount: () => undefined,
    serviceAccountAnnotations: new Map(),
  };
  const { entries } = await backend(t, content).getCredentials(pull, untouchable());
  return entries.map(({ key, username, password }) => `${key} ${username}:${password.reveal()}`);
}

const answered: ReadonlyArray<
  readonly [name: string, content: unknown, image: string, expected: readonly string[]]
> = [
  ['auth, padded', { auths: { 'r.example': { auth: base64('u:pa') } } }, 'r.example/x', ['r.example u:pa']],
  [
    'auth, unpadded',
    { auths: { 'r.example': { auth: unpadded('u:pa') } } },
    'r.example/x',
    ['r.example u:pa'],
  ],
  [
    'auth with line ends',
    { auths: { 'r.example': { auth: `${base64('user:password').replace(/(.{6})/g, '$1\n')}\r\n` } } },
    'r.example/x',
    ['r.example user:password'],
  ],
  [
    'colons in the password',
    { auths: { 'r.example': { auth: base64('u:a:b:') } } },
    'r.example/x',
    ['r.example u:a:b:'],
  ],
  [
    'UTF-8',
    { auths: { 'r.example': { auth: base64('ü:pässwörd€') } } },
    'r.example/x',
    ['r.example ü:pässwörd€'],
  ],
  [
    'username and password',
    { auths: { 'r.example': { username: 'u', password: 'p', email: 'e@x' } } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    'auth wins over username and password',
    { auths: { 'r.example': { username: 'x', password: 'y', auth: base64('u:p') } } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    'field names in another letter case, as Go reads them',
    { Auths: { 'r.example': { Auth: base64('u:p') } } },
    'r.example/x',
    ['r.example u:p'],
  ],
  ['.dockercfg', { 'https://r.example/v1/': { auth: base64('u:p') } }, 'r.example/x', ['r.example u:p']],
  [
    'an empty entry is an attempt without a credential',
    { auths: { 'r.example': {} } },
    'r.example/x',
    ['r.example :'],
  ],
  ['so is null, as Go reads it', { auths: { 'r.example': null } }, 'r.example/x', ['r.example :']],
  [
    'scheme, path and port of a key',
    { auths: { 'http://r.example:5000/team/': { auth: base64('u:p') } } },
    'r.example:5000/team/x',
    ['r.example:5000/team/ u:p'],
  ],
  [
    '/v2/ of a key',
    { auths: { 'https://r.example/v2/': { auth: base64('u:p') } } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    "Docker Hub's own key",
    { auths: { 'https://index.docker.io/v1/': { auth: base64('u:p') } } },
    'nginx',
    ['docker.io u:p'],
  ],
  [
    "Docker Hub's own key counts only if nothing else does",
    {
      auths: {
        'https://index.docker.io/v1/': { auth: base64('u:p') },
        'docker.io/team': { auth: base64('t:p') },
      },
    },
    'team/app',
    ['docker.io/team t:p'],
  ],
  [
    'all entries that match, in the order of the kubelet',
    {
      auths: {
        '*.example': { auth: base64('glob:p') },
        'my-registry.example/images': { auth: base64('one:p') },
        'my-registry.example/images/subpath': { auth: base64('two:p') },
        'my-registry.example/other': { auth: base64('no:p') },
        'other.example': { auth: base64('no:p') },
      },
    },
    'my-registry.example/images/subpath/my-image',
    ['my-registry.example/images/subpath two:p', 'my-registry.example/images one:p', '*.example glob:p'],
  ],
  [
    'two spellings of one key are two attempts',
    { auths: { 'r.example': { auth: base64('a:p') }, 'https://r.example/v1/': { auth: base64('b:p') } } },
    'r.example/x',
    ['r.example a:p', 'https://r.example b:p'],
  ],
  [
    'one bad entry does not spoil the others',
    { auths: { 'bad.example': { auth: '!' }, 'r.example': { auth: base64('u:p') }, x: 5 } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    'a bad entry beside a good one for the same image',
    { auths: { 'r.example/x': { auth: '!' }, 'r.example': { auth: base64('u:p') } } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    'credsStore, where the entry has its own password',
    { credsStore: 'desktop', auths: { 'r.example': { auth: base64('u:p') } } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    'an entry without a user name beside a good one',
    {
      auths: {
        'r.example/x': { auth: base64(':nvapi-abc') },
        'r.example': { auth: base64('$oauthtoken:nvapi-abc') },
      },
    },
    'r.example/x',
    ['r.example $oauthtoken:nvapi-abc'],
  ],
  [
    'neither user name nor password is an attempt without a credential',
    { auths: { 'r.example': { auth: base64(':') } } },
    'r.example/x',
    ['r.example :'],
  ],
  [
    'a user name alone: some registries take a token as the name',
    { auths: { 'r.example': { auth: base64('token:') } } },
    'r.example/x',
    ['r.example token:'],
  ],
  [
    '.dockercfg with a short name, and settings beside',
    { localhost: { auth: base64('u:p') }, registry: { username: 'v', password: 'q' }, psFormat: 'x' },
    'localhost/x',
    ['localhost u:p'],
  ],
  [
    '.dockercfg with field names in another letter case',
    { reg: { Auth: base64('u:p') }, 'r.example': { AUTH: base64('u:p') } },
    'r.example/x',
    ['r.example u:p'],
  ],
  [
    'credHelpers of other registries',
    { credHelpers: { 'other.example': 'gcr' }, auths: { 'r.example': { auth: base64('u:p') } } },
    'r.example/x',
    ['r.example u:p'],
  ],
];

describe('answered', () => {
  for (const [name, content, image, expected] of answered) {
    test(name, async (t) => assert.deepEqual(await lookup(t, content, image), expected));
  }
});

const failures: ReadonlyArray<readonly [name: string, content: unknown, code: string, text: RegExp]> = [
  ['an empty file', '', 'DOCKER_CONFIG_INVALID', /it is empty/],
  ['not JSON', 'canary', 'DOCKER_CONFIG_INVALID', /it is not JSON/],
  ['a list', [], 'DOCKER_CONFIG_INVALID', /an array/],
  ['auths that is a list', { auths: ['canary'] }, 'DOCKER_CONFIG_INVALID', /auths: expected an object/],
  ['no entry at all', { auths: {} }, 'DOCKER_CONFIG_NO_ENTRY', /no entry that matches/],
  ['entries for others', { auths: { 'x.example': {} } }, 'DOCKER_CONFIG_NO_ENTRY', /"r.example\/x"/],
  [
    'auth that is not base64',
    { auths: { 'r.example': { auth: 'canary!' } } },
    'DOCKER_CONFIG_INVALID',
    /base64/,
  ],
  [
    'auth with blanks in it',
    { auths: { 'r.example': { auth: 'Y2Fu YXJ5' } } },
    'DOCKER_CONFIG_INVALID',
    /base64/,
  ],
  [
    'auth without a colon',
    { auths: { 'r.example': { auth: base64('canary') } } },
    'DOCKER_CONFIG_INVALID',
    /username:password/,
  ],
  [
    'auth with an empty user name, where the shell took $oauthtoken',
    { auths: { 'r.example': { auth: base64(':canary') } } },
    'DOCKER_CONFIG_INVALID',
    /"r.example" that matches "r.example\/x" is malformed: it has a password and an empty user name; a shell/,
  ],
  [
    'the same, unpadded and over several lines',
    { auths: { 'r.example': { auth: unpadded(':canary').replace(/(.{4})/g, '$1\r\n') } } },
    'DOCKER_CONFIG_INVALID',
    /an empty user name/,
  ],
  [
    'an empty username beside a password',
    { auths: { 'r.example': { username: '', password: 'canary' } } },
    'DOCKER_CONFIG_INVALID',
    /an empty user name/,
  ],
  [
    'a password alone',
    { auths: { 'r.example': { password: 'canary' } } },
    'DOCKER_CONFIG_INVALID',
    /an empty user name/,
  ],
  [
    'the same in .dockercfg',
    { 'r.example': { auth: base64(':canary') } },
    'DOCKER_CONFIG_INVALID',
    /an empty user name/,
  ],
  ['an empty object', {}, 'DOCKER_CONFIG_NO_ENTRY', /no entry that matches/],
  [
    "docker's settings, which are no entries",
    { HttpHeaders: {}, currentContext: 'default' },
    'DOCKER_CONFIG_NO_ENTRY',
    /no entry that matches/,
  ],
  [
    'text in an entry of .dockercfg',
    { 'r.example': 'canary' },
    'DOCKER_CONFIG_INVALID',
    /expected an object/,
  ],
  [
    'auth in Latin-1',
    { auths: { 'r.example': { auth: base64(Buffer.from([0x75, 0x3a, 0xe4])) } } },
    'DOCKER_CONFIG_INVALID',
    /UTF-8/,
  ],
  [
    'auth that is a number',
    { auths: { 'r.example': { auth: 5 } } },
    'DOCKER_CONFIG_INVALID',
    /must be strings/,
  ],
  [
    'an entry that is text',
    { auths: { 'r.example': 'canary' } },
    'DOCKER_CONFIG_INVALID',
    /expected an object/,
  ],
  [
    'credsStore',
    { credsStore: 'desktop', auths: { 'r.example': {} } },
    'DOCKER_CONFIG_UNSUPPORTED',
    /credential store "desktop"/,
  ],
  [
    'credsStore without an entry',
    { credsStore: 'desktop' },
    'DOCKER_CONFIG_NO_ENTRY',
    /credential store "desktop"/,
  ],
  [
    'credHelpers',
    { credHelpers: { 'r.example': 'ecr-login' } },
    'DOCKER_CONFIG_UNSUPPORTED',
    /credential helper "ecr-login"/,
  ],
  [
    'credHelpers with an empty entry',
    { credHelpers: { 'r.example': 'gcr' }, auths: { 'r.example': {} } },
    'DOCKER_CONFIG_UNSUPPORTED',
    /helper "gcr"/,
  ],
  [
    'credHelpers with an object that turns into no text',
    { credHelpers: { 'r.example': { toString: false } } },
    'DOCKER_CONFIG_UNSUPPORTED',
    /a credential helper whose name is not a string/,
  ],
  [
    'identitytoken, as docker login writes it for ACR',
    {
      auths: {
        'r.example': { auth: base64('00000000-0000-0000-0000-000000000000:'), identitytoken: 'canary' },
      },
    },
    'DOCKER_CONFIG_UNSUPPORTED',
    /identitytoken/,
  ],
  [
    'registrytoken',
    { auths: { 'r.example': { registrytoken: 'canary' } } },
    'DOCKER_CONFIG_UNSUPPORTED',
    /registrytoken/,
  ],
];

describe('a failure that says why', () => {
  for (const [name, content, code, text] of failures) {
    test(name, async (t) => {
      await assert.rejects(lookup(t, content, 'r.example/x'), (error) => {
        assert.ok(error instanceof ProviderError);
        assert.equal(error.code, code);
        assert.match(error.message, text);
        assert.doesNotMatch(`${error.message} ${error.hint}`, /canary/);
        return true;
      });
    });
  }
});

describe('what a rule without matchImages matches', () => {
  test('the keys of the file, bad and unsupported ones too', (t) => {
    const content = {
      auths: {
        'https://a.example/v1/': {},
        'https://index.docker.io/v1/': {},
        'bad key': {},
        'b.example/x': 5,
      },
      credHelpers: { 'c.example': 'gcr' },
    };
    assert.deepEqual(backend(t, content).patterns(), ['a.example', 'docker.io', 'b.example/x', 'c.example']);
  });
});

describe('of a file without auths, these are no entries', () => {
  for (const [name, content] of [
    [
      'settings with text and lists',
      { currentContext: 'default', detachKeys: 'ctrl-e', cliPluginsExtraDirs: ['/x'] },
    ],
    ['an empty HttpHeaders', { HttpHeaders: {} }],
    ['HttpHeaders with a header of a telling name', { HttpHeaders: { Auth: 'x', Username: 'y' } }],
    ['proxies', { proxies: { default: { httpProxy: 'http://p' } } }],
    [
      'plugins, aliases and features',
      { plugins: { debug: { hooks: 'x' } }, aliases: { b: 'build' }, features: {} },
    ],
    ['auth in place of auths', { auth: { 'r.example': { auth: 'dTpw' } } }],
    ['an entry that is null, with a name of no registry', { registry: null }],
    ['a Secret as its manifest', { apiVersion: 'v1', kind: 'Secret', data: { '.dockerconfigjson': 'e30=' } }],
    ['__proto__', JSON.parse('{"__proto__":{"auth":"dTpw"}}')],
  ] as const) {
    test(name, (t) => {
      const patterns = backend(t, content).patterns();
      assert.deepEqual(patterns, name === '__proto__' ? ['__proto__'] : []);
    });
  }

  test('beside credHelpers or credsStore neither', (t) => {
    assert.deepEqual(backend(t, { credsStore: 'x', 'r.example': { auth: 'dTpw' } }).patterns(), []);
  });
});

describe('explain', () => {
  test('a file that everybody can read, and an entry that is left out', (t) => {
    const content = { auths: { 'r.example/x': { auth: 'canary!' }, 'r.example': { auth: base64('u:p') } } };
    const path = temporaryFolder(t).write('config.json', JSON.stringify(content), 0o644);
    const subject = backendOf(path);
    const pull = {
      image: parseImage('r.example/x'),
      serviceAccountToken: undefined,
      serviceAccount: () => undefined,
      serviceAccountAnnotations: new Map(),
    };
    const { warnings, scope } = subject.describe(pull);
    assert.equal(scope, 'image');
    assert.equal(warnings.length, 2);
    assert.match(warnings[0] as string, /mode 644.*chmod 0600/);
    assert.match(warnings[1] as string, /"r.example\/x" is skipped/);
    assert.doesNotMatch(warnings.join(), /canary/);
  });
});

test('a property: random files end in an answer or a ProviderError', async (t) => {
  const path = temporaryFolder(t).write('config.json', '');
  const { writeFileSync } = await import('node:fs');
  const login = fc.oneof(
    fc.anything(),
    fc.record(
      {
        auth: fc.oneof(fc.string(), fc.base64String()),
        username: fc.anything(),
        password: fc.string(),
        identitytoken: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  const key = fc.oneof(
    fc.constantFrom('r.example', '*.example', 'https://r.example/v1/', '%zz', '[', '__proto__'),
    fc.string(),
  );
  const file = fc.oneof(
    fc.dictionary(key, login).map((auths) => ({ auths })),
    fc.record(
      { auths: fc.dictionary(key, login), credHelpers: fc.anything(), credsStore: fc.anything() },
      { requiredKeys: [] },
    ),
    fc.dictionary(key, login),
    fc.anything(),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        file.map((value) => JSON.stringify(value) ?? ''),
        fc.string(),
      ),
      async (text) => {
        writeFileSync(path, text);
        const subject = backendOf(path);
        const pull = {
          image: parseImage('r.example/x'),
          serviceAccountToken: undefined,
          serviceAccount: () => undefined,
          serviceAccountAnnotations: new Map(),
        };
        try {
          const { entries } = await subject.getCredentials(pull, untouchable());
          assert.ok(entries.length > 0);
          assert.equal(new Set(entries.map((entry) => entry.key)).size, entries.length);
        } catch (error) {
          assert.ok(error instanceof ProviderError, String(error));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

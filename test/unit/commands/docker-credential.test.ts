// This executable as a credential helper of docker's: each action, each form of a server URL, each failure on stdout.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { dockerCredential } from '../../../src/commands/docker-credential.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';
import { worldOf } from '../../support/world.ts';

const CANARY = 'canary-Wx52';
const NOT_FOUND = 'credentials not found in native keychain\n';

const RULES = [
  {
    name: 'team',
    matchImages: ['harbor.example/team/', 'path.example/x'],
    static: { username: 't', password: CANARY },
  },
  {
    name: 'harbor',
    matchImages: ['harbor.example', 'harbor.example:8443', 'docker.io'],
    static: { username: 'u', password: CANARY },
  },
  {
    name: 'no-file',
    matchImages: ['absent.example'],
    static: { username: 'u', passwordFile: '/no/such/file' },
  },
  {
    name: 'pods',
    matchImages: ['pods.example'],
    identity: 'serviceAccount',
    serviceAccountToken: { username: 'jwt', audience: 'pods.example' },
  },
  {
    name: 'ecr-pods',
    matchImages: ['210987654321.dkr.ecr.eu-west-1.amazonaws.com'],
    identity: 'serviceAccount',
    ecr: {},
  },
  {
    name: 'anonymous-pods',
    matchImages: ['*.azurecr.io'],
    identity: 'serviceAccount',
    onMissingServiceAccount: 'anonymous',
    acr: {},
  },
  {
    name: 'some-accounts',
    matchImages: ['accounts.example'],
    matchServiceAccounts: ['a/b'],
    static: { username: 'u', password: CANARY },
  },
  {
    name: 'first-of-chain',
    matchImages: ['chain.example'],
    continue: true,
    static: { username: 'first', passwordFile: '/no/such/file' },
  },
  {
    name: 'second-of-chain',
    matchImages: ['chain.example'],
    static: { username: 'second', password: CANARY },
  },
];

interface Asked {
  readonly text: string;
  readonly exitCode: number;
}

function ask(folder: TemporaryFolder, args: readonly string[], input: string | Uint8Array): Promise<Asked> {
  const file = folder.write('config.yaml', configText(RULES, { log: { file: join(folder.path, 'log') } }));
  return dockerCredential(
    args,
    worldOf({
      env: { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: file },
      readStdin: async ({ maxBytes }) =>
        input.length > maxBytes ? { kind: 'tooLarge' } : { kind: 'bytes', bytes: Buffer.from(input) },
    }),
  );
}

const get = (t: TestContext, input: string | Uint8Array) => ask(temporaryFolder(t), ['get'], input);

describe('get', () => {
  for (const [serverUrl, username] of [
    ['harbor.example', 'u'],
    ['harbor.example\n', 'u'],
    ['https://harbor.example', 'u'],
    ['http://harbor.example/', 'u'],
    ['https://harbor.example:8443/v2/', 'u'],
    ['https://index.docker.io/v1/', 'u'],
    ['index.docker.io', 'u'],
    ['registry-1.docker.io', 'u'],
    ['docker.io', 'u'],
    ['chain.example', 'second'],
  ] as const) {
    test(`${JSON.stringify(serverUrl)} has a credential`, async (t) => {
      const { text, exitCode } = await get(t, serverUrl);
      assert.deepEqual(
        [JSON.parse(text), exitCode],
        [{ ServerURL: serverUrl.trim(), Username: username, Secret: CANARY }, 0],
      );
    });
  }

  const failures: readonly (readonly [name: string, input: string | Uint8Array, text: string | RegExp])[] = [
    ['no rule', 'other.example', NOT_FOUND],
    ['another port', 'harbor.example:1', NOT_FOUND],
    ['a lookalike', 'harbor.example.evil.example', NOT_FOUND],
    ['a rule for some service accounts', 'accounts.example', NOT_FOUND],
    ['a Pod without a token, which is anonymous on purpose', 'acmecorp.azurecr.io', NOT_FOUND],
    [
      'a Pod without a token',
      '210987654321.dkr.ecr.eu-west-1.amazonaws.com',
      /^rule "ecr-pods": ecr: .* \[SERVICE_ACCOUNT_MISSING\]\n$/,
    ],
    ['a token as a password', 'pods.example', /^rule "pods": .* \[SERVICE_ACCOUNT_MISSING\]\n$/],
    [
      'rules for a path only',
      'path.example',
      /^rule "team" is for some images of path\.example only \("path\.example\/x"\), .* \[RULE_NEEDS_IMAGE\]\n$/,
    ],
    [
      'a file that is not there',
      'absent.example',
      /^rule "no-file": static: passwordFile "\/no\/such\/file" does not exist; .* \[FILE_UNREADABLE\]\n$/,
    ],
    ['nothing on stdin', ' \n', 'no credentials server URL\n'],
    ['what is no registry', 'foo', /^the server URL "foo" names no registry; .* \[REQUEST_INVALID\]\n$/],
    ['a user in the URL', 'https://u:p@harbor.example', /names no registry/],
    ['a good host behind another', 'evil.example/harbor.example', NOT_FOUND],
    ['a line in the middle', 'harbor.example\nevil.example', /names no registry/],
    ['controls', 'harbor.example\u001b[2J', /"harbor\.example\\u\{1b\}\[2J" names no registry/],
    ['too much', `harbor.example/${'x'.repeat(5000)}`, /stdin is not a short text/],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]), /stdin is not a short text/],
  ];
  for (const [name, input, expected] of failures) {
    test(name, async (t) => {
      const { text, exitCode } = await get(t, input);
      assert.equal(exitCode, 1);
      if (typeof expected === 'string') assert.equal(text, expected);
      else assert.match(text, expected);
      assert.equal(text.trimEnd().split('\n').length, 1);
      assert.doesNotMatch(text, new RegExp(CANARY));
    });
  }

  test('its configuration has a mistake', async () => {
    const { text, exitCode } = await dockerCredential(
      ['get'],
      worldOf({
        env: { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: '/no/such/config.yaml' },
        readStdin: async () => ({ kind: 'bytes', bytes: Buffer.from('harbor.example') }),
      }),
    );
    assert.match(text, /\[CONFIG_NOT_FOUND\]\n$/);
    assert.equal(exitCode, 1);
  });
});

test('the log has a line for each, without a secret', async (t) => {
  const folder = temporaryFolder(t);
  await ask(folder, ['get'], 'harbor.example');
  await ask(folder, ['get'], 'other.example');
  await ask(folder, ['get'], 'absent.example');
  const log = readFileSync(join(folder.path, 'log'), 'utf8');
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  assert.deepEqual(
    lines.map(({ image, rule, result }) => [image, rule, result]),
    [
      ['harbor.example/', 'harbor', 'credential'],
      ['other.example/', undefined, 'none'],
      ['absent.example/', 'no-file', 'failure'],
    ],
  );
  assert.doesNotMatch(log, new RegExp(CANARY));
});

describe('the other actions', () => {
  for (const [args, exit, expected] of [
    [['list'], 0, /^\{\}\n$/],
    [
      ['version'],
      0,
      /^docker-credential-registry-credential-provider \(registry-credential-provider\) \S+\n$/,
    ],
    [['store'], 1, /stores no credentials: .* nothing to store\n$/],
    [['erase'], 1, /stores no credentials: .* nothing to erase\n$/],
    [['help'], 1, /^Usage: docker-credential-registry-credential-provider <get\|list\|version>/],
    [[], 1, /^Usage: /],
    [['get', 'harbor.example'], 1, /^Usage: /],
  ] as const) {
    test(args.join(' ') || 'none', async (t) => {
      const { text, exitCode } = await ask(temporaryFolder(t), args, CANARY);
      assert.match(text, expected);
      assert.equal(exitCode, exit);
    });
  }
});

// explain does not say that all is fine where the pull would fail for a file alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explain } from '../../../src/commands/explain.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';
import { worldOf } from '../../support/world.ts';

const ID = '11111111-2222-3333-4444-555555555555';
const principal = { clientId: ID, tenantId: ID };
const acr = (settings: object) => ({ matchImages: ['*.azurecr.io'], acr: settings });
const IMAGE = 'acme1.azurecr.io/app';

interface Case {
  readonly rule: object;
  readonly more?: object;
  readonly image?: string;
  readonly file?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const ROWS: readonly (readonly [name: string, given: Case, error: RegExp | undefined])[] = [
  ['a managed identity', { rule: acr({ managedIdentity: {} }) }, undefined],
  [
    'a client secret that is empty',
    { rule: acr({ servicePrincipal: { ...principal, clientSecretFile: '$DIR/f' } }), file: '\n' },
    /client secret file .* is empty/,
  ],
  [
    'a certificate that is none',
    { rule: acr({ servicePrincipal: { ...principal, clientCertificateFile: '$DIR/f' } }), file: 'rubbish' },
    /does not contain a certificate/,
  ],
  [
    'a token that is not there',
    { rule: acr({ workloadIdentity: { ...principal, tokenFile: '$DIR/f' } }) },
    /token file .* does not exist/,
  ],
  [
    'caFile is no PEM',
    { rule: acr({ managedIdentity: {} }), more: { caFile: '$DIR/f' }, file: 'x' },
    /caFile/,
  ],
  [
    'caFile is not needed by what asks nobody',
    {
      rule: { matchImages: ['a.example'], static: { username: 'u', password: 'p' } },
      more: { caFile: '$DIR/f' },
      image: 'a.example/b',
    },
    undefined,
  ],
  [
    'a key of Google’s that is none',
    {
      rule: { matchImages: ['gcr.io'], google: { credentialFile: '$DIR/f' } },
      image: 'gcr.io/p/i',
      file: JSON.stringify({
        type: 'service_account',
        client_email: 'a@b.iam.gserviceaccount.com',
        private_key: 'rubbish',
      }),
    },
    /expected an RSA key/,
  ],
  [
    'a profile that is not there',
    {
      rule: { matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: { profile: 'p' } },
      image: '210987654321.dkr.ecr.eu-west-1.amazonaws.com/i',
      file: '[profile q]\n',
      env: { AWS_CONFIG_FILE: '$DIR/f', HOME: '$DIR' },
    },
    /profile "p" .*not in the shared AWS files/,
  ],
  [
    'a service account that is imagined has no token to look at',
    {
      rule: { ...acr({ clientId: ID, tenantId: ID }), identity: 'serviceAccount' },
      args: ['--service-account=a/b'],
    },
    undefined,
  ],
];

describe('explain', () => {
  for (const [name, { rule, more = {}, image = IMAGE, file, args = [], env = {} }, error] of ROWS) {
    test(name, async (context) => {
      const folder = temporaryFolder(context);
      const fill = (text: string) => text.replaceAll('$DIR', folder.path);
      if (file !== undefined) {
        folder.write('f', file);
      }
      const config = folder.write('config.yaml', fill(configText([{ name: 'r', ...rule }], more)));
      const { text, exitCode } = await explain(
        argumentsOf('explain', ['explain', image, '-o', 'json', '-c', config, ...args]),
        worldOf({ env: JSON.parse(fill(JSON.stringify(env))) }),
      );
      const said = JSON.parse(text).error?.message;
      assert.equal(exitCode, error === undefined ? 0 : 1, said);
      assert.match(said ?? '', error ?? /^$/);
    });
  }
});

describe('a user name that is the password, or holds it, is not shown', () => {
  for (const [name, settings, shown] of [
    ['the same', { username: 'Hunter22', password: 'Hunter22' }, '[redacted], as it holds the password'],
    [
      'with more around it',
      { username: 'u-Hunter22', password: 'Hunter22' },
      '[redacted], as it holds the password',
    ],
    [
      'the same file',
      { usernameFile: '$DIR/f', passwordFile: '$DIR/f' },
      '[redacted], as it holds the password',
    ],
    ['a short one that is a part by chance', { username: 'robot', password: 'b' }, 'robot'],
    ['another', { username: 'robot', password: 'Hunter22' }, 'robot'],
  ] as const) {
    test(name, async (context) => {
      const folder = temporaryFolder(context);
      folder.write('f', 'Hunter22\n', 0o600);
      const rule = { name: 'a', matchImages: ['a.example'], static: settings };
      const config = folder.write('config.yaml', configText([rule]).replaceAll('$DIR', folder.path));
      const { text } = await explain(
        argumentsOf('explain', ['explain', 'a.example/b', '-o', 'json', '-c', config]),
        worldOf({}),
      );
      assert.equal(JSON.parse(text).details.username, shown);
      if (shown !== 'robot') assert.doesNotMatch(text, /Hunter22/);
    });
  }
});

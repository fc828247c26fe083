// static: from the configuration and from files, and what explain may show of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StaticBackend } from '../../../../src/backend/static/index.ts';
import type { StaticBackendConfig } from '../../../../src/config/config.ts';
import { ProviderError } from '../../../../src/errors.ts';
import { Secret } from '../../../../src/secret.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const USERNAME = { text: 'puller' };
const PASSWORD = { secret: new Secret('hunter2') };

function backendOf(settings: Partial<StaticBackendConfig>): StaticBackend {
  const defaults = { username: USERNAME, password: PASSWORD, cacheDurationMs: 1000 };
  return new StaticBackend('test', { kind: 'static', ...defaults, ...settings });
}

async function credentialOf(settings: Partial<StaticBackendConfig>): Promise<string> {
  const { entries, scope } = await backendOf(settings).getCredentials();
  assert.equal(scope, 'registry');
  return entries.map(({ username, password }) => `${username}:${password.reveal()}`).join();
}

describe('the credential', () => {
  test('of the configuration', async () => assert.equal(await credentialOf({}), 'puller:hunter2'));

  for (const end of ['', '\n', '\r\n']) {
    test(`of files that end with ${JSON.stringify(end)}`, async (context) => {
      const folder = temporaryFolder(context);
      const username = { file: folder.write('username', `u${end}`) };
      const password = { file: folder.write('password', `p p${end}`) };
      assert.equal(await credentialOf({ username, password }), 'u:p p');
    });
  }

  test('of an empty file is none', async (context) => {
    const password = { file: temporaryFolder(context).write('password', '\n') };
    await assert.rejects(backendOf({ password }).getCredentials(), (error) => {
      assert.ok(error instanceof ProviderError);
      assert.equal(error.code, 'SECRET_INVALID');
      return true;
    });
  });
});

describe('what explain shows', () => {
  const shown = (settings: Partial<StaticBackendConfig>) => backendOf(settings).describe().details;

  test('the username and no password', () => assert.deepEqual(shown({}), { username: 'puller' }));

  test('no username that holds the password', () =>
    assert.deepEqual(shown({ username: { text: 'x-hunter2' } }), {
      username: '[redacted], as it holds the password',
    }));

  test('the files, and one that others may read', (context) => {
    const file = temporaryFolder(context).write('password', 'hunter2', 0o644);
    const { details, warnings } = backendOf({ password: { file } }).describe();
    assert.deepEqual(details, { username: 'puller', passwordFile: file });
    assert.equal(warnings.length, 1);
  });
});

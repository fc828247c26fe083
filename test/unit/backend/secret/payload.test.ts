// What a secret may hold, and that nothing of what it holds is shown.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePayload } from '../../../../src/backend/secret/payload.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';

const CANARY = 'canary-5c1f0d';

describe('one user name and password', () => {
  const PAIRS: Readonly<Record<string, readonly [text: string, username: string, password: string]>> = {
    'username and password': ['{"username":"u","password":"p:w"}', 'u', 'p:w'],
    'with other fields': ['{"username":"u","password":"p","host":"h","port":1}', 'u', 'p'],
    "ECR's accessToken": ['{"username":"u","accessToken":"t"}', 'u', 't'],
    'user:password': ['u:p', 'u', 'p'],
    'a line end is not part of it': ['u:p\r\n', 'u', 'p'],
    'the first colon separates': ['u:p:q', 'u', 'p:q'],
    'text that is JSON too': ['1:2', '1', '2'],
  };
  for (const [name, [text, username, password]] of Object.entries(PAIRS)) {
    test(name, () => {
      const payload = parsePayload(text, 's');
      assert.ok(payload.kind === 'pair');
      assert.deepEqual([payload.username, payload.password.reveal()], [username, password]);
    });
  }
});

describe('a docker config', () => {
  for (const [name, text] of Object.entries({
    'config.json': '{"auths":{"a.example":{"username":"u","password":"p"}}}',
    '.dockercfg': '{"https://a.example":{"auth":"dTpw"}}',
  })) {
    test(name, () => {
      const payload = parsePayload(text, 's');
      assert.ok(payload.kind === 'dockerConfig');
      assert.equal(payload.config.entries.length, 1);
    });
  }
});

describe('anything else is a failure that shows nothing of it', () => {
  const WRONG = {
    nothing: '',
    'a word': CANARY,
    'an empty password': `${CANARY}:`,
    'no user': `:${CANARY}`,
    'two lines': `u:${CANARY}\nv:w`,
    'a list': `["${CANARY}"]`,
    'a text in quotes': `"u:${CANARY}"`,
    'more names than are parsed': JSON.stringify({
      username: 'u',
      password: CANARY,
      more: Array(251).fill(1),
    }),
    'more entries than are parsed': JSON.stringify({
      auths: Object.fromEntries(
        Array.from({ length: 251 }, (_, i) => [`r${i}.example`, { username: 'u', password: CANARY }]),
      ),
    }),
    'an object': `{"${CANARY}":"${CANARY}"}`,
    'a password that is a number': `{"username":"${CANARY}","password":1}`,
    'a password of two lines': `{"username":"u","password":"${CANARY}\\n"}`,
    'a user name with a colon': `{"username":"u:${CANARY}","password":"p"}`,
    'torn JSON': `{"username":"u","password":"${CANARY}`,
    'a docker config whose logins are none': `{"auths":"${CANARY}"}`,
  };
  for (const [name, text] of Object.entries(WRONG)) {
    test(name, () => {
      assert.throws(
        () => parsePayload(text, 'pull/hub'),
        (error) => {
          assert.ok(error instanceof ProviderError);
          const line = formatError(error);
          assert.match(line, /secret pull\/hub.*\[(?:SECRET|DOCKER_CONFIG)_INVALID\]$/);
          assert.ok(!line.includes(CANARY), line);
          return true;
        },
      );
    });
  }
});

// What is odd about a login, one row for each; the password is never part of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loginOddities } from '../../../src/backend/login-oddities.ts';
import { Secret } from '../../../src/secret.ts';

const VARIABLE = /^the password is written like a variable/;

const ROWS: readonly (readonly [username: string, password: string, odd: readonly RegExp[]])[] = [
  ['robot$puller', 'Hunter22', []],
  ['$oauthtoken', 'nvapi-Hunter22', []],
  ['u', 'a$b', []],
  ['u', '$a$b', []],
  ['', '', [/^no user name and no password/]],
  ['u', '', [/^the password is empty/]],
  ['u', 'Hunter22\n', [/^the password ends in a line break/]],
  ['u', 'Hunter22\r\n', [/^the password ends in a line break/]],
  ['u\n', 'Hunter22', [/^the user name ends in a line break/]],
  ['u', '\nHunter22', [/^the password begins with a line break/]],
  ['u', ' Hunter22', [/^the password has white space around it/]],
  ['u', 'Hunter22\t', [/^the password has white space around it/]],
  ['u', 'Hunt\ner22', [/^the password has a line break or control character in it/]],
  ['u', 'Hunt\u0000er22', [/^the password has a line break or control/]],
  ['u', '"Hunter22"', [/^the password has quotes around it/]],
  ['u', "'Hunter22'", [/^the password has quotes around it/]],
  ['team:puller', 'Hunter22', [/^the user name has a colon in it/]],
  ['_json_key', '{\n  "private_key": "Hunter22"\n}\n', []],
  ['_json_key', '', [/^the password is empty/]],
  ...[
    `\${HARBOR_PASSWORD}`,
    '$HARBOR_PASSWORD',
    '$(cat /f)',
    '{{ .Values.password }}',
    '%PASSWORD%',
    `\${{ secrets.X }}`,
  ].map((password) => ['u', password, [VARIABLE]] as const),
  [`\${HARBOR_USER}`, 'Hunter22', [/^the user name is written like a variable/]],
];

describe('what is odd about a login', () => {
  for (const [username, password, odd] of ROWS) {
    test(JSON.stringify([username, password]), () => {
      const found = loginOddities(username, new Secret(password));
      assert.equal(found.length, odd.length, found.join());
      for (const [index, pattern] of odd.entries()) assert.match(found[index] ?? '', pattern);
      assert.doesNotMatch(found.join(), /Hunter22|HARBOR|Values/);
    });
  }
});

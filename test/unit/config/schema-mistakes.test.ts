// Slips of the pen in a configuration, one row for each kind: how many mistakes are listed, and what they say.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';

const HEAD = 'apiVersion: registry-credential-provider/v1alpha1\nkind: RegistryCredentialProviderConfig\n';
const RULE = 'rules:\n  - name: a\n    matchImages: [a.example]\n    static: { username: u, password: p }\n';
const rule = (lines: string) => `${HEAD}rules:\n  - name: a\n${lines}`;

const ROWS: readonly (readonly [name: string, text: string, said: readonly RegExp[]])[] = [
  ['a duration as a number', `${HEAD}deadline: 30\n${RULE}`, [/got 30; did you mean 30s\?$/]],
  ['the same in quotes', `${HEAD}deadline: "30"\n${RULE}`, [/got "30"; did you mean 30s\?$/]],
  ['with a blank', `${HEAD}deadline: 30 s\n${RULE}`, [/did you mean 30s\?$/]],
  ['with a word for its unit', `${HEAD}deadline: 30 seconds\n${RULE}`, [/did you mean 30s\?$/]],
  ['out of its bounds in any form', `${HEAD}deadline: 90\n${RULE}`, [/above 0 and below 60s, got 90$/]],
  [
    'days',
    rule('    matchImages: [a.example]\n    static: { username: u, password: p, cacheDuration: 1d }\n'),
    [/did you mean 24h\?$/],
  ],
  [
    'minutes',
    rule('    matchImages: [a.example]\n    static: { username: u, password: p, cacheDuration: 5 min }\n'),
    [/did you mean 5m\?$/],
  ],
  [
    'a pattern with * without quotes',
    rule('    matchImages:\n    - *.azurecr.io\n    acr: {}\n'),
    [/put text that begins with \* in quotes$/],
  ],
  ['one tab', rule('\tmatchImages: [a.example]\n    acr: {}\n'), [/a tab in the indentation/]],
  [
    'a field in the column of its section',
    rule('    matchImages: [a.example]\n    ecr:\n    roleArn: arn:aws:iam::210987654321:role/pull\n'),
    [/rules\[0\]\.ecr: expected an object, got nothing; .*move the fields that belong to it further in/],
  ],
  [
    'a no-break space before a field',
    rule('  \u00a0 matchImages: [a.example]\n    acr: {}\n'),
    [/a no-break space \(U\+00A0\)/],
  ],
  [
    'a no-break space in the first column',
    rule('    matchImages: [a.example]\n\u00a0   acr: {}\n'),
    [/got none/, /unknown field; it has a no-break space \(U\+00A0\); it belongs in a rule/],
  ],
  [
    'a zero-width space behind a field',
    rule('    matchImages: [a.example]\n    acr\u200b: {}\n'),
    [/unknown field; it has a character that is not ASCII \(U\+200B\); did you mean acr\?/],
  ],
  [
    'a letter of another alphabet in a pattern',
    rule('    matchImages: [h\u0430rbor.example]\n    acr: {}\n'),
    [/its host has a character that is not ASCII \(here U\+0430\)/],
  ],
  [
    'a path as a URL',
    rule('    matchImages: [a.example]\n    static: { username: u, passwordFile: file:///etc/x }\n'),
    [/got "file:\/\/\/etc\/x"$/],
  ],
  [
    'a typographic quote around a pattern',
    rule('    matchImages: [\u201ca.example\u201d]\n    acr: {}\n'),
    [/typographic quotes .* did you mean "a\.example"\?/],
  ],
  [
    'a path that begins in no folder',
    rule('    matchImages: [a.example]\n    static: { username: u, passwordFile: etc/hub.token }\n'),
    [/got "etc\/hub\.token"$/],
  ],
  [
    'a path with a variable',
    rule('    matchImages: [a.example]\n    static: { username: u, passwordFile: $HOME/x }\n'),
    [/got "\$HOME\/x"$/],
  ],
  [
    'a password where a path is expected',
    rule('    matchImages: [a.example]\n    static: { username: u, passwordFile: Hunter22/AbC== }\n'),
    [/got \[redacted\]$/],
  ],
];

describe('slips in a configuration', () => {
  for (const [name, text, said] of ROWS) {
    test(name, () => {
      assert.throws(
        () => parseConfig('/c.yaml', text),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.equal(error.details.length, said.length, error.details.join('\n'));
          for (const [index, pattern] of said.entries()) assert.match(error.details[index] ?? '', pattern);
          return true;
        },
      );
    });
  }
});

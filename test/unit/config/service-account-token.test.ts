// What a schema cannot say of a rule that shows the Pod's token to a registry.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { configText } from '../../support/temporary.ts';

const SECTION = { username: 'jwt', audience: 'zot.corp.example' };
const RULE = {
  name: 'zot',
  matchImages: ['zot.corp.example'],
  identity: 'serviceAccount',
  serviceAccountToken: SECTION,
};

function mistakesOf(rule: object): readonly string[] {
  try {
    parseConfig('/c', configText([rule]));
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError, String(error));
    return error.details.map((each) => each.replace(/^\/c:\d+: /, ''));
  }
}

const GOOD: readonly (readonly [name: string, rule: object])[] = [
  ['a host', {}],
  ['a host with a port and a path', { matchImages: ['zot.corp.example:5000/team-a/'] }],
  ['an IPv6 address', { matchImages: ['[::1]:5000'] }],
  ['an anonymous pull without a token', { onMissingServiceAccount: 'anonymous' }],
  ['some service accounts', { matchServiceAccounts: ['team-a/*'] }],
  ['a URL as audience', { serviceAccountToken: { ...SECTION, audience: 'https://zot.corp.example' } }],
];

const BAD: readonly (readonly [name: string, rule: object, says: RegExp])[] = [
  [
    'a wildcard',
    { matchImages: ['*.corp.example'] },
    /^rules\[0\]\.matchImages\[0\]: expected a host without "\*", got "\*\.corp\.example": /,
  ],
  [
    'a wildcard in a label',
    { matchImages: ['a.example', 'z*t.corp.example:5000/x'] },
    /^rules\[0\]\.matchImages\[1\]: expected a host without/,
  ],
  [
    'no identity',
    { identity: undefined },
    /^rules\[0\]\.identity: serviceAccountToken needs the token.*set identity: serviceAccount/,
  ],
  ['the node as identity', { identity: 'node' }, /^rules\[0\]\.identity: serviceAccountToken needs/],
  [
    'the node without a token',
    { onMissingServiceAccount: 'node' },
    /^rules\[0\]\.onMissingServiceAccount: expected deny or anonymous, got node/,
  ],
  [
    'the API server',
    { serviceAccountToken: { ...SECTION, audience: 'https://kubernetes.default.svc' } },
    /^rules\[0\]\.serviceAccountToken\.audience: expected an audience of the registry's own, .* at the Kubernetes API server$/,
  ],
  ['a cloud', { serviceAccountToken: { ...SECTION, audience: 'sts.amazonaws.com' } }, /at AWS$/],
  ['no username', { serviceAccountToken: { audience: 'a' } }, /username/],
  [
    'an empty username',
    { serviceAccountToken: { ...SECTION, username: '' } },
    /username: expected a username/,
  ],
  [
    'a colon in the username',
    { serviceAccountToken: { ...SECTION, username: 'a:b' } },
    /username: expected a username/,
  ],
  [
    'every audience, as RBAC has it',
    { serviceAccountToken: { ...SECTION, audience: '*' } },
    /audience: expected an audience such as registry\.corp\.example, .* got "\*"$/,
  ],
  ['no audience', { serviceAccountToken: { username: 'jwt' } }, /audience/],
  [
    'an audience with a blank',
    { serviceAccountToken: { ...SECTION, audience: 'a b' } },
    /audience: expected an audience/,
  ],
  [
    'a huge audience',
    { serviceAccountToken: { ...SECTION, audience: 'a'.repeat(501) } },
    /audience: expected an audience/,
  ],
  ['another registry', { serviceAccountToken: { ...SECTION, registry: 'other.example' } }, /unknown field/],
  ['no matchImages', { matchImages: undefined }, /matchImages/],
];

describe('a rule with serviceAccountToken', () => {
  for (const [name, rule] of GOOD) {
    test(`may have ${name}`, () => assert.deepEqual(mistakesOf({ ...RULE, ...rule }), []));
  }
  for (const [name, rule, says] of BAD) {
    test(`may not have ${name}`, () => {
      const mistakes = mistakesOf({ ...RULE, ...rule });
      assert.equal(mistakes.length, 1, mistakes.join('\n'));
      assert.match(mistakes[0] ?? '', says);
    });
  }
});

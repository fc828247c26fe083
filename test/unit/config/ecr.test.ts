// What a rule may say of ECR, and the words for what it may not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { configText } from '../../support/temporary.ts';

const ROLE = 'arn:aws:iam::210987654321:role/pull';
const SERVICE_ACCOUNT = { identity: 'serviceAccount' };

function load(ecr: object, rule: object = {}) {
  const text = configText([{ name: 'a', matchImages: ['*.dkr.ecr.*.amazonaws.com'], ...rule, ecr }]);
  return parseConfig('/config.yaml', text).rules[0]?.backend;
}

function mistakesOf(ecr: object, rule: object = {}): readonly string[] {
  try {
    load(ecr, rule);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError);
    return error.details.map((detail) => detail.replace(/^\/config\.yaml:\d+: rules\[0\]\./, ''));
  }
}

test('what is not said is not there; one role is a chain of one', () => {
  assert.deepEqual(load({}), { kind: 'ecr', roleArn: [] });
  assert.deepEqual(load({ roleArn: ROLE, externalId: 'ab', sessionName: 'node', region: 'eu-west-1' }), {
    kind: 'ecr',
    roleArn: [ROLE],
    externalId: 'ab',
    sessionName: 'node',
    region: 'eu-west-1',
  });
});

const GOOD: readonly (readonly [ecr: object, rule?: object])[] = [
  [{ profile: 'pull' }],
  [{ profile: 'with space/and:more' }],
  [{ profile: 'pull' }, { ...SERVICE_ACCOUNT, onMissingServiceAccount: 'node' }],
  [{ allowedRoleArns: [ROLE, 'arn:aws*:iam::*:role/team-a/*'] }, SERVICE_ACCOUNT],
  [{ roleArn: ['arn:aws-cn:iam::210987654321:role/a/b', 'arn:aws-cn:iam::210987654321:role/c'] }],
  [{ roleArn: 'arn:aws-us-gov:iam::210987654321:role/x', region: 'us-gov-west-1' }],
  [
    {
      endpoint: 'https://vpce-1.api.ecr.eu-west-1.vpce.amazonaws.com',
      stsEndpoint: 'https://sts.example:8443/x',
    },
  ],
  [{ endpoint: 'http://127.0.0.1:4566' }],
  [{ endpoint: 'http://localhost' }],
  [{ endpoint: 'http://[::1]:80' }],
];

for (const [ecr, rule] of GOOD) {
  test(`taken: ${JSON.stringify({ ...rule, ecr })}`, () => {
    assert.deepEqual(mistakesOf(ecr, rule), []);
  });
}

const WRONG: readonly (readonly [ecr: object, rule: object, mistake: RegExp])[] = [
  [{ roleArn: 'pull' }, {}, /^ecr\.roleArn: expected an IAM role ARN, got "pull"$/],
  [{ roleArn: [ROLE, 'arn:aws:iam::1:role/x'] }, {}, /^ecr\.roleArn\[1\]: expected an IAM role ARN/],
  [
    { roleArn: [ROLE, 'arn:aws-cn:iam::210987654321:role/x'] },
    {},
    /^ecr\.roleArn: expected roles of one partition, got aws and aws-cn$/,
  ],
  [{ externalId: 'ab' }, {}, /^ecr\.externalId: has an effect only with roleArn$/],
  [{ roleArn: ROLE, externalId: 'a b' }, {}, /^ecr\.externalId: expected 2 to 1224 letters/],
  [{ sessionName: 'ab' }, {}, /^ecr\.sessionName: has an effect only with roleArn$/],
  [{ roleArn: ROLE, sessionName: 'a/b' }, {}, /^ecr\.sessionName: expected 2 to 64 letters/],
  [{ region: 'Frankfurt' }, {}, /^ecr\.region: expected an AWS region such as eu-west-1, got "Frankfurt"$/],
  [{ region: 'eu-west-1.evil.example' }, {}, /^ecr\.region: expected an AWS region/],
  [{ profile: '' }, {}, /^ecr\.profile: expected a profile's name/],
  [
    { profile: 'x' },
    SERVICE_ACCOUNT,
    /^ecr\.profile: is an identity of the node, which this rule never uses$/,
  ],
  [
    { profile: 'x' },
    { ...SERVICE_ACCOUNT, onMissingServiceAccount: 'deny' },
    /^ecr\.profile: is an identity of the node/,
  ],
  [
    { allowedRoleArns: [ROLE] },
    {},
    /^ecr\.allowedRoleArns: has an effect only with identity: serviceAccount$/,
  ],
  [{ allowedRoleArns: [] }, SERVICE_ACCOUNT, /^ecr\.allowedRoleArns: expected a list of at least one/],
  [
    { allowedRoleArns: ['*'] },
    SERVICE_ACCOUNT,
    /^ecr\.allowedRoleArns\[0\]: expected a pattern of IAM role ARNs/,
  ],
  [
    { endpoint: 'http://ecr.example' },
    {},
    /^ecr\.endpoint: expected an https URL without user, query and fragment; http only to loopback, got "http:\/\/ecr\.example"$/,
  ],
  [{ endpoint: 'http://127.0.0.1.evil.example' }, {}, /^ecr\.endpoint: expected an https URL/],
  [{ endpoint: 'http://localhost.evil.example' }, {}, /^ecr\.endpoint: expected an https URL/],
  [{ endpoint: 'https://ecr.example:99999' }, {}, /^ecr\.endpoint: expected an https URL/],
  [{ stsEndpoint: 'https://sts.example/?x=1' }, {}, /^ecr\.stsEndpoint: expected an https URL/],
  [{ stsEndpoint: 'https://sts.example@evil.example' }, {}, /^ecr\.stsEndpoint: expected an https URL/],
  [{ endpoint: 'ftp://ecr.example' }, {}, /^ecr\.endpoint: expected an https URL/],
  [{ rolearn: ROLE }, {}, /^ecr\.rolearn: unknown field.*roleArn/],
];

for (const [ecr, rule, mistake] of WRONG) {
  test(`refused: ${JSON.stringify({ ...rule, ecr })}`, () => {
    const mistakes = mistakesOf(ecr, rule);
    assert.equal(mistakes.length, 1, mistakes.join('\n'));
    assert.match(mistakes[0] ?? '', mistake);
  });
}

test('what another mistake makes unknown is no mistake of its own', () => {
  const both = { allowedRoleArns: [ROLE], profile: 'x' };
  assert.deepEqual(mistakesOf(both, { identity: 'nobody' }).length, 1);
  assert.deepEqual(mistakesOf({ externalId: 'ab', roleArn: 'x' }).length, 1);
  assert.deepEqual(
    mistakesOf({ profile: 'x' }, { ...SERVICE_ACCOUNT, onMissingServiceAccount: 'x' }).length,
    1,
  );
});

// Who asks, and what decides the answer: names of sessions, the list of roles, what a question is known by.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EcrIdentity, identityOf, sessionNameOf } from '../../../../src/backend/ecr/identity.ts';
import { keyOf, questionOf } from '../../../../src/backend/ecr/question.ts';
import { parseRegistry } from '../../../../src/backend/ecr/registry.ts';
import { ProviderError } from '../../../../src/errors.ts';
import fc from '../../../support/property.ts';
import { HOST } from './pull.ts';

const NODE = { kind: 'node' } as const;
const serviceAccount = (
  namespace: string,
  name: string,
  annotations: Readonly<Record<string, string>> = {},
) => ({
  kind: 'serviceAccount' as const,
  account: { namespace, name, uid: 'u', issuer: 'https://i.example', audiences: ['sts.amazonaws.com'] },
  token: undefined,
  annotations: new Map(Object.entries(annotations)),
});
const settings = { kind: 'ecr', roleArn: [] } as const;
const PULL = 'arn:aws:iam::210987654321:role/pull';
const ROLE = 'eks.amazonaws.com/role-arn';

const namespaces = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
const names = fc.stringMatching(/^[a-z0-9]([-.a-z0-9]{0,120}[a-z0-9])?$/);

const nameFor = (namespace: string, name: string) =>
  sessionNameOf(identityOf({ ...settings, roleArn: [PULL] }, serviceAccount(namespace, name)) as EcrIdentity);

test('sessions of service accounts are named for them', () => {
  assert.equal(nameFor('team-a', 'app'), 'team-a.app');
  assert.equal(nameFor('a', 'b'), 'a.b');
  assert.equal(nameFor('team-a', 'x'.repeat(57)), `team-a.${'x'.repeat(57)}`);
  assert.equal(nameFor('team-a', 'x'.repeat(58)), `team-a.${'x'.repeat(40)}=b18c78fc07a9455e`);
});

test('a property: STS takes each name, and no two service accounts share one', () => {
  const owners = new Map<string, string>();
  fc.assert(
    fc.property(namespaces, names, (namespace, name) => {
      const session = nameFor(namespace, name);
      assert.match(session, /^[\w+=,.@-]{2,64}$/);
      const owner = `${namespace}/${name}`;
      assert.equal(owners.get(session) ?? owner, owner);
      owners.set(session, owner);
      // Whoever chooses a name cannot choose that of another which is cut.
      assert.ok(!session.includes('=') || `${namespace}.${name}`.length > 64);
    }),
    { numRuns: 1000 },
  );
});

const ALLOWED: readonly (readonly [patterns: string[], role: string, allowed: boolean])[] = [
  [[PULL], PULL, true],
  [['arn:aws:iam::210987654321:role/*'], PULL, true],
  [['arn:aws:iam::210987654321:role/*'], 'arn:aws:iam::210987654321:role/path/pull', true],
  [['arn:aws:iam::210987654321:role/p*l'], PULL, true],
  [['arn:aws:iam::*:role/pull'], PULL, true],
  [['arn:*:iam::210987654321:role/pull'], 'arn:aws-cn:iam::210987654321:role/pull', true],
  [['arn:aws:iam::1:role/x', PULL], PULL, true],
  [['arn:aws:iam::210987654321:role/pull'], 'arn:aws:iam::210987654321:role/pull2', false],
  [['arn:aws:iam::210987654321:role/pull'], 'arn:aws:iam::210987654321:role/x/pull', false],
  [['arn:aws:iam::210987654321:role/team-a-*'], PULL, false],
  [['arn:aws:iam::111111111111:role/*'], PULL, false],
  [['arn:aws:iam::*'], PULL, false],
  [['*'], PULL, false],
  [['arn:aws:iam::2*:role/pull'], 'arn:aws:iam::310987654321:role/pull', false],
];

for (const [patterns, role, allowed] of ALLOWED) {
  test(`${role} is ${allowed ? '' : 'not '}allowed by ${patterns.join(', ')}`, () => {
    const choose = () =>
      identityOf({ ...settings, allowedRoleArns: patterns }, serviceAccount('a', 'b', { [ROLE]: role }));
    if (allowed) {
      assert.deepEqual(choose().roles, [role]);
    } else {
      assert.throws(
        choose,
        (error) => error instanceof ProviderError && error.code === 'IDENTITY_NOT_ALLOWED',
      );
    }
  });
}

test("the rule's own role needs no place on the list", () => {
  const listed = { ...settings, roleArn: [PULL], allowedRoleArns: ['arn:aws:iam::1:role/x'] };
  assert.deepEqual(identityOf(listed, serviceAccount('a', 'b')).roles, [PULL]);
});

test('a property: an annotation chooses a role or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
      try {
        const { roles } = identityOf(settings, serviceAccount('a', 'b', { [ROLE]: value }));
        assert.match(value, /^arn:aws[-a-z]*:iam::[0-9]{12}:role\/[!-~]+$/);
        assert.deepEqual(roles, [value]);
      } catch (error) {
        assert.ok(error instanceof ProviderError && error.code === 'ANNOTATION_INVALID');
      }
    }),
    { numRuns: 2000 },
  );
});

// ------------------------------------------------------------------------------------------------------- the key

const keyFor = (
  asker: Parameters<typeof identityOf>[1],
  changes: object = {},
  env: Readonly<Record<string, string>> = {},
  host = HOST,
) => {
  const whole = { ...settings, ...changes };
  const registry = parseRegistry(host) ?? assert.fail(host);
  return JSON.stringify(keyOf(questionOf(whole, registry, asker, env), env));
};

test('registries of one region share an answer', () => {
  assert.equal(keyFor(NODE), keyFor(NODE, {}, {}, HOST.replace('123456789012', '210987654321')));
});

const pullAs = { [ROLE]: PULL };
const DIFFERENT: readonly (readonly [what: string, key: string])[] = [
  ['the node', keyFor(NODE)],
  ['another region', keyFor(NODE, {}, {}, HOST.replace('eu-west-1', 'eu-west-2'))],
  ['FIPS', keyFor(NODE, {}, {}, HOST.replace('dkr.ecr', 'dkr.ecr-fips'))],
  ['dual-stack', keyFor(NODE, {}, {}, '123456789012.dkr-ecr.eu-west-1.on.aws')],
  ['ECR Public', keyFor(NODE, {}, {}, 'public.ecr.aws')],
  ['an endpoint', keyFor(NODE, { endpoint: 'https://e.example' })],
  ['an endpoint of the environment', keyFor(NODE, {}, { AWS_ENDPOINT_URL_ECR: 'https://f.example' })],
  ['an endpoint of STS', keyFor(NODE, { stsEndpoint: 'https://e.example' })],
  ['a region of STS', keyFor(NODE, { region: 'eu-west-3' })],
  ['a profile', keyFor(NODE, { profile: 'p' })],
  ['a role', keyFor(NODE, { roleArn: [PULL] })],
  ['two roles', keyFor(NODE, { roleArn: [PULL, PULL] })],
  ['an external id', keyFor(NODE, { roleArn: [PULL], externalId: 'xx' })],
  ['a session name', keyFor(NODE, { roleArn: [PULL], sessionName: 'xx' })],
  ['AWS_PROFILE', keyFor(NODE, {}, { AWS_PROFILE: 'p' })],
  ['other keys', keyFor(NODE, {}, { AWS_ACCESS_KEY_ID: 'AKIA' })],
  ['another home', keyFor(NODE, {}, { HOME: '/h' })],
  ['other files', keyFor(NODE, {}, { AWS_CONFIG_FILE: '/c' })],
  ['metadata elsewhere', keyFor(NODE, {}, { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1' })],
  ['a service account', keyFor(serviceAccount('a', 'b', pullAs))],
  ['another', keyFor(serviceAccount('a', 'c', pullAs))],
  ['of another namespace', keyFor(serviceAccount('b', 'b', pullAs))],
  ['with another role', keyFor(serviceAccount('a', 'b', { [ROLE]: `${PULL}2` }))],
];

test('whatever decides the answer is in the key', () => {
  const keys = new Map<string, string>();
  for (const [what, key] of DIFFERENT) {
    assert.equal(keys.get(key), undefined, `${what} has the key of ${keys.get(key)}`);
    keys.set(key, what);
  }
});

test('no secret is in the key', () => {
  const env = {
    AWS_SECRET_ACCESS_KEY: 'cAnArY',
    AWS_SESSION_TOKEN: 'cAnArY',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'cAnArY',
  };
  assert.doesNotMatch(keyFor(NODE, {}, env), /cAnArY/);
});

// Why AWS denies an action: its reasons, from the closed list of its guide, and what to do about each.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDenial } from '../../../../src/backend/ecr/denial.ts';
import fc from '../../../support/property.ts';
import { failureOf, NO_FILES, start } from './pull.ts';
import { ALICE, ALICE_KEYS, PULL } from './world.ts';

const TOKEN = 'ecr:GetAuthorizationToken';
const ROLE = 'sts:AssumeRole';
const GRANT = 'grant this identity ecr:GetAuthorizationToken';
const TRUST = 'check that the role exists, and that its trust policy allows this caller';
const SCP = "a service control policy (SCP) of the account's organization";
const RCP = "a resource control policy (RCP) of the account's organization";
const ENDPOINT = 'the policy of the VPC endpoint that the request goes through (ecr.api)';
const STS_ENDPOINT = 'the policy of the VPC endpoint that the request goes through (sts)';
const BOUNDARY = 'the permissions boundary of the identity';
const SESSION = "the session policy of the identity's session";
const REGISTRY = "the registry's or the repository's policy";
const IDENTITY = 'a policy attached to the identity';
const allow = (action: string, where: string) => `allow ${action} in ${where} [`;
const remove = (action: string, where: string) =>
  `remove the deny of ${action} from ${where}, or exclude the identity from it [`;

type Row = readonly [service: 'ecr' | 'sts', clause: string, hint: string];
const no = (policy: string, action: string) => `because no ${policy} allows the ${action} action`;
const deny = (policy: string) => `with an explicit deny in ${policy}`;
const POLICY_ARN =
  'arn:aws:organizations::123456789012:policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4';

const ROWS: readonly Row[] = [
  ['ecr', no('service control policy', TOKEN), allow(TOKEN, SCP)],
  ['ecr', no('resource control policy', TOKEN), allow(TOKEN, RCP)],
  ['ecr', no('VPC endpoint policy', TOKEN), allow(TOKEN, ENDPOINT)],
  ['ecr', no('permissions boundary', TOKEN), allow(TOKEN, BOUNDARY)],
  ['ecr', no('session policy', TOKEN), allow(TOKEN, SESSION)],
  ['ecr', no('resource-based policy', TOKEN), allow(TOKEN, REGISTRY)],
  ['ecr', no('identity-based policy', TOKEN), GRANT],
  ['ecr', deny('a service control policy'), remove(TOKEN, SCP)],
  ['ecr', deny(`a service control policy: ${POLICY_ARN}`), remove(TOKEN, SCP)],
  ['ecr', deny('a resource control policy'), remove(TOKEN, RCP)],
  ['ecr', deny('a VPC endpoint policy'), remove(TOKEN, ENDPOINT)],
  ['ecr', deny('a VPC endpoint policy transitively through a service control policy'), remove(TOKEN, SCP)],
  ['ecr', deny('a permissions boundary'), remove(TOKEN, BOUNDARY)],
  ['ecr', deny('a session policy'), remove(TOKEN, SESSION)],
  ['ecr', deny('a sessions policy'), remove(TOKEN, SESSION)],
  ['ecr', deny('a resource-based policy'), remove(TOKEN, REGISTRY)],
  ['ecr', deny('an identity-based policy'), remove(TOKEN, IDENTITY)],
  ['ecr', deny('an identity-based policy: arn:aws:iam::aws:policy/AWSDenyAll'), remove(TOKEN, IDENTITY)],
  ['sts', no('service control policy', ROLE), allow(ROLE, SCP)],
  ['sts', no('VPC endpoint policy', ROLE), allow(ROLE, STS_ENDPOINT)],
  ['sts', no('permissions boundary', ROLE), allow(ROLE, BOUNDARY)],
  ['sts', no('session policy', ROLE), allow(ROLE, SESSION)],
  ['sts', no('identity-based policy', ROLE), allow(ROLE, IDENTITY)],
  ['sts', no('resource-based policy', ROLE), TRUST],
  ['sts', no('role trust policy', ROLE), TRUST],
  ['sts', deny('the role trust policy'), remove(ROLE, "the role's trust policy")],
  ['sts', deny('a role trust policy'), remove(ROLE, "the role's trust policy")],
  ['sts', deny('a resource-based policy'), remove(ROLE, "the role's trust policy")],
  ['sts', deny('a resource control policy'), remove(ROLE, RCP)],
  ['sts', deny('a VPC endpoint policy'), remove(ROLE, STS_ENDPOINT)],
];

for (const [service, clause, hint] of ROWS) {
  test(`${service}: ${clause}`, async (context) => {
    const aws = await start(context);
    const action = service === 'ecr' ? TOKEN : ROLE;
    const message = `User: ${ALICE} is not authorized to perform: ${action} on resource: * ${clause}`;
    const code = service === 'ecr' ? 'AccessDeniedException' : 'AccessDenied';
    aws.services[service].misbehave({ kind: 'refusing', status: 403, code, message });
    const settings = service === 'ecr' ? {} : { roleArn: [PULL] };
    const line = await failureOf({ settings, env: { ...NO_FILES, ...aws.env, ...ALICE_KEYS } });
    assert.ok(
      line.includes(`(${code}, status 403): "not authorized to perform ${action} ${clause}"; ${hint}`),
      line,
    );
    assert.match(line, /\[BACKEND_DENIED\]$/);
  });
}

const OTHER_TEXTS: readonly (readonly [what: string, message: unknown])[] = [
  ['no reason', `User: ${ALICE} is not authorized to perform: ${TOKEN} on resource: *`],
  [
    'a kind of policy that the guide has not',
    `User: ${ALICE} is not authorized to perform: ${TOKEN} ${no('cAnArY policy', TOKEN)}`,
  ],
  [
    'an explicit deny in something else',
    `User: ${ALICE} is not authorized to perform: ${TOKEN} ${deny('a cAnArY')}`,
  ],
];

for (const [what, message] of OTHER_TEXTS) {
  test(`only the action is shown: ${what}`, () => {
    assert.deepEqual(readDenial(message, 'ECR'), {
      action: TOKEN,
      arn: ALICE,
      clause: undefined,
      hint: undefined,
    });
  });
}

test('what stands around a reason is not shown', () => {
  const message = `User: ${ALICE} is not authorized to perform: ${TOKEN} on resource: cAnArY ${deny('a session policy')}: cAnArY (Request: cAnArY)`;
  assert.doesNotMatch(JSON.stringify(readDenial(message, 'ECR')), /cAnArY/);
});

test('a denial that names no user has a reason too', () => {
  const message = `Not authorized to perform sts:AssumeRoleWithWebIdentity ${no('VPC endpoint policy', 'sts:AssumeRoleWithWebIdentity')}`;
  const { arn, clause } = readDenial(message, 'STS') ?? assert.fail();
  assert.equal(arn, undefined);
  assert.equal(clause, no('VPC endpoint policy', 'sts:AssumeRoleWithWebIdentity'));
});

for (const message of [
  undefined,
  7,
  {},
  '',
  'Access Denied',
  `because no session policy allows the ${TOKEN} action`,
]) {
  test(`no denial: ${JSON.stringify(message)}`, () => {
    assert.equal(readDenial(message, 'ECR'), undefined);
  });
}

test('a property: of any text there is nothing but words of the list', () => {
  const words = fc.constantFrom(
    'because no ',
    'session policy',
    ' allows the ',
    'a:B action',
    ' with an explicit deny in a ',
    ': arn:aws:iam::aws:policy/',
    'x',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 9 })), { maxLength: 40 }),
      (parts) => {
        const { clause = '' } =
          readDenial(`User: ${ALICE} is not authorized to perform: a:B ${parts.join('')}`, 'ECR') ?? {};
        assert.match(
          clause,
          /^$|^because no session policy allows the a:B action$|^with an explicit deny in a session policy(: arn:aws:iam::aws:policy\/[\w+=,.@/-]+)?$/,
        );
      },
    ),
  );
});

test('the documents have each kind of policy', () => {
  const text = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
  const section = /\n## Amazon: which policy denies\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
  for (const kind of [
    'service control policy',
    'resource control policy',
    'VPC endpoint policy',
    'permissions boundary',
    'session policy',
    'resource-based policy',
    'role trust policy',
    'identity-based policy',
  ]) {
    assert.match(section, new RegExp(`^\\| ${kind} \\|`, 'm'));
  }
});

// The grant of one audience: a role and its binding, beside those that are there already.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { grantOfAudience } from '../../../src/kubelet/audience-grant.ts';

const objectsOf = (audience: string) =>
  parseAllDocuments(grantOfAudience(audience)).map((document) => document.toJS());

for (const audience of [
  'sts.amazonaws.com',
  'api://AzureADTokenExchange',
  'odd "quoted": *&\\',
  'a\u2028b\u0085c',
  '*',
]) {
  test(`of ${audience}, for nodes`, () => {
    const [role, binding, ...rest] = objectsOf(audience);
    assert.equal(rest.length, 0);
    assert.deepEqual(role.rules, [
      { apiGroups: [''], resources: [audience], verbs: ['request-serviceaccounts-token-audience'] },
    ]);
    assert.deepEqual(
      [role.kind, binding.kind, binding.roleRef.kind],
      ['ClusterRole', 'ClusterRoleBinding', 'ClusterRole'],
    );
    assert.equal(binding.roleRef.name, role.metadata.name);
    assert.match(role.metadata.name, /^[a-z0-9-]+$/);
    assert.deepEqual(binding.subjects, [
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:nodes' },
    ]);
  });
}

test('of two audiences do not replace each other', () => {
  const names = ['a', 'b'].map((audience) => objectsOf(audience)[0].metadata.name);
  assert.notEqual(names[0], names[1]);
});

// The pool of a project's clusters, and that a token for it is what a rule expects.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conventionOf } from '../../../../src/backend/cloud/conventions.ts';
import { gkePool } from '../../../../src/backend/cloud/gke-pool.ts';
import { google } from '../../../../src/config/google.ts';

const POOLS: readonly (readonly [project: string, pool: string])[] = [
  ['my-project', 'my-project.svc.id.goog'],
  ['example.com:my-project', 'my-project.example.com.svc.id.goog'],
  ['corp.example.co.uk:my-project', 'my-project.corp.example.co.uk.svc.id.goog'],
  ['google.com:tools-7', 'tools-7.google.com.svc.id.goog'],
];

describe('the pool, and the audience of its tokens', () => {
  for (const [project, pool] of POOLS) {
    test(project, () => {
      assert.equal(gkePool(project), pool);
      const convention = conventionOf(google.normalise({ workloadIdentity: { project } }));
      assert.equal(convention?.audience, pool);
      assert.equal(convention?.isUsual(pool), true);
      assert.equal(convention?.isUsual(`${project}.svc.id.goog.example`), false);
      assert.equal(convention?.isUsual(`${project}x.svc.id.goog`), false);
    });
  }
});

test('of a project that the rule does not name, any pool is usual, and no project id with a colon', () => {
  const convention = conventionOf(google.normalise({}));
  for (const [, pool] of POOLS) {
    assert.equal(convention?.isUsual(pool), true);
  }
  for (const audience of [
    'example.com:my-project.svc.id.goog',
    '.svc.id.goog',
    'my-project.svc.id.goog.example',
  ]) {
    assert.equal(convention?.isUsual(audience), false, audience);
  }
});

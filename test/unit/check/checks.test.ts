// A configuration of the kubelet with more mistakes than a call can have arguments.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../../../src/check/checks.ts';
import type { KubeletProblem } from '../../../src/kubelet/problem.ts';
import { subjectOf } from './rule.ts';

test('each of 150,000 mistakes is a finding', async () => {
  const problem = (_: unknown, line: number): KubeletProblem => ({
    code: 'kubelet-config-type',
    file: 'kubelet.json',
    line,
    what: 'expected an object, got a number',
    remedy: 'write an object',
  });
  const problems = Array.from({ length: 150_000 }, problem);
  const kubeletConfig = {
    path: 'kubelet.json',
    files: ['kubelet.json'],
    providers: [],
    problems,
    ignored: [],
  };
  const rules = [{ matchImages: ['r.example'], static: { username: 'u', password: 'p' } }];
  const found = await findAll({ ...subjectOf(rules), kubeletConfig });
  assert.equal(found.filter(({ code }) => code === 'kubelet-config-type').length, problems.length);
});

// A configuration of some rules, for a check that looks at nothing else.

import assert from 'node:assert/strict';
import { RulePatterns } from '../../../src/backend/rule-patterns.ts';
import type { Finding } from '../../../src/check/finding.ts';
import type { KnownKubelet } from '../../../src/check/known-kubelet.ts';
import type { CheckSubject } from '../../../src/check/subject.ts';
import { inspectText } from '../../../src/config/inspect.ts';

/** The subject of a node on which only our configuration is known. */
export function subjectOf(
  rules: readonly object[],
  more: object = {},
  running: KnownKubelet | undefined = undefined,
): CheckSubject {
  const text = JSON.stringify({
    apiVersion: 'registry-credential-provider/v1alpha1',
    kind: 'RegistryCredentialProviderConfig',
    ...more,
    rules: rules.map((rule, index) => ({ name: `rule-${index}`, ...rule })),
  });
  const inspected = inspectText('config.yaml', text, (path) => path);
  assert.deepEqual(inspected.mistakes, []);
  return {
    kubelet: { release: 37, releaseFrom: 'assumed', running, passedOver: () => [] },
    configFrom: undefined,
    kubeletConfig: undefined,
    binDir: undefined,
    entries: [],
    configs: [
      {
        ...inspected,
        file: 'config.yaml',
        problem: undefined,
        lineOf: () => undefined,
      },
    ],
    patterns: new RulePatterns(inspected.config === undefined ? [] : [inspected.config], surroundingsOf),
    surroundingsOf,
    machine: { architecture: 'x64', uid: 0 },
    ownPath: '/no/such/executable',
  };
}

const surroundingsOf: CheckSubject['surroundingsOf'] = () => ({
  env: {},
  network: { calls: [], send: () => Promise.reject(new Error('check sends nothing')) },
  now: () => 0,
});

/** `error rules[0].ecr.roleArn`, and what it says with what to do. */
export function brief({ severity, path, what, remedy }: Finding): readonly [place: string, text: string] {
  return [`${severity} ${path}`, `${what}; ${remedy}`];
}

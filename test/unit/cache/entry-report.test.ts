// What explain says of an entry, in words.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeEntry, type EntryReport, reportEntry } from '../../../src/cache/entry-report.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const HOUR = 3600;
const NONE = { ageSeconds: null, leftSeconds: null, reason: null };
const KEPT = { ageSeconds: 2 * HOUR + 300, leftSeconds: 41, reason: null };

const ROWS: readonly (readonly [EntryReport, text: string])[] = [
  [{ ...KEPT, state: 'use' }, 'would be used, issued 2h 5m ago, 41s left'],
  [{ ...KEPT, state: 'renew' }, 'would be renewed, issued 2h 5m ago, 41s left'],
  [
    { ...KEPT, state: 'useOld', reason: 'BACKEND_DENIED' },
    'would be used although it needs renewal, issued 2h 5m ago, 41s left: the last renewal failed (BACKEND_DENIED)',
  ],
  [
    { ...KEPT, leftSeconds: 0, state: 'askInGrace' },
    'has expired, issued 2h 5m ago, 0s left: used only if the service cannot be reached',
  ],
  [
    { ...KEPT, leftSeconds: 0, state: 'useExpired', reason: 'NETWORK_FAILED' },
    'would be used although it has expired: the service cannot be reached (NETWORK_FAILED)',
  ],
  [{ ...NONE, state: 'ask' }, 'no entry: the cloud would be asked'],
  [{ ...KEPT, leftSeconds: 0, state: 'ask' }, 'has expired, issued 2h 5m ago, 0s left'],
  [
    { ...NONE, state: 'refuse', reason: 'BACKEND_DENIED' },
    'the last failure would be reported again, without asking the cloud (BACKEND_DENIED)',
  ],
  [{ ...NONE, state: 'off', reason: 'disabled in the configuration' }, 'off: disabled in the configuration'],
];

describe('an entry in words', () => {
  for (const [report, text] of ROWS) {
    test(text, () => assert.equal(describeEntry(report), text));
  }
});

describe('without looking', () => {
  const question = {
    rule: 'rule',
    backend: 'ecr',
    registry: 'r',
    key: {},
    byToken: false,
    ask: () => assert.fail('explain asks no cloud'),
  };

  test('a cache that is disabled', () => {
    assert.deepEqual(reportEntry(question, undefined), {
      ...NONE,
      state: 'off',
      reason: 'disabled in the configuration',
    });
  });

  test('a service account that is imagined', () => {
    const place = { directory: '/', uid: 0, now: () => 0, graceMs: 0 };
    assert.equal(reportEntry({ ...question, imagined: true }, place).state, 'unknown');
  });

  test('a directory that other users can enter', (context) => {
    const { path } = temporaryFolder(context);
    const place = { directory: path, uid: -2, now: () => 0, graceMs: 0 };
    const { state, reason } = reportEntry(question, place);
    assert.equal(state, 'off');
    assert.match(reason ?? '', /^the directory /);
  });
});

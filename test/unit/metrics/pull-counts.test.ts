// What is counted of the lines of a log, and what of lines that are none.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatMetrics } from '../../../src/metrics/exposition.ts';
import { PullCounts } from '../../../src/metrics/pull-counts.ts';
import fc from '../../support/property.ts';

/** The samples, without the prefix of their names, of metrics that are not 0. */
function samplesOf(counts: PullCounts): readonly string[] {
  return formatMetrics(counts.metrics)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.endsWith(' 0'))
    .map((line) => line.replace('registry_credential_provider_', ''));
}

function counted(...lines: readonly unknown[]): readonly string[] {
  const counts = new PullCounts();
  counts.allow(['harbor', 'ecr']);
  for (const line of lines) counts.count(typeof line === 'string' ? line : JSON.stringify(line));
  return samplesOf(counts).filter((sample) => !sample.startsWith('request_duration'));
}

const LINE = { result: 'credential', rule: 'ecr', backend: 'ecr', ms: 120, image: 'a.example/b' };

describe('a line of a run', () => {
  test('with a credential', () => {
    assert.deepEqual(counted(LINE, LINE), [
      'requests_total{rule="ecr",backend="ecr",result="credential",code=""} 2',
      'log_lines_total 2',
    ]);
  });

  test('that no rule matched', () => {
    assert.deepEqual(counted({ result: 'none', ms: 20 }), [
      'requests_total{rule="",backend="",result="none",code=""} 1',
      'log_lines_total 1',
    ]);
  });

  test('that failed, with its calls and the cache', () => {
    const calls = [
      { step: 'a', method: 'POST', host: 'x.example', status: 403, ms: 250 },
      { step: 'b', method: 'POST', host: 'x.example', ms: 1_250 },
    ];
    const cache = { outcome: 'asked', troubles: ['entry is torn', 'lock cannot be used'] };
    const line = { ...LINE, result: 'failure', code: 'BACKEND_DENIED', message: 'secret?', calls, cache };
    assert.deepEqual(counted(line), [
      'requests_total{rule="ecr",backend="ecr",result="failure",code="BACKEND_DENIED"} 1',
      'cache_outcomes_total{rule="ecr",backend="ecr",outcome="asked"} 1',
      'cache_troubles_total{rule="ecr",backend="ecr"} 2',
      'upstream_calls_total{rule="ecr",backend="ecr",status="4xx"} 1',
      'upstream_calls_total{rule="ecr",backend="ecr",status="none"} 1',
      'upstream_call_seconds_total{rule="ecr",backend="ecr"} 1.5',
      'log_lines_total 1',
    ]);
  });

  test('with an old credential, as it could not be renewed; or as another process renews it', () => {
    const failure = { code: 'NETWORK_FAILED', message: 'm' };
    assert.deepEqual(
      counted({ ...LINE, cache: { outcome: 'old', failure } }, { ...LINE, cache: { outcome: 'old' } }),
      [
        'requests_total{rule="ecr",backend="ecr",result="credential",code=""} 2',
        'cache_outcomes_total{rule="ecr",backend="ecr",outcome="old"} 2',
        'renewal_failures_total{rule="ecr",backend="ecr",code="NETWORK_FAILED"} 1',
        'log_lines_total 2',
      ],
    );
  });

  test('of a chain', () => {
    const chain = [
      { rule: 'harbor', backend: 'static', result: 'failure', code: 'FILE_UNREADABLE' },
      { rule: 'ecr', backend: 'ecr', result: 'credential' },
    ];
    assert.deepEqual(counted({ ...LINE, rule: 'harbor', backend: 'static', chain }), [
      'requests_total{rule="harbor",backend="static",result="credential",code=""} 1',
      'chained_rules_total{rule="ecr",backend="ecr",result="credential",code=""} 1',
      'chained_rules_total{rule="harbor",backend="static",result="failure",code="FILE_UNREADABLE"} 1',
      'log_lines_total 1',
    ]);
  });

  test('its duration in buckets that include those below', () => {
    const counts = new PullCounts();
    for (const ms of [10, 25, 26, 700, 90_000]) counts.count(JSON.stringify({ result: 'none', ms }));
    assert.deepEqual(
      samplesOf(counts).filter((sample) => sample.startsWith('request_duration')),
      [
        ...[
          ['0.025', 2],
          ['0.05', 3],
          ['0.1', 3],
          ['0.25', 3],
          ['0.5', 3],
          ['1', 4],
          ['2.5', 4],
          ['5', 4],
          ['10', 4],
          ['30', 4],
          ['60', 4],
          ['+Inf', 5],
        ].map(([le, count]) => `request_duration_seconds_bucket{backend="",le="${le}"} ${count}`),
        'request_duration_seconds_sum{backend=""} 90.761',
        'request_duration_seconds_count{backend=""} 5',
      ],
    );
  });
});

describe('what is no line of a run, or of an unknown form', () => {
  for (const line of ['', 'torn {"resu', '[]', 'null', '"text"', '{}', '{"result":"won"}', '{"result":7}']) {
    test(`is not counted as one: ${line}`, () => {
      assert.deepEqual(counted(line), ['log_unreadable_lines_total 1']);
    });
  }

  test('a line that was not whole', () => {
    const counts = new PullCounts();
    assert.equal(counts.count(undefined), false);
    assert.deepEqual(samplesOf(counts), ['log_unreadable_lines_total 1']);
  });

  test('names that are not known have one label together', () => {
    const line = {
      result: 'failure',
      rule: 'x"} 1\nevil 1',
      backend: 'mine',
      code: 'NEW_CODE',
      ms: 'soon',
      cache: { outcome: 'won', troubles: 'many' },
      calls: [{ status: '200', ms: -5 }, 'call', null, { status: 999, ms: 1e300 }],
      chain: [{ result: 'x' }, 7],
    };
    assert.deepEqual(counted(line), [
      'requests_total{rule="other",backend="other",result="failure",code="other"} 1',
      'cache_outcomes_total{rule="other",backend="other",outcome="other"} 1',
      'upstream_calls_total{rule="other",backend="other",status="none"} 2',
      'upstream_call_seconds_total{rule="other",backend="other"} 86400',
      'log_lines_total 1',
    ]);
  });

  test('a rule that the configuration had before keeps its name', () => {
    const counts = new PullCounts();
    counts.allow(['ecr']);
    counts.allow(['harbor']);
    counts.count(JSON.stringify(LINE));
    assert.ok(samplesOf(counts).some((sample) => sample.includes('rule="ecr"')));
  });

  test('whatever it is, it makes no other series', () => {
    const known = /^\w+(?:\{(?:\w+="[A-Za-z0-9_.+ -]*",?)*\})? [0-9.e+-]+$/;
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.array(fc.string()), (values, texts) => {
        const hostile = values.map((value) => ({
          result: 'failure',
          rule: value,
          code: value,
          cache: value,
          calls: value,
          chain: value,
          ms: value,
        }));
        for (const sample of counted(...values, ...texts, ...hostile)) assert.match(sample, known);
      }),
    );
  });
});

// Prometheus' text format, byte for byte.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMetrics } from '../../../src/metrics/exposition.ts';

test('a page', () => {
  assert.equal(
    formatMetrics([
      {
        name: 'a_total',
        help: 'A \\ and\na line.',
        type: 'counter',
        samples: [
          { labels: {}, value: 3 },
          { labels: { rule: 'x', host: 'a"b\\c\nd' }, value: 0.5 },
        ],
      },
      { name: 'none', help: 'Without samples.', type: 'gauge', samples: [] },
      {
        name: 'b',
        help: 'B.',
        type: 'gauge',
        samples: [
          { suffix: '_x', labels: {}, value: Number.POSITIVE_INFINITY },
          { labels: {}, value: Number.NEGATIVE_INFINITY },
          { labels: {}, value: Number.NaN },
          { labels: {}, value: 1.7e9 },
        ],
      },
    ]),
    String.raw`# HELP registry_credential_provider_a_total A \\ and\na line.
# TYPE registry_credential_provider_a_total counter
registry_credential_provider_a_total 3
registry_credential_provider_a_total{rule="x",host="a\"b\\c\nd"} 0.5
# HELP registry_credential_provider_b B.
# TYPE registry_credential_provider_b gauge
registry_credential_provider_b_x +Inf
registry_credential_provider_b -Inf
registry_credential_provider_b NaN
registry_credential_provider_b 1700000000
`,
  );
});

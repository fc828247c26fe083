// What is printed to be pasted into a shell stays as it is, however narrow the terminal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { painterFor } from '../../../src/paint.ts';
import { formatTry } from '../../../src/try/format.ts';
import type { ProviderReport, TryReport } from '../../../src/try/report.ts';

const GRANT = `kind: ClusterRole
rules:
  - verbs: ["${'long '.repeat(20)}"]
`;

const entry = (name: string): ProviderReport => ({
  name,
  own: false,
  command: `/bin/${name}`,
  matching: 'pattern "reg.example" matches',
  result: 'notRun',
  refusal: { reason: 'nodes may not', remedy: 'grant it', logged: null, grant: GRANT },
  token: null,
  run: null,
  kept: null,
  unusedKeys: [],
  notes: [],
});

const report: TryReport = {
  asked: 'reg.example/app',
  image: 'reg.example/app',
  kubelet: { config: null, binDir: null, source: null },
  environment: 'of the kubelet, process 1',
  providers: [entry('one'), entry('two')],
  others: [],
  unmatched: [],
  credentials: [],
  summary: 'the kubelet would have no credential',
  verified: null,
  notes: [],
};

test('a grant is a command, once for all entries that lack it', () => {
  const text = formatTry(report, painterFor(false), 60);
  assert.ok(text.endsWith(`\nkubectl apply --filename - <<'END'\n${GRANT}END\n`), text);
  assert.equal(text.split('kubectl').length, 2);
});

// The findings as a person reads them, in terminals of several widths.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatReport } from '../../../src/check/report.ts';
import type { CheckReport } from '../../../src/generated/check-report-types.ts';
import { painterFor } from '../../../src/paint.ts';

const report: CheckReport = {
  kubelet: {
    release: '1.34',
    releaseFrom: 'option',
    config: null,
    configFrom: null,
    configSource: null,
    files: [],
    binDir: null,
  },
  configs: ['/etc/a.yaml'],
  findings: [
    {
      code: 'rule-not-asked',
      severity: 'warning',
      file: '/etc/a.yaml',
      line: 5,
      path: 'rules[0].matchImages[0]',
      what: 'the pattern "harbor.corp.example:8443/team-with-a-long-name/" is asked by no entry\nof the kubelet',
      why: 'the kubelet never runs this plugin for such images',
      remedy: 'remove it here',
    },
  ],
  errors: 0,
  warnings: 1,
  notes: 0,
};

test('a text goes on under its beginning, in a terminal of any width', () => {
  assert.equal(
    formatReport(report, painterFor(false), 60),
    `kubelet:     1.34, set by --kubelet-version
its config:  not known
executables: not known
rules from:  /etc/a.yaml

warning: rule-not-asked
  where:     /etc/a.yaml:5 rules[0].matchImages[0]
  what:      the pattern
             "harbor.corp.example:8443/team-with-a-long-name/"
             is asked by no entry\\u{a}of the kubelet
  why:       the kubelet never runs this plugin for such
             images
  do:        remove it here

0 errors, 1 warning, 0 notes
`,
  );
  const narrow = formatReport(report, painterFor(false), 10);
  assert.match(
    narrow,
    /^ {13}"harbor\.corp\.example:8443\/team-with-a-long-name\/"$/m,
    'a word is not broken',
  );
  assert.match(narrow, /^ {2}why: {7}the kubelet never$/m, 'a line has more than one word, however narrow');
  assert.equal(formatReport(report, painterFor(false), Number.POSITIVE_INFINITY).split('\n').length, 13);
});

test('no line is wider than 80 columns, unless a word is', () => {
  for (const line of formatReport(report, painterFor(false), 80).split('\n')) {
    assert.ok(line.length <= 80, line);
  }
});

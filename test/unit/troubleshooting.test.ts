// docs/troubleshooting.md knows the API server's words for a refused audience, of each release. Those of 1.35 are seen
// on a real node in test/node/; the others are quoted from the code that writes them:
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/noderestriction/admission.go
// https://github.com/kubernetes/kubernetes/blob/v1.34.4/plugin/pkg/admission/noderestriction/admission.go

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meaningsOfLog } from '../node/troubleshooting.ts';

/** The kubelet's line around an error of the API server, with the quotes as the kubelet writes them. */
const line = (error: string) =>
  `E1128 10:00:00.000000 1 plugin.go:110] "Failed to provide credentials for image" err="failed to get service account token: serviceaccounts \\"puller\\" is forbidden: ${error}" provider="tokens" image="zot.corp.example/app"`;

const NEW =
  'nodes may not request tokens with this audience (API server 1.37 or newer); the plugin was not run';
const OLD =
  'nodes may not request tokens with this audience (API server before 1.37); the plugin was not run';
const UNKNOWN =
  'the API server could not check whether nodes may request tokens with this audience; the plugin was not run';

const ROWS = [
  [
    'refused, 1.37',
    'system:node:node-1 is not authorized to request tokens for audience \\"zot.corp.example\\"',
    NEW,
  ],
  [
    'refused, 1.34',
    'audience \\"zot.corp.example\\" not found in pod spec volume, system:node:node-1 is not authorized to request tokens for this audience',
    OLD,
  ],
  [
    'not decided, 1.37',
    'error authorizing system:node:node-1 to request tokens for audience \\"zot.corp.example\\": webhook: no answer',
    UNKNOWN,
  ],
  [
    'not decided, 1.34',
    'audience \\"zot.corp.example\\" not found in pod spec volume, error authorizing system:node:node-1 to request tokens for this audience: webhook: no answer',
    UNKNOWN,
  ],
] as const;

for (const [name, error, meaning] of ROWS) {
  test(`an audience is ${name}: the page has one row for it`, () => {
    assert.deepEqual(meaningsOfLog([line(error)]), [meaning]);
  });
}

// One way to say that something is absent: `undefined`. A member that is left out by a conditional spread is for JSON and
// for the options of others (SDKs, Node's TLS), which must not have it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceFiles } from '../support/source-files.ts';

/** `...(x && {…})` and `...(x ? {} : {…})`, with calls two deep in the condition. */
const CONDITIONAL_SPREAD =
  /\.\.\.\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\s(?:&&\s+\{|\?\s+\{\}\s+:|:\s+\{\}\))/g;

/** How many a file has, and who must not find the member there. */
const ALLOWED: Readonly<Record<string, readonly [count: number, reader: string]>> = {
  'src/backend/acr/exchange.ts': [1, 'a form'],
  'src/backend/acr/sdk.ts': [3, "the SDK's options"],
  'src/backend/acr/sdk-client.ts': [1, "the SDK's options"],
  'src/backend/ecr/container.ts': [1, 'headers'],
  'src/backend/ecr/sdk-client.ts': [2, "the SDK's options"],
  'src/backend/google/credential-file.ts': [1, 'endpoints, which replace others member by member'],
  'src/backend/google/external-account.ts': [3, 'the same'],
  'src/backend/google/sdk.ts': [1, "the SDK's options"],
  'src/check/finding.ts': [3, 'the JSON report'],
  'src/install/apply/check-outcome.ts': [1, 'the JSON report'],
  'src/kubelet/config/fields.ts': [2, "the fields that a release of the kubelet's knows"],
  'src/system/certified-request.ts': [3, "options of Node's TLS, and headers"],
  'src/system/network/attempt.ts': [2, 'headers'],
  'src/system/network/connection.ts': [1, "options of Node's TLS"],
  'src/system/network/tunnel.ts': [1, 'headers'],
  'src/verify/registry-attempt.ts': [1, 'headers'],
  'src/verify/token-server.ts': [1, 'a form'],
};

test('conditional spreads stand only where a member must not be there', () => {
  const counts = sourceFiles()
    .map(({ path, text }) => [path, text.match(CONDITIONAL_SPREAD)?.length ?? 0] as const)
    .filter(([, count]) => count > 0);
  const allowed = Object.entries(ALLOWED).map(([path, [count]]) => [path, count] as const);
  assert.deepEqual(Object.fromEntries(counts), Object.fromEntries(allowed));
});

// One way to say that something is absent: `undefined`. A member that is left out by a conditional spread is for JSON and
// for the options of others (SDKs, Node's TLS), which must not have it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceFiles } from '../support/source-files.ts';

/** `...(x && {…})` and `...(x ? {} : {…})`, with calls two deep in the condition. */
const CONDITIONAL_SPREAD =
  /\.\.\.\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\s(?:&&|\?(?= \{\} :)|(?=: \{\}\)))/g;

/** How many a file may have, where a member must not be there. */
const ALLOWED: Readonly<Record<string, number>> = {};

test('conditional spreads stand only where a member must not be there', () => {
  const counts = sourceFiles().map(
    ({ path, text }) => [path, text.match(CONDITIONAL_SPREAD)?.length ?? 0] as const,
  );
  assert.deepEqual(
    counts.filter(([path, count]) => count > (ALLOWED[path] ?? 0)),
    [],
  );
});

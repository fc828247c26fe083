// The schema as it is printed, more than a pipe holds.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUNDLE, EXECUTABLE, ROOT, run } from '../support/executable.ts';

const CONFIG = JSON.parse(readFileSync(join(ROOT, 'schemas/config.schema.json'), 'utf8'));

for (const [what, command] of [
  ['the executable', [EXECUTABLE]],
  ['the plain bundle', [process.execPath, BUNDLE]],
] as const) {
  test(`${what} prints the schema of the configuration whole`, async () => {
    const { stdout, stderr, exit } = await run({ command: [...command], args: ['schema'] });
    assert.deepEqual([exit, stderr], [0, '']);
    assert.ok(stdout.length > 65_536);
    assert.deepEqual(JSON.parse(stdout), CONFIG);
  });
}

// A docker config's credential helper, run by what was built: its answer, and its end at the deadline.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { BUNDLE, EXECUTABLE, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

function scene(context: TestContext, body: string, deadline: string) {
  const folder = temporaryFolder(context);
  folder.write('docker-credential-one', `#!/bin/sh\n${body}\n`, 0o755);
  const path = folder.write('docker.json', '{"credHelpers":{"r.example":"one"}}');
  const rule = { name: 'logged-in', dockerConfig: { path, helpers: folder.path } };
  return { folder, config: folder.write('config.yaml', configText([rule], { deadline })) };
}

for (const [what, command] of [
  ['the executable', [EXECUTABLE]],
  ['the plain bundle', [process.execPath, BUNDLE]],
] as const) {
  test(`${what}: its answer is the credential, for the whole registry`, async (context) => {
    const { config } = scene(
      context,
      `cat > /dev/null; echo noise >&2; echo '{"Username":"u","Secret":"p"}'`,
      '45s',
    );
    const args = ['--config', config];
    const { exit, stdout, stderr } = await run({
      command: [...command],
      args,
      input: request('r.example/x'),
    });
    assert.deepEqual([exit, stderr], [0, '']);
    const { auth, cacheKeyType, cacheDuration } = JSON.parse(stdout);
    assert.deepEqual(auth, { 'r.example': { username: 'u', password: 'p' } });
    assert.deepEqual([cacheKeyType, cacheDuration], ['Registry', '5m']);
  });
}

test('the deadline ends it and all that it has started, and its name is told', async (context) => {
  // Long enough for the program to be started, on a busy machine too.
  const body = 'sleep 600 & echo $! > "$(dirname "$0")/pid"; wait';
  const { folder, config } = scene(context, body, '5s');
  const { exit, stdout, stderr } = await run({ args: ['--config', config], input: request('r.example/x') });
  assert.deepEqual([exit, stdout], [1, '']);
  assert.match(
    stderr,
    /^rule "logged-in": dockerConfig: no answer within the deadline of 5 s: credential helper ".*-one" did not end in time; .* \[DEADLINE_EXCEEDED\]$/,
  );
  const status = `/proc/${readFileSync(join(folder.path, 'pid'), 'utf8').trim()}/status`;
  while (existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'))) await delay(5);
});

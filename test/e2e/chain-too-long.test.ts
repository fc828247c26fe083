// A docker config with more logins for an image than the kubelet has keys for: the next rule's credential is given all the
// same, and the log, explain and check say what is not.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const IMAGE = 'localhost:5000/a';
const login = (username: string) => ({ auth: Buffer.from(`${username}:p`).toString('base64') });

/** `l*:5000`, `l*t:5000`, `lo*st:5000`: each matches. */
const HOSTS = Array.from({ length: 9 }, (_, start) =>
  Array.from(
    { length: 9 - start },
    (_, end) => `${'localhost'.slice(0, start)}*${'localhost'.slice(9 - end)}:5000`,
  ),
).flat();
const auths = Object.fromEntries(HOSTS.map((host, index) => [host, login(`u${index}`)]));

test('more logins than keys', async (t) => {
  const folder = temporaryFolder(t);
  const log = join(folder.path, 'log');
  const many = {
    name: 'many',
    matchImages: ['localhost:5000'],
    continue: true,
    dockerConfig: { path: folder.write('docker.json', JSON.stringify({ auths })) },
  };
  const next = {
    name: 'next',
    matchImages: ['localhost:5000'],
    thenAnonymous: true,
    static: { username: 'next', passwordFile: folder.write('password', 'p') },
  };
  const config = (rules: readonly object[]) =>
    folder.write('config.yaml', configText(rules, { log: { file: log } }));
  const args = ['--config', config([many, next])];

  const { exit, stdout, stderr } = await run({ args, input: request(IMAGE) });
  assert.deepEqual([exit, stderr], [0, '']);
  const { auth, cacheKeyType } = JSON.parse(stdout);
  const given = Object.keys(auth)
    .toSorted()
    .toReversed()
    .map((key) => auth[key].username);
  assert.deepEqual(given.slice(-2), ['next', '']);
  assert.equal(cacheKeyType, 'Image');
  const missing = HOSTS.length + 2 - given.length;
  assert.ok(missing > 0);
  const text = `rule "many": for "${IMAGE}" the last ${missing} of its ${HOSTS.length} credentials are not given, because`;

  const line = JSON.parse(readFileSync(log, 'utf8'));
  assert.equal(line.level, 'warning');
  const [first, second] = line.chain;
  assert.deepEqual([first.result, first.code, second.result], ['credential', 'CHAIN_TOO_LONG', 'credential']);
  assert.equal(first.message.startsWith(text), true, first.message);
  assert.equal('code' in second, false);

  const json = await run({ args: [...args, 'explain', IMAGE, '-o', 'json'] });
  const explained = JSON.parse(json.stdout);
  assert.deepEqual(
    explained.chain.map(({ leftOut }: { leftOut: number }) => leftOut),
    [missing, 0],
  );
  assert.equal(explained.authKeys.length, given.length);
  assert.ok(explained.warnings[0].startsWith(text));
  const shown = await run({ args: [...args, 'explain', IMAGE] });
  assert.match(shown.stdout, new RegExp(`not given: +${missing} more, for which there is no key`));

  const check = await run({ args: [...args, 'check', '--kubelet-version', '1.35'] });
  assert.match(
    check.stdout.replace(/\s+/g, ' '),
    /chain-order.*rule "many": .* the last \d+ of its 45 credentials/,
  );

  const refused = await run({
    args: ['--config', config([{ ...many, required: true }, next])],
    input: request(IMAGE),
  });
  assert.deepEqual([refused.exit, refused.stdout], [1, '']);
  assert.match(refused.stderr, /^rule "many": .*the rule is required, .* \[CHAIN_TOO_LONG\]$/m);
});

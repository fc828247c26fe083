// Whoever knows the release knows the secrets of its string hash, and can choose names that collide. There is no clock
// here: what an answer of many names costs grows with the square of their number, and their number is bounded.
// measure-colliding-names.ts beside this file measures the same.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { type Way, waysTo } from '../../scripts/canned-clouds.mjs';
import { EXEC_ARGV } from '../../scripts/exec-argv.mjs';
import { MAX_NAMES } from '../../src/names.ts';
import { collidingNames, hashesOf, hashSeed } from '../support/colliding-names.ts';
import { request, run } from '../support/executable.ts';
import { type PaddedClouds, startPaddedClouds } from '../support/padded-clouds.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

describe('names that collide', { concurrency: 2 }, () => {
  let names: string[];
  let clouds: PaddedClouds;
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });

  before(async () => {
    names = collidingNames(MAX_NAMES + 1, hashSeed(EXEC_ARGV));
    clouds = await startPaddedClouds();
  });
  after(() => clouds.stop());

  test('are the same in each process of the executable, and in no other', () => {
    assert.equal(new Set(names).size, MAX_NAMES + 1);
    assert.equal(new Set(hashesOf(names, EXEC_ARGV)).size, 1, 'the attack is real');
    const random = EXEC_ARGV.filter((option) => option !== '--no-rehash-snapshot');
    assert.ok(new Set(hashesOf(names, random)).size > MAX_NAMES / 2);
  });

  test('as values of a list: short ones are in the same table', () => {
    const short = collidingNames(MAX_NAMES, hashSeed(EXEC_ARGV), 9);
    assert.equal(new Set(short).size, MAX_NAMES);
    assert.equal(new Set(hashesOf(short, EXEC_ARGV)).size, 1);
    const isInTable = `console.log(JSON.parse('["ninechars", "tencharsss"]').map((each) => %IsInternalizedString(each)))`;
    const { stdout } = spawnSync(process.execPath, ['--allow-natives-syntax', '--eval', isInTable]);
    assert.equal(stdout.toString(), '[ true, false ]\n');
  });

  test('in a request: what is over the bound is refused', async () => {
    const config = folder.write('static.json', configText([STATIC]));
    const annotations = Object.fromEntries(names.map((name) => [name, '']));
    const input = request('registry.example/app', { serviceAccountAnnotations: annotations });
    const { exit, stderr } = await run({ args: ['--config', config], input });
    assert.equal(exit, 1);
    assert.match(stderr, /more than 250 names and values.* \[REQUEST_TOO_LARGE\]$/);
  });

  test('as values in a request: what is over the bound is refused', async () => {
    const config = folder.write('static.json', configText([STATIC]));
    const input = request('registry.example/app', { unknown: collidingNames(2 + MAX_NAMES, 0, 9) });
    const { exit, stderr } = await run({ args: ['--config', config], input });
    assert.equal(exit, 1);
    assert.match(stderr, /more than 250 names and values.* \[REQUEST_TOO_LARGE\]$/);
  });

  // Entra ID is asked by https only, through the same door.
  for (const name of Object.keys(waysTo('http://127.0.0.1:9')).filter((each) => each !== 'acr-pods')) {
    test(`in an answer to ${name}: what is over the bound is refused`, async () => {
      const { image, rule, env, request: more } = waysTo(clouds.url)[name] as Way;
      clouds.pad(names);
      const config = folder.write(`${name}.json`, configText([{ name, ...rule }]));
      const { exit, stdout, stderr } = await run({
        args: ['--config', config],
        input: request(image, more),
        env,
      });
      if (name === 'ecr-public') {
        // Without an identity of the node's it is pulled from anonymously.
        assert.deepEqual([exit, JSON.parse(stdout).auth], [0, {}]);
        return;
      }
      assert.equal(exit, 1);
      assert.match(stderr, /the answer of \S+ has more than 250 names and values, or headers.* \[[A-Z_]+\]$/);
    });
  }
});

const STATIC = { name: 's', matchImages: ['registry.example'], static: { username: 'u', password: 'p' } };

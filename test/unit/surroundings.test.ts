// What a run can use of the world around it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Config } from '../../src/config/config.ts';
import { cachePlace, openSurroundings } from '../../src/surroundings.ts';
import { Deadline } from '../../src/system/deadline.ts';
import { worldOf } from '../support/world.ts';

const CONFIG: Config = {
  source: 'test',
  deadlineMs: 45_000,
  caFile: undefined,
  cache: undefined,
  log: undefined,
  rules: [],
};
const open = (env: Record<string, string | undefined>, config = CONFIG) =>
  openSurroundings(config, worldOf({ env }), new Deadline(config.deadlineMs, () => 0));

describe('the environment', () => {
  test('has short limits for DNS, unless it names its own', () => {
    const env: Record<string, string | undefined> = {};
    open(env);
    assert.equal(env.RES_OPTIONS, 'timeout:2 attempts:2');
    const own = { RES_OPTIONS: 'timeout:1' };
    open(own);
    assert.equal(own.RES_OPTIONS, 'timeout:1');
  });

  test('loses what is hidden, for the whole process', () => {
    const env: Record<string, string | undefined> = { AWS_PROFILE: 'p', HOME: '/root' };
    open(env).surroundings.hide?.(['AWS_PROFILE']);
    assert.deepEqual(Object.keys(env).sort(), ['HOME', 'RES_OPTIONS']);
  });
});

describe('the cache', () => {
  const cached: Config = { ...CONFIG, cache: { directory: '/no/such/folder', graceMs: 0 } };

  test('is not there when the configuration disables it', async () => {
    assert.equal(await open({}).surroundings.cache?.(), undefined);
    assert.equal(cachePlace(CONFIG, worldOf({})), undefined);
  });

  test('is one for the whole run, and has nothing to report until it is used', async () => {
    const { surroundings, cacheReport } = open({}, cached);
    assert.equal(await surroundings.cache?.(), await surroundings.cache?.());
    assert.equal(cacheReport(), undefined);
  });

  test('must belong to the user of the process', () => {
    const place = (uid: number | undefined) =>
      cachePlace(cached, worldOf({ machine: { architecture: 'x64', uid } }));
    assert.equal(place(1000)?.uid, 1000);
    assert.equal(place(undefined)?.uid, -1, 'no user at all owns it');
  });
});

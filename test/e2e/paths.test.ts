// Relative paths on the command line, as whoever tries us by hand types them.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { EXECUTABLE, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const RULES = [{ name: 'a', matchImages: ['a.example'], static: { username: 'u', password: 'canary-1b7e' } }];

describe('a relative path', () => {
  test('is of the folder that the process was started in, for a pull too', async (context) => {
    const folder = temporaryFolder(context);
    folder.write('config.yaml', configText(RULES));
    const options = { args: ['--config', 'config.yaml'], cwd: folder.path, input: request('a.example/app') };
    const { exit, stdout, stderr } = await run(options);
    assert.equal(exit, 0, stderr);
    assert.match(stdout, /canary-1b7e/);
  });

  test('stands in errors as the whole path', async (context) => {
    const { path } = temporaryFolder(context);
    for (const args of [
      ['--config=no.yaml'],
      ['explain', 'a', '--config', './no.yaml'],
      ['check', '-c', 'x/../no.yaml'],
    ]) {
      const { stdout, stderr } = await run({ args, cwd: path, input: request('a.example/app') });
      assert.ok((stdout + stderr).includes(join(path, 'no.yaml')), stdout + stderr);
    }
  });

  const GONE = ['sh', '-c', 'mkdir "$0/gone" && cd "$0/gone" && rmdir "$0/gone" && exec "$@"'] as const;

  test('in a folder that is gone is an error with words, for every command', async (context) => {
    const { path } = temporaryFolder(context);
    for (const args of [
      ['--config=c.yaml'],
      ['check', '--kubelet-config', 'k'],
      ['status', '--files=f'],
      ['install', '--dry-run', '--kubelet-bin-dir=bin'],
    ]) {
      const { exit, stderr } = await run({ command: [...GONE, path, EXECUTABLE], args });
      assert.equal(exit, 2, stderr);
      assert.match(
        stderr,
        /^--\S+: "[a-z.]+" is a relative path, and the working directory of this process cannot be read \(ENOENT\); give an absolute path, .* \[USAGE\]\n?$/,
      );
    }
  });

  test('an absolute one needs no folder', async (context) => {
    const folder = temporaryFolder(context);
    const config = folder.write('config.yaml', configText(RULES));
    const command = [...GONE, folder.path, EXECUTABLE] as const;
    const { exit, stderr } = await run({
      command: [...command],
      args: ['--config', config],
      input: request('a.example/app'),
    });
    assert.equal(exit, 0, stderr);
  });
});

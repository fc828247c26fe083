// The options of the runtime inside the executable: each does what it is there for, and Node takes its own code caches
// in spite of them. An upgrade of Node that drops one is noticed here, and by the build.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import {
  EXEC_ARGV,
  observe,
  optionsNotObeyed,
  optionsWithoutEffect,
  PROBE,
} from '../../scripts/exec-argv.mjs';
import { readSea } from '../../scripts/read-sea.mjs';
import { EXECUTABLE } from '../support/executable.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

describe('the options of the runtime', { concurrency: 2 }, () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  });

  /** The executable as it was built, but with another main script. */
  const executableWith = (name: string, main: string): string =>
    folder.write(name, replaceMain(readFileSync(EXECUTABLE), main), 0o755);

  test('are in the executable', () => {
    assert.deepEqual(readSea(readFileSync(EXECUTABLE)).execArgv, EXEC_ARGV);
  });

  test('are obeyed in the executable', () => {
    const command = [executableWith('probe', readFileSync(PROBE, 'utf8'))];
    const seen = observe(command, folder.path);
    assert.ok(seen.started, seen.stderr);
    assert.deepEqual(optionsNotObeyed(seen, observe(command, folder.path)), []);
  });

  const runtimeWith = (options: readonly string[]) => [process.execPath, ...options, PROBE];

  test('each changes what is seen of the runtime', () => {
    assert.deepEqual(optionsWithoutEffect(runtimeWith), []);
  });

  for (const option of EXEC_ARGV) {
    test(`it would be noticed if ${option} did nothing`, () => {
      const deaf = (options: readonly string[]) => runtimeWith(options.filter((each) => each !== option));
      if (option.startsWith('--openssl-config')) {
        assert.throws(() => optionsWithoutEffect(deaf), /does not start/);
      } else {
        assert.deepEqual(optionsWithoutEffect(deaf), [option]);
      }
    });
  }

  test('it would be noticed if Node did not know one', () => {
    assert.throws(
      () => optionsWithoutEffect((options) => runtimeWith([...options, '--no-such-option'])),
      /bad option: --no-such-option/,
    );
  });

  describe("Node's own modules", () => {
    const ALL = `for (const name of process.getBuiltinModule('module').builtinModules) require(name);`;
    // The executable has NODE_DEBUG_NATIVE under this name: scripts/sea.mjs.
    const said = (program: string, variable: string, args: readonly string[] = []): string[] => {
      const env = { [variable]: 'CODE_CACHE' };
      const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      return stderr.split('\n').filter((line) => /^Code cache of .* is (?:accepted|rejected)$/.test(line));
    };

    test('are taken from their code caches in the executable', () => {
      const lines = said(executableWith('all-modules', ALL), 'nODE_DEBUG_NATIVE');
      assert.ok(lines.length > 100, `${lines.length} modules`);
      assert.deepEqual(
        lines.filter((line) => !line.endsWith('accepted')),
        [],
      );
    });

    test('would be compiled if their code caches said other options', () => {
      const lines = said(process.execPath, 'NODE_DEBUG_NATIVE', [...EXEC_ARGV, '--eval', ALL]);
      assert.ok(lines.some((line) => line.endsWith('rejected')));
    });
  });
});

/** Puts another script in the place of the main script, whose code cache V8 then does not take. */
function replaceMain(executable: Buffer, script: string): Buffer {
  const { source, codeCache } = readSea(executable); // parts of the executable
  assert.ok(Buffer.byteLength(script) <= source.length);
  source.fill(' ').write(script);
  codeCache.fill(0);
  return executable;
}

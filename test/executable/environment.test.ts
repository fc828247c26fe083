// The kubelet hands us its own environment: nothing in it that Node, its libraries or the C library obey may
// change the answer, add a byte to the output, or leave a file behind.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type RunOptions, type RunResult, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const MISSING = '/proc/no-such-file';

/** Values to try; FOLDER is the working directory, which must stay empty. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  // Node: what may be read before our code runs
  NODE_OPTIONS: [
    '--inspect',
    '--inspect-brk=0',
    '--require /no/such',
    '--trace-gc',
    '--cpu-prof',
    'garbage "',
  ],
  NODE_CHANNEL_FD: ['0', '1', '2', '3', '99', '-1', 'x', '5000000000'],
  NODE_CHANNEL_SERIALIZATION_MODE: ['advanced', 'x'],
  NODE_CLUSTER_SCHED_POLICY: ['x'],
  NODE_COMPILE_CACHE: ['FOLDER/cache', MISSING, '1'],
  NODE_COMPILE_CACHE_PORTABLE: ['1'],
  NODE_DEBUG: ['*', 'http,https,net,tls,fs,module,stream,timer', '(', '[a-', '\\'],
  NODE_DEBUG_NATIVE: ['*', 'CODE_CACHE,MKSNAPSHOT,SEA,COMPILE_CACHE,INSPECTOR_SERVER,CRYPTO', 'x'],
  NODE_DISABLE_COLORS: ['1'],
  NODE_DISABLE_COMPILE_CACHE: ['1'],
  NODE_ENV: ['test'],
  NODE_EXTRA_CA_CERTS: [MISSING, '/etc/passwd', ''],
  NODE_ICU_DATA: [MISSING, 'FOLDER'],
  NODE_INSPECTOR_IPC: ['x'],
  NODE_INSPECT_RESUME_ON_START: ['1'],
  NODE_NO_WARNINGS: ['0', '1'],
  NODE_PATH: ['.', MISSING],
  NODE_PENDING_DEPRECATION: ['1'],
  NODE_PENDING_PIPE_INSTANCES: ['x'],
  NODE_PRESERVE_SYMLINKS: ['1'],
  NODE_PRESERVE_SYMLINKS_MAIN: ['1'],
  NODE_REDIRECT_WARNINGS: ['FOLDER/warnings', MISSING],
  NODE_REPL_EXTERNAL_MODULE: [MISSING],
  NODE_REPL_HISTORY: ['FOLDER/history'],
  NODE_REPL_MODE: ['strict'],
  NODE_SEA_EXEC_ARGV: ['--inspect'],
  NODE_SKIP_PLATFORM_CHECK: ['1'],
  NODE_TEST_CONTEXT: ['child', 'child-v8'],
  NODE_TEST_WORKER_ID: ['1'],
  NODE_TLS_REJECT_UNAUTHORIZED: ['0'],
  NODE_TRACE_EVENT_CATEGORIES: ['*'],
  NODE_UNIQUE_ID: ['1'],
  NODE_USE_ENV_PROXY: ['1'],
  NODE_USE_SYSTEM_CA: ['1'],
  NODE_V8_COVERAGE: ['FOLDER', 'FOLDER/coverage', MISSING],
  WATCH_REPORT_DEPENDENCIES: ['1'],
  FORCE_COLOR: ['1', '3', 'x'],
  NO_COLOR: ['1'],
  COLORTERM: ['truecolor'],
  TERM: ['dumb', 'xterm-256color'],
  DEBUG: ['*'],
  // libuv, V8, OpenSSL, ICU, c-ares
  UV_THREADPOOL_SIZE: ['0', '-1', 'x', '100000'],
  UV_USE_IO_URING: ['0', '1', 'x'],
  OPENSSL_CONF: [MISSING, '/etc/passwd', 'FOLDER'],
  OPENSSL_CONF_INCLUDE: [MISSING],
  OPENSSL_ENGINES: [MISSING],
  OPENSSL_MODULES: [MISSING],
  OPENSSL_TRACE: ['all'],
  OPENSSL_ia32cap: ['0', 'x'],
  OPENSSL_armcap: ['0'],
  SSL_CERT_FILE: [MISSING],
  SSL_CERT_DIR: [MISSING],
  SSLKEYLOGFILE: ['FOLDER/keys'],
  QLOGDIR: ['FOLDER/qlog'],
  CTLOG_FILE: [MISSING],
  RANDFILE: ['FOLDER/random'],
  ICU_DATA: [MISSING],
  ICU_TIMEZONE_FILES_DIR: [MISSING],
  CARES_HOSTS: [MISSING],
  HTTP_PROXY: ['http://127.0.0.1:1', 'garbage'],
  HTTPS_PROXY: ['http://127.0.0.1:1', 'garbage'],
  NO_PROXY: ['*'],
  // the C library
  TZ: ['garbage', `:${MISSING}`, ':/etc/passwd'],
  TZDIR: [MISSING],
  LANG: ['garbage', 'tr_TR.UTF-8'],
  LANGUAGE: ['tr'],
  LC_ALL: ['garbage', 'tr_TR.UTF-8'],
  LOCPATH: [MISSING],
  NLSPATH: [MISSING],
  GCONV_PATH: [MISSING],
  HOSTALIASES: [MISSING],
  LOCALDOMAIN: ['x'],
  RES_OPTIONS: ['debug'],
  GLIBC_TUNABLES: ['glibc.malloc.check=3', 'glibc.pthread.rseq=0'],
  MALLOC_ARENA_MAX: ['1', 'x'],
  MALLOC_CHECK_: ['3'],
  MALLOC_PERTURB_: ['255'],
  MALLOC_MMAP_THRESHOLD_: ['0'],
  MALLOC_TRIM_THRESHOLD_: ['0'],
  LD_BIND_NOW: ['1'],
  LD_LIBRARY_PATH: [MISSING],
  // what any process may depend on, and we must not
  HOME: ['', MISSING],
  PATH: ['', MISSING],
  PWD: [MISSING],
  SHELL: [MISSING],
  TMPDIR: [MISSING],
  USER: [''],
};

describe('the environment changes nothing', { concurrency: 4 }, () => {
  const runs: Record<string, RunOptions> = {};
  const plain: Record<string, RunResult> = {};

  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });

  before(async () => {
    const passwordFile = folder.write('password', 'secret\n');
    const config = folder.write(
      'config.yaml',
      configText([
        { name: 'static', matchImages: ['registry.example'], static: { username: 'u', passwordFile } },
      ]),
    );
    runs['an answer'] = { args: ['--config', config], input: request('registry.example/app') };
    runs['a failure'] = { args: ['--config', '/no/such/config'], input: request('registry.example/app') };
    runs['a command'] = { args: ['--config', config, 'explain', 'registry.example/app'] };
    for (const [name, options] of Object.entries(runs)) {
      plain[name] = await run(options);
    }
    assert.deepEqual(
      Object.values(plain).map(({ exit, stderr }) => [
        exit,
        stderr.replace(/^[^\n]+ \[[A-Z_]+\]$/, 'one line'),
      ]),
      [
        [0, ''],
        [2, 'one line'],
        [0, ''],
      ],
    );
  });

  for (const [name, values] of Object.entries(VARIABLES)) {
    test(name, async (context) => {
      const folder = temporaryFolder(context);
      for (const [index, value] of values.entries()) {
        const cwd = join(folder.path, String(index));
        mkdirSync(cwd);
        for (const [what, options] of Object.entries(runs)) {
          const env = { [name]: value.replace('FOLDER', cwd) };
          const { ms: _, ...result } = await run({ ...options, env, cwd });
          const { ms: __, ...expected } = plain[what] as RunResult;
          assert.deepEqual(result, expected, `${what} with ${name}=${value}`);
          assert.deepEqual(readdirSync(cwd), [], `files left behind by ${name}=${value}`);
        }
      }
    });
  }

  test('all of them at once', async (context) => {
    const { path } = temporaryFolder(context);
    const env = Object.fromEntries(
      Object.entries(VARIABLES).map(([name, [value = '']]) => [name, value.replace('FOLDER', path)]),
    );
    for (const [what, options] of Object.entries(runs)) {
      const { ms: _, ...result } = await run({ ...options, env, cwd: path });
      const { ms: __, ...expected } = plain[what] as RunResult;
      assert.deepEqual(result, expected, what);
    }
    assert.deepEqual(readdirSync(path), []);
  });
});

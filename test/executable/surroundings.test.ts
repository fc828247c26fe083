// It runs wherever a kubelet may start it: any folder, name and user, few descriptors, closed streams, no /proc.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { EXECUTABLE, request } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const REQUEST = request('registry.example/app');

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('surroundings', { concurrency: 4 }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  let config: string;
  let input: string;
  let answered: Result;

  /** Runs a shell script in which $RCP is the executable, and stdin the request. */
  function shell(script: string, { rcp = EXECUTABLE, prefix = [] as readonly string[] } = {}): Result {
    const [file = 'bash', ...args] = [...prefix, 'bash', '--norc', '-c', script];
    const stdin = openSync(input, 'r');
    const { status, stdout, stderr, error } = spawnSync(file, args, {
      stdio: [stdin, 'pipe', 'pipe'],
      encoding: 'utf8',
      cwd: '/',
      timeout: 120_000,
      env: { PATH: process.env.PATH, RCP: rcp, CONFIG: config, INPUT: input },
    });
    closeSync(stdin);
    if (error !== undefined) throw error;
    return { status, stdout, stderr };
  }

  before(() => {
    chmodSync(folder.path, 0o755);
    const passwordFile = folder.write('password', 'secret\n', 0o644);
    const rules = [
      { name: 'static', matchImages: ['registry.example'], static: { username: 'u', passwordFile } },
    ];
    config = folder.write('config.yaml', configText(rules), 0o644);
    input = folder.write('request.json', REQUEST, 0o644);
    answered = shell('exec -c "$RCP" --config "$CONFIG"');
    assert.equal(answered.status, 0);
    assert.match(answered.stdout, /^\{.*"password":"secret".*\}\n$/);
    assert.equal(answered.stderr, '');
  });

  const same: Readonly<Record<string, string>> = {
    'working directory /': 'cd / && exec "$RCP" --config "$CONFIG"',
    'a working directory that was deleted':
      'D=$(mktemp -d) && cd "$D" && rmdir "$D" && exec "$RCP" --config "$CONFIG"',
    'a working directory that may not be entered':
      'D=$(mktemp -d) && cd "$D" && chmod 0 "$D" && "$RCP" --config "$CONFIG"; S=$?; rmdir "$D"; exit $S',
    'no argv[0]': `exec -a '' "$RCP" --config "$CONFIG"`,
    'an odd argv[0]': `exec -a $'a b\\n\\e[31m%s' "$RCP" --config "$CONFIG"`,
    'a pipe as stdin': 'cat "$INPUT" | "$RCP" --config "$CONFIG"',
    'closed stderr': 'exec "$RCP" --config "$CONFIG" 2>&-',
    'a full stderr': 'exec "$RCP" --config "$CONFIG" 2>/dev/full',
    '24 descriptors': 'ulimit -n 24; exec "$RCP" --config "$CONFIG"',
    '1.2 GB of virtual memory': 'ulimit -v 1200000; exec "$RCP" --config "$CONFIG"',
    'a small stack': 'ulimit -s 512; exec "$RCP" --config "$CONFIG"',
    'no locked memory, no core, no files to write': 'ulimit -l 0 -c 0 -f 0; exec "$RCP" --config "$CONFIG"',
    'signals ignored': `trap '' PIPE HUP INT USR1 USR2; exec "$RCP" --config "$CONFIG"`,
    'a hundred inherited descriptors':
      'for i in $(seq 3 120); do eval "exec $i</dev/null"; done; exec "$RCP" --config "$CONFIG"',
    'the lowest priority': 'exec nice -n 19 "$RCP" --config "$CONFIG"',
    'one processor': 'exec taskset 1 "$RCP" --config "$CONFIG"',
    'an umask of 777': 'umask 777; exec "$RCP" --config "$CONFIG"',
  };
  for (const [name, script] of Object.entries(same)) {
    test(name, () => assert.deepEqual(shell(script), answered));
  }

  for (const name of ['-', '--inspect', 'na me', 'ü', '.hidden', 'x.js', 'node', `${'n'.repeat(200)}`]) {
    test(`by a symbolic link named ${JSON.stringify(name)}`, () => {
      const path = join(folder.path, 'link', name);
      folder.write('link/keep', '');
      symlinkSync(EXECUTABLE, path);
      assert.deepEqual(shell('exec "$RCP" --config "$CONFIG"', { rcp: path }), answered);
    });
  }

  test('a copy of another name, that may only be executed', () => {
    const path = join(folder.path, 'copy-1.0~x');
    copyFileSync(EXECUTABLE, path);
    chmodSync(path, 0o111);
    assert.deepEqual(shell('exec "$RCP" --config "$CONFIG"', { rcp: path }), answered);
  });

  test('a failure with closed or full stderr keeps its exit code', () => {
    for (const stderr of ['2>&-', '2>/dev/full']) {
      assert.deepEqual(shell(`exec "$RCP" --config /no/such/file ${stderr}`), {
        status: 2,
        stdout: '',
        stderr: '',
      });
    }
  });

  test('closed stdin is a request that was not sent', () => {
    const { status, stdout, stderr } = shell('exec "$RCP" --config "$CONFIG" <&-');
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^request on stdin: .*nothing was sent.* \[REQUEST_INVALID\]$/);
  });

  test('closed stdout, and everything closed', () => {
    assert.deepEqual(shell('exec "$RCP" --config "$CONFIG" >&-'), { status: 0, stdout: '', stderr: '' });
    assert.deepEqual(shell('exec "$RCP" --config "$CONFIG" <&- >&- 2>&-'), {
      status: 1,
      stdout: '',
      stderr: '',
    });
  });

  test('a full stdout is a failure that says so', () => {
    const { status, stderr } = shell('exec "$RCP" --config "$CONFIG" >/dev/full');
    assert.equal(status, 1);
    assert.match(stderr, /^cannot write to stdout \(ENOSPC\).* \[OUTPUT_FAILED\]$/);
  });

  test('options of Node are not ours', () => {
    for (const option of [
      '--inspect',
      '--eval=1',
      '--v8-options',
      '--node-options=--inspect',
      '--expose-gc',
    ]) {
      const { status, stdout, stderr } = shell(`exec "$RCP" ${option}`);
      assert.deepEqual([status, stdout], [2, ''], option);
      assert.match(stderr, /^[^\n]*\[USAGE\]$/);
    }
  });

  describe('with namespaces of its own', { skip: whyNoNamespaces() }, () => {
    const MOUNTS = ['unshare', '--mount', '--propagation', 'private'];
    const READ_ONLY = `
      cut -d' ' -f2 /proc/self/mounts | sort -r | while read -r mount; do
        mount -o remount,bind,ro "$mount" 2>/dev/null
      done
      if touch "$CONFIG.new" /tmp/new 2>/dev/null; then echo 'not read-only' >&2; fi`;

    test('a file system that cannot be written', () => {
      assert.deepEqual(shell(`${READ_ONLY}\nexec "$RCP" --config "$CONFIG"`, { prefix: MOUNTS }), answered);
    });

    test('no /proc, request from a pipe', () => {
      const script = 'umount -l /proc && cat "$INPUT" | "$RCP" --config "$CONFIG"';
      assert.deepEqual(shell(script, { prefix: MOUNTS }), answered);
    });

    test('an empty /dev', () => {
      const script = 'mount -t tmpfs none /dev && exec "$RCP" --config "$CONFIG"';
      assert.deepEqual(shell(script, { prefix: MOUNTS }), answered);
    });

    test('another user, without a home', () => {
      const prefix = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups', '--no-new-privs'];
      const copy = join(folder.path, 'for-another-user');
      copyFileSync(EXECUTABLE, copy);
      chmodSync(copy, 0o755);
      assert.deepEqual(shell('exec "$RCP" --config "$CONFIG"', { rcp: copy, prefix }), answered);
    });

    test('no network, as the first process of its namespace', () => {
      const prefix = ['unshare', '--net', '--pid', '--fork', '--mount-proc', '--ipc', '--uts'];
      assert.deepEqual(shell('exec "$RCP" --config "$CONFIG"', { prefix }), answered);
    });
  });
});

function whyNoNamespaces(): string | false {
  const { status } = spawnSync('unshare', [
    '--mount',
    '--pid',
    '--fork',
    'mount',
    '-t',
    'tmpfs',
    'none',
    '/mnt',
  ]);
  return status === 0 ? false : 'needs root, and a container that may mount';
}

// Whatever arrives on stdin: one line on stderr, nothing on stdout, exit 1 or 2, in time.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { openSync, readFileSync, readlinkSync } from 'node:fs';
import { describe, test } from 'node:test';
import { EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const RULES = [{ name: 'any', matchImages: ['registry.example'], static: { username: 'u', password: 'p' } }];
const VALID = request('registry.example/app');

function assertOneLine({ exit, stdout, stderr }: RunResult, code: string): void {
  assert.equal(stdout, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is what must not be there
  assert.match(stderr, /^[^\n\r\x1b]+ \[[A-Z_]+\]$/);
  assert.match(stderr, new RegExp(`\\[${code}\\]$`));
  assert.doesNotMatch(stderr, /internal error|\bat .*:\d+:\d+|\.ts|\.cjs/);
  assert.ok(exit === 1 || exit === 2, `exit ${exit}`);
}

const refused: ReadonlyArray<
  readonly [name: string, input: string | Uint8Array, code: string, text: RegExp]
> = [
  ['empty input', '', 'REQUEST_INVALID', /nothing was sent/],
  ['white space only', ' \n\t\r\n ', 'REQUEST_INVALID', /only white space/],
  ['half an object', '{"kind":"CredentialProvi', 'REQUEST_INVALID', /not one JSON value/],
  ['two objects', VALID + VALID, 'REQUEST_INVALID', /not one JSON value/],
  ['an array', '[]', 'REQUEST_INVALID', /an array was sent/],
  ['a number', '5', 'REQUEST_INVALID', /a number was sent/],
  ['null', 'null', 'REQUEST_INVALID', /null was sent/],
  ['a string', '"x"', 'REQUEST_INVALID', /a string was sent/],
  ['a byte order mark', `\ufeff${VALID}`, 'REQUEST_INVALID', /byte order mark/],
  ['UTF-16', Buffer.from(VALID, 'utf16le'), 'REQUEST_INVALID', /./],
  ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'REQUEST_INVALID', /not UTF-8/],
  ['an empty object', '{}', 'REQUEST_INVALID', /kind/],
  ['no image', request('x').replace(/,"image":"x"/, ''), 'REQUEST_INVALID', /image/],
  ['an empty image', request(''), 'REQUEST_INVALID', /image/],
  ['an image that is a number', request('x').replace('"x"', '5'), 'REQUEST_INVALID', /image/],
  ['a wrong kind', request('x', { kind: 'Pod' }), 'REQUEST_INVALID', /CredentialProviderRequest.*"Pod"/],
  ['a wrong group', request('x', { apiVersion: 'apps/v1' }), 'REQUEST_INVALID', /apiVersion.*"apps\/v1"/],
  [
    'a version that does not exist',
    request('x', { apiVersion: 'credentialprovider.kubelet.k8s.io/v9' }),
    'REQUEST_INVALID',
    /v1, .*v1beta1.*v1alpha1.*v9/,
  ],
  ['NUL in the image', request('registry.example/a\0b'), 'IMAGE_INVALID', /\\u\{0\}/],
  ['an escape sequence in the image', request('registry.example/\x1b[2J'), 'IMAGE_INVALID', /\\u\{1b\}\[2J/],
  ['text turned round in the image', request('registry.example/\u202eabc'), 'IMAGE_INVALID', /\\u\{202e\}/],
  ['line ends in the image', request('registry.example/a\r\nb'), 'IMAGE_INVALID', /\\u\{d\}\\u\{a\}/],
  ['10 MB', Buffer.alloc(10 * 1024 * 1024, ' '), 'REQUEST_TOO_LARGE', /1048576 bytes/],
  ['200,000 opening brackets', '['.repeat(200_000), 'REQUEST_INVALID', /not one JSON value/],
  ['200,000 opening braces', '{"a":'.repeat(200_000), 'REQUEST_TOO_LARGE', /more than 250 names/],
  ['200,000 nested arrays', '['.repeat(200_000) + ']'.repeat(200_000), 'REQUEST_INVALID', /./],
  [
    '__proto__ as a key',
    VALID.replace('{', '{"__proto__":{"image":"evil.example/app"},'),
    'REQUEST_INVALID',
    /__proto__/,
  ],
  [
    '__proto__ as the whole',
    '{"__proto__":{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"a.b/c"}}',
    'REQUEST_INVALID',
    /__proto__/,
  ],
  [
    'a token that is no string',
    request('x', { serviceAccountToken: 5 }),
    'REQUEST_INVALID',
    /serviceAccountToken/,
  ],
  [
    'annotations that are a list',
    request('x', { serviceAccountAnnotations: [] }),
    'REQUEST_INVALID',
    /Annotations/,
  ],
  [
    'an annotation that is a number',
    request('x', { serviceAccountAnnotations: { a: 1 } }),
    'REQUEST_INVALID',
    /serviceAccountAnnotations: expected an object of strings, got an object/,
  ],
];

describe('a request that cannot be answered', () => {
  for (const [name, input, code, text] of refused) {
    test(name, async (t) => {
      const config = temporaryFolder(t).write('config.yaml', configText(RULES));
      const result = await run({ args: ['--config', config], input });
      assertOneLine(result, code);
      assert.match(result.stderr, text);
      assert.ok(result.stderr.length < 1500, `${result.stderr.length} characters`);
    });
  }

  test('a writer that never closes its pipe', async (t) => {
    const config = temporaryFolder(t).write('config.yaml', configText(RULES, { deadline: '1s' }));
    // Node gives its children sockets; the kubelet gives a pipe, as the shell does.
    const result = await run({
      command: ['/bin/sh', '-c', 'sleep 15 | "$@"', 'sh', EXECUTABLE],
      args: ['--config', config],
    });
    assertOneLine(result, 'DEADLINE_EXCEEDED');
  });

  test('a writer that never closes its socket', async (t) => {
    const config = temporaryFolder(t).write('config.yaml', configText(RULES, { deadline: '1s' }));
    const result = await run({ args: ['--config', config], input: undefined });
    assertOneLine(result, 'DEADLINE_EXCEEDED');
  });

  test('a closed stdin', async (t) => {
    const config = temporaryFolder(t).write('config.yaml', configText(RULES));
    const result = await run({
      command: ['/bin/sh', '-c', 'exec "$@" <&-', 'sh', EXECUTABLE],
      args: ['--config', config],
    });
    assertOneLine(result, 'REQUEST_INVALID');
  });

  test('a directory as stdin', async (t) => {
    const folder = temporaryFolder(t);
    const config = folder.write('config.yaml', configText(RULES));
    const result = await run({
      command: ['/bin/sh', '-c', 'exec "$@" < /', 'sh', EXECUTABLE],
      args: ['--config', config],
    });
    assertOneLine(result, 'REQUEST_INVALID');
  });
});

describe('a request that is answered', () => {
  for (const version of ['v1', 'v1beta1', 'v1alpha1']) {
    test(`in ${version}, the version that was asked`, async (t) => {
      const config = temporaryFolder(t).write('config.yaml', configText(RULES));
      const apiVersion = `credentialprovider.kubelet.k8s.io/${version}`;
      const result = await run({
        args: ['--config', config],
        input: request('registry.example/app', { apiVersion }),
      });
      assert.deepEqual(
        { ...result, ms: 0 },
        { exit: 0, signal: null, stderr: '', stdout: result.stdout, ms: 0 },
      );
      assert.deepEqual(JSON.parse(result.stdout), {
        apiVersion,
        kind: 'CredentialProviderResponse',
        cacheKeyType: 'Registry',
        cacheDuration: '5m',
        auth: { 'registry.example': { username: 'u', password: 'p' } },
      });
    });
  }

  test('with fields of a later kubelet', async (t) => {
    const config = temporaryFolder(t).write('config.yaml', configText(RULES));
    const input = request('registry.example/app', { podName: 'x', nested: { a: [1] } });
    assert.equal((await run({ args: ['--config', config], input })).exit, 0);
  });

  test('from a file, and in pieces', async (t) => {
    const folder = temporaryFolder(t);
    const config = folder.write('config.yaml', configText(RULES));
    const file = folder.write('request.json', VALID);
    const fromFile = spawnSync(EXECUTABLE, ['--config', config], {
      stdio: [openSync(file, 'r'), 'pipe', 'pipe'],
    });
    assert.equal(fromFile.status, 0);
    const half = VALID.length >> 1;
    const script = `(printf %s '${VALID.slice(0, half)}'; sleep 0.3; printf %s '${VALID.slice(half).trim()}') | "$@"`;
    const inPieces = await run({
      command: ['/bin/sh', '-c', script, 'sh', EXECUTABLE],
      args: ['--config', config],
    });
    assert.equal(inPieces.exit, 0);
    assert.equal(inPieces.stdout, fromFile.stdout.toString());
  });
});

describe('the other ends of the pipes', () => {
  test('a reader that goes away is no crash', async (t) => {
    const config = temporaryFolder(t).write('config.yaml', configText(RULES));
    const child = spawn(EXECUTABLE, ['--config', config], { stdio: 'pipe', env: {} });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.end(VALID);
    const exit = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(exit, 1);
    assert.match(stderr, /^stdout was closed[^\n]+ \[OUTPUT_FAILED\]$/);
  });

  test('a full disk is one line', async (t) => {
    const config = temporaryFolder(t).write('config.yaml', configText(RULES));
    const result = await run({
      command: ['/bin/sh', '-c', 'exec "$@" > /dev/full', 'sh', EXECUTABLE],
      args: ['--config', config],
      input: VALID,
    });
    assertOneLine(result, 'OUTPUT_FAILED');
    assert.match(result.stderr, /ENOSPC/);
  });

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    test(`${signal} ends the process at once`, async (t) => {
      const config = temporaryFolder(t).write('config.yaml', configText(RULES));
      for (const command of [
        [EXECUTABLE],
        ['/bin/sh', '-c', 'exec 3<>"$1"; shift; exec "$@" <&3'],
      ] as const) {
        const fifo = `${temporaryFolder(t).path}/fifo`;
        spawnSync('mkfifo', [fifo]);
        const [file, ...rest] = command;
        const args =
          rest.length === 0 ? ['--config', config] : [...rest, 'sh', fifo, EXECUTABLE, '--config', config];
        const child = spawn(file, args, { stdio: 'pipe', env: {} });
        await started(child.pid as number);
        child.kill(signal);
        const [exit, by] = await new Promise<unknown[]>((resolve) =>
          child.on('close', (...how) => resolve(how)),
        );
        child.stdin.destroy();
        assert.deepEqual([exit, by], [null, signal]);
      }
    });
  }
});

/** Resolves when the process waits for its stdin: it is our executable by now, and sleeps. */
async function started(pid: number): Promise<void> {
  let asleep = 0;
  while (asleep < 5) {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '';
    const running = readlinkSync(`/proc/${pid}/exe`);
    asleep = running === EXECUTABLE && state.startsWith('S') ? asleep + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a terminal gets help', async () => {
  // script(1) of util-linux, which every Debian has, gives the command a terminal.
  const result = await run({ command: ['script', '-qec', EXECUTABLE, '/dev/null'] });
  assert.match(result.stdout, /Usage:/);
  assert.equal(result.exit, 2);
});

// A whole run for the kubelet, in this process, through its streams: what it answers, how it fails, what it logs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { ProviderError } from '../../src/errors.ts';
import { run } from '../../src/run.ts';
import type { StdinResult } from '../../src/system/stdin.ts';
import type { World } from '../../src/world.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { worldOf } from '../support/world.ts';

const PASSWORD = 'Hunter22';
const RULE = { name: 'r', matchImages: ['a.example'], static: { username: 'u', password: PASSWORD } };
const request = (image: string) =>
  Buffer.from(
    JSON.stringify({
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      kind: 'CredentialProviderRequest',
      image,
    }),
  );

interface Case {
  readonly stdin?: StdinResult;
  readonly world?: Partial<World>;
  readonly deadline?: string;
  /** Where the log is, within the test's folder. */
  readonly logFile?: string;
}

interface Ran {
  readonly stdout: string;
  readonly error: string | undefined;
  /** The line of the log; undefined: none was written. */
  readonly logged: { readonly result: string; readonly code?: string; readonly ms: number } | undefined;
}

async function ran(
  context: TestContext,
  {
    stdin = { kind: 'bytes', bytes: request('a.example/b') },
    world,
    deadline = '45s',
    logFile = 'log',
  }: Case,
): Promise<Ran> {
  const folder = temporaryFolder(context);
  const log = { file: join(folder.path, logFile) };
  const config = folder.write(
    'config.yaml',
    configText([RULE], { deadline, log, cache: { enabled: false } }),
    0o600,
  );
  let stdout = '';
  const write = (text: string) => {
    stdout += text;
  };
  const outcome = await run(
    { command: 'provide', rulesWithoutTokens: false, config },
    worldOf({ readStdin: async () => stdin, stdout: { write, offer: write }, ...world }),
  ).catch((error) => error);
  if (outcome instanceof Error) {
    assert.ok(outcome instanceof ProviderError, outcome.stack);
    assert.equal(stdout, '');
  } else {
    assert.deepEqual(outcome, { text: '', exitCode: 0 });
  }
  return {
    stdout,
    error: outcome instanceof ProviderError ? `${outcome.message} [${outcome.code}]` : undefined,
    logged: lastLine(join(folder.path, logFile)),
  };
}

function lastLine(path: string): Ran['logged'] {
  try {
    const [line, ...rest] = readFileSync(path, 'utf8').trimEnd().split('\n');
    assert.deepEqual(rest, []);
    assert.doesNotMatch(line as string, new RegExp(PASSWORD));
    return JSON.parse(line as string);
  } catch (error) {
    assert.match((error as NodeJS.ErrnoException).code ?? '', /^(?:ENOENT|ENOTDIR)$/);
    return undefined;
  }
}

describe('an answer', () => {
  test('of the rule that matches', async (context) => {
    const { stdout, logged } = await ran(context, { world: { clock: () => 7 } });
    assert.deepEqual(JSON.parse(stdout).auth, { 'a.example': { username: 'u', password: PASSWORD } });
    assert.deepEqual([logged?.result, logged?.ms], ['credential', 7]);
  });

  test('without a credential where no rule matches', async (context) => {
    const { stdout, logged } = await ran(context, {
      stdin: { kind: 'bytes', bytes: request('b.example/c') },
    });
    assert.deepEqual(JSON.parse(stdout).auth, {});
    assert.equal(logged?.result, 'none');
  });

  test('is given though the log cannot be written', async (context) => {
    const { stdout, error, logged } = await ran(context, { logFile: 'config.yaml/log' });
    assert.equal(Object.keys(JSON.parse(stdout).auth).length, 1);
    assert.deepEqual([error, logged], [undefined, undefined]);
  });

  test('is written before it is logged', async (context) => {
    const order: string[] = [];
    const { stdout } = await ran(context, {
      world: {
        stdout: { write: () => order.push('answer'), offer: () => {} },
        now: () => order.push('log'),
      },
    });
    assert.deepEqual([stdout, order.at(-2), order.at(-1)], ['', 'answer', 'log']);
  });
});

const OVERDUE = 'no answer within the deadline of 2 s [DEADLINE_EXCEEDED]';
/** A clock that is past the deadline of 2 s from this look on. */
const overFrom = (look: number) => {
  let looks = 0;
  return () => {
    looks += 1;
    return looks >= look ? 2_000 : 0;
  };
};

const FAILURES: readonly (readonly [name: string, given: Case, error: string])[] = [
  [
    'a request that is too large',
    { stdin: { kind: 'tooLarge' } },
    'request on stdin: larger than 1048576 bytes [REQUEST_TOO_LARGE]',
  ],
  [
    'a request of too many names',
    { stdin: { kind: 'bytes', bytes: Buffer.from(`{${'"a":0,'.repeat(250)}"b":0}`) } },
    'request on stdin: it has more than 250 names and values [REQUEST_TOO_LARGE]',
  ],
  [
    'a request that is not UTF-8',
    { stdin: { kind: 'bytes', bytes: Buffer.from([0xff]) } },
    'request on stdin: not UTF-8 text [REQUEST_INVALID]',
  ],
  [
    'stdin that cannot be read',
    {
      world: {
        readStdin: () => Promise.reject(Object.assign(new Error('a directory'), { code: 'EISDIR' })),
      },
    },
    'request on stdin: cannot be read (EISDIR) [REQUEST_INVALID]',
  ],
  [
    'a request without its end',
    { stdin: { kind: 'timedOut', received: 12 } },
    'request on stdin: did not end within the deadline; 12 bytes were read [DEADLINE_EXCEEDED]',
  ],
  [
    'stdout that is closed',
    {
      world: {
        stdout: {
          write: () => {
            throw new ProviderError('stdout was closed', { code: 'OUTPUT_FAILED' });
          },
          offer: () => {},
        },
      },
    },
    'stdout was closed [OUTPUT_FAILED]',
  ],
  [
    'a deadline that ends before the rules are looked at',
    { deadline: '2s', world: { clock: overFrom(3) } },
    OVERDUE,
  ],
];

describe('a failure is thrown and logged, and nothing is answered', () => {
  for (const [name, given, message] of FAILURES) {
    test(name, async (context) => {
      const { error, logged } = await ran(context, given);
      assert.equal(error, message);
      assert.deepEqual([logged?.result, `[${logged?.code}]`], ['failure', /\[\w+\]$/.exec(message)?.[0]]);
    });
  }

  test('the log cannot be written', async (context) => {
    const { error, logged } = await ran(context, { stdin: { kind: 'tooLarge' }, logFile: 'config.yaml/log' });
    assert.deepEqual([error !== undefined, logged], [true, undefined]);
  });

  test('a deadline that ends after any look at the clock', async (context) => {
    const errors = new Set<string | undefined>();
    for (let look = 1; ; look += 1) {
      const { error, logged } = await ran(context, { deadline: '2s', world: { clock: overFrom(look) } });
      if (error === undefined) break;
      errors.add(error);
      assert.equal(logged?.code, 'DEADLINE_EXCEEDED');
      assert.ok(look < 50);
    }
    assert.deepEqual([...errors], [OVERDUE, `rule "r": static: ${OVERDUE}`]);
  });
});

test('how long stdin may take is what is left of the deadline', async (context) => {
  const limits: unknown[] = [];
  await ran(context, {
    deadline: '30s',
    world: {
      clock: () => 400,
      readStdin: async (limit) => {
        limits.push(limit);
        return { kind: 'bytes', bytes: request('a.example/b') };
      },
    },
  });
  assert.deepEqual(limits, [{ maxBytes: 1024 * 1024, timeoutMs: 29_600 }]);
});

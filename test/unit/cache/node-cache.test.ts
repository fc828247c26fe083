// One process and the cache's directory: what is kept, used, renewed and remembered, and what is wrong with files.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Credentials, Question } from '../../../src/backend/backend.ts';
import { clear, peek } from '../../../src/cache/contents.ts';
import { NodeCache, type NodeCacheOptions } from '../../../src/cache/node-cache.ts';
import { type ErrorCode, ProviderError } from '../../../src/errors.ts';
import { Secret } from '../../../src/secret.ts';
import { Deadline } from '../../../src/system/deadline.ts';
import { identifyProcess } from '../../../src/system/process-identity.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const UID = process.getuid?.() ?? -1;
const NOT_ROOT = UID === 0 ? false : 'needs root';
const CANARY = 'canary-of-the-password';

/** A node: its clock, its cache's directory, and the cloud that it asks. */
class Node {
  readonly directory: string;
  now = Date.UTC(2026, 10, 24, 12);
  remainingMs = 45 * SECOND;
  asked = 0;
  /** What the cloud does: gives a credential for so long, or refuses. */
  cloud: () => Credentials | Promise<Credentials> = () => this.credential(12 * HOUR);
  key: Question['key'] = { identity: 'node' };
  registry = 'registry.example';
  byToken = false;
  graceMs = 24 * HOUR;

  constructor(context: TestContext) {
    this.directory = join(temporaryFolder(context).path, 'cache');
  }

  credential(lifeMs: number): Credentials {
    return {
      scope: 'registry',
      entries: [
        {
          username: 'AWS',
          password: new Secret(`${CANARY} ${this.asked}`),
          expiresAt: new Date(this.now + lifeMs),
        },
      ],
    };
  }

  options(): NodeCacheOptions {
    return {
      directory: this.directory,
      uid: UID,
      now: () => this.now,
      graceMs: this.graceMs,
      deadline: new Deadline(this.remainingMs, () => 0),
    };
  }

  /** One run: `hit 1` is the credential of the first call, from the cache. */
  async pull(options: Partial<NodeCacheOptions> = {}): Promise<Pull> {
    const cache = new NodeCache({ ...this.options(), ...options });
    const question: Question = {
      rule: 'rule',
      backend: 'ecr',
      registry: this.registry,
      key: this.key,
      byToken: this.byToken,
      ask: async () => {
        this.asked += 1;
        return this.cloud();
      },
    };
    const outcome = () => cache.report?.outcome;
    const troubles = () => cache.report?.troubles ?? [];
    const failure = () => cache.report?.failure?.code;
    const message = () => cache.report?.failure?.message;
    try {
      const credentials = await cache.through(question, new AbortController());
      const number = credentials.entries[0]?.password.reveal().split(' ')[1] ?? 'anonymous';
      return {
        text: `${outcome()} ${number}`,
        troubles: troubles(),
        failure: failure(),
        message: message(),
        credentials,
      };
    } catch (error) {
      assert.ok(error instanceof ProviderError, String(error));
      return { text: `${outcome()} ${error.code}`, troubles: troubles(), failure: failure(), error };
    }
  }

  get files(): readonly string[] {
    return readdirSync(this.directory);
  }

  get entry(): string {
    const [name, ...others] = this.files.filter((file) => file.endsWith('.json'));
    assert.deepEqual(others, []);
    return join(this.directory, name as string);
  }
}

interface Pull {
  readonly text: string;
  readonly troubles: readonly string[];
  readonly failure: ErrorCode | undefined;
  readonly message?: string | undefined;
  readonly credentials?: Credentials;
  readonly error?: ProviderError;
}

function refusing(code: ErrorCode, retryAfterMs?: number): () => never {
  return () => {
    throw new ProviderError(`ecr: ${code}`, {
      code,
      hint: 'grant it',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  };
}

describe('a credential', () => {
  test('is asked for once, and kept where only its user can read it', async (context) => {
    const node = new Node(context);
    assert.equal((await node.pull()).text, 'asked 1');
    const { text, credentials, troubles } = await node.pull();
    assert.equal(text, 'hit 1');
    assert.deepEqual(troubles, []);
    assert.deepEqual(credentials?.entries[0]?.expiresAt, new Date(node.now + 12 * HOUR));
    assert.equal(credentials?.cacheAtMostMs, undefined);
    assert.equal(statSync(node.directory).mode & 0o7777, 0o700);
    assert.equal(statSync(node.entry).mode & 0o7777, 0o600);
    assert.deepEqual(node.files.length, 1, 'neither a lock nor an unfinished file is left');
    assert.match(node.files[0] as string, /^[0-9a-f]{64}\.json$/);
  });

  test('keeps all that an answer holds', async (context) => {
    const node = new Node(context);
    const expiresAt = new Date(node.now + HOUR);
    const given: Credentials = {
      scope: 'image',
      entries: [
        { username: 'a', password: new Secret('1'), expiresAt, key: 'registry.example/a' },
        { username: 'ü"\\', password: new Secret('\u{1f511}'), expiresAt: new Date(node.now + 2 * HOUR) },
      ],
    };
    node.cloud = () => given;
    await node.pull();
    const { credentials } = await node.pull();
    const reveal = ({ scope, entries }: Credentials) => ({
      scope,
      entries: entries.map(({ username, password, expiresAt, key }) => [
        username,
        password.reveal(),
        expiresAt,
        key,
      ]),
    });
    assert.deepEqual(reveal(credentials as Credentials), reveal(given));
    node.now += 48 * MINUTE + 1; // the first of them needs renewal
    node.cloud = () => node.credential(HOUR);
    assert.equal((await node.pull()).text, 'renewed 2');
  });

  test('that does not say when it expires is not kept', async (context) => {
    const node = new Node(context);
    node.cloud = () => ({ scope: 'registry', entries: [{ username: 'u', password: new Secret('p 9') }] });
    await node.pull();
    assert.equal((await node.pull()).text, 'asked 9');
    assert.deepEqual(node.files, []);
  });

  for (const [lifeMs, second] of [
    [9_999, 'asked 2'],
    [10_000, 'hit 1'],
    [0, 'asked 2'],
    [-5_000, 'asked 2'],
  ] as const) {
    test(`that lives for ${lifeMs} ms more is ${second === 'hit 1' ? '' : 'not '}kept`, async (context) => {
      const node = new Node(context);
      node.cloud = () => node.credential(lifeMs);
      await node.pull();
      assert.equal((await node.pull()).text, second);
    });
  }

  test('lives no longer than it did, where the clock was set back meanwhile', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now -= 50 * SECOND;
    const { text, credentials } = await node.pull();
    assert.equal(text, 'hit 1');
    assert.deepEqual(credentials?.entries[0]?.expiresAt, new Date(node.now + 12 * HOUR));
    node.now -= 11 * SECOND; // more than clocks are set right by
    assert.equal((await node.pull()).text, 'asked 2');
  });

  test('none, on purpose, is kept for as long as it was meant', async (context) => {
    const node = new Node(context);
    node.cloud = () => ({ scope: 'registry', entries: [], anonymousForMs: MINUTE });
    assert.equal((await node.pull()).text, 'asked anonymous');
    node.now += 20 * SECOND;
    const { text, credentials } = await node.pull();
    assert.equal(text, 'hit anonymous');
    assert.equal(credentials?.anonymousForMs, 40 * SECOND);
    node.cloud = () => ({ scope: 'registry', entries: [] });
    node.now += MINUTE;
    assert.equal((await node.pull()).text, 'asked anonymous');
    assert.equal((await node.pull()).text, 'asked anonymous');
  });

  test('of another identity or registry is another', async (context) => {
    const node = new Node(context);
    assert.equal((await node.pull()).text, 'asked 1');
    node.key = { identity: 'other' };
    assert.equal((await node.pull()).text, 'asked 2');
    node.registry = 'other.example';
    assert.equal((await node.pull()).text, 'asked 3');
    assert.equal((await node.pull()).text, 'hit 3');
  });

  test('is renewed when less than the margin is left, and asked for when it has expired', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now += 11 * HOUR;
    assert.equal((await node.pull()).text, 'hit 1');
    node.now += 1;
    assert.equal((await node.pull()).text, 'renewed 2');
    assert.equal((await node.pull()).text, 'hit 2');
    node.now += 12 * HOUR;
    assert.equal((await node.pull()).text, 'asked 3');
  });
});

describe('when the renewal fails', () => {
  for (const [code, quietMs] of [
    ['NETWORK_FAILED', 30 * SECOND],
    ['BACKEND_UNAVAILABLE', 30 * SECOND],
    ['BACKEND_DENIED', 10 * SECOND],
    ['BACKEND_THROTTLED', 5 * SECOND],
  ] as const) {
    test(`${code}: the old one is used as long as it lives`, async (context) => {
      const node = new Node(context);
      await node.pull();
      node.now += 11.5 * HOUR;
      node.cloud = refusing(code);
      const first = await node.pull();
      assert.equal(first.text, 'old 1');
      assert.equal(first.credentials?.cacheAtMostMs, 5 * MINUTE);
      assert.equal(first.failure, code);
      node.now += quietMs - 1;
      assert.equal((await node.pull()).text, 'old 1');
      assert.equal(node.asked, 2, 'the cloud is left alone for a while');
      node.now += 1;
      assert.equal((await node.pull()).text, 'old 1');
      assert.equal(node.asked, 3);
      node.now += 29 * MINUTE;
      assert.equal((await node.pull()).text, 'old 1');
      node.cloud = () => node.credential(12 * HOUR);
      node.now += MINUTE;
      assert.equal((await node.pull()).text, 'asked 5');
      assert.equal((await node.pull()).text, 'hit 5');
    });
  }

  test('a bug of ours fails no pull either', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now += 11.5 * HOUR;
    node.cloud = () => {
      throw new TypeError(CANARY);
    };
    const { text, failure } = await node.pull();
    assert.deepEqual([text, failure], ['old 1', 'INTERNAL']);
  });

  test('a cloud that does not answer costs a part of the time only', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now += 11.5 * HOUR;
    node.remainingMs = 100;
    node.cloud = () => new Promise(() => {});
    const started = performance.now();
    const { text, failure } = await node.pull();
    assert.deepEqual([text, failure], ['old 1', 'DEADLINE_EXCEEDED']);
    // The cloud never answers: that there is an answer is that it was given up.
    const ms = performance.now() - started;
    assert.ok(ms >= 49, `${ms} ms`);
  });

  test('the failure says what was waited for, and no request may wait into the rest of the run', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now += 11.5 * HOUR;
    node.remainingMs = 100;
    const deadline = new Deadline(100, () => 0);
    const remaining: number[] = [];
    node.cloud = () =>
      deadline.during(
        () => 'get token: host.example did not answer in time',
        () => {
          remaining.push(deadline.remainingMs());
          return new Promise(() => {});
        },
      );
    const { message } = await node.pull({ deadline });
    assert.deepEqual([...remaining, deadline.remainingMs()], [50, 100]);
    assert.equal(
      message,
      'ecr: no new credential within 0.05 s: get token: host.example did not answer in time',
    );
  });
});

describe('a failure', () => {
  for (const code of ['BACKEND_DENIED', 'BACKEND_NOT_FOUND', 'IDENTITY_UNAVAILABLE'] as const) {
    test(`${code} is remembered for 10 s`, async (context) => {
      const node = new Node(context);
      node.cloud = refusing(code);
      assert.equal((await node.pull()).text, `asked ${code}`);
      node.now += 9_500;
      const { text, error } = await node.pull();
      assert.equal(text, `remembered ${code}`);
      assert.equal(error?.message, `ecr: ${code} (remembered for another 1 s)`);
      assert.equal(error?.hint, 'grant it');
      node.key = { identity: 'corrected' };
      assert.equal((await node.pull()).text, `asked ${code}`, 'another identity asks at once');
      node.key = { identity: 'node' };
      node.now += 500;
      assert.equal((await node.pull()).text, `asked ${code}`);
      assert.equal(node.asked, 3);
    });
  }

  test('throttling is remembered for as long as the cloud asks', async (context) => {
    const node = new Node(context);
    node.cloud = refusing('BACKEND_THROTTLED', 30 * SECOND);
    await node.pull();
    node.now += 29_999;
    const { text, error } = await node.pull();
    assert.equal(text, 'remembered BACKEND_THROTTLED');
    assert.equal(error?.retryAfterMs, 1);
    node.now += 1;
    assert.equal((await node.pull()).text, 'asked BACKEND_THROTTLED');
  });

  test('one of a service that is down and says for how long is remembered so long', async (context) => {
    const node = new Node(context);
    node.cloud = refusing('BACKEND_UNAVAILABLE', 20 * SECOND);
    await node.pull();
    node.now += 19_999;
    assert.equal((await node.pull()).text, 'remembered BACKEND_UNAVAILABLE');
    node.now += 1;
    assert.equal((await node.pull()).text, 'asked BACKEND_UNAVAILABLE');
  });

  for (const code of ['NETWORK_FAILED', 'TLS_FAILED', 'BACKEND_UNAVAILABLE', 'RESPONSE_INVALID'] as const) {
    test(`${code} is not remembered: the next attempt asks`, async (context) => {
      const node = new Node(context);
      node.cloud = refusing(code);
      assert.equal((await node.pull()).text, `asked ${code}`);
      node.cloud = () => node.credential(HOUR);
      assert.equal((await node.pull()).text, 'asked 2');
    });
  }

  test('what is kept of it holds no secret', async (context) => {
    const node = new Node(context);
    node.cloud = () => {
      throw new ProviderError('ecr: denied', { code: 'BACKEND_DENIED', cause: new Error(CANARY) });
    };
    await node.pull();
    assert.doesNotMatch(readFileSync(node.entry, 'utf8'), new RegExp(CANARY));
    node.key = { other: 1 };
    node.cloud = () => {
      throw new TypeError(CANARY);
    };
    await assert.rejects(node.pull(), /canary/, 'the bug itself is told by main, without its message');
    for (const file of node.files) {
      assert.doesNotMatch(readFileSync(join(node.directory, file), 'utf8'), new RegExp(CANARY));
    }
  });
});

/** What may be found in an entry's place: each costs the call, and the place is good again. */
const FOUND: Readonly<Record<string, (node: Node, entry: string) => void>> = {
  'an empty file': (_node, entry) => truncateTo(entry, 0),
  'a torn entry': (_node, entry) => truncateTo(entry, 100),
  'an entry less its last byte but one': (_node, entry) =>
    writeFileSync(entry, readFileSync(entry, 'utf8').slice(0, -2)),
  'bytes that are no text': (_node, entry) => writeFileSync(entry, Buffer.from([0xff, 0xfe, 0])),
  'another JSON': (_node, entry) => writeFileSync(entry, '[]'),
  'JSON of nothing': (_node, entry) => writeFileSync(entry, 'null'),
  'an older version': (_node, entry) => edit(entry, (file) => ({ ...file, version: 0 })),
  'a newer version': (_node, entry) => edit(entry, (file) => ({ ...file, version: 2 })),
  'the entry of another question': (_node, entry) => edit(entry, (file) => ({ ...file, question: '{}' })),
  'times that are texts': (_node, entry) => editKept(entry, { expiresAt: '2099-01-01' }),
  'a time beyond all dates': (_node, entry) => editKept(entry, { expiresAt: 1e300 }),
  'a password that is a number': (_node, entry) =>
    editKept(entry, { entries: [{ username: 'u', password: 1, expiresAt: 4e12 }] }),
  'a life of 292 years': (node, entry) => editTimes(entry, node.now + 292 * 8766 * HOUR),
  'a life of a month, of a run whose clock was behind': (node, entry) =>
    editTimes(entry, node.now + 722 * HOUR),
  'a life of a moment more than a day': (node, entry) => editTimes(entry, node.now + 24 * HOUR + MINUTE + 1),
  'a life from the beginning of time': (_node, entry) => editKept(entry, { issuedAt: -8.64e15 }),
  'a credential that outlives its entry by a year': (node, entry) =>
    editCredential(entry, { expiresAt: node.now + 8766 * HOUR }),
  'a credential that ends before its entry': (node, entry) =>
    editCredential(entry, { expiresAt: node.now + HOUR }),
  'a credential without an end': (_node, entry) => editCredential(entry, { expiresAt: undefined }),
  'an end that is null': (_node, entry) => editCredential(entry, { expiresAt: null }),
  'a password with a line end': (_node, entry) => editCredential(entry, { password: 'p\n2' }),
  'a password of two lines of a header': (_node, entry) => editCredential(entry, { password: 'p\r\nX: y' }),
  'an empty password': (_node, entry) => editCredential(entry, { password: '' }),
  'a user name with a NUL': (_node, entry) => editCredential(entry, { username: 'AWS\u0000' }),
  'an empty user name': (_node, entry) => editCredential(entry, { username: '' }),
  'a user name that is an object': (_node, entry) => editCredential(entry, { username: { toString: 'x' } }),
  'a key that is a list': (_node, entry) => editCredential(entry, { key: ['a'] }),
  'a key with a tab': (_node, entry) => editCredential(entry, { key: 'registry.example\t' }),
  'a credential that is null': (_node, entry) => editKept(entry, { entries: [null] }),
  'a failure of a kind that its code is not': (_node, entry) =>
    edit(entry, ({ kept: _, ...file }) => ({ ...file, failure: { ...FAILURE, kind: 'throttled' } })),
  'a failure whose code is none': (_node, entry) =>
    edit(entry, ({ kept: _, ...file }) => ({
      ...file,
      failure: { ...FAILURE, code: 'a b', kind: 'passing' },
    })),
  'a failure beside, of which nothing can be told': (_node, entry) =>
    edit(entry, (file) => ({ ...file, failure: { ...FAILURE, message: 7 } })),
  'no credentials, and not anonymous': (_node, entry) => editKept(entry, { entries: [] }),
  'credentials that are none': (_node, entry) => editKept(entry, { entries: 'x' }),
  'no scope': (_node, entry) => editKept(entry, { scope: 'all' }),
  'a file that is far too large': (_node, entry) => writeFileSync(entry, `${' '.repeat(300_000)}{}`),
  'a link to a good entry': (node, entry) => {
    const elsewhere = join(node.directory, '..', 'elsewhere.json');
    renameSync(entry, elsewhere);
    symlinkSync(elsewhere, entry);
  },
  'a link to nowhere': (_node, entry) => replaceBy(entry, () => symlinkSync('/no/such/file', entry)),
  'a link to itself': (_node, entry) => replaceBy(entry, () => symlinkSync(entry, entry)),
  'a named pipe': (_node, entry) => replaceBy(entry, () => execFileSync('mkfifo', [entry])),
  'a file that others may read': (_node, entry) => chmodSync(entry, 0o644),
};

function truncateTo(entry: string, length: number): void {
  writeFileSync(entry, readFileSync(entry).subarray(0, length));
}

function edit(entry: string, change: (file: Record<string, unknown>) => object): void {
  writeFileSync(entry, JSON.stringify(change(JSON.parse(readFileSync(entry, 'utf8')))));
}

function editKept(entry: string, change: object): void {
  edit(entry, (file) => ({ ...file, kept: { ...(file.kept as object), ...change } }));
}

/** Of entry and credential alike. */
function editTimes(entry: string, expiresAt: number): void {
  editKept(entry, { expiresAt });
  editCredential(entry, { expiresAt });
}

function editCredential(entry: string, change: object): void {
  edit(entry, (file) => {
    const kept = file.kept as { readonly entries: readonly object[] };
    return { ...file, kept: { ...kept, entries: [{ ...kept.entries[0], ...change }] } };
  });
}

const FAILURE = {
  at: Date.UTC(2026, 10, 24, 12),
  kind: 'lasting',
  code: 'BACKEND_DENIED',
  message: 'denied',
};

function replaceBy(path: string, make: () => void): void {
  rmSync(path);
  make();
}

describe("in an entry's place", { concurrency: 4 }, () => {
  for (const [name, put] of Object.entries(FOUND)) {
    test(name, async (context) => {
      const node = new Node(context);
      await node.pull();
      const entry = node.entry;
      put(node, entry);
      assert.equal((await node.pull()).text, 'asked 2');
      assert.equal((await node.pull()).text, 'hit 2');
      assert.ok(lstatSync(entry).isFile());
      assert.equal(statSync(entry).mode & 0o7777, 0o600);
    });
  }

  test('a directory: each asks', async (context) => {
    const node = new Node(context);
    await node.pull();
    const entry = node.entry;
    replaceBy(entry, () => mkdirSync(entry));
    assert.equal((await node.pull()).text, 'asked 2');
    const { text, troubles } = await node.pull();
    assert.equal(text, 'asked 3');
    assert.ok(troubles.includes('entry is not a file'), String(troubles));
    assert.deepEqual(node.files.length, 1, 'no unfinished file stays');
  });

  test('a file of another user', { skip: NOT_ROOT }, async (context) => {
    const node = new Node(context);
    await node.pull();
    chownSync(node.entry, 4711, 4711);
    const { text, troubles } = await node.pull();
    assert.equal(text, 'asked 2');
    assert.deepEqual(troubles, ['entry is owned by user 4711, not 0']);
    assert.equal((await node.pull()).text, 'hit 2');
  });
});

/** What may be wrong with the directory: each pull asks, and says why. */
const DIRECTORIES: Readonly<
  Record<string, { readonly put: (path: string) => void; readonly trouble: RegExp; readonly root?: true }>
> = {
  'can be used by other users': {
    put: (path) => {
      mkdirSync(path);
      chmodSync(path, 0o755);
    },
    trouble: /^directory can be used by other users \(mode 755\)$/,
  },
  'may be written by a group': {
    put: (path) => {
      mkdirSync(path);
      chmodSync(path, 0o770);
    },
    trouble: /^directory can be used by other users \(mode 770\)$/,
  },
  'is a symbolic link': {
    put: (path) => {
      mkdirSync(`${path}-real`, { mode: 0o700 });
      symlinkSync(`${path}-real`, path);
    },
    trouble: /^directory is (a symbolic link|not a directory)$/,
  },
  'is a file': {
    put: (path) => writeFileSync(path, ''),
    trouble: /^directory is not a directory$/,
  },
  'is a link to nowhere': {
    put: (path) => symlinkSync('/no/such', path),
    trouble: /^directory is (a symbolic link|not a directory)$/,
  },
  'is a named pipe': {
    put: (path) => execFileSync('mkfifo', [path]),
    trouble: /^directory is not a directory$/,
  },
  'is of another user': {
    put: (path) => {
      mkdirSync(path, { mode: 0o700 });
      chownSync(path, 4711, 4711);
    },
    trouble: /^directory is owned by user 4711, not 0$/,
    root: true,
  },
};

describe('a directory that', () => {
  for (const [name, { put, trouble, root }] of Object.entries(DIRECTORIES)) {
    test(name, { skip: root && NOT_ROOT }, async (context) => {
      const node = new Node(context);
      put(node.directory);
      const before = readdirSync(join(node.directory, '..'), { recursive: true });
      for (const expected of ['off 1', 'off 2']) {
        const { text, troubles } = await node.pull();
        assert.equal(text, expected);
        assert.equal(troubles.length, 1);
        assert.match(troubles[0] as string, trouble);
      }
      assert.deepEqual(readdirSync(join(node.directory, '..'), { recursive: true }), before);
    });
  }

  test('cannot be made, as its parent is a file', async (context) => {
    const node = new Node(context);
    writeFileSync(node.directory, '');
    const { text, troubles } = await node.pull({ directory: join(node.directory, 'x') });
    assert.equal(text, 'off 1');
    assert.deepEqual(troubles, ['directory is not a directory']);
  });

  test('is removed while we work in it: the answer is given all the same', async (context) => {
    const node = new Node(context);
    node.cloud = () => {
      rmSync(node.directory, { recursive: true });
      return node.credential(HOUR);
    };
    const { text, troubles } = await node.pull();
    assert.equal(text, 'asked 1');
    assert.ok(troubles.includes('entry was removed in the meantime'), String(troubles));
    assert.equal(existsSync(node.directory), false);
  });

  test('is replaced while we work in it: nothing is written into the new one', async (context) => {
    const node = new Node(context);
    node.cloud = () => {
      renameSync(node.directory, `${node.directory}-old`);
      mkdirSync(node.directory, { mode: 0o777 });
      chmodSync(node.directory, 0o777);
      return node.credential(HOUR);
    };
    assert.equal((await node.pull()).text, 'asked 1');
    assert.deepEqual(node.files, []);
    assert.equal(readdirSync(`${node.directory}-old`).length, 1);
  });

  test('is made with its parents, for nobody else, whatever the umask', async (context) => {
    const node = new Node(context);
    const before = process.umask(0);
    context.after(() => process.umask(before));
    const directory = join(node.directory, 'a/b');
    assert.equal((await node.pull({ directory })).text, 'asked 1');
    for (const path of [node.directory, join(node.directory, 'a'), directory]) {
      assert.equal(statSync(path).mode & 0o7777, 0o700, path);
    }
  });
});

describe('what has ended is cleaned up', () => {
  const name = (number: number, ending: string): string => `${String(number).padStart(64, '0')}${ending}`;

  function put(node: Node, file: string, modifiedAt: number): void {
    const path = join(node.directory, file);
    if (file.includes('.lock')) {
      symlinkSync('1.2.3.4', path);
      execFileSync('touch', ['-h', '-d', new Date(modifiedAt).toISOString(), path]);
      return;
    }
    writeFileSync(path, '{}', { mode: 0o600 });
    utimesSync(path, new Date(modifiedAt), new Date(modifiedAt));
  }

  test('with the next write, and nothing that is not ours', async (context) => {
    const node = new Node(context);
    mkdirSync(node.directory, { mode: 0o700 });
    const old = node.now - 2 * HOUR;
    const kept = ['notes.txt', 'x.json', name(1, '.yaml'), name(2, '.json')];
    const removed = [
      name(3, '.json'),
      name(4, '.lock'),
      name(4, '.lock.next'),
      name(4, '.lock.next.next'),
      name(4, '.lock.by.12.34.56.abc-def'),
      name(5, '.12.34.56.abc-def.tmp'),
    ];
    for (const file of [...kept, ...removed]) {
      put(node, file, file === name(2, '.json') ? node.now + HOUR : old);
    }
    // Whoever has made these may still run.
    const young = [name(6, '.lock'), name(6, '.lock.next'), name(7, '.12.34.56.abc-def.tmp')];
    for (const file of young) {
      put(node, file, node.now - HOUR + MINUTE);
    }
    kept.push(...young);
    await node.pull();
    const [entry] = node.files.filter((file) => !kept.includes(file) && !removed.includes(file));
    assert.deepEqual(new Set(node.files), new Set([...kept, entry]));
    put(node, name(3, '.json'), old);
    await node.pull();
    assert.ok(node.files.includes(name(3, '.json')), 'who only reads does not clean up');
  });

  test("an entry's own end is what counts", async (context) => {
    const node = new Node(context);
    await node.pull();
    const [first] = node.files;
    node.key = { identity: 'other' };
    node.now += 12 * HOUR + 10 * MINUTE;
    await node.pull();
    assert.ok(node.files.includes(first as string));
    node.now += 1;
    node.key = { identity: 'third' };
    await node.pull();
    assert.ok(!node.files.includes(first as string));
    assert.equal(node.files.length, 2);
  });

  test('a part of it at a time', async (context) => {
    const node = new Node(context);
    mkdirSync(node.directory, { mode: 0o700 });
    for (let number = 0; number < 500; number += 1) {
      put(node, name(number, '.json'), node.now - HOUR);
    }
    await node.pull();
    assert.equal(node.files.length, 301);
  });
});

describe('clear', () => {
  async function filled(context: TestContext): Promise<Node> {
    const node = new Node(context);
    await node.pull();
    node.key = { identity: 'other' };
    await node.pull();
    node.registry = 'other.example';
    await node.pull();
    writeFileSync(join(node.directory, 'notes.txt'), '');
    symlinkSync(identifyProcess() as string, join(node.directory, `${'0'.repeat(64)}.lock`));
    return node;
  }

  test('forgets all, and nothing that is not an entry', async (context) => {
    const node = await filled(context);
    assert.equal(clear(node.options(), undefined), 3);
    assert.deepEqual(new Set(node.files), new Set(['notes.txt', `${'0'.repeat(64)}.lock`]));
    assert.equal((await node.pull()).text, 'asked 4');
  });

  test('forgets one registry', async (context) => {
    const node = await filled(context);
    assert.equal(clear(node.options(), 'registry.example'), 2);
    assert.equal((await node.pull()).text, 'hit 3');
    assert.equal(clear(node.options(), 'unknown.example'), 0);
  });

  test('where there is nothing', (context) => {
    const node = new Node(context);
    assert.equal(clear(node.options(), undefined), 0);
    assert.equal(existsSync(node.directory), false);
  });
});

describe('peek', () => {
  test('tells of the entry and not what is in it', async (context) => {
    const node = new Node(context);
    const look = () =>
      peek(node.options(), { backend: 'ecr', registry: node.registry, key: node.key, byToken: node.byToken });
    assert.deepEqual(look(), { decision: { kind: 'ask' }, life: undefined, failure: undefined });
    assert.equal(existsSync(node.directory), false, 'looking makes nothing');
    const issuedAt = node.now;
    await node.pull();
    node.now += HOUR;
    const found = look();
    assert.deepEqual(found, {
      decision: { kind: 'use' },
      life: { issuedAt, expiresAt: issuedAt + 12 * HOUR },
      failure: undefined,
    });
    assert.doesNotMatch(JSON.stringify(found), new RegExp(CANARY));
    node.now += 10.5 * HOUR;
    assert.equal(look().decision.kind, 'renew');
    node.cloud = refusing('BACKEND_DENIED');
    await node.pull();
    assert.equal(look().decision.kind, 'useOld');
    node.now += HOUR;
    await node.pull();
    assert.equal(look().decision.kind, 'refuse');
  });
});

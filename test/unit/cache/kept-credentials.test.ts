// Which entries count as credentials that a pull may still get, and that nothing of them but their life is told.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type CacheEntry, encodeEntry } from '../../../src/cache/entry.ts';
import { KeptCredentialsReader } from '../../../src/cache/kept-credentials.ts';
import { headOf } from '../../../src/cache/key.ts';
import { Secret } from '../../../src/secret.ts';
import { NotUsable } from '../../../src/system/private-directory.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 29);

class Directory {
  readonly path: string;
  readonly #write: ReturnType<typeof temporaryFolder>['write'];
  readonly #reader = new KeptCredentialsReader();

  constructor(context: TestContext) {
    const { path, write } = temporaryFolder(context);
    this.path = join(path, 'cache');
    this.#write = write;
    mkdirSync(this.path, { mode: 0o700 });
  }

  /** @param from and @param to of its life, in minutes from now @param end when it is swept */
  put(
    name: string,
    from: number,
    to: number,
    more: Partial<CacheEntry> & { readonly end?: number } = {},
  ): string {
    const life = { issuedAt: NOW + from * MINUTE, expiresAt: NOW + to * MINUTE };
    const expiresAt = new Date(life.expiresAt);
    const entries = [{ username: 'canary', password: new Secret('canary'), expiresAt, key: undefined }];
    const head = headOf({ backend: 'ecr', registry: 'r.example', key: { name } });
    const kept = { life, credentials: { scope: 'registry' as const, entries }, refused: false };
    const text = encodeEntry(head, { kept, failure: undefined, ...more }, name);
    const file = this.#write(`cache/${head.name}.json`, text);
    const end = (NOW + (more.end ?? to) * MINUTE) / 1000;
    utimesSync(file, end, end);
    return file;
  }

  write(name: string, text: string): void {
    this.#write(`cache/${name}`, text);
  }

  read() {
    return this.#reader.read({ directory: this.path, uid: process.getuid?.() ?? -1, now: () => NOW });
  }

  get rules(): readonly (string | undefined)[] {
    return this.read()
      .map(({ rule }) => rule)
      .sort();
  }
}

const failure = (code: 'NETWORK_FAILED' | 'BACKEND_DENIED', kind: 'unreachable' | 'lasting') => ({
  failure: { at: NOW - MINUTE, kind, code, message: 'm', hint: undefined, retryAfterMs: undefined },
});

describe('credentials that are kept', () => {
  test('those that have not expired, with the rule that got them', (context) => {
    const directory = new Directory(context);
    directory.put('valid', -10, 10);
    directory.put('expired', -10, -1);
    assert.deepEqual(directory.read(), [
      {
        rule: 'valid',
        backend: 'ecr',
        life: { issuedAt: NOW - 10 * MINUTE, expiresAt: NOW + 10 * MINUTE },
        failure: undefined,
      },
    ]);
  });

  test('expired ones too while no service can be asked, until their grace ends', (context) => {
    const directory = new Directory(context);
    directory.put('in an outage', -10, -1, { ...failure('NETWORK_FAILED', 'unreachable'), end: 60 });
    directory.put('after its grace', -100, -90, { ...failure('NETWORK_FAILED', 'unreachable'), end: -5 });
    directory.put('refused', -10, -1, { ...failure('BACKEND_DENIED', 'lasting'), end: 60 });
    assert.deepEqual(directory.rules, ['in an outage']);
  });

  test('no failure without a credential, no lock, and nothing that is torn or of another version', (context) => {
    const directory = new Directory(context);
    directory.put('a', -1, 10, { kept: undefined, ...failure('BACKEND_DENIED', 'lasting') });
    const name = '0'.repeat(64);
    directory.write(`${name}.json`, '{"version":1,"backend":"ecr","kept":{');
    directory.write(`${name}.lock`, 'x');
    directory.write(`${'1'.repeat(64)}.json`, '{"version":99,"backend":"ecr"}');
    directory.write('notes.json', '{}');
    symlinkSync('/etc/hostname', join(directory.path, `${'2'.repeat(64)}.json`));
    assert.deepEqual(directory.rules, []);
  });

  test('an entry that is replaced is read again, one that is removed is gone', (context) => {
    const directory = new Directory(context);
    const file = directory.put('a', -10, 5);
    assert.equal(directory.read()[0]?.life.expiresAt, NOW + 5 * MINUTE);
    rmSync(file);
    directory.put('a', -1, 50);
    assert.equal(directory.read()[0]?.life.expiresAt, NOW + 50 * MINUTE);
    rmSync(file);
    assert.deepEqual(directory.read(), []);
  });

  test('a directory that is not there has none; one that others can enter is not read', (context) => {
    const directory = new Directory(context);
    directory.put('a', -10, 5);
    chmodSync(directory.path, 0o755);
    assert.throws(() => directory.read(), NotUsable);
    rmSync(directory.path, { recursive: true });
    assert.deepEqual(directory.read(), []);
  });
});

// A log is followed: each new line once, over rotations, and what is no line of it is none.

import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { LineFollower } from '../../../src/system/line-follower.ts';
import { appendLine } from '../../../src/system/log-file.ts';
import { NotUsable } from '../../../src/system/private-directory.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'only root can give a file to another user';

class Followed {
  readonly path: string;
  readonly lines: (string | undefined)[] = [];
  gaps = 0;
  readonly #follower: LineFollower;

  constructor(context: TestContext, options: Partial<ConstructorParameters<typeof LineFollower>[1]> = {}) {
    this.path = join(temporaryFolder(context).path, 'log');
    this.#follower = new LineFollower(this.path, {
      uid: process.getuid?.() ?? -1,
      since: Date.now() + 3_600_000,
      now: Date.now,
      maxLineBytes: 1_000,
      maxBytesPerLook: 1_000_000,
      onLine: (line) => this.lines.push(line),
      onGap: () => {
        this.gaps += 1;
      },
      ...options,
    });
    context.after(() => this.#follower.close());
  }

  append(text: string): void {
    appendFileSync(this.path, text, { mode: 0o600 });
  }

  /** As a pull does. */
  log(line: string, maxBytes = 1_000_000): void {
    appendLine(this.path, line, { maxBytes, now: Date.now });
  }

  rotate(): void {
    renameSync(this.path, `${this.path}.1`);
  }

  /** The lines that a look finds. */
  look(): readonly (string | undefined)[] {
    this.lines.length = 0;
    this.#follower.look();
    return [...this.lines];
  }
}

describe('a log that is followed', () => {
  test('gives each line once, from the end that it had first', (context) => {
    const log = new Followed(context);
    log.append('old\n');
    assert.deepEqual(log.look(), []);
    log.append('one\ntwo\n');
    assert.deepEqual(log.look(), ['one', 'two']);
    assert.deepEqual(log.look(), []);
  });

  test('that was made after the beginning is read from its own', (context) => {
    const log = new Followed(context, { since: 0 });
    log.append('one\n');
    assert.deepEqual(log.look(), ['one']);
  });

  test('that was made in the future, as the clock is behind, is read from the end that it had first', (context) => {
    const log = new Followed(context, { since: 0, now: () => 3_600_000 });
    log.append('before\n');
    assert.deepEqual(log.look(), []);
    log.append('after\n');
    assert.deepEqual(log.look(), ['after']);
  });

  test('that does not exist yet is read whole when it does', (context) => {
    const log = new Followed(context);
    assert.deepEqual(log.look(), []);
    log.append('one\n');
    assert.deepEqual(log.look(), ['one']);
  });

  test('gives a line when its end is there', (context) => {
    const log = new Followed(context);
    log.look();
    log.append('on');
    assert.deepEqual(log.look(), []);
    log.append('e\ntw');
    assert.deepEqual(log.look(), ['one']);
    log.append('o\n');
    assert.deepEqual(log.look(), ['two']);
  });

  test('whose last line was not whole at first: its rest is no line', (context) => {
    const log = new Followed(context);
    log.append('ol');
    log.look();
    log.append('d\none\n');
    assert.deepEqual(log.look(), ['one']);
  });

  test('goes on after a rotation, with what was written to the old file last', (context) => {
    const log = new Followed(context);
    log.append('zero\n');
    log.look();
    log.append('one\n');
    log.rotate();
    log.append('two\n');
    assert.deepEqual(log.look(), ['one', 'two']);
    appendFileSync(`${log.path}.1`, 'late\n');
    log.append('three\n');
    assert.deepEqual(log.look(), ['late', 'three']);
    assert.equal(log.gaps, 0);
  });

  test('whose new file comes later', (context) => {
    const log = new Followed(context);
    log.append('zero\n');
    log.look();
    log.rotate();
    assert.deepEqual(log.look(), []);
    log.append('one\n');
    assert.deepEqual(log.look(), ['one']);
    assert.equal(log.gaps, 0);
  });

  test('that was rotated twice: the file between is read, and that more may be lost is told', (context) => {
    const log = new Followed(context);
    log.append('zero\n');
    log.look();
    log.append('one\n');
    log.rotate();
    log.append('two\n');
    log.rotate();
    log.append('three\n');
    assert.deepEqual(log.look(), ['one', 'two', 'three']);
    assert.equal(log.gaps, 1);
  });

  test('that was rotated twice, beside a FILE.1 that was there before: the file between is found', (context) => {
    const log = new Followed(context);
    log.append('before\n');
    log.rotate();
    log.append('zero\n');
    log.look();
    log.append('one\n');
    log.rotate();
    log.append('two\n'); // it may have got the number of the first FILE.1, were that not held open
    log.rotate();
    log.append('three\n');
    assert.deepEqual(log.look(), ['one', 'two', 'three']);
    assert.equal(log.gaps, 1);
  });

  test('that was removed beside an old FILE.1: nothing is read again', (context) => {
    const log = new Followed(context);
    writeFileSync(`${log.path}.1`, 'old\n');
    log.append('zero\n');
    log.look();
    rmSync(log.path);
    log.append('one\n');
    assert.deepEqual(log.look(), ['one']);
    assert.equal(log.gaps, 0);
  });

  test('that was emptied is read from its beginning', (context) => {
    const log = new Followed(context);
    log.append('a long line of old\n');
    log.look();
    truncateSync(log.path);
    log.append('one\n');
    assert.deepEqual(log.look(), ['one']);
    assert.equal(log.gaps, 1);
  });

  test('whose lines pulls write and rotate, all of them', (context) => {
    const log = new Followed(context, { since: 0 });
    const found: (string | undefined)[] = [];
    for (let number = 0; number < 200; number += 1) {
      log.log(`line ${number}`, 120);
      found.push(...log.look());
    }
    found.push(...log.look());
    assert.deepEqual(
      found,
      Array.from({ length: 200 }, (_, number) => `line ${number}`),
    );
    assert.equal(log.gaps, 0);
  });

  test('whose last line a rotation leaves torn: it is told as none', (context) => {
    const log = new Followed(context);
    log.append('zero\n');
    log.look();
    log.append('tor');
    log.rotate();
    log.append('one\n');
    assert.deepEqual(log.look(), ['one']);
    assert.deepEqual(log.look(), [undefined]);
  });

  test('with a line that is too long: it is told as none, once, and what follows is read', (context) => {
    const log = new Followed(context, { maxLineBytes: 10 });
    log.look();
    log.append('0123456789');
    assert.deepEqual(log.look(), []);
    log.append('0');
    assert.deepEqual(log.look(), [undefined]);
    log.append(`${'0'.repeat(100_000)}\none\n`);
    assert.deepEqual(log.look(), ['one']);
  });

  test('that grew by more than a look reads: the next one goes on, over a rotation too', (context) => {
    const log = new Followed(context, { maxBytesPerLook: 8 });
    log.append('zero\n');
    log.look();
    log.append('one\ntwo\nthree\n');
    log.rotate();
    log.append('four\n');
    const looks = [log.look(), log.look(), log.look()];
    assert.deepEqual(looks.flat(), ['one', 'two', 'three', 'four']);
  });

  const REFUSED: Readonly<Record<string, (path: string) => void>> = {
    'a link': (path) => {
      writeFileSync(`${path}.other`, 'x\n', { mode: 0o600 });
      symlinkSync(`${path}.other`, path);
    },
    'a folder': (path) => mkdirSync(path),
    'a file that all can write': (path) => {
      writeFileSync(path, 'x\n');
      chmodSync(path, 0o666);
    },
  };
  for (const [what, make] of Object.entries(REFUSED)) {
    test(`is not ${what}`, (context) => {
      const log = new Followed(context, { since: 0 });
      make(log.path);
      assert.throws(() => log.look(), NotUsable);
      rmSync(log.path, { recursive: true });
      log.append('one\n');
      assert.deepEqual(log.look(), ['one'], 'it is read once it is one of ours');
    });
  }

  test('is not a file of another user', { skip: NOT_ROOT }, (context) => {
    const log = new Followed(context);
    log.append('x\n');
    chownSync(log.path, 12_345, 0);
    assert.throws(() => log.look(), /is owned by user 12345/);
  });
});

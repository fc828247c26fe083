// Lines of many processes in one file: whole, none lost, and a new file when it is full.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { appendLine } from '../../../src/system/log-file.ts';
import { ROOT } from '../../support/executable.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const append = (path: string, line: string, maxBytes = 1024): void =>
  appendLine(path, line, { maxBytes, now: Date.now });

const read = (path: string): string => readFileSync(path, 'utf8');

describe('a log file', () => {
  test('is made, with its folder, for its user alone', (context) => {
    const path = join(temporaryFolder(context).path, 'a/b/log');
    append(path, '1');
    append(path, '2');
    assert.equal(read(path), '1\n2\n');
    assert.equal(statSync(path).mode & 0o7777, 0o600);
    assert.equal(statSync(join(path, '..')).mode & 0o7777, 0o700);
  });

  test('keeps the mode that it was given', (context) => {
    const { write } = temporaryFolder(context);
    const path = write('log', '0\n');
    chmodSync(path, 0o640);
    append(path, '1');
    assert.equal(statSync(path).mode & 0o7777, 0o640);
  });

  test('that is full becomes FILE.1, in the place of the one before', (context) => {
    const folder = temporaryFolder(context).path;
    const path = join(folder, 'log');
    append(path, 'a'.repeat(8), 20);
    append(path, 'b'.repeat(9), 20);
    assert.equal(existsSync(`${path}.1`), false, 'exactly full');
    append(path, 'c'.repeat(20), 20);
    assert.equal(read(`${path}.1`), `${'a'.repeat(8)}\n${'b'.repeat(9)}\n`);
    append(path, 'd', 20);
    assert.equal(read(`${path}.1`), `${'c'.repeat(20)}\n`, 'a line longer than the file has one of its own');
    assert.equal(read(path), 'd\n');
    assert.deepEqual(readdirSync(folder).sort(), ['log', 'log.1'], 'no lock is left');
  });

  test('whose last line was torn goes on with a line of its own', (context) => {
    const { write } = temporaryFolder(context);
    const path = write('log', '{"time":"20');
    append(path, '1');
    assert.equal(read(path), '{"time":"20\n1\n');
  });

  test('cannot be a link, a folder or a pipe', (context) => {
    const folder = temporaryFolder(context);
    const victim = folder.write('victim', 'x');
    const path = join(folder.path, 'log');
    symlinkSync(victim, path);
    assert.throws(() => append(path, '1'), { code: 'ELOOP' });
    assert.equal(read(victim), 'x');
    mkdirSync(join(folder.path, 'folder'));
    assert.throws(() => append(join(folder.path, 'folder'), '1'), { code: 'EISDIR' });
    assert.throws(() => append('/dev/null', '1'), /is not a file/);
  });
});

test('50 writers at once, with rotations: every line whole, and none lost', async (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder.path, 'log');
  const WRITERS = 50;
  const LINES = 40;
  // One rotation, so that nothing of it is meant to go.
  const maxBytes = Math.ceil((WRITERS * LINES * 120) / 2) + 10_000;
  const program = folder.write(
    'writer.ts',
    `import { appendLine } from '${join(ROOT, 'src/system/log-file.ts')}';
     const [, , path, writer, maxBytes] = process.argv;
     await new Promise((resolve) => process.stdin.once('data', resolve));
     for (let line = 0; line < ${LINES}; line += 1) {
       const text = JSON.stringify({ writer: Number(writer), line, filler: 'x'.repeat(60 + (line % 40)) });
       appendLine(path, text, { maxBytes: Number(maxBytes), now: Date.now });
     }
     process.exit(0);`,
  );
  writeFileSync(path, '', { mode: 0o600 });
  const children = Array.from({ length: WRITERS }, (_, writer) =>
    spawn(process.execPath, [program, path, String(writer), String(maxBytes)], {
      stdio: ['pipe', 'ignore', 'inherit'],
    }),
  );
  const ended = children.map((child) => once(child, 'exit'));
  for (const child of children) {
    child.stdin?.write('go');
  }
  assert.deepEqual(new Set((await Promise.all(ended)).map(([code]) => code)), new Set([0]));
  assert.ok(existsSync(`${path}.1`), 'it was rotated');
  const lines = [`${path}.1`, path].flatMap((file) => read(file).trimEnd().split('\n'));
  const seen = new Set(
    lines.map((line) => {
      const { writer, line: number } = JSON.parse(line);
      return `${writer}/${number}`;
    }),
  );
  assert.equal(lines.length, WRITERS * LINES);
  assert.equal(seen.size, WRITERS * LINES);
});

describe('where another user could have a hand in it', () => {
  const line = (path: string) => () => appendLine(path, 'line', { maxBytes: 1000, now: Date.now });

  test('a folder that every user can write', (context) => {
    const folder = temporaryFolder(context).path;
    chmodSync(folder, 0o777);
    assert.throws(line(join(folder, 'log')), /every user can write$/);
    assert.deepEqual(readdirSync(folder), []);
  });

  test('a sticky folder: written, but not under a second name of another file', (context) => {
    const { path: folder, write } = temporaryFolder(context);
    chmodSync(folder, 0o1777);
    line(join(folder, 'log'))();
    write('precious', 'precious');
    linkSync(join(folder, 'precious'), join(folder, 'second'));
    assert.throws(line(join(folder, 'second')), /has another name$/);
    assert.equal(readFileSync(join(folder, 'precious'), 'utf8'), 'precious');
  });

  test('a second name in a folder of our own, as a backup makes it', (context) => {
    const { path: folder, write } = temporaryFolder(context);
    write('log', '');
    linkSync(join(folder, 'log'), join(folder, 'backup'));
    line(join(folder, 'log'))();
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'line\n');
  });
});

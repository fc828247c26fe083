// Who beside root and the own user can change a file that exists: its modes, its folders', its links', its owner.

import assert from 'node:assert/strict';
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { otherWriterOf } from '../../../src/system/root-only.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const IS_ROOT = process.getuid?.() === 0;
const OTHER = 65_534;

type Row = readonly [what: string, prepare: (folder: TemporaryFolder) => string, problem: RegExp | undefined];

const open = (path: string, mode: number): string => {
  chmodSync(path, mode);
  return path;
};
const folder = ({ path }: TemporaryFolder, name: string, mode: number): string => {
  mkdirSync(join(path, name), { recursive: true });
  return open(join(path, name), mode);
};
const link = (target: string, path: string): string => {
  symlinkSync(target, path);
  return path;
};

const ROWS: readonly Row[] = [
  ['an own file', (at) => at.write('f', ''), undefined],
  ['a file that all can read', (at) => at.write('f', '', 0o755), undefined],
  ['nothing', (at) => join(at.path, 'f'), undefined],
  [
    'a file that all can write',
    (at) => at.write('f', '', 0o646),
    /^every user can write ".*\/f" \(mode 646\)$/,
  ],
  [
    'a file that a group can write',
    (at) => at.write('f', '', 0o660),
    /^group \d+ can write ".*\/f" \(mode 660\)$/,
  ],
  [
    'a folder that all can write',
    (at) => {
      const file = at.write('d/f', '');
      open(dirname(file), 0o777);
      return file;
    },
    /^every user can write ".*\/d" \(mode 777\)$/,
  ],
  [
    'a sticky folder that all can write, as /tmp is',
    (at) => {
      const file = at.write('d/f', '');
      open(dirname(file), 0o1777);
      return file;
    },
    undefined,
  ],
  ['a link to an own file', (at) => link(at.write('f', ''), join(at.path, 'l')), undefined],
  [
    'a link to a file that all can write',
    (at) => link(at.write('f', '', 0o666), join(at.path, 'l')),
    /"[^"]*\/f"/,
  ],
  [
    'a link in a folder that all can write',
    (at) => link(at.write('f', ''), join(folder(at, 'd', 0o777), 'l')),
    /"[^"]*\/d"/,
  ],
  [
    'a link to a link in a folder that all can write',
    (at) => link(link(at.write('f', ''), join(folder(at, 'd', 0o777), 'm')), join(at.path, 'l')),
    /"[^"]*\/d"/,
  ],
  [
    'a folder that is a link to one that all can write',
    (at) => {
      at.write('d/f', '');
      open(join(at.path, 'd'), 0o777);
      return join(link('d', join(at.path, 'l')), 'f');
    },
    /"[^"]*\/d"/,
  ],
  [
    'links in a circle',
    (at) => link(link(join(at.path, 'l'), join(at.path, 'm')), join(at.path, 'l')),
    undefined,
  ],
];

const AS_ROOT: readonly Row[] = [
  [
    "another user's file",
    (at) => {
      const file = at.write('f', '');
      chownSync(file, OTHER, OTHER);
      return file;
    },
    /^".*\/f" belongs to user 65534$/,
  ],
  [
    "another user's folder",
    (at) => {
      const file = at.write('d/f', '');
      chownSync(dirname(file), OTHER, OTHER);
      return file;
    },
    /^".*\/d" belongs to user 65534$/,
  ],
  [
    "another user's link to an own file",
    (at) => {
      const path = link(at.write('f', ''), join(at.path, 'l'));
      lchownSync(path, OTHER, OTHER);
      return path;
    },
    /^".*\/l" belongs to user 65534$/,
  ],
];

for (const [what, prepare, problem] of [...ROWS, ...(IS_ROOT ? AS_ROOT : [])]) {
  test(`${what}: ${problem === undefined ? 'no other user' : 'another user can'}`, (context) => {
    const found = otherWriterOf(prepare(temporaryFolder(context)));
    if (problem === undefined) assert.equal(found, undefined);
    else assert.match(found ?? '', problem);
  });
}

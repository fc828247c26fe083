// A file is replaced whole, or stays as it was.

import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { describe, test } from 'node:test';
import { replaceFile } from '../../../src/entries/replace-file.ts';
import { newPath } from '../../../src/install/state/places.ts';
import { temporaryFolder } from '../../support/temporary.ts';

describe('--write', () => {
  test('a new file can be read by all, and nothing else is left beside it', (context) => {
    const { path } = temporaryFolder(context);
    replaceFile(`${path}/new.yaml`, 'text\n', newPath);
    assert.equal(readFileSync(`${path}/new.yaml`, 'utf8'), 'text\n');
    assert.equal(statSync(`${path}/new.yaml`).mode & 0o777, 0o644);
    assert.deepEqual(readdirSync(path), ['new.yaml']);
  });

  test('a file that is there keeps its mode, and is another file afterwards', (context) => {
    const folder = temporaryFolder(context);
    const file = folder.write('there.yaml', 'old\n', 0o640);
    const { ino } = statSync(file);
    replaceFile(file, 'new\n', newPath);
    assert.equal(readFileSync(file, 'utf8'), 'new\n');
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.notEqual(statSync(file).ino, ino, 'who has it open reads the old one to its end');
    assert.deepEqual(readdirSync(folder.path), ['there.yaml']);
  });

  test('the same content: nothing is written', (context) => {
    const file = temporaryFolder(context).write('there.yaml', 'same\n');
    const { ino } = statSync(file);
    replaceFile(file, 'same\n', newPath);
    assert.equal(statSync(file).ino, ino);
  });

  test('a link stays, and what it leads to is replaced', (context) => {
    const folder = temporaryFolder(context);
    mkdirSync(`${folder.path}/real`);
    folder.write('real/target.yaml', 'old\n');
    symlinkSync('real/target.yaml', `${folder.path}/link.yaml`);
    replaceFile(`${folder.path}/link.yaml`, 'new\n', newPath);
    assert.equal(readlinkSync(`${folder.path}/link.yaml`), 'real/target.yaml');
    assert.equal(readFileSync(`${folder.path}/real/target.yaml`, 'utf8'), 'new\n');
  });

  for (const [name, prepare, code] of [
    ['a folder', (path: string) => mkdirSync(path), 'USAGE'],
    ['a link that leads nowhere', (path: string) => symlinkSync('nowhere', path), 'USAGE'],
    ['a link to a device', (path: string) => symlinkSync('/dev/null', path), 'USAGE'],
  ] as const) {
    test(`${name} is refused, and stays`, (context) => {
      const { path } = temporaryFolder(context);
      prepare(`${path}/x`);
      const before = lstatSync(`${path}/x`).ino;
      assert.throws(() => replaceFile(`${path}/x`, 'new\n', newPath), { code, message: /^--write: / });
      assert.equal(lstatSync(`${path}/x`).ino, before);
      assert.deepEqual(readdirSync(path), ['x']);
    });
  }

  test('what cannot be written leaves the old file, and says whose failure it is', (context) => {
    const folder = temporaryFolder(context);
    const file = folder.write('there.yaml', 'old\n');
    mkdirSync(`${folder.path}/.there.yaml.rcp-new`); // where the new one would be written
    assert.throws(() => replaceFile(file, 'new\n', newPath), {
      code: 'INSTALL_FAILED',
      message: /^--write: /,
    });
    assert.equal(readFileSync(file, 'utf8'), 'old\n');
    for (const place of ['missing', 'there.yaml']) {
      assert.throws(() => replaceFile(`${folder.path}/${place}/x.yaml`, 'new\n', newPath), {
        code: 'USAGE',
        message: /^--write: .*: the directory ".*" does not exist$/,
      });
    }
    chmodSync(file, 0o600);
  });
});

// What CRI-O asks for an image, from its files on a node.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseImage } from '../../../src/image/reference.ts';
import { crioHostsOf, readCrioRegistries } from '../../../src/mirrors/crio.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const IMAGE = parseImage('reg.example/team/app');
const mirrored = (mirror: string) =>
  `[[registry]]\nlocation = "reg.example"\n[[registry.mirror]]\nlocation = "${mirror}"\n`;

test('no file: the registry alone', (t) => {
  const registries = readCrioRegistries(temporaryFolder(t).path);
  assert.deepEqual(registries, { tables: [], problems: [] });
  assert.equal(crioHostsOf(registries, IMAGE), undefined);
});

test('a mirror gets no credential, and a file of the folder replaces the main one', (t) => {
  const folder = temporaryFolder(t);
  folder.write('etc/containers/registries.conf', mirrored('old.example/hub'));
  folder.write('etc/containers/registries.conf.d/10-mirror.conf', mirrored('new.example:5000/hub'));
  folder.write('etc/containers/registries.conf.d/20-mirror.conf.bak', mirrored('never.example'));
  assert.deepEqual(crioHostsOf(readCrioRegistries(folder.path), IMAGE), {
    file: '/etc/containers/registries.conf.d/10-mirror.conf',
    shown: ['reg.example'],
    withheld: ['new.example:5000'],
  });
});

test('images that are elsewhere under another name get none', (t) => {
  const folder = temporaryFolder(t);
  folder.write(
    'etc/containers/registries.conf',
    '[[registry]]\nprefix = "reg.example"\nlocation = "internal.example/reg"\n',
  );
  assert.deepEqual(crioHostsOf(readCrioRegistries(folder.path), IMAGE), {
    file: '/etc/containers/registries.conf',
    shown: [],
    withheld: ['internal.example'],
  });
});

test('files that cannot be read are said', (t) => {
  const folder = temporaryFolder(t);
  folder.write('etc/containers/registries.conf', Buffer.from([0xff, 0xfe]));
  folder.write('etc/containers/registries.conf.d/1.conf', 'registry = []\n');
  const { problems } = readCrioRegistries(folder.path);
  assert.match(problems[0] ?? '', /^CRI-O's ".*" is UTF-16, not UTF-8 text/);
  assert.match(problems[1] ?? '', /1\.conf has registries in a form that is not read here/);
});

// Paths of a root file system that is mounted elsewhere: links in it stay in it, and lead nowhere else.

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { chrootInto } from '../../../src/install/outside/chroot.ts';
import { pathInRoot } from '../../../src/system/root-path.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const LINKS: Readonly<Record<string, string>> = {
  '/lib': 'usr/lib',
  '/lib64': '/usr/lib64',
  '/usr/lib64/ld.so': '/lib/x86/ld-2.36.so',
  '/etc/self': '.',
  '/etc/up': '../../../../usr',
  '/etc/outside': '/../../etc/passwd',
  '/etc/chain': 'chain2',
  '/etc/chain2': '/etc/chain3/',
  '/etc/chain3': '/usr/lib',
  '/etc/dangling': '/no/such/thing',
  '/etc/circle': 'circle2',
  '/etc/circle2': 'circle',
};

const ROWS: readonly (readonly [name: string, path: string, expected: string])[] = [
  ['no link', '/usr/lib/x86/ld-2.36.so', '/usr/lib/x86/ld-2.36.so'],
  ['a link beside', '/lib/x86', '/usr/lib/x86'],
  ['an absolute link is of that root', '/lib64', '/usr/lib64'],
  ['a link behind a link', '/lib64/ld.so', '/usr/lib/x86/ld-2.36.so'],
  ['to itself', '/etc/self/self/hosts', '/etc/hosts'],
  ['up and up ends at the root', '/etc/up/lib', '/usr/lib'],
  ['.. in a path', '/usr/lib/../../../etc/hosts', '/etc/hosts'],
  ['.. behind a link is of where it leads', '/lib/..', '/usr'],
  ['a link that would lead out', '/etc/outside', '/etc/passwd'],
  ['a chain', '/etc/chain/x86', '/usr/lib/x86'],
  ['what is not there', '/var/lib/new/thing', '/var/lib/new/thing'],
  ['a link to what is not there', '/etc/dangling/x', '/no/such/thing/x'],
  ['the root', '/', ''],
  ['odd slashes', '//usr///lib/.', '/usr/lib'],
];

describe('a path of another root', () => {
  for (const [name, path, expected] of ROWS) {
    test(name, (context) => {
      const root = temporaryFolder(context);
      root.write('usr/lib/x86/ld-2.36.so', '');
      root.write('etc/hosts', '');
      for (const [link, target] of Object.entries(LINKS)) {
        mkdirSync(dirname(join(root.path, link)), { recursive: true });
        symlinkSync(target, join(root.path, link));
      }
      assert.equal(pathInRoot(root.path, path), join(root.path, expected));
    });
  }

  test('in a circle', (context) => {
    const root = temporaryFolder(context);
    symlinkSync('b', join(root.path, 'a'));
    symlinkSync('/a', join(root.path, 'b'));
    assert.throws(
      () => pathInRoot(root.path, '/a/x'),
      (error) => error instanceof ProviderError && error.code === 'HOST_ROOT_UNUSABLE',
    );
  });
});

describe('the programs of another root', () => {
  const refused = (root: string, architecture: string, message: RegExp) =>
    assert.throws(
      () => chrootInto(root, architecture),
      (error) => error instanceof ProviderError && message.test(`${error.message}; ${error.hint}`),
    );

  test('glibc as Debian has it, and chroot of coreutils', (context) => {
    const root = temporaryFolder(context);
    root.write('usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', '');
    root.write('usr/lib/x86_64-linux-gnu/libc.so.6', '');
    root.write('usr/sbin/chroot', '', 0o755);
    symlinkSync('usr/lib', join(root.path, 'lib'));
    mkdirSync(join(root.path, 'lib64'));
    symlinkSync('/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', join(root.path, 'lib64/ld-linux-x86-64.so.2'));
    const libraries = join(root.path, 'usr/lib/x86_64-linux-gnu');
    assert.deepEqual(chrootInto(root.path, 'x64'), [
      join(libraries, 'ld-linux-x86-64.so.2'),
      '--library-path',
      libraries,
      join(root.path, 'usr/sbin/chroot'),
      root.path,
    ]);
  });

  test('Fedora on arm64, and a program for many commands', (context) => {
    const root = temporaryFolder(context);
    root.write('usr/lib/ld-linux-aarch64.so.1', '');
    root.write('usr/lib64/libc.so.6', '');
    root.write('usr/bin/coreutils', '', 0o755);
    symlinkSync('usr/lib', join(root.path, 'lib'));
    symlinkSync('usr/bin', join(root.path, 'bin'));
    mkdirSync(join(root.path, 'usr/sbin'));
    symlinkSync('../bin/coreutils', join(root.path, 'usr/sbin/chroot'));
    assert.deepEqual(chrootInto(root.path, 'arm64'), [
      join(root.path, 'usr/lib/ld-linux-aarch64.so.1'),
      '--library-path',
      [join(root.path, 'usr/lib'), join(root.path, 'usr/lib64')].join(':'),
      '--argv0',
      'chroot',
      join(root.path, 'usr/bin/coreutils'),
      root.path,
    ]);
  });

  test('musl, no chroot, another machine', (context) => {
    const root = temporaryFolder(context);
    root.write('lib/ld-musl-x86_64.so.1', '');
    root.write('usr/sbin/chroot', '', 0o755);
    refused(root.path, 'x64', /has no \/lib64\/ld-linux-x86-64\.so\.2; .*musl/);
    root.write('lib64/ld-linux-x86-64.so.2', '');
    rmSync(join(root.path, 'usr/sbin/chroot'));
    refused(root.path, 'x64', /has no chroot in \/usr\/sbin, \/usr\/bin/);
    refused(root.path, 's390x', /nodes of the architecture s390x are not supported/);
  });
});

// Names that cannot be placed, or cannot be: refused before anything is announced, and no obstacle to what an earlier
// version had announced of them.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { formatError, type ProviderError } from '../../src/errors.ts';
import { announce, enter, PHASES } from '../../src/install/state/journal.ts';
import { MAX_NAME_BYTES, newPath, oldPath } from '../../src/install/state/places.ts';
import { removeFile, removeFolderIfEmpty, standingAt, writeNew } from '../../src/system/placing.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Node } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';
const FILES = 'etc/registry-credential-provider';

/** Of `--files`, or a key of the Secret that is mounted there. */
const REFUSED: readonly (readonly [what: string, name: string | Buffer, problem: RegExp])[] = [
  ['247 bytes', 'n'.repeat(247), /has 247 bytes; at most 246 leave room for a copy/],
  ['250 bytes', 'n'.repeat(250), /has 250 bytes/],
  ['253 bytes, the longest of a key', 'n'.repeat(253), /has 253 bytes/],
  ['255 bytes, the longest of a file system', 'n'.repeat(255), /has 255 bytes/],
  ['124 letters of two bytes', 'ü'.repeat(124), /has 248 bytes/],
  ['a line end', 'a\nb', /"a\\u\{a\}b" has a control character/],
  ['an escape sequence', 'a\u001b[2J', /has a control character/],
  ['bytes that are no UTF-8', Buffer.from([0x61, 0xff]), /is not UTF-8/],
];

describe('a name of --files', { skip: NOT_ROOT }, () => {
  for (const [what, name, problem] of REFUSED) {
    test(`of ${what} is refused before anything is announced, and does no harm when it is gone`, async (context) => {
      const node = await Node.make(context, 'file');
      const before = node.snapshot();
      const wants = node.wants(['a.example']);
      writeFileSync(Buffer.concat([Buffer.from(join(node.root, 'source/files/')), Buffer.from(name)]), 'x');
      const { code, message, steps } = await node.run({ what: 'install', wants });
      assert.equal(code, 'INSTALL_REFUSED', message);
      assert.match(message, problem);
      assert.deepEqual(steps, []);
      const { state, ...rest } = node.snapshot();
      assert.equal(state, '700 folder');
      assert.deepEqual(rest, before);

      const again = await node.run({ what: 'install', wants: node.wants(['a.example']) });
      assert.equal(again.outcome, 'installed', again.message);
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), before);
    });
  }

  test('that is refused leaves an installed node as it is, and can be uninstalled', async (context) => {
    const node = await Node.make(context, 'file');
    await node.run({ what: 'install', wants: node.wants(['a.example']) });
    const installed = node.snapshot();
    const wants = node.wants(['a.example']);
    node.write(`source/files/${'n'.repeat(250)}`, 'x');
    assert.equal((await node.run({ what: 'install', wants })).code, 'INSTALL_REFUSED');
    assert.deepEqual(node.snapshot(), installed);
    assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
  });

  for (const name of ['n'.repeat(246), 'ü'.repeat(123), 'with blank', '.hidden', '-rf']) {
    test(`of ${Buffer.byteLength(name)} bytes is placed, and taken away: ${name.slice(0, 12)}`, async (context) => {
      const node = await Node.make(context, 'file');
      const before = node.snapshot();
      const wants = node.wants(['a.example']);
      node.write(`source/files/${name}`, 'x');
      assert.equal((await node.run({ what: 'install', wants })).outcome, 'installed');
      assert.equal(node.read(`${FILES}/${name}`), 'x');
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), before);
    });
  }

  test('the longest has room for the names beside it', () => {
    for (const beside of [newPath, oldPath]) {
      assert.ok(Buffer.byteLength(beside('n'.repeat(MAX_NAME_BYTES))) <= 255);
    }
  });
});

test("a file of the kubelet's with a name that is too long is refused before anything is announced", {
  skip: NOT_ROOT,
}, async (context) => {
  const node = await Node.make(context, 'file');
  const { setup } = node;
  const path = join(node.root, 'kubelet', `${'n'.repeat(245)}.yaml`);
  Object.defineProperty(node, 'setup', {
    value: { ...setup, kubeletConfig: { ...setup.kubeletConfig, path } },
  });
  const { code, message, steps } = await node.run({ what: 'install', wants: node.wants(['a.example']) });
  assert.equal(code, 'INSTALL_REFUSED', message);
  assert.match(message, /has more than 246 bytes/);
  assert.deepEqual(steps, []);
});

describe('what a version before had announced of a name that cannot be', { skip: NOT_ROOT }, () => {
  for (const phase of PHASES) {
    for (const what of ['install', 'uninstall'] as const) {
      test(`in phase ${phase}: ${what} goes on`, async (context) => {
        const node = await Node.make(context, 'file');
        const before = node.snapshot();
        const places = { state: join(node.root, 'state'), config: join(node.root, FILES) };
        mkdirSync(places.state, { mode: 0o700 });
        const file = { kind: 'file', digest: 'a'.repeat(64), mode: 0o600, uid: 0, gid: 0 } as const;
        const changes = ['n'.repeat(250), 'n'.repeat(300)].map((name) => {
          return {
            role: 'file',
            path: join(places.config, name),
            before: { kind: 'absent' },
            after: file,
          } as const;
        });
        const announced = announce(places, {
          what: 'install',
          changes,
          folders: [join(node.root, 'etc'), places.config, join(places.config, 'n'.repeat(256))],
          restart: true,
          setup: node.setup,
          record: null,
          leaving: [],
          sweep: null,
        });
        if (phase !== 'staging') enter(places, announced, phase);
        const wants = node.wants(['a.example']);
        const { outcome, message } = await node.run({ what, ...(what === 'install' && { wants }) });
        assert.equal(outcome, `${what}ed`, message);
        assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
        assert.deepEqual(without('restarts', node.snapshot()), without('restarts', before));
        assert.deepEqual(readdirSync(node.root).includes('state'), false);
      });
    }
  }
});

describe('where nothing can stand', () => {
  const long = 'n'.repeat(256);
  for (const [name, path] of [
    ['a name that is too long', `/tmp/${long}`],
    ['below a name that is too long', `/tmp/${long}/a`],
    ['a path that is too long', `/tmp/${'a/'.repeat(2100)}a`],
    ['below a file', '/proc/self/cmdline/a'],
  ] as const) {
    test(`${name}: there is nothing, and nothing to remove`, () => {
      assert.deepEqual(standingAt(path), { kind: 'absent' });
      assert.equal(removeFile(path), false);
      assert.equal(typeof removeFolderIfEmpty(path), 'boolean');
    });
  }

  test('nothing is written, and the line says why', (context) => {
    const path = join(temporaryFolder(context).path, long);
    assert.throws(
      () => writeNew(path, Buffer.from('x'), { mode: 0o600, uid: 0, gid: 0 }),
      (error) =>
        /could not be written: its name is too long; give it a shorter one \[INSTALL_FAILED\]$/.test(
          formatError(error as ProviderError),
        ),
    );
  });
});

function without(name: string, snapshot: Record<string, string>): Record<string, string> {
  const { [name]: _, ...rest } = snapshot;
  return rest;
}

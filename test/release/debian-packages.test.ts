// Debian's packages, as they are fetched without apt: by address and SHA-256, from an archive that keeps all.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Pin, unpackPackages } from '../../scripts/release/debian-packages.mjs';
import { findPrograms, type Packages } from '../support/debian.ts';
import { ROOT } from '../support/executable.ts';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { sha256 } from './oci.ts';

const packages: Packages | Unavailable = await findPrograms({ 'dpkg-deb': 'dpkg' }).catch((error) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip = packages instanceof Unavailable && packages.message;

describe('a pinned package', () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  const asked: string[] = [];
  let deb: Buffer;
  let server: Server;
  let fetchFrom = '';

  before(async () => {
    if (packages instanceof Unavailable) return;
    const control =
      'Package: sample\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: a sample\n';
    // Its own content each time, or what an earlier run fetched would do.
    folder.write('sample/DEBIAN/control', `${control}X-Made: ${folder.path}\n`, 0o644);
    folder.write('sample/usr/lib/libsample.so.1.2', 'library', 0o644);
    symlinkSync('libsample.so.1.2', join(folder.path, 'sample/usr/lib/libsample.so.1'));
    symlinkSync('/usr/lib/libsample.so.1.2', join(folder.path, 'sample/usr/lib/libsample.so'));
    symlinkSync('/no/such/file', join(folder.path, 'sample/usr/lib/dangling'));
    const file = join(folder.path, 'sample.deb');
    const args = ['--build', '-Zxz', '--root-owner-group', join(folder.path, 'sample'), file];
    await runProgram('dpkg-deb', args, packages.env, 60_000);
    deb = readFileSync(file);
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(url.endsWith('/sample.deb') ? 200 : 404).end(deb);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    fetchFrom = `http://127.0.0.1:${(server.address() as AddressInfo).port}/archive`;
  });

  after(() => {
    server?.close();
    if (deb !== undefined) rmSync(join(ROOT, 'build/debian', `${sha256(deb)}.deb`), { force: true });
  });

  function pin(changed: Partial<Pin>): Pin {
    const sample = { name: 'sample', version: '1', architecture: 'amd64', source: 'sample 1' };
    return { ...sample, archive: 'debian', path: 'pool/sample.deb', sha256: sha256(deb), ...changed };
  }

  const unpack = (changed: Partial<Pin>) =>
    unpackPackages([pin(changed)], { pinnedAt: '20261125T000000Z', fetchFrom });

  test('that is another one than was pinned is refused', { skip }, async () => {
    const wrong = '0'.repeat(64);
    await assert.rejects(unpack({ sha256: wrong }), {
      message: `pool/sample.deb: SHA-256 is ${sha256(deb)}, debian-packages.json says ${wrong}`,
    });
  });

  test('that is not there is said by its address', { skip }, async () => {
    await assert.rejects(unpack({ path: 'pool/gone.deb' }), {
      message: `${fetchFrom}/debian/20261125T000000Z/pool/gone.deb: 404 Not Found`,
    });
  });

  test('is fetched once, and unpacked with what its links lead to', { skip }, async () => {
    asked.length = 0;
    for (let time = 0; time < 2; time += 1) {
      const [unpacked] = await unpack({});
      const contents = [...(unpacked?.files ?? [])].map(([path, { content }]) => [path, content.toString()]);
      assert.deepEqual(contents.sort(), [
        ['usr/lib/libsample.so', 'library'],
        ['usr/lib/libsample.so.1', 'library'],
        ['usr/lib/libsample.so.1.2', 'library'],
      ]);
    }
    assert.deepEqual(asked, ['/archive/debian/20261125T000000Z/pool/sample.deb']);
  });
});

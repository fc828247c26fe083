// It starts where there is only glibc, libstdc++ and libgcc, as old as a Debian on the mirrors has them, and does not start
// with musl: docs/systems.md.

import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newestPackages, unpackPackages } from '../../scripts/release/debian-packages.mjs';
import { cached } from '../support/cache.ts';
import { EXECUTABLE, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';

/** The oldest first. Debian 10 with glibc 2.28 is no longer on the mirrors; of 2.28, elf.test.ts has the symbols. */
const SUITES = ['bullseye', 'bookworm', 'trixie'];
const ARCHITECTURE = process.arch === 'x64' ? 'amd64' : process.arch;
const LIBRARY = /^(?:usr\/)?lib(?:64)?\/(?:.*\/)?(?:ld|lib(?:c|dl|gcc_s|m|pthread|stdc\+\+|musl))[-.][^/]*$/;

/** A folder with the libraries of packages, at their places. @throws {Unavailable} */
async function libraries(suite: string, names: readonly string[]): Promise<string> {
  return cached(`libraries-${suite}-${ARCHITECTURE}-${names.join('-')}`, async (directory) => {
    let packages: Awaited<ReturnType<typeof unpackPackages>>;
    try {
      packages = await unpackPackages(newestPackages(suite, ARCHITECTURE, names));
    } catch (error) {
      throw new Unavailable((error as Error).message);
    }
    for (const [path, { content }] of packages.flatMap(({ files }) => [...files])) {
      if (!LIBRARY.test(path)) continue;
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), content);
      chmodSync(join(directory, path), 0o755);
    }
  });
}

async function oldest(): Promise<{ suite: string; root: string } | Unavailable> {
  const reasons: string[] = [];
  for (const suite of SUITES) {
    try {
      return { suite, root: await libraries(suite, ['libc6', 'libgcc-s1', 'libstdc++6']) };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      reasons.push(error.message);
    }
  }
  return new Unavailable(reasons.join('; '));
}

const old = await oldest();
const musl = await libraries('bookworm', ['musl'])
  .catch(() => libraries('trixie', ['musl']))
  .catch((error) => {
    if (error instanceof Unavailable) return error;
    throw error;
  });

describe('in a root file system', { timeout: 20 * 60_000 }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });

  /** Of these libraries, the executable and a configuration. */
  function rootOf(name: string, from: string): string {
    const root = join(folder.path, name);
    cpSync(from, root, { recursive: true });
    copyFileSync(EXECUTABLE, join(root, 'rcp'));
    const rule = {
      name: 'static',
      matchImages: ['registry.example'],
      static: { username: 'u', password: 'p' },
    };
    writeFileSync(join(root, 'config.json'), configText([rule]));
    return root;
  }

  function inside(root: string, args: readonly string[]) {
    return run({
      command: ['/usr/sbin/chroot', root, ...args] as [string, ...string[]],
      input: request('registry.example/app'),
    });
  }

  describe(`of ${old instanceof Unavailable ? 'an old Debian' : old.suite}`, () => {
    const skip = old instanceof Unavailable && old.message;
    let root: string;

    before(() => {
      if (old instanceof Unavailable) return;
      root = rootOf('glibc', old.root);
    });

    test('with these libraries only, it answers', { skip }, async () => {
      const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
        path.includes('.so'),
      );
      const kinds = new Set(files.map((path) => basename(path).replace(/[-.].*/, '')));
      assert.deepEqual([...kinds].sort(), [
        'ld',
        'libc',
        'libdl',
        'libgcc_s',
        'libm',
        'libpthread',
        'libstdc++',
      ]);
      const { exit, stdout, stderr } = await inside(root, ['/rcp', '--config', '/config.json']);
      assert.deepEqual([exit, stderr], [0, '']);
      assert.equal(JSON.parse(stdout).auth['registry.example'].password, 'p');
    });

    test('without libstdc++, the loader says what is missing', { skip }, async () => {
      const bare = rootOf('bare', root);
      for (const file of readdirSync(bare, { recursive: true, encoding: 'utf8' })) {
        if (file.includes('libstdc++')) rmSync(join(bare, file));
      }
      const { exit, stdout, stderr } = await inside(bare, ['/rcp', 'version']);
      assert.deepEqual([exit, stdout], [127, '']);
      assert.match(
        stderr,
        /error while loading shared libraries: libstdc\+\+\.so\.6: cannot open shared object file/,
      );
    });
  });

  describe('of musl', () => {
    const skip = musl instanceof Unavailable && musl.message;
    let root: string;
    let loader: string;

    before(() => {
      if (musl instanceof Unavailable) return;
      root = rootOf('musl', musl);
      const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((path) =>
        /ld-musl-.*\.so\.1$/.test(path),
      );
      assert.ok(found !== undefined && existsSync(join(root, found)));
      loader = `/${found}`;
    });

    test('it is not started, and the reason misleads', { skip }, async () => {
      const { exit, stdout, stderr } = await inside(root, ['/rcp', 'version']);
      assert.deepEqual([exit, stdout], [127, '']);
      assert.match(stderr, /No such file or directory/);
    });

    test("musl's own loader says which libraries are missing", { skip }, async () => {
      const { exit, stdout, stderr } = await inside(root, [loader, '/rcp', 'version']);
      assert.deepEqual([exit, stdout], [127, '']);
      assert.match(stderr, /Error loading shared library libstdc\+\+\.so\.6: No such file or directory/);
    });
  });
});

// What npm run release makes: all of it there, complete, the same from another folder; and an image that runs.

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { unpackTar } from 'modern-tar';
import { bundledFiles } from '../../scripts/bundle.mjs';
import { readDependencies } from '../../scripts/elf-dependencies.mjs';
import { cached } from '../support/cache.ts';
import { findPrograms, type Packages } from '../support/debian.ts';
import { EXECUTABLE, ROOT, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { type PlatformImage, readLayout, sha256 } from './oci.ts';

const NAME = 'registry-credential-provider';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const OTHER = process.arch === 'arm64' ? 'x64' : 'arm64';
const MACHINE = OTHER === 'arm64' ? 'aarch64' : 'x86_64';

const packages: Packages | Unavailable = await findPrograms({
  [`qemu-${MACHINE}-static`]: 'qemu-user-static',
  [`/usr/${MACHINE}-linux-gnu/lib/libstdc++.so.6`]: `libstdc++6-${OTHER === 'arm64' ? 'arm64' : 'amd64'}-cross`,
}).catch((error) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const tools: Packages | Unavailable = await findPrograms({
  skopeo: 'skopeo',
  umoci: 'umoci',
  mandoc: 'mandoc',
}).catch((error) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip =
  (packages instanceof Unavailable && packages.message) || (tools instanceof Unavailable && tools.message);

/** Files of the project that a release is made from, beside the executables. */
const SOURCES = [
  'src',
  'scripts',
  'deploy',
  'examples',
  'schemas',
  'esbuild.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'LICENSE',
  'README.md',
];

describe('a release', { timeout: 20 * 60_000 }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  const here = join(folder.path, 'here');
  const elsewhere = join(folder.path, 'in another folder');
  const release = join(here, 'dist/release');
  /** Debian's packages by their sums; each use holds them against these. */
  let debs: string;
  /** The second release is made while the first is looked at. */
  let again: Promise<void>;
  let images: ReadonlyMap<string, PlatformImage>;

  before(async () => {
    if (skip) return;
    await buildOther();
    debs = await cached('debian-packages', async () => {});
    copySources(here);
    await makeRelease(here, []);
    // What is pinned may have been renewed above.
    copySources(elsewhere);
    cpSync(join(here, 'scripts/release'), join(elsewhere, 'scripts/release'), { recursive: true });
    again = makeRelease(elsewhere, [], { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', HOME: '/no/such/home' });
    again.catch(() => {}); // the test that waits for it says so
    images = await readLayout(join(here, 'dist/image'));
  });

  /** The other architecture's executable, unless a suite before has built it from what is built here. */
  async function buildOther(): Promise<void> {
    if (packages instanceof Unavailable) return;
    const built = join(ROOT, `dist/${NAME}-${OTHER}`);
    if (existsSync(built)) return;
    const env = { ...process.env, ...packages.env, PATH: [packages.env.PATH, process.env.PATH].join(':') };
    await promisify(execFile)(process.execPath, ['esbuild.mjs', '--arch', OTHER, '--complete'], {
      cwd: ROOT,
      env: { ...env, QEMU_LD_PREFIX: join(packages.root, `usr/${MACHINE}-linux-gnu`) },
    });
  }

  function copySources(to: string): void {
    for (const name of SOURCES) {
      cpSync(join(ROOT, name), join(to, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
    mkdirSync(join(to, 'build'));
    symlinkSync(debs, join(to, 'build/debian'));
    mkdirSync(join(to, 'dist'));
    for (const name of [NAME, `${NAME}-${OTHER}`, `${NAME}.cjs`]) {
      copyFileSync(join(ROOT, 'dist', name), join(to, 'dist', name));
    }
  }

  /** Of what is pinned, or, where Debian has newer packages only, of those. */
  async function makeRelease(cwd: string, args: readonly string[], env = {}): Promise<void> {
    const script = ['scripts/release.mjs', '--built', ...args];
    const options = { cwd, env: { PATH: process.env.PATH, SOURCE_DATE_EPOCH: '1764000000', ...env } };
    try {
      await promisify(execFile)(process.execPath, script, options);
    } catch (error) {
      if (args.length > 0 || !/Debian keeps the newest versions only/.test((error as Error).message))
        throw error;
      process.stderr.write(
        'Debian has newer packages than those that are pinned: npm run image -- --renew\n',
      );
      await makeRelease(cwd, ['--renew'], env);
    }
  }

  test('has these files', { skip }, () => {
    assert.deepEqual(readdirSync(release).sort(), [
      'SHA256SUMS',
      'THIRD_PARTY_LICENSES',
      'image-digest',
      `${NAME}-${version}-image.cdx.json`,
      `${NAME}-${version}-image.tar`,
      `${NAME}-${version}-kustomize.tar.gz`,
      `${NAME}-${version}-linux-arm64`,
      `${NAME}-${version}-linux-arm64.tar.gz`,
      `${NAME}-${version}-linux-x64`,
      `${NAME}-${version}-linux-x64.tar.gz`,
      `${NAME}-${version}.cdx.json`,
      `${NAME}-${version}.cjs`,
      `${NAME}-chart-${version}.tgz`,
    ]);
  });

  test('has sums that sha256sum agrees with, of all files', { skip }, () => {
    const { status, stdout } = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: release,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
    assert.equal(stdout.trim().split('\n').length, readdirSync(release).length - 1);
  });

  test('has a chart and a base that name the image by its digest', { skip }, async () => {
    const digest = readFileSync(join(release, 'image-digest'), 'utf8').trim();
    for (const [archive, values] of [
      [`${NAME}-chart-${version}.tgz`, `${NAME}/values.yaml`],
      [`${NAME}-${version}-kustomize.tar.gz`, 'deploy/base/daemon-set.yaml'],
    ] as const) {
      const entries = await unpackTar(gunzipSync(readFileSync(join(release, archive))));
      const text = Buffer.from(entries.find(({ header }) => header.name === values)?.data ?? []).toString();
      assert.ok(text.includes(digest), values);
    }
  });

  test('has archives with all that a package needs', { skip }, async () => {
    const entries = await unpackTar(
      gunzipSync(readFileSync(join(release, `${NAME}-${version}-linux-x64.tar.gz`))),
    );
    const prefix = `${NAME}-${version}-linux-x64/`;
    const files = new Map(
      entries
        .filter(({ header }) => header.type === 'file')
        .map(({ header, data }) => [
          header.name.replace(prefix, ''),
          { header, data: Buffer.from(data ?? []) },
        ]),
    );
    assert.deepEqual([...files.keys()].sort(), [
      'LICENSE',
      'THIRD_PARTY_LICENSES',
      `completions/_${NAME}`,
      `completions/${NAME}.bash`,
      `completions/${NAME}.fish`,
      'examples/config.yaml',
      'examples/kubelet-credential-provider-config.yaml',
      `man/${NAME}.8`,
      NAME,
    ]);
    for (const { header } of entries) {
      assert.deepEqual([header.uid, header.gid, header.mtime?.getTime()], [0, 0, 1_764_000_000_000]);
    }
    assert.equal(files.get(NAME)?.header.mode, 0o755);
    assert.ok(
      files
        .get(NAME)
        ?.data.equals(readFileSync(join(ROOT, 'dist', process.arch === 'x64' ? NAME : `${NAME}-x64`))),
    );
    const { stdout } = await run({ args: ['completion', 'bash'], command: [EXECUTABLE] });
    assert.equal(files.get(`completions/${NAME}.bash`)?.data.toString(), stdout);
    lintManPage(files.get(`man/${NAME}.8`)?.data ?? Buffer.alloc(0));
  });

  function lintManPage(page: Buffer): void {
    const { env } = tools as Packages;
    const lint = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', folder.write('page.8', page)], {
      env,
      encoding: 'utf8',
    });
    assert.deepEqual([lint.status, lint.stdout], [0, '']);
    const { stdout } = spawnSync('mandoc', ['-T', 'utf8', join(folder.path, 'page.8')], {
      env,
      encoding: 'utf8',
    });
    assert.match(stdout.replaceAll(/.[\b]/g, ''), /explain IMAGE\n +Show which rule serves an image/);
  }

  test('lists all that is bundled, with its licence', { skip }, async () => {
    const folders = new Set(
      [...(await bundledFiles(version))].flatMap(
        (file) => /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
      ),
    );
    const bundled = [...folders].map((path) =>
      JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')),
    );
    assert.ok(bundled.length > 70);
    const bom = JSON.parse(readFileSync(join(release, `${NAME}-${version}.cdx.json`), 'utf8'));
    const listed = new Map<string, { licenses: unknown }>(
      bom.components.map((part: { purl: string; licenses: unknown }) => [part.purl, part]),
    );
    const licences = readFileSync(join(release, 'THIRD_PARTY_LICENSES'), 'utf8');
    for (const { name, version: own, license } of bundled) {
      const part = listed.get(`pkg:npm/${name.replace('@', '%40')}@${own}`);
      assert.deepEqual(part?.licenses, [{ license: { id: license } }], name);
      assert.ok(licences.includes(`${name} ${own} (${license})\n`), name);
    }
    // And the code of ajv that is in what is generated.
    assert.equal(
      bom.components.filter(({ purl }: { purl: string }) => purl.startsWith('pkg:npm/ajv@')).length,
      1,
    );
    assert.match(licences, /Node\.js is licensed for use as follows/);
    assert.match(licences, /GCC RUNTIME LIBRARY EXCEPTION/i);
    assert.match(licences, /GNU LESSER GENERAL PUBLIC LICENSE\s+Version 2\.1/);
  });

  for (const name of ['', '-image']) {
    test(`has a valid bill of materials${name === '' ? '' : ' of the image'}`, { skip }, () => {
      const schemas = join(ROOT, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
      const schema = (file: string) =>
        JSON.parse(readFileSync(join(schemas, `${file}.SNAPSHOT.schema.json`), 'utf8'));
      const ajv = new Ajv({ strict: false, validateFormats: false });
      for (const file of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
        ajv.addSchema(schema(file), `http://cyclonedx.org/schema/${file}.SNAPSHOT.schema.json`);
      }
      const bom = JSON.parse(readFileSync(join(release, `${NAME}-${version}${name}.cdx.json`), 'utf8'));
      ajv.validate(schema('bom-1.6'), bom);
      assert.equal(ajv.errors, null);
      const purls: string[] = bom.components.map(({ purl }: { purl: string }) => purl);
      assert.ok(purls.includes(`pkg:generic/node@${process.versions.node}`));
      const runtime = bom.components.find(({ name: part }: { name: string }) => part === 'node');
      assert.ok(
        runtime.components.some(
          (part: { name: string; version: string }) =>
            part.name === 'openssl' && part.version === process.versions.openssl,
        ),
      );
      const debian = purls
        .filter((purl) => purl.startsWith('pkg:deb/debian/'))
        .map((purl) => purl.replace(/@.*arch=(\w+).*/, ' $1'));
      assert.deepEqual(
        debian.sort(),
        name === ''
          ? []
          : ['libc6', 'libgcc-s1', 'libstdc%2B%2B6'].flatMap((part) => [
              `pkg:deb/debian/${part} amd64`,
              `pkg:deb/debian/${part} arm64`,
            ]),
      );
    });
  }

  for (const [architecture, node, gnu, loader] of [
    ['amd64', 'x64', 'x86_64-linux-gnu', 'lib64/ld-linux-x86-64.so.2'],
    ['arm64', 'arm64', 'aarch64-linux-gnu', 'lib/ld-linux-aarch64.so.1'],
  ] as const) {
    describe(`has an image for ${architecture}`, () => {
      const executable = `usr/local/bin/${NAME}`;

      test('with the executable, what it links to, and what must be told of it', { skip }, () => {
        const { files, config } = images.get(architecture) as PlatformImage;
        const built = readFileSync(join(release, `${NAME}-${version}-linux-${node}`));
        const libraries = readDependencies(built).libraries.filter((library) => !library.startsWith('ld-'));
        assert.deepEqual(
          files
            .filter(({ type }) => type !== 'directory')
            .map(({ name }) => name)
            .sort(),
          [
            ...libraries.map((library) => `lib/${gnu}/${library}`),
            loader,
            executable,
            ...['LICENSE', 'THIRD_PARTY_LICENSES', `${NAME}.cdx.json`].map(
              (name) => `usr/share/doc/${NAME}/${name}`,
            ),
          ].sort(),
        );
        const programs = files.filter(({ type, mode = 0 }) => type === 'file' && (mode & 0o111) !== 0);
        assert.deepEqual(
          programs.map(({ name }) => name),
          [loader, executable],
        );
        for (const { name, owner, mode = 0, type } of files) {
          assert.equal(owner, '0:0', name);
          assert.equal(mode & 0o022, 0, `${name} is writable for others`);
          assert.ok(type === 'file' || type === 'directory', name);
        }
        assert.equal(
          sha256(files.find(({ name }) => name === executable)?.content ?? Buffer.alloc(0)),
          sha256(built),
        );
        assert.deepEqual(config.config.Entrypoint, [`/${executable}`]);
        assert.equal(config.config.User, undefined);
        assert.equal(config.config.Labels['org.opencontainers.image.version'], version);
        assert.equal(config.config.Labels['org.opencontainers.image.created'], '2025-11-24T16:00:00.000Z');
      });

      test('that answers, alone in a root file system', { skip }, async () => {
        const { files } = images.get(architecture) as PlatformImage;
        const root = join(folder.path, architecture);
        for (const { name, type, mode, content } of files) {
          const path = join(root, name);
          mkdirSync(type === 'directory' ? path : dirname(path), { recursive: true });
          if (type === 'file') {
            writeFileSync(path, content);
            chmodSync(path, mode ?? 0);
          }
        }
        mkdirSync(join(root, 'etc'));
        const rule = {
          name: 'static',
          matchImages: ['registry.example'],
          static: { username: 'u', password: 'secret' },
        };
        writeFileSync(join(root, 'etc/config.json'), configText([rule]));
        const emulated = node !== process.arch;
        if (emulated) {
          copyFileSync(
            join((packages as Packages).root, `usr/bin/qemu-${MACHINE}-static`),
            join(root, 'qemu'),
          );
        }
        const inside = (args: readonly string[], input = '') =>
          run({
            command: ['/usr/sbin/chroot', root, ...(emulated ? ['/qemu'] : []), `/${executable}`],
            args,
            input,
            timeoutMs: 120_000,
          });

        const told = await inside(['version']);
        assert.deepEqual(
          [told.exit, told.stderr, told.stdout],
          [0, '', `${NAME} ${version} (Node ${process.version}, linux ${node})\n`],
        );
        const answer = await inside(['--config', '/etc/config.json'], request('registry.example/app'));
        assert.deepEqual([answer.exit, answer.stderr], [0, '']);
        assert.equal(JSON.parse(answer.stdout).auth['registry.example'].password, 'secret');
        const explained = await inside(['--config', '/etc/config.json', 'explain', 'registry.example/app']);
        assert.deepEqual([explained.exit, explained.stderr], [0, '']);
        assert.match(explained.stdout, /^rule: +static$/m);
      });
    });
  }

  test("has an image that others' tools read", { skip }, () => {
    const { env } = tools as Packages;
    const tool = (program: string, ...args: string[]): string => {
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: folder.path,
        env,
        encoding: 'utf8',
      });
      assert.equal(status, 0, `${program} ${args.join(' ')}: ${stderr}`);
      return stdout;
    };
    const archive = `oci-archive:${join(release, `${NAME}-${version}-image.tar`)}`;
    const { Digest } = JSON.parse(tool('skopeo', 'inspect', '--override-arch=amd64', archive));
    assert.equal(`${Digest}\n`, readFileSync(join(release, 'image-digest'), 'utf8'));
    for (const architecture of ['amd64', 'arm64']) {
      const copy = `copy-${architecture}`;
      tool(
        'skopeo',
        '--insecure-policy',
        `--override-arch=${architecture}`,
        'copy',
        archive,
        `oci:${copy}:one`,
      );
      tool('umoci', 'unpack', '--image', `${copy}:one`, `bundle-${architecture}`);
      const { process: runs } = JSON.parse(
        readFileSync(join(folder.path, `bundle-${architecture}/config.json`), 'utf8'),
      );
      assert.deepEqual(
        [runs.args, runs.user, runs.cwd],
        [[`/usr/local/bin/${NAME}`], { uid: 0, gid: 0 }, '/'],
      );
    }
  });

  test('is the same, made in another folder', { skip }, async () => {
    await again;
    const sums = (from: string) => readFileSync(join(from, 'dist/release/SHA256SUMS'), 'utf8');
    assert.equal(sums(elsewhere), sums(here));
    const index = (from: string) => readFileSync(join(from, 'dist/image/index.json'), 'utf8');
    assert.equal(index(elsewhere), index(here));
  });
});

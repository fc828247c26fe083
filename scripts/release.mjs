// Makes what is published, from a clean clone the same byte for byte: npm run release, and npm run image.
// node scripts/release.mjs [--image-only] [--built] [--snapshot] [--renew]
//
// dist/image/ is the container image as an OCI layout; dist/release/ has everything, with SHA256SUMS.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { releasedDeploy } from './deploy/release.mjs';
import { releaseProblem } from './emulator.mjs';
import { importSource } from './import-source.mjs';
import { gzip, sha256, tar, withFolders } from './release/archive.mjs';
import { bundledPackages } from './release/bundled-packages.mjs';
import { aptProblem, renewPins, SNAPSHOT } from './release/debian-packages.mjs';
import { buildExecutables, builtExecutables } from './release/executables.mjs';
import { containerImage } from './release/image.mjs';
import { thirdPartyLicences } from './release/licences.mjs';
import { manPage } from './release/man-page.mjs';
import { billOfMaterials } from './release/sbom.mjs';
import { describeSource, NAME, ROOT } from './release/source.mjs';

const { values: options } = parseArgs({
  options: {
    'image-only': { type: 'boolean', default: false },
    built: { type: 'boolean', default: false }, // the executables are in dist/ already
    snapshot: { type: 'boolean', default: false }, // Debian's packages from snapshot.debian.org, without apt
    renew: { type: 'boolean', default: false }, // pins the newest of Debian's packages first
  },
});

/**
 * Each makes files of the release.
 * @type {((made: object) => {name: string, content: string | Buffer, mode?: number}[] | Promise<{name: string, content: string | Buffer, mode?: number}[]>)[]}
 */
const ARTIFACTS = [executableFiles, archives, imageFiles, deployment, documents];

const problem =
  (options.built ? undefined : releaseProblem()) ?? (options.snapshot ? undefined : aptProblem());
if (problem !== undefined) {
  console.error(`${options['image-only'] ? 'npm run image' : 'npm run release'}: ${problem}`);
  process.exit(1);
}
const source = describeSource();
if (source.changed) {
  console.warn(`the files differ from commit ${source.revision}: this is not a release of that commit`);
}
if (options.renew) {
  renewPins();
}
if (!options.built) {
  buildExecutables();
}
const executables = builtExecutables();
const packages = await bundledPackages(source.version);
const image = await containerImage({
  source,
  executables,
  packages,
  fetchFrom: options.snapshot ? SNAPSHOT : undefined,
});
place('dist/image', image.files);
console.log(`dist/image  ${image.digest}`);
if (!options['image-only']) {
  const made = await Promise.all(ARTIFACTS.map((make) => make({ source, executables, packages, image })));
  const files = made.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  const sums = files.map(({ name, content }) => `${sha256(content)}  ${name}\n`).join('');
  place('dist/release', [...files, { name: 'SHA256SUMS', content: sums }]);
  for (const { name, content } of files) {
    console.log(`dist/release/${name}  ${content.length} bytes  sha256 ${sha256(content)}`);
  }
}

function executableFiles() {
  const { version } = source;
  const bundle = readFileSync(join(ROOT, `dist/${NAME}.cjs`));
  return [
    ...Object.entries(executables).map(([arch, content]) => ({
      name: `${NAME}-${version}-linux-${arch}`,
      content,
      mode: 0o755,
    })),
    { name: `${NAME}-${version}.cjs`, content: bundle, mode: 0o755 },
  ];
}

/** For each architecture what a package of a distribution would have. */
async function archives() {
  const { version, date } = source;
  const { completion } = await importSource('src/commands/completion.ts');
  const completes = async (shell) => Buffer.from((await completion({ shell })).text);
  const page = await manPage({ version, date: date.toISOString().slice(0, 10) });
  const beside = [
    { name: 'LICENSE', content: readFileSync(join(ROOT, 'LICENSE')) },
    { name: 'THIRD_PARTY_LICENSES', content: Buffer.from(thirdPartyLicences(packages)) },
    { name: `man/${NAME}.8`, content: Buffer.from(page) },
    { name: `completions/${NAME}.bash`, content: await completes('bash') },
    { name: `completions/_${NAME}`, content: await completes('zsh') },
    { name: `completions/${NAME}.fish`, content: await completes('fish') },
    ...readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ name: `examples/${name}`, content: readFileSync(join(ROOT, 'examples', name)) })),
  ];
  return Promise.all(
    Object.entries(executables).map(async ([arch, content]) => {
      const folder = `${NAME}-${version}-linux-${arch}`;
      const files = [{ name: NAME, content, mode: 0o755 }, ...beside].map((file) => ({
        ...file,
        name: `${folder}/${file.name}`,
      }));
      return { name: `${folder}.tar.gz`, content: await gzip(await tar(withFolders(files), date)) };
    }),
  );
}

/** The image in one file, as skopeo, podman, nerdctl and ctr load it, and the digest that it is pulled by. */
async function imageFiles() {
  return [
    {
      name: `${NAME}-${source.version}-image.tar`,
      content: await tar(withFolders(image.files), source.date),
    },
    { name: 'image-digest', content: `${image.digest}\n` },
  ];
}

/** The chart, as Helm packs it, and the kustomizations; both name the image by its digest. */
async function deployment() {
  const { version, date } = source;
  const { chart, kustomize } = releasedDeploy(ROOT, image.digest);
  const pack = async (files) => gzip(await tar(withFolders(files.map(asBytes)), date));
  return [
    { name: `${NAME}-chart-${version}.tgz`, content: await pack(chart) },
    { name: `${NAME}-${version}-kustomize.tar.gz`, content: await pack(kustomize) },
  ];
}

function asBytes({ name, content }) {
  return { name, content: Buffer.from(content) };
}

function documents() {
  const { version } = source;
  return [
    { name: 'THIRD_PARTY_LICENSES', content: image.licences },
    { name: `${NAME}-${version}.cdx.json`, content: billOfMaterials({ ...source, packages }) },
    { name: `${NAME}-${version}-image.cdx.json`, content: image.sbom },
  ];
}

/** Puts files into a folder that has nothing else, and is never seen half filled. */
function place(folder, files) {
  const path = join(ROOT, folder);
  const partial = `${path}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  for (const { name, content, mode = 0o644 } of files) {
    mkdirSync(dirname(join(partial, name)), { recursive: true });
    writeFileSync(join(partial, name), content, { mode });
  }
  rmSync(path, { recursive: true, force: true });
  renameSync(partial, path);
}

// The container image: the executable, the libraries that it links to, and their licences. Nothing else.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { interpreterOf } from '../elf.mjs';
import { readDependencies } from '../elf-dependencies.mjs';
import { tar, withFolders } from './archive.mjs';
import { debianPackages, readPins } from './debian-packages.mjs';
import { thirdPartyLicences } from './licences.mjs';
import { imageLayout } from './oci-layout.mjs';
import { billOfMaterials } from './sbom.mjs';
import { NAME, ROOT } from './source.mjs';

/** In Node's words, in Debian's and the image specification's, and in GNU's. */
const PLATFORMS = [
  { node: 'x64', platform: { os: 'linux', architecture: 'amd64' }, gnu: 'x86_64-linux-gnu' },
  {
    node: 'arm64',
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    gnu: 'aarch64-linux-gnu',
  },
];

export const ENTRYPOINT = `/usr/local/bin/${NAME}`;

/**
 * @param source describeSource()
 * @param executables the executable of each architecture in Node's words
 * @param packages bundledPackages()
 * @param fetchFrom of debianPackages()
 * @returns {Promise<{digest: string, files: {name: string, content: Buffer}[], sbom: string, licences: string}>}
 */
export async function containerImage({ source, executables, packages, fetchFrom }) {
  const unpacked = new Map();
  for (const { platform } of PLATFORMS) {
    unpacked.set(platform.architecture, await debianPackages(platform.architecture, fetchFrom));
  }
  const closures = PLATFORMS.map(({ node, platform, gnu }) =>
    librariesOf(executables[node], unpacked.get(platform.architecture), gnu),
  );
  const sbom = billOfMaterials({
    ...source,
    packages,
    libraries: closures.flatMap(({ from }, index) =>
      from.map((used) => ({ ...used, ...PLATFORMS[index].platform, suite: readPins().suite })),
    ),
  });
  const licences = thirdPartyLicences(packages, unpacked.get('amd64'));

  const platforms = [];
  for (const [index, { node, platform }] of PLATFORMS.entries()) {
    const { files, from } = closures[index];
    const layers = [
      {
        // Dated as Debian has, so that it is the same layer in all our releases.
        tar: await tar(withFolders(files), newest(files)),
        comment: `libraries of Debian's ${from.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
      },
      {
        tar: await tar(withFolders(ourFiles(executables[node], licences, sbom)), source.date),
        comment: `${NAME} ${source.version}`,
      },
    ];
    platforms.push({ platform, layers });
  }
  const layout = await imageLayout({
    platforms,
    created: source.date,
    name: source.version,
    config: {
      // Root, which the Pod may change: what installs on a node writes files of root's and restarts the kubelet.
      Entrypoint: [ENTRYPOINT],
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      WorkingDir: '/',
      Labels: labels(source),
    },
  });
  return { ...layout, sbom, licences };
}

function labels({ version, revision, changed, date }) {
  const { description, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const label = {
    created: date.toISOString(),
    description,
    licenses: `${license} AND LGPL-2.1-or-later AND (GPL-3.0-or-later WITH GCC-exception-3.1)`,
    ...(revision === undefined ? {} : { revision: changed ? `${revision}-changed` : revision }),
    title: NAME,
    version,
  };
  return Object.fromEntries(
    Object.entries(label).map(([key, value]) => [`org.opencontainers.image.${key}`, value]),
  );
}

function ourFiles(executable, licences, sbom) {
  const folder = `usr/share/doc/${NAME}`;
  return [
    { name: ENTRYPOINT.slice(1), content: executable, mode: 0o755 },
    { name: `${folder}/LICENSE`, content: readFileSync(join(ROOT, 'LICENSE')) },
    { name: `${folder}/THIRD_PARTY_LICENSES`, content: Buffer.from(licences) },
    // Scanners of images read bills of materials by this ending.
    { name: `${folder}/${NAME}.cdx.json`, content: Buffer.from(sbom) },
  ];
}

/**
 * What the executable links to, and what that links to, where the loader looks for it; and the packages that it is
 * from. Of glibc 2.36, the resolver and the name services for files and DNS are in libc itself.
 */
function librariesOf(executable, packages, gnu) {
  const interpreter = interpreterOf(executable);
  const loader = basename(interpreter);
  const files = new Map();
  const from = new Set();
  const wanted = [loader, ...readDependencies(executable).libraries];
  for (const library of wanted) {
    if (files.has(library)) {
      continue;
    }
    const used = packages.find((candidate) => candidate.files.has(`usr/lib/${gnu}/${library}`));
    const found = used?.files.get(`usr/lib/${gnu}/${library}`);
    if (found === undefined) {
      throw new Error(
        `the executable links to ${library}, which is in none of Debian's packages that are pinned`,
      );
    }
    from.add(used);
    files.set(library, {
      name: library === loader ? interpreter.slice(1) : `lib/${gnu}/${library}`,
      content: found.content,
      date: found.date,
      mode: library === loader ? 0o755 : 0o644,
    });
    wanted.push(...readDependencies(found.content).libraries);
  }
  return { files: [...files.values()], from: packages.filter((candidate) => from.has(candidate)) };
}

function newest(files) {
  return new Date(Math.max(...files.map(({ date }) => date.getTime())));
}

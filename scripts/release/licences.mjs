// THIRD_PARTY_LICENSES: whose work is in what we release, and under which terms.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtimePath, runtimeVersion } from '../runtime.mjs';

const RULE = '-'.repeat(100);

/**
 * @param packages bundledPackages()
 * @param libraries debianPackages() of any architecture, for the image; none: for the executables
 */
export function thirdPartyLicences(packages, libraries = []) {
  const runtime = runtimePath(process.arch);
  return [
    'registry-credential-provider is under the Apache License 2.0 (LICENSE). With it comes the work of others:',
    ...sharedTexts(packages).map(
      ({ holders, name, text }) =>
        `${RULE}\n${holders.map((holder) => `${holder.name} ${holder.version} (${holder.license})`).join('\n')}\n${name}:\n\n${text}`,
    ),
    `${RULE}\nNode.js ${runtimeVersion(process.arch)}, and what is in it\nLICENSE:\n\n${readFileSync(join(dirname(runtime), '../LICENSE'), 'utf8').trim()}`,
    ...debianTexts(libraries),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Each text once, with the packages that bear it. */
function sharedTexts(packages) {
  const byText = new Map();
  for (const { texts, ...holder } of packages) {
    for (const { name, text } of texts) {
      const trimmed = text.replaceAll('\r\n', '\n').trim();
      const entry = byText.get(trimmed) ?? { holders: [], name, text: trimmed };
      entry.holders.push(holder);
      byText.set(trimmed, entry);
    }
  }
  return [...byText.values()];
}

function debianTexts(libraries) {
  const copyrights = libraries.flatMap(({ name, version, source, files }) => {
    const copyright = files.get(`usr/share/doc/${name}/copyright`);
    return copyright === undefined || name === 'base-files'
      ? []
      : [
          {
            head: `Libraries of Debian's ${name} ${version}`,
            source,
            text: copyright.content.toString('utf8').trim(),
          },
        ];
  });
  const common = libraries.find(({ name }) => name === 'base-files')?.files ?? new Map();
  const named = copyrights.flatMap(({ text }) => [
    ...text.matchAll(/\/usr\/share\/common-licenses\/([A-Za-z]+-[\d.]*\d)/g),
  ]);
  return [
    ...copyrights.map(
      ({ head, source, text }) =>
        `${RULE}\n${head}, of the image only; unchanged, and their source is ${source.replace(' ', ' of version ')} at\n` +
        `https://snapshot.debian.org/package/${source.replace(' ', '/')}/\ncopyright:\n\n${text}`,
    ),
    ...[...new Set(named.map(([, name]) => name))].sort().map((name) => {
      const file = common.get(`usr/share/common-licenses/${name}`);
      if (file === undefined) {
        throw new Error(`Debian's base-files has no text of ${name}`);
      }
      return `${RULE}\n${name}, which the libraries of Debian name\n\n${file.content.toString('utf8').trim()}`;
    }),
  ];
}

// The npm packages of which something is in the executable or the plain bundle, as esbuild tells it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFiles } from '../bundle.mjs';
import { ROOT } from './source.mjs';

/** Of a file, wherever a plugin of esbuild says that it is. */
const PACKAGE = /node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/;

/**
 * @returns {Promise<{name: string, version: string, license: string, texts: {name: string, text: string}[]}[]>} with
 *     the SPDX expression of the licence and the files that bear its text
 * @throws when a package has no text
 */
export async function bundledPackages(version) {
  const files = [...(await bundledFiles(version)), ...generatedFrom()];
  const folders = [...new Set(files.flatMap((file) => PACKAGE.exec(file)?.[0] ?? []))].sort();
  const packages = folders.map((folder) => ({ folder, ...manifestOf(folder) }));
  return packages.map(({ folder, name, version: own, license }) => {
    const texts = textsOf(folder, license);
    if (typeof license !== 'string' || texts.length === 0) {
      throw new Error(
        `${name} ${own} is bundled and has no licence, or no text of it: what bundles it must do without, or the text be found`,
      );
    }
    return { name, version: own, license, texts };
  });
}

/** The generated validators hold code of ajv; a comment names the file that it is from. */
function generatedFrom() {
  const folder = join(ROOT, 'src/generated');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/^\/\/ (node_modules\/.*)$/gm)])
    .map(([, file]) => file);
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
}

function textsOf(folder, license) {
  const own = filesIn(folder);
  if (own.some(({ name }) => /^(licen[cs]e|copying)/i.test(name))) {
    return own;
  }
  const [, section] =
    /^(?:#+ *)?licen[cs]e *\n(?:[-=]+ *\n)?([\s\S]*)/im.exec(readFile(folder, /^readme\.md$/i) ?? '') ?? [];
  if (section?.includes('Copyright')) {
    return [...own, { name: 'README.md', text: section.trim() }];
  }
  // Some packages of Amazon's are published without the file that stands in their common repository.
  const sibling = siblingOf(folder, license);
  return sibling === undefined ? [] : [...own, ...filesIn(sibling)];
}

/** Another package of the same scope, repository and licence that has a text. */
function siblingOf(folder, license) {
  const { repository } = manifestOf(folder);
  const [, scope] = /^(.*\/@[^/]+)\/[^/]+$/.exec(folder) ?? [];
  if (scope === undefined || repository?.url === undefined) {
    return undefined;
  }
  return readdirSync(join(ROOT, scope))
    .map((name) => `${scope}/${name}`)
    .find((other) => {
      const manifest = manifestOf(other);
      return (
        manifest.license === license &&
        manifest.repository?.url === repository.url &&
        filesIn(other).some(({ name }) => /^licen[cs]e/i.test(name))
      );
    });
}

function filesIn(folder) {
  return readdirSync(join(ROOT, folder))
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(ROOT, folder, name), 'utf8') }));
}

function readFile(folder, pattern) {
  const name = readdirSync(join(ROOT, folder)).find((file) => pattern.test(file));
  return name === undefined ? undefined : readFileSync(join(ROOT, folder, name), 'utf8');
}

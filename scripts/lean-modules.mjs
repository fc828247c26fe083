// What a chunk has no use for of its SDK: modules that are left out, and such as are bundled with an edit. Each is named
// by its path, and the build fails where a new version of the SDK no longer has it as it was.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PACKAGES = fileURLToPath(new URL('../node_modules/', import.meta.url));

/**
 * @typedef {object} Lean paths below node_modules/
 * @property {readonly string[]} [leftOut] ECMAScript modules: what they export throws when it is called
 * @property {Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>} [edited] texts in them, and
 *     what stands there instead
 * @property {Readonly<Record<string, string>>} [replaced] and what stands in their place
 * @property {RegExp} [pure] paths of files without side effects, whose package does not say so
 */

/** @param {string} name @param {Lean} lean */
export function leanModules(name, { leftOut = [], edited = {}, replaced = {}, pure }) {
  return {
    name,
    setup({ onLoad, onResolve, resolve }) {
      for (const path of leftOut) {
        const file = existing(path);
        onLoad({ filter: exactly(path) }, async () => ({ contents: await throwing(file) }));
      }
      for (const [path, edits] of Object.entries(edited)) {
        const contents = editedText(path, edits);
        onLoad({ filter: exactly(path) }, () => ({ contents, resolveDir: dirname(join(PACKAGES, path)) }));
      }
      for (const [path, contents] of Object.entries(replaced)) {
        const resolveDir = dirname(existing(path));
        onLoad({ filter: exactly(path) }, () => ({ contents, resolveDir }));
      }
      if (pure !== undefined) {
        onResolve({ filter: /^[@\w.]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
          if (pluginData === name || kind === 'entry-point') return undefined;
          const found = await resolve(path, { kind, importer, resolveDir, pluginData: name });
          return found.errors.length === 0 && pure.test(found.path)
            ? { ...found, sideEffects: false }
            : undefined;
        });
      }
    },
  };
}

function exactly(path) {
  return new RegExp(`/node_modules/${path.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&')}$`);
}

async function throwing(file) {
  const { metafile } = await build({
    entryPoints: [file],
    format: 'esm',
    metafile: true,
    write: false,
  });
  const [{ exports }] = Object.values(metafile.outputs);
  if (exports.length === 0) {
    throw new Error(`${file} exports nothing by name`);
  }
  return exports
    .map((name) => `export function ${name}() { throw new Error('${name} is left out of this chunk'); }`)
    .join('\n');
}

function editedText(path, edits) {
  return edits.reduce(
    (text, [from, to]) => {
      if (text.split(from).length !== 2) {
        throw new Error(`${path} does not have ${JSON.stringify(from)} once`);
      }
      return text.replace(from, () => to);
    },
    readFileSync(existing(path), 'utf8'),
  );
}

function existing(path) {
  const file = join(PACKAGES, path);
  if (!existsSync(file)) {
    throw new Error(`${path} does not exist any more: what has its package in its place?`);
  }
  return file;
}

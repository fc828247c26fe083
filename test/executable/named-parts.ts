// The scripts of the executable with the names of their modules left in, each of which says when it is evaluated.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleInChunks } from '../../scripts/bundle.mjs';

/** What esbuild writes before the code of each module. */
const MODULE = /^\/\/ ((?:src|node_modules)\/\S+)$/gm;
/** And the beginning of what evaluates it, where that waits until it is asked for. */
const ON_DEMAND = /^ {2}"((?:src|node_modules)\/[^"]+)"\(.*\) \{$/gm;

/** Writes main.js and NAME.js of each chunk, with code caches that are empty, into the folder. */
export async function writeNamedParts(folder: string): Promise<void> {
  const { main, chunks } = await bundleInChunks('0.0.0', { minify: false });
  mkdirSync(folder);
  for (const [name, source] of [['main', main] as const, ...chunks]) {
    writeFileSync(join(folder, `${name}.js`), tellingModules(source));
    writeFileSync(join(folder, `${name}.cache`), '');
  }
}

/**
 * A module that is evaluated on demand is a method that bears its name, and says so as the first thing in there;
 * any other is evaluated with its script.
 */
function tellingModules(source: string): string {
  const onDemand = new Set([...source.matchAll(ON_DEMAND)].map(([, name]) => name));
  const said = (name: string) => `globalThis.evaluated.push(${JSON.stringify(name)});`;
  return source
    .replace(ON_DEMAND, (start, name) => `${start} ${said(name)}`)
    .replace(MODULE, (line, name) => (onDemand.has(name) ? line : `${line}\n${said(name)}`));
}

// `npm run bench`: measures the executable of dist/, and says how far it is from its goals. options.mjs has the options.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt, measureFigures } from './figures.mjs';
import { HELP, parseOptions } from './options.mjs';
import { FIGURES, PAGE, pageFiles } from './page.mjs';
import { findPeer } from './peer.mjs';
import { Refusal } from './refusal.mjs';
import { reportText } from './report.mjs';
import { openStarter } from './starter.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) {
    throw error;
  }
  console.error(`bench: ${error.message}`);
  process.exit(2);
}

/** @param {string[]} args */
async function main(args) {
  const options = parseOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const figures = options.from === undefined ? await measured(options) : readFigures(options.from);
  const json = `${JSON.stringify(figures, rounded, 2)}\n`;
  if (options.json === '-') {
    process.stdout.write(json);
    console.error(reportText(figures));
  } else {
    console.log(reportText(figures));
    if (options.json !== undefined) writeFileSync(options.json, json);
  }
  if (options.chart) {
    writePage(json);
  }
}

function rounded(_, value) {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

function readFigures(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Refusal(`--from ${file}: ${/** @type {Error} */ (error).message}`);
  }
}

/** The figures are kept beside the page, for npm run generate, which holds the two together. */
function writePage(json) {
  const files = pageFiles(JSON.parse(json), readFileSync(join(ROOT, PAGE), 'utf8'));
  for (const [path, text] of Object.entries({ ...files, [FIGURES]: json })) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  console.error(`wrote ${PAGE} and docs/performance/`);
}

async function measured(options) {
  if (!isBuilt()) {
    throw new Refusal('dist/ is not complete; npm run build makes it');
  }
  if (options.against !== undefined && !existsSync(options.against)) {
    throw new Refusal(`--against ${options.against}: no such file`);
  }
  const peer = options.peer === undefined ? undefined : findPeer(options.peer);
  const path = mkdtempSync(join(tmpdir(), 'rcp-bench-'));
  const starter = await openStarter();
  try {
    return await measureFigures(options, { starter, path, peer, say: (text) => console.error(text) });
  } finally {
    starter.stop();
    rmSync(path, { recursive: true, force: true });
  }
}

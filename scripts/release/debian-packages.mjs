// Debian's packages for the image, as debian-packages.json pins them: by the SHA-256 of each .deb, so it does not
// matter who brings it. Format: https://man7.org/linux/man-pages/man5/deb.5.html

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { unpackTar } from 'modern-tar';
import xz from 'xz-decompress';
import { sha256 } from './archive.mjs';
import { ROOT } from './source.mjs';

const PINS = join(ROOT, 'scripts/release/debian-packages.json');
const CACHE = join(ROOT, 'build/debian');

/** The libraries of glibc and gcc, and the packages that hold the licences of them all. */
const PACKAGES = ['base-files', 'gcc-14-base', 'libc6', 'libgcc-s1', 'libstdc++6'];
const ARCHITECTURES = ['amd64', 'arm64'];

const APT_HELPER = '/usr/lib/apt/apt-helper';
const NO_APT =
  'the image needs packages of Debian, and there is no apt on this machine: with -- --snapshot they are fetched from snapshot.debian.org without it';

/** Keeps every version that Debian ever had: https://snapshot.debian.org */
export const SNAPSHOT = 'https://snapshot.debian.org/archive';

const RENEW =
  'npm run image -- --renew pins the newest instead, and npm run image -- --snapshot fetches those that are pinned from snapshot.debian.org';

/**
 * @typedef {{name: string, version: string, architecture: string, source: string, archive: string, path: string, sha256: string}} Pin
 * @typedef {{name: string, version: string, source: string, files: Map<string, {content: Buffer, date: Date}>}} DebianPackage
 *     `files` by path without a leading slash; of links, what they lead to in the same package
 */

/** @returns {{suite: string, pinnedAt: string, packages: Pin[]}} */
export function readPins() {
  return JSON.parse(readFileSync(PINS, 'utf8'));
}

/**
 * @param {string} architecture in Debian's words
 * @param {string} [fetchFrom] where to fetch from instead of this machine's mirrors, such as SNAPSHOT
 */
export async function debianPackages(architecture, fetchFrom) {
  const { pinnedAt, packages } = readPins();
  const wanted = packages.filter((pin) => pin.architecture === architecture);
  return unpackPackages(wanted, { pinnedAt, fetchFrom });
}

/**
 * @param {readonly Pin[]} pins of newestPackages(), or of debian-packages.json
 * @param {{pinnedAt?: string, fetchFrom?: string | undefined}} [origin] the moment as in the addresses of snapshot.debian.org
 * @returns {Promise<DebianPackage[]>}
 */
export async function unpackPackages(pins, { pinnedAt, fetchFrom } = {}) {
  const result = [];
  for (const pin of pins) {
    const { name, version, source } = pin;
    result.push({ name, version, source, files: await unpackDeb(await fetchDeb(pin, pinnedAt, fetchFrom)) });
  }
  return result;
}

/** The .deb, from the cache or from a mirror. */
async function fetchDeb(pin, pinnedAt, fetchFrom) {
  const cached = join(CACHE, `${pin.sha256}.deb`);
  if (!existsSync(cached)) {
    mkdirSync(CACHE, { recursive: true });
    const partial = `${cached}.${process.pid}`;
    try {
      await (fetchFrom === undefined
        ? fetchByApt(pin, partial)
        : fetchByHttp(pin, partial, fetchFrom, pinnedAt));
      renameSync(partial, cached);
    } finally {
      rmSync(partial, { force: true });
    }
  }
  const deb = readFileSync(cached);
  const actual = sha256(deb);
  if (actual !== pin.sha256) {
    rmSync(cached);
    throw new Error(`${pin.path}: SHA-256 is ${actual}, debian-packages.json says ${pin.sha256}`);
  }
  return deb;
}

/** By apt's own client, from the mirrors that this machine uses; no list of packages is read. */
function fetchByApt(pin, file) {
  const { archive, path } = pin;
  const failures = mirrors()
    .filter((mirror) => mirror.archive === archive)
    .map(({ url }) => apt(APT_HELPER, ['download-file', `${url}${path}`, file, `SHA256:${pin.sha256}`]));
  if (failures.length === 0) {
    throw new Error(
      `no source of ${archive} among apt's on this machine, which ${path} is to come from; ${RENEW}`,
    );
  }
  if (!failures.includes(undefined)) {
    throw new Error(
      `${path} is on no mirror of this machine: Debian keeps the newest versions only. ${RENEW}. apt says: ${failures.join('; ')}`,
    );
  }
}

async function fetchByHttp({ archive, path }, file, from, pinnedAt) {
  const url = `${from}/${archive}/${pinnedAt}/${path}`;
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${response.statusText}`);
  }
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
}

/** Why the packages cannot be fetched by apt here, in one line; undefined: they can, or are there already. */
export function aptProblem() {
  const isThere = ({ sha256 }) => existsSync(join(CACHE, `${sha256}.deb`));
  return existsSync(APT_HELPER) || readPins().packages.every(isThere) ? undefined : NO_APT;
}

let known;

/** Debian's archives in apt's configuration, by what their suites are called. */
function mirrors() {
  known ??= findMirrors();
  return known;
}

function findMirrors() {
  if (!existsSync(APT_HELPER)) {
    throw new Error(NO_APT);
  }
  const targets = execFileSync(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI) $(RELEASE)', 'Created-By: Packages'],
    {
      encoding: 'utf8',
    },
  );
  const found = new Map();
  for (const line of targets.trim().split('\n')) {
    const [url, suite = ''] = line.split(' ');
    if (/\/debian(-security)?\/$/.test(url)) {
      found.set(url, { url, archive: suite.endsWith('-security') ? 'debian-security' : 'debian' });
    }
  }
  return [...found.values()];
}

/** @returns what it complains of, undefined when it has worked */
function apt(command, args) {
  try {
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return undefined;
  } catch (error) {
    const { stderr = '', message } = /** @type {Error & {stderr?: string}} */ (error);
    return stderr.trim().replaceAll(/\s+/g, ' ') || message;
  }
}

/** Pins what is newest in the suite now. */
export function renewPins() {
  const { suite, packages: before } = readPins();
  const packages = ARCHITECTURES.flatMap((architecture) => newestPackages(suite, architecture, PACKAGES));
  const pinnedAt = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  if (JSON.stringify(before) !== JSON.stringify(packages)) {
    writeFileSync(PINS, `${JSON.stringify({ suite, pinnedAt, packages }, undefined, 2)}\n`);
  }
}

/**
 * Packages of a suite as they are now, by an apt with lists of its own. Apt checks Debian's signatures.
 * @returns {Pin[]} as in debian-packages.json
 */
export function newestPackages(suite, architecture, names) {
  const sources = mirrors().flatMap(({ url, archive }) =>
    archive === 'debian' ? [`${url} ${suite}`, `${url} ${suite}-updates`] : [`${url} ${suite}-security`],
  );
  const folder = mkdtempSync(join(tmpdir(), 'rcp-apt-'));
  try {
    for (const name of ['lists/partial', 'archives/partial']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    writeFileSync(join(folder, 'status'), '');
    const lines = sources.map((source) => `deb [arch=${architecture}] ${source} main\n`);
    writeFileSync(join(folder, 'sources.list'), lines.join(''));
    const options = [
      `Dir::Etc::sourcelist=${folder}/sources.list`,
      'Dir::Etc::sourceparts=/dev/null',
      `Dir::State::lists=${folder}/lists`,
      `Dir::State::status=${folder}/status`,
      `Dir::Cache=${folder}`,
      `APT::Architecture=${architecture}`,
      `APT::Architectures=${architecture}`,
      'APT::Sandbox::User=root',
      'Debug::NoLocking=true',
      'Acquire::Languages=none',
    ].flatMap((option) => ['-o', option]);
    const failure = apt('apt-get', [...options, 'update']);
    if (failure !== undefined) {
      throw new Error(`no packages of ${suite} from the mirrors of this machine: ${failure}`);
    }
    const shown = execFileSync('apt-cache', [...options, '--no-all-versions', 'show', ...names], {
      encoding: 'utf8',
    });
    return shown
      .trim()
      .split(/\n\n+/)
      .map((paragraph) => pinOf(paragraph, architecture))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From a paragraph of Debian's list of packages. @returns {Pin} */
function pinOf(paragraph, architecture) {
  const field = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
  const version = field('Version');
  const path = field('Filename');
  const [source, sourceVersion = version] = (field('Source') || field('Package')).split(/ \(|\)/);
  return {
    name: field('Package'),
    version,
    architecture,
    source: `${source} ${sourceVersion}`,
    archive: path.startsWith('pool/updates/') ? 'debian-security' : 'debian',
    path,
    sha256: field('SHA256'),
  };
}

/** A .deb is an archive of ar's: 60 bytes on each member, then the member, at even offsets. */
async function unpackDeb(deb) {
  for (let at = 8; at < deb.length; ) {
    const name = deb.toString('latin1', at, at + 16).trim();
    const size = Number(deb.toString('latin1', at + 48, at + 58));
    if (name === 'data.tar.xz') {
      return filesOf(deb.subarray(at + 60, at + 60 + size));
    }
    at += 60 + size + (size % 2);
  }
  throw new Error('no data.tar.xz in the .deb');
}

async function filesOf(compressed) {
  const stream = new xz.XzReadableStream(new Blob([compressed]).stream());
  const entries = await unpackTar(await new Response(stream).arrayBuffer());
  const pathOf = (name) => posix.normalize(name).replace(/^\.?\//, '');
  const files = new Map();
  for (const { header, data } of entries) {
    if (header.type === 'file') {
      files.set(pathOf(header.name), { content: Buffer.from(data ?? []), date: header.mtime ?? new Date(0) });
    }
  }
  for (const { header } of entries) {
    if (header.type === 'symlink') {
      const target = files.get(pathOf(posix.resolve('/', posix.dirname(header.name), header.linkname ?? '')));
      if (target !== undefined) files.set(pathOf(header.name), target);
    }
  }
  return files;
}

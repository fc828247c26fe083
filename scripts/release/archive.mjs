// Archives that are the same byte for byte wherever they are made.

import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { packTar } from 'modern-tar';

/**
 * @param entries `name`; `content` (none: a folder), `mode`, and `date` where it is not the archive's
 * @returns {Promise<Buffer>} in ustar form, all of root
 */
export async function tar(entries, date) {
  const packed = await packTar(
    entries.map(({ name, content, mode, date: own }) => ({
      header: {
        name: content === undefined ? `${name}/` : name,
        type: content === undefined ? 'directory' : 'file',
        size: content?.length ?? 0,
        mode: mode ?? (content === undefined ? 0o755 : 0o644),
        mtime: own ?? date,
        uid: 0,
        gid: 0,
        uname: 'root',
        gname: 'root',
      },
      ...(content === undefined ? {} : { body: content }),
    })),
  );
  return Buffer.from(packed);
}

/** What is larger is compressed by itself. */
const LARGE = 1024 * 1024;
const BLOCK = 512;

/** Of large files in archives, by their SHA-256: an executable is in two archives. */
const compressed = new Map();

/**
 * A tar.gz whose large files are members of their own (RFC 1952, section 2.2), so that one that is in several archives is
 * compressed once.
 */
export async function gzip(archive) {
  const members = await Promise.all(
    membersOf(archive).map((bytes) => {
      if (bytes.length < LARGE) return compress(bytes);
      const digest = sha256(bytes);
      const known = compressed.get(digest) ?? compress(bytes);
      compressed.set(digest, known);
      return known;
    }),
  );
  return Buffer.concat(members);
}

/** An archive cut before and behind the content of each large file. */
function membersOf(archive) {
  const cuts = [0];
  for (let at = 0; at < archive.length; ) {
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136), 8) || 0;
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (size >= LARGE) {
      cuts.push(at + BLOCK, end);
    }
    at = end;
  }
  return cuts.map((cut, index) => archive.subarray(cut, cuts[index + 1])).filter(({ length }) => length > 0);
}

/** In a thread of its own, since it takes seconds. */
function compress(bytes) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('gzip-worker.mjs', import.meta.url), { workerData: bytes });
    worker.once('message', (output) => resolve(Buffer.from(output)));
    worker.once('error', reject);
  });
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The entries of files, in order, each after the folders that lead to it. */
export function withFolders(files) {
  const names = new Map(files.map((file) => [file.name, file]));
  for (const { name } of files) {
    const parts = name.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      names.set(folder, names.get(folder) ?? { name: folder });
    }
  }
  return [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

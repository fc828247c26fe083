// What is inside the executable: the blob of a Node single executable application, in the note that Node looks for.
// Its layout: SeaSerializer in https://github.com/nodejs/node/blob/v24.x/src/node_sea.cc

import assert from 'node:assert/strict';

const MAGIC = 0x0143da20;
const FLAG = { codeCache: 1 << 2, assets: 1 << 3, execArgv: 1 << 4 };
const NOTE = Buffer.from('NODE_SEA_BLOB\0');

/**
 * @typedef {object} Sea
 * @property {string} name
 * @property {Buffer} source
 * @property {Buffer} codeCache
 * @property {ReadonlyMap<string, Buffer>} assets by their names without the spaces at the end; some are compressed
 * @property {readonly string[]} execArgv the options that Node is run with
 */

/** @param {Buffer} executable @returns {Sea} its parts, not copied */
export function readSea(executable) {
  const blob = findBlob(executable);
  assert.equal(blob.readUInt32LE(0), MAGIC);
  const flags = blob.readUInt32LE(4);
  let at = 9; // behind magic, flags and one byte for how options may be added
  const number = () => {
    at += 8;
    return Number(blob.readBigUInt64LE(at - 8));
  };
  const field = () => {
    const length = number();
    at += length;
    return blob.subarray(at - length, at);
  };
  const text = () => field().toString();
  const times = (count, read) => Array.from({ length: count }, read);

  const name = text();
  const source = field();
  const codeCache = flags & FLAG.codeCache ? field() : Buffer.alloc(0);
  const assets = flags & FLAG.assets ? times(number(), () => [text().trimEnd(), field()]) : [];
  const execArgv = flags & FLAG.execArgv ? times(number(), text) : [];
  assert.equal(at, blob.length, 'the blob is laid out otherwise');
  return { name, source, codeCache, assets: new Map(assets), execArgv };
}

/** A note: lengths of name and content, type, name, content; each part at a multiple of four. */
function findBlob(executable) {
  for (let at = executable.lastIndexOf(NOTE); at !== -1; at = executable.lastIndexOf(NOTE, at - 1)) {
    if (executable.readUInt32LE(at - 12) === NOTE.length) {
      const start = at + 4 * Math.ceil(NOTE.length / 4);
      return executable.subarray(start, start + executable.readUInt32LE(at - 8));
    }
  }
  throw new Error('no SEA blob in the executable');
}

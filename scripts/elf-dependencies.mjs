// The libraries and symbol versions that an ELF executable needs, from its dynamic section.
// https://gabi.xinuos.com/elf/08-dynamic.html, https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html

import { programHeaders } from './elf.mjs';

const LOAD = 1;
const DYNAMIC = 2;
const TAG = { NEEDED: 1, STRTAB: 5, VERNEED: 0x6ffffffe, VERNEEDNUM: 0x6fffffff };

/** @returns {{libraries: string[], versions: string[]}} versions such as `GLIBC_2.17` */
export function readDependencies(elf) {
  const headers = programHeaders(elf);
  const dynamic = headers.find(({ type }) => type === DYNAMIC);
  if (dynamic === undefined) throw new Error('not dynamically linked');
  const entries = dynamicEntries(elf.subarray(dynamic.offset, dynamic.offset + dynamic.fileSize));
  const valueTagged = (tag) => entries.find((entry) => entry.tag === tag)?.value ?? 0;
  const offsetOf = (tag) => {
    const address = valueTagged(tag);
    const load = headers.find(
      ({ type, address: start, fileSize }) => type === LOAD && start <= address && address < start + fileSize,
    );
    if (load === undefined) throw new Error(`nothing is loaded at ${address}`);
    return address - load.address + load.offset;
  };
  const strings = offsetOf(TAG.STRTAB);
  const text = (offset) => elf.toString('latin1', strings + offset, elf.indexOf(0, strings + offset));
  const files = valueTagged(TAG.VERNEEDNUM);
  return {
    libraries: entries.filter(({ tag }) => tag === TAG.NEEDED).map(({ value }) => text(value)),
    versions: files === 0 ? [] : versionNames(elf, offsetOf(TAG.VERNEED), files).map(text),
  };
}

function dynamicEntries(section) {
  return Array.from({ length: section.length / 16 }, (_, index) => ({
    tag: Number(section.readBigUInt64LE(index * 16)),
    value: Number(section.readBigUInt64LE(index * 16 + 8)),
  }));
}

/** Offsets in the string table: a list of files, each with a list of the versions that are needed of it. */
function versionNames(elf, start, files) {
  const names = [];
  for (let file = 0, at = start; file < files; file += 1, at += elf.readUInt32LE(at + 12)) {
    let entry = at + elf.readUInt32LE(at + 8);
    for (let count = elf.readUInt16LE(at + 2); count > 0; count -= 1) {
      names.push(elf.readUInt32LE(entry + 8));
      entry += elf.readUInt32LE(entry + 12);
    }
  }
  return names;
}

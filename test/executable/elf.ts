// The libraries and symbol versions that an ELF executable needs, from its dynamic section.
// https://gabi.xinuos.com/elf/08-dynamic.html, https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html

const LOAD = 1;
const DYNAMIC = 2;
const TAG = { NEEDED: 1, STRTAB: 5, VERNEED: 0x6ffffffe, VERNEEDNUM: 0x6fffffff };

export interface Dependencies {
  readonly libraries: readonly string[];
  /** Such as `GLIBC_2.17`. */
  readonly versions: readonly string[];
}

export function readDependencies(elf: Buffer): Dependencies {
  const headers = programHeaders(elf);
  const dynamic = headers.find(({ type }) => type === DYNAMIC);
  if (dynamic === undefined) throw new Error('not dynamically linked');
  const entries = dynamicEntries(elf.subarray(dynamic.offset, dynamic.offset + dynamic.size));
  const offsetOf = (tag: number): number => {
    const address = entries.find((entry) => entry.tag === tag)?.value ?? 0;
    const load = headers.find(
      ({ type, address: start, size }) => type === LOAD && start <= address && address < start + size,
    );
    if (load === undefined) throw new Error(`nothing is loaded at ${address}`);
    return address - load.address + load.offset;
  };
  const strings = offsetOf(TAG.STRTAB);
  const text = (offset: number) => elf.toString('latin1', strings + offset, elf.indexOf(0, strings + offset));
  const files = entries.find(({ tag }) => tag === TAG.VERNEEDNUM)?.value ?? 0;
  return {
    libraries: entries.filter(({ tag }) => tag === TAG.NEEDED).map(({ value }) => text(value)),
    versions: versionNames(elf, offsetOf(TAG.VERNEED), files).map(text),
  };
}

function programHeaders(elf: Buffer) {
  const start = Number(elf.readBigUInt64LE(32));
  return Array.from({ length: elf.readUInt16LE(56) }, (_, index) => {
    const at = start + index * 56;
    return {
      type: elf.readUInt32LE(at),
      offset: Number(elf.readBigUInt64LE(at + 8)),
      address: Number(elf.readBigUInt64LE(at + 16)),
      size: Number(elf.readBigUInt64LE(at + 32)),
    };
  });
}

function dynamicEntries(section: Buffer) {
  return Array.from({ length: section.length / 16 }, (_, index) => ({
    tag: Number(section.readBigUInt64LE(index * 16)),
    value: Number(section.readBigUInt64LE(index * 16 + 8)),
  }));
}

/** Offsets in the string table: a list of files, each with a list of the versions that are needed of it. */
function versionNames(elf: Buffer, start: number, files: number): number[] {
  const names: number[] = [];
  for (let file = 0, at = start; file < files; file += 1, at += elf.readUInt32LE(at + 12)) {
    let entry = at + elf.readUInt32LE(at + 8);
    for (let count = elf.readUInt16LE(at + 2); count > 0; count -= 1) {
      names.push(elf.readUInt32LE(entry + 8));
      entry += elf.readUInt32LE(entry + 12);
    }
  }
  return names;
}

// Strips an ELF executable, and puts a resource into it where Node's single executable applications look for
// theirs: a note of the main program (postject-api.h in the Node.js sources). Deterministic, and for any
// architecture, which neither binutils' strip nor postject is.
// Format: https://gabi.xinuos.com/elf/

const PT = { LOAD: 1, INTERP: 3, NOTE: 4 };
const HEADER_SIZE = 64;
const ENTRY_SIZE = 56;
const CONTENT_ALIGN = 8;

/** @returns {{type: number, flags: number, offset: number, address: number, fileSize: number, memorySize: number, align: number}[]} */
export function programHeaders(elf) {
  if (elf.readUInt32BE(0) !== 0x7f454c46 || elf[4] !== 2 || elf[5] !== 1) {
    throw new Error('not a 64-bit little-endian ELF file');
  }
  const start = Number(elf.readBigUInt64LE(32));
  return Array.from({ length: elf.readUInt16LE(56) }, (_, index) => {
    const at = start + index * ENTRY_SIZE;
    const word = (offset) => Number(elf.readBigUInt64LE(at + offset));
    return {
      type: elf.readUInt32LE(at),
      flags: elf.readUInt32LE(at + 4),
      offset: word(8),
      address: word(16),
      fileSize: word(32),
      memorySize: word(40),
      align: word(48),
    };
  });
}

/** The path of the program that loads it. */
export function interpreterOf(elf) {
  const { offset, fileSize } = only(programHeaders(elf), PT.INTERP);
  return elf.toString('latin1', offset, offset + fileSize - 1);
}

/** Drops what is not loaded: symbols, debug information, and the section headers that describe them. */
export function strip(elf) {
  const end = Math.max(...programHeaders(elf).map(({ offset, fileSize }) => offset + fileSize));
  const stripped = Buffer.from(elf.subarray(0, end));
  stripped.writeBigUInt64LE(0n, 40); // e_shoff
  stripped.fill(0, 58, 64); // e_shentsize, e_shnum, e_shstrndx
  return stripped;
}

/**
 * Adds a note, and a segment that loads it, the content at a multiple of `CONTENT_ALIGN`. The table of program headers cannot grow where it is and must not
 * move (old kernels and loaders find it by its offset only), so the interpreter's name and the old notes, which
 * follow it, give way to the new entry and move into the new segment.
 */
export function addNote(stripped, name, content) {
  const headers = programHeaders(stripped);
  const interpreter = only(headers, PT.INTERP);
  const notes = only(headers, PT.NOTE);
  const tableEnd = HEADER_SIZE + headers.length * ENTRY_SIZE;
  const roomEnd = notes.offset + notes.fileSize;
  if (interpreter.offset !== tableEnd || notes.offset > interpreter.offset + interpreter.fileSize + 3) {
    throw new Error('the interpreter and the notes do not follow the program headers');
  }
  if (roomEnd - tableEnd < ENTRY_SIZE) {
    throw new Error('no room for another program header');
  }

  const loads = headers.filter(({ type }) => type === PT.LOAD);
  const align = Math.max(0x1000, loads[loads.length - 1].align);
  const offset = roundUp(stripped.length, align);
  const address = roundUp(Math.max(...loads.map((load) => load.address + load.memorySize)), align);
  const head = encodeNoteHead(name, content);
  const noteStart =
    roundUp(interpreter.fileSize + notes.fileSize + head.length, CONTENT_ALIGN) -
    notes.fileSize -
    head.length;
  const segment = Buffer.concat([
    slice(stripped, interpreter),
    Buffer.alloc(noteStart - interpreter.fileSize),
    slice(stripped, notes),
    head,
    padded(content, 4),
  ]);
  const moved = (header, from, size) => ({
    ...header,
    offset: offset + from,
    address: address + from,
    fileSize: size,
    memorySize: size,
  });

  const output = Buffer.alloc(offset + segment.length);
  stripped.copy(output);
  segment.copy(output, offset);
  output.fill(0, HEADER_SIZE, roomEnd);
  output.writeUInt16LE(headers.length + 1, 56);
  [
    ...headers.map((header) => {
      if (header.type === PT.INTERP) return moved(header, 0, interpreter.fileSize);
      if (header.type === PT.NOTE) return moved(header, noteStart, segment.length - noteStart);
      if (header.offset === HEADER_SIZE)
        return {
          ...header,
          fileSize: tableEnd + ENTRY_SIZE - HEADER_SIZE,
          memorySize: tableEnd + ENTRY_SIZE - HEADER_SIZE,
        };
      return header;
    }),
    { type: PT.LOAD, flags: 4, offset, address, fileSize: segment.length, memorySize: segment.length, align },
  ].forEach((header, index) => {
    writeHeader(output, HEADER_SIZE + index * ENTRY_SIZE, header);
  });
  return output;
}

function only(headers, type) {
  const found = headers.filter((header) => header.type === type);
  if (found.length !== 1) {
    throw new Error(`${found.length} program headers of type ${type}, expected one`);
  }
  return found[0];
}

function slice(elf, { offset, fileSize }) {
  return elf.subarray(offset, offset + fileSize);
}

function encodeNoteHead(name, content) {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(name.length + 1, 0);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, padded(Buffer.from(`${name}\0`), 4)]);
}

function writeHeader(elf, at, { type, flags, offset, address, fileSize, memorySize, align }) {
  elf.writeUInt32LE(type, at);
  elf.writeUInt32LE(flags, at + 4);
  [offset, address, address, fileSize, memorySize, align].forEach((value, index) => {
    elf.writeBigUInt64LE(BigInt(value), at + 8 + index * 8);
  });
}

function padded(bytes, align) {
  return Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length, align) - bytes.length)]);
}

function roundUp(value, align) {
  return Math.ceil(value / align) * align;
}

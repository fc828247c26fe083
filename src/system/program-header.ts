// What an executable says of itself in its first bytes: the machine it is for, and the program that the kernel starts to
// load or interpret it. By this a program is judged that must not be run.
// https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html https://man7.org/linux/man-pages/man2/execve.2.html

type ProgramHeader =
  | { readonly kind: 'script'; readonly interpreter: string }
  | {
      readonly kind: 'elf';
      /** The number of e_machine. */
      readonly machine: number;
      /** Undefined for a static program, and where it is not in the bytes. */
      readonly interpreter: string | undefined;
    };

/** Enough for the program headers, and the name that stands behind them. */
export const HEADER_BYTES = 16 * 1024;

const PT_INTERP = 3;

/** Undefined: neither an ELF file nor a script. */
export function readProgramHeader(head: Buffer): ProgramHeader | undefined {
  if (head.toString('latin1', 0, 2) === '#!') {
    const [line = ''] = head.toString('latin1', 2, 256).split('\n');
    const [interpreter = ''] = line.trim().split(/[ \t]/);
    return { kind: 'script', interpreter };
  }
  if (head.length < 20 || head.toString('latin1', 0, 4) !== '\x7fELF') {
    return undefined;
  }
  const number = reader(head, head[5] === 2);
  return { kind: 'elf', machine: number(18, 2), interpreter: interpreterOf(head, head[4] === 2, number) };
}

type Read = (at: number, bytes: 2 | 4 | 8) => number;

/** Zero behind the end of what was read. */
function reader(head: Buffer, isBigEndian: boolean): Read {
  return (at, bytes) => {
    if (at < 0 || at + bytes > head.length) return 0;
    if (bytes === 8) return Number(isBigEndian ? head.readBigUInt64BE(at) : head.readBigUInt64LE(at));
    return isBigEndian ? head.readUIntBE(at, bytes) : head.readUIntLE(at, bytes);
  };
}

function interpreterOf(head: Buffer, is64: boolean, number: Read): string | undefined {
  const [start, size, count] = is64
    ? [number(32, 8), number(54, 2), number(56, 2)]
    : [number(28, 4), number(42, 2), number(44, 2)];
  for (let at = start, left = count; left > 0 && at < head.length && size > 0; at += size, left -= 1) {
    if (number(at, 4) === PT_INTERP) {
      const [offset, length] = is64
        ? [number(at + 8, 8), number(at + 32, 8)]
        : [number(at + 4, 4), number(at + 16, 4)];
      const isRead = length > 1 && offset + length <= head.length;
      return isRead ? head.toString('latin1', offset, offset + length - 1) : undefined;
    }
  }
  return undefined;
}

// Programs of a few instructions, for x86-64: what /proc/PID/exe leads to is then a program and no interpreter.
// https://refspecs.linuxfoundation.org/elf/elf.pdf

const BASE = 0x400000;
const HEADERS = 64 + 56;

/** `[label]` is four bytes: how far it is from behind them to the text of that name, which lies behind the code. */
type Code = readonly (number | string)[];

function program(code: Code, texts: Readonly<Record<string, string>>): Buffer {
  const length = code.reduce<number>((sum, each) => sum + (typeof each === 'number' ? 1 : 4), 0);
  const places = new Map<string, number>();
  let end = length;
  for (const [label, text] of Object.entries(texts)) {
    places.set(label, end);
    end += Buffer.byteLength(text) + 1;
  }
  const bytes: number[] = [];
  for (const each of code) {
    if (typeof each === 'number') bytes.push(each);
    else bytes.push(...int32((places.get(each) ?? 0) - bytes.length - 4));
  }
  const body = Buffer.concat([
    Buffer.from(bytes),
    ...Object.values(texts).map((text) => Buffer.from(`${text}\0`)),
  ]);
  return Buffer.concat([headers(HEADERS + body.length), body]);
}

function headers(size: number): Buffer {
  const header = Buffer.alloc(HEADERS);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(2, 16); // an executable
  header.writeUInt16LE(0x3e, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(BASE + HEADERS), 24); // where it begins
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64); // one segment, loaded whole,
  header.writeUInt32LE(5, 68); // to read and to execute
  header.writeBigUInt64LE(BigInt(BASE), 80);
  header.writeBigUInt64LE(BigInt(BASE), 88);
  header.writeBigUInt64LE(BigInt(size), 96);
  header.writeBigUInt64LE(BigInt(size), 104);
  header.writeBigUInt64LE(0x1000n, 112);
  return header;
}

function int32(value: number): number[] {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return [...bytes];
}

const SYSCALL = [0x0f, 0x05];
const move = (register: number, value: number): number[] => [0xb8 + register, ...int32(value)];
const [EAX, EDX, EDI] = [0, 2, 7];
const TEXT_TO_RSI = [0x48, 0x8d, 0x35, 'text'];
const TEXT_TO_RDI = [0x48, 0x8d, 0x3d, 'text'];
const ARGUMENTS_TO_RSI = [0x48, 0x8d, 0x74, 0x24, 0x08];
const ZERO_EDX = [0x31, 0xd2];
/** pause(2), again and again. */
const STAY = [...move(EAX, 34), ...SYSCALL, 0xeb, 0xf7];

/** With one argument, as in `kubelet --version`, it does this; with another number of them it stays. */
function withOneArgument(code: Code): Code {
  const length = code.reduce<number>((sum, each) => sum + (typeof each === 'number' ? 1 : 4), 0);
  // mov rax, [rsp]; cmp rax, 2; jne over it
  return [0x48, 0x8b, 0x04, 0x24, 0x48, 0x83, 0xf8, 0x02, 0x75, length, ...code, ...STAY];
}

/** Tells its version when it is asked, and otherwise stays until it is killed, whatever its arguments are. */
export function kubeletProgram(version: string): Buffer {
  const text = `Kubernetes ${version}\n`;
  const exit = [...move(EDI, 0), ...move(EAX, 60), ...SYSCALL];
  const write = [...move(EDI, 1), ...TEXT_TO_RSI, ...move(EDX, text.length), ...move(EAX, 1), ...SYSCALL];
  return program(withOneArgument([...write, ...exit]), { text });
}

/** Runs a script when it is asked for its version, and otherwise stays. */
export function trapProgram(script: string): Buffer {
  const run = [...TEXT_TO_RDI, ...ARGUMENTS_TO_RSI, ...ZERO_EDX, ...move(EAX, 59), ...SYSCALL];
  return program(withOneArgument(run), { text: script });
}

/** Becomes root in every way, where it has the set-user-id bit, and stays. */
export function becomingRootProgram(): Buffer {
  const zeros = [0x31, 0xff, 0x31, 0xf6, 0x31, 0xd2];
  const setGroups = [...zeros, ...move(EAX, 119), ...SYSCALL];
  const setUsers = [...zeros, ...move(EAX, 117), ...SYSCALL];
  return program([...setGroups, ...setUsers, ...STAY], {});
}

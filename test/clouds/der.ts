// As much of ASN.1's Distinguished Encoding Rules as a certificate needs. ITU-T X.690.

type Der = Uint8Array<ArrayBuffer>;

const tagged = (tag: number, ...contents: readonly Uint8Array[]): Der => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag), length(content.length), content]);
};

function length(bytes: number): Uint8Array {
  if (bytes < 0x80) return Uint8Array.of(bytes);
  const hex = bytes.toString(16);
  const digits = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Uint8Array.of(0x80 | digits.length), digits]);
}

export const sequence = (...contents: readonly Uint8Array[]): Der => tagged(0x30, ...contents);
export const set = (...contents: readonly Uint8Array[]): Der => tagged(0x31, ...contents);
export const octets = (content: Uint8Array): Der => tagged(0x04, content);
export const utf8 = (text: string): Der => tagged(0x0c, Buffer.from(text));
export const nothing: Der = tagged(0x05);
export const yes: Der = tagged(0x01, Uint8Array.of(0xff));

/** A positive number, big-endian; it must not begin with a zero byte. */
export const integer = (bytes: Uint8Array): Der =>
  tagged(0x02, ...((bytes[0] ?? 0) & 0x80 ? [Uint8Array.of(0)] : []), bytes);

/** All bits of the bytes, less the last so many. */
export const bits = (content: Uint8Array, unused = 0): Der => tagged(0x03, Uint8Array.of(unused), content);

/** `[number]`, around whole values (constructed) or in place of a primitive's tag. */
export const context = (number: number, content: Uint8Array, constructed = true): Der =>
  tagged(0x80 | (constructed ? 0x20 : 0) | number, content);

/** Years up to 2049, which is all that UTCTime can say. */
export const time = (date: Date): Der =>
  tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

// CRC-32C (Castagnoli), by which Google proves that a secret came whole.
// https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4

/** The polynomial, with its bits in reverse. */
const POLYNOMIAL = 0x82f63b78;

export function crc32c(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    }
  }
  return ~crc >>> 0;
}

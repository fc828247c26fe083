// Go's strings are bytes; here they are strings with one UTF-16 unit (0 to 255) a byte, so that `<` is byte order.

/** The UTF-8 bytes of the text, one unit a byte. Text in ASCII is its own bytes. */
export function toBytes(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}

/** The text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
export function fromBytes(bytes: string): string {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes.charCodeAt(i) > 0x7f) return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  return bytes;
}

// Strict UTF-8 decoding that costs nothing at start.

import { isUtf8 } from 'node:buffer';

/** The text of UTF-8 bytes; undefined when they are not UTF-8. A byte order mark stays. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

// How many names a text from outside may have before it is parsed. A parser makes each name of an object an entry of a
// hash table, and the hash's secrets are those of the released runtime, so that whoever chooses the names can make all of
// them collide: time then grows with the square of their number.
// docs/decisions/0015-the-hash-secrets-of-the-runtime.md

/** Of an answer or a request. No cloud's has fifty. With 250 that collide in each answer a run takes some milliseconds more. */
export const MAX_NAMES = 250;

/** What follows each name of JSON, begins each element of XML, and follows each of an element's attributes. */
const SIGNS = [':', '<', '='].map((sign) => sign.charCodeAt(0));

/**
 * Whether it may have more names than MAX_NAMES, whatever it is: JSON, XML, or the page of some proxy. Told from the
 * signs without which there is no name, wherever they stand; it ends at the bound.
 */
export function hasTooManyNames(text: Buffer): boolean {
  let found = 0;
  for (const sign of SIGNS) {
    for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) {
      found += 1;
      if (found > MAX_NAMES) return true;
    }
  }
  return false;
}

// How many names and values a text from outside may have before it is parsed. A parser makes each name of an object an
// entry of a hash table, and JSON.parse each value of less than ten letters too. The hash's secrets are those of the
// released runtime, so that whoever chooses them can make all collide: time then grows with the square of their number.
// docs/decisions/0015-the-hash-secrets-of-the-runtime.md

/** Of an answer or a request. No cloud's has fifty. With 250 that collide in each answer a run takes some milliseconds more. */
export const MAX_NAMES = 250;

/** What follows each name of JSON, begins each element of XML, and follows each of an element's attributes. */
const OF_NAMES = [':', '<', '='];
/** What follows each value of a list in JSON but the last. */
const OF_VALUES = [','];

/**
 * Whether it may have more names than MAX_NAMES, or more values without a name, whatever it is: JSON, XML, or the page
 * of some proxy. Told from the signs without which there is none, wherever they stand; it ends at the bound.
 */
export function hasTooManyNames(text: Buffer): boolean {
  return hasMany(OF_NAMES, text) || hasMany(OF_VALUES, text);
}

function hasMany(signs: readonly string[], text: Buffer): boolean {
  let found = 0;
  for (const sign of signs) {
    const byte = sign.charCodeAt(0);
    for (let at = text.indexOf(byte); at !== -1; at = text.indexOf(byte, at + 1)) {
      found += 1;
      if (found > MAX_NAMES) return true;
    }
  }
  return false;
}

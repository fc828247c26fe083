// Names that V8 gives one and the same hash, under the secrets that a runtime has with given options: what an attacker can
// make who has the same release. https://github.com/v8/v8/blob/13.6.233/src/strings/string-hasher-inl.h

import { execFileSync } from 'node:child_process';

/** Bits of a string's hash that count in V8's tables. */
const HASH_BITS = 0x3fff_ffff;

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789', (letter) => letter.charCodeAt(0));

/** One letter of Jenkins' one-at-a-time hash, and its inverse. */
const step = (state: number, letter: number): number => {
  const sum = Math.imul(state + letter, 1025);
  return sum ^ (sum >>> 6);
};
const stepBack = (state: number, letter: number): number => {
  let sum = state;
  for (let bits = 6; bits < 32; bits += 6) sum = state ^ (sum >>> 6);
  return (Math.imul(sum, INVERSE_OF_1025) - letter) | 0;
};
const INVERSE_OF_1025 = inverse(1025);

const finish = (state: number): number => {
  const sum = Math.imul(state, 9);
  const mixed = sum ^ (sum >>> 11);
  return (mixed + (mixed << 15)) | 0;
};
const finishBack = (hash: number): number => {
  const mixed = Math.imul(hash, inverse(1 + (1 << 15)));
  let sum = mixed;
  for (let bits = 11; bits < 32; bits += 11) sum = mixed ^ (sum >>> 11);
  return Math.imul(sum, inverse(9));
};

/** Of an odd number, modulo 2 to the 32nd. */
function inverse(odd: number): number {
  let found = odd;
  for (let bits = 3; bits < 32; bits *= 2) found = Math.imul(found, 2 - Math.imul(odd, found));
  return found;
}

/** Prints the hashes of names, which V8 writes into a code cache before each string's length. */
const PRINT_HASHES = `
const names = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const script = new (require('node:vm').Script)('({' + names.map((name) => JSON.stringify(name) + ': 0') + '})');
const cache = script.createCachedData();
console.log(JSON.stringify(names.map((name) => cache.readUInt32LE(cache.indexOf(name, 0, 'latin1') - 8) >>> 2)));
`;

/** As a process of the runtime has them with these options. */
export function hashesOf(names: readonly string[], options: readonly string[]): number[] {
  const args = [...options, '--eval', PRINT_HASHES];
  return JSON.parse(execFileSync(process.execPath, args, { input: JSON.stringify(names), encoding: 'utf8' }));
}

/** The secret that a process starts its hash of strings with, told from hashes that it has shown. */
export function hashSeed(options: readonly string[]): number {
  const names = ['aNameToTellFrom', 'anotherName'] as const;
  const shown = hashesOf(names, options);
  const [first = 0, second] = shown;
  for (let high = 0; high < 4; high += 1) {
    const end = finishBack(first | (high << 30));
    const seed = [...names[0]].reduceRight((state, letter) => stepBack(state, letter.charCodeAt(0)), end);
    if (hashOf(names[1], seed) === second) return seed;
  }
  throw new Error('V8 does not hash strings as this file does');
}

function hashOf(name: string, seed: number): number {
  const end = [...name].reduce((state, letter) => step(state, letter.charCodeAt(0)), seed);
  return finish(end) & HASH_BITS;
}

/**
 * Different names of letters and digits; all have one hash where the secret is `seed`.
 * @param length of nine there are 14,000
 */
export function collidingNames(count: number, seed: number, length: 9 | 10 = 10): string[] {
  const size = 1 << 20;
  const heads = new Int32Array(size).fill(-1);
  const next = new Int32Array(size);
  const states = new Int32Array(size);
  for (let index = 0; index < size; index += 1) {
    const state = beginning(index, length - ENDING).reduce(step, seed);
    const slot = state & (size - 1);
    states[index] = state;
    next[index] = heads[slot] as number;
    heads[slot] = index;
  }
  const names: string[] = [];
  const meet = (ending: readonly number[], state: number): void => {
    if (ending.length < ENDING) {
      for (const letter of LETTERS) {
        if (names.length < count) meet([letter, ...ending], stepBack(state, letter));
      }
      return;
    }
    for (let index = heads[state & (size - 1)] as number; index !== -1; index = next[index] as number) {
      if (states[index] === state) {
        names.push(String.fromCharCode(...beginning(index, length - ENDING), ...ending));
      }
    }
  };
  meet([], TARGET);
  return names.slice(0, count);
}

/** The state in which all names end. */
const TARGET = 0x1234_5678;
/** Letters that are gone back from there. */
const ENDING = 5;

function beginning(index: number, length: number): number[] {
  const letters: number[] = [];
  for (let rest = index; letters.length < length; rest = Math.floor(rest / LETTERS.length)) {
    letters.push(LETTERS[rest % LETTERS.length] as number);
  }
  return letters;
}

// What an executable's first bytes say, in both classes and byte orders, and of files that are torn.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readHead } from '../../../src/system/files.ts';
import { HEADER_BYTES, readProgramHeader } from '../../../src/system/program-header.ts';

interface Form {
  readonly is64: boolean;
  readonly isBigEndian: boolean;
}

/** With two program headers, of which the second names the interpreter. */
function elf({ is64, isBigEndian }: Form, machine: number, interpreter: string): Buffer {
  const header = Buffer.alloc(is64 ? 64 : 52);
  const entry = is64 ? 56 : 32;
  const end = header.length + 2 * entry;
  const file = Buffer.concat([header, Buffer.alloc(2 * entry), Buffer.from(`${interpreter}\0`)]);
  const put = (at: number, value: number, bytes: 2 | 4 | 8) => {
    if (bytes === 8)
      isBigEndian ? file.writeBigUInt64BE(BigInt(value), at) : file.writeBigUInt64LE(BigInt(value), at);
    else isBigEndian ? file.writeUIntBE(value, at, bytes) : file.writeUIntLE(value, at, bytes);
  };
  file.write('\x7fELF', 'latin1');
  file[4] = is64 ? 2 : 1;
  file[5] = isBigEndian ? 2 : 1;
  put(18, machine, 2);
  put(is64 ? 32 : 28, header.length, is64 ? 8 : 4);
  put(is64 ? 54 : 42, entry, 2);
  put(is64 ? 56 : 44, 2, 2);
  const second = header.length + entry;
  put(header.length, 1, 4);
  put(second, 3, 4);
  put(is64 ? second + 8 : second + 4, end, is64 ? 8 : 4);
  put(is64 ? second + 32 : second + 16, interpreter.length + 1, is64 ? 8 : 4);
  return file;
}

const FORMS: readonly Form[] = [true, false].flatMap((is64) =>
  [true, false].map((isBigEndian) => ({ is64, isBigEndian })),
);

describe('an ELF file', () => {
  for (const form of FORMS) {
    const name = `${form.is64 ? 64 : 32} bits, ${form.isBigEndian ? 'big' : 'little'} end first`;
    test(`${name}: machine and loader`, () => {
      assert.deepEqual(readProgramHeader(elf(form, 0xb7, '/lib/ld-musl-aarch64.so.1')), {
        kind: 'elf',
        machine: 0xb7,
        interpreter: '/lib/ld-musl-aarch64.so.1',
      });
    });

    test(`${name}: torn anywhere, nothing is made up`, () => {
      const whole = elf(form, 0x3e, '/lib/ld.so');
      for (let length = 0; length < whole.length; length += 1) {
        const header = readProgramHeader(whole.subarray(0, length));
        if (length < 20) assert.equal(header, undefined);
        else assert.deepEqual(header, { kind: 'elf', machine: 0x3e, interpreter: undefined });
      }
    });

    test(`${name}: numbers of headers and places that lead nowhere end at once`, () => {
      const file = elf(form, 0x3e, '/lib/ld.so');
      file.fill(0xff, form.is64 ? 24 : 24, form.is64 ? 64 : 52);
      assert.equal(readProgramHeader(file)?.interpreter, undefined);
    });
  }

  test('the runtime of the tests', () => {
    const header = readProgramHeader(readHead(process.execPath, HEADER_BYTES) ?? Buffer.alloc(0));
    assert.equal(header?.kind, 'elf');
    assert.match(header?.interpreter ?? '', /^\/lib(?:64)?\/ld-linux-[a-z0-9-]+\.so\.[0-9]$/);
  });
});

describe('a script', () => {
  for (const [text, interpreter] of [
    ['#!/bin/sh\n', '/bin/sh'],
    ['#! /usr/bin/env -S node\n', '/usr/bin/env'],
    ['#!\t/bin/sh -eu', '/bin/sh'],
    ['#!\n/bin/sh', ''],
    ['#!', ''],
  ] as const) {
    test(JSON.stringify(text), () =>
      assert.deepEqual(readProgramHeader(Buffer.from(text)), { kind: 'script', interpreter }),
    );
  }
});

for (const text of ['', 'PK\x03\x04', '\x7fEL', 'hello world, this is a text']) {
  test(`${JSON.stringify(text)} is no program`, () =>
    assert.equal(readProgramHeader(Buffer.from(text)), undefined));
}

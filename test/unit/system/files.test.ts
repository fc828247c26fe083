// What a file is that is not UTF-8 text, by its first bytes, and how to get the text.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { readTextFile } from '../../../src/system/files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

describe('a file that is not UTF-8 text', () => {
  for (const [name, bytes, said] of [
    ['DER', [0x30, 0x82, 0x03, 0xff], /is DER or PKCS#12, not PEM text.*openssl x509 -inform der/],
    ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0x00], /is UTF-16.*save it as UTF-8/],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x61], /is UTF-16/],
    ['a key store of Java', [0xfe, 0xed, 0xfe, 0xed], /Java key store.*keytool/],
    ['gzip', [0x1f, 0x8b, 0x08, 0x00], /gzip.*gunzip/],
    ['Latin 1', [0x61, 0xe4], /is not UTF-8 text.*save it/],
    ['one byte', [0xe4], /is not UTF-8 text/],
  ] as const) {
    test(name, (context) => {
      const path = `${temporaryFolder(context).path}/f`;
      writeFileSync(path, Buffer.from(bytes));
      assert.throws(
        () => readTextFile(path, { what: 'caFile' }),
        (error) => error instanceof ProviderError && said.test(`${error.message}; ${error.hint}`),
      );
    });
  }
});

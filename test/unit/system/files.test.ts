// What a file is that is not UTF-8 text, by its first bytes, and how to get the text.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { readTextFile } from '../../../src/system/files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

describe('a file that is not UTF-8 text', () => {
  for (const [name, bytes, said] of [
    [
      'a certificate in DER',
      [0x30, 0x82, 3, 0xff, 0x30, 0x82],
      /is DER, not PEM text.*openssl x509 -inform der/,
    ],
    ['a small one', [0x30, 0x81, 0xff, 0x30, 0x81], /is DER, not PEM text.*openssl x509 -inform der/],
    ['PKCS#12', [0x30, 0x82, 3, 0xff, 2, 1, 3, 0x30], /is PKCS#12, not PEM text.*openssl pkcs12 -in FILE/],
    ['PKCS#7', [0x30, 0x82, 3, 0xff, 6, 9, 0x2a], /is PKCS#7 in DER.*pkcs7 -inform der -print_certs/],
    ['a key in DER', [0x30, 0x82, 3, 0xff, 2, 1, 0, 0x30], /is a private key in DER.*pkey -inform der/],
    ['other DER', [0x30, 0x82, 3, 0xff], /is DER, not PEM text.*with openssl/],
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

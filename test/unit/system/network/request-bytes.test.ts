// A request as it is written: all of it, and nothing that would make two of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requestBytes } from '../../../../src/system/network/request-bytes.ts';

const SOUND = { method: 'POST', path: '/a?b=c', headers: { host: 'a.example' }, body: undefined };

describe('what is written', () => {
  const rows: readonly (readonly [name: string, change: object, written: string])[] = [
    ['without a body', {}, 'POST /a?b=c HTTP/1.1\r\nhost: a.example\r\n\r\n'],
    [
      'a text in UTF-8',
      { headers: { 'content-length': '2' }, body: '\u00fc' },
      'POST /a?b=c HTTP/1.1\r\ncontent-length: 2\r\n\r\n\u00c3\u00bc',
    ],
    ['bytes', { headers: {}, body: Uint8Array.of(0, 255) }, 'POST /a?b=c HTTP/1.1\r\n\r\n\0\u00ff'],
    [
      'headers in Latin-1, with tabs, and as empty as they are',
      { headers: { x: '\u00e9\t!', y: '' } },
      'POST /a?b=c HTTP/1.1\r\nx: \u00e9\t!\r\ny: \r\n\r\n',
    ],
    [
      'a whole URL, for a proxy',
      { path: 'http://a.example/b', headers: {} },
      'POST http://a.example/b HTTP/1.1\r\n\r\n',
    ],
  ];
  for (const [name, change, written] of rows) {
    test(name, () => {
      assert.equal(requestBytes({ ...SOUND, ...change }).toString('latin1'), written);
    });
  }

  test('the bytes of a body whose methods are others', () => {
    class Text extends Uint8Array {
      override toString(): string {
        return assert.fail('it is no text here');
      }
    }
    assert.equal(requestBytes({ ...SOUND, body: new Text([97]) }).at(-1), 97);
  });
});

describe('what is not', () => {
  const rows: Readonly<Record<string, object>> = {
    'a method with a space': { method: 'GET /x' },
    'no path': { path: '' },
    'a path with a space': { path: '/a b' },
    'a path with a line end': { path: '/a\r\nx: y' },
    'a path beyond ASCII': { path: '/\u00fc' },
    'a name with a colon': { headers: { 'a:b': 'c' } },
    'a name with a line end': { headers: { 'a\r\nb': 'c' } },
    'no name': { headers: { '': 'c' } },
    'CR in a value': { headers: { a: 'b\rc' } },
    'LF in a value': { headers: { a: 'b\nc' } },
    'NUL in a value': { headers: { a: 'b\0c' } },
    'DEL in a value': { headers: { a: 'b\x7fc' } },
    'a value beyond Latin-1, whose low byte is LF': { headers: { a: 'b\u010ac' } },
    'a value that is no text': { headers: { a: ['b'] } },
  };
  for (const [name, change] of Object.entries(rows)) {
    test(name, () => {
      assert.throws(() => requestBytes({ ...SOUND, ...change }), { code: 'ERR_INVALID_CHAR' });
    });
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBytes, toBytes } from '../../../src/image/go-bytes.ts';
import { GoUrlError, parseGoUrl } from '../../../src/image/go-url.ts';

// What Go 1.26's url.Parse("https://" + text) says.
const VALID: readonly (readonly [text: string, host: string, path: string])[] = [
  ['', '', ''],
  ['/a', '', '/a'],
  ['a.b:5000/c', 'a.b:5000', '/c'],
  ['a.b:', 'a.b:', ''],
  ['a!$&\'()*+,;=<>"-_.~', 'a!$&\'()*+,;=<>"-_.~', ''],
  ['é.example/é', 'é.example', '/é'],
  ['%C3%A9.example', 'é.example', ''],
  ['a%25b', 'a%b', ''],
  ['[::1]', '[::1]', ''],
  ['[::1]:', '[::1]:', ''],
  ['[::ffff:1.2.3.4]:5/x', '[::ffff:1.2.3.4]:5', '/x'],
  ['[fe80::1%25eth%20*]:5', '[fe80::1%eth *]:5', ''],
  ['[fe80::1%25%41%5D]', '[fe80::1%A]]', ''],
  ['1:2:3:4:5:6@[1:2:3:4:5:6:7:8]', '[1:2:3:4:5:6:7:8]', ''],
  ['u:p%20w@h/p', 'h', '/p'],
  ['h/a%2Fb%00%ff', 'h', '/a/b\0\ufffd'],
  ['h/a b[c]*', 'h', '/a b[c]*'],
  ['h?/x', 'h', ''],
  ['h/a#/b%20', 'h', '/a'],
  ['h#\u0000', 'h', ''],
];

for (const [text, host, path] of VALID) {
  test(`parseGoUrl ${JSON.stringify(text)}`, () => {
    const url = parseGoUrl(toBytes(text));
    assert.deepEqual([fromBytes(url.host), fromBytes(url.path)], [host, path]);
  });
}

const INVALID: readonly (readonly [text: string, reason: RegExp])[] = [
  ['a\u0000', /control character/],
  ['h/\u007f', /control character/],
  ['a b', /" " is not allowed/],
  ['a\\b', /not allowed/],
  ['a{b}', /not allowed/],
  ['a|b', /not allowed/],
  ['a^b', /not allowed/],
  ['a%41', /"%41" is not a valid percent-encoding/],
  ['a%2', /"%2" is not/],
  ['h/%', /"%" is not/],
  ['h#%4', /"%4" is not/],
  ['h:x', /":x" after the host/],
  ['h:1:2', /":1:2" after the host/],
  ['::1', /after the host/],
  ['a[::1]', /only as the start/],
  ['[::1', /no "\]"/],
  ['[::1]x', /"x" after the host/],
  ['[::1]:x', /":x" after/],
  ['[]', /IPv6/],
  ['[a]', /IPv6/],
  ['[1.2.3.4]', /IPv6/],
  ['[::1%25]', /IPv6/],
  ['[::1%eth]', /percent-encoding/],
  ['[fe80::1%25%3F]', /percent-encoding/],
  ['[::1::2]', /IPv6/],
  ['[:::]', /IPv6/],
  ['[1:2:3:4:5:6:7]', /IPv6/],
  ['[1:2:3:4:5:6:7::8]', /IPv6/],
  ['[1:2:3:4:5:6:7:8:9]', /IPv6/],
  ['[12345::]', /IPv6/],
  ['[::1.2.3]', /IPv6/],
  ['[::01.2.3.4]', /IPv6/],
  ['[::256.2.3.4]', /IPv6/],
  ['[1:2:3:4:5:6:7:1.2.3.4]', /IPv6/],
  ['[::1.2.3.4:5]', /IPv6/],
  ['a b@h', /user information/],
  ['é@h', /user information/],
  ['%zz@h', /percent-encoding/],
];

for (const [text, reason] of INVALID) {
  test(`parseGoUrl refuses ${JSON.stringify(text)}`, () => {
    assert.throws(
      () => parseGoUrl(toBytes(text)),
      (error) => error instanceof GoUrlError && reason.test(error.message),
    );
  });
}

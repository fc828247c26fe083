// Where the metrics are served: an IP address and a port, loopback without one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseListen, urlOf } from '../../../src/metrics/listen.ts';

const TAKEN: Readonly<Record<string, string>> = {
  '9745': 'http://127.0.0.1:9745',
  '1': 'http://127.0.0.1:1',
  '65535': 'http://127.0.0.1:65535',
  '127.0.0.2:9745': 'http://127.0.0.2:9745',
  '0.0.0.0:9745': 'http://0.0.0.0:9745',
  '[::1]:9745': 'http://[::1]:9745',
  '[::]:80': 'http://[::]:80',
  '[::ffff:10.0.0.7]:80': 'http://[::ffff:10.0.0.7]:80',
};

for (const [text, url] of Object.entries(TAKEN)) {
  test(`${text} is ${url}`, () => {
    assert.equal(urlOf(parseListen(text)), url);
  });
}

const REFUSED = [
  ...['', '0', '65536', '100000', '-1', '9745 ', 'http', ':9745', '127.0.0.1', '127.0.0.1:', '127.0.0.1:0'],
  ...[
    'localhost:9745',
    'node.example:9745',
    '*:9745',
    '256.0.0.1:1',
    '10.0.0:1',
    '010.0.0.1:1',
    '1.2.3.4.5:1',
  ],
  ...['::1:9745', '[::1]', '[127.0.0.1]:9745', '[::g]:1', '[fe80::1%eth0]:1', '[::1]:9745:1', 'x\n9745'],
];

for (const text of REFUSED) {
  test(`${JSON.stringify(text)} is refused`, () => {
    assert.throws(() => parseListen(text), { code: 'USAGE', message: /^--metrics-listen: expected a port/ });
  });
}

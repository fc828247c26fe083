// The rows of Go's own documentation and tests, in our words, and the odd ones beside them.
// test/kubelet/ compares with Go itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExempt } from '../../../../src/system/network/no-proxy.ts';

type Row = readonly [noProxy: string, host: string, port: string, exempt: boolean];

const ROWS: readonly Row[] = [
  ['', 'api.example', '443', false],
  ['*', 'api.example', '443', true],
  ['*', '10.0.0.1', '443', true],
  ['a.example,*', 'api.example', '443', true],
  // names
  ['api.example', 'api.example', '443', true],
  ['example', 'api.example', '443', true],
  ['example', 'myexample', '443', false],
  ['.example', 'api.example', '443', true],
  ['.example', 'example', '443', false],
  ['*.example', 'api.example', '443', true],
  ['*.example', 'a.b.example', '443', true],
  ['*.example', 'example', '443', false],
  ['api.*', 'api.example', '443', false],
  ['a*.example', 'api.example', '443', false],
  ['API.Example', 'api.example', '443', true],
  [' api.example ', 'api.example', '443', true],
  ['a.example, api.example', 'api.example', '443', true],
  ['a.example api.example', 'api.example', '443', false],
  ['other.example,', 'api.example', '443', false],
  ['pi.example', 'api.example', '443', false],
  ['b\u00fccher.example', 'xn--bcher-kva.example', '443', true],
  ['.b\u00fccher.example', 'a.xn--bcher-kva.example', '443', true],
  // ports
  ['api.example:443', 'api.example', '443', true],
  ['api.example:8443', 'api.example', '443', false],
  ['.example:443', 'api.example', '443', true],
  ['*.example:80', 'api.example', '443', false],
  ['api.example:', 'api.example', '443', true],
  ['api.example:https', 'api.example', '443', false],
  [':443', 'api.example', '443', false],
  ['https://api.example', 'api.example', '443', false],
  // addresses
  ['10.0.0.1', '10.0.0.1', '443', true],
  ['10.0.0.1', '10.0.0.10', '443', false],
  ['10.0.0.1:443', '10.0.0.1', '443', true],
  ['10.0.0.1:80', '10.0.0.1', '443', false],
  ['0.0.1', '10.0.0.1', '443', false],
  ['.0.0.1', '10.0.0.1', '443', false],
  ['10.0.0.1', 'a.10.0.0.1', '443', false],
  ['fd00::1', 'fd00::1', '443', true],
  ['fd00:0::1', 'fd00::1', '443', true],
  ['[fd00::1]:443', 'fd00::1', '443', true],
  ['[fd00::1]:80', 'fd00::1', '443', false],
  ['[fd00::1]', 'fd00::1', '443', false],
  ['::ffff:10.0.0.1', '10.0.0.1', '443', true],
  // ranges
  ['10.0.0.0/8', '10.1.2.3', '443', true],
  ['10.0.0.0/8', '11.1.2.3', '443', false],
  ['10.0.0.0/8', 'api.example', '443', false],
  ['10.0.0.0/8:443', '10.1.2.3', '443', false],
  ['10.0.0.0/99', '10.1.2.3', '443', false],
  ['fd00::/8', 'fd12::1', '443', true],
  ['0.0.0.0/0', 'fd12::1', '443', false],
  ['other.example,10.0.0.0/8', '10.1.2.3', '443', true],
];

for (const [noProxy, host, port, exempt] of ROWS) {
  test(`NO_PROXY=${JSON.stringify(noProxy)} ${exempt ? 'holds' : 'does not hold'} ${host}:${port}`, () => {
    assert.equal(isExempt(noProxy, { host, port }), exempt);
  });
}

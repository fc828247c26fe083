import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesFullHost } from '../../../src/image/full-host.ts';

for (const [pattern, isFull] of [
  ['registry.example', true],
  ['registry.example:5000/team/', true],
  ['[2001:db8::1]:5000', true],
  ['localhost:5000', true],
  ['*.example', false],
  ['reg*.example', false],
  ['registry.example*', false],
  ['registry.ex?mple', true], // what follows "?" is a query, and the host is registry.ex
  ['registry.example/*', true],
  ['reg%zz', false],
] as const) {
  test(`${pattern} ${isFull ? 'names' : 'does not name'} a host in full`, () =>
    assert.equal(namesFullHost(pattern), isFull));
}

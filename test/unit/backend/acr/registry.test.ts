// Which hosts are login servers. A host that is none gets no credential, whatever a pattern says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRegistry } from '../../../../src/backend/acr/registry.ts';
import fc from '../../../support/property.ts';
import HOSTS from './hosts.json' with { type: 'json' };

for (const [host, expected] of HOSTS.own as unknown as (readonly [string, object])[]) {
  test(`${host} is a login server`, () => {
    const { suffix, ...told } = parseRegistry(host) ?? { suffix: '' };
    assert.deepEqual(told, { loginServer: host, region: undefined, ...expected });
    assert.ok(host.endsWith(`.${suffix}`));
  });
}

for (const [what, host] of HOSTS.foreign as unknown as (readonly [string, string])[]) {
  test(`${what} is none: ${JSON.stringify(host)}`, () => {
    assert.equal(parseRegistry(host), undefined);
  });
}

const PRIVATE = 'azurecr.corp.example';
const OF_A_PRIVATE_CLOUD: readonly (readonly [host: string, own: boolean])[] = [
  ['contoso.azurecr.corp.example', true],
  ['contoso.region1.geo.azurecr.corp.example', true],
  ['contoso.azurecr.io', false],
  ['contoso.azurecr.corp.example.evil.example', false],
  ['contoso.xazurecr.corp.example', false],
  ['azurecr.corp.example', false],
];

for (const [host, own] of OF_A_PRIVATE_CLOUD) {
  test(`${host} is ${own ? 'one' : 'none'} of a private cloud`, () => {
    assert.equal(parseRegistry(host, PRIVATE)?.cloud, own ? 'private' : undefined);
  });
}

test('a property: what is put before or behind a login server makes no other one of it', () => {
  const own = HOSTS.own.map(([host]) => host as string);
  fc.assert(
    fc.property(fc.constantFrom(...own), fc.string(), fc.string(), (host, before, behind) => {
      const parsed = parseRegistry(before + host + behind);
      if (parsed === undefined) return;
      // Then it is a host of the same form: a longer name, or nothing was put there.
      assert.match(before, /^[a-z0-9]*(-?[a-z0-9]*)$/);
      assert.equal(behind, '');
    }),
  );
});

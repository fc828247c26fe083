// Which condition a host fails that is nearly a login server of ACR; what is nothing like one has none.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseRegistry } from '../../../../src/backend/acr/registry.ts';
import { whyRefused } from '../../../../src/backend/acr/why-refused.ts';

describe('why a host is no login server', () => {
  for (const [host, why, suffix] of [
    ['acme.azurecr.io', /5 to 50 characters, and "acme" has 4$/],
    [`${'a'.repeat(51)}.azurecr.io`, /has 51$/],
    ['acme1.azurecr.io:443', /has the port 443/],
    ['a.acme1.azurecr.io', /a label too many/],
    ['acme_1.azurecr.io', /letters and digits only/],
    ['acme1.westeurope.data.azurecr.io', /data endpoint/],
    ['azurecr.io', /name is missing/],
    ['acme.azurecr.cn', /5 to 50/],
    ['acme.registry.example', /5 to 50/, 'registry.example'],
    ['quay.io', undefined],
    ['acme1.azurecr.io.evil.example', undefined],
  ] as const) {
    test(host, () => {
      assert.equal(parseRegistry(host, suffix), undefined);
      assert.match(whyRefused(host, suffix) ?? '', why ?? /^$/);
    });
  }
});

// Which condition a host fails that is nearly one of Google's registries; what is nothing like one has none.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseRegistry } from '../../../../src/backend/google/registry.ts';
import { whyRefused } from '../../../../src/backend/google/why-refused.ts';

describe("why a host is none of Google's registries", () => {
  for (const [host, why] of [
    ['eu.docker.pkg.dev', /hyphen: eu-docker\.pkg\.dev$/],
    ['docker.pkg.dev', /location is missing/],
    ['europe-maven.pkg.dev', /for maven, not for images/],
    ['gcr.io:443', /has the port 443/],
    ['a.b.gcr.io', /label too many/],
    ['quay.io', undefined],
    ['gcr.io.evil.example', undefined],
  ] as const) {
    test(host, () => {
      assert.equal(parseRegistry(host), undefined);
      assert.match(whyRefused(host) ?? '', why ?? /^$/);
    });
  }
});

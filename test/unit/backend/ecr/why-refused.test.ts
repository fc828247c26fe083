// Which condition a host fails that is nearly one of Amazon's registries; what is one, or is nothing like it, has none.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseRegistry } from '../../../../src/backend/ecr/registry.ts';
import { whyRefused } from '../../../../src/backend/ecr/why-refused.ts';

describe('why a host is no registry of ECR', () => {
  for (const [host, why] of [
    ['12345678901.dkr.ecr.eu-west-1.amazonaws.com', /11 digits instead of 12; was a leading zero lost\?/],
    ['1234567890123.dkr.ecr.eu-west-1.amazonaws.com', /13 digits instead of 12$/],
    ['dkr.ecr.eu-west-1.amazonaws.com', /account of 12 digits/],
    ['acme.dkr.ecr.eu-west-1.amazonaws.com', /account of 12 digits/],
    ['210987654321.dkr.ecr.eu-west-1.amazonaws.com:443', /has the port 443/],
    ['210987654321.dkr.ecr.eu-west.amazonaws.com', /"eu-west" is not the name of a region/],
    ['210987654321.dkr.ecr.cn-north-1.amazonaws.com', /cn-north-1 end in amazonaws\.com\.cn/],
    ['210987654321.dkr.ecr.eu-west-1.amazonaws.com.cn', /eu-west-1 end in amazonaws\.com$/],
    ['12345678901.dkr-ecr.eu-west-1.on.aws', /11 digits/],
    ['quay.io', undefined],
    ['210987654321.dkr.ecr.eu-west-1.evil.example', undefined],
  ] as const) {
    test(host, () => {
      assert.equal(parseRegistry(host), undefined);
      assert.match(whyRefused(host) ?? '', why ?? /^$/);
    });
  }
});

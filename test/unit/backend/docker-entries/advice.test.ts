// What to do about a docker config that has no login for an image.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nearestKey, orCloud } from '../../../../src/backend/docker-entries/advice.ts';

describe('the key that nearly matches', () => {
  for (const [key, image, said] of [
    ['h.example:443', 'h.example/a', /^"h\.example:443" nearly does: the port is missing/],
    ['H.example', 'h.example/a', /letter case counts; the key must be h\.example/],
    ['h.example/team/', 'h.example/a', /the image's path must begin with \/team\//],
    ['https://h.example/*', 'h.example/a', /"\*" has no meaning in a path; the key must be h\.example/],
    ['harbour.example', 'harbor.example/a', /the host differs/],
    ['pattern.example:443', 'pattern.example/a', /the image must be pattern\.example:443\/…$/],
    [
      'registry-1.docker.io',
      'docker.io/a/b',
      /write docker\.io instead of registry-1\.docker\.io as the key$/,
    ],
    ['registry.hub.docker.com', 'docker.io/a/b', /write docker\.io instead of registry\.hub\.docker\.com as/],
    ['hub.docker.com', 'docker.io/library/nginx', /write docker\.io instead of hub\.docker\.com as the key$/],
    ['*.h.example', 'h.example/a', /add h\.example as another key if it is meant$/],
    ['other.example', 'h.example/a', undefined],
  ] as const) {
    test(`${key} ${image}`, () => {
      const found = nearestKey([{ key: 'far.example.org' }, { key }], image);
      if (said === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', said);
    });
  }
});

describe('a login at a cloud', () => {
  for (const [host, backend] of [
    ['acme1.azurecr.io', 'acr'],
    ['acme1.azurecr.cn/app', 'acr'],
    ['gcr.io', 'google'],
    ['eu-docker.pkg.dev/p/i', 'google'],
    ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/a', 'ecr'],
    ['public.ecr.aws/a', 'ecr'],
    ['harbor.example', undefined],
  ] as const) {
    test(host, () => {
      const said =
        backend === undefined ? '' : `write a rule with ${backend} above this one, which needs no login; or `;
      assert.equal(orCloud(host), said);
    });
  }
});

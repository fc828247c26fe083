// Keys for several credentials: by hand, and as a property against the keyring.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyCount, keysInOrder } from '../../../../src/backend/chain/keys.ts';
import { coverage } from '../../../../src/image/pattern.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { lookupKeys } from '../../../../src/kubelet/keyring.ts';
import fc from '../../../support/property.ts';

const ROWS: readonly {
  readonly name: string;
  readonly image: string;
  readonly type: 'Image' | 'Registry';
  readonly count: number;
  readonly last?: boolean;
  readonly keys: readonly string[] | undefined;
}[] = [
  {
    name: 'an image: its name, what is above it, its host, and wildcards of the host',
    image: 'reg.corp.example/team/app',
    type: 'Image',
    count: 6,
    keys: [
      'reg.corp.example/team/app',
      'reg.corp.example/team',
      'reg.corp.example',
      '*.corp.example',
      '*.*.example',
      '*.*.*',
    ],
  },
  {
    name: 'a registry: its host, and wildcards of the host',
    image: 'reg.corp.example/team/app',
    type: 'Registry',
    count: 4,
    keys: ['reg.corp.example', '*.corp.example', '*.*.example', '*.*.*'],
  },
  {
    name: 'a port stays',
    image: 'reg.example:8443/app',
    type: 'Registry',
    count: 3,
    keys: ['reg.example:8443', '*.example:8443', '*.*:8443'],
  },
  {
    name: 'more than whole parts: parts of labels, each before the next longer wildcard',
    image: 'ab.example/x',
    type: 'Registry',
    count: 5,
    keys: ['ab.example', 'ab*.example', 'a*.example', '*.example', '*.exampl*'],
  },
  {
    name: 'localhost has parts too',
    image: 'localhost:5000/app',
    type: 'Registry',
    count: 3,
    keys: ['localhost:5000', 'localhost*:5000', 'localhos*:5000'],
  },
  {
    name: 'the last is the widest, whatever else a plugin gives',
    image: 'reg.corp.example/team/app',
    type: 'Image',
    count: 2,
    last: true,
    keys: ['reg.corp.example/team/app', '*.*.*'],
  },
  {
    name: 'Docker Hub under its own name',
    image: 'nginx',
    type: 'Image',
    count: 4,
    keys: ['docker.io/library/nginx', 'docker.io/library', 'docker.io', '*.io'],
  },
  {
    name: 'an IPv4 address',
    image: '10.1.2.3:5000/app',
    type: 'Registry',
    count: 3,
    keys: ['10.1.2.3:5000', '*.1.2.3:5000', '*.*.2.3:5000'],
  },
  {
    name: 'a path that begins with /v2/, which the kubelet cuts',
    image: 'reg.example/v2/app',
    type: 'Image',
    count: 3,
    keys: ['reg.example/v2/v2/app', 'reg.example/v2', 'reg.example'],
  },
  { name: 'IPv6 has no wildcards', image: '[::1]:5000/app', type: 'Registry', count: 2, keys: undefined },
  {
    name: 'but the image has parts',
    image: '[::1]:5000/ab',
    type: 'Image',
    count: 3,
    keys: ['[::1]:5000/ab', '[::1]:5000/a', '[::1]:5000'],
  },
  { name: 'IPv6 without a port', image: '[::1]/app', type: 'Image', count: 1, keys: undefined },
];

describe('by hand', () => {
  for (const { name, image, type, count, last, keys } of ROWS) {
    test(name, () => assert.deepEqual(keysInOrder(parseImage(image), count, type, last), keys));
  }

  test('one more than there are', () => {
    const image = parseImage('[::1]:5000/ab');
    assert.equal(keyCount(image, 'Image'), 3);
    assert.equal(keysInOrder(image, 4, 'Image'), undefined);
  });
});

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?$/);
const host = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), fc.option(fc.integer({ min: 1, max: 65535 })))
  .map(([labels, port]) => `${labels.join('.')}.x${port === null ? '' : `:${port}`}`);
const path = fc
  .array(fc.constantFrom('v1', 'v2', 'a', 'ab', 'library', 'a.b', 'a_b'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));

test('a property: the kubelet tries them in this order, for every image that they are cached for', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        host,
        fc.constantFrom('docker.io', 'localhost', 'localhost:5000', '[::1]:5000', 'Reg.Example'),
      ),
      path,
      path,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('Image' as const, 'Registry' as const),
      fc.boolean(),
      (registry, first, second, count, type, last) => {
        const [image, other] = [first, second].map((end) => parseImage(`${registry}/${end}`));
        assert.ok(image && other);
        const keys = keysInOrder(image, count, type, last);
        if (keys === undefined) {
          assert.ok(keyCount(image, type) < count);
          return;
        }
        assert.equal(keys.length, count);
        assert.deepEqual(lookupKeys(keys.toReversed(), image.name), keys);
        if (type === 'Registry') {
          assert.deepEqual(lookupKeys(keys, other.name), keys);
          assert.ok(keys.every((key) => coverage(key, registry) === 'all'));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

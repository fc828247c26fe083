// Which hosts try --verify asks for an image, and for what.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostsOf, referenceOf } from '../../../src/commands/try-verify.ts';
import { parseImage } from '../../../src/image/reference.ts';

const REFERENCES: readonly (readonly [image: string, reference: string])[] = [
  ['nginx', 'latest'],
  ['reg.example:5000/team/app', 'latest'],
  ['reg.example:5000/team/app:1.0', '1.0'],
  [`reg.example/app:1.0@sha256:${'a'.repeat(64)}`, `sha256:${'a'.repeat(64)}`],
];
for (const [image, reference] of REFERENCES) {
  test(`${image} is ${reference}`, () => assert.equal(referenceOf(image), reference));
}

test('the registry alone, and who answers for Docker Hub', () => {
  const alone = { kind: 'registry', folders: [] } as const;
  const origins = (image: string) => hostsOf(parseImage(image), alone).hosts.map(({ origin }) => origin);
  assert.deepEqual(origins('reg.example:5000/app'), ['https://reg.example:5000']);
  assert.deepEqual(origins('nginx'), ['https://registry-1.docker.io']);
});

test('the mirrors before the registry', () => {
  const { hosts, notes } = hostsOf(parseImage('nginx'), {
    kind: 'hosts',
    file: '/etc/containerd/certs.d/docker.io/hosts.toml',
    urls: ['https://mirror.example:5000', 'https://docker.io'],
    isPartial: true,
  });
  assert.deepEqual(
    hosts.map(({ origin, mirrorOf }) => [origin, mirrorOf]),
    [
      ['https://mirror.example:5000', 'docker.io'],
      ['https://registry-1.docker.io', undefined],
    ],
  );
  assert.match(notes.join(), /in a form that is not read here/);
});

test('a hosts.toml that cannot be read is told', () => {
  const { hosts, notes } = hostsOf(parseImage('a.example/b'), { kind: 'unreadable', problem: 'no' });
  assert.deepEqual([hosts.length, notes], [1, ['the mirrors of containerd are not asked: no']]);
});

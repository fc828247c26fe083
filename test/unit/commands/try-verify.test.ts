// Which hosts try --verify asks for an image, and for what.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostsOf, referenceOf } from '../../../src/commands/try-verify.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const REFERENCES: readonly (readonly [image: string, reference: string])[] = [
  ['nginx', 'latest'],
  ['reg.example:5000/team/app', 'latest'],
  ['reg.example:5000/team/app:1.0', '1.0'],
  [`reg.example/app:1.0@sha256:${'a'.repeat(64)}`, `sha256:${'a'.repeat(64)}`],
];
for (const [image, reference] of REFERENCES) {
  test(`${image} is ${reference}`, () => assert.equal(referenceOf(image), reference));
}

const nobody = () => undefined;

test('the registry alone, and who answers for Docker Hub', () => {
  const alone = { kind: 'registry', folders: [] } as const;
  const origins = (image: string) =>
    hostsOf(parseImage(image), alone, nobody).hosts.map(({ origin }) => origin);
  assert.deepEqual(origins('reg.example:5000/app'), ['https://reg.example:5000']);
  assert.deepEqual(origins('nginx'), ['https://registry-1.docker.io']);
});

const HOSTS = `[host."https://mirror.example/cache"]
ca = "mirror.pem"
[host."https://push.example"]
capabilities = ["push"]
`;
const named = (file: string) => ({ kind: 'hosts', file, urls: [], isPartial: true }) as const;

test('the mirrors before the registry, as hosts.toml says', (context) => {
  const { path, write } = temporaryFolder(context);
  const { hosts, notes } = hostsOf(parseImage('nginx'), named(write('hosts.toml', HOSTS)), nobody);
  assert.deepEqual(hosts, [
    {
      origin: 'https://mirror.example',
      path: '/cache/v2',
      mirrorOf: 'docker.io',
      caFile: `${path}/mirror.pem`,
    },
    { origin: 'https://registry-1.docker.io', path: '/v2', mirrorOf: undefined, caFile: undefined },
  ]);
  assert.match(notes.join(), /push.example is not asked: .*in a form that is not read here/);
});

for (const name of ['a b', '[', '', 'a.example:99999', '%zz', '1.2.3.4.5']) {
  test(`what is the name of no host is not asked: ${JSON.stringify(name)}`, (context) => {
    const file = temporaryFolder(context).write('hosts.toml', `[host."https://${name}"]\n`);
    const { hosts, notes } = hostsOf(parseImage('a.example/b'), named(file), nobody);
    assert.deepEqual(
      hosts.map(({ origin }) => origin),
      ['https://a.example'],
    );
    assert.ok(notes.includes(`https://${name} is not asked: no host has this name or port`), notes.join());
  });
}

test('a registry whose name is that of no host: nothing is asked', () => {
  const { hosts, notes } = hostsOf(
    parseImage('a.example:99999/b'),
    { kind: 'registry', folders: [] },
    nobody,
  );
  assert.deepEqual([hosts, notes.length], [[], 1]);
});

test('a hosts.toml or authority that another user can write, or that cannot be read, is not followed', (context) => {
  const file = temporaryFolder(context).write('hosts.toml', HOSTS);
  const open = (path: string) => (path === file ? 'every user can write it' : undefined);
  const { hosts, notes } = hostsOf(parseImage('a.example/b'), named(file), open);
  assert.deepEqual(
    hosts.map(({ origin }) => origin),
    ['https://a.example'],
  );
  assert.match(notes.join(), /are not asked: every user can write it/);
  const authority = hostsOf(parseImage('a.example/b'), named(file), (path) =>
    path.endsWith('.pem') ? 'no' : undefined,
  );
  assert.deepEqual(
    authority.hosts.map(({ caFile }) => caFile),
    [undefined, undefined],
  );
  const unreadable = hostsOf(parseImage('a.example/b'), { kind: 'unreadable', problem: 'no' }, nobody);
  assert.deepEqual([unreadable.hosts.length, unreadable.notes.length], [1, 1]);
});

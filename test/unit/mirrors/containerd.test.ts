// Which hosts.toml containerd reads for a registry.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeShownTo } from '../../../src/explain/describe-shown-to.ts';
import { findShownTo } from '../../../src/mirrors/containerd.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const MIRROR = '[host."https://mirror.example"]\n';
const CERTS = 'etc/containerd/certs.d';

const ROWS: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  registry: string,
  file: string | undefined,
])[] = [
  ['no file', {}, 'zot.example', undefined],
  [
    'the registry',
    { [`${CERTS}/zot.example/hosts.toml`]: MIRROR },
    'zot.example',
    `/${CERTS}/zot.example/hosts.toml`,
  ],
  ['another registry', { [`${CERTS}/other.example/hosts.toml`]: MIRROR }, 'zot.example', undefined],
  ['another port', { [`${CERTS}/zot.example/hosts.toml`]: MIRROR }, 'zot.example:5000', undefined],
  [
    'a port',
    { [`${CERTS}/zot.example:5000/hosts.toml`]: MIRROR },
    'zot.example:5000',
    `/${CERTS}/zot.example:5000/hosts.toml`,
  ],
  [
    'a port in both forms',
    { [`${CERTS}/zot.example:5000/hosts.toml`]: MIRROR, [`${CERTS}/zot.example_5000_/hosts.toml`]: MIRROR },
    'zot.example:5000',
    `/${CERTS}/zot.example_5000_/hosts.toml`,
  ],
  [
    'every registry',
    { [`${CERTS}/_default/hosts.toml`]: MIRROR },
    'zot.example',
    `/${CERTS}/_default/hosts.toml`,
  ],
  [
    'a folder with certificates only, before the default',
    { [`${CERTS}/zot.example/ca.crt`]: '', [`${CERTS}/_default/hosts.toml`]: MIRROR },
    'zot.example',
    undefined,
  ],
  [
    'the folder of docker',
    { 'etc/docker/certs.d/zot.example/hosts.toml': MIRROR },
    'zot.example',
    '/etc/docker/certs.d/zot.example/hosts.toml',
  ],
  [
    'a folder of its own configuration',
    {
      'etc/containerd/config.toml': '[plugins."x".registry]\n  config_path = "/etc/a:/etc/b"\n',
      'etc/b/zot.example/hosts.toml': MIRROR,
      [`${CERTS}/zot.example/hosts.toml`]: MIRROR,
    },
    'zot.example',
    '/etc/b/zot.example/hosts.toml',
  ],
  [
    'k3s',
    {
      'var/lib/rancher/k3s/agent/etc/containerd/config.toml':
        "config_path = '/var/lib/rancher/k3s/agent/etc/containerd/certs.d'",
      'var/lib/rancher/k3s/agent/etc/containerd/certs.d/zot.example/hosts.toml': MIRROR,
    },
    'zot.example',
    '/var/lib/rancher/k3s/agent/etc/containerd/certs.d/zot.example/hosts.toml',
  ],
];

describe('the hosts of', () => {
  for (const [name, files, registry, file] of ROWS) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      for (const [path, text] of Object.entries(files)) folder.write(path, text);
      const found = findShownTo(registry, folder.path);
      assert.equal(found.kind, file === undefined ? 'registry' : 'hosts');
      assert.equal(found.kind === 'hosts' ? found.file : undefined, file);
    });
  }

  test('a file that is none', (context) => {
    const folder = temporaryFolder(context);
    folder.write(`${CERTS}/zot.example/hosts.toml`, Buffer.from([0xff, 0xfe]));
    const found = findShownTo('zot.example', folder.path);
    assert.equal(found.kind, 'unreadable');
    const { warnings } = describeShownTo(found, 'zot.example');
    assert.match(
      warnings.join(),
      /which hosts see the token is not known: containerd's ".*" is (?:UTF-16, )?not UTF-8/,
    );
  });
});

describe('what explain says', () => {
  const said = (text: string) => {
    const urls = text.split(' ');
    const { details, warnings } = describeShownTo(
      { kind: 'hosts', file: '/f', urls, isPartial: false },
      'zot.example',
    );
    return [details.shownTo, ...warnings];
  };

  test('of the registry alone is no warning', () =>
    assert.deepEqual(said('https://zot.example'), ['https://zot.example (/f)']));

  test('of mirrors names them, and those without TLS', () =>
    assert.deepEqual(said('https://m.example http://n.example https://zot.example'), [
      'https://m.example, http://n.example, https://zot.example (/f)',
      'containerd shows the token to each host of /f, also to https://m.example, http://n.example: a host that sees it can pull with it as the service account',
      'containerd shows the token to http://n.example without TLS',
    ]));

  test('of no file says where it looked', () =>
    assert.deepEqual(describeShownTo({ kind: 'registry', folders: ['/a', '/b'] }, 'zot.example'), {
      details: { shownTo: 'zot.example, and each host of its hosts.toml in containerd (none in /a, /b)' },
      warnings: [],
    }));

  test('of a form that is not read says so', () => {
    const { warnings } = describeShownTo(
      { kind: 'hosts', file: '/f', urls: ['https://zot.example'], isPartial: true },
      'zot.example',
    );
    assert.match(warnings.join(), /\/f has hosts in a form that is not read here/);
  });
});

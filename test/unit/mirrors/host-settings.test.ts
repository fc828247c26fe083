// How each host of a hosts.toml is asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostSettingsIn } from '../../../src/mirrors/host-settings.ts';

const FILE = '/etc/containerd/certs.d/zot.example/hosts.toml';

test('paths, authorities and capabilities of each host', () => {
  const text = `server = "https://origin.example"
ca = "origin.pem"
[host."https://mirror.example:5000"]
  capabilities = ["pull", "resolve"]
  ca = ["/etc/certs/a.pem",
    "b.pem"]
  [host."https://mirror.example:5000".header]
    ca = "x"
[host.'http://harbor.example/v2/hub']
  override_path = true # as Harbor wants it
[host."https://prefix.example/cache/"]
  skip_verify = true
[host."push.example"]
  capabilities = ["push"]
`;
  assert.deepEqual(
    hostSettingsIn(text, FILE, 'zot.example').map((each) => Object.values(each)),
    [
      [
        'https://mirror.example:5000',
        '/v2',
        ['/etc/certs/a.pem', '/etc/containerd/certs.d/zot.example/b.pem'],
        false,
        true,
        true,
        false,
      ],
      ['http://harbor.example', '/v2/hub', [], false, true, true, false],
      ['https://prefix.example', '/cache/v2', [], true, true, true, false],
      ['https://push.example', '/v2', [], false, false, false, false],
      [
        'https://origin.example',
        '/v2',
        ['/etc/containerd/certs.d/zot.example/origin.pem'],
        false,
        true,
        true,
        true,
      ],
    ],
  );
});

test('a list that does not end leaves the lines behind it as they are', () => {
  const text = '[host."https://mirror.example"]\ncapabilities = ["push",\nskip_verify = true\n';
  const [mirror] = hostSettingsIn(text, FILE, 'zot.example');
  assert.deepEqual([mirror?.resolves, mirror?.skipsVerify], [false, true]);
});

test('nothing but the registry', () => {
  const [server] = hostSettingsIn('', FILE, 'zot.example:5000');
  assert.deepEqual([server?.origin, server?.path], ['https://zot.example:5000', '/v2']);
});

test('the default server', () => {
  const only = (text: string, registry: string) =>
    hostSettingsIn(text, FILE, registry).map(({ origin, path, resolves, isAsked }) =>
      [origin, path, resolves, isAsked].join(' '),
    );
  assert.deepEqual(only('', 'docker.io'), ['https://registry-1.docker.io /v2 true true']);
  assert.deepEqual(only('server = "https://docker.io"', 'docker.io'), ['https://docker.io /v2 true true']);
  // What the file says of a server counts if it names one.
  const settings = 'capabilities = ["push"]\noverride_path = true\n';
  assert.deepEqual(only(settings, 'zot.example'), ['https://zot.example /v2 true true']);
  assert.deepEqual(only(`server = "https://o.example/x"\n${settings}`, 'zot.example'), [
    'https://o.example /x false false',
  ]);
});

test('capabilities in any letter case, and none, which are all', () => {
  for (const [list, resolves, isAsked] of [
    ['["Pull"]', false, true],
    ['["RESOLVE"]', true, true],
    ['[]', true, true],
    ['["push"]', false, false],
  ] as const) {
    const [mirror] = hostSettingsIn(`[host."m.example"]\ncapabilities = ${list}\n`, FILE, 'zot.example');
    assert.deepEqual([mirror?.resolves, mirror?.isAsked], [resolves, isAsked], list);
  }
});

test('a host with nothing but headers, and one whose table comes after its headers', () => {
  const text = `[host."https://a.example".header]
x = "1"
[host."https://b.example"]
[host."https://a.example"]
skip_verify = true
`;
  assert.deepEqual(
    hostSettingsIn(text, FILE, 'zot.example').map(({ origin, skipsVerify }) => [origin, skipsVerify]),
    [
      ['https://a.example', true],
      ['https://b.example', false],
      ['https://zot.example', false],
    ],
  );
});

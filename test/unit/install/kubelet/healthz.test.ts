// Addresses for the kubelet's health that cannot be asked, by an option, a record or the kubelet's own configuration: they
// are said, and end nothing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { healthzProblem, isHealthUrl } from '../../../../src/install/kubelet/healthz.ts';
import { readSettings } from '../../../../src/kubelet/settings.ts';

const NETWORK = { calls: [], send: () => Promise.reject(new Error('asked')) };

const byConfiguration = (text: string): string =>
  readSettings(['--config=/c'], { directory: '/', read: () => text, list: () => [] }).healthUrl ?? '';

const NONE: readonly (readonly [name: string, url: string])[] = [
  ['a word', 'notaurl'],
  ['no host', 'http://'],
  ['a host and a port alone', '127.0.0.1:10248'],
  ['another protocol', 'ftp://127.0.0.1:1/'],
  ['a file', 'file:///etc/passwd'],
  ['a port that is none', 'http://127.0.0.1:99999/healthz'],
  ['a password', 'http://u:canary@127.0.0.1:10248/healthz'],
  ["an address with a blank in the kubelet's configuration", byConfiguration('healthzBindAddress: "a b"\n')],
  ['a port that is none in it', byConfiguration('healthzPort: 70000\n')],
  ['half a port in it', byConfiguration('healthzPort: 1.5\n')],
  ['an IPv6 address that is none in it', byConfiguration('healthzBindAddress: "::zz"\n')],
];

describe('a URL that cannot be asked for the health of the kubelet', () => {
  for (const [name, url] of NONE) {
    test(name, async () => {
      assert.equal(isHealthUrl(url), false);
      assert.match(
        (await healthzProblem(NETWORK, url, new AbortController().signal)) ?? '',
        /cannot be asked for the kubelet's health: expected an http or https URL without a password$/,
      );
    });
  }

  test('those of kubelets can', () => {
    for (const url of [
      'http://127.0.0.1:10248/healthz',
      'http://[::1]:1/healthz',
      'https://node:1/x',
      byConfiguration(''),
    ]) {
      assert.ok(isHealthUrl(url), url);
    }
  });
});

// HTTPS_PROXY and NO_PROXY mean what they mean to the kubelet, which has them from golang.org/x/net/http/httpproxy.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseProxy, endpointOf, hostAndPort } from '../../src/system/network/proxy.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { askKubelet } from './harness.ts';
import { createRandom, type Random } from './random.ts';

const CASES = 20_000;

// biome-ignore format: lists
const HOSTS = [
  'a', 'a.example', 'b.a.example', 'xa.example', 'example', 'localhost', 'a.localhost', 'localhost.example',
  '10.0.0.1', '10.0.0.10', '10.1.2.3', '11.0.0.1', '127.0.0.1', '127.8.8.8', '192.168.3.4',
  '[::1]', '[::2]', '[fd00::1]', '[fd00:0:0::1]', '[fd12:3456::1]', '[::ffff:10.0.0.1]', '[::ffff:127.0.0.1]',
];
// biome-ignore format: lists
const ENTRIES = [
  ...HOSTS, ...HOSTS.map((host) => host.replace(/[[\]]/g, '')),
  '*', '.', '..', '', ' ', '*.', '*.*', '.example', '*.example', 'ex*', '.a.example', '.0.0.1', '0.0.1', '10.0.0',
  '10.0.0.0/8', '10.0.0.1/32', '10.0.0.0/08', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/+8', '/8', '0.0.0.0/0', '::/0',
  'fd00::/8', '[fd00::]/8', 'fd00::/129', '::ffff:0:0/96', '::ffff:10.0.0.0/104', '::ffff:0:0/90', '1::/8',
  '010.0.0.1', '10.0.0.01', 'A.EXAMPLE', '.Example', 'b\u00fccher.example', 'fe80::1%eth0', 'http://a.example',
  'a.example/', 'user@a.example', '[a.example]', '[10.0.0.1]', '[]', '[', ']', '::',
];
const PORTS = ['', '', '', ':443', ':8443', ':', ':0443', ':https', ':443:443'];
const SEPARATORS = [',', ',', ', ', ' , ', ' ', ';', ',,'];
const PROXIES = ['http://proxy.example:3128', 'proxy.example:3128', '10.9.9.9:3128', 'http://[fd00::9]:3128'];

describe('proxies', { skip: await whyNoHarness() }, () => {
  it('are chosen as by the kubelet', async (t) => {
    const random = createRandom(11);
    const cases = Array.from({ length: CASES }, () => ({
      url: `https://${random.pick(HOSTS)}${random.pick(['', '', ':443', ':8443'])}/v2/`,
      proxy: random.pick(PROXIES),
      noProxy: randomList(random),
    }));
    const answers = await askKubelet(
      RELEASES[0],
      cases.map((proxy) => ({ proxy })),
    );
    const differences = cases.flatMap((one, index) => {
      const proxy = chooseProxy(endpointOf(new URL(one.url)), {
        HTTPS_PROXY: one.proxy,
        NO_PROXY: one.noProxy,
      });
      const [ours, go] = [proxy === undefined ? '' : hostAndPort(proxy), answers[index]?.name ?? ''];
      return ours === go && answers[index]?.error === undefined ? [] : [{ ...one, go, ours }];
    });
    assert.deepEqual(differences.slice(0, 20), [], `${differences.length} of ${CASES} differ`);
    const proxied = answers.filter(({ name }) => name !== undefined).length;
    assert.ok(
      proxied > CASES / 10 && proxied < (CASES * 9) / 10,
      `${proxied} of ${CASES} go through a proxy`,
    );
    t.diagnostic(`${CASES} cases, ${proxied} through a proxy`);
  });
});

function randomList(random: Random): string {
  const entry = () => `${random.pick(ENTRIES)}${random.pick(PORTS)}`;
  return random.list(0, 4, entry).reduce((list, next) => `${list}${random.pick(SEPARATORS)}${next}`, '');
}

// Our patterns mean what they mean to the kubelet: its URLsMatchStr gives the same answer for every pair.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchesPattern } from '../../src/image/pattern.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { imageLike, randomPattern } from './generate.ts';
import { type Answer, askKubelet } from './harness.ts';
import { createRandom } from './random.ts';

const PAIRS = 100_000;
const SEED = 20_261_124;

interface Pair {
  readonly pattern: string;
  readonly image: string;
}

/** What is odd about the kubelet's matching, one row for each rule. */
const ROWS: readonly (Pair & { readonly name: string; readonly matches: boolean })[] = [
  { name: 'the same host', pattern: 'reg.example', image: 'reg.example/app', matches: true },
  { name: 'another host', pattern: 'reg.example', image: 'reg.example.evil/app', matches: false },
  { name: 'a host in front', pattern: 'reg.example', image: 'evil.reg.example/app', matches: false },
  { name: 'a host in upper case', pattern: 'reg.example', image: 'Reg.example/app', matches: false },
  { name: 'the same port', pattern: 'reg.example:5000', image: 'reg.example:5000/app', matches: true },
  { name: 'a port only in the image', pattern: 'reg.example', image: 'reg.example:5000/app', matches: false },
  {
    name: 'a port only in the pattern',
    pattern: 'reg.example:5000',
    image: 'reg.example/app',
    matches: false,
  },
  {
    name: 'the default port is a port',
    pattern: 'reg.example:443',
    image: 'reg.example/app',
    matches: false,
  },
  { name: 'ports are text', pattern: 'reg.example:0443', image: 'reg.example:443/app', matches: false },
  { name: 'an empty port is none', pattern: 'reg.example:', image: 'reg.example/app', matches: true },
  { name: 'a glob as port', pattern: 'reg.example:*', image: 'reg.example:5000/app', matches: false },
  { name: 'a glob label', pattern: '*.example', image: 'reg.example/app', matches: true },
  { name: 'a glob takes no dot', pattern: '*.example', image: 'a.reg.example/app', matches: false },
  {
    name: 'a glob label for one that is missing',
    pattern: '*.reg.example',
    image: 'reg.example/app',
    matches: false,
  },
  { name: 'a glob takes an empty label', pattern: '*.example', image: '.example/app', matches: true },
  {
    name: 'two stars are no more than one',
    pattern: '**.example',
    image: 'a.reg.example/app',
    matches: false,
  },
  { name: 'two stars for one label', pattern: '**.example', image: 'reg.example/app', matches: true },
  { name: 'a glob at the end of a label', pattern: 'app*.example', image: 'app1.example/x', matches: true },
  { name: 'a glob at the start of a label', pattern: '*-x.example', image: 'a-x.example/x', matches: true },
  { name: 'a glob that takes nothing', pattern: 'app*.example', image: 'app.example/x', matches: true },
  {
    name: 'a glob in the middle',
    pattern: '1.dkr.ecr.*.amazonaws.com',
    image: '1.dkr.ecr.eu-west-1.amazonaws.com/a',
    matches: true,
  },
  { name: 'a trailing dot is a label', pattern: 'reg.example', image: 'reg.example./app', matches: false },
  { name: 'octets are labels', pattern: '10.0.*.1', image: '10.0.7.1/app', matches: true },
  { name: 'a path is a prefix', pattern: 'reg.example/foo', image: 'reg.example/foo/x', matches: true },
  {
    name: 'a path is a prefix of text, not of segments',
    pattern: 'reg.example/foo',
    image: 'reg.example/foobar/x',
    matches: true,
  },
  {
    name: 'a trailing slash ends the segment',
    pattern: 'reg.example/foo/',
    image: 'reg.example/foobar/x',
    matches: false,
  },
  {
    name: 'a trailing slash leaves out the repository',
    pattern: 'reg.example/foo/',
    image: 'reg.example/foo',
    matches: false,
  },
  { name: 'a bare slash', pattern: 'reg.example/', image: 'reg.example/app', matches: true },
  { name: 'a glob as path is text', pattern: 'reg.example/*', image: 'reg.example/app', matches: false },
  { name: 'a path in upper case', pattern: 'reg.example/App', image: 'reg.example/app', matches: false },
  { name: 'a scheme is a host', pattern: 'https://reg.example', image: 'reg.example/app', matches: false },
  {
    name: 'a scheme as host',
    pattern: 'https://reg.example',
    image: 'https//reg.example/app',
    matches: true,
  },
  {
    name: 'an alias of Docker Hub',
    pattern: 'index.docker.io',
    image: 'docker.io/library/nginx',
    matches: false,
  },
  {
    name: 'the address of Docker Hub',
    pattern: 'registry-1.docker.io',
    image: 'docker.io/library/nginx',
    matches: false,
  },
  { name: 'Docker Hub', pattern: 'docker.io', image: 'docker.io/library/nginx', matches: true },
  {
    name: 'an official image without library',
    pattern: 'docker.io/nginx',
    image: 'docker.io/library/nginx',
    matches: false,
  },
  { name: 'a tag in the pattern', pattern: 'reg.example/app:1.0', image: 'reg.example/app', matches: false },
  { name: 'an empty pattern', pattern: '', image: 'reg.example/app', matches: false },
  { name: 'an empty pattern and an image without host', pattern: '', image: '/app', matches: true },
  { name: 'user info is dropped', pattern: 'user:pass@reg.example', image: 'reg.example/app', matches: true },
  { name: 'a query is dropped', pattern: 'reg.example/app?x=y', image: 'reg.example/app', matches: true },
  { name: 'a fragment is dropped', pattern: 'reg.example/app#x', image: 'reg.example/app', matches: true },
  { name: 'a bad fragment', pattern: 'reg.example/app#%zz', image: 'reg.example/app', matches: false },
  { name: 'a question mark is no glob', pattern: 'r?g.example', image: 'reg.example/app', matches: false },
  {
    name: 'a path is percent-decoded',
    pattern: 'reg.example/%61pp',
    image: 'reg.example/app',
    matches: true,
  },
  {
    name: 'an encoded slash is a slash',
    pattern: 'reg.example/a%2Fb',
    image: 'reg.example/a/b',
    matches: true,
  },
  { name: 'a bad escape in the path', pattern: 'reg.example/%zz', image: 'reg.example/%zz', matches: false },
  {
    name: 'an encoded letter in the host',
    pattern: '%72eg.example',
    image: 'reg.example/app',
    matches: false,
  },
  { name: 'encoded non-ASCII in the host', pattern: '%C3%BC.example', image: 'ü.example/app', matches: true },
  { name: 'punycode is not decoded', pattern: 'xn--tda.example', image: 'ü.example/app', matches: false },
  { name: 'half a character', pattern: '*%BC.example', image: 'ü.example/app', matches: true },
  { name: 'a class of characters', pattern: 'r[e]g.example', image: 'reg.example/app', matches: false },
  {
    name: 'a class of characters at the start',
    pattern: '[r]eg.example',
    image: 'reg.example/app',
    matches: false,
  },
  { name: 'a backslash', pattern: '\\*.example', image: '*.example/app', matches: false },
  { name: 'a control character', pattern: 'reg.example/app\n', image: 'reg.example/app\n', matches: false },
  { name: 'IPv6 with a port', pattern: '[::1]:5000', image: '[::1]:5000/app', matches: true },
  { name: 'IPv6 without a port is a class', pattern: '[::1]', image: '[::1]/app', matches: false },
  { name: 'IPv6 without a port, a character of it', pattern: '[::1]', image: '1/app', matches: true },
  {
    name: 'a zone with a port',
    pattern: '[fe80::1%25en0]:5000',
    image: '[fe80::1%25en0]:5000/app',
    matches: true,
  },
  { name: 'a glob as zone', pattern: '[fe80::1%25*]:5000', image: '[fe80::1%25en0]:5000/app', matches: true },
  {
    name: 'a zone with a bare percent sign',
    pattern: '[fe80::1%en0]:5000',
    image: '[fe80::1%en0]:5000/app',
    matches: false,
  },
  { name: 'IPv6 is text', pattern: '[0:0:0:0:0:0:0:1]:5000', image: '[::1]:5000/app', matches: false },
  { name: 'IPv4 in brackets', pattern: '[127.0.0.1]:5000', image: '[127.0.0.1]:5000/app', matches: false },
  { name: 'IPv6 without brackets', pattern: '::1', image: '::1', matches: false },
];

describe('patterns', { skip: await whyNoHarness() }, () => {
  const pairs = generatePairs();

  for (const release of RELEASES) {
    it(`each rule, kubelet ${release}`, async () => {
      const answers = await askKubelet(release, ROWS.map(toQuestion));
      for (const [index, { name, pattern, image, matches }] of ROWS.entries()) {
        assert.equal(answers[index]?.matched ?? false, matches, `the kubelet: ${name}`);
        assert.equal(matchesPattern(pattern, image), matches, `ours: ${name}`);
      }
    });

    it(`generated pairs, kubelet ${release}`, async (t) => {
      const answers = await askKubelet(release, pairs.map(toQuestion));
      const differences = pairs.filter((pair, index) => differs(pair, answers[index]));
      assert.deepEqual(differences.slice(0, 20), [], `${differences.length} of ${PAIRS} pairs differ`);

      const matched = answers.filter((answer) => answer.matched).length;
      const refused = answers.filter((answer) => answer.error).length;
      t.diagnostic(`${PAIRS} pairs: ${percent(matched)} match, ${percent(refused)} do not parse`);
      assert.ok(matched > PAIRS / 5, `only ${matched} pairs match`);
      assert.ok(matched < (PAIRS * 4) / 5 && refused > PAIRS / 100, 'too few pairs that do not match');
    });
  }

  // Up to 1.35 the kubelet was built with a Go that lets a host have several colons. Ours does not, but then no
  // image has such a host.
  it('an older Go differs only for images that no Pod can name', async () => {
    const answers = await askKubelet('1.34.4', pairs.map(toQuestion), '');
    const different = pairs.filter((pair, index) => differs(pair, answers[index]));
    const names = await askKubelet(
      '1.34.4',
      different.map(({ image }) => ({ image })),
    );
    const named = different.filter(({ image }, index) => names[index]?.name === image);
    assert.deepEqual(named, []);
    assert.notEqual(different.length, 0);
  });
});

function generatePairs(): readonly Pair[] {
  const random = createRandom(SEED);
  return Array.from({ length: PAIRS }, () => {
    const pattern = randomPattern(random);
    return { pattern, image: imageLike(random, pattern) };
  });
}

function toQuestion({ pattern, image }: Pair) {
  return { match: { pattern, image } };
}

function differs({ pattern, image }: Pair, answer: Answer | undefined): boolean {
  return matchesPattern(pattern, image) !== (answer?.matched ?? false);
}

function percent(count: number): string {
  return `${((100 * count) / PAIRS).toFixed(1)} %`;
}

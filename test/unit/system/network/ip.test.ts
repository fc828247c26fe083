import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import {
  isLinkLocal,
  isLoopback,
  parseIp,
  parseRange,
  rangeHolds,
} from '../../../../src/system/network/ip.ts';
import fc from '../../../support/property.ts';

const hex = (text: string): string | undefined => {
  const address = parseIp(text);
  return address && Buffer.from(address).toString('hex');
};

const MAPPED = '00000000000000000000ffff';

const ADDRESSES: readonly (readonly [text: string, bytes: string | undefined])[] = [
  ['10.0.0.1', `${MAPPED}0a000001`],
  ['255.255.255.255', `${MAPPED}ffffffff`],
  ['::ffff:10.0.0.1', `${MAPPED}0a000001`],
  ['::', '0'.repeat(32)],
  ['::1', `${'0'.repeat(31)}1`],
  ['1::', `0001${'0'.repeat(28)}`],
  ['fd00:EC2::254', 'fd000ec2000000000000000000000254'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['1:2:3:4:5:6:1.2.3.4', '00010002000300040005000601020304'],
  ['1::3:4:5:6:7:8', '00010000000300040005000600070008'],
  ['', undefined],
  ['10.0.0', undefined],
  ['10.0.0.256', undefined],
  ['10.0.0.01', undefined],
  ['10.0.0.1.', undefined],
  ['1:2:3:4:5:6:7', undefined],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['1::2::3', undefined],
  ['1:2:3:4::5:6:7:8', undefined],
  [':1', undefined],
  ['1:', undefined],
  ['12345::', undefined],
  ['::1.2.3', undefined],
  ['1.2.3.4::', undefined],
  ['::1.2.3.4:5', undefined],
  ['fe80::1%eth0', undefined],
  ['[::1]', undefined],
  ['api.example', undefined],
];

for (const [text, bytes] of ADDRESSES) {
  test(`address ${JSON.stringify(text)}`, () => assert.equal(hex(text), bytes));
}

test('whatever Node takes for an address is one, and nothing else', () => {
  const part = fc.constantFrom('0', '1', 'ff', 'fd00', '10', '255', '256', '.', ':', '::', '1.2.3.4', 'g');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      assert.equal(parseIp(text) !== undefined, isIP(text) !== 0, text);
    }),
    { numRuns: 2000 },
  );
});

const RANGES: readonly (readonly [range: string, inside: readonly string[], outside: readonly string[]])[] = [
  ['10.0.0.0/8', ['10.0.0.0', '10.255.1.2', '::ffff:10.1.2.3'], ['11.0.0.0', '9.255.255.255', '::']],
  ['10.1.2.3/8', ['10.0.0.0'], ['11.0.0.0']],
  ['192.168.4.0/22', ['192.168.7.255'], ['192.168.8.0', '192.168.3.255']],
  ['10.0.0.1/32', ['10.0.0.1'], ['10.0.0.2']],
  ['0.0.0.0/0', ['1.2.3.4'], ['::1', 'fd00::1']],
  ['::/0', ['::1', 'fd00::1'], ['1.2.3.4', '::ffff:1.2.3.4']],
  ['::ffff:0:0/96', ['1.2.3.4'], ['::1']],
  ['fd00::/8', ['fd12::1', 'fdff::'], ['fc00::', 'fe00::']],
  ['10.0.0.0/08', ['10.9.9.9'], ['11.0.0.0']],
];

for (const [text, inside, outside] of RANGES) {
  test(`range ${text}`, () => {
    const range = parseRange(text);
    assert.ok(range);
    const held = [...inside, ...outside].filter((address) =>
      rangeHolds(range, parseIp(address) as Uint8Array),
    );
    assert.deepEqual(held, inside);
  });
}

for (const text of [
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '::/129',
  '10.0.0.0/-1',
  '10/8',
  'a/8',
  '10.0.0.0/8/8',
]) {
  test(`no range: ${text}`, () => assert.equal(parseRange(text), undefined));
}

test('the addresses that are near', () => {
  const near = { loopback: isLoopback, link: isLinkLocal };
  // biome-ignore format: a table
  const rows = [
    ['127.0.0.1', 'loopback'], ['127.9.9.9', 'loopback'], ['::1', 'loopback'], ['::ffff:127.0.0.1', 'loopback'],
    ['169.254.169.254', 'link'], ['169.254.170.23', 'link'], ['fe80::1', 'link'], ['febf::1', 'link'],
    ['fd00:ec2::254', 'link'], ['fd00:ec2::23', 'link'],
    ['128.0.0.1', ''], ['169.255.0.1', ''], ['fec0::1', ''], ['fd00:ec3::1', ''], ['::2', ''], ['10.0.0.1', ''],
  ] as const;
  for (const [address, expected] of rows) {
    const found = Object.entries(near).filter(([, holds]) => holds(parseIp(address) as Uint8Array));
    assert.equal(found.map(([name]) => name).join(), expected, address);
  }
});

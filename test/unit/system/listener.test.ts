// Tables as the kernel writes them; who really gets a connection is tried in test/attacks/.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { otherUserListening } from '../../../src/system/listener.ts';

const URL_4 = 'http://127.0.0.1:10248/healthz';
const URL_6 = 'http://[::1]:10248/healthz';
const MALLORY = 65534;

const [LOOPBACK, ANY, LOOPBACK_6, MAPPED, ANY_6] = [
  '0100007F',
  '00000000',
  '00000000000000000000000001000000',
  '0000000000000000FFFF00000100007F',
  '00000000000000000000000000000000',
];
const LISTENS = '0A';
const PORT = '2808';

type Row = readonly [address: string, user: number, state?: string, port?: string];

const TABLE: readonly (readonly [
  name: string,
  url: string,
  rows: readonly Row[],
  expected: number | undefined,
])[] = [
  ['root listens', URL_4, [[LOOPBACK, 0]], undefined],
  ['nobody listens at all', URL_4, [], undefined],
  ['another user listens', URL_4, [[LOOPBACK, MALLORY]], MALLORY],
  ['another user listens on all addresses', URL_4, [[ANY, MALLORY]], MALLORY],
  [
    'another user listens on all addresses, and root on this one',
    URL_4,
    [
      [ANY, MALLORY],
      [LOOPBACK, 0],
    ],
    undefined,
  ],
  [
    'root listens on all addresses, and another user on this one',
    URL_4,
    [
      [ANY, 0],
      [LOOPBACK, MALLORY],
    ],
    MALLORY,
  ],
  ['another user listens on all addresses of IPv6 too', URL_4, [[ANY_6, MALLORY]], MALLORY],
  [
    'root listens on all of IPv4, another user on all of IPv6',
    URL_4,
    [
      [ANY_6, MALLORY],
      [ANY, 0],
    ],
    undefined,
  ],
  [
    'another user listens on the address by its IPv6 form',
    URL_4,
    [
      [MAPPED, MALLORY],
      [ANY, 0],
    ],
    MALLORY,
  ],
  [
    'another user listens on ::1, of which nobody asks',
    URL_4,
    [
      [LOOPBACK_6, MALLORY],
      [LOOPBACK, 0],
    ],
    undefined,
  ],
  ['another user listens on ::1', URL_6, [[LOOPBACK_6, MALLORY]], MALLORY],
  ['another user listens on 127.0.0.1, of which nobody asks', URL_6, [[LOOPBACK, MALLORY]], undefined],
  ['another user is connected from that port', URL_4, [[LOOPBACK, MALLORY, '01']], undefined],
  ['another user listens on another port', URL_4, [[LOOPBACK, MALLORY, LISTENS, '2809']], undefined],
  ['another machine is asked', 'http://192.0.2.1:10248/healthz', [[ANY, MALLORY]], undefined],
  [
    'a port that goes without saying',
    'http://127.0.0.1/healthz',
    [[LOOPBACK, MALLORY, LISTENS, '0050']],
    MALLORY,
  ],
];

describe('whose program answers on a port of this machine', () => {
  for (const [name, url, rows, expected] of TABLE) {
    test(name, () => {
      const read = (path: string) =>
        rows
          .filter(([address]) => address.length > 8 === path.endsWith('6'))
          .map(
            ([address, user, state = LISTENS, port = PORT], index) =>
              `  ${index}: ${address}:${port} ${ANY}:0000 ${state} 00000000:00000000 00:00000000 00000000 ${user}        0 355384 1 00000000 100 0 0 10 0`,
          )
          .join('\n');
      assert.equal(otherUserListening(url, read), expected);
    });
  }

  test('where the kernel does not tell, nothing is said', () => {
    assert.equal(
      otherUserListening(URL_4, () => ''),
      undefined,
    );
  });
});

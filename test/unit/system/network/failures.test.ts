// The words for failures that no test here can bring about with real sockets; send.test.ts, tls.test.ts and
// through-a-proxy.test.ts have those that it can.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatError } from '../../../../src/errors.ts';
import { describeFailure, TryError } from '../../../../src/system/network/failures.ts';
import type { Situation } from '../../../../src/system/network/situation.ts';

const target = { host: 'api.example', port: 443, tls: true };
const proxy = {
  host: 'proxy.example',
  port: 3128,
  tls: false,
  variable: 'https_proxy',
  authorization: undefined,
};
const direct: Situation = {
  step: 'get token',
  target,
  proxy: undefined,
  server: undefined,
  authorities: undefined,
  phase: 'connect',
  kind: 'service',
};
const through: Situation = { ...direct, proxy };

const withCode = (code: string): Error => Object.assign(new Error('text of Node'), { code });
const distrusted = (code: string) => new TryError({ kind: 'distrusted', code, issuer: undefined });

type Row = readonly [reason: unknown, situation: Partial<Situation>, line: string, passing: boolean];

const DIRECT: readonly Row[] = [
  [
    withCode('ENOTFOUND'),
    { phase: 'resolve' },
    "DNS does not know api.example (ENOTFOUND); check the name and the node's DNS; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]",
    false,
  ],
  [
    withCode('ENOTFOUND'),
    { phase: 'resolve', kind: 'metadata' },
    "DNS does not know api.example (ENOTFOUND); check the name and the node's DNS [NETWORK_FAILED]",
    false,
  ],
  [
    withCode('EAI_AGAIN'),
    { phase: 'resolve' },
    "DNS does not answer for api.example (EAI_AGAIN); check the node's DNS (/etc/resolv.conf) [NETWORK_FAILED]",
    true,
  ],
  [
    new TryError({ kind: 'limit', limit: 'connect', ms: 5000 }),
    { phase: 'resolve' },
    "DNS did not answer for api.example within 5 s; check the node's DNS (/etc/resolv.conf) [NETWORK_FAILED]",
    true,
  ],
  [
    new TryError({ kind: 'limit', limit: 'connect', ms: 5000 }),
    {},
    'api.example did not accept a connection within 5 s; check that this node can reach it; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]',
    true,
  ],
  [
    withCode('ECONNREFUSED'),
    { target: { host: 'fd00::1', port: 8443, tls: true } },
    '[fd00::1]:8443 refused the connection (ECONNREFUSED); check that this node can reach it; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]',
    true,
  ],
  [
    withCode('EHOSTUNREACH'),
    { target: { host: '169.254.169.254', port: 80, tls: false } },
    "there is no route to 169.254.169.254 (EHOSTUNREACH); check the node's routes [NETWORK_FAILED]",
    true,
  ],
  [
    withCode('ENETUNREACH'),
    {},
    "there is no route to api.example (ENETUNREACH); check the node's routes; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]",
    true,
  ],
  [
    new AggregateError([withCode('ENETUNREACH'), withCode('ECONNREFUSED')]),
    {},
    "there is no route to api.example (ENETUNREACH); check the node's routes; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]",
    true,
  ],
  [
    withCode('ETIMEDOUT'),
    {},
    'api.example did not accept a connection (ETIMEDOUT); check that this node can reach it; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]',
    true,
  ],
  [
    withCode('EPERM'),
    {},
    "this node does not permit a connection to api.example (EPERM); check the node's firewall [NETWORK_FAILED]",
    false,
  ],
  [
    withCode('EPIPE'),
    { phase: 'answer' },
    'api.example closed the connection before it had answered (EPIPE); try again later [NETWORK_FAILED]',
    true,
  ],
  [
    withCode('EMFILE'),
    {},
    'the connection to api.example failed (EMFILE); check that this node can reach it; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]',
    true,
  ],
  [
    new Error('no code'),
    {},
    'the connection to api.example failed (unknown error); check that this node can reach it; if this network needs a proxy, set HTTPS_PROXY [NETWORK_FAILED]',
    true,
  ],
  [
    distrusted('CERT_REVOKED'),
    { phase: 'tls' },
    'the certificate of api.example was revoked; the service needs a new certificate [TLS_FAILED]',
    false,
  ],
  [
    distrusted('INVALID_PURPOSE'),
    { phase: 'tls' },
    'the certificate of api.example cannot be trusted (INVALID_PURPOSE); the service needs another certificate [TLS_FAILED]',
    false,
  ],
];

const THROUGH: readonly Row[] = [
  [
    withCode('EAI_AGAIN'),
    { phase: 'resolve' },
    "DNS does not answer for the proxy proxy.example:3128 of https_proxy (EAI_AGAIN); check https_proxy and the node's DNS (/etc/resolv.conf) [NETWORK_FAILED]",
    true,
  ],
  [
    withCode('ENETUNREACH'),
    {},
    "there is no route to the proxy proxy.example:3128 of https_proxy (ENETUNREACH); check the node's routes [NETWORK_FAILED]",
    true,
  ],
  [
    new TryError({ kind: 'limit', limit: 'connect', ms: 5000 }),
    {},
    'the proxy proxy.example:3128 of https_proxy did not accept a connection within 5 s; check https_proxy [NETWORK_FAILED]',
    true,
  ],
  [
    new TryError({ kind: 'limit', limit: 'answer', ms: 10_000 }),
    { phase: 'answer' },
    'api.example (through the proxy proxy.example:3128 of https_proxy) did not answer within 10 s; try again later [NETWORK_FAILED]',
    true,
  ],
  [
    distrusted('CERT_HAS_EXPIRED'),
    { phase: 'proxyTls' },
    "the certificate of the proxy proxy.example:3128 of https_proxy has expired; check the node's clock; if it is right, the certificate must be renewed [TLS_FAILED]",
    false,
  ],
];

for (const [name, situation, rows] of [
  ['directly', direct, DIRECT],
  ['through a proxy', through, THROUGH],
] as const) {
  describe(name, () => {
    for (const [reason, differing, line, passing] of rows) {
      test(line, () => {
        const failure = describeFailure(reason, { ...situation, ...differing });
        assert.equal(formatError(failure.error), `get token: ${line}`);
        assert.equal(failure.passing, passing);
      });
    }
  });
}

for (const reason of [
  Object.assign(new Error('x'), { code: 'EAI_AGAIN' }),
  Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
  Object.assign(new Error('x'), { code: 'ENETUNREACH' }),
  Object.assign(new Error('x'), { code: 'ECONNRESET' }),
  new TryError({ kind: 'limit', limit: 'connect', ms: 5000 }),
]) {
  test(`the entry that keeps the host from the proxy is named: ${'code' in reason ? reason.code : 'a limit'}`, () => {
    for (const phase of ['resolve', 'connect'] as const) {
      const { error } = describeFailure(reason, {
        ...direct,
        phase,
        exemptBy: 'NO_PROXY has ".example": remove that entry',
      });
      assert.match(
        error.hint ?? '',
        /no proxy is used, because NO_PROXY has "\.example": remove that entry if this network needs the proxy$/,
      );
    }
  });
}

test('an entry of NO_PROXY that does not count is named where the proxy fails, and only there', () => {
  const reason = Object.assign(new Error('x'), { code: 'ECONNRESET' });
  for (const phase of ['resolve', 'connect', 'tunnel', 'proxyTls', 'tls', 'answer'] as const) {
    const { error } = describeFailure(reason, { ...through, phase, notExemptBy: 'NO_PROXY has it' });
    assert.equal(error.hint?.endsWith('; NO_PROXY has it'), phase !== 'tls' && phase !== 'answer', phase);
  }
});

test('a failure at the proxy is marked as such, and one behind it is not', () => {
  const reason = Object.assign(new Error('x'), { code: 'ECONNRESET' });
  const marks = (['resolve', 'connect', 'tunnel', 'tls', 'answer'] as const).map(
    (phase) => (describeFailure(reason, { ...through, phase }).error.cause as { atProxy?: boolean }).atProxy,
  );
  assert.deepEqual(marks, [true, true, true, undefined, undefined]);
});

test('of what Node says, only its code goes on', () => {
  const reason = Object.assign(withCode('ECONNRESET'), { request: { headers: 'canary' }, config: 'canary' });
  const { cause } = describeFailure(reason, direct).error;
  assert.deepEqual(Object.entries(cause as object), [['code', 'ECONNRESET']]);
  assert.equal((cause as Error).message, 'ECONNRESET');
});

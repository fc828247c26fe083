// One call of a cloud: what is sent, what an answer of no use becomes, and which of several reasons is told.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Caller, type CloudCall, type CloudSend, type Refusals } from '../../../../src/backend/cloud/call.ts';
import { refusalsOf } from '../../../../src/backend/cloud/refusal.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import type { HttpRequest, HttpResponse, Network } from '../../../../src/system/network/door.ts';

const REQUEST = { method: 'GET', url: 'https://a.example:8443/token?secret' } as const;
const CALL: CloudCall = { step: 'get token', service: 'IMDS', identity: 'node-role' };
const NOW = Date.parse('2026-01-01T00:00:00Z');
const UNREACHED = new ProviderError('get token: a.example refused the connection', {
  code: 'NETWORK_FAILED',
});

const REFUSALS: Refusals = {
  REFUSALS: refusalsOf('IMDS', [
    [['NoRole', '404'], 'IDENTITY_UNAVAILABLE', 'no role', 'attach one'],
    ['Busy', 'BACKEND_THROTTLED', 'too many requests', 'wait'],
  ]),
  readRefusal: (_call, { response: { status, body } }) => {
    if (body.toString() === 'clock') return new ProviderError('the clock', { code: 'BACKEND_DENIED' });
    return {
      codes:
        status < 400 && body.length > 10
          ? []
          : [body.toString()].filter((code) => code !== '' && !code.includes('<')),
    };
  },
};

const answer = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  headers,
  body: Buffer.from(body),
});

interface World {
  readonly caller: Caller;
  readonly sent: HttpRequest[];
  /** How often the refusals were loaded. */
  readonly loaded: () => number;
}

function worldOf(outcomes: readonly (HttpResponse | Error)[], signal = new AbortController().signal): World {
  const left = [...outcomes];
  const sent: HttpRequest[] = [];
  let loads = 0;
  const network: Network = {
    calls: [],
    async send(request, ownSignal) {
      sent.push(request);
      ownSignal.throwIfAborted();
      const outcome = left.shift();
      if (outcome instanceof Error || outcome === undefined) throw outcome;
      return outcome;
    },
  };
  const caller = new Caller({ network, now: () => NOW }, signal, async () => {
    loads += 1;
    return REFUSALS;
  });
  return { caller, sent, loaded: () => loads };
}

/** As an SDK does, which makes an error of its own of whatever goes wrong. */
const asAnSdk = async (send: CloudSend): Promise<string> => {
  try {
    const { status, body } = await send(REQUEST);
    if (status === 200) return body.toString();
  } catch (cause) {
    throw new TypeError('wrapped', { cause });
  }
  throw new TypeError('refused, says the SDK');
};

async function lineOf(call: CloudCall, ...outcomes: readonly (HttpResponse | Error)[]): Promise<string> {
  const byHand = (send: CloudSend) => send(REQUEST).then(() => undefined);
  const [bySdk = '', other] = await Promise.all(
    [asAnSdk, byHand].map((make) => worldOf(outcomes).caller.call(call, make).then(String, formatError)),
  );
  assert.equal(other, bySdk, 'with an SDK and without');
  return bySdk;
}

test('what the call says holds for each request, and the step is named', async () => {
  const { caller, sent, loaded } = worldOf([answer(200, 'a'), answer(200, 'b')]);
  const retry = () => false;
  const call: CloudCall = { ...CALL, requests: { kind: 'metadata', retry } };
  const result = await caller.call(call, async (send) => {
    const { body } = await send(REQUEST);
    return `${body}${await asAnSdk(send)}`;
  });
  assert.equal(result, 'ab');
  assert.deepEqual(sent, [
    { ...REQUEST, step: 'get token', kind: 'metadata', retry },
    { ...REQUEST, step: 'get token', kind: 'metadata', retry },
  ]);
  assert.equal(loaded(), 0, 'what a refusal means is loaded with the first');
});

describe('a refusal', () => {
  const rows: readonly (readonly [what: string, answer: HttpResponse, line: string])[] = [
    [
      'by its code',
      answer(400, 'NoRole'),
      'get token at a.example:8443 for node-role: no role (NoRole, status 400); attach one [IDENTITY_UNAVAILABLE]',
    ],
    [
      'by its status',
      answer(404),
      'get token at a.example:8443 for node-role: no role (status 404); attach one [IDENTITY_UNAVAILABLE]',
    ],
    ['with a reason of its own', answer(403, 'clock'), 'the clock [BACKEND_DENIED]'],
    [
      'with a status of success',
      answer(200, 'Busy'),
      'get token at a.example:8443 for node-role: too many requests (Busy, status 200); wait [BACKEND_THROTTLED]',
    ],
  ];
  for (const [what, response, line] of rows) {
    test(what, async () => {
      const failing = worldOf([response]).caller.call(CALL, async (send) => {
        await send(REQUEST);
        throw new TypeError('of no use');
      });
      await assert.rejects(failing, (error) => formatError(error as ProviderError) === line);
    });
  }

  test('says where and who, as far as the call does', async () => {
    const { step, service } = CALL;
    assert.match(await lineOf({ step, service }, answer(404)), /^get token at a\.example:8443: no role/);
    assert.match(
      await lineOf({ ...CALL, where: 'eu-west-1' }, answer(404)),
      /^get token at eu-west-1 for node-role: no role/,
    );
  });

  test('brings when the service wants to be asked again', async () => {
    const after = async (headers: Readonly<Record<string, string>>) =>
      worldOf([answer(429, 'Busy', headers)])
        .caller.call(CALL, asAnSdk)
        .catch((error: ProviderError) => error.retryAfterMs);
    assert.equal(await after({ 'retry-after': '7' }), 7_000);
    assert.equal(await after({ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }), 9_000);
    assert.equal(await after({}), undefined);
  });
});

describe('an answer of no use', () => {
  test('that is a redirect', async () => {
    assert.match(
      await lineOf(CALL, answer(302, '', { location: 'https://evil.example/?secret' })),
      /^get token: a\.example:8443 answered with a redirect \(302\) to "evil\.example", .*\[RESPONSE_INVALID\]$/,
    );
  });

  test('that is not JSON, where JSON is wanted', async () => {
    const page = answer(201, '<p>a page of some proxy</p>');
    assert.match(await lineOf(CALL, page), /not with a JSON object.*\[RESPONSE_INVALID\]$/);
    assert.equal(
      await lineOf({ ...CALL, answer: 'text' }, page),
      'get token at a.example:8443 for node-role: invalid response (status 201, 27 bytes); check that a.example:8443 is the right service, and whether a proxy answers instead of it [RESPONSE_INVALID]',
    );
  });
});

describe('without an answer', () => {
  test('the reason is told, whatever an SDK makes of it', async () => {
    for (const make of [asAnSdk, (send: CloudSend) => send(REQUEST)]) {
      await assert.rejects(
        worldOf([UNREACHED]).caller.call(CALL, make as () => Promise<string>),
        (error) => error === UNREACHED,
      );
    }
  });

  test('also where an earlier request had one', async () => {
    const failing = worldOf([answer(404), UNREACHED]).caller.call(CALL, async (send) => {
      await send(REQUEST);
      return asAnSdk(send);
    });
    await assert.rejects(failing, (error) => error === UNREACHED);
  });

  test('and not where a later one has', async () => {
    const failing = worldOf([UNREACHED, answer(404)]).caller.call(CALL, async (send) => {
      await send(REQUEST).catch(() => undefined);
      return asAnSdk(send);
    });
    await assert.rejects(failing, { code: 'IDENTITY_UNAVAILABLE' });
  });

  test('what is thrown before anything is sent is thrown as it is', async () => {
    const bug = new TypeError('bug');
    await assert.rejects(
      worldOf([]).caller.call(CALL, () => Promise.reject(bug)),
      (error) => error === bug,
    );
  });

  test('an answer on the way is none', async () => {
    const call: CloudCall = { ...CALL, isPreliminary: ({ response }) => response.status === 401 };
    const wrapped = { name: 'TypeError', message: 'refused, says the SDK' };
    await assert.rejects(worldOf([answer(401)]).caller.call(call, asAnSdk), wrapped);
    await assert.rejects(worldOf([answer(404)]).caller.call(call, asAnSdk), { code: 'IDENTITY_UNAVAILABLE' });
  });
});

test('a failure of our own is told, not the answer', async () => {
  const own = new ProviderError('another identity', { code: 'IDENTITY_UNAVAILABLE' });
  const failing = worldOf([answer(200, 'x')]).caller.call(CALL, async (send) => {
    await send(REQUEST);
    throw own;
  });
  await assert.rejects(failing, (error) => error === own);
});

test("the deadline's own words stay as they are", async () => {
  const reason = new ProviderError('no answer within the deadline', { code: 'DEADLINE_EXCEEDED' });
  const { caller } = worldOf([answer(200)], AbortSignal.abort(reason));
  await assert.rejects(caller.call(CALL, asAnSdk), (error) => error === reason);
});

test('where nothing is really asked, nothing is evaluated; what is sent ahead waits for what comes first', async () => {
  const left: string[] = [];
  const network: Network = {
    calls: [],
    send: async ({ step }) => {
      left.push(`sent ${step}`);
      return answer(200, 'x');
    },
    leave: async () => {
      left.push('left');
      throw new Error('it never comes back');
    },
  };
  const caller = new Caller({ network, now: () => NOW }, new AbortController().signal, async () => REFUSALS);
  await assert.rejects(
    caller.call(CALL, () => assert.fail('the SDK was evaluated')),
    /never comes back/,
  );
  assert.equal(await caller.call({ ...CALL, requests: { ahead: true } }, asAnSdk), 'x');
  assert.deepEqual(left, ['left', 'sent get token']);
});

describe('what an answer tells beside its code', () => {
  for (const [name, response, said] of [
    [
      'the id of the request',
      answer(403, 'NoRole', { 'x-amzn-requestid': '4f1c-22ab-99' }),
      /\(NoRole, status 403, request 4f1c-22ab-99\)/,
    ],
    [
      'an id of Google',
      answer(403, '', { 'x-request-id': 'abcdef0123456789' }),
      /\(status 403, request abcdef0123456789\)/,
    ],
    [
      'an id of another form',
      answer(403, 'NoRole', { 'x-amzn-requestid': 'a b <script>' }),
      /\(NoRole, status 403\)/,
    ],
    [
      'an id that is too long',
      answer(403, 'NoRole', { 'x-request-id': 'a'.repeat(300) }),
      /\(NoRole, status 403\)/,
    ],
    [
      "an id of Azure's",
      answer(403, 'NoRole', { 'x-ms-request-id': '0b5a8c7e-1111-2222-3333-444455556666' }),
      /\(NoRole, status 403, request 0b5a8c7e-1111-2222-3333-444455556666\)/,
    ],
    [
      'the first id of a plain form',
      answer(403, 'NoRole', { 'x-request-id': 'a b', 'cf-ray': '8f0c1d2e3f4a5b6c-FRA' }),
      /\(NoRole, status 403, request 8f0c1d2e3f4a5b6c-FRA\)/,
    ],
    [
      'an XHTML page behind a comment',
      answer(403, '\ufeff<?xml version="1.0"?>\n<!-- gateway --><!DOCTYPE html><html>', {}),
      /an HTML page answered instead of the service \(status 403\)/,
    ],
    ['XML that is none', answer(403, '<?xml version="1.0"?><Error/>', {}), /request denied \(status 403\)/],
    [
      'a login that a proxy wants',
      answer(407, '', {}),
      /a proxy on the way requires credentials \(status 407\); put user name and password into HTTPS_PROXY/,
    ],
    [
      'a page of a gateway that fails',
      answer(502, '<html><title>502 Bad Gateway</title>', {}),
      /the service failed \(status 502\); .*outage, or the proxy or gateway that this page is of \[BACKEND_UNAVAILABLE\]/,
    ],
    [
      'a page',
      answer(403, '', { 'content-type': 'text/html' }),
      /an HTML page answered instead of the service \(status 403\); a proxy, gateway or firewall answered: allow a\.example:8443 there/,
    ],
  ] as const) {
    test(name, async () => {
      const { caller } = worldOf([response]);
      const failed = caller.call(CALL, async (send) => {
        await send(REQUEST);
        return undefined;
      });
      await assert.rejects(failed, (error: ProviderError) => said.test(formatError(error)));
    });
  }

  test('where a service cannot be reached, what its network may need is said too', async () => {
    const { caller } = worldOf([UNREACHED]);
    const call = { ...CALL, unreachable: 'create the VPC endpoint' };
    await assert.rejects(
      caller.call(call, (send) => send(REQUEST)),
      (error: ProviderError) =>
        error.code === 'NETWORK_FAILED' && /create the VPC endpoint/.test(error.hint ?? ''),
    );
  });

  test('of a host that is known it is said by itself, of the latest that was asked', async () => {
    const { caller } = worldOf([answer(200, 'x'), UNREACHED]);
    await assert.rejects(
      caller.call(CALL, async (send) => {
        await send(REQUEST);
        return send({ ...REQUEST, url: 'https://sts.googleapis.com/v1/token' });
      }),
      (error: ProviderError) => /Private Google Access/.test(error.hint ?? ''),
    );
  });

  test('but not where it is the proxy that cannot be reached', async () => {
    const atProxy = new ProviderError('GetToken: DNS does not know the proxy', {
      code: 'NETWORK_FAILED',
      hint: 'check HTTPS_PROXY',
      cause: Object.assign(new Error('ENOTFOUND'), { atProxy: true }),
    });
    const { caller } = worldOf([atProxy]);
    const call = { ...CALL, unreachable: 'create the VPC endpoint' };
    await assert.rejects(
      caller.call(call, (send) => send(REQUEST)),
      (error: ProviderError) => error.hint === 'check HTTPS_PROXY',
    );
  });
});

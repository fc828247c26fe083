import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../../src/errors.ts';
import type { Environment } from '../../../../src/system/environment.ts';
import {
  chooseProxy,
  endpointOf,
  exemptionOf,
  hostAndPort,
  misreadExemptionOf,
} from '../../../../src/system/network/proxy.ts';

const choose = (url: string, env: Environment) => chooseProxy(endpointOf(new URL(url)), env);

describe('which', () => {
  const PROXY = 'http://proxy.example:3128';
  const rows: readonly (readonly [name: string, url: string, env: Environment, proxy: string | undefined])[] =
    [
      ['none', 'https://api.example/', {}, undefined],
      ['https', 'https://api.example/', { HTTPS_PROXY: PROXY }, 'proxy.example:3128 HTTPS_PROXY'],
      ['https, lower case', 'https://api.example/', { https_proxy: PROXY }, 'proxy.example:3128 https_proxy'],
      [
        'both cases',
        'https://api.example/',
        { https_proxy: 'http://lower.example', HTTPS_PROXY: PROXY },
        'proxy.example:3128 HTTPS_PROXY',
      ],
      [
        'an empty value is none',
        'https://api.example/',
        { HTTPS_PROXY: '', https_proxy: PROXY },
        'proxy.example:3128 https_proxy',
      ],
      ['http is not for https', 'https://api.example/', { HTTP_PROXY: PROXY }, undefined],
      ['https is not for http', 'http://api.example/', { HTTPS_PROXY: PROXY }, undefined],
      ['http', 'http://api.example/', { HTTP_PROXY: PROXY }, 'proxy.example:3128 HTTP_PROXY'],
      ['http, lower case', 'http://api.example/', { http_proxy: PROXY }, 'proxy.example:3128 http_proxy'],
      ['ALL_PROXY is not read', 'https://api.example/', { ALL_PROXY: PROXY, all_proxy: PROXY }, undefined],
      ['NO_PROXY', 'https://api.example/', { HTTPS_PROXY: PROXY, NO_PROXY: 'example' }, undefined],
      ['no_proxy', 'https://api.example/', { HTTPS_PROXY: PROXY, no_proxy: 'api.example:443' }, undefined],
      [
        'NO_PROXY before no_proxy',
        'https://api.example/',
        { HTTPS_PROXY: PROXY, NO_PROXY: 'other.example', no_proxy: '*' },
        'proxy.example:3128 HTTPS_PROXY',
      ],
      [
        'a port of the URL',
        'https://api.example:8443/',
        { HTTPS_PROXY: PROXY, NO_PROXY: 'example:8443' },
        undefined,
      ],
      [
        'the port that goes without saying',
        'http://api.example/',
        { HTTP_PROXY: PROXY, NO_PROXY: 'example:80' },
        undefined,
      ],
      ['localhost', 'https://localhost:1234/', { HTTPS_PROXY: PROXY }, undefined],
      ['loopback', 'https://127.0.0.9/', { HTTPS_PROXY: PROXY }, undefined],
      ['loopback, IPv6', 'http://[::1]:80/', { HTTP_PROXY: PROXY }, undefined],
      ['metadata', 'http://169.254.169.254/', { HTTP_PROXY: PROXY }, undefined],
      ['metadata, IPv6', 'http://[fd00:ec2::254]/', { HTTP_PROXY: PROXY }, undefined],
      ['EKS Pod Identity', 'http://169.254.170.23/v1/credentials', { HTTP_PROXY: PROXY }, undefined],
      ['link-local, IPv6', 'http://[fe80::1]/', { HTTP_PROXY: PROXY }, undefined],
      ['a private address', 'http://10.0.0.1/', { HTTP_PROXY: PROXY }, 'proxy.example:3128 HTTP_PROXY'],
      [
        'without scheme',
        'https://api.example/',
        { HTTPS_PROXY: 'proxy.example:3128' },
        'proxy.example:3128 HTTPS_PROXY',
      ],
      [
        'without scheme and port',
        'https://api.example/',
        { HTTPS_PROXY: 'proxy.example' },
        'proxy.example:80 HTTPS_PROXY',
      ],
      [
        'an address without scheme',
        'https://api.example/',
        { HTTPS_PROXY: '10.0.0.1:3128' },
        '10.0.0.1:3128 HTTPS_PROXY',
      ],
      [
        'over TLS',
        'https://api.example/',
        { HTTPS_PROXY: 'https://proxy.example' },
        'proxy.example:443 HTTPS_PROXY tls',
      ],
      [
        'IPv6',
        'https://api.example/',
        { HTTPS_PROXY: 'http://[fd00::1]:3128' },
        '[fd00::1]:3128 HTTPS_PROXY',
      ],
      [
        'path and query are not used',
        'https://api.example/',
        { HTTPS_PROXY: `${PROXY}/x?y` },
        'proxy.example:3128 HTTPS_PROXY',
      ],
    ];
  for (const [name, url, env, expected] of rows) {
    test(name, () => {
      const proxy = choose(url, env);
      const text = proxy && `${hostAndPort(proxy)} ${proxy.variable}${proxy.tls ? ' tls' : ''}`;
      assert.equal(text, expected);
    });
  }
});

describe('credentials', () => {
  const rows: readonly (readonly [userInfo: string, sent: string | undefined])[] = [
    ['', undefined],
    ['@', undefined],
    ['user@', 'user:'],
    ['user:password@', 'user:password'],
    ['us%40er:p%3Aw%2F%25@', 'us@er:p:w/%'],
    ['user:p:w@', 'user:p:w'],
    ['b%C3%BCcher:p%C3%A4ss@', 'b\u00fccher:p\u00e4ss'],
  ];
  for (const [userInfo, sent] of rows) {
    test(userInfo || 'none', () => {
      const proxy = choose('https://api.example', { HTTPS_PROXY: `http://${userInfo}proxy.example` });
      assert.equal(proxy?.authorization, sent && `Basic ${Buffer.from(sent).toString('base64')}`);
    });
  }
});

describe('a value that names no proxy is said without it, since it may hold a password', () => {
  const rows: readonly (readonly [value: string, message: RegExp])[] = [
    [
      'http://user:canary@proxy example:3128',
      /^HTTPS_PROXY is not the URL of a proxy: there is a blank in its host$/,
    ],
    [
      'http://user:canary@proxy.example:port',
      /^HTTPS_PROXY is not the URL of a proxy: its port is no number up to 65535$/,
    ],
    ['http://user:canary@proxy.example:99999', /: its port is no number up to 65535$/],
    ['proxy.example:3128a', /: its port is no number up to 65535$/],
    ['http://user:canary@:3128', /^HTTPS_PROXY is not the URL of a proxy: the host is missing$/],
    ['http://user:canary@::1:3128', /: an IPv6 address is written in brackets$/],
    ['http://[::1:3128', /: an IPv6 address is written in brackets$/],
    ['http://a.example:1,http://b.example:2', /: it has a comma, and only one proxy can be named$/],
    ['proxy.corp.example:3128:80', /^HTTPS_PROXY is not the URL of a proxy$/],
    ['\x24{PROXY}', /^HTTPS_PROXY has the name of a variable/],
    [' http://user:canary@proxy.example', /^HTTPS_PROXY begins with a blank$/],
    ['http:proxy.example:3128', /^HTTPS_PROXY has a scheme without ":\/\/"$/],
    ['http//proxy.example:3128', /^HTTPS_PROXY has a scheme without ":\/\/"$/],
    ['$PROXY', /^HTTPS_PROXY has the name of a variable for its host/],
    ['htp://user:canary@proxy.example', /^HTTPS_PROXY is not the URL of a proxy: its scheme is "htp"$/],
    ['http://user:canary@', /^HTTPS_PROXY is not the URL of a proxy: the host is missing$/],
    ['ftp://user:canary@proxy.example', /^HTTPS_PROXY is not the URL of a proxy: its scheme is "ftp"$/],
    ['socks5://user:canary@proxy.example', /^HTTPS_PROXY names a SOCKS proxy, which is not supported$/],
    ['"http://user:canary@proxy.example"', /^HTTPS_PROXY has quotes in it$/],
    ['http:/proxy.example:3128', /^HTTPS_PROXY has a scheme without ":\/\/"$/],
    ['http://user:canary canary@proxy.example', /^HTTPS_PROXY has a blank in its user name or password$/],
    ['http://user:canary%zz@proxy.example', /^HTTPS_PROXY has a malformed percent-encoding before "@"$/],
  ];
  for (const [value, message] of rows) {
    test(value, () => {
      assert.throws(
        () => choose('https://api.example/', { HTTPS_PROXY: value }),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.match(error.message, message);
          assert.equal(error.code, 'CONFIG_INVALID');
          assert.doesNotMatch(`${error.message}${error.hint}${error.cause}`, /canary/);
          return true;
        },
      );
    });
  }

  test('but not where no proxy is asked', () => {
    const env = { HTTPS_PROXY: 'socks5://proxy.example', NO_PROXY: 'api.example' };
    assert.equal(choose('https://api.example/', env), undefined);
    assert.equal(choose('http://169.254.169.254/', { HTTP_PROXY: '::' }), undefined);
  });
});

describe('a character that ends the host before "@"', () => {
  for (const [character, code] of [
    ['\\', '5C'],
    ['#', '23'],
    ['/', '2F'],
    ['?', '3F'],
    ['[', '5B'],
    [' ', '20'],
  ] as const) {
    for (const value of [
      `http://CORP${character}user:Hunter22@proxy:3128`,
      `user:Hunt${character}er22@proxy:3128`,
    ]) {
      test(value, () => {
        assert.throws(
          () => choose('https://api.example/', { HTTPS_PROXY: value }),
          (error: ProviderError) =>
            error.hint === `write %${code} instead of it in HTTPS_PROXY` && !/Hunt|CORP/.test(error.message),
        );
      });
    }
  }

  test('none in what is encoded', () => {
    assert.ok(choose('https://api.example/', { HTTPS_PROXY: 'http://CORP%5Cuser:Hunt%23er@proxy:3128' }));
  });
});

describe('which entry of NO_PROXY keeps a host from the proxy', () => {
  const env = { HTTPS_PROXY: 'http://proxy.example:3128' };
  for (const [noProxy, said] of [
    ['10.0.0.0/8, .amazonaws.com', 'NO_PROXY has ".amazonaws.com": remove that entry'],
    ['*', 'NO_PROXY has "*": remove that entry'],
    [
      'api.ecr.eu-west-1.amazonaws.com:443',
      'NO_PROXY has "api.ecr.eu-west-1.amazonaws.com:443": remove that entry',
    ],
    ['other.example', undefined],
    ['', undefined],
  ] as const) {
    test(noProxy, () => {
      const target = endpointOf(new URL('https://api.ecr.eu-west-1.amazonaws.com/'));
      assert.equal(exemptionOf(target, { ...env, NO_PROXY: noProxy }), said);
      assert.equal(exemptionOf(target, { NO_PROXY: noProxy }), undefined);
    });
  }
});

describe('a variable that names a proxy for others alone', () => {
  for (const [env, url, said] of [
    [{ HTTP_PROXY: 'http://p:1' }, 'https://a.example/', 'HTTP_PROXY is for http:// alone: set HTTPS_PROXY'],
    [{ http_proxy: 'http://p:1' }, 'https://a.example/', 'http_proxy is for http:// alone: set HTTPS_PROXY'],
    [
      { ALL_PROXY: 'http://p:1' },
      'https://a.example/',
      'ALL_PROXY is not read, as by the kubelet: set HTTPS_PROXY',
    ],
    [
      { all_proxy: 'http://p:1' },
      'http://a.example/',
      'all_proxy is not read, as by the kubelet: set HTTP_PROXY',
    ],
    [{ HTTPS_PROXY: 'http://p:1' }, 'http://a.example/', undefined],
    [{ HTTP_PROXY: 'http://p:1' }, 'https://127.0.0.1/', undefined],
    [{ HTTPS_PROXY: 'http://p:1', ALL_PROXY: 'http://p:2' }, 'https://a.example/', undefined],
  ] as const) {
    test(`${JSON.stringify(env)} ${url}`, () =>
      assert.equal(exemptionOf(endpointOf(new URL(url)), env), said));
  }
});

describe('an entry of NO_PROXY that was meant and does not count', () => {
  for (const [noProxy, host] of [
    ['10.0.0.0/8 .example', '.example'],
    ['a.test;api.example', 'api.example'],
    ['https://api.example', 'api.example'],
    ['https://api.example:443/v2/', 'api.example:443'],
    ['"api.example,b.test"', 'api.example'],
    ['api.example', undefined],
    ['a.test, b.test', undefined],
    ['', undefined],
  ] as const) {
    test(noProxy, () => {
      const said = misreadExemptionOf(endpointOf(new URL('https://api.example/')), { NO_PROXY: noProxy });
      if (host === undefined) assert.equal(said, undefined);
      else
        assert.ok(said?.endsWith(` in a form that does not count: write ${host} alone between commas`), said);
    });
  }
});

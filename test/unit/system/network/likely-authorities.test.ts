import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, test } from 'node:test';
import { rootCertificates } from 'node:tls';
import { likelyAuthorities } from '../../../../src/system/network/likely-authorities.ts';

/** Common names of the likely ones among the authorities that Node brings. */
function likely(host: string): string[] | undefined {
  return likelyAuthorities(host, rootCertificates)
    ?.map((pem) => /^CN=(.*)$/m.exec(new X509Certificate(pem).subject)?.[1] ?? '')
    .sort();
}

describe('some for the clouds', () => {
  const rows: Readonly<Record<string, readonly [some: RegExp, hosts: readonly string[]]>> = {
    Amazon: [
      /^Amazon Root CA 1$/,
      [
        'api.ecr.eu-west-1.amazonaws.com',
        'sts.cn-north-1.amazonaws.com.cn',
        'ecr.eu-west-1.api.aws',
        'api.ecr-public.us-east-1.amazonaws.com',
        'sts.eusc-de-east-1.amazonaws.eu',
      ],
    ],
    Azure: [
      /^DigiCert Global Root G2$/,
      ['team.azurecr.io', 'team.azurecr.cn', 'login.microsoftonline.com', 'login.microsoftonline.us'],
    ],
    Google: [
      /^GTS Root R1$/,
      ['sts.googleapis.com', 'iamcredentials.googleapis.com', 'oauth2.googleapis.com'],
    ],
  };
  for (const [cloud, [some, hosts]] of Object.entries(rows)) {
    for (const host of hosts) {
      test(`${cloud}: ${host}`, () => {
        const names = likely(host) ?? [];
        assert.ok(
          names.some((name) => some.test(name)),
          names.join(),
        );
        assert.ok(names.length <= 12, `${names.length}: ${names.join()}`);
      });
    }
  }
});

for (const host of [
  'harbor.example',
  'amazonaws.com.example',
  'xamazonaws.com',
  'amazonaws.com',
  '10.0.0.1',
  '',
]) {
  test(`none for ${host || 'nothing'}`, () => assert.equal(likely(host), undefined));
}

test('none where the system has none of them', () => {
  assert.equal(likelyAuthorities('sts.googleapis.com', rootCertificates.slice(0, 1)), undefined);
});

// For which hosts a certificate is: a table after Go's own (crypto/x509/verify_test.go, VerifyHostname), beside what
// Node's check says of the same.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkServerIdentity as checkByNode, type PeerCertificate } from 'node:tls';
import { checkServerIdentity } from '../../../../src/system/network/server-identity.ts';
import fc from '../../../support/property.ts';

const certificate = (subjectaltname: string | undefined, cn?: string | string[]): PeerCertificate =>
  ({
    ...(subjectaltname !== undefined && { subjectaltname }),
    subject: cn === undefined ? {} : { CN: cn },
  }) as PeerCertificate;

/** `node`: what Node's own check says, where it differs. */
const ROWS: readonly (readonly [
  name: string,
  san: string | undefined,
  host: string,
  ours: boolean,
  node?: true | false,
])[] = [
  ['the name', 'DNS:registry.example', 'registry.example', true],
  ['one of several', 'DNS:a.example, IP Address:10.0.0.1, DNS:b.example', 'b.example', true],
  ['another name', 'DNS:a.example', 'b.example', false],
  ['letter case', 'DNS:Registry.Example', 'rEGISTRY.example', true],
  ['a dot at the end of the host', 'DNS:registry.example', 'registry.example.', true],
  ['a dot at the end of the certificate’s', 'DNS:registry.example.', 'registry.example', false, true],
  ['a dot at the end of both', 'DNS:registry.example.', 'registry.example.', true],
  ['a name below', 'DNS:registry.example', 'a.registry.example', false],
  ['a name above', 'DNS:a.registry.example', 'registry.example', false],
  ['a single label', 'DNS:localhost', 'localhost', true],
  ['an underscore', 'DNS:my_registry.example', 'my_registry.example', true],

  ['a wildcard', 'DNS:*.registry.example', 'a.registry.example', true],
  ['a wildcard and a dot', 'DNS:*.registry.example', 'a.registry.example.', true],
  ['a wildcard is one label', 'DNS:*.example', 'a.b.example', false],
  ['a wildcard is some label', 'DNS:*.example', 'example', false],
  ['a wildcard over a top level', 'DNS:*.example', 'a.example', true, false],
  ['a wildcard in the middle', 'DNS:a.*.example', 'a.b.example', false],
  ['a wildcard at the end', 'DNS:a.*', 'a.example', false],
  ['a part of a label', 'DNS:re*.registry.example', 'red.registry.example', false, true],
  ['a part of a label, behind', 'DNS:*d.registry.example', 'red.registry.example', false, true],
  ['two wildcards', 'DNS:*.*.example', 'a.b.example', false],
  ['a wildcard alone', 'DNS:*', 'localhost', false],
  ['a wildcard for an address', 'DNS:*.0.0.1', '10.0.0.1', false],
  ['a host that is a star', 'DNS:*.example', '*.example', true, false],

  ['an address', 'IP Address:10.0.0.1', '10.0.0.1', true],
  ['another address', 'IP Address:10.0.0.2', '10.0.0.1', false],
  ['an address as a name', 'DNS:10.0.0.1', '10.0.0.1', false],
  ['a name as an address', 'IP Address:10.0.0.1', 'registry.example', false, true],
  ['IPv6, as OpenSSL writes it', 'IP Address:FD00:0:0:0:0:0:0:1', 'fd00::1', true],
  ['IPv6, with brackets', 'IP Address:0:0:0:0:0:0:0:1', '[::1]', true, false],
  ['IPv4 and the same within IPv6', 'IP Address:10.0.0.1', '::ffff:10.0.0.1', true, false],
  ['an address that is none', 'IP Address:<invalid>', '10.0.0.1', false],

  ['no alternative name, and the common name', undefined, 'registry.example', false, true],
  ['an empty list, and the common name', '', 'registry.example', false, true],
  ['an address alone, and the common name', 'IP Address:10.0.0.1', 'registry.example', false, true],
  [
    'a URI and an e-mail address, and the common name',
    'URI:https://registry.example, email:a@registry.example',
    'registry.example',
    false,
    true,
  ],
  ['a directory name', 'DirName:"CN = registry.example"', 'registry.example', false, true],
  ['a name in quotes within another', 'DNS:"a.example, DNS:registry.example"', 'registry.example', false],
  ['another name in quotes, with an escape', 'DNS:"a\\", DNS:registry.example"', 'registry.example', false],
  ['behind one in quotes', 'DirName:"O = a, b", DNS:registry.example', 'registry.example', true],
  ['what is not of the form', 'registry.example', 'registry.example', false, true],
  ['an empty name', 'DNS:', '', false],
  ['a dot', 'DNS:.', '.', false],
];

describe('a certificate', () => {
  for (const [name, san, host, ours, node = ours] of ROWS) {
    test(`${name}: ${san} is ${ours ? '' : 'not '}for ${host}`, () => {
      const shown = certificate(san, 'registry.example');
      const error = checkServerIdentity(host, shown) as (Error & { code?: string }) | undefined;
      assert.equal(error === undefined, ours);
      assert.equal(error?.code, ours ? undefined : 'ERR_TLS_CERT_ALTNAME_INVALID');
      if (host !== '' && host !== '.') {
        assert.equal(checkByNode(host, shown) === undefined, node, "Node's own");
      }
    });
  }

  for (const cn of ['registry.example', '*.example', ['a', 'registry.example'], '10.0.0.1']) {
    test(`without alternative names is for no host, whatever its common name: ${cn}`, () => {
      for (const host of ['registry.example', 'a', '10.0.0.1', 'a.example']) {
        assert.ok(checkServerIdentity(host, certificate(undefined, cn)));
      }
    });
  }

  test('a property: no common name makes a difference', () => {
    const name = fc.constantFrom('a.example', '*.example', 'b.example', '10.0.0.1', 'x');
    fc.assert(
      fc.property(fc.array(name), name, name, (names, cn, host) => {
        const san = names.map((each) => `DNS:${each}`).join(', ');
        const is = (common?: string) => checkServerIdentity(host, certificate(san, common)) === undefined;
        return is() === is(cn);
      }),
    );
  });
});

// The door over TLS: which certificates are taken, and what is said of those that are not.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { describe, type TestContext, test } from 'node:test';
import type { NetworkOptions } from '../../../../src/system/network/door.ts';
import { type Certificate, createAuthority, createClientCertificate } from '../../../clouds/authority.ts';
import { type Listener, start } from '../../../clouds/listener.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary.ts';
import { ask, closing, failureOf, openDoor, serve, serveRaw, serveText } from './door.ts';

const HOUR = 3_600_000;
const before = (hours: number) => new Date(Date.now() - hours * HOUR);
const company = createAuthority('Company Root');
const stranger = createAuthority('Stranger Root');

/** A server that shows the certificate, reached as `localhost`. */
async function serveTls(
  context: TestContext,
  { certificate, key }: Certificate,
  options: ServerOptions = {},
): Promise<Listener> {
  const server = createHttpsServer({ cert: certificate, key, ...options }, (_, response) =>
    response.end('{}'),
  );
  return closing(context, await start(server, 'https://localhost'));
}

/** A node that trusts the company. */
function trusting(folder: TemporaryFolder, options: Partial<NetworkOptions> = {}) {
  return openDoor({ caFile: folder.write('company.pem', company.certificate), ...options });
}

describe('a certificate that is taken', () => {
  test('for a name', async (context) => {
    const server = await serveTls(context, company.issue(['localhost']));
    assert.equal((await ask(trusting(temporaryFolder(context)), server.url)).status, 200);
  });

  test('for an address, for which no server name is sent', async (context) => {
    const names: unknown[] = [];
    const server = await serveTls(context, company.issue(['127.0.0.1']), {
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    const { status } = await ask(trusting(temporaryFolder(context)), `https://127.0.0.1:${server.port}`);
    assert.deepEqual([status, names], [200, []]);
  });

  test('one handshake for several requests', async (context) => {
    let handshakes = 0;
    const { certificate, key } = company.issue(['localhost']);
    const https = createHttpsServer({ cert: certificate, key }, (_, response) => response.end('{}'));
    https.on('secureConnection', () => (handshakes += 1));
    const server = closing(context, await start(https, 'https://localhost'));
    const door = trusting(temporaryFolder(context));
    for (let i = 0; i < 3; i++) await ask(door, server.url);
    assert.equal(handshakes, 1);
  });

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    test(`in ${version}`, async (context) => {
      const server = await serveTls(context, company.issue(['localhost']), {
        minVersion: version,
        maxVersion: version,
      });
      assert.equal((await ask(trusting(temporaryFolder(context)), server.url)).status, 200);
    });
  }
});

describe('a certificate that is not', () => {
  const rows: readonly (readonly [name: string, certificate: Certificate, line: string])[] = [
    [
      'expired',
      company.issue(['localhost'], { from: before(48), to: before(1) }),
      "the certificate of HOST has expired; check the node's clock; if it is right, the certificate must be renewed [TLS_FAILED]",
    ],
    [
      'of tomorrow',
      company.issue(['localhost'], { from: before(-1), to: before(-48) }),
      "the certificate of HOST is not valid yet; check the node's clock [TLS_FAILED]",
    ],
    [
      'for another host',
      company.issue(['other.example', '*.other.example']),
      'the certificate of HOST is for another host: "DNS:other.example, DNS:*.other.example"; another server answers instead: check DNS, /etc/hosts and the proxy [TLS_FAILED]',
    ],
    [
      'for an address only',
      company.issue(['127.0.0.1']),
      'the certificate of HOST is for another host: "IP Address:127.0.0.1"; another server answers instead: check DNS, /etc/hosts and the proxy [TLS_FAILED]',
    ],
    [
      'with a common name alone',
      company.issue([], { commonName: 'localhost' }),
      "the certificate of HOST has no subject alternative name (SAN), and a common name (CN) does not count; the service needs a certificate that has the host's name as a subject alternative name [TLS_FAILED]",
    ],
    [
      'with the host as its common name, and an address as its only alternative name',
      company.issue(['127.0.0.2'], { commonName: 'localhost' }),
      'the certificate of HOST is for another host: "IP Address:127.0.0.2"; another server answers instead: check DNS, /etc/hosts and the proxy [TLS_FAILED]',
    ],
    [
      'with a wildcard for a part of the host',
      company.issue(['local*']),
      'the certificate of HOST is for another host: "DNS:local*"; another server answers instead: check DNS, /etc/hosts and the proxy [TLS_FAILED]',
    ],
    [
      'from an unknown authority',
      stranger.issue(['localhost']),
      'the certificate of HOST was issued by an authority that this node does not trust, "Stranger Root" (UNABLE_TO_VERIFY_LEAF_SIGNATURE); the authorities in FILE do not include this issuer: add the company\'s authority to that file [TLS_FAILED]',
    ],
    [
      'that signs itself',
      createClientCertificate('localhost'),
      'the certificate of HOST was issued by an authority that this node does not trust, "localhost" (DEPTH_ZERO_SELF_SIGNED_CERT); the authorities in FILE do not include this issuer: add the company\'s authority to that file [TLS_FAILED]',
    ],
  ];
  for (const [name, certificate, expected] of rows) {
    test(name, async (context) => {
      const server = await serveTls(context, certificate);
      const folder = temporaryFolder(context);
      const door = trusting(folder);
      const line = (await failureOf(ask(door, server.url)))
        .replace(`localhost:${server.port}`, 'HOST')
        .replace(`"${folder.path}/company.pem"`, 'FILE');
      assert.equal(line, `get token: ${expected}`);
      assert.equal(door.calls.length, 1);
    });
  }
});

test('an unknown authority where no caFile is configured', async (context) => {
  const server = await serveTls(context, stranger.issue(['localhost']));
  assert.match(
    await failureOf(ask(openDoor(), server.url)),
    /"Stranger Root" .*; add the company's authority with caFile \(of the system only its bundle is read/,
  );
});

test('no variable turns the verification off', async (context) => {
  const server = await serveTls(context, stranger.issue(['localhost']));
  context.after(() => delete process.env.NODE_TLS_REJECT_UNAUTHORIZED);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  assert.match(await failureOf(ask(openDoor({ env: process.env }), server.url)), /\[TLS_FAILED\]$/);
});

describe('authorities', () => {
  /** What becomes of a request to a server of the company. */
  async function outcome(
    context: TestContext,
    optionsOf: (folder: TemporaryFolder) => Partial<NetworkOptions>,
  ): Promise<string> {
    const server = await serveTls(context, company.issue(['localhost']));
    const door = openDoor(optionsOf(temporaryFolder(context)));
    return ask(door, server.url).then(
      ({ status }) => String(status),
      (error) => failureOf(Promise.reject(error)),
    );
  }
  const company_ = company.certificate;
  const [head = '', ...tail] = company_.trimEnd().split('\n');
  const others = [stranger.certificate, createAuthority('Other Root').certificate];

  const taken: Readonly<Record<string, (folder: TemporaryFolder) => Partial<NetworkOptions>>> = {
    caFile: (folder) => ({ caFile: folder.write('ca.pem', company_) }),
    'caFile, the second in it': (folder) => ({
      caFile: folder.write('ca.pem', `# ours\n${others[0]}\n${company_.replaceAll('\n', '\r\n')}`),
    }),
    NODE_EXTRA_CA_CERTS: (folder) => ({ env: { NODE_EXTRA_CA_CERTS: folder.write('ca.pem', company_) } }),
    'NODE_EXTRA_CA_CERTS beside caFile': (folder) => ({
      env: { NODE_EXTRA_CA_CERTS: folder.write('ca.pem', company_) },
      caFile: folder.write('other.pem', others[0] as string),
    }),
    SSL_CERT_FILE: (folder) => ({ env: { SSL_CERT_FILE: folder.write('ca.pem', company_) } }),
    'the system': (folder) => ({ systemBundles: [folder.write('system.pem', others.join('') + company_)] }),
    'the system, in its second place': (folder) => ({
      systemBundles: [
        `${folder.path}/none`,
        folder.path,
        folder.write('empty', ''),
        folder.write('b', company_),
      ],
    }),
    'caFile, every line indented by two blanks': (folder) => ({
      caFile: folder.write('ca.pem', company_.replace(/^(?=.)/gm, '  ')),
    }),
    'caFile, indented by tabs, with blanks at the ends': (folder) => ({
      caFile: folder.write('ca.pem', company_.replace(/^(?=.)/gm, '\t').replace(/\n/g, ' \n')),
    }),
    'caFile, behind an indented one': (folder) => ({
      caFile: folder.write('ca.pem', `${others[0]?.replace(/^(?=.)/gm, '    ')}${company_}`),
    }),
    'caFile, indented and behind a good one': (folder) => ({
      caFile: folder.write('ca.pem', `${others[0]}${company_.replace(/^(?=.)/gm, '    ')}`),
    }),
    'caFile, behind a byte order mark in the middle': (folder) => ({
      caFile: folder.write('ca.pem', `\ufeff${others[0]}\ufeff${company_}`),
    }),
    'caFile, with words around and on the line': (folder) => ({
      caFile: folder.write('ca.pem', `subject=/CN=Company - "x"\n\nca: ${company_}-- the end --\n`),
    }),
    'caFile, in one line of base64': (folder) => ({
      caFile: folder.write(
        'ca.pem',
        company_
          .split('\n')
          .slice(1, -2)
          .join('')
          .replace(/^(.*)$/, `${head}\n$1\n-----END CERTIFICATE-----`),
      ),
    }),
    'caFile, with empty lines in it': (folder) => ({
      caFile: folder.write('ca.pem', company_.replaceAll('\n', '\r\n\r\n')),
    }),
    'caFile, behind a private key and a request': (folder) => ({
      caFile: folder.write(
        'ca.pem',
        `${company.issue(['x']).key}-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n${company_}`,
      ),
    }),
    'NODE_EXTRA_CA_CERTS, indented': (folder) => ({
      env: { NODE_EXTRA_CA_CERTS: folder.write('ca.pem', company_.replace(/^(?=.)/gm, '  ')) },
    }),
    'SSL_CERT_FILE, indented': (folder) => ({
      env: { SSL_CERT_FILE: folder.write('ca.pem', company_.replace(/^(?=.)/gm, '  ')) },
    }),
    'a certificate with trust settings': (folder) => ({
      caFile: folder.write('ca.pem', company_.replaceAll(' CERTIFICATE', ' X509 CERTIFICATE')),
    }),
  };
  for (const [name, optionsOf] of Object.entries(taken)) {
    test(`from ${name}`, async (context) => assert.equal(await outcome(context, optionsOf), '200'));
  }

  const unknown: Readonly<Record<string, (folder: TemporaryFolder) => Partial<NetworkOptions>>> = {
    'with those of the runtime only': () => ({}),
    'when SSL_CERT_FILE names others than the system has': (folder) => ({
      env: { SSL_CERT_FILE: folder.write('others.pem', others.join('')) },
      systemBundles: [folder.write('system.pem', company_)],
    }),
    'when only the second place has it': (folder) => ({
      systemBundles: [folder.write('a.pem', others.join('')), folder.write('b.pem', company_)],
    }),
  };
  for (const [name, optionsOf] of Object.entries(unknown)) {
    test(`none ${name}`, async (context) =>
      assert.match(
        await outcome(context, optionsOf),
        /authority that this node does not trust, "Company Root"/,
      ));
  }

  const broken: Readonly<Record<string, readonly [content: string | undefined, problem: RegExp]>> = {
    'does not exist': [undefined, /"\S+\/ca\.pem" does not exist; create it or correct the path/],
    'is empty': [
      '',
      /"\S+\/ca\.pem": not PEM text \(it is empty\); SETTING must name a PEM file with CERTIFICATE blocks/,
    ],
    'is DER': [
      Buffer.from(tail.slice(0, -1).join(''), 'base64').toString('latin1'),
      /is not PEM text|not PEM text/,
    ],
    'is a key': [
      company.issue(['x']).key,
      /: no certificate in it, only other PEM blocks \(PRIVATE KEY\); name the authority's certificate, not a key/,
    ],
    'is cut off': [company_.slice(0, -60), /: certificate 1 in it is broken: its line of end is missing;/],
    'is cut off in the middle': [
      [head, ...tail.slice(0, 3), ...tail.slice(-1)].join('\n'),
      /: certificate 1 in it is broken;/,
    ],
    'has a second one that is no certificate': [
      `${company_}${head}\nAAAA\n${tail.at(-1)}\n`,
      /: certificate 2 in it is broken;/,
    ],
    'is a page': ['<html>', /: not PEM text, but an HTML page; get the file again/],
    'is in one line': [
      company_.replaceAll('\n', ''),
      /is broken: it has no line break after its line of begin;/,
    ],
    'has \\n for its lines': [
      company_.replaceAll('\n', '\\n'),
      /is broken: \\n stands for its line breaks; .*printf %b/,
    ],
    'has no lines of begin and end': [
      tail.slice(0, -1).join('\n'),
      /: not PEM text, but a certificate in base64 without its lines of begin and end; write the line/,
    ],
    'is base64 of PEM': [Buffer.from(company_).toString('base64'), /but base64 of it; decode it: base64/],
    'was printed for people': ['Certificate:\n    Data:\n', /but a certificate printed for people; .*-noout/],
    'is a request': [
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
      /other PEM blocks \(CERTIFICATE REQUEST\); name the authority's certificate, not a request/,
    ],
    'is PKCS#7': [
      '-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n',
      /other PEM blocks \(PKCS7\); .*openssl pkcs7 -print_certs/,
    ],
    'is other text': ['ca: company\n', /: not PEM text; SETTING must name a PEM file/],
    'has a broken one first, and a good one': [
      `${head}\nAAAA\n${tail.at(-1)}\n${company_}`,
      /: certificate 1 in it is broken;/,
    ],
    'has one without an end before a good one': [
      `${[head, ...tail.slice(0, -1)].join('\n')}\n${company_}`,
      /: certificate 1 in it is broken: its line of end is missing;/,
    ],
    'has one that ends as something else': [
      company_.replace('-----END CERTIFICATE', '-----END X509 CERTIFICATE'),
      /: certificate 1 in it is broken;/,
    ],
    'has one with the message headers of a key': [
      company_.replace('\n', '\nProc-Type: 4,ENCRYPTED\n\n'),
      /: certificate 1 in it is broken;/,
    ],
    'has a begin and then blanks alone, 4 MiB less a line': [
      `${head}${'\n'.repeat(4 * 1024 * 1024 - 100)}`,
      /: certificate 1 in it is broken: its line of end is missing;/,
    ],
    'has one whose frame is not whole': [
      company_.replace(tail[0] as string, `MIIB${tail[0]?.slice(4, 6)}AAA${tail[0]?.slice(9)}`),
      /: certificate 1 in it is broken;/,
    ],
  };
  for (const setting of ['caFile', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
    for (const [name, [content, problem]] of Object.entries(broken)) {
      test(`${setting} that ${name}`, async (context) => {
        const line = await outcome(context, (folder) => {
          const path = content === undefined ? `${folder.path}/ca.pem` : folder.write('ca.pem', content);
          return setting === 'caFile' ? { caFile: path } : { env: { [setting]: path } };
        });
        assert.match(line, new RegExp(problem.source.replaceAll('SETTING', setting)));
        assert.match(line, new RegExp(`^${setting}: certificate authorities .*\\[FILE_UNREADABLE\\]$`));
      });
    }
  }

  test('are not read for plain http', async (context) => {
    const server = await serve(context, (_, response) => response.end());
    assert.equal((await ask(openDoor({ caFile: '/no/such/file' }), server.url)).status, 200);
  });

  test('are those of this system, where it has any', { skip: !hasSystemBundle() }, async (context) => {
    const { readAuthorities } = await import('../../../../src/system/network/authorities.ts');
    const { system } = readAuthorities({ env: {} });
    assert.ok((system?.match(/BEGIN CERTIFICATE/g)?.length ?? 0) > 50);
    context.diagnostic(`${system?.length} bytes`);
  });
});

function hasSystemBundle(): boolean {
  try {
    return readFileSync('/etc/ssl/certs/ca-certificates.crt').length > 0;
  } catch {
    return false;
  }
}

describe('a handshake that fails', () => {
  const url = (port: number) => `https://localhost:${port}`;

  test('with what speaks http', async (context) => {
    const { port } = await serveText(context, 'HTTP/1.1 400 Bad Request\r\n\r\n');
    assert.match(
      await failureOf(ask(openDoor(), url(port))),
      /^get token: localhost:\d+ does not speak TLS \(ERR_SSL_\w+\); check the port, .* \[TLS_FAILED\]$/,
    );
  });

  test('with what speaks an old version only', async (context) => {
    const server = await serveTls(context, company.issue(['localhost']), {
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    assert.match(
      await failureOf(ask(openDoor(), server.url)),
      /^get token: localhost:\d+ does not support TLS 1\.2 or later \(ERR_SSL_\w+\); enable TLS 1\.2 or 1\.3 there \[TLS_FAILED\]$/,
    );
  });

  const wanting = [
    ['TLSv1.2', /the TLS handshake with localhost:\d+ failed \(ERR_SSL_\S+HANDSHAKE_FAILURE\)/],
    ['TLSv1.3', /localhost:\d+ requires a client certificate \(ERR_SSL_\S+CERTIFICATE_REQUIRED\)/],
  ] as const;
  for (const [maxVersion, expected] of wanting) {
    test(`with what requires a client certificate, in ${maxVersion}`, async (context) => {
      const server = await serveTls(context, company.issue(['localhost']), {
        maxVersion,
        requestCert: true,
        rejectUnauthorized: true,
        ca: stranger.certificate,
      });
      const line = await failureOf(ask(trusting(temporaryFolder(context)), server.url));
      assert.match(line, expected);
      assert.match(line, /\[TLS_FAILED\]$/);
    });
  }

  test('without a word', async (context) => {
    const limits = { connect: 500, answer: 500, total: 1_000 };
    const { port } = await serveRaw(context, () => {});
    const door = openDoor({ limits: { service: limits, metadata: limits } });
    assert.match(
      await failureOf(ask(door, url(port))),
      /^get token: localhost:\d+ did not finish the TLS handshake within 0\.5 s, tried 3 times; .* \[NETWORK_FAILED\]$/,
    );
  });

  test('by a hang-up', async (context) => {
    const { port } = await serveRaw(context, (socket) => socket.once('data', () => socket.end()));
    assert.match(
      await failureOf(ask(openDoor(), url(port))),
      /^get token: localhost:\d+ closed the connection during the TLS handshake \(ECONNRESET\), tried 3 times; check whether a firewall or proxy refuses this host \[NETWORK_FAILED\]$/,
    );
  });

  test('by a reset', async (context) => {
    const { port } = await serveRaw(context, (socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.match(
      await failureOf(ask(openDoor(), url(port))),
      /closed the connection during the TLS handshake \(ECONNRESET\)/,
    );
  });
});

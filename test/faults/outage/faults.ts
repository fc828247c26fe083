// The ways in which a cloud stops answering: what stands at its address, and what is expected of a pull then.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '../../../src/errors.ts';
import { createAuthority } from '../../clouds/authority.ts';
import { startConnectProxy } from '../../clouds/connect-proxy.ts';
import { listen, listenSilently, listenWithoutAccepting } from '../../clouds/listener.ts';
import type { Misbehaviour } from '../../clouds/misbehaviour.ts';
import type { Service } from '../../clouds/service.ts';
import type { TemporaryFolder } from '../../support/temporary.ts';
import type { TestEnd } from '../../support/test-end.ts';
import { AUTHORITY, type CloudUnderTest, type Kind } from './clouds.ts';
import type { NameServerMode } from './name-server.ts';

/** What a pull meets. */
export interface Place {
  /** Where the service is asked, without a path. */
  readonly url: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What runs the executable; nothing but it, when absent. */
  readonly command?: readonly string[];
}

export interface World {
  readonly cloud: CloudUnderTest;
  readonly service: Service;
  readonly folder: TemporaryFolder;
  readonly end: TestEnd;
}

/** What is expected of a pull that has to ask. */
export interface Expected {
  readonly code: ErrorCode;
  /** How often the service is asked at the most, or tried to be. */
  readonly tries: number;
  /** Seconds, at least. */
  readonly from: number;
  /** Seconds, at most. */
  readonly within: number;
}

export interface Fault {
  /** As a row's first cell, after "it". */
  readonly name: string;
  /** With nothing kept, or what has expired. Absent: this cannot happen there, or nobody does it. */
  readonly expected: Readonly<Partial<Record<Kind, Expected>>>;
  /** It needs a network namespace of its own. */
  readonly isNamed?: true;
  /** Of a renewal, where that is not what a renewal's 5 s make of the same. */
  readonly due?: Expected;
  readonly put: (world: World) => Promise<Place>;
}

/** What a busy machine may add, in seconds. */
const ADDED = 3;

const expected = (code: ErrorCode, tries: number, from = 0, within = from + ADDED): Expected => ({
  code,
  tries,
  from,
  within,
});

const everywhere = (code: ErrorCode, tries: number): Fault['expected'] => ({
  service: expected(code, tries),
  metadata: expected(code, tries),
  instance: expected('IDENTITY_UNAVAILABLE', code.startsWith('BACKEND') ? tries : 1),
});

const RENEWAL_SECONDS = 5;

/** What is expected of the renewal of a credential that is due. */
export function expectedOfRenewal({ due, expected: all }: Fault, kind: Kind): Expected {
  const { code, tries, from } = due ?? (all[kind] as Expected);
  if (due !== undefined) {
    return due;
  }
  return from < RENEWAL_SECONDS
    ? expected(code, tries, 0, from + ADDED)
    : expected('DEADLINE_EXCEEDED', 1, RENEWAL_SECONDS);
}

/** A port that a test's own servers are never given. */
const NOBODY = '127.0.0.1:1';

/** Of a service that has one, where it matters. */
const NAME = 'service.cloud.example';

/** What is expected of a pull at a cloud; undefined: this does not happen there. */
export function expectedAt({ kind, isAlone }: CloudUnderTest, fault: Fault): Expected | undefined {
  return fault.isNamed && !isAlone ? undefined : fault.expected[kind];
}

/** The service, which answers over TLS or plainly and then misbehaves. */
const misbehaving =
  (misbehaviour: Misbehaviour): Fault['put'] =>
  async ({ cloud, service, end }) => {
    service.misbehave(misbehaviour);
    return { url: await answering(cloud, service, end) };
  };

/** The URL of a service that answers well. */
export async function answering(cloud: CloudUnderTest, service: Service, end: TestEnd): Promise<string> {
  const tls = cloud.kind === 'service' ? { certificateFor: AUTHORITY.certificateFor() } : {};
  return closing(end, await listen([service], tls)).url.replace('//localhost', '//127.0.0.1');
}

/** It shows a certificate that is not right. */
const certified =
  (certificate: () => { readonly certificate: string; readonly key: string }): Fault['put'] =>
  async ({ service, end }) => {
    const { port } = closing(end, await listen([service], { certificateFor: certificate }));
    return { url: `https://127.0.0.1:${port}` };
  };

/** Its name is asked for in a network namespace of its own, whose DNS servers behave like this. */
const named =
  (mode: NameServerMode, count = 1): Fault['put'] =>
  async ({ folder, end }) => ({
    url: `https://${NAME}`,
    command: await startNameServers(mode, count, folder, end),
  });

export const FAULTS: readonly Fault[] = [
  {
    name: 'refuses the connection',
    expected: everywhere('NETWORK_FAILED', 3),
    put: async ({ cloud }) => ({ url: `${schemeOf(cloud)}://${NOBODY}` }),
  },
  {
    name: 'accepts no connection',
    expected: {
      service: expected('NETWORK_FAILED', 3, 15),
      metadata: expected('NETWORK_FAILED', 3, 3),
      instance: expected('IDENTITY_UNAVAILABLE', 1, 1),
    },
    put: async ({ cloud, end }) => {
      const { port } = closing(end, await listenWithoutAccepting());
      return { url: `${schemeOf(cloud)}://127.0.0.1:${port}` };
    },
  },
  {
    name: 'accepts the connection, and says nothing',
    expected: { service: expected('NETWORK_FAILED', 3, 15) },
    put: async ({ end }) => {
      const { port } = closing(end, await listenSilently());
      return { url: `https://127.0.0.1:${port}` };
    },
  },
  {
    name: 'takes the request, and never answers',
    expected: {
      service: expected('NETWORK_FAILED', 2, 20),
      metadata: expected('NETWORK_FAILED', 3, 15),
      instance: expected('IDENTITY_UNAVAILABLE', 1, 5),
    },
    put: misbehaving({ kind: 'blackHole' }),
  },
  {
    name: 'answers byte by byte',
    expected: {
      service: expected('NETWORK_FAILED', 1, 18),
      metadata: expected('NETWORK_FAILED', 3, 14, 24),
      instance: expected('IDENTITY_UNAVAILABLE', 1, 7),
    },
    put: misbehaving({ kind: 'dripping', msPerByte: 1_000 }),
  },
  {
    name: 'breaks off in the middle of its answer',
    expected: everywhere('RESPONSE_INVALID', 3),
    put: misbehaving({ kind: 'torn' }),
  },
  {
    name: 'resets the connection',
    expected: everywhere('NETWORK_FAILED', 3),
    put: misbehaving({ kind: 'reset' }),
  },
  {
    name: 'fails (500)',
    expected: everywhere('BACKEND_UNAVAILABLE', 3),
    put: misbehaving({ kind: 'failing', status: 500 }),
  },
  {
    name: 'fails (503) with `Retry-After: 30`',
    expected: {
      service: expected('BACKEND_UNAVAILABLE', 1),
      metadata: expected('BACKEND_UNAVAILABLE', 1),
    },
    put: misbehaving({ kind: 'failing', status: 503, retryAfter: '30' }),
  },
  {
    name: 'throttles (429, or what it has for that)',
    expected: everywhere('BACKEND_THROTTLED', 3),
    put: misbehaving({ kind: 'throttled' }),
  },
  {
    name: 'throttles with `Retry-After: 2`',
    expected: {
      service: expected('BACKEND_THROTTLED', 3, 4),
      metadata: expected('BACKEND_THROTTLED', 3, 4),
    },
    due: expected('BACKEND_THROTTLED', 1),
    put: misbehaving({ kind: 'throttled', retryAfter: '2' }),
  },
  {
    name: 'throttles with `Retry-After: 30`',
    expected: {
      service: expected('BACKEND_THROTTLED', 1),
      metadata: expected('BACKEND_THROTTLED', 1),
    },
    put: misbehaving({ kind: 'throttled', retryAfter: '30' }),
  },
  {
    name: 'shows the certificate of another host',
    expected: { service: expected('TLS_FAILED', 1) },
    put: certified(() => AUTHORITY.issue(['other.example'])),
  },
  {
    name: 'shows a certificate of an unknown authority',
    expected: { service: expected('TLS_FAILED', 1) },
    put: certified(() => createAuthority('unknown authority').issue(['127.0.0.1'])),
  },
  {
    name: 'shows a certificate that has expired',
    expected: { service: expected('TLS_FAILED', 1) },
    put: certified(() => AUTHORITY.issue(['127.0.0.1'], { to: new Date(Date.now() - 60_000) })),
  },
  {
    name: 'has a name that DNS does not know',
    expected: { service: expected('NETWORK_FAILED', 1) },
    isNamed: true,
    put: named('unknown'),
  },
  {
    name: 'has a name, and no DNS server runs',
    expected: { service: expected('NETWORK_FAILED', 3) },
    isNamed: true,
    put: named('absent'),
  },
  {
    name: 'has a name, and the one DNS server says nothing',
    expected: { service: expected('NETWORK_FAILED', 3, 12) },
    due: expected('NETWORK_FAILED', 1, 4),
    isNamed: true,
    put: named('silent'),
  },
  {
    // The most that glibc asks: no lookup takes longer, and the process does not end before its last lookup.
    name: 'has a name, and three DNS servers say nothing',
    expected: { service: expected('NETWORK_FAILED', 3, 15, 25) },
    due: expected('DEADLINE_EXCEEDED', 1, 5, 12),
    isNamed: true,
    put: named('silent', 3),
  },
  {
    name: 'is behind a proxy that refuses the connection',
    expected: { service: expected('NETWORK_FAILED', 3) },
    put: async () => ({
      url: `https://${NAME}`,
      env: { HTTPS_PROXY: `http://${NOBODY}` },
    }),
  },
  {
    name: 'is behind a proxy that cannot reach it (502)',
    expected: { service: expected('NETWORK_FAILED', 3) },
    put: async ({ end }) => {
      const { url } = closing(end, await startConnectProxy({ portFor: () => undefined }));
      return { url: `https://${NAME}`, env: { HTTPS_PROXY: url } };
    },
  },
];

function schemeOf({ kind }: CloudUnderTest): string {
  return kind === 'service' ? 'https' : 'http';
}

function closing<T extends { close(): Promise<void> }>(end: TestEnd, listener: T): T {
  end.after(() => listener.close());
  return listener;
}

/** Loopback alone; who resolves names is asked, and nobody else answers. */
const NAMESPACE = `
set -e
ip link set lo up
mount --bind "$1" /etc/resolv.conf
mount --bind "$2" /etc/hosts
if [ -e /etc/nsswitch.conf ]; then mount --bind "$3" /etc/nsswitch.conf; fi
shift 3
exec "$@"`;

/** Gives the command that runs a program there. */
async function startNameServers(
  mode: NameServerMode,
  count: number,
  folder: TemporaryFolder,
  end: TestEnd,
): Promise<readonly string[]> {
  const files = [
    folder.write(
      'resolv.conf',
      Array.from({ length: count }, (_, index) => `nameserver 127.0.0.${index + 1}\n`).join(''),
      0o644,
    ),
    folder.write('hosts', '127.0.0.1 localhost\n', 0o644),
    folder.write('nsswitch.conf', 'hosts: files dns\n', 0o644),
  ];
  const script = fileURLToPath(new URL('name-server.ts', import.meta.url));
  const server: ChildProcess = spawn(
    'unshare',
    [
      ...['--net', '--mount', '--propagation', 'private', 'sh', '-c', NAMESPACE, 'namespace', ...files],
      ...[process.execPath, script, mode],
    ],
    { env: { PATH: process.env.PATH }, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  end.after(() => {
    server.kill('SIGKILL');
  });
  const [ready] = await Promise.race([
    once(server.stdout as NodeJS.ReadableStream, 'data'),
    once(server, 'exit').then(() => [undefined]),
  ]);
  if (ready === undefined) {
    throw new Error('the name server did not start');
  }
  return ['nsenter', `--target=${server.pid}`, '--net', '--mount', '--'];
}

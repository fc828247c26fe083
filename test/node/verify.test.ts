// try --verify against Debian's docker-registry, with passwords, with a token service and with neither: it tells apart why
// an image is not pulled.

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { createAuthority } from './certificates.ts';
import { type Gate, openGate, passwordGate } from './gate.ts';
import { imageOf } from './image.ts';
import { installPackages } from './packages.ts';
import { type Environment, startProgram, waitForEnd } from './program.ts';
import { type Registry, startRegistry } from './registry.ts';
import { startTokenGate, type TokenGate } from './token-gate.ts';

const GOOD = { username: 'puller', password: 'canary-good' };
/** Known, and without a right to pull. */
const IDLE = { username: 'idle', password: 'canary-idle' };
const WRONG = { username: 'puller', password: 'canary-wrong' };

type Kind = 'passwords' | 'tokens' | 'forms' | 'open';

const env = await installPackages().catch((error: unknown) => {
  if (error instanceof Unavailable) return error;
  throw error;
});

describe('try --verify', { skip: env instanceof Unavailable && env.message }, () => {
  const registries = new Map<Kind, Registry>();
  const children: ChildProcess[] = [];
  const gates: TokenGate[] = [];
  let directory: string;
  let certificate: string;

  before(async () => {
    const environment = env as Environment;
    directory = await mkdtemp(join(tmpdir(), 'rcp-verify-'));
    const authority = await createAuthority(directory, environment);
    certificate = authority.certificate;
    const isGood = ({ username, password }: typeof GOOD) =>
      [GOOD, IDLE].some((each) => each.username === username && each.password === password);
    const mayPull = (username: string) => username === GOOD.username;
    gates.push(await startTokenGate(authority, isGood, { mayPull }));
    gates.push(await startTokenGate(authority, isGood, { mayPull, takesForm: true }));
    const kinds: readonly (readonly [Kind, Gate])[] = [
      ['passwords', passwordGate([GOOD], environment)],
      ['tokens', gates[0] as Gate],
      ['forms', gates[1] as Gate],
      ['open', openGate],
    ];
    for (const [kind, gate] of kinds) {
      const place = await mkdtemp(join(directory, `${kind}-`));
      const machine = {
        directory: place,
        addHost: async () => {},
        start: (name: string, command: string, args: readonly string[], own: Environment) => {
          const { program, child } = startProgram(name, command, args, own, join(place, 'log'));
          children.push(child);
          return program;
        },
      };
      const registry = await startRegistry(machine, 'localhost', gate, authority, environment);
      await registry.push(imageOf(new Uint8Array(10_240), ['/app']), 'team/app');
      registries.set(kind, registry);
    }
  });

  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    for (const child of children) await waitForEnd(child, 10_000);
    for (const gate of gates) gate.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const ROWS: readonly (readonly [
    kind: Kind,
    what: string,
    login: typeof GOOD | undefined,
    outcome: string,
    tag?: string,
  ])[] = [
    ['passwords', 'good', GOOD, 'pulled'],
    ['passwords', 'refused', WRONG, 'credentialRefused'],
    ['passwords', 'no such tag', GOOD, 'imageNotFound', 'none'],
    ['passwords', 'no credential', undefined, 'credentialWanted'],
    ['tokens', 'good', GOOD, 'pulled'],
    ['tokens', 'refused', WRONG, 'credentialRefused'],
    ['tokens', 'no permission', IDLE, 'noPermission'],
    ['tokens', 'no such tag', GOOD, 'imageNotFound', 'none'],
    ['tokens', 'no credential', undefined, 'credentialWanted'],
    ['forms', 'good', GOOD, 'pulled'],
    ['forms', 'refused', WRONG, 'credentialRefused'],
    ['forms', 'no permission', IDLE, 'noPermission'],
    ['open', 'a credential that nobody wants', WRONG, 'noneWanted'],
    ['open', 'no credential', undefined, 'noneWanted'],
  ];

  for (const [kind, what, login, outcome, tag = '1'] of ROWS) {
    test(`${kind}: ${what}`, async (context) => {
      const { host } = registries.get(kind) as Registry;
      const { exit, attempts, text } = await verify(context, {
        image: `${host}/team/app:${tag}`,
        host,
        login,
      });
      assert.deepEqual(
        attempts.map((attempt) => attempt.outcome),
        [outcome],
        text,
      );
      assert.equal(exit, outcome === 'pulled' || outcome === 'noneWanted' ? 0 : 1);
    });
  }

  test('a certificate that is not trusted', async (context) => {
    const { host } = registries.get('passwords') as Registry;
    const { attempts } = await verify(context, {
      image: `${host}/team/app:1`,
      host,
      login: GOOD,
      ca: undefined,
    });
    assert.deepEqual(attempts[0]?.outcome, 'tls');
    assert.deepEqual(attempts[0]?.shownTo, []);
  });

  test('a name that DNS does not know, or does not answer for', async (context) => {
    const host = 'registry.invalid';
    const { attempts } = await verify(context, { image: `${host}/team/app:1`, host, login: GOOD });
    assert.match(attempts[0]?.outcome ?? '', /^(?:nameNotFound|unreachable)$/);
  });

  test('a registry of this machine without TLS, that limits the rate', async (context) => {
    const server = createServer((_, response) => response.writeHead(429, { 'retry-after': '30' }).end());
    context.after(() => server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { attempts, text } = await verify(context, { image: `${host}/team/app:1`, host, login: GOOD });
    assert.equal(attempts[0]?.outcome, 'rateLimited', text);
    assert.match(attempts[0]?.detail ?? '', /Retry-After "30"/);
  });

  interface Given {
    readonly image: string;
    readonly host: string;
    readonly login: typeof GOOD | undefined;
    readonly ca?: string | undefined;
  }

  async function verify(context: { after(work: () => void): void }, given: Given) {
    const { image, host, login } = given;
    const folder = temporaryFolder(context);
    const rule = {
      name: 'r',
      matchImages: [login === undefined ? 'other.example' : host],
      static: login ?? GOOD,
    };
    const config = folder.write('config.json', configText([rule]));
    const ca = 'ca' in given ? given.ca : certificate;
    const { exit, stdout, stderr } = await run({
      args: ['try', image, '--config', config, '--verify', '--output', 'json'],
      env: ca === undefined ? {} : { NODE_EXTRA_CA_CERTS: ca },
    });
    assert.doesNotMatch(stdout + stderr, /canary/);
    const { verified } = JSON.parse(stdout || '{}') as {
      verified?: { attempts: { outcome: string; detail: string; shownTo: string[] }[] };
    };
    return { exit, attempts: verified?.attempts ?? [], text: stdout + stderr };
  }
});

// A registry that sends who asks to a token service, as Azure Container Registry and Google Artifact Registry do. The
// service is in the test's own process, so that a fake cloud there can tell whether it gave a credential.
// https://distribution.github.io/distribution/spec/auth/token/
import { randomUUID, sign, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Authority } from './certificates.ts';
import type { Gate, User } from './gate.ts';

/** Whether the credential may pull. A password may be longer than a password file could hold. */
export type IsGood = (user: User) => boolean | Promise<boolean>;

export interface TokenGate extends Gate {
  stop(): void;
}

const issuer = 'token service';
const service = 'registry';
const lifetimeSeconds = 300;

interface TokenGateOptions {
  /** Whether a token of that user lets it pull; by default it does. */
  readonly mayPull?: (username: string) => boolean;
  /** Whether it takes OAuth's form by POST, as Docker Hub's does; by default it knows no POST, as Google's. */
  readonly takesForm?: boolean;
}

export async function startTokenGate(
  authority: Authority,
  isGood: IsGood,
  { mayPull = () => true, takesForm = false }: TokenGateOptions = {},
): Promise<TokenGate> {
  const signer = await authority.issue('token-service', '/CN=token service');
  const key = await readFile(signer.key);
  const chain = [new X509Certificate(await readFile(signer.certificate)).raw.toString('base64')];

  const createToken = (subject: string, access: readonly Access[]): string => {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, nbf: now - 10, exp: now + lifetimeSeconds };
    const claims = { iss: issuer, aud: service, sub: subject, jti: randomUUID(), ...times, access };
    const signed = [{ typ: 'JWT', alg: 'ES256', x5c: chain }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  };

  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(takesForm ? (await request.toArray()).join('') : '');
    const user = userOf(request) ?? userIn(form);
    // Where it knows no POST, containerd then asks by GET.
    if (request.method !== 'GET' && !takesForm) response.writeHead(404).end();
    else if (user === undefined || !(await isGood(user))) response.writeHead(401).end();
    else {
      const query = new URL(request.url ?? '', 'http://service').searchParams;
      const scopes = [...query.getAll('scope'), ...form.getAll('scope')].filter(() => mayPull(user.username));
      const token = createToken(user.username, scopes.map(pullOnly));
      const body = { ...(takesForm ? { access_token: token } : { token }), expires_in: lifetimeSeconds };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;

  return {
    configure: async () => ({ token: { realm, service, issuer, rootcertbundle: authority.certificate } }),
    authorizePush: (name) =>
      `Bearer ${createToken('owner', [{ type: 'repository', name, actions: ['pull', 'push'] }])}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Access {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

function pullOnly(scope: string): Access {
  const [type = '', name = '', actions = ''] = scope.split(':');
  return { type, name, actions: actions.split(',').filter((action) => action === 'pull') };
}

function userIn(form: URLSearchParams): User | undefined {
  const [username, password] = [form.get('username'), form.get('password')];
  return username === null || password === null ? undefined : { username, password };
}

function userOf({ headers: { authorization = '' } }: IncomingMessage): User | undefined {
  const [, encoded] = /^Basic (\S+)$/.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return { username, password: password.join(':') };
}

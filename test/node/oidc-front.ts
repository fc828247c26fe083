// A front of a registry that lets in whoever has a token of an OpenID Connect issuer, as Zot's own code does: the challenge
// names its token endpoint, which verifies the password and gives it back as the bearer token, and each request's bearer
// token is verified again. The user is issuer and subject. https://github.com/project-zot/zot, pkg/api/bearer_auth.go,
// bearer_oidc.go, token_exchange.go
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as send } from 'node:https';
import type { AddressInfo } from 'node:net';
import { audiencesOf, type TrustedIssuer, verifyOidcToken } from '../clouds/oidc.ts';
import type { Authority } from './certificates.ts';

export interface OidcFront {
  /** Host name and port. */
  readonly host: string;
  /** The users to whom it gave something of the repository's images. */
  pullers(repository: string): string[];
  /** Why passwords were refused at the token endpoint, or tokens at the repository. */
  readonly refusals: readonly string[];
  stop(): void;
}

export interface OidcFrontOptions {
  readonly hostName: string;
  /** Behind it, host and port: a registry that everyone may pull from. */
  readonly behind: string;
  readonly trusted: TrustedIssuer;
  readonly audience: string;
  /** Of its access control: who may pull. */
  allows(user: string, repository: string): boolean;
}

const TOKEN_PATH = '/zot/auth/token';

export async function startOidcFront(authority: Authority, options: OidcFrontOptions): Promise<OidcFront> {
  const { hostName, behind, trusted, audience, allows } = options;
  const { certificate, key } = await authority.issue(`front-of-${hostName}`, '/CN=front', [
    `DNS:${hostName}`,
  ]);
  const ca = await readFile(authority.certificate);
  const pulled = new Map<string, Set<string>>();
  const refusals: string[] = [];

  /** The user; undefined: it is nobody's, and why is kept. */
  const verify = async (token: string): Promise<string | undefined> => {
    const { problem, claims } = await verifyOidcToken(token, [trusted], new Date());
    const isFor = audiencesOf(claims).includes(audience);
    if (problem === undefined && isFor) return `${claims.iss}/${claims.sub}`;
    refusals.push(problem ?? `audience ${audiencesOf(claims).join()}`);
    return undefined;
  };

  const answer = (response: ServerResponse, status: number, challenge?: string) => {
    if (challenge !== undefined) response.setHeader('www-authenticate', challenge);
    const code = status === 403 ? 'DENIED' : 'UNAUTHORIZED';
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code, message: 'authentication required' }] }));
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse) => {
    const passwords = [...(await formOf(request)).getAll('password'), ...passwordOf(request)];
    const token = passwords[0] ?? '';
    if ((await verify(token)) === undefined) return answer(response, 401, 'Basic realm="zot"');
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify({ token, access_token: token, expires_in: 600 }));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '', 'https://front');
    if (pathname === TOKEN_PATH) return exchange(request, response);
    const [, repository = ''] = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(pathname) ?? [];
    const [, token] = /^bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const user = token === undefined ? undefined : await verify(token);
    if (user === undefined) {
      const host = `${hostName}:${(server.address() as AddressInfo).port}`;
      const scope = `repository:${repository}:pull`;
      const realm = `https://${host}${TOKEN_PATH}`;
      return answer(response, 401, `Bearer realm="${realm}",service="${host}",scope="${scope}"`);
    }
    if (!allows(user, repository)) {
      refusals.push(`access of ${user}`);
      return answer(response, 403);
    }
    if (pathname.includes('/blobs/')) {
      pulled.set(repository, (pulled.get(repository) ?? new Set()).add(user));
    }
    return passOn(request, response);
  };

  const passOn = (request: IncomingMessage, response: ServerResponse) => {
    const { authorization: _, ...headers } = request.headers;
    const [name = '', port] = behind.split(':');
    const options = { method: request.method, headers: { ...headers, host: behind }, ca, servername: name };
    send(`https://127.0.0.1:${port}${request.url}`, options)
      .on('response', (from) => {
        response.writeHead(from.statusCode ?? 500, from.headers);
        from.pipe(response);
      })
      .on('error', () => response.destroy())
      .end();
  };

  const server = createServer(
    { cert: await readFile(certificate), key: await readFile(key) },
    (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  );
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');

  return {
    host: `${hostName}:${(server.address() as AddressInfo).port}`,
    pullers: (repository) => [...(pulled.get(repository) ?? [])],
    refusals,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** As containerd posts it; of a GET it is empty. */
async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function passwordOf({ headers: { authorization = '' } }: IncomingMessage): string[] {
  const [, encoded] = /^Basic (\S+)$/.exec(authorization) ?? [];
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString();
  return [text.slice(text.indexOf(':') + 1)];
}

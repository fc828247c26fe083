// The login servers of Azure Container Registry: challenge, exchange of an Entra ID token for a refresh token, and of
// that for an access token.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
import { randomUUID } from 'node:crypto';
import { decodeJwt, isSignedBy, signingKeyOf, signJwt } from '../jwt.ts';
import { type Answer, formOf, json, type ReceivedRequest, type ServiceDefinition } from '../service.ts';
import { type AzureConfig, type AzureRegistry, type Directory, withoutSlash } from './directory.ts';

const REFRESH_SECONDS = 3 * 3600;
const ACCESS_SECONDS = 75 * 60;
const USER = '00000000-0000-0000-0000-000000000000';
/** For whom an Entra ID token may have been made. */
const AUDIENCES: readonly string[] = [
  'https://containerregistry.azure.net',
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://management.chinacloudapi.cn',
  'https://management.usgovcloudapi.net',
];

export const containerRegistry = (config: AzureConfig, directory: Directory): ServiceDefinition => {
  const { registries = [] } = config;
  const key = signingKeyOf('Azure Container Registry');
  const seconds = (): number => Math.floor(directory.now().getTime() / 1000);

  /** Behind an endpoint of another name there can be one registry only. */
  const registryOf = ({ host }: ReceivedRequest): AzureRegistry | undefined =>
    registries.find(({ loginServer }) => loginServer === host.replace(/:443$/, '')) ??
    (registries.length === 1 ? registries[0] : undefined);

  const sign = (registry: AzureRegistry, lifetime: number, claims: object): string =>
    signJwt(key, {
      jti: randomUUID(),
      aud: registry.loginServer,
      iss: 'Azure Container Registry',
      iat: seconds(),
      nbf: seconds(),
      exp: seconds() + lifetime,
      version: '1.0',
      rid: 'd3b07384d113edec49eaa6238ad5ff00',
      ...claims,
    });

  const exchange = (form: URLSearchParams, registry: AzureRegistry): Answer => {
    if (!['access_token', 'access_token_refresh_token'].includes(form.get('grant_type') ?? '')) {
      return registryError(400, 'UNSUPPORTED', 'The operation is unsupported: grant_type.');
    }
    if (form.get('service') !== registry.loginServer) {
      return registryError(400, 'NAME_INVALID', 'invalid service name');
    }
    const token = directory.read(form.get('access_token') ?? '');
    const tenant = form.get('tenant') ?? registry.tenant;
    const good =
      token !== undefined &&
      AUDIENCES.includes(withoutSlash(token.audience)) &&
      token.tenant === registry.tenant &&
      tenant === registry.tenant &&
      registry.pullers.includes(token.clientId);
    if (!good) return unauthorized();
    const { refreshTokenSeconds = REFRESH_SECONDS } = registry;
    const claims = { sub: token.clientId, appid: token.clientId, tenant, grant_type: 'refresh_token' };
    return json(200, { refresh_token: sign(registry, refreshTokenSeconds, claims) });
  };

  /** For what the refresh token allows: pulling. */
  const access = (refreshToken: string, parameters: URLSearchParams, registry: AzureRegistry): Answer => {
    const jwt = decodeJwt(refreshToken);
    const good =
      jwt !== undefined &&
      isSignedBy(jwt, key.publicKey) &&
      jwt.claims.grant_type === 'refresh_token' &&
      jwt.claims.aud === registry.loginServer &&
      Number(jwt.claims.exp) > seconds();
    if (!good) return unauthorized();
    if (parameters.get('service') !== registry.loginServer) {
      return registryError(400, 'NAME_INVALID', 'invalid service name');
    }
    const granted = parameters.getAll('scope').map((scope) => {
      const [type = '', name = '', actions = ''] = scope.split(':');
      return { type, name, actions: actions.split(',').filter((action) => action === 'pull') };
    });
    return json(200, {
      access_token: sign(registry, ACCESS_SECONDS, {
        sub: jwt.claims.sub,
        access: granted,
        grant_type: 'access_token',
      }),
    });
  };

  return {
    name: 'acr',
    hosts: /\.azurecr\.(?:io|cn|us|de)$/,
    throttled: () => registryError(429, 'TOOMANYREQUESTS', 'too many requests, please retry later'),
    failing: (status) => registryError(status, 'UNKNOWN', 'unknown error'),
    refusing: registryError,
    answer(request) {
      const registry = registryOf(request);
      if (registry === undefined) return { status: 404 };
      if (registry.firewalled) {
        const message = `client with IP '127.0.0.1' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.`;
        return registryError(403, 'DENIED', message);
      }
      const { method, path, query, headers } = request;
      const form = formOf(request);
      if (path === '/v2/') return { ...unauthorized(), headers: challengeOf(registry) };
      if (path === '/oauth2/exchange' && method === 'POST' && form !== undefined) {
        return exchange(form, registry);
      }
      if (path === '/oauth2/token' && method === 'POST' && form?.get('grant_type') === 'refresh_token') {
        return access(form.get('refresh_token') ?? '', form, registry);
      }
      if (path === '/oauth2/token' && method === 'GET') {
        return access(passwordOf(headers.authorization), query, registry);
      }
      return registryError(404, 'NOT_FOUND', 'page not found');
    },
  };
};

const challengeOf = ({ loginServer }: AzureRegistry): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'docker-distribution-api-version': 'registry/2.0',
  'www-authenticate': `Bearer realm="https://${loginServer}/oauth2/token",service="${loginServer}"`,
});

/** As docker and containerd send the user name and password of a credential. */
function passwordOf(authorization = ''): string {
  const [, encoded = ''] = /^Basic (\S+)$/.exec(authorization) ?? [];
  const [user, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return user === USER ? password.join(':') : '';
}

const unauthorized = (): Answer =>
  registryError(
    401,
    'UNAUTHORIZED',
    'authentication required, visit https://aka.ms/acr/authorization for more information.',
  );

const registryError = (status: number, code: string, message: string): Answer =>
  json(status, { errors: [{ code, message, detail: null }] });

// A token endpoint of RFC 8693 that wants its client authenticated, as Keycloak's does.
// https://www.rfc-editor.org/rfc/rfc8693
import { signingKeyOf, signJwt } from '../jwt.ts';
import { audiencesOf, fits } from '../oidc.ts';
import {
  type Answer,
  formOf,
  json,
  jsonOf,
  type ReceivedRequest,
  type ServiceDefinition,
} from '../service.ts';
import { judge, type RegistriesConfig, secondsOf } from './config.ts';

export const TOKEN_PATH = '/realms/pull/protocol/openid-connect/token';
const URN = 'urn:ietf:params:oauth';
const TOKEN_TYPES = [`${URN}:token-type:jwt`, `${URN}:token-type:id_token`];
const STANDARD = [
  'grant_type',
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'audience',
  'resource',
  'scope',
  'client_id',
  'client_secret',
];

export const tokenEndpoint = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'token-endpoint',
  hosts: /^keycloak\.corp\.example$/,
  ...(config.now && { now: config.now }),
  throttled: () => json(429, { error: 'slow_down' }),
  failing: (status) => json(status, { error: 'server_error' }),
  refusing: (status, code, message) => refuse(code, message, status),
  async answer(request) {
    if (request.path !== TOKEN_PATH) return json(404, { error: 'RESTEASY003210: Could not find resource' });
    if (request.method !== 'POST') return json(405, { error: 'HTTP 405 Method Not Allowed' });
    const fields = fieldsOf(request, config);
    return fields === undefined
      ? refuse('invalid_request', 'Missing form parameter: grant_type')
      : exchanged(fields, request, config);
  },
});

const refuse = (error: string, error_description: string, status = 400): Answer =>
  json(status, { error, error_description });

type Fields = Readonly<Record<string, readonly string[]>>;

function fieldsOf(
  request: ReceivedRequest,
  { tokenEndpoint: settings }: RegistriesConfig,
): Fields | undefined {
  const entries =
    settings?.encoding === 'json'
      ? Object.entries(jsonOf(request) ?? {}).map(
          ([name, value]) => [name, [value].flat().map(String)] as const,
        )
      : [...Map.groupBy(formOf(request) ?? [], ([name]) => name)].map(
          ([name, same]) => [name, same.map(([, value]) => value)] as const,
        );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

async function exchanged(
  fields: Fields,
  request: ReceivedRequest,
  config: RegistriesConfig,
): Promise<Answer> {
  const settings = config.tokenEndpoint ?? { trusts: [], clients: [], targets: [] };
  const one = (name: string): string => (fields[name]?.length === 1 ? (fields[name][0] as string) : '');
  const client = clientOf(request, one, settings.clients);
  if (client === undefined)
    return refuse('invalid_client', 'Invalid client or Invalid client credentials', 401);
  if (client.mayExchange === false) {
    return refuse('unauthorized_client', 'Client is not allowed to exchange', 403);
  }
  if (one('grant_type') !== `${URN}:grant-type:token-exchange`) {
    return refuse('unsupported_grant_type', 'Unsupported grant_type');
  }
  const { wants = {}, targets, scopes = [], trusts, expiresIn = 300 } = settings;
  const unknown = Object.keys(fields).filter((name) => !STANDARD.includes(name) && !(name in wants));
  const missing = Object.keys(wants).filter((name) => one(name) !== wants[name]);
  if (unknown.length > 0 || missing.length > 0) {
    return refuse(
      'invalid_request',
      `Unexpected or missing parameter: ${[...unknown, ...missing].join(', ')}`,
    );
  }
  if (!TOKEN_TYPES.includes(one('subject_token_type'))) {
    return refuse('invalid_request', 'Invalid token type, must be access token');
  }
  if (![...(fields.audience ?? []), ...(fields.resource ?? [])].every((each) => targets.includes(each))) {
    return refuse('invalid_client', 'Audience not found');
  }
  if (
    one('scope')
      .split(' ')
      .some((each) => each !== '' && !scopes.includes(each))
  ) {
    return refuse('invalid_scope', `Invalid scopes: ${one('scope')}`);
  }
  const { claims, problem } = await judge(one('subject_token'), config);
  if (problem !== undefined) return refuse('invalid_grant', `Invalid token: ${problem}`);
  const isTrusted = trusts.some(
    ({ issuer, audience, subject }) =>
      issuer === claims.iss && audiencesOf(claims).includes(audience) && fits(subject, String(claims.sub)),
  );
  if (!isTrusted) return refuse('access_denied', 'The subject is not trusted', 403);
  const iat = secondsOf(config);
  const access_token = signJwt(signingKeyOf('keycloak'), {
    iss: 'https://keycloak.corp.example/realms/pull',
    sub: claims.sub,
    preferred_username: 'service-account-puller',
    jti: config.secret,
    iat,
    exp: iat + expiresIn,
  });
  const issued_token_type = `${URN}:token-type:access_token`;
  return json(200, { access_token, expires_in: expiresIn, issued_token_type, token_type: 'Bearer' });
}

function clientOf(
  { headers }: ReceivedRequest,
  one: (name: string) => string,
  clients: NonNullable<RegistriesConfig['tokenEndpoint']>['clients'],
) {
  const [, value] = /^Basic (\S+)$/.exec(headers.authorization ?? '') ?? [];
  const [id = '', secret] =
    value === undefined
      ? [one('client_id'), one('client_secret') || undefined]
      : Buffer.from(value, 'base64').toString().split(':').map(decodedOfForm);
  return clients.find((client) => client.id === id && client.secret === secret);
}

const decodedOfForm = (text: string): string => new URLSearchParams(`x=${text}`).get('x') ?? '';

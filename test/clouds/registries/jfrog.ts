// The JFrog Platform's OIDC token exchange.
// https://docs.jfrog.com/administration/reference/oidcTokenExchange
import { audiencesOf, fits } from '../oidc.ts';
import { type Answer, json, jsonOf, type ServiceDefinition } from '../service.ts';
import { type JfrogProvider, judge, type RegistriesConfig } from './config.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const MEMBERS = [
  'grant_type',
  'provider_name',
  'provider_type',
  'subject_token_type',
  'subject_token',
  'audience',
  'identity_mapping_name',
  'project_key',
  'application_key',
];

export const jfrog = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'jfrog',
  hosts: /^(?:acme\.jfrog\.io|artifactory\.corp\.example)$/,
  ...(config.now && { now: config.now }),
  throttled: () => error(429, 'TOO_MANY_REQUESTS', 'Too many requests'),
  failing: (status) => error(status, 'INTERNAL', 'Something went wrong'),
  refusing: error,
  async answer(request) {
    if (request.path !== '/access/api/v1/oidc/token') return error(404, 'NOT_FOUND', 'Not Found');
    if (request.method !== 'POST') return error(405, 'METHOD_NOT_ALLOWED', 'Method not allowed');
    const members = jsonOf(request);
    if (members === undefined || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
      return error(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type application/json is required');
    }
    return answerTo(members, config);
  },
});

function error(status: number, code: string, message: string): Answer {
  return json(status, { errors: [{ code, message }] });
}

async function answerTo(
  members: Readonly<Record<string, unknown>>,
  config: RegistriesConfig,
): Promise<Answer> {
  const bad = (message: string) => error(400, 'BAD_REQUEST', message);
  const unknown = Object.keys(members).filter((name) => !MEMBERS.includes(name));
  if (unknown.length > 0) return bad(`Unrecognized field "${unknown[0]}"`);
  if (Object.values(members).some((value) => typeof value !== 'string')) return bad('Invalid field');
  const { grant_type, provider_type, subject_token_type, project_key } = members;
  if (grant_type !== GRANT || subject_token_type !== ID_TOKEN) return bad('Unsupported grant or token type');
  if (provider_type !== 'Generic OpenID Connect') return bad('Unknown provider type');
  const name = String(members.provider_name);
  const provider = config.jfrog?.providers[name];
  if (provider === undefined) return error(404, 'NOT_FOUND', `OIDC integration ${name} was not found`);
  if (provider.projectKey !== project_key) return bad(`OIDC integration ${name} is in another project`);
  return exchanged(provider, members, config);
}

async function exchanged(
  provider: JfrogProvider,
  members: Readonly<Record<string, unknown>>,
  config: RegistriesConfig,
): Promise<Answer> {
  const { claims, problem } = await judge(String(members.subject_token), config);
  if (problem !== undefined || claims.iss !== provider.issuer) {
    return error(401, 'UNAUTHORIZED', `Failed to verify the token: ${problem ?? 'unknown issuer'}`);
  }
  if (!audiencesOf(claims).includes(provider.audience)) {
    return error(401, 'UNAUTHORIZED', 'The audience of the token does not match');
  }
  const { identity_mapping_name: wanted } = members;
  const mapping = provider.mappings.find(
    ({ name, subject }) => (wanted === undefined || wanted === name) && fits(subject, String(claims.sub)),
  );
  if (mapping === undefined) return error(403, 'FORBIDDEN', 'No identity mapping matches the token');
  const { username, expiresIn = 18_000 } = mapping;
  return json(200, {
    access_token: `jfrog-${username}-${config.secret ?? ''}`,
    expires_in: expiresIn,
    token_type: 'Bearer',
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    scope: 'applied-permissions/user',
    username,
  });
}

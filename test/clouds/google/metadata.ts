// The metadata server of a Compute Engine machine or GKE node.
// https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys
import { signingKeyOf, signJwt } from '../jwt.ts';
import { type Answer, json, type ReceivedRequest, type ServiceDefinition, text } from '../service.ts';
import { CLOUD_PLATFORM, type GoogleConfig, memberOf, type Tokens } from './identities.ts';

const ROOT = '/computeMetadata/v1';
const ACCOUNTS = `${ROOT}/instance/service-accounts/`;
const ATTRIBUTES = `${ROOT}/instance/attributes/`;
const TOKEN_SECONDS = 3599;

export const metadataServer = (config: GoogleConfig, tokens: Tokens): ServiceDefinition => {
  const { projectId = 'example-project', machine = {} } = config;
  const { accounts = {}, scopes = [CLOUD_PLATFORM], attributes = {} } = machine;

  const account = (rest: string, query: URLSearchParams): Answer => {
    if (rest === '') {
      const names = Object.entries(accounts).flatMap(([name, email]) => [`${name}/`, `${email}/`]);
      return text(200, [...new Set(names)].map((name) => `${name}\n`).join(''));
    }
    const [name = '', member = ''] = rest.split('/');
    const email = accounts[name] ?? Object.values(accounts).find((known) => known === name);
    if (email === undefined) return notFound();
    switch (member) {
      case 'email':
        return text(200, email);
      case 'scopes':
        return query.get('alt') === 'json'
          ? json(200, scopes)
          : text(200, scopes.map((scope) => `${scope}\n`).join(''));
      case 'token': {
        const asked = query.get('scopes')?.split(',') ?? scopes;
        const access_token = tokens.give(memberOf(email), asked, TOKEN_SECONDS);
        return json(200, { access_token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
      }
      case 'identity': {
        const audience = query.get('audience');
        if (audience === null || audience === '')
          return page(400, 'Bad Request', 'non-empty audience parameter required');
        const iat = Math.floor(tokens.now().getTime() / 1000);
        const claims = {
          iss: 'https://accounts.google.com',
          aud: audience,
          azp: '1',
          sub: '1',
          iat,
          exp: iat + 3600,
        };
        const isFull = query.get('format') === 'full';
        return text(
          200,
          signJwt(signingKeyOf('Google'), { ...claims, ...(isFull && { email, email_verified: true }) }),
        );
      }
      default:
        return notFound();
    }
  };

  const read = (path: string, query: URLSearchParams): Answer => {
    if (path.startsWith(ACCOUNTS)) return account(path.slice(ACCOUNTS.length), query);
    if (path === `${ROOT}/instance` || path === `${ROOT}/instance/`) {
      return text(200, 'attributes/\nservice-accounts/\n');
    }
    if (path === `${ROOT}/project/project-id`) return text(200, projectId);
    if (path === `${ROOT}/universe/universe-domain` || path === `${ROOT}/universe/universe_domain`) {
      return text(200, 'googleapis.com');
    }
    const name = path.startsWith(ATTRIBUTES) ? path.slice(ATTRIBUTES.length) : '';
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return value === undefined ? notFound() : text(200, value);
  };

  return {
    name: 'metadata',
    hosts: /^(?:metadata|metadata\.google\.internal\.?|169\.254\.169\.254)$/,
    throttled: () => flavored(text(429, 'Too many requests')),
    failing: (status) => flavored(text(status, 'Internal error')),
    refusing: (status, _, message) => flavored(page(status, 'Error', message)),
    answer: ({ method, path, query, headers }: ReceivedRequest) => {
      if (method !== 'GET') return flavored(page(405, 'Method Not Allowed'));
      if (headers['metadata-flavor'] !== 'Google') {
        return page(403, 'Forbidden', 'Missing Metadata-Flavor:Google header.');
      }
      if (headers['x-forwarded-for'] !== undefined) {
        return page(403, 'Forbidden', 'X-Forwarded-For header is not allowed.');
      }
      return flavored(read(path, query));
    },
  };
};

const flavored = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'metadata-flavor': 'Google', server: 'Metadata Server for VM' },
});

const notFound = (): Answer => page(404, 'Not Found', 'The requested URL was not found on this server.');

const page = (status: number, title: string, message = ''): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: `<!DOCTYPE html>\n<html lang=en>\n  <title>Error ${status} (${title})!!1</title>\n  <p>${message}\n</html>\n`,
});

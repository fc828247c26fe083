// Google's OAuth 2.0 token endpoint: access tokens for who signs with a service account key.
// https://developers.google.com/identity/protocols/oauth2/service-account#httprest
import { createPublicKey } from 'node:crypto';
import { decodeJwt, isSignedBy } from '../jwt.ts';
import { type Answer, formOf, json, type ServiceDefinition } from '../service.ts';
import { oauthError, oauthTrouble } from './api-error.ts';
import { type GoogleConfig, memberOf, type Tokens } from './identities.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const AUDIENCES: readonly unknown[] = [
  'https://oauth2.googleapis.com/token',
  'https://www.googleapis.com/oauth2/v4/token',
  'https://accounts.google.com/o/oauth2/token',
];
const TOKEN_SECONDS = 3599;
const MAXIMUM_SECONDS = 3600;

export const oauth2 = (config: GoogleConfig, tokens: Tokens): ServiceDefinition => ({
  name: 'oauth2',
  hosts: /^oauth2\.googleapis\.com$/,
  ...oauthTrouble,
  answer(request) {
    if (request.path !== '/token' || request.method !== 'POST') return { status: 404 };
    const form = formOf(request);
    return form?.get('grant_type') === GRANT
      ? exchange(form.get('assertion') ?? '', request.host, config, tokens)
      : oauthError('unsupported_grant_type', `Invalid grant_type: ${form?.get('grant_type')}`);
  },
});

function exchange(assertion: string, host: string, { accounts }: GoogleConfig, tokens: Tokens): Answer {
  const refuse = (description: string) => oauthError('invalid_grant', description);
  const jwt = decodeJwt(assertion);
  if (jwt === undefined) return refuse('Bad Request');
  const { iss, aud, iat, exp, scope } = jwt.claims;
  const account = accounts.find(({ email }) => email === iss);
  if (account === undefined) return refuse('Invalid grant: account not found');
  const { keys = {} } = account;
  const candidates = Object.entries(keys).filter(([kid]) =>
    [undefined, kid].includes(jwt.header.kid as string),
  );
  if (jwt.header.alg !== 'RS256' || !candidates.some(([, pem]) => isSignedBy(jwt, createPublicKey(pem)))) {
    return refuse('Invalid JWT Signature.');
  }
  if (!AUDIENCES.includes(aud) && aud !== `http://${host}/token` && aud !== `https://${host}/token`) {
    return refuse('Invalid JWT: Failed audience check.');
  }
  const now = tokens.now().getTime() / 1000;
  const lifetime = Number(exp) - Number(iat);
  if (!(lifetime > 0 && lifetime <= MAXIMUM_SECONDS) || Number(exp) <= now || Number(iat) > now + 300) {
    return refuse(
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    );
  }
  if (typeof scope !== 'string' || scope === '') {
    return oauthError('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
  }
  const access_token = tokens.give(memberOf(account.email), scope.split(' '), TOKEN_SECONDS);
  return json(200, { access_token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
}

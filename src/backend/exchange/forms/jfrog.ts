// JFrog: an access token by an OIDC integration of the JFrog Platform.
// https://docs.jfrog.com/administration/reference/oidcTokenExchange
// https://github.com/jfrog/jfrog-credentials-provider

import { claimsOf } from '../../../protocol/jwt-claims.ts';
import { ANNOTATION_KEYS } from '../../cloud/annotations.ts';
import { endByClaim, endBySeconds } from '../life.ts';
import { ID_TOKEN, jsonRequest, TOKEN_EXCHANGE, type WireForm } from './form.ts';

const NAME = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';

export const jfrog: WireForm<'jfrog'> = {
  service: 'JFrog',
  hosts: {
    described: 'NAME.jfrog.io',
    forms: [[{ name: 'a name', of: [NAME] }, 'jfrog', 'io']],
    pattern: new RegExp(`^${NAME}\\.jfrog\\.io$`),
  },
  endpoint: undefined,
  who: {
    field: 'jfrog.provider',
    allowedField: 'jfrog.allowedProviders',
    keys: ANNOTATION_KEYS.jfrogProvider,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,253}[A-Za-z0-9])?$/,
    expected: 'the name of an OIDC integration',
    placeholder: 'PROVIDER',
  },
  longestHours: 24,
  request: ({ endpoint, who, token, settings }) =>
    jsonRequest(`${endpoint}/access/api/v1/oidc/token`, {
      grant_type: TOKEN_EXCHANGE,
      provider_name: who,
      provider_type: 'Generic OpenID Connect',
      subject_token_type: ID_TOKEN,
      subject_token: token,
      // JSON leaves out what is undefined.
      audience: settings.audience,
      identity_mapping_name: settings.identityMapping,
      project_key: settings.projectKey,
      application_key: settings.applicationKey,
    }),
  credentialIn: ({ access_token, username, expires_in }) => ({
    username: username ?? usernameOf(access_token),
    password: access_token,
    end: endBySeconds(expires_in) ?? endByClaim(access_token),
  }),
};

/**
 * Of a token that is a JWT, as JFrog's own command line finds it where the answer has none.
 * https://github.com/jfrog/jfrog-client-go/blob/master/auth/authutils.go
 */
function usernameOf(token: unknown): unknown {
  const { sub } = typeof token === 'string' ? claimsOf(token) : {};
  const isPath = typeof sub === 'string' && (sub.startsWith('jfrt@') || sub.includes('/users/'));
  return isPath ? sub.slice(sub.lastIndexOf('/') + 1) : sub;
}

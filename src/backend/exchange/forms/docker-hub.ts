// Docker Hub: an access token of an organization, by an OIDC connection. Not tried: Docker documents issuers of CI services
// only, and may refuse that of a cluster.
// https://docs.docker.com/security/authentication/oidc-connections/, https://github.com/docker/login-action/blob/master/src/dockerhub.ts

import { parseGoDuration } from '../../../protocol/go-duration.ts';
import { endBySeconds } from '../life.ts';
import { formRequest, ID_TOKEN, TOKEN_EXCHANGE, type WireForm } from './form.ts';

export const dockerHub: WireForm<'dockerHub'> = {
  service: 'Docker',
  hosts: {
    described: 'docker.io, dhi.io',
    forms: [
      ['docker', 'io'],
      ['dhi', 'io'],
    ],
    pattern: /^(?:docker|dhi)\.io$/,
  },
  endpoint: 'https://identity.docker.com',
  who: undefined,
  longestHours: 6,
  request: ({ endpoint, token, settings }) =>
    formRequest(`${endpoint}/oauth/token`, [
      ['grant_type', TOKEN_EXCHANGE],
      ['subject_token_type', ID_TOKEN],
      ['subject_token', token],
      ['connection_id', settings.connection],
      ['expires_in', `${secondsOf(settings.lifetime)}`],
    ]),
  // Its answer is known to have the token only: it lives for as long as was asked.
  credentialIn: ({ access_token, expires_in }, { settings }) => ({
    username: settings.organization,
    password: access_token,
    end: endBySeconds(expires_in) ?? { lastsMs: secondsOf(settings.lifetime) * 1000 },
  }),
};

function secondsOf(lifetime = '1h'): number {
  return Math.floor((parseGoDuration(lifetime) ?? 0) / 1000);
}

// Docker's OIDC connections.
// https://github.com/docker/login-action/blob/master/src/dockerhub.ts
import { json, type ServiceDefinition } from '../service.ts';
import { isOf, judge, type RegistriesConfig } from './config.ts';
import { exchangeFields, isAnswer, oauthTrouble, refuse } from './oauth.ts';

export const dockerHub = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'docker-hub',
  hosts: /^identity\.docker\.com$/,
  ...(config.now && { now: config.now }),
  ...oauthTrouble,
  async answer(request) {
    const fields = exchangeFields(request, ['connection_id', 'expires_in']);
    if (isAnswer(fields)) return fields;
    const { connection_id = '', subject_token = '', expires_in } = fields;
    const seconds = Number(expires_in);
    if (!(seconds >= 300 && seconds <= 21_600))
      return refuse('invalid_request', 'expires_in is out of range');
    const trusted = config.dockerHub?.connections[connection_id];
    if (trusted === undefined) return { status: 404 };
    const { claims, problem } = await judge(subject_token, config);
    return problem !== undefined || !isOf(claims, trusted)
      ? refuse('access_denied', 'no rule of the connection fits the token', 403)
      : json(200, { access_token: `dckr_${config.secret ?? ''}_${connection_id}` });
  },
});

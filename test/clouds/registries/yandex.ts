// Yandex Cloud's workload identity federation: an IAM token for twelve hours.
// https://yandex.cloud/docs/iam/operations/wlif/setup-wlif
import { fits } from '../oidc.ts';
import { json, type ServiceDefinition } from '../service.ts';
import { isOf, judge, type RegistriesConfig } from './config.ts';
import { exchangeFields, isAnswer, oauthTrouble, refuse } from './oauth.ts';

export const yandex = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'yandex',
  hosts: /^auth\.yandex\.cloud$/,
  ...(config.now && { now: config.now }),
  ...oauthTrouble,
  async answer(request) {
    const fields = exchangeFields(request, ['audience', 'requested_token_type']);
    if (isAnswer(fields)) return fields;
    const { audience = '', subject_token = '', requested_token_type } = fields;
    if (requested_token_type !== 'urn:ietf:params:oauth:token-type:access_token') {
      return refuse('invalid_request', 'unsupported requested_token_type');
    }
    const subjects = config.yandex?.serviceAccounts[audience];
    if (subjects === undefined) return refuse('invalid_target', 'service account is not found');
    const { claims, problem } = await judge(subject_token, config);
    const { issuer = '', audience: expected = '' } = config.yandex?.federation ?? {};
    if (problem !== undefined || !isOf(claims, { issuer, audience: expected, subject: '*' })) {
      return refuse('invalid_grant', `the token is not valid: ${problem ?? 'issuer or audience'}`);
    }
    if (!subjects.some((subject) => fits(subject, String(claims.sub)))) {
      return refuse('access_denied', 'no federated credential fits the subject', 403);
    }
    return json(200, {
      access_token: `t1.${config.secret ?? ''}.${audience}`,
      token_type: 'Bearer',
      expires_in: 43_200,
    });
  },
});

// Yandex Cloud: an IAM token of a service account there, by a workload identity federation.
// https://yandex.cloud/docs/iam/operations/wlif/setup-wlif, https://yandex.cloud/docs/container-registry/operations/authentication

import { ANNOTATION_KEYS } from '../../cloud/annotations.ts';
import { endBySeconds } from '../life.ts';
import { formRequest, ID_TOKEN, TOKEN_EXCHANGE, type WireForm } from './form.ts';

export const yandex: WireForm<'yandex'> = {
  service: 'Yandex Cloud',
  hosts: { described: 'cr.yandex', forms: [['cr', 'yandex']], pattern: /^cr\.yandex$/ },
  endpoint: 'https://auth.yandex.cloud',
  who: {
    field: 'yandex.serviceAccount',
    allowedField: 'yandex.allowedServiceAccounts',
    keys: ANNOTATION_KEYS.yandexServiceAccount,
    pattern: /^[a-z0-9]{1,50}$/,
    expected: 'the ID of a service account at Yandex Cloud',
    placeholder: 'SERVICE_ACCOUNT_ID',
  },
  longestHours: 12,
  request: ({ endpoint, who, token }) =>
    formRequest(`${endpoint}/oauth/token`, [
      ['grant_type', TOKEN_EXCHANGE],
      ['requested_token_type', 'urn:ietf:params:oauth:token-type:access_token'],
      ['audience', who],
      ['subject_token', token],
      ['subject_token_type', ID_TOKEN],
    ]),
  credentialIn: ({ access_token, expires_in }) => ({
    username: 'iam',
    password: access_token,
    end: endBySeconds(expires_in),
  }),
};

// Quay: the token of a federated robot account.
// https://docs.redhat.com/en/documentation/red_hat_quay/3/html/manage_red_hat_quay/keyless-authentication-robot-accounts
// https://github.com/quay/quay/blob/master/endpoints/oauth/robot_identity_federation.py
// Names of robot accounts: https://github.com/quay/quay/blob/master/util/validation.py

import { ANNOTATION_KEYS } from '../../cloud/annotations.ts';
import { endByClaim } from '../life.ts';
import type { WireForm } from './form.ts';

export const quay: WireForm<'quay'> = {
  service: 'Quay',
  hosts: { described: 'quay.io', forms: [['quay', 'io']], pattern: /^quay\.io$/ },
  endpoint: undefined,
  who: {
    field: 'quay.robot',
    allowedField: 'quay.allowedRobots',
    keys: ANNOTATION_KEYS.quayRobot,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9])?\+[a-z0-9](?:[a-z0-9_.-]{0,253}[a-z0-9_])?$/,
    expected: 'a robot account such as my-team+puller',
    placeholder: 'NAMESPACE+ROBOT',
  },
  longestHours: 24,
  request: ({ endpoint, who, token }) => ({
    method: 'GET',
    url: `${endpoint}/oauth2/federation/robot/token`,
    headers: {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${who}:${token}`).toString('base64')}`,
    },
  }),
  credentialIn: ({ token }, { who }) => ({ username: who, password: token, end: endByClaim(token) }),
};

// Artifact Keeper: a token that may only pull, by a CI OIDC provider of the type kubernetes.
// https://github.com/artifact-keeper/artifact-keeper, https://github.com/artifact-keeper/artifact-keeper-kubelet-provider

import { ANNOTATION_KEYS } from '../../cloud/annotations.ts';
import { endByClaim, endBySeconds } from '../life.ts';
import { jsonRequest, type WireForm } from './form.ts';

export const artifactKeeper: WireForm<'artifactKeeper'> = {
  service: 'Artifact Keeper',
  hosts: undefined,
  endpoint: undefined,
  who: {
    field: 'artifactKeeper.provider',
    allowedField: 'artifactKeeper.allowedProviders',
    keys: ANNOTATION_KEYS.artifactKeeperProvider,
    pattern: /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    expected: 'the ID of a CI OIDC provider',
    placeholder: 'PROVIDER_ID',
  },
  longestHours: 24,
  request: ({ endpoint, who, token }) =>
    jsonRequest(`${endpoint}/api/v1/auth/ci/token`, who === '' ? {} : { provider_id: who }, {
      authorization: `Bearer ${token}`,
    }),
  credentialIn: ({ access_token, username, expires_in }) => ({
    username,
    password: access_token,
    end: endBySeconds(expires_in) ?? endByClaim(access_token),
  }),
};

// Cloudsmith: a token of a service account there, by an OpenID Connect provider setting of the organization.
// https://docs.cloudsmith.com/authentication/openid-connect, https://docs.cloudsmith.com/api/openid/create
// https://github.com/cloudsmith-io/cloudsmith-kubernetes-credential-provider

import { ANNOTATION_KEYS } from '../../cloud/annotations.ts';
import { endByClaim } from '../life.ts';
import { jsonRequest, type WireForm } from './form.ts';

export const cloudsmith: WireForm<'cloudsmith'> = {
  service: 'Cloudsmith',
  hosts: {
    described: 'docker.cloudsmith.io',
    forms: [['docker', 'cloudsmith', 'io']],
    pattern: /^docker\.cloudsmith\.io$/,
  },
  endpoint: 'https://api.cloudsmith.io',
  who: {
    field: 'cloudsmith.service',
    allowedField: 'cloudsmith.allowedServices',
    keys: ANNOTATION_KEYS.cloudsmithService,
    pattern: /^[A-Za-z0-9_-]{1,100}$/,
    expected: 'the slug of a service account at Cloudsmith',
    placeholder: 'SLUG',
  },
  longestHours: 12,
  request: ({ endpoint, who, token, settings: { organization } }) =>
    jsonRequest(`${endpoint}/openid/${organization}/`, { oidc_token: token, service_slug: who }),
  // For a token that does not tell it is an hour, as for Cloudsmith's own credential provider.
  credentialIn: ({ token }) => ({
    username: 'token',
    password: token,
    end: endByClaim(token) ?? { lastsMs: 3_600_000 },
  }),
};

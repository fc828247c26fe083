// Chainguard: a token for cgr.dev, by an assumable identity.
// https://edu.chainguard.dev/chainguard/administration/assumable-ids/identity-examples/kubernetes-identity/
// https://github.com/chainguard-dev/sdk/blob/main/sts/sts.go

import { ANNOTATION_KEYS } from '../../cloud/annotations.ts';
import { endByClaim } from '../life.ts';
import { jsonRequest, type WireForm } from './form.ts';

const NAME = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';

export const chainguard: WireForm<'chainguard'> = {
  service: 'Chainguard',
  hosts: {
    described: 'cgr.dev, NAME.cgr.dev',
    forms: [
      ['cgr', 'dev'],
      [{ name: 'a name', of: [NAME] }, 'cgr', 'dev'],
    ],
    pattern: new RegExp(`^(?:${NAME}\\.)?cgr\\.dev$`),
  },
  endpoint: 'https://issuer.enforce.dev',
  who: {
    field: 'chainguard.identity',
    allowedField: 'chainguard.allowedIdentities',
    keys: ANNOTATION_KEYS.chainguardIdentity,
    pattern: /^[0-9a-f]{16,64}(?:\/[0-9a-f]{16,64}){0,10}$/,
    expected: 'the UIDP of an identity such as 720909c9f5279097d847ad02a2f24ba8f59de36a/a033a6fabe0bfa0d',
    placeholder: 'UIDP',
  },
  longestHours: 24,
  request: ({ endpoint, who, token }) =>
    jsonRequest(
      `${endpoint}/sts/exchange`,
      { aud: ['cgr.dev'], identity: who === '' ? undefined : who },
      { authorization: `Bearer ${token}` },
    ),
  credentialIn: ({ token }) => ({ username: '_token', password: token, end: endByClaim(token) }),
};

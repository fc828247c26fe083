// The accounts of Amazon that the tests pull with: a node's role, users, roles that are assumed, a cluster's issuer.

import type { AwsConfig } from '../../../clouds/aws/accounts.ts';
import { createSigningKey, keySet, signServiceAccountToken } from '../../../clouds/jwt.ts';

const ECR = ['ecr:GetAuthorizationToken'] as const;
const PUBLIC = ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'] as const;

export const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
export const NODE = 'arn:aws:iam::123456789012:role/eks/node';
export const ALICE = 'arn:aws:iam::123456789012:user/alice';
/** May ask for nothing. */
export const BOB = 'arn:aws:iam::123456789012:user/bob';
export const PULL = 'arn:aws:iam::210987654321:role/pull';
export const OTHER = 'arn:aws:iam::210987654321:role/other';
export const DEEP = 'arn:aws:iam::333333333333:role/deep';

export const ALICE_KEYS = { AWS_ACCESS_KEY_ID: 'AKIAALICE', AWS_SECRET_ACCESS_KEY: 'secret of alice' };
export const BOB_KEYS = { AWS_ACCESS_KEY_ID: 'AKIABOB', AWS_SECRET_ACCESS_KEY: 'secret of bob' };

const signingKey = createSigningKey();
export const strangersKey = createSigningKey();

export const WORLD: AwsConfig = {
  users: [
    {
      arn: ALICE,
      accessKeyId: ALICE_KEYS.AWS_ACCESS_KEY_ID,
      secretAccessKey: ALICE_KEYS.AWS_SECRET_ACCESS_KEY,
      allows: [...ECR, ...PUBLIC],
    },
    {
      arn: BOB,
      accessKeyId: BOB_KEYS.AWS_ACCESS_KEY_ID,
      secretAccessKey: BOB_KEYS.AWS_SECRET_ACCESS_KEY,
    },
  ],
  roles: [
    { arn: NODE, allows: [...ECR, ...PUBLIC] },
    {
      arn: PULL,
      allows: [...ECR, ...PUBLIC],
      trusts: { principals: [NODE, ALICE], subjects: ['system:serviceaccount:team-a:*'] },
    },
    { arn: OTHER, allows: ECR, trusts: { subjects: ['system:serviceaccount:team-a:app'] } },
    { arn: DEEP, allows: ECR, trusts: { principals: [PULL], externalId: 'partner-7' } },
  ],
  issuers: [{ issuer: ISSUER, keys: keySet(signingKey) }],
  instance: { role: NODE, region: 'eu-west-1' },
  passwords: {
    [NODE]: 'password of node',
    [ALICE]: 'password of alice',
    // What is behind the first colon is the password, whole.
    [PULL]: 'pass:word:of:pull',
    [OTHER]: 'password of other',
    [DEEP]: 'password of deep',
  },
  disabledRegions: ['af-south-1'],
};

/** A token of the cluster for a service account of team-a, unless told. */
export function tokenOf(
  options: Partial<Parameters<typeof signServiceAccountToken>[1]> = {},
  key = signingKey,
): string {
  return signServiceAccountToken(key, {
    issuer: ISSUER,
    audience: 'sts.amazonaws.com',
    namespace: 'team-a',
    name: 'app',
    ...options,
  });
}

// Who pulls in the soak: identities of three clouds, each of which must get its own credential, and strangers who must
// get none, though they ask where others have just been answered.

import type { AwsConfig } from '../clouds/aws/accounts.ts';
import type { AzureConfig } from '../clouds/azure/directory.ts';
import type { GoogleConfig } from '../clouds/google/identities.ts';
import { decodeJwt, keySet, signingKeyOf } from '../clouds/jwt.ts';
import type { Reading } from './judge.ts';
import { CANARY } from './traces.ts';

export interface Subject {
  readonly name: string;
  readonly cloud: 'aws' | 'azure' | 'google';
  readonly registry: string;
  /** Of its images, with the slash at its end. */
  readonly folder: string;
  /** Undefined: the node's, or it comes without the token that the rule wants. */
  readonly account?: Account;
  /** What its credentials say whom they are of. Undefined: it must get none. */
  readonly identity?: string;
  /**
   * The cloud tells for how long a credential lives, not until when: that counts from its receipt, by the clock of
   * whoever receives it.
   */
  readonly livesFromReceipt?: true;
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly audience: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Seconds for which credentials live. */
const LIVES = { aws: 2 * 3600, azure: 3600, google: 3600 } as const;

export const lifeOf = ({ cloud }: Subject): number => LIVES[cloud] * 1000;

const ISSUER = 'https://kubernetes.soak.example';
export const clusterKey = signingKeyOf('the cluster of the soak');
export const issuer = ISSUER;
const issuers = [{ issuer: ISSUER, keys: keySet(clusterKey) }];

const subjectOf = (namespace: string): string => `system:serviceaccount:${namespace}:app`;
const TEAMS = ['team-a', 'team-b'] as const;

// Amazon

const ACCOUNT = '111111111111';
const ECR = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
const OTHER_ECR = '222222222222.dkr.ecr.eu-central-1.amazonaws.com';
const NODE_USER = `arn:aws:iam::${ACCOUNT}:user/node`;
const PULL_ROLE = 'arn:aws:iam::222222222222:role/pull';
const teamRole = (team: string): string => `arn:aws:iam::${ACCOUNT}:role/${team}`;
const ECR_ACTIONS = ['ecr:GetAuthorizationToken'] as const;

export const NODE_KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIASOAKNODE',
  AWS_SECRET_ACCESS_KEY: `${CANARY}-of-the-secret-key`,
};

// Azure

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const LOGIN_SERVER = 'soaktests.azurecr.io';
const MACHINE = '00000000-aaaa-4aaa-8aaa-000000000001';
const TEAM_CLIENTS: Readonly<Record<string, string>> = {
  'team-a': '00000000-aaaa-4aaa-8aaa-00000000000a',
  'team-b': '00000000-aaaa-4aaa-8aaa-00000000000b',
};

// Google

const ARTIFACTS = 'europe-docker.pkg.dev';
const emailOf = (name: string): string => `${name}@soak.iam.gserviceaccount.com`;
const POOL = 'projects/123456789/locations/global/workloadIdentityPools/clusters';
const PROVIDER = `${POOL}/providers/on-premises`;

const ecrAccount = (namespace: string, role: string): Account => ({
  namespace,
  name: 'app',
  audience: 'sts.amazonaws.com',
  annotations: { 'eks.amazonaws.com/role-arn': role },
});
const acrAccount = (namespace: string, clientId: string): Account => ({
  namespace,
  name: 'app',
  audience: 'api://AzureADTokenExchange',
  annotations: {
    'kubernetes.azure.com/acr-client-id': clientId,
    'kubernetes.azure.com/acr-tenant-id': TENANT,
  },
});
const googleAccount = (namespace: string, email: string): Account => ({
  namespace,
  name: 'app',
  audience: `//iam.googleapis.com/${PROVIDER}`,
  annotations: { 'iam.gke.io/gcp-service-account': email },
});

const ecr = { cloud: 'aws', registry: ECR } as const;
const acr = { cloud: 'azure', registry: LOGIN_SERVER } as const;
const google = { cloud: 'google', registry: ARTIFACTS } as const;
const TEAM_IMAGES = {
  ecr: `${ECR}/team/`,
  acr: `${LOGIN_SERVER}/team/`,
  google: `${ARTIFACTS}/soak/team/`,
};

export const SUBJECTS: readonly Subject[] = [
  { ...ecr, name: 'ecr as the node', folder: `${ECR}/node/`, identity: NODE_USER },
  {
    ...ecr,
    name: 'ecr as a role',
    registry: OTHER_ECR,
    folder: `${OTHER_ECR}/`,
    identity: PULL_ROLE,
  },
  { ...acr, name: 'acr as the node', folder: `${LOGIN_SERVER}/node/`, identity: MACHINE },
  {
    ...google,
    name: 'google as the node',
    folder: `${ARTIFACTS}/soak/node/`,
    identity: emailOf('node'),
    livesFromReceipt: true,
  },
  ...TEAMS.flatMap((team): Subject[] => [
    {
      ...ecr,
      name: `ecr as ${team}`,
      folder: TEAM_IMAGES.ecr,
      account: ecrAccount(team, teamRole(team)),
      identity: teamRole(team),
    },
    {
      ...acr,
      name: `acr as ${team}`,
      folder: TEAM_IMAGES.acr,
      account: acrAccount(team, TEAM_CLIENTS[team] as string),
      identity: TEAM_CLIENTS[team] as string,
    },
    {
      ...google,
      name: `google as ${team}`,
      folder: TEAM_IMAGES.google,
      account: googleAccount(team, emailOf(team)),
      identity: emailOf(team),
    },
  ]),
  // Their annotations name what is team-a's.
  {
    ...ecr,
    name: 'ecr as a stranger',
    folder: TEAM_IMAGES.ecr,
    account: ecrAccount('team-c', teamRole('team-a')),
  },
  {
    ...acr,
    name: 'acr as a stranger',
    folder: TEAM_IMAGES.acr,
    account: acrAccount('team-c', TEAM_CLIENTS['team-a'] as string),
  },
  {
    ...google,
    name: 'google as a stranger',
    folder: TEAM_IMAGES.google,
    account: googleAccount('team-c', emailOf('team-a')),
  },
  { ...ecr, name: 'ecr without a token', folder: TEAM_IMAGES.ecr },
];

/** Those that get a credential where nothing is wrong. */
export const ENTITLED = SUBJECTS.filter(({ identity }) => identity !== undefined);

/** @param issued is told of each credential that a cloud gives: whose it is */
export function cloudsOf(
  now: () => Date,
  issued: (identity: string) => void,
): { readonly aws: AwsConfig; readonly azure: AzureConfig; readonly google: GoogleConfig } {
  let number = 0;
  /** A credential whose text says all that `read` wants to know. */
  const make = (prefix: string, identity: string) => (expiresAt: Date) => {
    issued(identity);
    number += 1;
    return `${prefix}${CANARY}|${identity}|${expiresAt.getTime()}|${Date.now()}|${number}`;
  };
  const roles = [PULL_ROLE, ...TEAMS.map(teamRole)];
  return {
    aws: {
      now,
      issuers,
      ecrTokenSeconds: LIVES.aws,
      users: [
        {
          arn: NODE_USER,
          accessKeyId: NODE_KEYS.AWS_ACCESS_KEY_ID,
          secretAccessKey: NODE_KEYS.AWS_SECRET_ACCESS_KEY,
          allows: ECR_ACTIONS,
        },
      ],
      roles: [
        { arn: PULL_ROLE, allows: ECR_ACTIONS, trusts: { principals: [NODE_USER] } },
        ...TEAMS.map((team) => ({
          arn: teamRole(team),
          allows: ECR_ACTIONS,
          trusts: { subjects: [subjectOf(team)] },
        })),
      ],
      passwords: Object.fromEntries([NODE_USER, ...roles].map((arn) => [arn, make('', arn)])),
    },
    azure: {
      now,
      issuers,
      tenants: [TENANT],
      identities: [
        { clientId: MACHINE, tenant: TENANT, assigned: 'system' },
        ...TEAMS.map((team) => ({
          clientId: TEAM_CLIENTS[team] as string,
          tenant: TENANT,
          federated: [{ issuer: ISSUER, subject: subjectOf(team) }],
        })),
      ],
      registries: [
        {
          loginServer: LOGIN_SERVER,
          tenant: TENANT,
          pullers: [MACHINE, ...Object.values(TEAM_CLIENTS)],
          refreshTokenSeconds: LIVES.azure,
        },
      ],
    },
    google: {
      now,
      issuers,
      machine: { accounts: { default: emailOf('node') } },
      providers: [{ audience: `//iam.googleapis.com/${PROVIDER}`, issuer: ISSUER }],
      accounts: ['node', ...TEAMS].map((name) => ({
        email: emailOf(name),
        accessToken: make('ya29.', emailOf(name)),
        tokenCreators: [`principal://iam.googleapis.com/${POOL}/subject/${subjectOf(name)}`],
      })),
    },
  };
}

/**
 * What a credential of the subject's cloud says; undefined: it is none.
 * @param latestReceipt by the node's clock, of what was issued at that moment of real time
 */
export function readCredential(
  subject: Subject,
  { username, password }: { readonly username: string; readonly password: string },
  latestReceipt: (issued: number) => number,
): Reading | undefined {
  const { cloud, livesFromReceipt } = subject;
  if (cloud === 'azure') {
    const { appid, aud, exp } = decodeJwt(password)?.claims ?? {};
    return username === '00000000-0000-0000-0000-000000000000' && typeof exp === 'number'
      ? { identity: String(appid), registry: String(aud), expiresAt: exp * 1000 }
      : undefined;
  }
  const prefix = cloud === 'aws' ? CANARY : `ya29.${CANARY}`;
  const [first, identity, expiresAt, issued, number, ...rest] = password.split('|');
  return username === (cloud === 'aws' ? 'AWS' : 'oauth2accesstoken') &&
    first === prefix &&
    identity !== undefined &&
    number !== undefined &&
    rest.length === 0
    ? {
        identity,
        expiresAt: livesFromReceipt ? latestReceipt(Number(issued)) + lifeOf(subject) : Number(expiresAt),
      }
    : undefined;
}

/** The rules of the node; each team's before the node's. */
export function rulesOf(urls: {
  readonly aws: Readonly<Record<'ecr' | 'sts', string>>;
  readonly azure: Readonly<Record<'acr' | 'entra', string>>;
  readonly google: Readonly<Record<'metadata' | 'sts' | 'iamcredentials', string>>;
}): readonly { readonly name: string; readonly [field: string]: unknown }[] {
  const ecrUrls = { endpoint: urls.aws.ecr, stsEndpoint: urls.aws.sts };
  const acrUrls = { endpoint: urls.azure.acr, cloud: { authorityHost: urls.azure.entra } };
  const { metadata, sts, iamcredentials } = urls.google;
  const endpoints = { metadata, sts, iamCredentials: iamcredentials };
  const team = { identity: 'serviceAccount' };
  return [
    { ...team, name: 'ecr-team', matchImages: [TEAM_IMAGES.ecr], ecr: ecrUrls },
    { name: 'ecr-node', matchImages: [ECR], ecr: ecrUrls },
    { name: 'ecr-role', matchImages: [OTHER_ECR], ecr: { ...ecrUrls, roleArn: PULL_ROLE } },
    { ...team, name: 'acr-team', matchImages: [TEAM_IMAGES.acr], acr: acrUrls },
    { name: 'acr-node', matchImages: [LOGIN_SERVER], acr: acrUrls },
    {
      ...team,
      name: 'google-team',
      matchImages: [TEAM_IMAGES.google],
      google: { workloadIdentity: { provider: PROVIDER }, endpoints },
    },
    { name: 'google-node', matchImages: [ARTIFACTS], google: { endpoints } },
  ];
}

// Service accounts of a cluster, and what three clouds and our rules let them be: the fakes' configuration, the
// registries under the clouds' own names, and what an operator writes for each cloud.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { memberOf } from '../clouds/google/identities.ts';
import type { ApiServer } from './api-server.ts';
import type { Node } from './node.ts';
import type { Registry } from './registry.ts';

export const namespace = 'payments';

/** Whom each service account's annotations choose. */
export const accounts = {
  /** An identity that the cloud lets it have. */
  puller: 'pull',
  /** The same, which the cloud does not let it have. */
  stranger: 'pull',
  /** One that the cloud would let it have, and the rule does not. */
  climber: 'other',
  /** Nobody. */
  bare: undefined,
} as const;
export type Account = keyof typeof accounts;

export const subjectOf = (account: Account): string => `system:serviceaccount:${namespace}:${account}`;

const awsAccount = '210987654321';
const roleArn = (name: string): string => `arn:aws:iam::${awsAccount}:role/${name}`;
const ecrUser = { username: 'AWS', password: 'of the role pull-payments' };

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const pullClient = '00000000-aaaa-4aaa-8aaa-000000000001';
const otherClient = '00000000-aaaa-4aaa-8aaa-000000000002';
const nodeClient = '00000000-aaaa-4aaa-8aaa-000000000003';

const pool = 'iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/clusters';
const provider = `//${pool}/providers/corp`;
const email = (name: string): string => `${name}@payments-prod.iam.gserviceaccount.com`;
const principalOf = (account: Account): string => `principal://${pool}/subject/${subjectOf(account)}`;

export interface CloudCase {
  /** The registry's, as in an image's name. */
  readonly host: string;
  /** The user name of its credentials. */
  readonly username: string;
  /** Of the kubelet's tokens. */
  readonly audience: string;
  /** What to write onto a service account, by whom it chooses. */
  readonly annotations: Readonly<Record<'pull' | 'other', Readonly<Record<string, string>>>>;
  /** Of the rule. */
  readonly settings: object;
  /** Each request that a credential of the puller needs, sorted. */
  readonly asks: readonly string[];
  /** In which of them its token comes, and where. */
  readonly token: { readonly service: string; readonly place: string };
}

export const cloudCases = {
  ecr: {
    host: `${awsAccount}.dkr.ecr.eu-west-1.amazonaws.com`,
    username: ecrUser.username,
    audience: 'sts.amazonaws.com',
    annotations: {
      pull: { 'eks.amazonaws.com/ecr-role-arn': roleArn('pull-payments') },
      other: { 'eks.amazonaws.com/role-arn': roleArn('admin') },
    },
    settings: { allowedRoleArns: [roleArn('pull-*')] },
    asks: ['POST api.ecr.eu-west-1.amazonaws.com/', 'POST sts.eu-west-1.amazonaws.com/'],
    token: { service: 'sts', place: 'field WebIdentityToken' },
  },
  acr: {
    host: 'payments.azurecr.io',
    username: '00000000-0000-0000-0000-000000000000',
    audience: 'api://AzureADTokenExchange',
    annotations: {
      pull: {
        'kubernetes.azure.com/acr-client-id': pullClient,
        'kubernetes.azure.com/acr-tenant-id': tenant,
      },
      other: {
        'azure.workload.identity/client-id': otherClient,
        'azure.workload.identity/tenant-id': tenant,
      },
    },
    settings: { allowedClientIds: [pullClient] },
    asks: [
      'GET payments.azurecr.io/v2/',
      `POST login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
      'POST payments.azurecr.io/oauth2/exchange',
    ],
    token: { service: 'entra', place: 'field client_assertion' },
  },
  google: {
    host: 'europe-docker.pkg.dev',
    username: 'oauth2accesstoken',
    audience: `https:${provider}`,
    annotations: {
      pull: { 'iam.gke.io/gcp-service-account': email('pull') },
      other: { 'iam.gke.io/gcp-service-account': email('other') },
    },
    settings: {
      workloadIdentity: { provider },
      allowedServiceAccounts: ['pull@*.iam.gserviceaccount.com'],
    },
    asks: [
      `POST iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email('pull')}:generateAccessToken`,
      'POST sts.googleapis.com/v1/token',
    ],
    token: { service: 'sts', place: 'field subject_token' },
  },
} as const satisfies Readonly<Record<string, CloudCase>>;
export type CloudName = keyof typeof cloudCases;
export const cloudNames = Object.keys(cloudCases) as readonly CloudName[];

/** All annotations of a service account that chooses so, for every cloud. */
export const annotationsOf = (account: Account): Readonly<Record<string, string>> => {
  const chosen = accounts[account];
  return chosen === undefined
    ? {}
    : Object.assign({}, ...cloudNames.map((name) => cloudCases[name].annotations[chosen]));
};

export const annotationKeysOf = (name: CloudName): string[] => [
  ...new Set(Object.values(cloudCases[name].annotations).flatMap(Object.keys)),
];

/** Clouds that read the API server's keys, and whose own machine's identity may pull as well. */
export function startCloudsFor({ issuer, jwks }: ApiServer): Promise<Clouds> {
  const issuers = [{ issuer, keys: jwks }];
  const allows = ['ecr:GetAuthorizationToken'] as const;
  const trusts = (account: Account) => ({ issuer, subjects: [subjectOf(account)] });
  const federated = (account: Account) => [{ issuer, subject: subjectOf(account) }];
  return startClouds({
    aws: {
      issuers,
      roles: [
        { arn: roleArn('pull-payments'), allows, trusts: trusts('puller') },
        { arn: roleArn('admin'), allows, trusts: trusts('climber') },
        { arn: roleArn('node'), allows },
      ],
      passwords: { [roleArn('pull-payments')]: ecrUser.password },
      instance: { role: roleArn('node') },
    },
    azure: {
      issuers,
      tenants: [tenant],
      identities: [
        { clientId: pullClient, tenant, federated: federated('puller') },
        { clientId: otherClient, tenant, federated: federated('climber') },
        { clientId: nodeClient, tenant, assigned: 'system' },
      ],
      registries: [
        { loginServer: cloudCases.acr.host, tenant, pullers: [pullClient, otherClient, nodeClient] },
      ],
    },
    google: {
      issuers,
      providers: [{ audience: provider, issuer }],
      accounts: [
        { email: email('pull'), tokenCreators: [principalOf('puller')] },
        { email: email('other'), tokenCreators: [principalOf('climber')] },
        { email: email('node') },
      ],
      machine: { accounts: { default: email('node') } },
    },
  });
}

/** Registries that give to those who may pull, and to nobody else. */
export async function startCloudRegistries(
  node: Node,
  clouds: Clouds,
): Promise<Readonly<Record<CloudName, Registry>>> {
  const ecr = await node.startPasswordRegistry(cloudCases.ecr.host, [ecrUser]);
  const acr = await node.startTokenRegistry(cloudCases.acr.host, ({ username, password }) =>
    givesAccessToken(clouds, `${username}:${password}`),
  );
  const members: readonly string[] = [memberOf(email('pull')), principalOf('bare')];
  const google = await node.startTokenRegistry(
    cloudCases.google.host,
    ({ username, password }) =>
      username === cloudCases.google.username &&
      members.includes(clouds.google.readToken(password)?.member ?? ''),
  );
  return { ecr, acr, google };
}

const tokenPath = '/oauth2/token';

/** Whether the fake registry takes the refresh token, as a container runtime brings it. */
async function givesAccessToken({ azure, internet }: Clouds, auth: string): Promise<boolean> {
  const { host } = cloudCases.acr;
  const query = new URLSearchParams({ service: host, scope: 'repository:app:pull' });
  const ca = internet.authority.certificate;
  const options = { auth, ca, headers: { host }, servername: host, timeout: 10_000 };
  const [response] = await once(get(`${azure.urls.acr}${tokenPath}?${query}`, options), 'response');
  (response as IncomingMessage).resume();
  return (response as IncomingMessage).statusCode === 200;
}

/** What our executable asked of the clouds: without the questions of the registries above. */
export const asksOf = ({ journal }: Clouds) => journal.requests.filter(({ path }) => path !== tokenPath);

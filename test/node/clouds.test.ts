// Service accounts and the clouds on a real node: a Pod's image comes from a cloud's registry because of what its
// service account is. Each cloud checks the token with the API server's own keys, and is reached under its real host
// names, as from a node without access of its own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { after, before, describe, test } from 'node:test';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { memberOf } from '../clouds/google/identities.ts';
import type { RecordedRequest } from '../clouds/record.ts';
import { configText } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import type { User } from './gate.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { audienceGrant, namespaceObject, serviceAccountObject } from './objects.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import type { Registry } from './registry.ts';

const namespace = 'payments';
const subjectOf = (account: string): string => `system:serviceaccount:${namespace}:${account}`;

const awsAccount = '210987654321';
const roleArn = (name: string): string => `arn:aws:iam::${awsAccount}:role/${name}`;
const ecrPassword = 'of the role pull-payments';

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const clientId = (number: number): string => `00000000-aaaa-4aaa-8aaa-00000000000${number}`;
const [pullClient, otherClient, nodeClient] = [clientId(1), clientId(2), clientId(3)];

const pool = 'iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/clusters';
const googleProvider = `//${pool}/providers/corp`;
const email = (name: string): string => `${name}@payments-prod.iam.gserviceaccount.com`;
const principalOf = (account: string): string => `principal://${pool}/subject/${subjectOf(account)}`;

/** Service accounts, and which identity their annotations choose. */
const accounts = {
  /** One that the cloud lets it have. */
  puller: 'pull',
  /** The same, which the cloud does not let it have. */
  stranger: 'pull',
  /** One that the cloud would let it have, and the rule does not. */
  climber: 'other',
  /** None. */
  bare: undefined,
} as const;
type Account = keyof typeof accounts;

interface CloudCase {
  readonly host: string;
  readonly audience: string;
  readonly annotations: Readonly<Record<'pull' | 'other', Readonly<Record<string, string>>>>;
  /** The settings of the rule. */
  readonly settings: object;
  /** The user name of its credentials. */
  readonly username: string;
  /** What it asks for the puller's credential, sorted. */
  readonly asks: readonly string[];
  /** Where the puller's token came. */
  readonly tokenField: string;
}

const clouds = {
  ecr: {
    host: `${awsAccount}.dkr.ecr.eu-west-1.amazonaws.com`,
    audience: 'sts.amazonaws.com',
    annotations: {
      pull: { 'eks.amazonaws.com/ecr-role-arn': roleArn('pull-payments') },
      other: { 'eks.amazonaws.com/ecr-role-arn': roleArn('admin') },
    },
    settings: { allowedRoleArns: [roleArn('pull-*')] },
    username: 'AWS',
    asks: ['POST api.ecr.eu-west-1.amazonaws.com/', 'POST sts.eu-west-1.amazonaws.com/'],
    tokenField: 'field WebIdentityToken',
  },
  acr: {
    host: 'payments.azurecr.io',
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
    username: '00000000-0000-0000-0000-000000000000',
    asks: [
      'GET payments.azurecr.io/v2/',
      `POST login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
      'POST payments.azurecr.io/oauth2/exchange',
    ],
    tokenField: 'field client_assertion',
  },
  google: {
    host: 'europe-docker.pkg.dev',
    audience: `https:${googleProvider}`,
    annotations: {
      pull: { 'iam.gke.io/gcp-service-account': email('pull') },
      other: { 'iam.gke.io/gcp-service-account': email('other') },
    },
    settings: {
      workloadIdentity: { provider: googleProvider },
      allowedServiceAccounts: ['pull@*.iam.gserviceaccount.com'],
    },
    username: 'oauth2accesstoken',
    asks: [
      `POST iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email('pull')}:generateAccessToken`,
      'POST sts.googleapis.com/v1/token',
    ],
    tokenField: 'field subject_token',
  },
} as const satisfies Readonly<Record<string, CloudCase>>;
type CloudName = keyof typeof clouds;
const cloudNames = Object.keys(clouds) as CloudName[];

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`the clouds, kubelet and API server ${kubernetesVersion}`, { timeout: 15 * 60_000 }, () => {
  let node: Node;
  let apiServer: ApiServer;
  let fakes: Clouds;
  let kubelet: Kubelet;
  const registries = new Map<CloudName, Registry>();

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, []);
    apiServer = await node.startApiServer();
    fakes = await startClouds(cloudsThatTrust(apiServer));
    for (const name of cloudNames) {
      registries.set(
        name,
        await node.startTokenRegistry(clouds[name].host, (user) => isGood[name](user, fakes)),
      );
    }
    const objects = [
      namespaceObject(namespace),
      ...Object.entries(accounts).map(([name, chosen]) =>
        serviceAccountObject(
          { namespace, name },
          Object.assign({}, ...cloudNames.map((cloud) => chosen && clouds[cloud].annotations[chosen])),
        ),
      ),
      ...cloudNames.flatMap((name) => audienceGrant(clouds[name].audience)),
    ];
    for (const object of objects) await apiServer.client.create(object);

    const caFile = await node.write('clouds.pem', fakes.internet.authority.certificate);
    const rules = cloudNames.map((name) => ({
      name,
      matchImages: [clouds[name].host],
      identity: 'serviceAccount',
      [name]: clouds[name].settings,
    }));
    const config = await node.write('config.json', configText(rules, { caFile }));
    // An entry has one audience, and a name of its own.
    const providers = cloudNames.map((name) => ({
      name: `registry-credential-provider-${name}`,
      matchImages: [clouds[name].host],
      args: ['--config', config],
      env: Object.entries(fakes.env).map(([variable, value]) => ({ name: variable, value })),
      tokenAttributes: {
        serviceAccountTokenAudience: clouds[name].audience,
        cacheType: 'ServiceAccount' as const,
        requireServiceAccount: true,
        optionalServiceAccountAnnotationKeys: Object.values(clouds[name].annotations)
          .flatMap((annotations) => Object.keys(annotations))
          .filter((key, index, keys) => keys.indexOf(key) === index),
      },
    }));
    kubelet = await node.startKubelet(executable, providers, apiServer);
  });

  after(async () => {
    await node?.stop();
    await fakes?.close();
  });

  const podOf = (cloud: CloudName, account: Account) => `${cloud}-${account}`;
  const run = async (cloud: CloudName, account: Account, image: string) =>
    kubelet.runPod(podOf(cloud, account), image, { namespace, name: account });

  for (const cloud of cloudNames) {
    test(`${cloud}: the identity that the annotation chose pulls, and the Pod runs`, { skip }, async () => {
      const { username, asks, tokenField, audience } = clouds[cloud];
      const registry = registries.get(cloud) as Registry;
      fakes.journal.clear();
      await run(cloud, 'puller', await node.publish(registry, 'puller/app'));
      await kubelet.waitForContainer(podOf(cloud, 'puller'), 'running', isRunning);
      assert.deepEqual(registry.pullers('puller/app'), [username]);

      const requests = byProvider(fakes);
      assert.deepEqual(
        requests.map(({ method, host, path }) => `${method} ${host}${path}`).toSorted(),
        asks.toSorted(),
      );
      const [claims, ...more] = requests.flatMap((request) => request.claims[tokenField] ?? []);
      assert.deepEqual(more, []);
      assert.deepEqual(
        { iss: claims?.iss, aud: claims?.aud, sub: claims?.sub },
        { iss: apiServer.issuer, aud: [audience], sub: subjectOf('puller') },
      );
      assert.equal((claims?.['kubernetes.io'] as { pod: { name: string } }).pod.name, podOf(cloud, 'puller'));
    });
  }

  test('x', { skip }, async () => {
    const rows = [
      ['ecr', 'climber'],
      ['acr', 'climber'],
      ['google', 'climber'],
      ['ecr', 'stranger'],
      ['acr', 'stranger'],
      ['google', 'stranger'],
      ['ecr', 'bare'],
      ['acr', 'bare'],
    ] as const;
    for (const [cloud, account] of rows) await run(cloud, account, `${clouds[cloud].host}/${account}/app:1`);
    for (const [cloud, account] of rows) {
      const { state } = await kubelet.waitForContainer(podOf(cloud, account), 'failing', isPullFailing);
      console.log(
        cloud,
        account,
        '\n  ',
        state.waiting?.message,
        '\n  ',
        kubelet
          .log()
          .split('\n')
          .filter((l) => l.includes('plugin.go') && l.includes(podOf(cloud, account)))
          .join('\n  '),
      );
    }
  });
});

const byProvider = ({ journal }: Clouds): readonly RecordedRequest[] =>
  journal.requests.filter(({ path }) => path !== '/oauth2/token');

function cloudsThatTrust({ issuer, jwks }: ApiServer): Parameters<typeof startClouds>[0] {
  const issuers = [{ issuer, keys: jwks }];
  const federated = (account: string) => [{ issuer, subject: subjectOf(account) }];
  return {
    aws: {
      issuers,
      roles: [
        {
          arn: roleArn('pull-payments'),
          allows: ['ecr:GetAuthorizationToken'],
          trusts: { issuer, subjects: [subjectOf('puller')] },
        },
        {
          arn: roleArn('admin'),
          allows: ['ecr:GetAuthorizationToken'],
          trusts: { issuer, subjects: [subjectOf('climber')] },
        },
        { arn: roleArn('node'), allows: ['ecr:GetAuthorizationToken'] },
      ],
      passwords: { [roleArn('pull-payments')]: ecrPassword },
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
      registries: [{ loginServer: clouds.acr.host, tenant, pullers: [pullClient, otherClient, nodeClient] }],
    },
    google: {
      issuers,
      providers: [{ audience: googleProvider, issuer, subjects: [subjectOf('*')] }],
      accounts: [
        { email: email('pull'), tokenCreators: [principalOf('puller')] },
        { email: email('other'), tokenCreators: [principalOf('climber')] },
        { email: email('node') },
      ],
      machine: { accounts: { default: email('node') } },
    },
  };
}

/** What the registries make of a credential: only those of the identities that may pull are good. */
const isGood: Readonly<Record<CloudName, (user: User, fakes: Clouds) => boolean | Promise<boolean>>> = {
  ecr: ({ username, password }) => username === clouds.ecr.username && password === ecrPassword,
  acr: async ({ username, password }, fakes) => {
    const query = new URLSearchParams({ service: clouds.acr.host, scope: 'repository:app:pull' });
    const sent = get(`${fakes.azure.urls.acr}/oauth2/token?${query}`, {
      auth: `${username}:${password}`,
      ca: fakes.internet.authority.certificate,
      headers: { host: clouds.acr.host },
      servername: clouds.acr.host,
    });
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode === 200;
  },
  google: ({ username, password }, fakes) =>
    username === clouds.google.username &&
    [memberOf(email('pull')), principalOf('bare')].includes(fakes.google.readToken(password)?.member ?? ''),
};

// Service accounts and the clouds on a real node: an image comes from a cloud's registry because of what the Pod's
// service account is there. Each cloud checks the token with the API server's own keys, and is reached under its real
// host names.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { Clouds } from '../clouds/clouds.ts';
import type { Claims } from '../clouds/jwt.ts';
import { runProgram } from '../support/run-program.ts';
import { configText } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { KubernetesObject } from './api-client.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import {
  type Account,
  accounts,
  annotationKeysOf,
  annotationsOf,
  asksOf,
  type CloudName,
  cloudCases,
  cloudNames,
  namespace,
  startCloudRegistries,
  startCloudsFor,
  subjectOf,
} from './cloud-accounts.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { namespaceObject, serviceAccountObject } from './objects.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import type { Registry } from './registry.ts';
import { meaningsOfLog, meaningsOfPod } from './troubleshooting.ts';

const NOT_ALLOWED = 'the annotation names an identity that the rule does not allow';
const NO_ANNOTATION =
  "the service account has no annotation that names an identity, or this plugin's entry does not list it";
const DENIED = 'the cloud refused the identity, or does not allow the service account to use it';

const NO_CREDENTIAL: Readonly<Record<CloudName, string>> = {
  ecr: "there was no credential, or the registry refused it, for a registry with passwords (ECR): see the kubelet's log",
  acr: "there was no credential for a registry with a token service (ACR, Google, Docker Hub, Harbor): see the kubelet's log",
  google:
    "there was no credential for a registry with a token service (ACR, Google, Docker Hub, Harbor): see the kubelet's log",
};

/** Our line in the kubelet's log; `statuses` of the requests that bore the service account's token. */
interface Failure {
  readonly cloud: CloudName;
  readonly account: Account;
  readonly means: string;
  readonly line: string;
  readonly statuses: readonly number[];
}

const FAILURES: readonly Failure[] = [
  {
    cloud: 'ecr',
    account: 'climber',
    means: NOT_ALLOWED,
    line: 'rule "ecr": ecr: service account payments/climber: annotation eks.amazonaws.com/role-arn: arn:aws:iam::210987654321:role/admin is not in ecr.allowedRoleArns of the rule (arn:aws:iam::210987654321:role/pull-*); add it to ecr.allowedRoleArns, or correct the annotation: kubectl annotate --overwrite serviceaccount --namespace payments climber eks.amazonaws.com/role-arn=… [IDENTITY_NOT_ALLOWED]',
    statuses: [],
  },
  {
    cloud: 'acr',
    account: 'climber',
    means: NOT_ALLOWED,
    line: `rule "acr": acr: service account payments/climber: annotation azure.workload.identity/client-id: 00000000-aaaa-4aaa-8aaa-000000000002 is not in acr.allowedClientIds of the rule (00000000-aaaa-4aaa-8aaa-000000000001); add it to acr.allowedClientIds, or correct the annotation: kubectl annotate --overwrite serviceaccount --namespace payments climber azure.workload.identity/client-id=… [IDENTITY_NOT_ALLOWED]`,
    statuses: [],
  },
  {
    cloud: 'google',
    account: 'climber',
    means: NOT_ALLOWED,
    line: 'rule "google": google: service account payments/climber: annotation iam.gke.io/gcp-service-account: other@payments-prod.iam.gserviceaccount.com is not in google.allowedServiceAccounts of the rule (pull@*.iam.gserviceaccount.com); add it to google.allowedServiceAccounts, or correct the annotation: kubectl annotate --overwrite serviceaccount --namespace payments climber iam.gke.io/gcp-service-account=… [IDENTITY_NOT_ALLOWED]',
    statuses: [],
  },
  {
    cloud: 'ecr',
    account: 'bare',
    means: NO_ANNOTATION,
    line: `rule "ecr": ecr: service account payments/bare has no annotation eks.amazonaws.com/ecr-role-arn (or eks.amazonaws.com/role-arn) in the request; set it: kubectl annotate serviceaccount --namespace payments bare eks.amazonaws.com/ecr-role-arn=ROLE_ARN; and add the key to optionalServiceAccountAnnotationKeys of this plugin's entry in the kubelet's configuration [ANNOTATION_MISSING]`,
    statuses: [],
  },
  {
    cloud: 'acr',
    account: 'bare',
    means: NO_ANNOTATION,
    line: `rule "acr": acr: service account payments/bare has no annotation kubernetes.azure.com/acr-client-id (or azure.workload.identity/client-id) in the request; set it: kubectl annotate serviceaccount --namespace payments bare kubernetes.azure.com/acr-client-id=CLIENT_ID; and add the key to optionalServiceAccountAnnotationKeys of this plugin's entry in the kubelet's configuration [ANNOTATION_MISSING]`,
    statuses: [],
  },
  {
    cloud: 'ecr',
    account: 'stranger',
    means: DENIED,
    line: 'rule "ecr": ecr: AssumeRoleWithWebIdentity arn:aws:iam::210987654321:role/pull-payments at eu-west-1 for service account payments/stranger: access denied (AccessDenied, status 403); check that the role exists, and that its trust policy allows this caller, with its conditions (sub, aud, external ID) [BACKEND_DENIED]',
    statuses: [403],
  },
  {
    cloud: 'acr',
    account: 'stranger',
    means: DENIED,
    line: 'rule "acr": acr: Entra ID token at login.microsoftonline.com for client 00000000-aaaa-4aaa-8aaa-000000000001 of tenant 72f988bf-86f1-41af-91ab-2d7cd011db47 (service account payments/stranger): no federated credential of the application has the token\'s subject (AADSTS700213, status 401): "issuer https://kubernetes.corp.example, subject system:serviceaccount:payments:stranger, audience api://AzureADTokenExchange, trace TRACE"; correct the issuer, subject and audience of the application\'s federated credential [BACKEND_DENIED]',
    statuses: [401],
  },
  {
    // Google's STS knows everybody of the pool; the service account to act as is what refuses.
    cloud: 'google',
    account: 'stranger',
    means: DENIED,
    line: `rule "google": google: impersonation at iamcredentials.googleapis.com for service account payments/stranger as pull@payments-prod.iam.gserviceaccount.com: the caller may not impersonate this service account, or it does not exist (PERMISSION_DENIED, status 403): "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist)."; grant the caller a role on it: a Kubernetes service account roles/iam.workloadIdentityUser, a Google service account roles/iam.serviceAccountTokenCreator; in a chain, each needs it on the next [BACKEND_DENIED]`,
    statuses: [200],
  },
];

const podName = (cloud: CloudName, account: Account): string => `${cloud}-${account}`;

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`the clouds, kubelet and API server ${kubernetesVersion}`, { timeout: 15 * 60_000 }, () => {
  let node: Node;
  let apiServer: ApiServer;
  let clouds: Clouds;
  let registries: Readonly<Record<CloudName, Registry>>;
  let kubelet: Kubelet;

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, []);
    apiServer = await node.startApiServer();
    clouds = await startCloudsFor(apiServer);
    registries = await startCloudRegistries(node, clouds);
    const objects = [
      namespaceObject(namespace),
      ...(Object.keys(accounts) as Account[]).map((name) =>
        serviceAccountObject({ namespace, name }, annotationsOf(name)),
      ),
    ];
    for (const object of objects) await apiServer.client.create(object);

    const rules = cloudNames.map((name) => {
      const { host, settings } = cloudCases[name];
      return { name, matchImages: [host], identity: 'serviceAccount', [name]: settings };
    });
    const caFile = await node.write('clouds.pem', clouds.internet.authority.certificate);
    const config = await node.write('config.json', configText(rules, { caFile }));
    // As an operator would: whatever the API server takes of it, the kubelet gets tokens for these audiences or for none.
    const grant = await runProgram(executable, ['generate', 'rbac', '--config', config], {}, 10_000);
    for (const document of parseAllDocuments(grant)) {
      await apiServer.client.create(document.toJS() as KubernetesObject);
    }
    const env = Object.entries(clouds.env).map(([name, value]) => ({ name, value }));
    // An entry has one audience, so that each cloud needs its own, under a name of its own.
    const providers = cloudNames.map((name) => ({
      name: `registry-credential-provider-${name}`,
      matchImages: [cloudCases[name].host],
      args: ['--config', config],
      env,
      tokenAttributes: {
        serviceAccountTokenAudience: cloudCases[name].audience,
        cacheType: 'ServiceAccount' as const,
        requireServiceAccount: true,
        optionalServiceAccountAnnotationKeys: annotationKeysOf(name),
      },
    }));
    kubelet = await node.startKubelet(executable, providers, apiServer);
  });

  after(async () => {
    await node?.stop();
    await clouds?.close();
  });

  const runPod = (cloud: CloudName, name: Account, image: string) =>
    kubelet.runPod(podName(cloud, name), image, { namespace, name });

  for (const cloud of cloudNames) {
    test(`${cloud}: the identity that the annotation chose pulls, and the Pod runs`, { skip }, async () => {
      const { username, asks, token, audience } = cloudCases[cloud];
      const repository = `${cloud}/puller/app`;
      clouds.journal.clear();
      await runPod(cloud, 'puller', await node.publish(registries[cloud], repository));
      await kubelet.waitForContainer(podName(cloud, 'puller'), 'running', isRunning);
      assert.deepEqual(registries[cloud].pullers(repository), [username]);

      const asked = asksOf(clouds);
      assert.deepEqual(
        asked.map(({ method, host, path }) => `${method} ${host}${path}`).toSorted(),
        asks.toSorted(),
      );
      const bearer = asked.find(({ service }) => service === token.service);
      assert.equal(bearer?.status, 200);
      const { iss, aud, sub, ...claims }: Claims = bearer.claims[token.place] ?? {};
      assert.deepEqual([iss, aud, sub], [apiServer.issuer, [audience], subjectOf('puller')]);
      const { pod } = claims['kubernetes.io'] as { readonly pod: { readonly name: string } };
      assert.equal(pod.name, podName(cloud, 'puller'));
    });
  }

  test('google: without an annotation the service account itself pulls, and the Pod runs', {
    skip,
  }, async () => {
    const repository = 'google/bare/app';
    clouds.journal.clear();
    await runPod('google', 'bare', await node.publish(registries.google, repository));
    await kubelet.waitForContainer(podName('google', 'bare'), 'running', isRunning);
    assert.deepEqual(registries.google.pullers(repository), [cloudCases.google.username]);
    assert.deepEqual(
      asksOf(clouds).map(({ host, path, claims }) => [host, path, claims['field subject_token']?.sub]),
      [['sts.googleapis.com', '/v1/token', subjectOf('bare')]],
    );
  });

  describe('who may not', () => {
    // By now the kubelet and the registries know good credentials for the same hosts, of another service account.
    before(async () => {
      if (programs instanceof Unavailable) return;
      clouds.journal.clear();
      for (const { cloud, account } of FAILURES) {
        await runPod(cloud, account, `${cloudCases[cloud].host}/${cloud}/puller/app:1`);
      }
    });

    for (const { cloud, account, means, line, statuses } of FAILURES) {
      test(`${cloud}: ${account}: ${means}`, { skip }, async () => {
        const pod = podName(cloud, account);
        const { state } = await kubelet.waitForContainer(pod, 'failing', isPullFailing);
        const message = state.waiting?.message ?? '';
        assert.deepEqual(meaningsOfPod(message), [NO_CREDENTIAL[cloud]], message);

        const lines = kubelet.linesWith('plugin.go', `${namespace}/${pod}`);
        assert.deepEqual(meaningsOfLog(lines), [means], lines.join('\n'));
        const [logged = ''] = lines;
        const [, ours = ''] = /: exit status 1: (.*)" provider="/.exec(logged) ?? [];
        assert.equal(ours.replaceAll('\\"', '"').replace(/(?<=trace )[-0-9a-f]{36}/, 'TRACE'), line);
        assert.ok(
          logged.endsWith(` serviceAccount="${namespace}/${account}"`) &&
            logged.includes(`provider="registry-credential-provider-${cloud}"`),
          logged,
        );

        const { token } = cloudCases[cloud];
        const seen = asksOf(clouds).filter(({ claims }) => claims[token.place]?.sub === subjectOf(account));
        // The kubelet tries again on its own: a further request may be on its way.
        const answered = seen.flatMap(({ status }) => status ?? []);
        assert.deepEqual([...new Set(answered)], statuses);
      });
    }

    test("no credential was asked for, and no metadata service for the node's identity", { skip }, () => {
      const asked = asksOf(clouds).map(({ method, host, path }) => `${method} ${host}${path}`);
      // Of the puller's requests those that refuse or come before it: nobody got as far as ECR or ACR's exchange.
      const [, ecrIdentity] = cloudCases.ecr.asks;
      const [acrChallenge, acrIdentity] = cloudCases.acr.asks;
      assert.deepEqual(
        [...new Set(asked)].toSorted(),
        [ecrIdentity, acrChallenge, acrIdentity, ...cloudCases.google.asks].toSorted(),
      );
    });

    test("no token is in the kubelet's log", { skip }, () => {
      assert.doesNotMatch(kubelet.log(), /eyJ[\w-]+\.[\w-]+|ya29\./);
    });
  });
});

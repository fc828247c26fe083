// Service accounts on a real node: the kubelet gets their tokens and annotations from a real API server and hands
// them to our executable. Each failure with the text that an operator finds, and where.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { verifyOidcToken } from '../clouds/oidc.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import type { TokenAttributes } from './credential-provider.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { audienceGrant, namespaceObject, serviceAccountObject } from './objects.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import { meaningsOfLog } from './troubleshooting.ts';

const puller = { username: 'puller', password: 'may:pull' };
const audience = 'registry.corp.example';
const ungrantedAudience = 'ungranted.corp.example';
const annotation = 'corp.example/registry-role';

/** The rule is for all of team-b, and for nobody else. */
const annotated = { namespace: 'team-b', name: 'annotated' };
const plain = { namespace: 'team-b', name: 'plain' };
const foreign = { namespace: 'team-a', name: 'plain' };

/** What the kubelet is told for the images below the paths of these names. */
const providers: Readonly<Record<string, TokenAttributes>> = {
  accounts: { serviceAccountTokenAudience: audience, cacheType: 'Token', requireServiceAccount: true },
  annotations: {
    serviceAccountTokenAudience: audience,
    cacheType: 'ServiceAccount',
    requireServiceAccount: true,
    requiredServiceAccountAnnotationKeys: [annotation],
  },
  ungranted: {
    serviceAccountTokenAudience: ungrantedAudience,
    cacheType: 'Token',
    requireServiceAccount: true,
  },
};

/** All that a Pod says when its image was asked for without a credential, whatever the reason was. */
const noCredential =
  /\/app:1": pulling from host \S+ failed with status code \[manifests 1\]: 401 Unauthorized/;

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`kubelet and API server ${kubernetesVersion}`, { timeout: 15 * 60_000 }, () => {
  let node: Node;
  let apiServer: ApiServer;
  let kubelet: Kubelet;

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, [puller]);
    const { host } = node.registry;
    apiServer = await node.startApiServer();
    const objects = [
      namespaceObject('team-a'),
      namespaceObject('team-b'),
      serviceAccountObject(foreign),
      serviceAccountObject(plain),
      serviceAccountObject(annotated, { [annotation]: 'puller' }),
      ...audienceGrant(audience),
    ];
    for (const object of objects) await apiServer.client.create(object);

    const config = await node.write(
      'config.yaml',
      `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: team-b
    matchImages: ["${host}"]
    matchServiceAccounts: ["team-b/*"]
    static: { username: ${puller.username}, password: "${puller.password}" }
`,
    );
    kubelet = await node.startKubelet(
      executable,
      Object.entries(providers).map(([name, tokenAttributes]) => ({
        name,
        matchImages: [`${host}/${name}/`],
        args: ['--config', config],
        tokenAttributes,
      })),
      apiServer,
    );
  });

  after(() => node?.stop());

  test('a fake cloud that trusts the API server takes its token', { skip }, async () => {
    const { status } = await apiServer.client.post<{ status: { token: string } }>(
      `/api/v1/namespaces/${plain.namespace}/serviceaccounts/${plain.name}/token`,
      { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: [audience] } },
    );
    const trusted = [{ issuer: apiServer.issuer, keys: apiServer.jwks }];
    const { problem, claims } = await verifyOidcToken(status.token, trusted, new Date());
    assert.equal(problem, undefined);
    assert.deepEqual([claims.aud, claims.sub], [[audience], 'system:serviceaccount:team-b:plain']);
  });

  test('a service account that the rule is for: the Pod runs', { skip }, async () => {
    await kubelet.runPod('allowed', await node.publish(node.registry, 'accounts/allowed/app'), plain);
    await kubelet.waitForContainer('allowed', 'running', isRunning);
    assert.deepEqual(node.registry.pullers('accounts/allowed/app'), [puller.username]);
  });

  test('one that it is not for: nothing but a pull without credential, on the Pod', { skip }, async () => {
    await kubelet.runPod('foreign', await node.publish(node.registry, 'accounts/foreign/app'), foreign);
    const { state } = await kubelet.waitForContainer('foreign', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', noCredential);
    await apiServer.waitForEvent('foreign', noCredential);
    // No rule matching is an answer, and the kubelet logs none, but of verbosity 5 that we were asked.
    assert.deepEqual(kubelet.linesWith('plugin.go', 'team-a/foreign'), []);
    assert.deepEqual(meaningsOfLog(kubelet.linesWith('plugin.go', 'accounts/foreign/app')), [
      'the plugin was run, and gave no credential because no rule matches the image and service account, or gave one that the registry refused',
    ]);
    assert.deepEqual(node.registry.pullers('accounts/foreign/app'), []);
  });

  test("an audience that nodes may not ask for: the kubelet's log says so", { skip }, async () => {
    await kubelet.runPod('ungranted', await node.publish(node.registry, 'ungranted/app'), plain);
    const { state } = await kubelet.waitForContainer('ungranted', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', noCredential);
    await apiServer.waitForEvent('ungranted', noCredential);
    const [line = ''] = kubelet.linesWith('plugin.go', 'team-b/ungranted');
    assert.match(
      line,
      /Failed to provide credentials for image" err="failed to get service account token: .*audience \\"ungranted\.corp\.example\\" not found in pod spec volume, system:node:node is not authorized to request tokens for this audience" provider="ungranted" .* serviceAccount="team-b\/plain"/,
    );
    assert.deepEqual(meaningsOfLog([line]), [
      'nodes may not request tokens with this audience (API server before 1.37); the plugin was not run',
    ]);

    for (const object of audienceGrant(ungrantedAudience)) await apiServer.client.create(object);
  });

  test('an annotation that the provider requires and the account has: the Pod runs', { skip }, async () => {
    await kubelet.runPod(
      'annotated',
      await node.publish(node.registry, 'annotations/present/app'),
      annotated,
    );
    await kubelet.waitForContainer('annotated', 'running', isRunning);
    assert.deepEqual(node.registry.pullers('annotations/present/app'), [puller.username]);
  });

  test("one that it lacks: only a kubelet's log of verbosity 5 says so", { skip }, async () => {
    await kubelet.runPod('lacking', await node.publish(node.registry, 'annotations/lacking/app'), plain);
    const { state } = await kubelet.waitForContainer('lacking', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', noCredential);
    await apiServer.waitForEvent('lacking', noCredential);
    const lines = kubelet.linesWith('plugin.go', 'team-b/lacking');
    assert.notEqual(lines.length, 0);
    for (const line of lines) {
      assert.match(
        line,
        /Failed to get service account data" err="required annotation corp\.example\/registry-role not found" provider="annotations" .* serviceAccount="team-b\/plain"/,
      );
    }
    assert.deepEqual(meaningsOfLog(lines), [
      'an annotation of `requiredServiceAccountAnnotationKeys` is missing; the plugin was not run',
    ]);
  });

  test('a Pod without a service account, as a static one: only verbosity 5 says so', { skip }, async () => {
    await kubelet.runPod('nobody', await node.publish(node.registry, 'accounts/nobody/app'));
    const { state } = await kubelet.waitForContainer('nobody', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', noCredential);
    const lines = kubelet.linesWith('plugin.go', 'default/nobody');
    assert.deepEqual(meaningsOfLog(lines), [
      "a static Pod has no service account, and this plugin's entry has `requireServiceAccount: true`; the plugin was not run",
    ]);
    assert.deepEqual(node.registry.pullers('accounts/nobody/app'), []);
  });

  test('an image that no provider is for: nothing, and a public one is pulled', { skip }, async () => {
    await kubelet.runPod('public', await node.publish(node.publicRegistry, 'unlisted/app'), plain);
    await kubelet.waitForContainer('public', 'running', isRunning);
    assert.deepEqual(meaningsOfLog(kubelet.linesWith('plugin.go', 'unlisted/app')), [
      "no `matchImages` of the kubelet's configuration matches, or its cache has the credential",
    ]);
  });

  // The last, since the kubelet tries again after some ten seconds only.
  test('once nodes may ask for it, the same Pod runs', { skip }, async () => {
    await kubelet.waitForContainer('ungranted', 'running after the grant', isRunning);
    assert.deepEqual(node.registry.pullers('ungranted/app'), [puller.username]);
  });
});

// A registry that takes the Pod's token as the password, and verifies it against the real API server's keys: entries and
// grant as generate prints them, and what the kubelet says without.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { run } from '../support/executable.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { KubernetesObject } from './api-client.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import type { Provider, TokenAttributes } from './credential-provider.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, type OidcRegistry, startNode } from './node.ts';
import { namespaceObject, serviceAccountObject } from './objects.ts';
import type { OidcFront } from './oidc-front.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import { meaningsOfLog } from './troubleshooting.ts';
import { waitFor } from './wait.ts';

const HOST = 'zot.corp.example';
const app = { namespace: 'team-a', name: 'app' };
const foreign = { namespace: 'team-b', name: 'app' };

const rule = (name: string, path: string, audience: string) => ({
  name,
  matchImages: [`${HOST}/${path}/`],
  identity: 'serviceAccount',
  serviceAccountToken: { username: 'jwt', audience },
});
const CONFIG = {
  apiVersion: 'registry-credential-provider/v1alpha1',
  kind: 'RegistryCredentialProviderConfig',
  cache: { directory: '/run/registry-credential-provider' },
  rules: [rule('zot', 'team', HOST), rule('ungranted', 'ungranted', 'ungranted.corp.example')],
};

/** For the entry that caches by service account. */
const byAccount = { ...CONFIG, rules: [rule('by-account', 'team-by-account', HOST)] };

/** `1.35` */
const release = /^v?(\d+\.\d+)/.exec(kubernetesVersion)?.[1] ?? '';

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`a registry that takes tokens, kubelet and API server ${kubernetesVersion}`, {
  timeout: 15 * 60_000,
}, () => {
  let node: Node;
  let apiServer: ApiServer;
  let kubelet: Kubelet;
  let registry: OidcFront & OidcRegistry;
  /** As generate rbac prints it. */
  let grant: readonly KubernetesObject[];

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, []);
    apiServer = await node.startApiServer();
    const { issuer } = apiServer;
    registry = await node.startOidcRegistry(HOST, {
      trusted: { issuer, keys: apiServer.jwks },
      audience: HOST,
      allows: (user) => user.startsWith(`${issuer}/system:serviceaccount:team-a:`),
    });
    for (const account of [app, foreign]) {
      await apiServer.client.create(namespaceObject(account.namespace));
      await apiServer.client.create(serviceAccountObject(account));
    }

    const config = await node.write('config.yaml', JSON.stringify(CONFIG));
    const generate = async (...what: readonly string[]) => {
      const { exit, stdout, stderr } = await run({
        command: [executable, '--config', config, 'generate', ...what],
      });
      assert.deepEqual([exit, stderr], [0, '']);
      return stdout;
    };
    grant = parseAllDocuments(await generate('rbac')).map((document) => document.toJS() as KubernetesObject);
    // Nodes are granted the audience of the first rule only.
    for (const object of grant) {
      const rules = (object.rules as { resources: string[] }[] | undefined)?.filter(({ resources }) =>
        resources.includes(HOST),
      );
      await apiServer.client.create(rules === undefined ? object : { ...object, rules });
    }
    const { providers }: { providers: Provider[] } = parse(
      await generate('kubelet-config', '--tokens', `--kubelet-version=${release}`),
    );
    assert.deepEqual(
      providers.map(({ tokenAttributes }) => tokenAttributes?.cacheType),
      ['Token', 'Token'],
    );
    const [first] = providers as [Provider];
    const wrongly: Provider = {
      ...first,
      name: 'cached-by-account',
      matchImages: [`${HOST}/team-by-account/`],
      args: ['--config', await node.write('by-account.yaml', JSON.stringify(byAccount))],
      tokenAttributes: { ...(first.tokenAttributes as TokenAttributes), cacheType: 'ServiceAccount' },
    };
    kubelet = await node.startKubelet(executable, [...providers, wrongly], apiServer);
  });

  after(() => node?.stop());

  test('the Pod of an account that may pull runs', { skip }, async () => {
    await kubelet.runPod('allowed', await registry.publish('team/app'), app);
    await kubelet.waitForContainer('allowed', 'running', isRunning);
    const user = `${apiServer.issuer}/system:serviceaccount:team-a:app`;
    assert.deepEqual(registry.pullers('team/app'), [user]);
    assert.deepEqual(registry.refusals, []);
  });

  test('of another account the registry knows who it is, and refuses', { skip }, async () => {
    await kubelet.runPod('foreign', await registry.publish('team/other'), foreign);
    const { state } = await kubelet.waitForContainer('foreign', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', /403 Forbidden/);
    assert.deepEqual(registry.pullers('team/other'), []);
    const refused = `access of ${apiServer.issuer}/system:serviceaccount:team-b:app`;
    assert.deepEqual([...new Set(registry.refusals)], [refused]);
  });

  test('a Pod without a service account gets nothing, and the plugin is not run', { skip }, async () => {
    await kubelet.runPod('nobody', await registry.publish('team/nobody'));
    const { state } = await kubelet.waitForContainer('nobody', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', /401 Unauthorized/);
    assert.deepEqual(meaningsOfLog(kubelet.linesWith('plugin.go', 'default/nobody')), [
      "a static Pod has no service account, and this plugin's entry has `requireServiceAccount: true`; the plugin was not run",
    ]);
  });

  test('without cacheType Token the kubelet refuses the token', { skip }, async () => {
    await kubelet.runPod('by-account', await registry.publish('team-by-account/app'), app);
    const { state } = await kubelet.waitForContainer('by-account', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', /401 Unauthorized/);
    const lines = kubelet.linesWith('plugin.go', 'cached-by-account', 'Failed to provide');
    assert.deepEqual(meaningsOfLog(lines), [
      'the password of the rule is the service account token (`serviceAccountToken`), and the entry has `cacheType: ServiceAccount`',
    ]);
    assert.deepEqual(registry.pullers('team-by-account/app'), []);
  });

  test('without the grant the kubelet gets no token', { skip }, async () => {
    await kubelet.runPod('ungranted', await registry.publish('ungranted/app'), app);
    const { state } = await kubelet.waitForContainer('ungranted', 'failing', isPullFailing);
    assert.match(state.waiting?.message ?? '', /401 Unauthorized/);
    assert.deepEqual(meaningsOfLog(kubelet.linesWith('plugin.go', 'team-a/ungranted', 'Failed to provide')), [
      'nodes may not request tokens with this audience (API server before 1.37); the plugin was not run',
    ]);
  });

  test('with it, the token is for another audience than the registry accepts', { skip }, async () => {
    const [role] = grant as [KubernetesObject];
    await apiServer.client.apply(role);
    const refused = async () => registry.refusals.includes('audience ungranted.corp.example') || undefined;
    await waitFor('a refusal of the registry', refused, { timeoutMs: 120_000, explain: () => '' });
    assert.deepEqual(registry.pullers('ungranted/app'), []);
  });

  test('the token is on no disk, and in no log', { skip }, async () => {
    assert.doesNotMatch(kubelet.log(), /eyJ[\w-]+\.eyJ/);
    const found = await node.machine.run('find /run/registry-credential-provider 2>/dev/null || true');
    assert.equal(found, '');
  });
});

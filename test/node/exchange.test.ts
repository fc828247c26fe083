// A registry whose token service takes the Pod's token, which the API server has signed, and the token of the node: Pods
// run because of who they are, a static Pod because of its node.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import type { Cloud } from '../clouds/cloud.ts';
import { keySet, signingKeyOf, signJwt } from '../clouds/jwt.ts';
import { type RegistryService, startRegistries } from '../clouds/registries.ts';
import { run } from '../support/executable.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { KubernetesObject } from './api-client.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import type { Provider } from './credential-provider.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { namespaceObject, serviceAccountObject } from './objects.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import type { Registry } from './registry.ts';

const HOST = 'artifacts.corp.example';
const PODS = '11111111-2222-4333-8444-555555555555';
const NODES = 'aaaaaaaa-2222-4333-8444-555555555555';
const AGENT = 'https://agent.corp.example';
const SPIFFE_ID = 'spiffe://corp.example/node';
const app = { namespace: 'team-a', name: 'app' };
const foreign = { namespace: 'team-b', name: 'app' };

/** `1.35` */
const release = /^v?(\d+\.\d+)/.exec(kubernetesVersion)?.[1] ?? '';

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`a registry that exchanges tokens, kubelet and API server ${kubernetesVersion}`, {
  timeout: 15 * 60_000,
}, () => {
  let node: Node;
  let apiServer: ApiServer;
  let kubelet: Kubelet;
  let registry: Registry;
  let services: Cloud<RegistryService>;

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, []);
    apiServer = await node.startApiServer();
    services = await startRegistries({
      issuers: [
        { issuer: apiServer.issuer, keys: apiServer.jwks },
        { issuer: AGENT, keys: keySet(signingKeyOf('agent')) },
      ],
      artifactKeeper: {
        providers: [
          {
            id: PODS,
            issuer: apiServer.issuer,
            audience: HOST,
            subjects: ['system:serviceaccount:team-a:*'],
            username: 'pods',
          },
          { id: NODES, issuer: AGENT, audience: HOST, subjects: [SPIFFE_ID], username: 'nodes' },
        ],
      },
    });
    registry = await node.startPasswordRegistry(HOST, [
      { username: 'pods', password: `ak--${PODS}` },
      { username: 'nodes', password: `ak--${NODES}` },
    ]);
    for (const account of [app, foreign]) {
      await apiServer.client.create(namespaceObject(account.namespace));
      await apiServer.client.create(serviceAccountObject(account));
    }
    const claims = { iss: AGENT, sub: SPIFFE_ID, aud: [HOST], exp: Math.floor(Date.now() / 1000) + 3600 };
    const file = await node.write('node.jwt', signJwt(signingKeyOf('agent'), claims));
    const artifactKeeper = { endpoint: services.urls.artifactKeeper };
    const config = await node.write(
      'config.yaml',
      JSON.stringify({
        apiVersion: 'registry-credential-provider/v1alpha1',
        kind: 'RegistryCredentialProviderConfig',
        cache: { directory: '/run/registry-credential-provider' },
        rules: [
          {
            name: 'pods',
            matchImages: [`${HOST}/team/`],
            identity: 'serviceAccount',
            exchange: { serviceAccountTokenAudience: HOST, artifactKeeper },
          },
          {
            name: 'node',
            matchImages: [`${HOST}/system/`],
            exchange: { subject: { file }, artifactKeeper },
          },
        ],
      }),
    );
    const generate = async (...what: readonly string[]) => {
      const command = [executable, '--config', config, 'generate', ...what] as const;
      const { exit, stdout, stderr } = await run({ command: [...command] });
      assert.deepEqual([exit, stderr], [0, '']);
      return stdout;
    };
    for (const document of parseAllDocuments(await generate('rbac'))) {
      await apiServer.client.create(document.toJS() as KubernetesObject);
    }
    const { providers }: { providers: Provider[] } = parse(
      await generate('kubelet-config', '--tokens', `--kubelet-version=${release}`),
    );
    assert.deepEqual(
      providers.map(({ name, tokenAttributes }) => [name, tokenAttributes?.cacheType]),
      [
        ['registry-credential-provider-exchange', 'ServiceAccount'],
        ['registry-credential-provider', undefined],
      ],
    );
    kubelet = await node.startKubelet(executable, providers, apiServer);
  });

  after(async () => {
    await node?.stop();
    await services?.close();
  });

  test('Pods of an account that the registry trusts run, by one exchange', { skip }, async () => {
    for (const name of ['one', 'two']) {
      await kubelet.runPod(name, await node.publish(registry, `team/${name}`), app);
      await kubelet.waitForContainer(name, 'running', isRunning);
    }
    assert.equal(services.requests.length, 1);
  });

  test('of another account the line says what the registry saw', { skip }, async () => {
    await kubelet.runPod('foreign', await node.publish(registry, 'team/foreign'), foreign);
    await kubelet.waitForContainer('foreign', 'failing', isPullFailing);
    const [line = ''] = kubelet.linesWith('plugin.go', 'rule \\"pods\\"');
    assert.match(line, /no identity mapping of the CI OIDC provider fits the token/);
    assert.match(line, /subject system:serviceaccount:team-b:app/);
    assert.doesNotMatch(kubelet.log(), /eyJ[\w-]+\.eyJ/);
  });

  test("a Pod without a service account runs by the node's token", { skip }, async () => {
    await kubelet.runPod('static', await node.publish(registry, 'system/agent'));
    await kubelet.waitForContainer('static', 'running', isRunning);
    assert.equal(services.requests.at(-1)?.status, 200);
  });

  test('the cache has the credentials, and no token', { skip }, async () => {
    const found = await node.machine.run('cat /run/registry-credential-provider/*.json');
    assert.match(found, /ak--/);
    assert.doesNotMatch(found, /eyJ[\w-]+\.eyJ/);
  });
});

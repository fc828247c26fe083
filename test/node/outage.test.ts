// The service that a registry's credentials come from is cut off for longer than a credential lives: a container whose image
// is on the node starts again by the expired one, unless the grace is off or the service has refused. And what an entry
// without tokens beside the one with tokens costs at a pull that works.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import type { Cloud } from '../clouds/cloud.ts';
import { type RegistryService, startRegistries } from '../clouds/registries.ts';
import { run } from '../support/executable.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { KubernetesObject } from './api-client.ts';
import type { ApiServer } from './api-server.ts';
import { kubernetesVersion } from './build.ts';
import { containerdSocket } from './containerd.ts';
import type { Provider } from './credential-provider.ts';
import type { Kubelet } from './kubelet.ts';
import { type Node, startNode } from './node.ts';
import { namespaceObject, serviceAccountObject } from './objects.ts';
import { isPullFailing, isRunning } from './pod.ts';
import { findExecutable, preparePrograms } from './prepare.ts';
import type { Registry } from './registry.ts';
import { waitFor } from './wait.ts';

const HOST = 'artifacts.corp.example';
const PODS = '11111111-2222-4333-8444-555555555555';
const NAME = 'registry-credential-provider';
const CACHE = `/run/${NAME}`;
const LOG = '/var/log/plugin.log';
const LIMIT = '--rules-without-tokens';
const app = { namespace: 'team-a', name: 'app' };

/** `1.35` */
const release = /^v?(\d+\.\d+)/.exec(kubernetesVersion)?.[1] ?? '';

const programs = await preparePrograms();
/** Where the programs of the node are. */
const path = programs instanceof Unavailable ? '' : programs.env.PATH;
const skip = programs instanceof Unavailable && programs.message;

describe(`an outage that outlasts a credential, kubelet and API server ${kubernetesVersion}`, {
  timeout: 15 * 60_000,
}, () => {
  let node: Node;
  let apiServer: ApiServer;
  let kubelet: Kubelet;
  let registry: Registry;
  let services: Cloud<RegistryService>;
  let image: string;

  const configure = (graceAfterExpiry: string) =>
    node.write(
      'config.yaml',
      JSON.stringify({
        apiVersion: 'registry-credential-provider/v1alpha1',
        kind: 'RegistryCredentialProviderConfig',
        cache: { directory: CACHE, graceAfterExpiry },
        log: { file: LOG },
        rules: [
          {
            name: 'pods',
            matchImages: [`${HOST}/team/`],
            identity: 'serviceAccount',
            exchange: {
              serviceAccountTokenAudience: HOST,
              artifactKeeper: { endpoint: services.urls.artifactKeeper },
            },
          },
          { name: 'node', matchImages: [HOST], static: { username: 'nodes', password: 'a former one' } },
        ],
      }),
    );

  /** Ends the container, and the kubelet with its memory of what the plugin has answered. */
  const startAgain = async (): Promise<void> => {
    await node.machine.run(kubelet.restartCommand);
    const { containerID = '' } = await kubelet.waitForContainer('app', 'known', () => true);
    const id = containerID.replace('containerd://', '');
    await node.machine.run(`PATH='${path}' ctr -a ${containerdSocket} -n k8s.io tasks kill -s SIGKILL ${id}`);
  };

  /** As if the credential had been got so much earlier that it expired an hour ago. */
  const expire = async (): Promise<void> => {
    const file = (await node.machine.run(`ls ${CACHE}/*.json`)).trim();
    const entry = JSON.parse(await node.machine.run(`cat ${file}`));
    const shift = entry.kept.expiresAt - Date.now() + 3_600_000;
    entry.kept.issuedAt -= shift;
    entry.kept.expiresAt -= shift;
    for (const credential of entry.kept.entries) credential.expiresAt -= shift;
    const changed = await node.write('entry.json', `${JSON.stringify({ ...entry, failure: undefined })}\n`);
    await node.machine.run(`cat ${changed} > ${file}`);
  };

  const outcomes = async (): Promise<string[]> =>
    (await node.machine.run(`cat ${LOG}`))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ rule, serviceAccount }) => rule === 'pods' && serviceAccount !== undefined)
      .map(({ result, code, cache }) => (result === 'failure' ? code : cache?.outcome));

  const errorsOf = async (name: string): Promise<number> => {
    const text = await kubelet.metrics();
    const [, count] =
      new RegExp(
        `^kubelet_credential_provider_plugin_errors_total\\{plugin_name="${name}"\\} (\\d+)`,
        'm',
      ).exec(text) ?? [];
    return Number(count ?? 0);
  };

  before(async () => {
    if (programs instanceof Unavailable) return;
    const executable = findExecutable();
    node = await startNode(programs, []);
    apiServer = await node.startApiServer();
    services = await startRegistries({
      issuers: [{ issuer: apiServer.issuer, keys: apiServer.jwks }],
      artifactKeeper: {
        providers: [
          {
            id: PODS,
            issuer: apiServer.issuer,
            audience: HOST,
            subjects: ['system:serviceaccount:team-a:*'],
            username: 'pods',
          },
        ],
      },
    });
    registry = await node.startPasswordRegistry(HOST, [{ username: 'pods', password: `ak--${PODS}` }]);
    await apiServer.client.create(namespaceObject(app.namespace));
    await apiServer.client.create(serviceAccountObject(app));
    const config = await configure('24h');
    const generate = async (...what: readonly string[]) => {
      const { exit, stdout, stderr } = await run({
        command: [executable, '--config', config, 'generate', ...what],
      });
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
      providers.map(({ name, args }) => [name, args?.includes(LIMIT)]),
      [
        [`${NAME}-exchange`, false],
        [NAME, true],
      ],
    );
    // As earlier versions have written it.
    const former = providers.map((provider) => ({
      ...provider,
      args: provider.args?.filter((arg) => arg !== LIMIT),
    }));
    kubelet = await node.startKubelet(executable, former, apiServer);
    image = await node.publish(registry, 'team/app');
  });

  after(async () => {
    await node?.stop();
    await services?.close();
  });

  test('without the argument a pull that works is an error of the entry without tokens', {
    skip,
  }, async () => {
    await kubelet.runPod('app', image, app, 'IfNotPresent');
    await kubelet.waitForContainer('app', 'running', isRunning);
    assert.equal(await errorsOf(NAME), 1);
    assert.equal(await errorsOf(`${NAME}-exchange`), 0);
    assert.equal(kubelet.linesWith('Failed to provide credentials', 'SERVICE_ACCOUNT_MISSING').length, 1);
  });

  test('with it, it is none', { skip }, async () => {
    const file = kubelet.credentialProviderConfig;
    const config = JSON.parse(await node.machine.run(`cat ${file}`));
    config.providers.find(({ name }: Provider) => name === NAME).args.push(LIMIT);
    const changed = await node.write('providers.json', JSON.stringify(config));
    await node.machine.run(`cat ${changed} > ${file}; ${kubelet.restartCommand}`);
    const lines = () => kubelet.linesWith('Failed to provide credentials').length;
    const before = lines();
    await kubelet.runPod('second', await node.publish(registry, 'team/second'), app, 'IfNotPresent');
    await kubelet.waitForContainer('second', 'running', isRunning);
    assert.equal(await errorsOf(NAME), 0, 'of the kubelet that runs now');
    assert.equal(lines(), before);
    await apiServer.client.delete('/api/v1/namespaces/team-a/pods/second?gracePeriodSeconds=0');
  });

  test('the service is cut off: the container starts by the expired credential', { skip }, async () => {
    services.services.artifactKeeper.misbehave({ kind: 'reset' });
    await expire();
    const pulls = services.requests.length;
    await startAgain();
    await kubelet.waitForContainer(
      'app',
      'running again',
      (status) => isRunning(status) && restarts(status) === 1,
    );
    assert.ok(services.requests.length > pulls, 'the service was asked');
    assert.equal((await outcomes()).at(-1), 'expired');
  });

  test('with a grace of 0 it does not', { skip }, async () => {
    await configure('0s');
    await expire();
    await startAgain();
    await kubelet.waitForContainer('app', 'failing', isPullFailing);
    assert.equal((await outcomes()).at(-1), 'NETWORK_FAILED');
  });

  test('when the service is back, it does', { skip }, async () => {
    services.services.artifactKeeper.behave();
    await configure('24h');
    // Its delays between two starts end with the kubelet that has counted them.
    await node.machine.run(kubelet.restartCommand);
    await kubelet.waitForContainer(
      'app',
      'running again',
      (status) => isRunning(status) && restarts(status) === 2,
    );
    assert.equal((await outcomes()).at(-1), 'asked');
  });

  test('a refusal ends it, also for the outage that follows', { skip }, async () => {
    const { artifactKeeper } = services.services;
    artifactKeeper.misbehave({ kind: 'refusing', status: 403, code: 'FORBIDDEN', message: 'no mapping' });
    await expire();
    await startAgain();
    await kubelet.waitForContainer('app', 'failing', isPullFailing);
    assert.equal((await outcomes()).at(-1), 'BACKEND_DENIED');
    artifactKeeper.behave();
    artifactKeeper.misbehave({ kind: 'reset' });
    const isAsked = async () => (await outcomes()).at(-1) === 'NETWORK_FAILED' || undefined;
    await node.machine.run(`sleep 11; ${kubelet.restartCommand}`); // the refusal is remembered for 10 s
    await waitFor('the outage', isAsked, { timeoutMs: 60_000, explain: () => kubelet.log() });
    await kubelet.waitForContainer('app', 'failing', isPullFailing);
  });
});

function restarts({ restartCount = 0 }: { restartCount?: number }): number {
  return restartCount;
}

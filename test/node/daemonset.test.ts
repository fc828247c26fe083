// deploy/ before a real API server: it takes all that kustomize and Helm make of it. And with the real controller of
// DaemonSets, a roll-out over several nodes: where one is not well, no other is touched.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DeployedObject } from '../deploy/objects.ts';
import { DEPLOY, daemonSetOf, NAME, only, renderChart, renderKustomization } from '../deploy/render.ts';
import { Unavailable } from '../support/unavailable.ts';
import type { ApiClient } from './api-client.ts';
import { buildDaemonSetController, kubernetesVersion } from './build.ts';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { preparePrograms } from './prepare.ts';
import { isReady, type PodsByNode, type SimulatedNodes, startSimulatedNodes } from './simulated-nodes.ts';
import { waitFor } from './wait.ts';

const programs = await preparePrograms();
const skip = programs instanceof Unavailable && programs.message;

describe(`API server ${kubernetesVersion}`, { timeout: 15 * 60_000 }, () => {
  let controlPlane: ControlPlane;
  let client: ApiClient;

  before(async () => {
    if (programs instanceof Unavailable) return;
    controlPlane = await startControlPlane(programs);
    ({ client } = controlPlane);
    const base = await renderKustomization(join(DEPLOY, 'base'));
    await client.create(only(base, 'Namespace'));
  });

  after(() => controlPlane?.stop());

  const takes = async (objects: readonly DeployedObject[]): Promise<void> => {
    assert.notEqual(objects.length, 0);
    for (const object of objects) {
      // It is there already, and dry runs of what is new cannot be put into it otherwise.
      if (object.kind === 'Namespace') continue;
      assert.deepEqual(await client.tryToCreate(object), { warnings: [] }, object.kind);
    }
  };

  for (const folder of ['base', ...readdirSync(join(DEPLOY, 'overlays')).map((name) => `overlays/${name}`)]) {
    test(`deploy/${folder} is taken`, { skip }, async () => {
      await takes((await renderKustomization(join(DEPLOY, folder))).objects);
    });
  }

  const values: Readonly<Record<string, object>> = {
    'without further values': {},
    'with all of them': {
      imagePullSecrets: [{ name: 'pull' }],
      filesSecret: 'passwords',
      serviceAccountTokens: { enabled: true, audiences: ['sts.amazonaws.com', 'api://AzureADTokenExchange'] },
      kubelet: { profile: 'kubeadm', restartCommand: 'a "b" && c', healthTimeout: '1m', replace: ['d'] },
      maxUnavailable: '10%',
      podLabels: { team: 'platform' },
      podAnnotations: { 'corp.example/page': 'platform' },
      fullnameOverride: 'pool-a',
    },
    'that uninstalls': { uninstall: true, kubelet: { profile: 'k3s' } },
  };
  for (const [name, some] of Object.entries(values)) {
    test(`the chart ${name} is taken`, { skip }, async () => {
      await takes((await renderChart(some)).objects);
    });
  }

  test('a field that the API lacks would be refused', { skip }, async () => {
    const daemonSet = daemonSetOf(await renderChart({}));
    const misspelt = { ...daemonSet, spec: { ...daemonSet.spec, minReadySecond: 1 } };
    await assert.rejects(client.tryToCreate(misspelt), /unknown field \\"spec.minReadySecond\\"/);
  });

  test('the Pod is taken where its namespace says privileged, and nowhere else', { skip }, async () => {
    const { spec } = daemonSetOf(await renderChart({})).spec.template;
    const podIn = (namespace: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'agent', namespace },
      spec,
    });
    assert.deepEqual(await client.tryToCreate(podIn(NAME)), { warnings: [] });
    const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
    await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'strict', labels } });
    await assert.rejects(
      client.tryToCreate(podIn('strict')),
      /violates PodSecurity \\"baseline:latest\\": .*hostNetwork=true.*hostPath volumes \(volume \\"host\\"\)/,
    );
  });

  describe('a roll-out', () => {
    const digests = ['0', '1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);
    const path = `/apis/apps/v1/namespaces/${NAME}/daemonsets/${NAME}`;
    const linux = { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
    const nodes = ['a', 'b'];
    /** Where a Pod of which version is not ready: what was changed there has been put back. */
    const unwell = new Set<string>();
    const down = new Set<string>();
    let simulated: SimulatedNodes;

    before(async () => {
      if (skip) return;
      simulated = await startSimulatedNodes(
        client,
        NAME,
        {
          a: linux,
          b: { ...linux, 'kubernetes.io/arch': 'arm64' },
          'no-executable-for-it': { ...linux, 'kubernetes.io/arch': 's390x' },
          'no-linux': { ...linux, 'kubernetes.io/os': 'windows' },
          virtual: { ...linux, type: 'virtual-kubelet' },
          fargate: { ...linux, 'eks.amazonaws.com/compute-type': 'fargate' },
        },
        down,
        (node, pod) => !unwell.has(`${node} ${digestOf(pod)}`),
        await controlPlane.startDaemonSetController(await buildDaemonSetController()),
      );
    });

    after(() => simulated?.stop());

    const digestOf = ({ spec }: { spec: { containers: readonly { image: string }[] } }) =>
      spec.containers[0]?.image.replace(/^.*@/, '') ?? '';
    const deploy = async (digest: string | undefined, values: object = {}): Promise<void> => {
      const image = { repository: 'registry.corp.example/rcp', digest };
      const { objects } = await renderChart({ image, minReadySeconds: 1, ...values });
      for (const object of objects) await client.apply(object);
    };
    const versions = (pods: PodsByNode) =>
      nodes.map((node) => pods.get(node)).map((pod) => pod && digestOf(pod));
    const allHave = (digest: string | undefined) => (pods: PodsByNode) =>
      nodes.every((node) => {
        const pod = pods.get(node);
        return pod !== undefined && digestOf(pod) === digest && isReady(pod);
      });

    const waitForStatus = async (isSo: (status: Observed['status']) => boolean): Promise<void> => {
      let seen: Observed | undefined;
      const probe = async () => {
        seen = await client.get<Observed>(path);
        return isSo(seen.status) || undefined;
      };
      const explain = () => JSON.stringify(seen?.status);
      await waitFor('such status of the DaemonSet', probe, { timeoutMs: 60_000, explain });
    };

    /** The controller is made to look again and again, at a set that has changed, though no Pod of it has to. */
    const lookAgain = async (): Promise<void> => {
      for (const revisionHistoryLimit of [9, 8, 7, 6, 5]) {
        const { metadata } = await client.patch<Observed>(path, { spec: { revisionHistoryLimit } });
        await waitForStatus(({ observedGeneration }) => observedGeneration === metadata.generation);
      }
    };

    test('begins with a dry run on every node whose kubelet is ours to change', { skip }, async () => {
      await deploy(digests[0], { dryRun: true });
      const pods = await simulated.waitFor('first version everywhere', allHave(digests[0]));
      assert.deepEqual([...pods.keys()].sort(), nodes);
      const { spec } = await client.get<{ spec: { taints?: readonly { key: string }[] } }>('/api/v1/nodes/a');
      assert.deepEqual(
        spec.taints?.map(({ key }) => key),
        ['node.kubernetes.io/not-ready'],
      );
    });

    test('stops at the first node that is not well', { skip }, async () => {
      // Until a Pod has been ready for a while it counts as one that is not, and may be replaced at any time.
      await waitForStatus(({ numberAvailable }) => numberAvailable === nodes.length);
      const before = await simulated.waitFor('first look');
      for (const node of nodes) unwell.add(`${node} ${digests[1]}`);
      await deploy(digests[1]);
      const pods = await simulated.waitFor(
        'one node that is not well',
        (pods) => versions(pods).filter((version) => version === digests[1]).length === 1,
      );
      const touched = nodes.find((node) => digestOf(pods.get(node) as never) === digests[1]) ?? '';
      const other = nodes.find((node) => node !== touched) ?? '';

      await lookAgain();
      const now = await simulated.waitFor('second look');
      assert.equal(now.get(other)?.metadata.uid, before.get(other)?.metadata.uid);
      assert.equal(isReady(now.get(other) as never), true);
      assert.equal(isReady(now.get(touched) as never), false);
      const { status } = await client.get<Observed>(path);
      assert.deepEqual([status.updatedNumberScheduled, status.numberUnavailable], [1, 1]);
    });

    test('goes on when that node has become well', { skip }, async () => {
      unwell.clear();
      await simulated.waitFor('second version everywhere', allHave(digests[1]));
      await waitForStatus(({ numberAvailable }) => numberAvailable === nodes.length);
    });

    test('of a better version begins where the last one failed', { skip }, async () => {
      unwell.add(`a ${digests[2]}`).add(`b ${digests[2]}`);
      await deploy(digests[2]);
      const pods = await simulated.waitFor('one node that is not well', (pods) =>
        [...pods.values()].some((pod) => digestOf(pod) === digests[2] && !isReady(pod)),
      );
      const failed = nodes.find((node) => digestOf(pods.get(node) as never) === digests[2]) ?? '';
      const other = nodes.find((node) => node !== failed) ?? '';
      const otherUid = pods.get(other)?.metadata.uid;
      await deploy(digests[0]);
      const mended = await simulated.waitFor('the failed node on another version', (pods) => {
        const pod = pods.get(failed);
        return pod !== undefined && digestOf(pod) === digests[0];
      });
      assert.equal(mended.get(other)?.metadata.uid, otherUid);
      await simulated.waitFor('that version everywhere', allHave(digests[0]));
    });

    test('has at no time left both nodes without a ready Pod', { skip }, () => {
      const history = simulated.history();
      const first = history.findIndex((ready) => ready.length === nodes.length);
      assert.ok(history.length - first > 6, JSON.stringify(history));
      assert.deepEqual(
        history.slice(first).filter((ready) => ready.length === 0),
        [],
      );
    });

    test('waits for a node that is down, unless more may be unavailable', { skip }, async () => {
      const has = (digest: string | undefined) => (pods: PodsByNode) => {
        const pod = pods.get('a');
        return pod !== undefined && digestOf(pod) === digest && isReady(pod);
      };
      unwell.clear();
      await waitForStatus(({ numberAvailable }) => numberAvailable === nodes.length);
      down.add('b');
      await waitForStatus(({ numberUnavailable }) => numberUnavailable === 1);
      await deploy(digests[1]);
      await lookAgain();
      await simulated.waitFor('former version where there is a kubelet', has(digests[0]));
      await deploy(digests[1], { maxUnavailable: 2 });
      await simulated.waitFor('other version there', has(digests[1]));
    });
  });
});

interface Observed {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly status: {
    readonly observedGeneration: number;
    readonly numberAvailable?: number;
    readonly updatedNumberScheduled: number;
    readonly numberUnavailable: number;
  };
}
